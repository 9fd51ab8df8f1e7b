//! A text as a tree that knows where everything stands.

use super::members::Members;
use jsonc_parser::ast;
use serde_json::Value;
use std::borrow::Cow;
use std::ops::Range;

/// A byte range of the text.
pub type Bytes = Range<usize>;

/// A value with its place in the text.
#[derive(Clone, Debug, PartialEq)]
pub struct Node<'a> {
    /// What it is.
    pub kind: Kind<'a>,
    /// Where it stands.
    pub range: Bytes,
}

/// The JSON types.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind<'a> {
    /// `null`
    Null,
    /// `true` or `false`
    Truth(bool),
    /// A number, as written.
    Number(&'a str),
    /// A string, unescaped.
    Text(Cow<'a, str>),
    /// An array.
    List(Vec<Node<'a>>),
    /// An object; a member may occur twice.
    Object(Members<'a>),
}

/// A member of an object.
#[derive(Clone, Debug, PartialEq)]
pub struct Member<'a> {
    /// Its name, unescaped.
    pub name: Cow<'a, str>,
    /// Where the name stands, with its quotes.
    pub name_range: Bytes,
    /// Its value.
    pub value: Node<'a>,
}

impl<'a> Node<'a> {
    /// Takes over what the parser read from a place of the text on.
    pub fn of(value: ast::Value<'a>, from: usize) -> Node<'a> {
        use jsonc_parser::common::Ranged;
        let range = value.range();
        let kind = match value {
            ast::Value::NullKeyword(_) => Kind::Null,
            ast::Value::BooleanLit(truth) => Kind::Truth(truth.value),
            ast::Value::NumberLit(number) => Kind::Number(number.value),
            ast::Value::StringLit(text) => Kind::Text(text.value),
            ast::Value::Array(list) => {
                let items = list.elements.into_iter();
                Kind::List(items.map(|item| Node::of(item, from)).collect())
            }
            ast::Value::Object(object) => {
                let members = object.properties.into_iter();
                let members: Vec<_> = members.map(|one| member(one, from)).collect();
                Kind::Object(members.into())
            }
        };
        Node {
            kind,
            range: from + range.start..from + range.end,
        }
    }

    /// The value as JSON, without its places. Of a member that occurs twice the last one stays, as
    /// parsers have it.
    pub fn to_value(&self) -> Value {
        match &self.kind {
            Kind::Null => Value::Null,
            Kind::Truth(truth) => Value::Bool(*truth),
            // Spellings that only this parser takes, such as hexadecimal, stay as they are written.
            Kind::Number(digits) => {
                serde_json::from_str(digits).unwrap_or_else(|_| Value::from(*digits))
            }
            Kind::Text(text) => Value::from(text.as_ref()),
            Kind::List(items) => items.iter().map(Node::to_value).collect(),
            Kind::Object(members) => {
                let pairs = members.iter();
                let pairs = pairs.map(|member| (member.name.to_string(), member.value.to_value()));
                Value::Object(pairs.collect())
            }
        }
    }

    /// A member of an object that is there and not null; the last of that name, as parsers read it.
    pub fn get(&self, name: &str) -> Option<&Node<'a>> {
        let value = &self.member(name)?.value;
        (!matches!(value.kind, Kind::Null)).then_some(value)
    }

    /// A member of an object, null or not; the last of that name.
    pub fn member(&self, name: &str) -> Option<&Member<'a>> {
        match &self.kind {
            Kind::Object(members) => members.named(name),
            Kind::Null | Kind::Truth(_) | Kind::Number(_) | Kind::Text(_) | Kind::List(_) => None,
        }
    }

    /// The members of an object; none of anything else.
    pub fn members(&self) -> &[Member<'a>] {
        match &self.kind {
            Kind::Object(members) => members,
            Kind::Null | Kind::Truth(_) | Kind::Number(_) | Kind::Text(_) | Kind::List(_) => &[],
        }
    }

    /// The items of an array; none of anything else.
    pub fn items(&self) -> &[Node<'a>] {
        match &self.kind {
            Kind::List(items) => items,
            Kind::Null | Kind::Truth(_) | Kind::Number(_) | Kind::Text(_) | Kind::Object(_) => &[],
        }
    }

    /// The items of a member that is an array; none if it is absent or something else.
    pub fn list(&self, name: &str) -> &[Node<'a>] {
        self.get(name).map_or(&[], Node::items)
    }

    /// A string.
    pub fn text(&self) -> Option<&str> {
        match &self.kind {
            Kind::Text(text) => Some(text),
            Kind::Null | Kind::Truth(_) | Kind::Number(_) | Kind::List(_) | Kind::Object(_) => None,
        }
    }

    /// A member that is a string.
    pub fn text_of(&self, name: &str) -> Option<&str> {
        self.get(name)?.text()
    }

    /// A whole number.
    pub fn integer(&self) -> Option<i64> {
        match &self.kind {
            Kind::Number(digits) => digits.parse().ok(),
            Kind::Null | Kind::Truth(_) | Kind::Text(_) | Kind::List(_) | Kind::Object(_) => None,
        }
    }

    /// A member that is a whole number.
    pub fn integer_of(&self, name: &str) -> Option<i64> {
        self.get(name)?.integer()
    }

    /// A Boolean.
    pub fn truth(&self) -> Option<bool> {
        match self.kind {
            Kind::Truth(truth) => Some(truth),
            Kind::Null | Kind::Number(_) | Kind::Text(_) | Kind::List(_) | Kind::Object(_) => None,
        }
    }

    /// Whether a value says something: not null, not `false`, not an empty string, list or object.
    /// A describe dump writes all of those where nothing was set. Zero says something.
    pub fn is_set(&self) -> bool {
        match &self.kind {
            Kind::Null => false,
            Kind::Truth(truth) => *truth,
            Kind::Number(_) => true,
            Kind::Text(text) => !text.is_empty(),
            Kind::List(items) => !items.is_empty(),
            Kind::Object(members) => !members.is_empty(),
        }
    }
}

fn member(property: ast::ObjectProp<'_>, from: usize) -> Member<'_> {
    use jsonc_parser::common::Ranged;
    let range = property.name.range();
    let name = match property.name {
        ast::ObjectPropName::String(text) => text.value,
        ast::ObjectPropName::Word(word) => Cow::Borrowed(word.value),
    };
    Member {
        name,
        name_range: from + range.start..from + range.end,
        value: Node::of(property.value, from),
    }
}
