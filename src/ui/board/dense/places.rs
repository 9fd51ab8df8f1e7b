//! Where things lie on the canvas.
//!
//! A task is a tile while six pixels are left for it; below that an instance is one stacked bar,
//! and of thousands of instances each is a thin one, so that a whole cluster stays in sight.

use super::super::super::state::Selection;
use crate::model::TaskId;
use crate::view::board::{Board, Mini, ZoneLane};

/// The edge of a tile in pixels, and the distance of two on the quay.
pub const TILE: f64 = 6.0;
pub const QUAY_STEP: f64 = TILE + 2.0;
/// The distance of two tiles on an instance.
pub const STEP: f64 = TILE + 1.0;
/// The head of a zone, and the gap between zones.
pub const HEAD: f64 = 22.0;
const BETWEEN: f64 = 12.0;
/// The height of the bar of the tasks without an instance, where they are too many for tiles.
pub const BAR: f64 = 14.0;

/// Boxes of instances: up to so many in one zone, so many columns, this high, this far apart.
const SIZES: &[(usize, usize, f64, f64)] = &[
    (12, 2, 44.0, 5.0),
    (30, 3, 44.0, 5.0),
    (60, 3, 22.0, 5.0),
    (120, 6, 22.0, 5.0),
    (200, 6, 14.0, 5.0),
    (400, 12, 14.0, 5.0),
    (1_000, 12, 9.0, 3.0),
];
/// The same for more than these; the columns are as many as fit, this wide.
const SMALLEST: (f64, f64, f64) = (9.0, 3.0, 1.0);
/// Columns of a narrow screen.
const NARROW: usize = 4;

/// A rectangle.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rect {
    pub left: f64,
    pub top: f64,
    pub width: f64,
    pub height: f64,
}

impl Rect {
    /// The rectangle inside of this one, so far from its edges.
    pub fn inner(self, by: f64) -> Rect {
        Rect {
            left: self.left + by,
            top: self.top + by,
            width: self.width - 2.0 * by,
            height: self.height - 2.0 * by,
        }
    }

    fn holds(self, x: f64, y: f64) -> bool {
        (self.left..self.left + self.width).contains(&x)
            && (self.top..self.top + self.height).contains(&y)
    }
}

/// How the zones share the width, and how large one instance's box is.
#[derive(Clone, Debug, PartialEq)]
pub struct Places {
    pub width: f64,
    pub height: f64,
    lane: f64,
    columns: usize,
    size: (f64, f64),
    gap: f64,
    /// Where the quay begins.
    pub quay: f64,
    quay_rows: usize,
    /// Instances of each zone.
    minis: Vec<usize>,
}

impl Places {
    /// The places of a board on a canvas of this width.
    pub fn of(board: &Board, width: f64, narrow: bool) -> Places {
        let minis: Vec<usize> = board.zones.iter().map(|zone| zone.minis.len()).collect();
        let zones = minis.len().max(1) as f64;
        let most = minis.iter().copied().max().unwrap_or(0);
        let lane = (width - BETWEEN * (zones - 1.0)) / zones;
        let fixed = SIZES.iter().find(|row| most <= row.0);
        let (columns, high, gap) = match fixed {
            Some((_, columns, high, gap)) if narrow => ((*columns).min(NARROW), *high, *gap),
            Some((_, columns, high, gap)) => (*columns, *high, *gap),
            None => {
                let (wide, high, gap) = SMALLEST;
                (((lane + gap) / (wide + gap)) as usize, high, gap)
            }
        };
        let columns = columns.max(1);
        let wide = (lane + gap) / columns as f64 - gap;
        let rows = most.div_ceil(columns);
        let quay = if most == 0 {
            0.0
        } else {
            HEAD + rows as f64 * (high + gap)
        };
        let quay_rows = board.quay_tiles.len().div_ceil(quay_columns(width));
        let hostless = board.quay_counts.iter().any(|count| *count > 0);
        let quay_high = match (hostless, quay_rows) {
            (false, _) => 0.0,
            (true, 0) => HEAD + BAR + 8.0,
            (true, rows) => HEAD + rows as f64 * QUAY_STEP + 8.0,
        };
        Places {
            width,
            height: quay + quay_high,
            lane,
            columns,
            size: (wide, high),
            gap,
            quay,
            quay_rows,
            minis,
        }
    }

    /// The left edge of a zone.
    pub fn zone(&self, nth: usize) -> f64 {
        nth as f64 * (self.lane + BETWEEN)
    }

    /// The box of an instance.
    pub fn instance(&self, zone: usize, place: usize) -> Rect {
        let (column, row) = (place % self.columns, place / self.columns);
        let (width, height) = self.size;
        Rect {
            left: self.zone(zone) + column as f64 * (width + self.gap),
            top: HEAD + row as f64 * (height + self.gap),
            width,
            height,
        }
    }

    /// Whether a box has a frame and room around what it holds.
    pub fn framed(&self) -> bool {
        self.size.1 >= 9.0
    }

    /// The part of a box that its tasks may take.
    pub fn hold(&self, instance: Rect) -> Rect {
        instance.inner(if self.framed() { 2.0 } else { 0.0 })
    }

    /// How many tiles stand side by side on an instance, where all its tasks can be tiles.
    pub fn tiles(&self, mini: &Mini) -> Option<usize> {
        let hold = self.hold(self.instance(0, 0));
        let columns = ((hold.width / STEP) as usize).max(1);
        let rows = (hold.height / STEP) as usize;
        (mini.tasks.len() <= columns * rows).then_some(columns)
    }

    /// The tile of a task without an instance.
    pub fn quay_tile(&self, place: usize) -> Rect {
        let at = (0.0, self.quay + HEAD + 4.0);
        tile(at, place, quay_columns(self.width), QUAY_STEP)
    }

    /// What lies at a point of the canvas.
    pub fn hit(&self, board: &Board, x: f64, y: f64) -> Option<Selection> {
        let zones = board.zones.iter().enumerate();
        let on_zone = zones.filter_map(|(nth, zone)| self.hit_zone(zone, nth, x, y));
        on_zone.into_iter().next().or_else(|| {
            let tiles = board.quay_tiles.iter().enumerate();
            let mut hit = tiles.filter(|(place, _)| self.quay_tile(*place).holds(x, y));
            hit.next().map(|(_, (task, _))| Selection::Task(*task))
        })
    }

    fn hit_zone(&self, zone: &ZoneLane, nth: usize, x: f64, y: f64) -> Option<Selection> {
        let minis = zone.minis.iter().enumerate();
        let (place, mini) = minis
            .map(|(place, mini)| (self.instance(nth, place), mini))
            .find(|(place, _)| place.holds(x, y))?;
        let hold = self.hold(place);
        let on_task = |columns: usize| {
            let at = (hold.left, hold.top);
            let tiles = mini.tasks.iter().enumerate();
            let mut hit = tiles.filter(|(nth, _)| tile(at, *nth, columns, STEP).holds(x, y));
            hit.next().map(|(_, (task, _))| *task)
        };
        let task: Option<TaskId> = self.tiles(mini).and_then(on_task);
        Some(task.map_or(Selection::Instance(mini.instance), Selection::Task))
    }
}

fn quay_columns(width: f64) -> usize {
    ((width / QUAY_STEP) as usize).max(1)
}

/// The nth tile of a block that begins at a point.
pub fn tile(at: (f64, f64), nth: usize, columns: usize, step: f64) -> Rect {
    Rect {
        left: at.0 + (nth % columns) as f64 * step,
        top: at.1 + (nth / columns) as f64 * step,
        width: TILE,
        height: TILE,
    }
}
