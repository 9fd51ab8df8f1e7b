//! What may be written at the caret: members that are not there yet, values of enums, Booleans,
//! names from elsewhere in the definition, and the Fargate sizes.

use super::caret::{Caret, Next, Scan, Step, pattern, scan};
use super::fields::{self, Field};
use super::{sizes, skeleton, units};
use crate::shapes;
use crate::sim::sort;
use std::ops::Range;

/// What may be written at the caret.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Completions {
    /// The first byte that is replaced.
    pub from: usize,
    /// The byte after the last that is replaced.
    pub to: usize,
    /// Where a comma goes in besides.
    pub comma: Option<usize>,
    /// The choices, the likeliest first.
    pub items: Vec<Completion>,
}

/// One choice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completion {
    /// What the list shows.
    pub label: String,
    /// What it shows beside: a kind, a size in words.
    pub detail: String,
    /// What it is for; may be empty.
    pub info: &'static str,
    /// What is written.
    pub insert: String,
    /// The bytes of it that are selected afterwards, to be written over.
    pub select: Range<usize>,
    /// What it is.
    pub kind: ItemKind,
    /// Whether there is a choice of values where it leaves the caret.
    pub then_values: bool,
}

/// What a choice is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ItemKind {
    /// A member with a value to start from.
    Member,
    /// A value.
    Value,
    /// The name of a container or volume of this definition.
    Reference,
}

/// What may be written at a byte offset.
pub fn completions(text: &str, offset: usize) -> Completions {
    let scan = scan(text, offset);
    let caret = &scan.caret;
    let token = text.get(caret.token.clone()).unwrap_or_default();
    // Behind the closing quote nothing is being written any more.
    let is_done = offset >= caret.token.end && token.len() > 1 && token.ends_with('"');
    let items = if is_done {
        Vec::new()
    } else if caret.in_name {
        names(text, caret)
    } else if caret.in_value {
        values(text, &scan)
    } else {
        Vec::new()
    };
    let typed = text.get(caret.token.start..offset.max(caret.token.start));
    let typed = typed.unwrap_or_default().trim_start_matches('"');
    Completions {
        from: caret.token.start,
        to: caret.token.end,
        comma: caret.comma,
        items: matching(items, &typed.to_ascii_lowercase()),
    }
}

/// Those that start with what was typed, then those that contain it.
fn matching(items: Vec<Completion>, typed: &str) -> Vec<Completion> {
    let place = |item: &Completion| item.label.to_ascii_lowercase().find(typed);
    let mut found: Vec<_> = items
        .into_iter()
        .filter(|item| place(item).is_some())
        .collect();
    sort::by_key(&mut found, |item| place(item) != Some(0));
    found
}

fn names(text: &str, caret: &Caret) -> Vec<Completion> {
    let Some((_, object)) = caret.steps.split_last() else {
        return Vec::new();
    };
    let absent = |name: &str| !caret.siblings.iter().any(|sibling| sibling == name);
    let members = fields::members_at(object).iter();
    let members = members.filter(|member| absent(member.name));
    // Required ones first, otherwise as the API model has them: common ones first.
    let (required, others): (Vec<_>, Vec<_>) = members.partition(|member| member.required);
    let members = required.into_iter().chain(others);
    let mut items: Vec<_> = members.map(|member| name(text, caret, member)).collect();
    items.extend(keys(text, caret, object));
    items
}

fn name(text: &str, caret: &Caret, member: &shapes::Member) -> Completion {
    let object = caret.steps.len() - 1;
    let mut steps = caret.steps[..object].to_vec();
    steps.push(Step::Member(member.name.into()));
    let field = fields::field_at(&pattern(&steps));
    let shape = member.shape.get();
    let kind = fields::kind(shape);
    let required = if member.required { ", required" } else { "" };
    let is_choice = kind == "truth" || !shape.one_of().is_empty();
    let then_values = is_choice || refers_to(&pattern(&steps)).is_some();
    Completion {
        detail: format!("{kind}{required}"),
        then_values: then_values && caret.next != Next::Colon,
        ..member_item(text, caret, member.name, field)
    }
}

/// The keys that a map is known to have, such as the options of a log driver.
fn keys(text: &str, caret: &Caret, map: &[Step]) -> Vec<Completion> {
    let is_map = fields::shape_at(map).is_some_and(|shape| fields::kind(shape) == "map");
    if !is_map {
        return Vec::new();
    }
    let start = format!("{}.", pattern(map));
    let known = fields::all().filter_map(|field| Some((field, field.path.strip_prefix(&start)?)));
    let absent = known.filter(|(_, key)| !caret.siblings.iter().any(|sibling| sibling == key));
    let items = absent.map(|(field, key)| member_item(text, caret, key, Some(field)));
    items.collect()
}

fn member_item(text: &str, caret: &Caret, name: &str, field: Option<&Field>) -> Completion {
    let head = format!("\"{name}\"");
    let (insert, select) = if caret.next == Next::Colon {
        let end = head.len();
        (head, end..end)
    } else {
        let example = field.map_or("\"\"", |field| field.example);
        let value = skeleton::laid_out(example, indent(text, caret.token.start), unit(text));
        let inner = skeleton::to_write_over(&value);
        let start = head.len() + 2;
        let comma = if caret.next == Next::More { "," } else { "" };
        let select = start + inner.start..start + inner.end;
        (format!("{head}: {value}{comma}"), select)
    };
    Completion {
        label: name.to_owned(),
        detail: String::new(),
        info: field.map_or("", |field| field.says),
        insert,
        select,
        kind: ItemKind::Member,
        then_values: field.is_some_and(|field| !field.values.is_empty()),
    }
}

/// The indentation of the line of a place.
fn indent(text: &str, place: usize) -> &str {
    let before = text.get(..place).unwrap_or_default();
    let line = before.rsplit('\n').next().unwrap_or_default();
    line.get(..line.len() - line.trim_start_matches([' ', '\t']).len())
        .unwrap_or_default()
}

/// The author's step of indentation; two spaces where there is none to see.
fn unit(text: &str) -> &str {
    let indents = text.lines().map(|line| indent(line, line.len()));
    let mut indents = indents.filter(|indent| !indent.is_empty());
    indents.next().unwrap_or("  ")
}

fn values(text: &str, scan: &Scan) -> Vec<Completion> {
    let caret = &scan.caret;
    let path = caret.path();
    if let Some(target) = refers_to(&path) {
        return references(scan, target);
    }
    match path.as_str() {
        "cpu" => return cpu_values(scan),
        "memory" => return memory_values(scan),
        _ => {}
    }
    let Some(shape) = fields::shape_at(&caret.steps) else {
        return Vec::new();
    };
    let known = fields::field_at(path.trim_end_matches("[]"));
    let known = known.map_or(&[][..], |field| field.values);
    let choices = shape.one_of().iter().chain(known);
    let mut items: Vec<_> = choices
        .filter(|choice| !is_beside(scan, choice))
        .map(|choice| quoted(choice, ItemKind::Value, String::new()))
        .collect();
    if fields::kind(shape) == "truth" {
        items.extend(["true", "false"].map(|word| plain(word, word)));
    }
    items.extend(item_skeleton(text, caret));
    items
}

/// Whether a value is another item of the same array.
fn is_beside(scan: &Scan, value: &str) -> bool {
    let Some((Step::Item(own), list)) = scan.caret.steps.split_last() else {
        return false;
    };
    scan.leaves
        .iter()
        .any(|leaf| match leaf.steps.split_last() {
            Some((Step::Item(index), around)) => {
                around == list && index != own && leaf.value == value
            }
            Some((Step::Member(_), _)) | None => false,
        })
}

/// An item of a list of objects.
fn item_skeleton(text: &str, caret: &Caret) -> Option<Completion> {
    let is_item = matches!(caret.steps.last()?, Step::Item(_));
    let path = caret.path();
    let field = fields::field_at(path.strip_suffix("[]")?)?;
    let example = field.example.strip_prefix('[')?.strip_suffix(']')?;
    if !is_item || !example.starts_with('{') || !caret.token.is_empty() {
        return None;
    }
    let insert = skeleton::laid_out(example, indent(text, caret.token.start), unit(text));
    Some(Completion {
        info: field.says,
        detail: "object".into(),
        select: skeleton::to_write_over(&insert),
        ..plain("{ … }", &insert)
    })
}

/// The path of the names that a value refers to. Source: ECS API, ContainerDependency,
/// MountPoint, ProxyConfiguration, VolumeFrom; ContainerDefinition `links`.
fn refers_to(path: &str) -> Option<&'static str> {
    match path {
        "containerDefinitions[].dependsOn[].containerName"
        | "containerDefinitions[].links[]"
        | "containerDefinitions[].volumesFrom[].sourceContainer"
        | "proxyConfiguration.containerName" => Some("containerDefinitions[].name"),
        "containerDefinitions[].mountPoints[].sourceVolume" => Some("volumes[].name"),
        _ => None,
    }
}

/// Names from elsewhere in the definition, but not a container's own.
fn references(scan: &Scan, target: &str) -> Vec<Completion> {
    let own = scan.caret.steps.get(..2).unwrap_or_default();
    let others = scan
        .values(target)
        .filter(|leaf| !leaf.steps.starts_with(own));
    let names = others.map(|leaf| leaf.value.as_str());
    let names = names.filter(|name| !name.is_empty() && !is_beside(scan, name));
    names
        .map(|name| quoted(name, ItemKind::Reference, String::new()))
        .collect()
}

fn is_windows(scan: &Scan) -> bool {
    let mut families = scan.values("runtimePlatform.operatingSystemFamily");
    families.any(|leaf| leaf.value.starts_with("WINDOWS_"))
}

fn cpu_values(scan: &Scan) -> Vec<Completion> {
    let windows = is_windows(scan);
    let columns = sizes::COLUMNS.iter();
    let columns = columns.filter(|column| column.windows || !windows);
    let item = |cpu: u32| quoted(&cpu.to_string(), ItemKind::Value, sizes::vcpus(cpu));
    columns.map(|column| item(column.cpu_units)).collect()
}

/// The memory that goes with the CPU value on Fargate; all values where that is not Fargate's.
fn memory_values(scan: &Scan) -> Vec<Completion> {
    let windows = is_windows(scan);
    let cpu = scan.values("cpu").next();
    let cpu = cpu.and_then(|leaf| units::cpu_units(&leaf.value).ok());
    let memory = match cpu.and_then(|cpu| sizes::column(cpu, windows)) {
        Some(column) => column.memory_mib(),
        None => {
            let all = sizes::legal(windows).into_iter();
            let mut all: Vec<u32> = all.map(|size| size.memory_mib).collect();
            sort::sort(&mut all);
            all.dedup();
            all
        }
    };
    let item = |mib: u32| quoted(&mib.to_string(), ItemKind::Value, sizes::gib(mib));
    memory.into_iter().map(item).collect()
}

fn quoted(label: &str, kind: ItemKind, detail: String) -> Completion {
    let insert = serde_json::Value::from(label).to_string();
    Completion {
        kind,
        detail,
        ..plain(label, &insert)
    }
}

fn plain(label: &str, insert: &str) -> Completion {
    Completion {
        label: label.to_owned(),
        detail: String::new(),
        info: "",
        insert: insert.to_owned(),
        select: insert.len()..insert.len(),
        kind: ItemKind::Value,
        then_values: false,
    }
}

#[cfg(test)]
mod tests;
