//! CloudFormation and SAM: resources of the type AWS::ECS::TaskDefinition.
//! Source: CloudFormation Template Reference, AWS::ECS::TaskDefinition.

pub mod intrinsics;

use super::convert::Conversion;
use super::{Definition, Format, Source, fill, with_family};
use serde_json::{Map, Value};

const TYPE: &str = "AWS::ECS::TaskDefinition";

/// A template of the Serverless Application Model. Source: AWS SAM Developer Guide, "AWS SAM
/// template anatomy".
pub const SAM: Format = Format {
    what: "SAM template",
    read: |source| {
        let transform = source.tree()?.get("Transform")?.to_string();
        let is_sam = transform.contains("AWS::Serverless-");
        is_sam.then(|| template(source, SAM.what)).flatten()
    },
};

/// A template.
pub const TEMPLATE: Format = Format {
    what: "CloudFormation template",
    read: |source| template(source, TEMPLATE.what),
};

/// A part of a template: resources by their names, one resource, or its properties.
pub const FRAGMENT: Format = Format {
    what: "part of a CloudFormation template",
    read: fragment,
};

fn template(source: &Source, what: &str) -> Option<Vec<Definition>> {
    let tree = source.tree()?;
    let mut found = resources(tree.get("Resources")?, what)?;
    let parameters = tree.get("Parameters").and_then(Value::as_object);
    let defaults = parameters
        .into_iter()
        .flatten()
        .filter_map(|(name, parameter)| {
            fill::pair(format!("${{{name}}}"), parameter.get("Default")?)
        });
    let defaults: Vec<(String, String)> = defaults.collect();
    found.iter_mut().for_each(|one| fill::known(one, &defaults));
    Some(found)
}

fn fragment(source: &Source) -> Option<Vec<Definition>> {
    let tree = source.tree()?;
    if let Some(found) = resources(tree, FRAGMENT.what) {
        return Some(found);
    }
    let resource = [("TaskDefinition".to_owned(), tree.clone())];
    let found = resources(&Value::Object(Map::from_iter(resource)), FRAGMENT.what);
    if found.is_some() {
        return found;
    }
    tree.get("ContainerDefinitions")?;
    let what = format!("{}: properties of {TYPE}", FRAGMENT.what);
    Some(vec![definition("TaskDefinition", tree.as_object()?, what)])
}

/// The task definitions among resources; None if there are none.
fn resources(resources: &Value, what: &str) -> Option<Vec<Definition>> {
    let of_type = resources.as_object()?.iter().filter_map(|(name, one)| {
        let is_one = one.get("Type")?.as_str()? == TYPE;
        let properties = one.get("Properties")?.as_object()?;
        is_one.then(|| definition(name, properties, format!("{what}: {TYPE} resource {name}")))
    });
    let found: Vec<Definition> = of_type.collect();
    (!found.is_empty()).then_some(found)
}

/// A request of properties.
pub fn definition(name: &str, properties: &Map<String, Value>, what: String) -> Definition {
    let mut conversion = Conversion {
        coerce: true,
        ..Conversion::default()
    };
    let mut properties = properties.clone();
    if let Some(tags) = properties.get_mut("Tags") {
        pair_up(tags);
    }
    let request = conversion.request(properties);
    let mut notes = conversion.notes;
    let note = "CloudFormation makes one of the names of the stack and of the resource.";
    let request = with_family(request, name, note, &mut notes);
    Definition::new(name, what, request, notes)
}

/// SAM and macros also take tags as a map of keys to values.
fn pair_up(tags: &mut Value) {
    let Some(map) = tags.as_object().filter(|map| !intrinsics::is_one(map)) else {
        return;
    };
    let pairs = map.iter().map(|(key, value)| {
        let pair = [("key".to_owned(), Value::from(key.as_str()))];
        let pair = pair
            .into_iter()
            .chain([("value".to_owned(), value.clone())]);
        Value::Object(pair.collect())
    });
    *tags = pairs.collect();
}
