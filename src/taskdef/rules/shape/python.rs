//! Values as Python writes them: botocore's messages have them.

use crate::taskdef::node::{Kind, Node};

/// The longest value that a message shows.
const LONGEST: usize = 200;

/// A value as `str()` writes it.
pub fn shown(node: &Node) -> String {
    let mut text = match &node.kind {
        Kind::Text(text) => text.clone().into_owned(),
        Kind::Null | Kind::Truth(_) | Kind::Number(_) | Kind::List(_) | Kind::Object(_) => {
            let mut text = String::new();
            write(node, &mut text);
            text
        }
    };
    if let Some((cut, _)) = text.char_indices().nth(LONGEST) {
        text.truncate(cut);
        text.push('…');
    }
    text
}

/// As `repr()` writes it.
fn write(node: &Node, into: &mut String) {
    match &node.kind {
        Kind::Null => into.push_str("None"),
        Kind::Truth(true) => into.push_str("True"),
        Kind::Truth(false) => into.push_str("False"),
        Kind::Number(digits) => into.push_str(digits),
        Kind::Text(text) => quote(text, into),
        Kind::List(items) => {
            into.push('[');
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    into.push_str(", ");
                }
                write(item, into);
            }
            into.push(']');
        }
        Kind::Object(members) => {
            into.push('{');
            for (index, member) in members.iter().enumerate() {
                if index > 0 {
                    into.push_str(", ");
                }
                quote(&member.name, into);
                into.push_str(": ");
                write(&member.value, into);
            }
            into.push('}');
        }
    }
}

fn quote(text: &str, into: &mut String) {
    let mark = if text.contains('\'') && !text.contains('"') {
        '"'
    } else {
        '\''
    };
    into.push(mark);
    for letter in text.chars() {
        match letter {
            '\n' => into.push_str("\\n"),
            '\r' => into.push_str("\\r"),
            '\t' => into.push_str("\\t"),
            '\\' => into.push_str("\\\\"),
            letter if letter == mark => into.extend(['\\', letter]),
            letter => into.push(letter),
        }
    }
    into.push(mark);
}

/// The Python type of a value.
pub fn type_of(node: &Node) -> &'static str {
    match node.kind {
        Kind::Null => "<class 'NoneType'>",
        Kind::Truth(_) => "<class 'bool'>",
        Kind::Number(_) if super::names::has_fraction(node) => "<class 'float'>",
        Kind::Number(_) => "<class 'int'>",
        Kind::Text(_) => "<class 'str'>",
        Kind::List(_) => "<class 'list'>",
        Kind::Object(_) => "<class 'dict'>",
    }
}

/// The Python types that a shape may have. Source: botocore, validate.py.
pub fn types_for(shape: &crate::shapes::Shape) -> &'static str {
    use crate::shapes::Kind;
    match shape.kind {
        Kind::Structure { .. } | Kind::Map { .. } | Kind::Document => "<class 'dict'>",
        Kind::List { .. } => "<class 'list'>, <class 'tuple'>",
        Kind::Text { .. } => "<class 'str'>",
        Kind::Integer { .. } | Kind::Long => "<class 'int'>",
        Kind::Number { .. } => "<class 'float'>, <class 'decimal.Decimal'>, <class 'int'>",
        Kind::Truth => "<class 'bool'>",
        Kind::Time => "<class 'datetime.datetime'>, timestamp-string",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::draft;

    #[test]
    fn values_look_as_in_python() {
        let draft = draft(r#"{"a": [true, null, "it's", 1.5], "b": "plain"}"#);
        assert_eq!(
            shown(&draft.root.members()[0].value),
            r#"[True, None, "it's", 1.5]"#
        );
        assert_eq!(shown(&draft.root.members()[1].value), "plain");
    }
}
