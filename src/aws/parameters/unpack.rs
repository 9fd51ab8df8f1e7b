//! The words of a flag as a value of the request.
//! Source: awscli 2.9, `argprocess.py` and `paramfile.py`, by behaviour.

use super::file::{self, Content};
use super::flags::{self, Command, Role};
use super::shorthand;
use crate::aws::failure::Failure;
use crate::aws::folder::{Folder, Stdin};
use crate::aws::python::argparse::{Given, Parsed, decimal, whole};
use crate::aws::python::json;
use crate::aws::python::repr::{Objects, quoted, type_name};
use crate::aws::{Bytes, Environment};
use crate::shapes::{Kind, Shape};
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};

/// A request, and which of its members were written as JSON: complaints name other types then.
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// The members.
    pub members: Map<String, Value>,
    /// The names of those that came as JSON.
    pub from_json: BTreeSet<String>,
    /// Those that are bytes, which no member may be: null stands for them among the members.
    pub raw: BTreeMap<String, Bytes>,
}

/// Where files and variables come from.
pub struct Surroundings<'a> {
    /// Files.
    pub folder: &'a dyn Folder,
    /// Variables.
    pub environment: &'a Environment,
    /// What stands in `/dev/stdin`.
    pub stdin: &'a Stdin,
}

/// The request that the flags of a command line make.
pub fn request(
    command: &Command,
    parsed: &Parsed,
    around: &Surroundings,
) -> Result<Request, Failure> {
    let mut request = Request::default();
    for flag in &command.flags {
        let (Role::Member(member), Some(given)) = (flag.role, flags::given(parsed, flag)) else {
            continue;
        };
        let name = format!("--{}", flag.name);
        let shape = member.shape.get();
        let (value, is_json) = match content(given, &name, around)? {
            Some(Content::Raw(bytes)) => {
                let value = file::value(shape, &bytes)?;
                if value.is_none() {
                    request.raw.insert(member.name.to_owned(), bytes);
                }
                (value.unwrap_or_default(), false)
            }
            Some(Content::Text(text)) => member_value(shape, &Given::Text(text), &name)?,
            None => member_value(shape, given, &name)?,
        };
        if is_json {
            request.from_json.insert(member.name.to_owned());
        }
        request.members.insert(member.name.to_owned(), value);
    }
    Ok(request)
}

/// What stands in the file that the words of a flag name: one word names one.
fn content(given: &Given, name: &str, around: &Surroundings) -> Result<Option<Content>, Failure> {
    match given {
        Given::Text(word) => file::named(word, name, around),
        Given::Texts(words) => match &words[..] {
            [only] => file::named(only, name, around),
            _ => Ok(None),
        },
        Given::Flag(_) => Ok(None),
    }
}

fn member_value(shape: &Shape, given: &Given, name: &str) -> Result<(Value, bool), Failure> {
    if is_short(shape, given) {
        return Ok((shortened(shape, given, name)?, false));
    }
    match given {
        Given::Flag(flag) => Ok((Value::Bool(*flag), false)),
        Given::Text(word) => long(shape, word, name),
        Given::Texts(words) => all(shape, words, name),
    }
}

/// A path with its `~` and variables replaced.
pub fn expanded(path: &str, environment: &Environment) -> String {
    let home = environment.get("HOME").map_or("~", String::as_str);
    let path = match path.strip_prefix('~') {
        Some(rest) if rest.is_empty() || rest.starts_with('/') => format!("{home}{rest}"),
        Some(_) | None => path.to_owned(),
    };
    let mut parts = path.split('$');
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (name, rest) = match part.strip_prefix('{').and_then(|part| part.split_once('}')) {
            Some(braced) => braced,
            None => {
                let inside = |one: char| one.is_ascii_alphanumeric() || one == '_';
                part.split_at(part.find(|one| !inside(one)).unwrap_or(part.len()))
            }
        };
        match environment.get(name).filter(|_| !name.is_empty()) {
            Some(value) => out = out + value + rest,
            None => out = out + "$" + part,
        }
    }
    out
}

/// Whether a value may be written short: what is made of structures, lists of those and maps, and
/// does not look like JSON.
fn is_short(shape: &Shape, given: &Given) -> bool {
    let first = match given {
        Given::Text(word) => Some(word),
        Given::Texts(words) => words.first(),
        Given::Flag(_) => return false,
    };
    let is_json = first.is_some_and(|word| word.trim_start().starts_with(['[', '{']));
    !is_json && !is_document(shape) && is_complex(shape)
}

fn is_complex(shape: &Shape) -> bool {
    let inner = match shape.kind {
        Kind::List { of, .. } => is_scalar(of.get()),
        Kind::Structure { .. } | Kind::Map { .. } => false,
        Kind::Text { .. }
        | Kind::Integer { .. }
        | Kind::Long
        | Kind::Number { .. }
        | Kind::Truth
        | Kind::Time
        | Kind::Document => true,
    };
    !inner
}

pub(super) fn is_scalar(shape: &Shape) -> bool {
    !matches!(
        shape.kind,
        Kind::Structure { .. } | Kind::List { .. } | Kind::Map { .. }
    )
}

/// Whether it is any JSON, or lists or maps of such.
fn is_document(shape: &Shape) -> bool {
    if let Kind::List { of, .. } = shape.kind {
        return is_document(of.get());
    }
    if let Kind::Map { value } = shape.kind {
        return is_document(value.get());
    }
    matches!(shape.kind, Kind::Document)
}

fn shortened(shape: &Shape, given: &Given, name: &str) -> Result<Value, Failure> {
    let read =
        |word: &String| shorthand::parse(word).map_err(|said| Failure::parameter(name, &said));
    let mut value = match given {
        Given::Texts(words) => Value::Array(words.iter().map(read).collect::<Result<_, _>>()?),
        Given::Text(word) => read(word)?,
        Given::Flag(flag) => Value::Bool(*flag),
    };
    let is_list = matches!(shape.kind, Kind::List { .. });
    if !is_list || value.is_array() {
        typed(shape, &mut value, name)?;
    }
    Ok(value)
}

/// Gives strings the types that the model asks for.
fn typed(shape: &Shape, value: &mut Value, name: &str) -> Result<(), Failure> {
    match &shape.kind {
        Kind::Structure { members, .. } => {
            for member in *members {
                let is_there = value
                    .as_object_mut()
                    .and_then(|all| all.get_mut(member.name));
                let Some(inner) = is_there else { continue };
                let shape = member.shape.get();
                if matches!(shape.kind, Kind::Document) {
                    let said = format!(
                        "Shorthand syntax does not support document types. Use JSON input for \
                         top-level argument to specify nested parameter: {}",
                        member.name
                    );
                    return Err(Failure::parameter(name, &said));
                }
                typed(shape, inner, name)?;
            }
            Ok(())
        }
        Kind::List { of, .. } => match value {
            Value::Array(items) => items
                .iter_mut()
                .try_for_each(|one| typed(of.get(), one, name)),
            other => {
                *other = Value::Array(vec![other.take()]);
                Ok(())
            }
        },
        Kind::Map { value: of } => match value {
            Value::Object(members) => members
                .values_mut()
                .try_for_each(|one| typed(of.get(), one, name)),
            _ => Ok(()),
        },
        Kind::Integer { .. } | Kind::Long => replace(value, OF_INT, whole_number),
        Kind::Number { .. } => replace(value, OF_FLOAT, float),
        Kind::Truth => truth(value),
        Kind::Text { .. } | Kind::Time | Kind::Document => Ok(()),
    }
}

/// What Python says of anything else that shall become a number.
const OF_INT: &str = "int() argument must be a string, a bytes-like object or a real number";
const OF_FLOAT: &str = "float() argument must be a string or a real number";

fn replace(
    value: &mut Value,
    wanted: &str,
    read: impl Fn(&str) -> Result<Value, Failure>,
) -> Result<(), Failure> {
    let Value::String(text) = value else {
        let is = type_name(value, Objects::Plain);
        return Err(Failure::general(format!("{wanted}, not '{is}'")));
    };
    *value = read(text)?;
    Ok(())
}

fn truth(value: &mut Value) -> Result<(), Failure> {
    let Value::String(text) = value else {
        let is = type_name(value, Objects::Plain);
        return Err(Failure::general(format!(
            "'{is}' object has no attribute 'lower'"
        )));
    };
    match text.to_lowercase().as_str() {
        "true" => *value = Value::Bool(true),
        "false" => *value = Value::Bool(false),
        _ => {}
    }
    Ok(())
}

fn whole_number(text: &str) -> Result<Value, Failure> {
    let said = || format!("invalid literal for int() with base 10: {}", quoted(text));
    whole(text)
        .map(Value::from)
        .ok_or_else(|| Failure::general(said()))
}

fn float(text: &str) -> Result<Value, Failure> {
    let number = decimal(text).and_then(serde_json::Number::from_f64);
    let said = || format!("could not convert string to float: {}", quoted(text));
    number
        .map(Value::Number)
        .ok_or_else(|| Failure::general(said()))
}

fn json_value(word: &str, name: &str) -> Result<(Value, bool), Failure> {
    match json::loads(word) {
        Ok(value) => Ok((value, true)),
        Err(said) => {
            let said = format!("Invalid JSON: {said}\nJSON received: {word}");
            Err(Failure::parameter(name, &said))
        }
    }
}

/// One word, written in full.
fn long(shape: &Shape, word: &str, name: &str) -> Result<(Value, bool), Failure> {
    match shape.kind {
        Kind::Document => json_value(word, name),
        Kind::Structure { .. } | Kind::Map { .. } => match first_letter(word)? {
            '{' => json_value(word, name),
            _ => Err(Failure::parameter(name, &format!("Invalid JSON:\n{word}"))),
        },
        Kind::List { .. } => match first_letter(word)? {
            '[' => json_value(word, name),
            // As in the CLI: the letters of a text are its items.
            _ => {
                let letters: Vec<String> = word.chars().map(String::from).collect();
                items(shape, &letters, name)
            }
        },
        Kind::Integer { .. } | Kind::Long => Ok((whole_number(word)?, false)),
        Kind::Number { .. } => Ok((float(word)?, false)),
        Kind::Truth => Ok((Value::Bool(!word.eq_ignore_ascii_case("false")), false)),
        Kind::Text { .. } | Kind::Time => Ok((Value::String(word.to_owned()), false)),
    }
}

fn first_letter(word: &str) -> Result<char, Failure> {
    let first = word.trim_start().chars().next();
    first.ok_or_else(|| Failure::general("string index out of range"))
}

fn all(shape: &Shape, words: &[String], name: &str) -> Result<(Value, bool), Failure> {
    match words {
        [only] if only.trim().starts_with('[') => json_value(only, name),
        words => items(shape, words, name),
    }
}

fn items(shape: &Shape, words: &[String], name: &str) -> Result<(Value, bool), Failure> {
    let Kind::List { of, .. } = shape.kind else {
        return Ok((Value::Null, false));
    };
    let (mut values, mut is_json) = (Vec::new(), false);
    for word in words {
        match long(of.get(), word, name) {
            Ok((value, json)) => {
                values.push(value);
                is_json |= json;
            }
            // What Python says of a number is replaced by the first word.
            Err(failure) if failure.text.starts_with("invalid literal") => {
                return Err(Failure::parameter(name, &words[0]));
            }
            Err(failure) => return Err(failure),
        }
    }
    Ok((Value::Array(values), is_json))
}
