//! Edits that keep the author's style: members put in and taken out with commas and indentation.

use crate::taskdef::draft::Draft;
use crate::taskdef::finding::{Edit, Fix};
use crate::taskdef::node::{Bytes, Kind, Node};

/// Puts a member into an object, after its last one and written like it.
pub fn insert_member(draft: &Draft, object: &Node, name: &str, json: &str) -> Edit {
    insert_members(draft, object, &[(name, json)])
}

/// Puts several members into an object, after its last one and written like it. What is no object
/// becomes one.
pub fn insert_members(draft: &Draft, object: &Node, members: &[(&str, &str)]) -> Edit {
    if !matches!(object.kind, Kind::Object(_)) {
        let written = members
            .iter()
            .map(|(name, json)| format!("\"{name}\": {json}"));
        return Edit {
            range: object.range.clone(),
            text: format!("{{{}}}", written.collect::<Vec<_>>().join(", ")),
        };
    }
    let between = |range: Bytes| draft.text.get(range).unwrap_or_default();
    let mut gap = " ";
    let mut colon = ": ";
    let mut at = object.range.start + 1;
    if let Some(last) = object.members().last() {
        gap = blanks_before(draft.text, last.name_range.start);
        colon = between(last.name_range.end..last.value.range.start);
        at = last.value.range.end;
    }
    if colon.trim() != ":" {
        colon = ": ";
    }
    if gap.is_empty() && object.members().len() == 1 && colon.ends_with(' ') {
        gap = " ";
    }
    let written = members.iter().map(|(name, json)| {
        let mut lines = json.split('\n');
        let first = lines.next().unwrap_or_default();
        let mut written = format!("\"{name}\"{colon}{first}");
        for line in lines {
            written.push('\n');
            written.push_str(gap.trim_start_matches(['\r', '\n']));
            written.push_str(line);
        }
        written
    });
    let text = if object.members().is_empty() {
        written.collect::<Vec<_>>().join(", ")
    } else {
        written.map(|member| format!(",{gap}{member}")).collect()
    };
    Edit {
        range: at..at,
        text,
    }
}

/// The blanks before a place, from the last line break on.
fn blanks_before(text: &str, place: usize) -> &str {
    let before = text.get(..place).unwrap_or_default();
    let blanks = before.trim_end_matches([' ', '\t', '\r', '\n']).len();
    let blanks = before.get(blanks..).unwrap_or_default();
    let line = blanks.rfind("\r\n").or_else(|| blanks.rfind('\n'));
    blanks.get(line.unwrap_or(0)..).unwrap_or_default()
}

/// Takes a member out of an object, with the comma that goes with it.
pub fn remove_member(object: &Node, name: &str) -> Option<Edit> {
    remove_members(object, |member| member == name).pop()
}

/// Takes members out of an object, with the commas that go with them.
pub fn remove_members(object: &Node, goes: impl Fn(&str) -> bool) -> Vec<Edit> {
    let members = object.members();
    remove_members_at(object, |index| goes(&members[index].name))
}

/// Takes members out by their places: of two with one name either can go.
pub fn remove_members_at(object: &Node, goes: impl Fn(usize) -> bool) -> Vec<Edit> {
    let spans = object
        .members()
        .iter()
        .map(|one| one.name_range.start..one.value.range.end);
    remove(object, &spans.collect::<Vec<_>>(), goes)
}

/// Takes items out of a list, with the commas that go with them.
pub fn remove_items(list: &Node, goes: impl Fn(usize) -> bool) -> Vec<Edit> {
    let spans = list.items().iter().map(|item| item.range.clone());
    remove(list, &spans.collect::<Vec<_>>(), goes)
}

/// Each run of parts that go is one edit: up to the next part that stays, or, at the end, from the
/// last part that stays.
fn remove(whole: &Node, parts: &[Bytes], goes: impl Fn(usize) -> bool) -> Vec<Edit> {
    let mut edits = Vec::new();
    let mut index = 0;
    while index < parts.len() {
        if !goes(index) {
            index += 1;
            continue;
        }
        let first = index;
        while index < parts.len() && goes(index) {
            index += 1;
        }
        let range = match (first.checked_sub(1), parts.get(index)) {
            (_, Some(next)) => parts[first].start..next.start,
            (Some(previous), None) => parts[previous].end..parts[index - 1].end,
            (None, None) => whole.range.start + 1..whole.range.end.saturating_sub(1),
        };
        edits.push(Edit {
            range,
            text: String::new(),
        });
    }
    edits
}

/// Puts an item into a list, after its last one and written like it. What is no list becomes one.
pub fn insert_item(draft: &Draft, list: &Node, json: &str) -> Edit {
    if !matches!(list.kind, Kind::List(_)) {
        return Edit {
            range: list.range.clone(),
            text: format!("[{json}]"),
        };
    }
    let (at, text) = match list.items() {
        [] => (list.range.start + 1, json.to_owned()),
        [only] => (only.range.end, format!(", {json}")),
        [.., last] => {
            let gap = blanks_before(draft.text, last.range.start);
            (last.range.end, format!(",{gap}{json}"))
        }
    };
    Edit {
        range: at..at,
        text,
    }
}

/// A text as a JSON string.
pub fn quoted(text: &str) -> String {
    // A text always has its JSON.
    serde_json::to_string(text).unwrap_or_default()
}

/// A fix that puts a member into an object.
pub fn insert_fix(draft: &Draft, object: &Node, name: &str, json: &str) -> Fix {
    Fix {
        title: format!("Add \"{name}\": {json}"),
        edits: vec![insert_member(draft, object, name, json)],
    }
}

/// A fix that takes a member out of an object.
pub fn remove_fix(object: &Node, name: &str) -> Fix {
    Fix {
        title: format!("Remove {name}"),
        edits: remove_member(object, name).into_iter().collect(),
    }
}

/// A fix that takes an item out of a list.
pub fn remove_item_fix(list: &Node, item: usize, title: &str) -> Fix {
    Fix {
        title: title.to_owned(),
        edits: remove_items(list, |index| index == item),
    }
}

/// A fix that makes one string of several of a list, with their place.
pub fn join_fix(words: &[Node]) -> Option<(Bytes, Fix)> {
    let (first, last) = (words.first()?, words.last()?);
    let range = first.range.start..last.range.end;
    let texts: Option<Vec<&str>> = words.iter().map(Node::text).collect();
    let line = quoted(&texts?.join(" "));
    Some((range.clone(), super::replace("Join them", range, line)))
}

/// Gives a member a value, whether it is there or not.
pub fn set_member(draft: &Draft, object: &Node, name: &str, json: &str) -> Edit {
    match object.member(name) {
        Some(member) => Edit {
            range: member.value.range.clone(),
            text: json.to_owned(),
        },
        None => insert_member(draft, object, name, json),
    }
}

/// A fix that gives a member a value, whether it is there or not.
pub fn set_fix(draft: &Draft, object: &Node, name: &str, json: &str) -> Fix {
    match object.member(name) {
        Some(member) => super::replace(format!("Use {json}"), member.value.range.clone(), json),
        None => insert_fix(draft, object, name, json),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{applied, draft};

    fn with(text: &str) -> String {
        let draft = draft(text);
        applied(text, &[insert_member(&draft, &draft.root, "b", "2")])
    }

    fn without(text: &str, names: &str) -> String {
        applied(
            text,
            &remove_members(&draft(text).root, |name| names.contains(name)),
        )
    }

    #[test]
    fn a_member_is_put_in_as_the_last_one_is_written() {
        assert_eq!(with("{}"), r#"{"b": 2}"#);
        assert_eq!(with(r#"{"a":1}"#), r#"{"a":1,"b":2}"#);
        assert_eq!(with(r#"{"a": 1}"#), r#"{"a": 1, "b": 2}"#);
        assert_eq!(with(r#"{ "a": 1 }"#), r#"{ "a": 1, "b": 2 }"#);
        assert_eq!(
            with("{\n  // why\n  \"a\": 1 // one\n}"),
            "{\n  // why\n  \"a\": 1,\n  \"b\": 2 // one\n}"
        );
    }

    #[test]
    fn members_go_with_their_commas() {
        let text = r#"{"a": 1, "b": 2, "c": 3}"#;
        assert_eq!(without(text, "a"), r#"{"b": 2, "c": 3}"#);
        assert_eq!(without(text, "b"), r#"{"a": 1, "c": 3}"#);
        assert_eq!(without(text, "bc"), r#"{"a": 1}"#);
        assert_eq!(without(text, "ac"), r#"{"b": 2}"#);
        assert_eq!(without(text, "abc"), "{}");
        assert_eq!(
            without("{\n  \"a\": 1,\n  \"b\": 2\n}", "b"),
            "{\n  \"a\": 1\n}"
        );
    }
}
