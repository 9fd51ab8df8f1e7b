//! What the CLI checks before it calls: types, lengths, names, and what is missing. The rest it
//! leaves to the service. Source: botocore, `validate.py`, by behaviour.

use super::unpack::Request;
use crate::aws::failure::{Failure, PARAMETER};
use crate::aws::python::repr::{self, Objects};
use crate::aws::times;
use crate::shapes::{Kind, Shape};
use serde_json::{Map, Value};

/// Checks a request; the failure lists all that is wrong.
pub fn validate(shape: &'static Shape, request: &Request) -> Result<(), Failure> {
    let mut report = Report {
        lines: Vec::new(),
        objects: Objects::Plain,
        beyond: false,
    };
    report.structure(shape, &request.members, "", Some(request));
    if report.beyond {
        return Err(Failure::general("signed integer is greater than maximum"));
    }
    if report.lines.is_empty() {
        return Ok(());
    }
    let lines = report.lines.join("\n");
    Err(Failure::new(
        PARAMETER,
        format!("Parameter validation failed:\n{lines}"),
    ))
}

struct Report {
    lines: Vec<String>,
    objects: Objects,
    /// Python gave up on a moment.
    beyond: bool,
}

/// A name in complaints: the request itself is `input`.
fn shown(name: &str) -> &str {
    let name = name.strip_prefix('.').unwrap_or(name);
    if name.is_empty() { "input" } else { name }
}

impl Report {
    fn value(&mut self, shape: &'static Shape, value: &Value, name: &str) {
        match (&shape.kind, value) {
            (Kind::Structure { .. }, Value::Object(members)) => {
                self.structure(shape, members, name, None);
            }
            (Kind::List { of, min, .. }, Value::Array(items)) => {
                self.length(items.len(), *min, name);
                for (index, item) in items.iter().enumerate() {
                    self.value(of.get(), item, &format!("{name}[{index}]"));
                }
            }
            (Kind::Map { value: of }, Value::Object(members)) => {
                for (key, value) in members {
                    self.value(of.get(), value, &format!("{name}.{key}"));
                }
            }
            (Kind::Text { min, .. }, Value::String(text)) => {
                self.length(text.chars().count(), *min, name);
            }
            (Kind::Integer { min, .. }, Value::Bool(flag)) => {
                self.range(f64::from(u8::from(*flag)), value, *min, name);
            }
            (Kind::Integer { min, .. }, Value::Number(number)) if !number.is_f64() => {
                self.range(number.as_f64().unwrap_or(0.0), value, *min, name);
            }
            (Kind::Long, Value::Number(number)) if !number.is_f64() => {}
            (Kind::Long, Value::Bool(_)) | (Kind::Truth, Value::Bool(_)) => {}
            (Kind::Number { .. }, Value::Bool(_)) => {}
            (Kind::Number { min, .. }, Value::Number(number)) => {
                self.range(number.as_f64().unwrap_or(0.0), value, *min, name);
            }
            (Kind::Time, Value::String(text)) if times::is_time(text) => {}
            (Kind::Time, Value::String(text)) if times::is_beyond(text) => self.beyond = true,
            (Kind::Time, Value::Number(number)) if number.as_f64().is_some_and(times::is_known) => {
            }
            // As in Python, where truth is a number.
            (Kind::Time, Value::Bool(_)) | (Kind::Document, _) => {}
            (kind, value) => self.wrong_type(kind, value, name),
        }
    }

    fn structure(
        &mut self,
        shape: &'static Shape,
        given: &Map<String, Value>,
        name: &str,
        whole: Option<&Request>,
    ) {
        let members = shape.members();
        if let Kind::Structure { union: true, .. } = shape.kind {
            let names: Vec<&str> = members.iter().map(|member| member.name).collect();
            self.union(given.len(), &names.join(". "), name);
        }
        for member in members.iter().filter(|member| member.required) {
            if !given.contains_key(member.name) {
                let (name, missing) = (shown(name), member.name);
                self.lines.push(format!(
                    "Missing required parameter in {name}: \"{missing}\""
                ));
            }
        }
        for unknown in given.keys().filter(|key| shape.member(key).is_none()) {
            let names: Vec<&str> = members.iter().map(|member| member.name).collect();
            let (name, names) = (shown(name), names.join(", "));
            self.lines.push(format!(
                "Unknown parameter in {name}: \"{unknown}\", must be one of: {names}"
            ));
        }
        for (key, value) in given {
            if let Some(member) = shape.member(key) {
                let (shape, name) = (member.shape.get(), format!("{name}.{key}"));
                if let Some(request) = whole {
                    self.objects = match request.from_json.contains(key) {
                        true => Objects::Ordered,
                        false => Objects::Plain,
                    };
                    if let Some(bytes) = request.raw.get(key) {
                        let value = repr::quoted_bytes(bytes);
                        self.wrong(&shape.kind, &value, "bytes", &name);
                        continue;
                    }
                }
                self.value(shape, value, &name);
            }
        }
    }

    fn union(&mut self, count: usize, names: &str, name: &str) {
        let name = shown(name);
        match count {
            1 => {}
            0 => self.lines.push(format!(
                "Must set one of the following keys for tagged unionstructure {name}: {names}."
            )),
            _ => self.lines.push(format!(
                "Invalid number of parameters set for tagged union structure {name}. \
                 Can only set one of the following keys: {names}."
            )),
        }
    }

    fn length(&mut self, length: usize, min: Option<u32>, name: &str) {
        if let Some(min) = min
            && (length as u64) < u64::from(min)
        {
            let name = shown(name);
            self.lines.push(format!(
                "Invalid length for parameter {name}, value: {length}, valid min length: {min}"
            ));
        }
    }

    fn range(&mut self, number: f64, value: &Value, min: Option<i32>, name: &str) {
        if let Some(min) = min
            && number < f64::from(min)
        {
            let (name, value) = (shown(name), repr::text(value, self.objects));
            self.lines.push(format!(
                "Invalid value for parameter {name}, value: {value}, valid min value: {min}"
            ));
        }
    }

    fn wrong_type(&mut self, kind: &Kind, value: &Value, name: &str) {
        let is = repr::type_name(value, self.objects);
        self.wrong(kind, &repr::text(value, self.objects), is, name);
    }

    /// A value, as Python shows it, is of the type `is`.
    fn wrong(&mut self, kind: &Kind, value: &str, is: &str, name: &str) {
        let wanted = match kind {
            Kind::Structure { .. } | Kind::Map { .. } => "<class 'dict'>",
            Kind::List { .. } => "<class 'list'>, <class 'tuple'>",
            Kind::Text { .. } => "<class 'str'>",
            Kind::Integer { .. } | Kind::Long => "<class 'int'>",
            Kind::Number { .. } => "<class 'float'>, <class 'decimal.Decimal'>, <class 'int'>",
            Kind::Truth => "<class 'bool'>",
            Kind::Time => "<class 'datetime.datetime'>, timestamp-string",
            Kind::Document => return,
        };
        let name = shown(name);
        self.lines.push(format!(
            "Invalid type for parameter {name}, value: {value}, type: <class '{is}'>, \
             valid types: {wanted}"
        ));
    }
}
