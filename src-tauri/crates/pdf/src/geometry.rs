//! Where things stand on a page: millimetres as a reader sees them ⇄ user space as the file stores them.
//!
//! Owns the arithmetic of /Rotate, /CropBox offset and /UserUnit (ISO 32000-2 §8.3.2.3, §14.11.2) and the form
//! matrix that makes an appearance stand upright on a rotated page (§12.5.5). Refuses everything else: it reads no
//! objects, knows no screen pixels, and rounds nothing.
//!
//! Two systems meet here. *Seen*: millimetres, origin at the top left of the page after rotation, y downwards.
//! *User space*: the default user space of the page, y upwards, one unit = `user_unit`/72 inch, not rotated.

/// Millimetres in an inch divided by the 72 default units of an inch.
const MM_PER_POINT: f64 = 25.4 / 72.0;

/// A rectangle in user space, normalised: `left <= right` and `bottom <= top` (ISO 32000-2 §7.9.5).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rect {
    /// Smallest x, in user space units.
    pub left: f64,
    /// Smallest y, in user space units.
    pub bottom: f64,
    /// Largest x, in user space units.
    pub right: f64,
    /// Largest y, in user space units.
    pub top: f64,
}

impl Rect {
    /// The rectangle with two opposite corners in any order, in user space units.
    pub fn new(x1: f64, y1: f64, x2: f64, y2: f64) -> Self {
        Self { left: x1.min(x2), bottom: y1.min(y2), right: x1.max(x2), top: y1.max(y2) }
    }

    /// Distance from left to right, in user space units.
    pub fn width(&self) -> f64 {
        self.right - self.left
    }

    /// Distance from bottom to top, in user space units.
    pub fn height(&self) -> f64 {
        self.top - self.bottom
    }

    /// Whether the rectangle has no area, as the rectangle of an invisible signature has (§12.7.5.5).
    pub fn is_empty(&self) -> bool {
        !(self.width() > 0.0 && self.height() > 0.0)
    }

    /// The common part of two rectangles, or `None` when it has no area.
    pub fn intersection(&self, other: &Rect) -> Option<Rect> {
        let common = Rect {
            left: self.left.max(other.left),
            bottom: self.bottom.max(other.bottom),
            right: self.right.min(other.right),
            top: self.top.min(other.top),
        };
        (!common.is_empty()).then_some(common)
    }

    /// The four numbers in the order of a PDF rectangle: left, bottom, right, top.
    pub fn to_array(&self) -> [f64; 4] {
        [self.left, self.bottom, self.right, self.top]
    }
}

/// The clockwise turn a viewer gives the page: /Rotate normalised to one of its four values (Table 31).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Rotation {
    /// Upright.
    #[default]
    None,
    /// A quarter turn clockwise.
    Clockwise90,
    /// Upside down.
    Half,
    /// A quarter turn counter-clockwise.
    Clockwise270,
}

impl Rotation {
    /// The rotation for a number of degrees, negatives and full turns folded; a value that is no multiple of 90 is
    /// not a rotation (Table 31) and counts as upright, as viewers show it.
    pub fn from_degrees(degrees: i64) -> Self {
        match degrees.rem_euclid(360) {
            90 => Self::Clockwise90,
            180 => Self::Half,
            270 => Self::Clockwise270,
            _ => Self::None,
        }
    }

    /// 0, 90, 180 or 270, clockwise.
    pub fn degrees(self) -> u16 {
        match self {
            Self::None => 0,
            Self::Clockwise90 => 90,
            Self::Half => 180,
            Self::Clockwise270 => 270,
        }
    }

    /// Whether width and height change places when the page is shown.
    pub fn swaps_sides(self) -> bool {
        matches!(self, Self::Clockwise90 | Self::Clockwise270)
    }
}

/// A point on the page as a reader sees it: millimetres from the top left, y downwards.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PointMm {
    /// Millimetres from the left edge of the shown page.
    pub x: f64,
    /// Millimetres from the top edge of the shown page.
    pub y: f64,
}

/// A rectangle on the page as a reader sees it: top left corner and size, in millimetres.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RectMm {
    /// Millimetres from the left edge of the shown page to the left edge of the rectangle.
    pub x: f64,
    /// Millimetres from the top edge of the shown page to the top edge of the rectangle.
    pub y: f64,
    /// Width in millimetres.
    pub width: f64,
    /// Height in millimetres.
    pub height: f64,
}

/// A point in default user space, in user space units, y upwards.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    /// User space units to the right of the origin.
    pub x: f64,
    /// User space units above the origin.
    pub y: f64,
}

/// How one page maps between what a reader sees and what the file stores.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PageGeometry {
    visible: Rect,
    rotation: Rotation,
    user_unit: f64,
}

impl PageGeometry {
    /// The geometry of a page that shows `visible` (its CropBox within its MediaBox, in user space units), turned by
    /// `rotation`, with units of `user_unit`/72 inch; a unit that is not a positive number counts as 1 (Table 31).
    pub fn new(visible: Rect, rotation: Rotation, user_unit: f64) -> Self {
        let user_unit = if user_unit.is_finite() && user_unit > 0.0 { user_unit } else { 1.0 };
        Self { visible, rotation, user_unit }
    }

    /// The part of user space that is shown, in user space units.
    pub fn visible(&self) -> Rect {
        self.visible
    }

    /// The turn a viewer gives the page.
    pub fn rotation(&self) -> Rotation {
        self.rotation
    }

    /// Length of a user space unit in 1/72 inch.
    pub fn user_unit(&self) -> f64 {
        self.user_unit
    }

    /// Millimetres per user space unit.
    pub fn mm_per_unit(&self) -> f64 {
        MM_PER_POINT * self.user_unit
    }

    /// User space units for a length in millimetres.
    pub fn units(&self, mm: f64) -> f64 {
        mm / self.mm_per_unit()
    }

    /// Width and height of the page as it is shown, in millimetres.
    pub fn size_mm(&self) -> (f64, f64) {
        let scale = self.mm_per_unit();
        let (width, height) = (self.visible.width() * scale, self.visible.height() * scale);
        if self.rotation.swaps_sides() { (height, width) } else { (width, height) }
    }

    /// Width and height of the page as it is shown, in points of 1/72 inch (the unit of page pixels at 72 dpi).
    pub fn size_points(&self) -> (f64, f64) {
        let (width, height) = self.size_mm();
        (width / MM_PER_POINT, height / MM_PER_POINT)
    }

    /// The place in user space of a point a reader sees.
    pub fn to_user_space(&self, seen: PointMm) -> Point {
        let (right, down) = (self.units(seen.x), self.units(seen.y));
        let page = &self.visible;
        match self.rotation {
            Rotation::None => Point { x: page.left + right, y: page.top - down },
            Rotation::Clockwise90 => Point { x: page.left + down, y: page.bottom + right },
            Rotation::Half => Point { x: page.right - right, y: page.bottom + down },
            Rotation::Clockwise270 => Point { x: page.right - down, y: page.top - right },
        }
    }

    /// Where a reader sees a point of user space.
    pub fn to_seen(&self, point: Point) -> PointMm {
        let page = &self.visible;
        let (right, down) = match self.rotation {
            Rotation::None => (point.x - page.left, page.top - point.y),
            Rotation::Clockwise90 => (point.y - page.bottom, point.x - page.left),
            Rotation::Half => (page.right - point.x, point.y - page.bottom),
            Rotation::Clockwise270 => (page.top - point.y, page.right - point.x),
        };
        PointMm { x: right * self.mm_per_unit(), y: down * self.mm_per_unit() }
    }

    /// The user space rectangle (an annotation's /Rect) of a rectangle a reader sees.
    pub fn rect_to_user_space(&self, seen: RectMm) -> Rect {
        let first = self.to_user_space(PointMm { x: seen.x, y: seen.y });
        let second = self.to_user_space(PointMm { x: seen.x + seen.width, y: seen.y + seen.height });
        Rect::new(first.x, first.y, second.x, second.y)
    }

    /// Where a reader sees a user space rectangle.
    pub fn rect_to_seen(&self, rect: Rect) -> RectMm {
        let first = self.to_seen(Point { x: rect.left, y: rect.bottom });
        let second = self.to_seen(Point { x: rect.right, y: rect.top });
        RectMm {
            x: first.x.min(second.x),
            y: first.y.min(second.y),
            width: (first.x - second.x).abs(),
            height: (first.y - second.y).abs(),
        }
    }

    /// Width and height, in user space units, of a /BBox that fills `rect` when the appearance is drawn upright for
    /// the reader: the sides change places on a page turned by a quarter.
    pub fn upright_size(&self, rect: Rect) -> (f64, f64) {
        if self.rotation.swaps_sides() {
            (rect.height(), rect.width())
        } else {
            (rect.width(), rect.height())
        }
    }

    /// The /Matrix of a form with /BBox `[0 0 width height]` (user space units) that makes its content stand upright
    /// on the shown page; the image of the box starts at the origin, so the placing of §12.5.5 needs no scaling.
    pub fn appearance_matrix(&self, width: f64, height: f64) -> [f64; 6] {
        match self.rotation {
            Rotation::None => [1.0, 0.0, 0.0, 1.0, 0.0, 0.0],
            Rotation::Clockwise90 => [0.0, 1.0, -1.0, 0.0, height, 0.0],
            Rotation::Half => [-1.0, 0.0, 0.0, -1.0, width, height],
            Rotation::Clockwise270 => [0.0, -1.0, 1.0, 0.0, 0.0, width],
        }
    }

    /// The matrix (`cm`) that draws a form with /BBox `[0 0 width height]`, in any unit, upright for the reader and
    /// filling the rectangle that they see.
    pub fn placing_matrix(&self, seen: RectMm, width: f64, height: f64) -> [f64; 6] {
        let rect = self.rect_to_user_space(seen);
        let (upright_width, upright_height) = self.upright_size(rect);
        let (across, up) = (upright_width / width, upright_height / height);
        let [a, b, c, d, e, f] = self.appearance_matrix(upright_width, upright_height);
        [a * across, b * across, c * up, d * up, e + rect.left, f + rect.bottom]
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn close(a: f64, b: f64) -> bool {
        (a - b).abs() <= 1e-6 * (1.0 + a.abs().max(b.abs()))
    }

    fn geometries() -> impl Strategy<Value = PageGeometry> {
        (-2000.0..2000.0f64, -2000.0..2000.0f64, 1.0..14400.0f64, 1.0..14400.0f64, -8i64..8, 0.1..50.0f64)
            .prop_map(|(x, y, w, h, turns, unit)| {
                PageGeometry::new(Rect::new(x, y, x + w, y + h), Rotation::from_degrees(turns * 90), unit)
            })
    }

    fn apply(matrix: [f64; 6], x: f64, y: f64) -> (f64, f64) {
        (matrix[0] * x + matrix[2] * y + matrix[4], matrix[1] * x + matrix[3] * y + matrix[5])
    }

    #[test]
    fn degrees_fold() {
        for (given, want) in
            [(0, 0), (90, 90), (-90, 270), (-270, 90), (450, 90), (720, 0), (45, 0), (i64::MIN, 0)]
        {
            assert_eq!(Rotation::from_degrees(given).degrees(), want, "{given}");
        }
    }

    #[test]
    fn a4_upright_has_its_paper_size() {
        let page = PageGeometry::new(Rect::new(0.0, 0.0, 595.276, 841.89), Rotation::None, 1.0);
        let (width, height) = page.size_mm();
        assert!((width - 210.0).abs() < 0.01 && (height - 297.0).abs() < 0.01);
    }

    #[test]
    fn a_quarter_turn_puts_the_bottom_left_at_the_top_left() {
        let page = PageGeometry::new(Rect::new(10.0, 20.0, 110.0, 220.0), Rotation::Clockwise90, 1.0);
        assert_eq!(page.to_user_space(PointMm { x: 0.0, y: 0.0 }), Point { x: 10.0, y: 20.0 });
        let page = PageGeometry::new(page.visible(), Rotation::Clockwise270, 1.0);
        assert_eq!(page.to_user_space(PointMm { x: 0.0, y: 0.0 }), Point { x: 110.0, y: 220.0 });
    }

    #[test]
    fn a_user_unit_of_two_doubles_the_paper() {
        let page = PageGeometry::new(Rect::new(0.0, 0.0, 72.0, 72.0), Rotation::None, 2.0);
        assert!(close(page.size_mm().0, 50.8));
        assert!(close(page.units(50.8), 72.0));
    }

    proptest! {
        #[test]
        fn points_return(page in geometries(), x in -500.0..5000.0f64, y in -500.0..5000.0f64) {
            let back = page.to_seen(page.to_user_space(PointMm { x, y }));
            prop_assert!(close(back.x, x) && close(back.y, y));
        }

        #[test]
        fn rectangles_return(page in geometries(), x in 0.0..500.0f64, y in 0.0..500.0f64,
                             width in 0.0..500.0f64, height in 0.0..500.0f64) {
            let seen = RectMm { x, y, width, height };
            let user = page.rect_to_user_space(seen);
            let back = page.rect_to_seen(user);
            prop_assert!(close(back.x, x) && close(back.y, y) && close(back.width, width) && close(back.height, height));
            let (upright_width, upright_height) = page.upright_size(user);
            prop_assert!(close(upright_width * page.mm_per_unit(), width));
            prop_assert!(close(upright_height * page.mm_per_unit(), height));
        }

        #[test]
        fn the_shown_page_covers_the_visible_box(page in geometries()) {
            let (width, height) = page.size_mm();
            let user = page.rect_to_user_space(RectMm { x: 0.0, y: 0.0, width, height });
            for (a, b) in user.to_array().iter().zip(page.visible().to_array()) {
                prop_assert!(close(*a, b));
            }
        }

        /// The corners of a form land in the corners that the reader expects.
        #[test]
        fn forms_are_placed_upright(page in geometries(), x in -50.0..200.0f64, y in -50.0..200.0f64,
                                    width in 1.0..200.0f64, height in 1.0..200.0f64,
                                    form_width in 1.0..500.0f64, form_height in 1.0..500.0f64) {
            let matrix = page.placing_matrix(RectMm { x, y, width, height }, form_width, form_height);
            for (form_x, form_y, seen_x, seen_y) in
                [(0.0, form_height, x, y), (form_width, 0.0, x + width, y + height)]
            {
                let (user_x, user_y) = apply(matrix, form_x, form_y);
                let seen = page.to_seen(Point { x: user_x, y: user_y });
                prop_assert!(close(seen.x, seen_x) && close(seen.y, seen_y), "{seen:?}");
            }
        }

        /// The corners of the box, mapped as §12.5.5 maps them, land where the reader expects them.
        #[test]
        fn appearances_stand_upright(page in geometries(), x in 0.0..200.0f64, y in 0.0..200.0f64,
                                     width in 1.0..200.0f64, height in 1.0..200.0f64) {
            let seen = RectMm { x, y, width, height };
            let rect = page.rect_to_user_space(seen);
            let (bw, bh) = page.upright_size(rect);
            let matrix = page.appearance_matrix(bw, bh);
            // The image of the box starts at the origin and has the size of the rectangle.
            let image = { let (a, b) = (apply(matrix, 0.0, 0.0), apply(matrix, bw, bh)); Rect::new(a.0, a.1, b.0, b.1) };
            prop_assert!(close(image.left, 0.0) && close(image.bottom, 0.0));
            prop_assert!(close(image.width(), rect.width()) && close(image.height(), rect.height()));
            // The top left of the form is the top left for the reader.
            let (fx, fy) = apply(matrix, 0.0, bh);
            let back = page.to_seen(Point { x: rect.left + fx, y: rect.bottom + fy });
            prop_assert!(close(back.x, x) && close(back.y, y));
            let (fx, fy) = apply(matrix, bw, bh);
            let back = page.to_seen(Point { x: rect.left + fx, y: rect.bottom + fy });
            prop_assert!(close(back.x, x + width) && close(back.y, y));
        }
    }
}
