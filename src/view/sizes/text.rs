//! The size in a definition's text: read it, and write another in the author's own style.

use super::Size;
use jsonc_parser::ast::{Object, ObjectProp, Value};
use jsonc_parser::common::Ranged;
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
        cpu_units: amount(&definition["cpu"], "vcpu"),
        memory_mib: amount(&definition["memory"], "gb"),
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

/// `"256"`, `256`, `"1 vCPU"`, `".5 GB"`: with the unit, 1,024 of the small ones.
fn amount(value: &serde_json::Value, unit: &str) -> Option<u32> {
    if let Some(number) = value.as_u64() {
        return u32::try_from(number).ok();
    }
    let text = value.as_str()?.trim().to_ascii_lowercase();
    let Some(number) = text.strip_suffix(unit) else {
        return text.parse().ok();
    };
    let (whole, part) = number
        .trim_end()
        .split_once('.')
        .unwrap_or((number.trim_end(), ""));
    let whole: u32 = if whole.is_empty() {
        0
    } else {
        whole.parse().ok()?
    };
    let digits = u32::try_from(part.len())
        .ok()
        .filter(|digits| *digits <= 5)?;
    let part: u32 = if part.is_empty() {
        0
    } else {
        part.parse().ok()?
    };
    let fraction = part * 1_024 / 10_u32.pow(digits);
    whole.checked_mul(1_024)?.checked_add(fraction)
}

/// The edits that give a definition this size, in the spelling that it has now.
pub fn write(text: &str, size: Size) -> Vec<Write> {
    let parsed = parse_to_ast(text, &CollectOptions::default(), &ParseOptions::default());
    let Some(Value::Object(object)) = parsed.ok().and_then(|parsed| parsed.value) else {
        return Vec::new();
    };
    let mut writes = Vec::new();
    let mut missing = Vec::new();
    for (name, amount, unit) in [
        ("cpu", size.cpu_units, "vcpu"),
        ("memory", size.memory_mib, "gb"),
    ] {
        match member(&object, name) {
            Some(prop) => {
                let range = prop.value.range();
                let old = text.get(range.start..range.end).unwrap_or_default();
                writes.push(Write {
                    from: range.start,
                    to: range.end,
                    text: in_style(old, amount, unit),
                });
            }
            None => missing.push(format!("\"{name}\": \"{amount}\"")),
        }
    }
    if !missing.is_empty() {
        writes.push(insertion(text, &object, &missing));
    }
    writes
}

fn member<'a, 'b>(object: &'b Object<'a>, name: &str) -> Option<&'b ObjectProp<'a>> {
    object
        .properties
        .iter()
        .find(|prop| prop.name.as_str() == name)
}

/// A number as the old text spelled its own: plain, or with a unit, its case and its blank.
fn in_style(old: &str, amount: u32, unit: &str) -> String {
    if !old.starts_with('"') {
        return format!("\"{amount}\"");
    }
    let inner = old.trim_matches('"');
    let Some(at) = inner.to_ascii_lowercase().find(unit) else {
        return format!("\"{amount}\"");
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
        (_, _) => return format!("\"{amount}\""),
    };
    let blank = head.get(digits.len()..).unwrap_or_default();
    let tail = inner.get(at..).unwrap_or_default();
    format!("\"{number}{blank}{tail}\"")
}

/// Members that are not there yet, before the first one and indented like it.
fn insertion(text: &str, object: &Object, members: &[String]) -> Write {
    let start = object.range.start + 1;
    let Some(first) = object.properties.first() else {
        return Write {
            from: start,
            to: start,
            text: members.join(", "),
        };
    };
    let before = first.range.start;
    let gap = text.get(start..before).unwrap_or(" ");
    let gap = if gap.trim().is_empty() { gap } else { "\n  " };
    let each = members
        .iter()
        .map(|member| format!("{member},{}", if gap.is_empty() { " " } else { gap }));
    Write {
        from: before,
        to: before,
        text: each.collect(),
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
                "{\n    \"cpu\": \"512\",\n    \"memory\": \"1024\",\n    \"a\": 1\n}",
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
