//! The size in a definition's text: read it, and write another in the author's own style.

use super::Size;
use crate::taskdef::node::{Kind, Node};
use crate::taskdef::rules::edits::insert_members;
use crate::taskdef::sizes::in_style;
use crate::taskdef::units::{cpu_units, memory_mib};
use crate::taskdef::{Draft, Edit, Target};
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};

/// A replacement: a byte range and the new text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Write {
    /// The first byte that goes.
    pub from: usize,
    /// The byte after the last that goes.
    pub to: usize,
    /// What comes instead.
    pub text: String,
}

/// What a definition says of its size.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sized {
    /// Task-level CPU units, if set and readable.
    pub cpu_units: Option<u32>,
    /// Task-level memory in MiB, if set and readable.
    pub memory_mib: Option<u32>,
    /// What its containers ask for together.
    pub containers: Option<Size>,
    /// Whether it has to fit Fargate.
    pub fargate: bool,
    /// Whether its containers are Windows containers.
    pub windows: bool,
    /// Its runtime platform: operating system family and CPU architecture, if set.
    pub platform: (Option<String>, Option<String>),
}

/// Reads the size of a definition that parses.
pub fn read(definition: &serde_json::Value) -> Sized {
    let text = |name: &str| {
        definition["runtimePlatform"][name]
            .as_str()
            .map(str::to_owned)
    };
    let family = text("operatingSystemFamily");
    let requires = definition["requiresCompatibilities"].as_array();
    Sized {
        cpu_units: amount(&definition["cpu"], cpu_units),
        memory_mib: amount(&definition["memory"], memory_mib),
        containers: containers(definition),
        fargate: requires.is_some_and(|list| list.iter().any(|one| one == "FARGATE")),
        windows: family
            .as_deref()
            .is_some_and(|family| family.starts_with("WINDOWS")),
        platform: (family, text("cpuArchitecture")),
    }
}

fn containers(definition: &serde_json::Value) -> Option<Size> {
    let list = definition["containerDefinitions"].as_array()?;
    let number = |value: &serde_json::Value| value.as_u64().unwrap_or(0);
    let cpu: u64 = list.iter().map(|one| number(&one["cpu"])).sum();
    // The reservation counts before the limit, as in placement.
    let memory = list
        .iter()
        .map(|one| match number(&one["memoryReservation"]) {
            0 => number(&one["memory"]),
            reserved => reserved,
        });
    Some(Size {
        cpu_units: u32::try_from(cpu).ok()?,
        memory_mib: u32::try_from(memory.sum::<u64>()).ok()?,
    })
}

/// A size as it reads, a number too.
fn amount<E>(value: &serde_json::Value, read: fn(&str) -> Result<u32, E>) -> Option<u32> {
    match value.as_u64() {
        Some(number) => u32::try_from(number).ok(),
        None => read(value.as_str()?).ok(),
    }
}

/// The edits that give a definition this size, in the spelling that it has now.
pub fn write(text: &str, size: Size) -> Vec<Write> {
    let parsed = parse_to_ast(text, &CollectOptions::default(), &ParseOptions::default());
    let Some(value) = parsed.ok().and_then(|parsed| parsed.value) else {
        return Vec::new();
    };
    let draft = Draft::new(text, Node::of(value, 0), Target::Unknown);
    if !matches!(draft.root.kind, Kind::Object(_)) {
        return Vec::new();
    }
    let mut writes = Vec::new();
    let mut missing = Vec::new();
    for (name, amount, unit) in [
        ("cpu", size.cpu_units, "vcpu"),
        ("memory", size.memory_mib, "gb"),
    ] {
        match draft.root.member(name) {
            Some(member) => {
                let range = member.value.range.clone();
                let old = text.get(range.clone()).unwrap_or_default();
                let text = in_style(old, amount, unit);
                writes.push(Edit { range, text });
            }
            None => missing.push((name, format!("\"{amount}\""))),
        }
    }
    if !missing.is_empty() {
        let members = missing.iter().map(|(name, json)| (*name, json.as_str()));
        let members: Vec<_> = members.collect();
        writes.push(insert_members(&draft, &draft.root, &members));
    }
    writes.into_iter().map(Write::from).collect()
}

impl From<Edit> for Write {
    fn from(edit: Edit) -> Write {
        Write {
            from: edit.range.start,
            to: edit.range.end,
            text: edit.text,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(text: &str, cpu_units: u32, memory_mib: u32) -> String {
        let mut out = text.to_owned();
        let mut writes = write(
            text,
            Size {
                cpu_units,
                memory_mib,
            },
        );
        writes.sort_by_key(|write| write.from);
        for write in writes.iter().rev() {
            out.replace_range(write.from..write.to, &write.text);
        }
        out
    }

    #[test]
    fn a_size_is_written_in_the_authors_style() {
        for (before, after) in [
            (
                r#"{"cpu": "256", "memory": "4096"}"#,
                r#"{"cpu": "512", "memory": "1024"}"#,
            ),
            (
                r#"{"cpu":"1 vCPU","memory":"2GB"}"#,
                r#"{"cpu":".5 vCPU","memory":"1GB"}"#,
            ),
            (
                r#"{"cpu":"0.25 vcpu","memory":"1 gb"}"#,
                r#"{"cpu":"0.5 vcpu","memory":"1 gb"}"#,
            ),
            (
                r#"{"cpu": 256, "memory": 512 }"#,
                r#"{"cpu": "512", "memory": "1024" }"#,
            ),
            (
                "{\n    \"a\": 1\n}",
                "{\n    \"a\": 1,\n    \"cpu\": \"512\",\n    \"memory\": \"1024\"\n}",
            ),
            ("{}", r#"{"cpu": "512", "memory": "1024"}"#),
            ("[", "["),
        ] {
            assert_eq!(written(before, 512, 1_024), after, "from {before}");
        }
    }

    #[test]
    fn sizes_are_read_in_every_spelling() {
        for (cpu, memory, expected) in [
            ("256", "512", (Some(256), Some(512))),
            ("1 vCPU", "2 GB", (Some(1_024), Some(2_048))),
            (".25 vcpu", "0.5GB", (Some(256), Some(512))),
            ("lots", "1G", (None, None)),
        ] {
            let read = read(&serde_json::json!({ "cpu": cpu, "memory": memory }));
            assert_eq!((read.cpu_units, read.memory_mib), expected);
        }
    }

    #[test]
    fn containers_count_by_their_reservation() {
        let definition = serde_json::json!({ "containerDefinitions": [
            { "cpu": 128, "memory": 512, "memoryReservation": 256 },
            { "memory": 300 },
        ]});
        let expected = Size {
            cpu_units: 128,
            memory_mib: 556,
        };
        assert_eq!(read(&definition).containers, Some(expected));
    }
}
