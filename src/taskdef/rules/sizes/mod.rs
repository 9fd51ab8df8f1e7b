//! Rules of the task's size: how it is spelled, and what Fargate and instances have.

mod cpu_nonint;
mod cpu_spelling;
mod cpu_syntax;
mod cpu_unit_suspect;
mod ec2_cpu_below_quarter;
mod ec2_cpu_over_10;
mod ec2_cpu_range;
mod ec2_mem_fit;
mod ec2_size_optional;
mod fargate_32vcpu;
mod fargate_cpu_required;
mod fargate_cpu_value;
mod fargate_large_pv;
mod fargate_mem_required;
mod fargate_size;
mod fargate_win_1024;
mod fargate_win_cpu;
mod guess;
mod mem_nonint;
mod mem_spelling;
mod mem_syntax;
mod mem_unit_suspect;
mod unit_normalised;
mod win_task_size_ignored;

use super::prelude::*;
use crate::sim::sort;
use crate::taskdef::sizes::{Size, column, in_style, legal, smallest};
use crate::taskdef::units::{UnitProblem, cpu_units, memory_mib};

/// The rules in order.
pub const RULES: &[&Rule] = &[
    &cpu_syntax::RULE,
    &cpu_nonint::RULE,
    &mem_syntax::RULE,
    &mem_nonint::RULE,
    &fargate_cpu_required::RULE,
    &fargate_mem_required::RULE,
    &ec2_cpu_range::RULE,
    &fargate_cpu_value::RULE,
    &fargate_win_cpu::RULE,
    &fargate_win_1024::RULE,
    &fargate_size::RULE,
    &cpu_spelling::RULE,
    &mem_spelling::RULE,
    &cpu_unit_suspect::RULE,
    &mem_unit_suspect::RULE,
    &win_task_size_ignored::RULE,
    &unit_normalised::RULE,
    &fargate_32vcpu::RULE,
    &fargate_large_pv::RULE,
    &ec2_cpu_over_10::RULE,
    &ec2_cpu_below_quarter::RULE,
    &ec2_size_optional::RULE,
    &ec2_mem_fit::RULE,
];

/// A member of the task's size with the text of its value, unless that is a variable.
fn written<'d>(draft: &'d Draft, name: &str) -> Option<(&'d Node<'d>, &'d str)> {
    let node = draft.root.get(name)?;
    let text = node.text().filter(|text| !is_placeholder(text))?;
    Some((node, text))
}

/// The task's CPU units, if they are there and can be read, with their place.
pub fn task_cpu<'d>(draft: &'d Draft) -> Option<(&'d Node<'d>, u32)> {
    read(draft, "cpu", cpu_units)
}

/// The task's memory in MiB, if it is there and can be read, with its place.
pub fn task_memory<'d>(draft: &'d Draft) -> Option<(&'d Node<'d>, u32)> {
    read(draft, "memory", memory_mib)
}

/// A number is of the wrong type, which another rule says; its meaning is clear.
fn read<'d>(
    draft: &'d Draft,
    name: &str,
    units: fn(&str) -> Result<u32, UnitProblem>,
) -> Option<(&'d Node<'d>, u32)> {
    let node = draft.root.get(name)?;
    let amount = match node.integer() {
        Some(number) => u32::try_from(number).ok()?,
        None => units(node.text()?).ok()?,
    };
    Some((node, amount))
}

/// The task's size, if both parts are there and can be read.
pub fn task_size(draft: &Draft) -> Option<Size> {
    let (_, cpu_units) = task_cpu(draft)?;
    let (_, memory_mib) = task_memory(draft)?;
    Some(Size {
        cpu_units,
        memory_mib,
    })
}

/// Gives the task the memory that its containers need, and CPU with it where it has none.
pub fn task_memory_fix(draft: &Draft) -> Fix {
    let need = need(draft);
    let both = smallest(need, draft.is_windows()).filter(|_| draft.root.get("cpu").is_none());
    match both {
        Some(size) => size_fix(draft, size),
        None => {
            let memory = guess::supported_memory(draft, need.memory_mib).to_string();
            set_fix(draft, &draft.root, "memory", &quoted(&memory))
        }
    }
}

/// What the containers need of the task: their CPU together; the greatest hard limit, or the
/// reservations together if that is more.
fn need(draft: &Draft) -> Size {
    let containers = draft.container_list();
    let of = |name| {
        let amounts = containers
            .iter()
            .filter_map(move |one| one.integer_of(name));
        amounts.filter_map(|amount| u32::try_from(amount).ok())
    };
    let sum = |name| of(name).fold(0, u32::saturating_add);
    Size {
        cpu_units: sum("cpu"),
        memory_mib: of("memory")
            .max()
            .unwrap_or(0)
            .max(sum("memoryReservation")),
    }
}

/// What ECS says of a pair that Fargate does not have.
pub fn message(size: Size) -> String {
    format!(
        "No Fargate configuration exists for given values: {} CPU, {} memory. See the Amazon ECS \
         documentation for the valid values.",
        size.cpu_units, size.memory_mib
    )
}

/// A fix that gives the task a size, in the author's spelling.
fn size_fix(draft: &Draft, size: Size) -> Fix {
    let amounts = [
        ("cpu", size.cpu_units, "vcpu"),
        ("memory", size.memory_mib, "gb"),
    ];
    let mut edits = Vec::new();
    let mut missing = Vec::new();
    for (name, amount, unit) in amounts {
        let Some(member) = draft.root.member(name) else {
            missing.push((name, quoted(&amount.to_string())));
            continue;
        };
        let range = member.value.range.clone();
        let old = draft.text.get(range.clone()).unwrap_or_default();
        let text = in_style(old, amount, unit);
        if text != old {
            edits.push(Edit { range, text });
        }
    }
    if !missing.is_empty() {
        let members = missing.iter().map(|(name, json)| (*name, json.as_str()));
        let members: Vec<_> = members.collect();
        edits.push(insert_members(draft, &draft.root, &members));
    }
    in_text_order(&mut edits);
    Fix {
        title: format!("Use {}", size.words()),
        edits,
    }
}

/// Legal sizes near one that is not: more and less memory with as much CPU, more and less CPU with
/// as much memory, else the smallest that holds it. Those that hold it come first.
fn near(size: Size, windows: bool) -> Vec<Size> {
    let sizes = legal(windows);
    let same_cpu = |one: &&Size| one.cpu_units == size.cpu_units;
    let same_memory = |one: &&Size| one.memory_mib == size.memory_mib;
    let mut found: Vec<Size> = Vec::new();
    let columns = sizes.iter().filter(same_cpu);
    found.extend(columns.clone().find(|one| one.memory_mib > size.memory_mib));
    found.extend(columns.rev().find(|one| one.memory_mib < size.memory_mib));
    let rows = sizes.iter().filter(same_memory);
    found.extend(rows.clone().find(|one| one.cpu_units > size.cpu_units));
    found.extend(rows.rev().find(|one| one.cpu_units < size.cpu_units));
    if !found.iter().any(|one| holds(*one, size)) {
        found.extend(smallest(size, windows));
    }
    if found.is_empty() {
        found.extend(sizes.last());
    }
    sort::by_key(&mut found, |one| (!holds(*one, size), *one));
    found.dedup();
    found
}

fn holds(one: Size, other: Size) -> bool {
    one.cpu_units >= other.cpu_units && one.memory_mib >= other.memory_mib
}

/// What Fargate has instead, in words.
fn instead(size: Size, windows: bool) -> String {
    let of_cpu = column(size.cpu_units, windows).map(|column| column.memory_mib());
    match of_cpu.as_deref() {
        Some([first, second, third]) => {
            format!(
                "With {} CPU units the memory is {first}, {second} or {third} MiB.",
                size.cpu_units
            )
        }
        Some([first, second, .., last]) => {
            let (cpu, step) = (size.cpu_units, second - first);
            format!("With {cpu} CPU units the memory is {first} to {last} MiB in steps of {step}.")
        }
        Some(_) | None if windows => {
            "Windows on Fargate has 1024, 2048 or 4096 CPU units.".to_owned()
        }
        Some(_) | None => {
            "Fargate has 256, 512, 1024, 2048, 4096, 8192, 16384 or 32768 CPU units.".to_owned()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::draft;

    #[test]
    fn sizes_that_hold_it_come_first() {
        let size = |cpu_units, memory_mib| Size {
            cpu_units,
            memory_mib,
        };
        assert_eq!(
            near(size(256, 4_096), false),
            [size(512, 4_096), size(256, 2_048)]
        );
        assert_eq!(
            near(size(8_192, 18_432), false),
            [
                size(8_192, 20_480),
                size(4_096, 18_432),
                size(8_192, 16_384)
            ]
        );
        assert_eq!(near(size(99_999, 1), false), [size(32_768, 249_856)]);
    }

    #[test]
    fn a_container_needs_its_limit_and_all_their_reservations() {
        let text = r#"{"containerDefinitions": [
            {"cpu": 128, "memory": 300, "memoryReservation": 200},
            {"cpu": 64, "memoryReservation": 200}]}"#;
        let expected = Size {
            cpu_units: 192,
            memory_mib: 400,
        };
        assert_eq!(need(&draft(text)), expected);
    }
}
