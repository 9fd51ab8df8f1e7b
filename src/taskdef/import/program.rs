//! Literals of programs: what is given to an SDK in JavaScript or Python, what these print, and
//! Jsonnet. What has to be worked out becomes `${…}`.
//! Sources: AWS SDK for Python and for JavaScript, RegisterTaskDefinition; Pulumi AWS Classic,
//! aws.ecs.TaskDefinition; Jsonnet, "Specification".

use super::described;
use super::terraform::{arguments, of_json, value_of};
use super::{Definition, Format, Source};
use serde_json::{Map, Value};

/// A request in a program.
pub const FORMAT: Format = Format {
    what: "task definition in a program",
    read,
};

/// What stands before the arguments of a call.
const CALLS: &[&str] = &[
    "register_task_definition(",
    "RegisterTaskDefinitionCommand(",
    "registerTaskDefinition(",
    "ecs.TaskDefinition(",
];

/// What stands before a literal.
const LITERALS: &[&str] = &["module.exports =", "export default"];

/// Where the literals of other tools are written as JSON.
const WRITERS: &[(&str, &str)] = &[
    ("pulumi.jsonStringify(", "jsonencode("),
    ("JSON.stringify(", "jsonencode("),
    ("json.dumps(", "jsonencode("),
];

fn read(source: &Source) -> Option<Vec<Definition>> {
    if source.json.is_some() || !source.text.contains("ontainer") {
        return None;
    }
    let text = alike(source.text);
    let text = text.trim();
    let after = |marks: &[&str]| {
        let mut places = marks.iter().filter_map(|mark| {
            let place = text.find(mark)?;
            text.get(place + mark.len()..)
        });
        places.next()
    };
    let members = if let Some(rest) = after(CALLS) {
        given(arguments(rest)?)
    } else {
        let rest = if text.starts_with('{') {
            text
        } else if text.starts_with("local ") {
            beyond_locals(text)?
        } else {
            after(LITERALS)?.trim_start()
        };
        object(value_of(rest)?.0)?
    };
    // A literal that could not be read is no variable: the text is JSON with a mistake.
    if members.values().any(is_unread) {
        return None;
    }
    let wrapped = members.get("taskDefinition").and_then(Value::as_object);
    let is_answer = wrapped.is_some_and(|inner| inner.contains_key("containerDefinitions"));
    let mut members = if is_answer { wrapped?.clone() } else { members };
    let containers = ["containerDefinitions", "container_definitions"];
    let name = containers
        .iter()
        .find(|name| members.contains_key(**name))?;
    if let Some(list) = members.get(*name).cloned().and_then(of_json) {
        members.insert((*name).to_owned(), list);
    }
    Some(vec![described::definition(&members, FORMAT.what)])
}

/// Whether an object or a string in typographic quotes was taken for an expression.
fn is_unread(value: &Value) -> bool {
    match value {
        Value::String(text) => text.starts_with("${{") || text.starts_with("${“"),
        Value::Array(items) => items.iter().any(is_unread),
        Value::Object(members) => members.values().any(is_unread),
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    }
}

/// The object after the variables of a Jsonnet file: each ends with a semicolon.
fn beyond_locals(text: &str) -> Option<&str> {
    let mut ends = text.match_indices(';');
    ends.find_map(|(end, _)| {
        let rest = text[end + 1..].trim_start();
        rest.starts_with('{').then_some(rest)
    })
}

/// The members among arguments: those with names, and those of an object.
fn given(arguments: Vec<(Option<String>, Value)>) -> Map<String, Value> {
    let mut members = Map::new();
    for (name, value) in arguments {
        match name {
            Some(name) => {
                members.insert(name, value);
            }
            None => members.extend(object(value).unwrap_or_default()),
        }
    }
    members
}

fn object(value: Value) -> Option<Map<String, Value>> {
    match value {
        Value::Object(members) => Some(members),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) => {
            None
        }
    }
}

/// The text with strings and words as HCL has them, which has the other literals in common with
/// these languages.
fn alike(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(letter) = rest.chars().next() {
        let is_word = |letter: char| letter.is_alphanumeric() || "_.".contains(letter);
        let length = match letter {
            '"' | '\'' | '`' => string(rest, letter, &mut out),
            '#' => copied(rest, rest.find('\n'), &mut out),
            '/' if rest.starts_with("//") => copied(rest, rest.find('\n'), &mut out),
            '/' if rest.starts_with("/*") => {
                copied(rest, rest.find("*/").map(|end| end + 2), &mut out)
            }
            letter if is_word(letter) => {
                let end = rest.find(|letter| !is_word(letter));
                word(rest, end.unwrap_or(rest.len()), &mut out)
            }
            letter => copied(rest, Some(letter.len_utf8()), &mut out),
        };
        rest = &rest[length..];
    }
    out
}

fn copied(text: &str, length: Option<usize>, out: &mut String) -> usize {
    let length = length.unwrap_or(text.len());
    out.push_str(&text[..length]);
    length
}

/// Sources: Python Language Reference, "Built-in Constants"; ECMAScript, `undefined`.
fn word(text: &str, length: usize, out: &mut String) -> usize {
    let written = |(call, _): &&(&str, &str)| text.starts_with(call);
    if let Some((call, same)) = WRITERS.iter().find(written) {
        out.push_str(same);
        return call.len();
    }
    out.push_str(match &text[..length] {
        "True" => "true",
        "False" => "false",
        "None" | "undefined" => "null",
        word => word,
    });
    length
}

/// A string in double quotes. Three of them are Python's way to write several lines.
fn string(text: &str, quote: char, out: &mut String) -> usize {
    let three = match quote {
        '"' => "\"\"\"",
        _ => "'''",
    };
    let (open, close) = match text.starts_with(three) {
        true => (3, three),
        false => (1, &three[..1]),
    };
    let close = if quote == '`' { "`" } else { close };
    out.push('"');
    let mut at = open;
    while let Some(letter) = text[at..].chars().next() {
        if text[at..].starts_with(close) {
            out.push('"');
            return at + close.len();
        }
        let length = match letter {
            '\\' => 1 + text[at + 1..].chars().next().map_or(0, char::len_utf8),
            letter => letter.len_utf8(),
        };
        match letter {
            '"' => out.push_str("\\\""),
            '\n' => out.push_str("\\n"),
            _ => out.push_str(&text[at..at + length]),
        }
        at += length;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_and_words_become_alike() {
        assert_eq!(
            alike("{'a': 'it\\'s \"b\"', c: `${d}\n`, e: None, // f's\n g: \"\"\"h\"i\"\"\"}"),
            "{\"a\": \"it\\'s \\\"b\\\"\", c: \"${d}\\n\", e: null, // f's\n g: \"h\\\"i\"}"
        );
        assert_eq!(alike("JSON.stringify([True])"), "jsonencode([true])");
        for text in ["'", "'''", "\"\\", "`a", "/*"] {
            alike(text);
        }
    }
}
