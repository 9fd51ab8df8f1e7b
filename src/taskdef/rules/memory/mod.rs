//! Rules of the memory and cpu of containers.

mod cpu_shares;
mod cpu_sum_gt_task;
mod cpu_windows;
mod mem_eq_res;
mod mem_gt_task;
mod mem_lt_res;
mod mem_min;
mod mem_missing;
mod mem_nonpositive;
mod mem_sum_gt_task;
mod mem_windows;
mod task_vs_containers;

use super::Rule;
use crate::taskdef::draft::Draft;
use crate::taskdef::units;
pub use mem_missing::lacks_memory;

/// The rules in order.
pub const RULES: &[&Rule] = &[
    &mem_missing::RULE,
    &mem_nonpositive::RULE,
    &mem_lt_res::RULE,
    &mem_gt_task::RULE,
    &cpu_shares::NEGATIVE,
    &cpu_sum_gt_task::RULE,
    &mem_sum_gt_task::RESERVATIONS,
    &mem_sum_gt_task::LIMITS,
    &mem_eq_res::EQUAL,
    &mem_eq_res::SEMANTICS,
    &mem_min::RULE,
    &mem_windows::MINIMUM,
    &mem_windows::RESERVATION,
    &cpu_shares::MINIMUM,
    &cpu_shares::MAXIMUM,
    &cpu_windows::ZERO,
    &cpu_windows::QUOTA,
    &task_vs_containers::RULE,
];

/// The memory of the task in MiB, if it is written and can be read.
pub fn task_memory(draft: &Draft) -> Option<i64> {
    let text = draft.root.text_of("memory")?;
    units::memory_mib(text).ok().map(i64::from)
}

/// The cpu of the task in units, if it is written and can be read.
fn task_cpu(draft: &Draft) -> Option<i64> {
    let text = draft.root.text_of("cpu")?;
    units::cpu_units(text).ok().map(i64::from)
}

/// What a member of all containers adds up to; what is not a number adds nothing.
pub fn sum(draft: &Draft, member: &str) -> i64 {
    let numbers = draft
        .containers()
        .filter_map(|(_, one)| one.integer_of(member));
    numbers.fold(0, i64::saturating_add)
}
