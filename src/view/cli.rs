//! An action of the page as the command line of the AWS CLI that does the same.

pub mod request;

use crate::model::World;
use crate::shapes::names::kebab;
use request::Asked;
use serde_json::Value;

/// A word of a command line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Word {
    /// `aws ecs run-task`
    Command(String),
    /// `--count`
    Flag(String),
    /// A value, quoted for a shell where it needs to be.
    Value(String),
}

/// The command line for an action and its request; None where no operation of AWS does it.
pub fn command_line(world: &World, action: &str, body: &Value) -> Option<Vec<Word>> {
    if action == "RegisterTaskDefinition" {
        let family = body["family"].as_str().unwrap_or("task-definition");
        return Some(vec![
            Word::Command("aws ecs register-task-definition".to_owned()),
            Word::Flag("--cli-input-json".to_owned()),
            Word::Value(quoted(&format!("file://{family}.json"))),
        ]);
    }
    let asked = Asked::of(world, action, body)?;
    let mut words = vec![Word::Command(asked.command())];
    for (member, value) in &asked.members {
        let flag = kebab(member);
        match value {
            Value::Bool(true) => words.push(Word::Flag(format!("--{flag}"))),
            Value::Bool(false) => words.push(Word::Flag(format!("--no-{flag}"))),
            Value::Null
            | Value::Number(_)
            | Value::String(_)
            | Value::Array(_)
            | Value::Object(_) => {
                words.push(Word::Flag(format!("--{flag}")));
                words.push(Word::Value(value_text(value)));
            }
        }
    }
    Some(words)
}

/// The words as one line of text.
pub fn text(words: &[Word]) -> String {
    let words = words.iter().map(|word| match word {
        Word::Command(text) | Word::Flag(text) | Word::Value(text) => text.as_str(),
    });
    words.collect::<Vec<&str>>().join(" ")
}

fn value_text(value: &Value) -> String {
    match value {
        Value::Array(items) if items.iter().all(|item| !item.is_object()) => {
            let items = items.iter().map(|item| quoted(&scalar(item)));
            items.collect::<Vec<String>>().join(" ")
        }
        Value::Array(items) => {
            let items = items.iter().map(|item| quoted(&shorthand(item)));
            items.collect::<Vec<String>>().join(" ")
        }
        Value::Object(_) => quoted(&shorthand(value)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {
            quoted(&scalar(value))
        }
    }
}

/// The CLI's shorthand: `key=value,list=[a,b],object={key=value}`.
fn shorthand(value: &Value) -> String {
    match value {
        Value::Object(members) => {
            let members = members.iter().map(|(key, value)| match value {
                Value::Object(_) => format!("{key}={{{}}}", shorthand(value)),
                Value::Array(_)
                | Value::Null
                | Value::Bool(_)
                | Value::Number(_)
                | Value::String(_) => format!("{key}={}", shorthand(value)),
            });
            members.collect::<Vec<String>>().join(",")
        }
        Value::Array(items) => {
            let items = items.iter().map(shorthand);
            format!("[{}]", items.collect::<Vec<String>>().join(","))
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => scalar(value),
    }
}

fn scalar(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => {
            value.to_string()
        }
    }
}

pub(super) fn quoted(text: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_.,:/=@%+".contains(c);
    if !text.is_empty() && text.chars().all(plain) {
        text.to_owned()
    } else {
        format!("'{}'", text.replace('\'', r"'\''"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::Timeline;
    use crate::model::Settings;
    use serde_json::json;

    fn line(action: &str, body: Value) -> String {
        let timeline = Timeline::new(Settings::default());
        let words = command_line(timeline.world(), action, &body);
        words.map_or("none".to_owned(), |words| text(&words))
    }

    #[test]
    fn actions_read_as_the_cli_has_them() {
        let run = json!({
            "cluster": "harbor", "taskDefinition": "web:4", "count": 3,
            "networkConfiguration": {"awsvpcConfiguration": {"subnets": ["subnet-a", "subnet-b"]}},
            "placementStrategy": [{"type": "spread", "field": "instanceId"}, {"type": "random"}],
        });
        assert_eq!(
            line("RunTask", run),
            "aws ecs run-task --cluster harbor --task-definition web:4 --count 3 \
             --network-configuration 'awsvpcConfiguration={subnets=[subnet-a,subnet-b]}' \
             --placement-strategy type=spread,field=instanceId type=random"
        );
        assert_eq!(
            line("DeleteService", json!({"service": "web", "force": true})),
            "aws ecs delete-service --service web --force"
        );
        assert_eq!(
            line("StopTask", json!({"task": "4f", "reason": "it's enough"})),
            r"aws ecs stop-task --task 4f --reason 'it'\''s enough'"
        );
        assert_eq!(
            line("RegisterTaskDefinition", json!({"family": "web"})),
            "aws ecs register-task-definition --cli-input-json file://web.json"
        );
        assert_eq!(
            line(
                "CreateService",
                json!({"serviceName": "a", "enableECSManagedTags": true})
            ),
            "aws ecs create-service --service-name a --enable-ecs-managed-tags"
        );
        assert_eq!(
            line("Drydock.DeleteSchedule", json!({"name": "nightly"})),
            "aws scheduler delete-schedule --name nightly"
        );
        assert_eq!(line("Drydock.AddInstances", json!({})), "none");
    }
}
