//! Task definitions in other clothes: what a pasted text is, and the request that it comes to.
//!
//! A value that is filled in later (a parameter, a reference, a condition) becomes a text like
//! `${Name}`, which mutes the rules that need the value.

mod cloudformation;
mod compose;
mod convert;
mod copilot;
mod described;
mod ecs_params;
mod fill;
mod inside;
mod nested;
mod program;
mod pulumi;
mod source;
mod templated;
mod terraform;
#[cfg(test)]
mod tests;
mod yaml;

pub use fill::filled;

use serde_json::{Map, Value};
use source::Source;

/// What was recognised in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Imported {
    /// What the text is: `CloudFormation template`.
    pub what: &'static str,
    /// The task definitions in it, in its order; at least one.
    pub definitions: Vec<Definition>,
}

/// A task definition of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Definition {
    /// What it is called there: a resource, a project, a family.
    pub name: String,
    /// What was recognised, in words:
    /// `CloudFormation template: AWS::ECS::TaskDefinition resource Web`.
    pub what: String,
    /// The request of RegisterTaskDefinition as JSON, indented by two blanks.
    pub text: String,
    /// What was changed on the way, or could not be carried over: whole sentences.
    pub notes: Vec<String>,
    /// Placeholders whose values the text gives as defaults, and these: what [`filled`] takes.
    pub defaults: Vec<(String, String)>,
}

/// A form that is recognised.
struct Format {
    /// What a text of this form is.
    what: &'static str,
    /// Reads one; None if it is something else.
    read: fn(&Source) -> Option<Vec<Definition>>,
}

/// All forms, in the order in which a text is tried.
const FORMATS: &[Format] = &[
    described::WRAPPED,
    described::DOCKERRUN,
    described::BARE,
    described::YAML,
    templated::FORMAT,
    cloudformation::SAM,
    cloudformation::TEMPLATE,
    cloudformation::FRAGMENT,
    compose::FORMAT,
    copilot::FORMAT,
    pulumi::FORMAT,
    ecs_params::FORMAT,
    terraform::SHOWN,
    terraform::HCL,
    terraform::MODULE,
    terraform::CONTAINERS,
    nested::FORMAT,
    program::FORMAT,
    inside::FORMAT,
];

/// What a text is, if it is a task definition in another form than the request itself.
pub fn recognise(text: &str) -> Option<Imported> {
    let source = Source::new(text);
    FORMATS.iter().find_map(|format| {
        let definitions = (format.read)(&source)?;
        (!definitions.is_empty()).then_some(Imported {
            what: format.what,
            definitions,
        })
    })
}

impl Definition {
    fn new(name: &str, what: String, request: Map<String, Value>, notes: Vec<String>) -> Self {
        Definition {
            name: name.to_owned(),
            what,
            text: pretty(&Value::Object(request)),
            notes,
            defaults: Vec::new(),
        }
    }
}

/// JSON, indented by two blanks.
fn pretty(value: &Value) -> String {
    // Values have no keys but texts: that cannot fail.
    serde_json::to_string_pretty(value).unwrap_or_default()
}

/// The request with its family first: as it is written, or another one with a note.
fn with_family(
    request: Map<String, Value>,
    otherwise: &str,
    note: &str,
    notes: &mut Vec<String>,
) -> Map<String, Value> {
    let mut ordered = Map::new();
    let family = request.get("family").cloned().unwrap_or_else(|| {
        notes.push(format!(
            "There is no family: it is \"{otherwise}\" here. {note}"
        ));
        Value::from(otherwise)
    });
    ordered.insert("family".into(), family);
    ordered.extend(request.into_iter().filter(|(name, _)| name != "family"));
    ordered
}
