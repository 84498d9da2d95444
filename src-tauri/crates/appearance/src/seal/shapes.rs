//! The plain shapes of a seal: ring, frame, star. Each inner contour turns against its outer one, so that it is a hole.

use kurbo::{Affine, BezPath, Ellipse, Point, Rect, Shape as _};
use std::f64::consts::{FRAC_PI_2, PI};

/// How closely curves follow the true shape, in millimetres.
const ACCURACY: f64 = 0.001;

/// An elliptic ring of `width` x `height` outside and a border that is `border` wide everywhere on its axes.
pub(super) fn ring(width: f64, height: f64, border: f64) -> BezPath {
    let ellipse = |inset: f64| Ellipse::new(Point::ZERO, (width / 2.0 - inset, height / 2.0 - inset), 0.0);
    with_hole(ellipse(0.0).to_path(ACCURACY), ellipse(border).to_path(ACCURACY))
}

/// A rectangular frame with slightly rounded outer corners.
pub(super) fn frame(width: f64, height: f64, border: f64) -> BezPath {
    let outer = Rect::from_center_size(Point::ZERO, (width, height));
    let rounding = border * 0.5;
    with_hole(outer.to_rounded_rect(rounding).to_path(ACCURACY), outer.inset(-border).to_path(ACCURACY))
}

/// A five-pointed star about the middle with one point upwards; `across` is the diameter of the circle through its points.
pub(super) fn star(across: f64) -> BezPath {
    // The inner corners lie where the five straight lines between the points cross.
    let inner = (PI / 10.0).sin() / (PI * 3.0 / 10.0).sin();
    let corner = |index: u32| {
        let radius = across / 2.0 * if index.is_multiple_of(2) { 1.0 } else { inner };
        let angle = FRAC_PI_2 + f64::from(index) * PI / 5.0;
        Point::new(radius * angle.cos(), radius * angle.sin())
    };
    let mut path = BezPath::new();
    path.move_to(corner(0));
    (1..10).for_each(|index| path.line_to(corner(index)));
    path.close_path();
    path
}

fn with_hole(mut outer: BezPath, inner: BezPath) -> BezPath {
    outer.extend(inner.reverse_subpaths());
    outer
}

/// A path moved and turned: first scaled, then put at `at`, its own upwards turned by `angle` (radians, to the left).
pub(super) fn placed(path: &BezPath, scale: (f64, f64), at: Point, angle: f64) -> BezPath {
    let put = Affine::translate(at.to_vec2()) * Affine::rotate(angle);
    put * Affine::scale_non_uniform(scale.0, scale.1) * path.clone()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;

    #[test]
    fn a_ring_is_hollow_and_has_its_size() {
        let ring = ring(40.0, 30.0, 1.2);
        assert_eq!(ring.winding(Point::ZERO), 0);
        assert_ne!(ring.winding(Point::new(19.4, 0.0)), 0);
        assert_ne!(ring.winding(Point::new(0.0, -14.0)), 0);
        let bounds = ring.bounding_box();
        assert!((bounds.width() - 40.0).abs() < 0.01 && (bounds.height() - 30.0).abs() < 0.01, "{bounds:?}");
    }

    #[test]
    fn a_star_is_solid_and_stands_on_two_points() {
        let star = star(14.0);
        assert_ne!(star.winding(Point::ZERO), 0);
        let bounds = star.bounding_box();
        assert!(
            (bounds.y1 - 7.0).abs() < 1e-9 && (bounds.y0 + 7.0 * (PI / 5.0).cos()).abs() < 1e-9,
            "{bounds:?}"
        );
    }
}
