//! What someone may have meant with a size that ECS does not read.

use super::need;
use crate::sim::sort;
use crate::taskdef::rules::prelude::*;
use crate::taskdef::sizes::{COLUMNS, Size, column, legal};

/// The bounds of a task's CPU units on instances. Source: ECS API, RegisterTaskDefinition `cpu`.
pub const CPU_BOUNDS: (u32, u32) = (128, 196_608);

/// CPU units that run: what the text may mean, or what the containers need.
pub fn cpu(draft: &Draft, text: &str) -> u32 {
    let thousandths = text.trim().ends_with('m');
    let meant = amount(text).map(|micros| match thousandths {
        // As Kubernetes writes it: 500m is half a CPU.
        true => micros * 1_024 / 1_000,
        false if is_of_large_unit(text, 'v') => micros * 1_024,
        false => micros,
    });
    let meant = meant.and_then(|micros| u32::try_from(micros.div_ceil(1_000_000)).ok());
    supported_cpu(draft, meant.unwrap_or(0).max(need(draft).cpu_units))
}

/// The least CPU units that run and hold this much.
pub fn supported_cpu(draft: &Draft, at_least: u32) -> u32 {
    if !draft.is_fargate() {
        return at_least.clamp(CPU_BOUNDS.0, CPU_BOUNDS.1);
    }
    let windows = draft.is_windows();
    let columns = COLUMNS.iter().filter(|column| column.windows || !windows);
    let mut values = columns.map(|column| column.cpu_units);
    let greatest = values.clone().next_back().unwrap_or(CPU_BOUNDS.1);
    values.find(|value| *value >= at_least).unwrap_or(greatest)
}

/// MiB that run: what the text may mean, or what the containers need.
pub fn memory(draft: &Draft, text: &str) -> u32 {
    let meant = amount(text).map(|micros| match is_of_large_unit(text, 'g') {
        true => micros * 1_024,
        false => micros,
    });
    let meant = meant.and_then(|micros| u32::try_from(micros.div_ceil(1_000_000)).ok());
    supported_memory(draft, meant.unwrap_or(0).max(need(draft).memory_mib))
}

/// The least memory that runs with the task's CPU and holds this much.
pub fn supported_memory(draft: &Draft, at_least: u32) -> u32 {
    if !draft.is_fargate() {
        // Docker refuses a container with less than 6 MiB.
        return at_least.max(6);
    }
    let windows = draft.is_windows();
    let of_cpu = super::task_cpu(draft).and_then(|(_, cpu)| column(cpu, windows));
    let mut values = match of_cpu {
        Some(column) => column.memory_mib(),
        None => legal(windows)
            .iter()
            .map(|size: &Size| size.memory_mib)
            .collect(),
    };
    sort::sort(&mut values);
    let greatest = values.last().copied().unwrap_or(at_least);
    values
        .into_iter()
        .find(|value| *value >= at_least)
        .unwrap_or(greatest)
}

/// Whether a text counts vCPU or GB: it has the letter, or a small decimal number and no letters.
fn is_of_large_unit(text: &str, letter: char) -> bool {
    let lower = text.to_ascii_lowercase();
    let bare = !lower.contains(|one: char| one.is_alphabetic());
    lower.contains(letter) || bare && lower.contains('.') && amount(text) <= Some(64_000_000)
}

/// The number at the beginning of a text in millionths.
fn amount(text: &str) -> Option<u64> {
    let number = text.trim_start_matches([' ', '\t', '+']);
    let end = number.find(|one: char| !one.is_ascii_digit() && one != '.');
    let number = number.get(..end.unwrap_or(number.len()))?;
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    if whole.is_empty() && fraction.is_empty() {
        return None;
    }
    let digits: String = fraction.chars().chain("000000".chars()).take(6).collect();
    let whole: u64 = if whole.is_empty() {
        0
    } else {
        whole.parse().ok()?
    };
    let fraction: u64 = digits.parse().ok()?;
    // Larger numbers are no sizes.
    let small = (whole < 10_000_000).then_some(whole)?;
    Some(small * 1_000_000 + fraction)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::draft;

    #[test]
    fn other_spellings_are_understood() {
        let text = r#"{"requiresCompatibilities": ["FARGATE"]}"#;
        let (fargate, instances) = (draft(text), draft("{}"));
        for (text, on_fargate, on_instances) in [
            ("0.25", 256, 256),
            ("1024.0", 1_024, 1_024),
            ("0.3 vCPU", 512, 308),
            ("500m", 512, 512),
            ("1 core", 256, 128),
            ("much", 256, 128),
            ("+512", 512, 512),
        ] {
            assert_eq!(cpu(&fargate, text), on_fargate, "{text}");
            assert_eq!(cpu(&instances, text), on_instances, "{text}");
        }
        for (text, mib) in [("512M", 512), ("1G", 1_024), ("1Gi", 1_024), ("1.5", 1_536)] {
            assert_eq!(memory(&instances, text), mib, "{text}");
        }
        assert_eq!(memory(&fargate, "1.5"), 2_048);
    }
}
