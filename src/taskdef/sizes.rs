//! The Fargate sizes: which pairs of CPU and memory are legal, and how a definition spells one.

use super::units;
use crate::sim::sort;

/// One CPU value and the memory that may go with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// CPU units: 1,024 are a vCPU.
    pub cpu_units: u32,
    /// What it is called in vCPU.
    pub vcpus: &'static str,
    /// The memory values in MiB, ascending.
    memory: Memory,
    /// Whether Windows containers may have it.
    pub windows: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Memory {
    List([u32; 3]),
    Steps { least: u32, most: u32, step: u32 },
}

const fn steps(cpu_units: u32, vcpus: &'static str, gib: (u32, u32, u32), windows: bool) -> Column {
    Column {
        cpu_units,
        vcpus,
        memory: Memory::Steps {
            least: gib.0 * 1_024,
            most: gib.1 * 1_024,
            step: gib.2 * 1_024,
        },
        windows,
    }
}

const fn list(cpu_units: u32, vcpus: &'static str, mib: [u32; 3]) -> Column {
    Column {
        cpu_units,
        vcpus,
        memory: Memory::List(mib),
        windows: false,
    }
}

/// The columns, ascending. Source: Amazon ECS Developer Guide, "Task definition parameters for
/// Fargate", task size.
pub static COLUMNS: [Column; 8] = [
    list(256, ".25", [512, 1_024, 2_048]),
    steps(512, ".5", (1, 4, 1), false),
    steps(1_024, "1", (2, 8, 1), true),
    steps(2_048, "2", (4, 16, 1), true),
    steps(4_096, "4", (8, 30, 1), true),
    steps(8_192, "8", (16, 60, 4), false),
    steps(16_384, "16", (32, 120, 8), false),
    list(32_768, "32", [61_440, 122_880, 249_856]),
];

impl Column {
    /// The legal memory values in MiB, ascending.
    pub fn memory_mib(&self) -> Vec<u32> {
        self.values().collect()
    }

    fn values(&self) -> impl Iterator<Item = u32> {
        let memory = self.memory;
        let count = match memory {
            Memory::List(list) => list.len() as u32,
            Memory::Steps { least, most, step } => (most - least) / step + 1,
        };
        (0..count).map(move |place| match memory {
            Memory::List(list) => list[place as usize],
            Memory::Steps { least, step, .. } => least + place * step,
        })
    }
}

/// A pair of CPU units and memory in MiB.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Size {
    /// CPU units.
    pub cpu_units: u32,
    /// Memory in MiB.
    pub memory_mib: u32,
}

impl Size {
    /// In words: `.25 vCPU with 0.5 GB`.
    pub fn words(self) -> String {
        format!("{} with {}", vcpus(self.cpu_units), gib(self.memory_mib))
    }

    /// Whether Fargate has it.
    pub fn is_legal(self, windows: bool) -> bool {
        let column = column(self.cpu_units, windows);
        column.is_some_and(|column| column.values().any(|memory| memory == self.memory_mib))
    }

    /// The CFS quota and period of the task in microseconds: the share of a CPU that the kernel
    /// enforces. Source: amazon-ecs-agent, `agent/api/task/task_linux.go` (period of 100 ms).
    pub fn cfs_micros(self) -> (u64, u64) {
        (u64::from(self.cpu_units) * 100_000 / 1_024, 100_000)
    }
}

/// CPU units in words.
pub fn vcpus(cpu_units: u32) -> String {
    match COLUMNS.iter().find(|column| column.cpu_units == cpu_units) {
        Some(column) => format!("{} vCPU", column.vcpus),
        None => format!("{cpu_units} CPU units"),
    }
}

/// Memory in words.
pub fn gib(memory_mib: u32) -> String {
    match memory_mib {
        512 => "0.5 GB".to_owned(),
        whole if whole % 1_024 == 0 => format!("{} GB", whole / 1_024),
        other => format!("{other} MiB"),
    }
}

/// All legal sizes, ascending.
pub fn legal(windows: bool) -> Vec<Size> {
    let columns = COLUMNS.iter().filter(|column| column.windows || !windows);
    let sizes = columns.flat_map(|column| {
        let size = |memory_mib| Size {
            cpu_units: column.cpu_units,
            memory_mib,
        };
        column.values().map(size)
    });
    sizes.collect()
}

/// The column of a CPU value, if there is one.
pub fn column(cpu_units: u32, windows: bool) -> Option<&'static Column> {
    let mut columns = COLUMNS.iter();
    columns.find(|column| column.cpu_units == cpu_units && (column.windows || !windows))
}

/// The smallest legal size that has at least this much.
pub fn smallest(need: Size, windows: bool) -> Option<Size> {
    let columns = COLUMNS.iter().filter(|column| column.windows || !windows);
    let mut large = columns.filter(|column| column.cpu_units >= need.cpu_units);
    large.find_map(|column| {
        let memory_mib = column.values().find(|memory| *memory >= need.memory_mib)?;
        Some(Size {
            cpu_units: column.cpu_units,
            memory_mib,
        })
    })
}

/// The legal neighbours of a size that is not legal: with as much memory, and with as much CPU.
pub fn neighbours(of: Size, windows: bool) -> Vec<Size> {
    let sizes = legal(windows);
    let mut found = Vec::new();
    let same_cpu = sizes.iter().filter(|size| size.cpu_units == of.cpu_units);
    found.extend(same_cpu.min_by_key(|size| size.memory_mib.abs_diff(of.memory_mib)));
    let same_memory = sizes.iter().filter(|size| size.memory_mib == of.memory_mib);
    found.extend(same_memory.min_by_key(|size| size.cpu_units.abs_diff(of.cpu_units)));
    if found.is_empty() {
        found.extend(smallest(of, windows).or_else(|| sizes.last().copied()));
    }
    sort::sort(&mut found);
    found.dedup();
    found
}

/// A number as the old text of a member spelled its own: plain, or with a unit (`vcpu` or `gb`),
/// its case and its blank.
pub fn in_style(old: &str, amount: u32, unit: &str) -> String {
    let plain = format!("\"{amount}\"");
    let inner = old.trim_matches('"');
    let Some(at) = inner.to_ascii_lowercase().find(unit) else {
        return plain;
    };
    let head = inner.get(..at).unwrap_or_default();
    let digits = head.trim_end();
    let (whole, rest) = (amount / 1_024, amount % 1_024);
    let number = match (whole, rest) {
        (whole, 0) => whole.to_string(),
        (0, 256) if digits.starts_with("0.") => "0.25".to_owned(),
        (0, 512) if digits.starts_with("0.") => "0.5".to_owned(),
        (0, 256) => ".25".to_owned(),
        (0, 512) if unit == "gb" => "0.5".to_owned(),
        (0, 512) => ".5".to_owned(),
        (_, _) => return plain,
    };
    let blank = head.get(digits.len()..).unwrap_or_default();
    let tail = inner.get(at..).unwrap_or_default();
    let styled = format!("{number}{blank}{tail}");
    if units::documented_spelling(&styled) {
        format!("\"{styled}\"")
    } else {
        plain
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn size(cpu_units: u32, memory_mib: u32) -> Size {
        Size {
            cpu_units,
            memory_mib,
        }
    }

    #[test]
    fn there_are_77_pairs_and_43_for_windows() {
        assert_eq!(legal(false).len(), 77);
        assert_eq!(legal(true).len(), 43);
        assert!(legal(false).windows(2).all(|pair| pair[0] < pair[1]));
    }

    #[test]
    fn an_illegal_pair_has_a_neighbour_in_each_direction() {
        assert_eq!(
            neighbours(size(256, 4_096), false),
            [size(256, 2_048), size(512, 4_096)]
        );
        assert_eq!(neighbours(size(300, 700), false), [size(512, 1_024)]);
        assert_eq!(neighbours(size(256, 512), true), [size(1_024, 2_048)]);
    }

    #[test]
    fn the_smallest_size_holds_what_is_needed() {
        assert_eq!(smallest(size(0, 0), false), Some(size(256, 512)));
        assert_eq!(smallest(size(300, 4_097), false), Some(size(1_024, 5_120)));
        assert_eq!(smallest(size(99_999, 0), false), None);
    }

    #[test]
    fn the_quota_is_the_share_of_a_cpu() {
        assert_eq!(size(256, 512).cfs_micros(), (25_000, 100_000));
        assert_eq!(size(4_096, 8_192).cfs_micros(), (400_000, 100_000));
    }
}
