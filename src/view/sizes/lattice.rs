//! Where the sizes stand in the picture: CPU to the right, memory upwards on a log scale. Places
//! are in tenths of a unit of the drawing.

use super::{COLUMNS, Size, legal};

/// The drawing's width and height in units.
pub const VIEW: (u32, u32) = (326, 176);
/// The first column and the distance between two.
const FIRST: u32 = 420;
const BETWEEN: u32 = 380;
/// The place of 512 MiB, and how much a doubling rises.
const FLOOR: u32 = 1_500;
const DOUBLING: u32 = 156;

/// The place of a CPU value, between columns where it is between their values.
pub fn x(cpu_units: u32) -> u32 {
    let place = log2_thousandths(cpu_units.clamp(128, 65_536));
    let first = log2_thousandths(256);
    (FIRST + place * BETWEEN / 1_000).saturating_sub(first * BETWEEN / 1_000)
}

/// The height of a memory value.
pub fn y(memory_mib: u32) -> u32 {
    let place = log2_thousandths(memory_mib.clamp(256, 262_144));
    let floor = log2_thousandths(512);
    (FLOOR + floor * DOUBLING / 1_000).saturating_sub(place * DOUBLING / 1_000)
}

/// Logarithm to the base 2 in thousandths, straight between powers of two: the whole numbers of
/// every platform, and close enough for a picture.
fn log2_thousandths(value: u32) -> u32 {
    let whole = value.max(1).ilog2();
    let power = 1_u64 << whole;
    let rest = (u64::from(value) - power) * 1_000 / power;
    whole * 1_000 + u32::try_from(rest).unwrap_or(0)
}

/// A step on the lattice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Less memory.
    Down,
    /// More memory.
    Up,
    /// Fewer CPUs.
    Left,
    /// More CPUs.
    Right,
}

/// The legal size one step away, or the nearest legal one if `from` is none.
pub fn walk(from: Size, step: Step, windows: bool) -> Option<Size> {
    let sizes = legal(windows);
    if !sizes.contains(&from) {
        return super::neighbours(from, windows).first().copied();
    }
    let column = |cpu_units: u32| {
        let members = sizes.iter().filter(move |size| size.cpu_units == cpu_units);
        members.min_by_key(|size| size.memory_mib.abs_diff(from.memory_mib))
    };
    let same = sizes.iter().filter(|size| size.cpu_units == from.cpu_units);
    let found = match step {
        Step::Up => same.clone().find(|size| size.memory_mib > from.memory_mib),
        Step::Down => same.rev().find(|size| size.memory_mib < from.memory_mib),
        Step::Right => column(from.cpu_units.saturating_mul(2)),
        Step::Left => column(from.cpu_units / 2),
    };
    found.copied()
}

/// The nearest legal size to a place in the drawing, in tenths.
pub fn nearest(at: (u32, u32), windows: bool) -> Option<Size> {
    let distance = |size: &Size| {
        let (dx, dy) = (
            x(size.cpu_units).abs_diff(at.0),
            y(size.memory_mib).abs_diff(at.1),
        );
        u64::from(dx).pow(2) + u64::from(dy).pow(2)
    };
    legal(windows).into_iter().min_by_key(distance)
}

/// The memory lines of the grid: MiB and label.
pub const LINES: [(u32, &str); 6] = [
    (512, "0.5 GB"),
    (2_048, "2"),
    (4_096, "4"),
    (8_192, "8"),
    (32_768, "32"),
    (131_072, "128"),
];

/// The number of a size among all legal ones, from 0.
pub fn number(size: Size, windows: bool) -> Option<usize> {
    legal(windows).iter().position(|one| *one == size)
}

/// How many columns there are.
pub fn columns() -> impl Iterator<Item = &'static super::Column> {
    COLUMNS.iter()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::format::tenths;

    fn size(cpu_units: u32, memory_mib: u32) -> Size {
        Size {
            cpu_units,
            memory_mib,
        }
    }

    #[test]
    fn every_size_is_inside_the_drawing_and_found_at_its_place() {
        for one in legal(false) {
            let at = (x(one.cpu_units), y(one.memory_mib));
            assert!(
                at.0 < VIEW.0 * 10 && at.1 < VIEW.1 * 10,
                "{one:?} at {at:?}"
            );
            assert_eq!(nearest(at, false), Some(one));
        }
        assert_eq!(tenths(x(256)), "42.0");
        assert_eq!(tenths(y(512)), "150.0");
    }

    #[test]
    fn arrow_keys_walk_legal_pairs() {
        let walked = |from, step| walk(from, step, false);
        assert_eq!(walked(size(256, 512), Step::Up), Some(size(256, 1_024)));
        assert_eq!(walked(size(256, 512), Step::Down), None);
        assert_eq!(walked(size(256, 512), Step::Left), None);
        assert_eq!(walked(size(256, 512), Step::Right), Some(size(512, 1_024)));
        assert_eq!(
            walked(size(4_096, 30_720), Step::Down),
            Some(size(4_096, 29_696))
        );
        assert_eq!(walked(size(256, 4_096), Step::Up), Some(size(256, 2_048)));
    }
}
