//! What ECS and its console give out, and the request in YAML.

use super::convert::Conversion;
use super::{Definition, Format, Source};
use crate::taskdef::rules::shape::READ_ONLY;
use serde_json::{Map, Value};

/// `{"taskDefinition": {…}, "tags": […]}`. Source: ECS API, DescribeTaskDefinition and
/// RegisterTaskDefinition, Response Elements.
pub const WRAPPED: Format = Format {
    what: "output of describe-task-definition",
    read: wrapped,
};

/// The inner object alone, as the console's JSON tab shows it.
pub const BARE: Format = Format {
    what: "registered task definition",
    read: bare,
};

/// Source: AWS Elastic Beanstalk Developer Guide, "Configuring ECS managed Docker environments".
pub const DOCKERRUN: Format = Format {
    what: "Dockerrun.aws.json of Elastic Beanstalk",
    read: dockerrun,
};

/// Source: AWS CLI User Guide, `--cli-input-yaml`.
pub const YAML: Format = Format {
    what: "task definition in YAML",
    read: yaml,
};

fn wrapped(source: &Source) -> Option<Vec<Definition>> {
    let whole = source.tree()?.as_object()?;
    let mut inner = whole.get("taskDefinition")?.as_object()?.clone();
    inner.get("containerDefinitions")?;
    let is_wrapped = |name: &str| !whole.contains_key(name);
    if !is_wrapped("containerDefinitions") || !is_wrapped("family") {
        return None;
    }
    if let Some(tags) = whole.get("tags").filter(|_| !inner.contains_key("tags")) {
        let is_empty = tags.as_array().is_none_or(Vec::is_empty);
        inner.extend((!is_empty).then(|| ("tags".to_owned(), tags.clone())));
    }
    Some(vec![definition(&inner, WRAPPED.what)])
}

fn bare(source: &Source) -> Option<Vec<Definition>> {
    let whole = source.tree()?.as_object()?;
    let is_registered = whole.contains_key("containerDefinitions")
        && READ_ONLY.iter().any(|name| whole.contains_key(*name));
    is_registered.then(|| vec![definition(whole, BARE.what)])
}

fn dockerrun(source: &Source) -> Option<Vec<Definition>> {
    let mut whole = source.tree()?.as_object()?.clone();
    whole.get("containerDefinitions")?;
    whole.shift_remove("AWSEBDockerrunVersion")?;
    let login = whole.shift_remove("authentication");
    whole.insert("family".into(), Value::from("app"));
    let mut one = definition(&whole, DOCKERRUN.what);
    let note = "Elastic Beanstalk has no family: it is \"app\" here. Write yours.";
    one.notes.insert(0, note.to_owned());
    if login.is_some() {
        let note = "authentication is left out: see repositoryCredentials of a container.";
        one.notes.push(note.to_owned());
    }
    Some(vec![one])
}

fn yaml(source: &Source) -> Option<Vec<Definition>> {
    let whole = source.yaml.as_ref()?.as_object()?;
    whole.get("containerDefinitions")?;
    // A member of JSON without its object, as documentation shows it: the editor repairs that.
    if source.text.trim_start().starts_with('"') {
        return None;
    }
    Some(vec![definition(whole, YAML.what)])
}

/// A request of members as the API has them, or an answer has.
pub fn definition(whole: &Map<String, Value>, what: &str) -> Definition {
    let (kept, dropped): (Map<String, Value>, Map<String, Value>) = whole
        .clone()
        .into_iter()
        .partition(|(name, _)| !READ_ONLY.contains(&name.as_str()));
    let mut conversion = Conversion::default();
    let mut request = conversion.request(kept);
    let mut notes = conversion.notes;
    if !dropped.is_empty() {
        // The console shows "tags": [] where there are none, and ECS does not take that.
        let has_none = request
            .get("tags")
            .and_then(Value::as_array)
            .is_some_and(Vec::is_empty);
        if has_none {
            request.shift_remove("tags");
        }
        let names: Vec<String> = dropped.into_iter().map(|(name, _)| name).collect();
        let names = names.join(", ");
        notes.push(format!("Only answers have {names}: left out."));
    }
    let family = request.get("family").and_then(Value::as_str);
    let name = family.unwrap_or_default().to_owned();
    let revision = whole.get("revision").and_then(Value::as_u64);
    let what = match revision {
        Some(revision) => format!("{what}: {name}:{revision}"),
        None if name.is_empty() => what.to_owned(),
        None => format!("{what}: {name}"),
    };
    Definition::new(&name, what, request, notes)
}
