//! Placeholders whose values the text itself gives: defaults of parameters and variables.

use super::convert::Conversion;
use super::{Definition, pretty};
use serde_json::{Map, Value};

/// Keeps of the values those that the definition has placeholders for.
pub fn known(definition: &mut Definition, values: &[(String, String)]) {
    let used = values
        .iter()
        .filter(|(placeholder, _)| definition.text.contains(placeholder.as_str()));
    definition.defaults = used.cloned().collect();
}

/// A pair of a placeholder and its value, if that is a scalar.
pub fn pair(placeholder: String, value: &Value) -> Option<(String, String)> {
    let value = match value {
        Value::String(text) => text.clone(),
        Value::Number(_) | Value::Bool(_) => value.to_string(),
        Value::Null | Value::Array(_) | Value::Object(_) => return None,
    };
    Some((placeholder, value))
}

/// A request with values in the place of placeholders, each `(placeholder, value)`; where the API
/// wants numbers or Booleans they become such. A text that is no request stays as it is.
pub fn filled(text: &str, values: &[(String, String)]) -> String {
    let request: Option<Map<String, Value>> = serde_json::from_str(text).ok();
    let Some(request) = request else {
        return text.to_owned();
    };
    let members = request.into_iter();
    let members = members.map(|(name, value)| (name, replaced(value, values)));
    let mut conversion = Conversion {
        coerce: true,
        ..Conversion::default()
    };
    pretty(&Value::Object(conversion.request(members.collect())))
}

fn replaced(value: Value, values: &[(String, String)]) -> Value {
    match value {
        Value::String(text) => {
            let replaced = values.iter().fold(text, |text, (placeholder, value)| {
                text.replace(placeholder.as_str(), value)
            });
            Value::String(replaced)
        }
        Value::Array(items) => items
            .into_iter()
            .map(|item| replaced(item, values))
            .collect(),
        Value::Object(members) => {
            let members = members.into_iter();
            let members = members.map(|(name, value)| (name, replaced(value, values)));
            Value::Object(members.collect())
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => value,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::import::recognise;
    use serde_json::json;

    fn shown(text: &str) -> Value {
        let one = recognise(text).expect("a form").definitions.remove(0);
        serde_json::from_str(&filled(&one.text, &one.defaults)).expect("JSON")
    }

    #[test]
    fn defaults_fill_placeholders() {
        let template = "
Parameters:
  Cpu: {Type: Number, Default: 256}
  Memory: {Type: Number, Default: '512'}
  Tag: {Type: String}
Resources:
  A:
    Type: AWS::ECS::TaskDefinition
    Properties:
      Family: !Sub 'a-${Cpu}'
      Cpu: !Ref Cpu
      ContainerDefinitions: [{Name: a, Image: !Sub 'b:${Tag}', Memory: !Ref Memory}]
";
        let expected = json!({
            "family": "a-256", "cpu": "256",
            "containerDefinitions": [{"name": "a", "image": "b:${Tag}", "memory": 512}],
        });
        assert_eq!(shown(template), expected);
        let configuration = "
variable \"memory\" { default = 64 }
variable \"name\" {}
resource \"aws_ecs_task_definition\" \"a\" {
  family = var.name
  container_definitions = jsonencode([{ name = \"a\", image = \"b\", memory = var.memory }])
}
";
        let expected = json!({
            "family": "${var.name}",
            "containerDefinitions": [{"name": "a", "image": "b", "memory": 64}],
        });
        assert_eq!(shown(configuration), expected);
        assert_eq!(filled("[", &[]), "[");
    }
}
