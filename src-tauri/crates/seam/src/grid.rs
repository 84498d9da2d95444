//! Grey pictures of ink: numbers in rows, 0 for paper and 1 for full ink.

/// Cells a millimetre at which everything is compared: a slice of two millimetres is twelve cells wide.
pub(crate) const FINE: f64 = 6.0;
/// Fine cells in a coarse one, at which places are looked for first.
pub(crate) const COARSE: usize = 3;

/// Rows of ink; nothing beyond the edges.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Grid {
    width: usize,
    height: usize,
    cells: Vec<f32>,
}

impl Grid {
    pub(crate) fn new(width: usize, height: usize) -> Self {
        Self { width, height, cells: vec![0.0; width * height] }
    }

    pub(crate) fn from_fn(width: usize, height: usize, mut value: impl FnMut(usize, usize) -> f32) -> Self {
        let mut cells = Vec::with_capacity(width * height);
        for y in 0..height {
            cells.extend((0..width).map(|x| value(x, y)));
        }
        Self { width, height, cells }
    }

    pub(crate) fn width(&self) -> usize {
        self.width
    }

    pub(crate) fn height(&self) -> usize {
        self.height
    }

    pub(crate) fn row(&self, y: usize) -> &[f32] {
        self.cells.get(y * self.width..(y + 1) * self.width).unwrap_or_default()
    }

    pub(crate) fn at(&self, x: i64, y: i64) -> f32 {
        match (usize::try_from(x), usize::try_from(y)) {
            (Ok(x), Ok(y)) if x < self.width => self.cells.get(y * self.width + x).copied().unwrap_or(0.0),
            _ => 0.0,
        }
    }

    /// Between the four nearest cells; `(0.5, 0.5)` is the middle of the first.
    pub(crate) fn between(&self, x: f64, y: f64) -> f32 {
        let (x, y) = (x - 0.5, y - 0.5);
        let (left, top) = (x.floor(), y.floor());
        let (across, down) = ((x - left) as f32, (y - top) as f32);
        let (left, top) = (left as i64, top as i64);
        let above = self.at(left, top) * (1.0 - across) + self.at(left + 1, top) * across;
        let below = self.at(left, top + 1) * (1.0 - across) + self.at(left + 1, top + 1) * across;
        above * (1.0 - down) + below * down
    }

    /// A part, which may reach beyond the edges.
    pub(crate) fn part(&self, left: i64, top: i64, width: usize, height: usize) -> Self {
        Self::from_fn(width, height, |x, y| self.at(left + x as i64, top + y as i64))
    }

    /// Rows become columns.
    pub(crate) fn transposed(&self) -> Self {
        Self::from_fn(self.height, self.width, |x, y| self.at(y as i64, x as i64))
    }

    /// Left becomes right.
    pub(crate) fn flipped(&self) -> Self {
        let last = self.width as i64 - 1;
        Self::from_fn(self.width, self.height, |x, y| self.at(last - x as i64, y as i64))
    }

    /// Every cell the mean of `by` x `by` cells.
    pub(crate) fn coarser(&self, by: usize) -> Self {
        let by = by.max(1);
        let share = 1.0 / (by * by) as f32;
        Self::from_fn(self.width.div_ceil(by), self.height.div_ceil(by), |x, y| {
            let rows = (y * by)..((y + 1) * by);
            let sum =
                |row: usize| (0..by).map(|step| self.at((x * by + step) as i64, row as i64)).sum::<f32>();
            rows.map(sum).sum::<f32>() * share
        })
    }

    /// The same, a little out of focus: each cell the weighted mean of three by three.
    pub(crate) fn softened(&self) -> Self {
        Self::from_fn(self.width, self.height, |x, y| {
            let (x, y) = (x as i64, y as i64);
            let row = |y: i64| self.at(x - 1, y) + 2.0 * self.at(x, y) + self.at(x + 1, y);
            (row(y - 1) + 2.0 * row(y) + row(y + 1)) / 16.0
        })
    }

    /// The value that this share of all cells does not exceed.
    pub(crate) fn quantile(&self, share: f64) -> f32 {
        quantile(self.cells.iter().copied(), share)
    }

    /// The rectangle (left, top, right, bottom; right and bottom excluded) of the cells above a value.
    pub(crate) fn bounds(&self, above: f32) -> Option<(usize, usize, usize, usize)> {
        let mut found: Option<(usize, usize, usize, usize)> = None;
        for y in 0..self.height {
            for (x, _) in self.row(y).iter().enumerate().filter(|(_, cell)| **cell > above) {
                let (left, top, right, bottom) = found.unwrap_or((x, y, x + 1, y + 1));
                found = Some((left.min(x), top.min(y), right.max(x + 1), bottom.max(y + 1)));
            }
        }
        found
    }

    /// Every cell by a factor, at most 1.
    pub(crate) fn brought_to(mut self, full: f32) -> Self {
        if full > 0.0 {
            self.cells.iter_mut().for_each(|cell| *cell = (*cell / full).clamp(0.0, 1.0));
        }
        self
    }
}

/// The value that this share of some values does not exceed; 0 where there are none.
pub(crate) fn quantile(values: impl Iterator<Item = f32>, share: f64) -> f32 {
    let mut values: Vec<f32> = values.filter(|value| value.is_finite()).collect();
    if values.is_empty() {
        return 0.0;
    }
    let at = ((values.len() - 1) as f64 * share.clamp(0.0, 1.0)).round() as usize;
    let (_, found, _) = values.select_nth_unstable_by(at, f32::total_cmp);
    *found
}

/// The middle one of some lengths; 0 where there are none.
pub(crate) fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.filter(|value| value.is_finite()).collect();
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(0.0)
}
