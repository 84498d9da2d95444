//! A picture in one colour while it is being cleaned: how much of each pixel the ink covers.

use std::collections::VecDeque;

/// Cover from 0 to 1, row by row.
#[derive(Debug, Clone)]
pub(super) struct Mask {
    pub width: u32,
    pub height: u32,
    pub cover: Vec<f32>,
}

/// A rectangle of pixels: left, top, and one past right and bottom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Area {
    pub left: u32,
    pub top: u32,
    pub right: u32,
    pub bottom: u32,
}

impl Area {
    pub(super) fn width(&self) -> u32 {
        self.right - self.left
    }

    pub(super) fn height(&self) -> u32 {
        self.bottom - self.top
    }

    fn union(&self, other: &Area) -> Area {
        Area {
            left: self.left.min(other.left),
            top: self.top.min(other.top),
            right: self.right.max(other.right),
            bottom: self.bottom.max(other.bottom),
        }
    }

    /// The same with `by` more on every side, within a picture.
    pub(super) fn grown(&self, by: u32, width: u32, height: u32) -> Area {
        Area {
            left: self.left.saturating_sub(by),
            top: self.top.saturating_sub(by),
            right: (self.right + by).min(width),
            bottom: (self.bottom + by).min(height),
        }
    }

    /// The same in a picture `times` as large.
    pub(super) fn scaled(&self, times: u32, width: u32, height: u32) -> Area {
        Area {
            left: (self.left * times).min(width.saturating_sub(1)),
            top: (self.top * times).min(height.saturating_sub(1)),
            right: (self.right * times).min(width),
            bottom: (self.bottom * times).min(height),
        }
    }

    fn touches(&self, other: &Area) -> bool {
        self.left <= other.right
            && other.left <= self.right
            && self.top <= other.bottom
            && other.top <= self.bottom
    }
}

/// Pixels that hang together.
struct Patch {
    pixels: Vec<usize>,
    area: Area,
    weight: f32,
}

impl Mask {
    pub(super) fn at(&self, x: u32, y: u32) -> f32 {
        if x >= self.width || y >= self.height {
            return 0.0;
        }
        self.cover.get((y * self.width + x) as usize).copied().unwrap_or_default()
    }

    /// The cover between pixels, 0 outside.
    pub(super) fn between(&self, x: f32, y: f32) -> f32 {
        let (left, top) = (x.floor(), y.floor());
        let (across, down) = (x - left, y - top);
        let at = |x: f32, y: f32| if x < 0.0 || y < 0.0 { 0.0 } else { self.at(x as u32, y as u32) };
        let above = at(left, top) * (1.0 - across) + at(left + 1.0, top) * across;
        let below = at(left, top + 1.0) * (1.0 - across) + at(left + 1.0, top + 1.0) * across;
        above * (1.0 - down) + below * down
    }

    /// What is covered by more than half.
    pub(super) fn area(&self) -> Option<Area> {
        let covered = (0..self.height).flat_map(|y| (0..self.width).map(move |x| (x, y)));
        let of = |(x, y): (u32, u32)| Area { left: x, top: y, right: x + 1, bottom: y + 1 };
        covered.filter(|(x, y)| self.at(*x, *y) > 0.5).map(of).reduce(|all, one| all.union(&one))
    }

    pub(super) fn weight(&self) -> f32 {
        self.cover.iter().sum()
    }

    fn patches(&self, above: f32) -> Vec<Patch> {
        let mut seen = vec![false; self.cover.len()];
        let mut patches = Vec::new();
        let width = self.width.max(1) as usize;
        for start in 0..self.cover.len() {
            let inked = |at: usize| self.cover.get(at).is_some_and(|cover| *cover > above);
            if seen.get(start).copied().unwrap_or(true) || !inked(start) {
                continue;
            }
            let mut patch = Patch {
                pixels: Vec::new(),
                area: Area { left: u32::MAX, top: u32::MAX, right: 0, bottom: 0 },
                weight: 0.0,
            };
            let mut waiting = VecDeque::from([start]);
            if let Some(seen) = seen.get_mut(start) {
                *seen = true;
            }
            while let Some(at) = waiting.pop_front() {
                let (x, y) = ((at % width) as u32, (at / width) as u32);
                patch.area = patch.area.union(&Area { left: x, top: y, right: x + 1, bottom: y + 1 });
                patch.weight += self.cover.get(at).copied().unwrap_or_default();
                patch.pixels.push(at);
                for (dx, dy) in [(-1i64, 0i64), (1, 0), (0, -1), (0, 1), (-1, -1), (1, -1), (-1, 1), (1, 1)] {
                    let (nx, ny) = (i64::from(x) + dx, i64::from(y) + dy);
                    if nx < 0 || ny < 0 || nx >= i64::from(self.width) || ny >= i64::from(self.height) {
                        continue;
                    }
                    let next = ny as usize * width + nx as usize;
                    if inked(next) && seen.get(next).is_some_and(|seen| !*seen) {
                        if let Some(seen) = seen.get_mut(next) {
                            *seen = true;
                        }
                        waiting.push_back(next);
                    }
                }
            }
            patches.push(patch);
        }
        patches
    }

    /// Takes away specks: patches with less than `share` of all ink, and what is fainter than any patch.
    pub(super) fn without_specks(mut self, share: f32) -> Mask {
        let least = (self.weight() * share).max(4.0);
        let mut kept = vec![false; self.cover.len()];
        for patch in self.patches(0.12).iter().filter(|patch| patch.weight >= least) {
            for at in &patch.pixels {
                if let Some(kept) = kept.get_mut(*at) {
                    *kept = true;
                }
            }
        }
        for (cover, kept) in self.cover.iter_mut().zip(kept) {
            if !kept {
                *cover = 0.0;
            }
        }
        self
    }

    /// Where the main thing in the picture is: the heaviest patch, and every patch within `reach` pixels of it or of what
    /// has joined it already.
    pub(super) fn main_area(&self, reach: u32) -> Option<Area> {
        let mut patches = self.patches(0.3);
        let heaviest = (0..patches.len()).max_by(|a, b| {
            let span = |index: &usize| {
                patches
                    .get(*index)
                    .map_or(0.0, |patch| patch.area.width() as f32 * patch.area.height() as f32)
            };
            span(a).total_cmp(&span(b))
        })?;
        let mut area = patches.swap_remove(heaviest).area;
        patches.retain(|patch| patch.weight > 3.0);
        loop {
            let near = area.grown(reach, self.width, self.height);
            let before = area;
            patches.retain(|patch| {
                let joins = near.touches(&patch.area);
                if joins {
                    area = area.union(&patch.area);
                }
                !joins
            });
            if area == before {
                return Some(area);
            }
        }
    }

    /// Keeps what lies in an area.
    pub(super) fn cut(&self, area: Area) -> Mask {
        let cover = (area.top..area.bottom).flat_map(|y| (area.left..area.right).map(move |x| (x, y)));
        Mask {
            width: area.width(),
            height: area.height(),
            cover: cover.map(|(x, y)| self.at(x, y)).collect(),
        }
    }

    /// Turned about its middle by an angle in radians (clockwise as it is seen), in a box that holds all of it.
    pub(super) fn turned(&self, angle: f32) -> Mask {
        let (sin, cos) = angle.sin_cos();
        let (w, h) = (self.width as f32, self.height as f32);
        let width = (w * cos.abs() + h * sin.abs()).ceil().max(1.0);
        let height = (w * sin.abs() + h * cos.abs()).ceil().max(1.0);
        let mut cover = Vec::with_capacity((width * height) as usize);
        for y in 0..height as u32 {
            for x in 0..width as u32 {
                let (dx, dy) = (x as f32 + 0.5 - width / 2.0, y as f32 + 0.5 - height / 2.0);
                let from_x = dx * cos + dy * sin + w / 2.0 - 0.5;
                let from_y = -dx * sin + dy * cos + h / 2.0 - 0.5;
                cover.push(self.between(from_x, from_y));
            }
        }
        Mask { width: width as u32, height: height as u32, cover }
    }
}

/// Fills what is not known from what is known around it, from the rim inwards, and then evens it out.
pub(super) fn fill(values: &mut [f32], unknown: &[bool], width: u32) {
    const NEIGHBOURS: [(i64, i64); 8] =
        [(-1, 0), (1, 0), (0, -1), (0, 1), (-1, -1), (1, -1), (-1, 1), (1, 1)];
    let width = i64::from(width.max(1));
    let height = values.len() as i64 / width;
    let around = move |at: usize| {
        let (x, y) = (at as i64 % width, at as i64 / width);
        NEIGHBOURS.into_iter().filter_map(move |(dx, dy)| {
            let (nx, ny) = (x + dx, y + dy);
            (nx >= 0 && ny >= 0 && nx < width && ny < height).then_some((ny * width + nx) as usize)
        })
    };
    let mean = |values: &[f32], open: &[bool], at: usize| {
        let (mut sum, mut count) = (0.0, 0.0);
        for other in around(at) {
            if let (Some(value), Some(false)) = (values.get(other), open.get(other)) {
                sum += value;
                count += 1.0;
            }
        }
        (count > 0.0).then(|| sum / count)
    };
    let mut open = unknown.to_vec();
    let all: Vec<usize> = unknown.iter().enumerate().filter(|(_, open)| **open).map(|(at, _)| at).collect();
    let mut left = all.clone();
    while !left.is_empty() {
        let filled: Vec<(usize, f32)> =
            left.iter().filter_map(|at| mean(values, &open, *at).map(|value| (*at, value))).collect();
        if filled.is_empty() {
            return; // nothing is known anywhere
        }
        for (at, value) in filled {
            values.iter_mut().skip(at).take(1).for_each(|slot| *slot = value);
            open.iter_mut().skip(at).take(1).for_each(|slot| *slot = false);
        }
        left.retain(|at| open.get(*at).copied().unwrap_or(false));
    }
    for _ in 0..4 {
        let evened: Vec<(usize, f32)> =
            all.iter().filter_map(|at| mean(values, &open, *at).map(|value| (*at, value))).collect();
        for (at, value) in evened {
            values.iter_mut().skip(at).take(1).for_each(|slot| *slot = value);
        }
    }
}
