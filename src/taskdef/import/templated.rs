//! A template of JSON, with variables where values go: `{"cpu": ${cpu}}`, `{"cpu": {{ cpu }}}`,
//! `{"cpu": <CPU>}`, `{"cpu": $CPU}`, `{"cpu": <%= cpu %>}`.

use super::convert::Conversion;
use super::{Definition, Format, Source};
use crate::taskdef::parse::{self, DEEPEST, LONGEST_TEXT};
use serde_json::Value;

/// A whole request.
pub const FORMAT: Format = Format {
    what: "template of a task definition",
    read: request,
};

fn request(source: &Source) -> Option<Vec<Definition>> {
    if source.json.is_some() {
        return None;
    }
    let Value::Object(members) = tree(source.text)? else {
        return None;
    };
    members.get("containerDefinitions")?;
    let mut conversion = Conversion::default();
    let request = conversion.request(members);
    let mut notes = notes_of(source.text);
    notes.append(&mut conversion.notes);
    let family = request.get("family").and_then(Value::as_str);
    let name = family.unwrap_or_default().to_owned();
    Some(vec![Definition::new(
        &name,
        FORMAT.what.to_owned(),
        request,
        notes,
    )])
}

/// What became of the variables, and of what has to be run.
fn notes_of(text: &str) -> Vec<String> {
    let mut notes = vec!["Variables are written ${…} here, in quotes: that makes it JSON."];
    let runs = |open: &&str| {
        text.split(*open)
            .skip(1)
            .any(|after| !after.starts_with(['=', '#']))
    };
    if ["%{", "{%", "<%"].iter().any(runs) {
        notes.push("What a loop or a condition encloses is here once.");
    }
    notes.into_iter().map(str::to_owned).collect()
}

/// The JSON of a text once its variables stand in quotes; None if it has none.
pub fn tree(text: &str) -> Option<Value> {
    let trimmed = text.trim_start();
    let is_json = trimmed.starts_with(['[', '{']) && text.len() <= LONGEST_TEXT;
    let has = |open: &str| text.contains(open);
    if !is_json || !["$", "<", "{{", "{%", "{#", "%{"].into_iter().any(has) {
        return None;
    }
    let quoted = quoted(text);
    let tree = parse::tree(&quoted).ok()?;
    Some(tree.to_value())
}

/// What stands for a value, or says what is done with values, and where it ends.
/// Sources: HCL Native Syntax Specification, Templates; Jinja, Template Designer Documentation;
/// ERB, Recognized Tags.
const TAGS: &[(&str, &str)] = &[
    ("${", "}"),
    ("%{", "}"),
    ("{{", "}}"),
    ("{%", "%}"),
    ("{#", "#}"),
    ("<%", "%>"),
];

/// The text with quotes around each variable that has none, without bare quotes inside those in
/// strings, and without the tags of loops and conditions.
pub fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 64);
    let mut in_string = false;
    let mut rest = text;
    while let Some(start) = rest.find(['"', '$', '\\', '{', '<', '%', ',']) {
        let (before, from) = rest.split_at(start);
        out.push_str(before);
        let length = if let Some(length) = tag(from) {
            written(&from[..length], in_string, &mut out);
            length
        } else if let Some(length) = bare(from).filter(|_| !in_string) {
            let name = from[..length].trim_matches(['$', '<', '>']);
            out.push_str(&Value::from(format!("${{{name}}}")).to_string());
            length
        } else {
            let length = match from.as_bytes() {
                [b'\\', next, ..] if in_string && next.is_ascii() => 2,
                _ => 1,
            };
            in_string ^= from.starts_with('"');
            // A loop leaves commas where there is nothing before.
            let is_first = || out.trim_end().ends_with(['[', '{', ',']);
            if in_string || !from.starts_with(',') || !is_first() {
                out.push_str(&from[..length]);
            }
            length
        };
        rest = &from[length..];
    }
    out.push_str(rest);
    out
}

/// How long the tag is that begins here.
fn tag(from: &str) -> Option<usize> {
    let (open, close) = TAGS.iter().find(|(open, _)| from.starts_with(open))?;
    match *close {
        "}" => Some(braces(from)),
        // An object in an object has a name before it: two braces are no JSON.
        close => {
            let inner = from.get(open.len()..)?;
            let end = inner.find(close)?;
            let line = inner.get(..end)?.matches('\n').count();
            (line < DEEPEST).then_some(open.len() + end + close.len())
        }
    }
}

/// What a tag becomes.
fn written(tag: &str, in_string: bool, out: &mut String) {
    let is_value = |open: &str, close: &str| {
        let inner = tag.strip_prefix(open)?.strip_suffix(close)?;
        Some(inner.trim_matches(['-', '~', '=', ' ', '\n', '\t']))
    };
    let as_text = |text: &str| Value::from(text).to_string();
    let inside = |text: String| text[1..text.len() - 1].to_owned();
    if tag.starts_with("${") {
        let text = as_text(tag);
        out.push_str(&if in_string { inside(text) } else { text });
    } else if let Some(name) = is_value("<%=", "%>") {
        let text = as_text(&format!("${{{name}}}"));
        out.push_str(&if in_string { inside(text) } else { text });
    } else if let Some(name) = is_value("{{", "}}") {
        // In a string they may be meant for a driver of logs: they stay as they are.
        if in_string {
            out.push_str(&inside(as_text(tag)));
        } else if parse::tree(name).is_ok() {
            out.push_str(name);
        } else {
            out.push_str(&as_text(&format!("${{{name}}}")));
        }
    } else if in_string {
        out.push_str(&inside(as_text(tag)));
    }
}

/// How long the variable of a shell or of a sample is that begins here: `$NAME`, `<NAME>`.
fn bare(from: &str) -> Option<usize> {
    let name = from.strip_prefix(['$', '<'])?;
    let is_part = |letter: char| letter.is_ascii_alphanumeric() || "_- .".contains(letter);
    let end = name.find(|letter| !is_part(letter)).unwrap_or(name.len());
    let is_name = name.starts_with(|letter: char| letter.is_ascii_alphabetic() || letter == '_');
    if from.starts_with('<') {
        return (is_name && name[end..].starts_with('>')).then_some(end + 2);
    }
    let end = name.find(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_');
    is_name.then_some(1 + end.unwrap_or(name.len()))
}

/// How long the `${…}` is that begins here, with the braces inside it; all the rest if it has no
/// end.
pub fn braces(text: &str) -> usize {
    let mut depth = 0_usize;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'{' => depth += 1,
            b'}' if depth == 1 => return at + 1,
            b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn variables_get_quotes() {
        assert_eq!(
            quoted(r#"[{"cpu": ${cpu}, "a": "x\"${f("b")}", "c": ${m["k"]}, "d": "$5"}]"#),
            r#"[{"cpu": "${cpu}", "a": "x\"${f(\"b\")}", "c": "${m[\"k\"]}", "d": "$5"}]"#
        );
        assert_eq!(quoted("${ä"), "\"${ä\"");
        assert_eq!(quoted("\"\\"), "\"\\");
        assert_eq!(tree("[]"), None);
    }

    #[test]
    fn other_tools_have_other_variables() {
        for (text, expected) in [
            ("{{ cpu | default(256) }}", "${cpu | default(256)}"),
            ("{{cpu}}", "${cpu}"),
            ("$CPU", "${CPU}"),
            ("<CPU>", "${CPU}"),
            ("<%= cpu -%>", "${cpu}"),
            ("\"a-<%= cpu %>\"", "a-${cpu}"),
            ("\"{{.Name}} {{ cpu }}\"", "{{.Name}} {{ cpu }}"),
        ] {
            let tree = tree(&format!("{{\"a\": {text}}}"));
            assert_eq!(tree, Some(json!({"a": expected})), "{text}");
        }
        // A sample in documentation.
        assert_eq!(
            tree("{\"a\": {{180}}, \"b\": {{[0]}}}"),
            Some(json!({"a": 180, "b": [0]}))
        );
        assert_eq!(tree("{\"a\": {\"b\": {\"c\": 1}}}"), None);
    }

    #[test]
    fn loops_and_conditions_are_gone_through_once() {
        let pair = json!([{"a": 1}, {"b": 2}]);
        for text in [
            "[{\"a\": 1}{% for x in y %}, {\"b\": 2}{% endfor %}]",
            "[{\"a\": 1}, {% for x in y %}{\"b\": 2}{% if z %},{% endif %}{% endfor %}]",
            "[{# both #}{\"a\": 1},\n%{ for x in y ~}\n{\"b\": 2},\n%{ endfor ~}\n]",
            "[<% if z %>, {\"a\": 1}<% end %>, <%# no %>{\"b\": 2}]",
        ] {
            assert_eq!(tree(text), Some(pair.clone()), "{text}");
        }
    }
}
