//! An action of the page as the command line that does the same: of the AWS CLI, or of Drydock's
//! terminal where no operation of AWS does it.

pub mod own;
pub mod request;

use crate::model::World;
use crate::shapes::names::{kebab, switch};
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

/// The file that has the draft, in the terminal.
pub const DRAFT_FILE: &str = "task-definition.json";

/// The command line for an action and its request.
pub fn command_line(world: &World, action: &str, body: &Value) -> Vec<Word> {
    if action == "RegisterTaskDefinition" {
        return register();
    }
    let Some(asked) = Asked::of(world, action, body) else {
        return match action.starts_with("Drydock.") {
            true => own::say(action, body).unwrap_or_else(|| call(action, body)),
            false => as_json(format!("aws ecs {}", kebab(action)), body),
        };
    };
    if asked.members.values().any(means_more) {
        return as_json(asked.command(), &Value::Object(asked.members));
    }
    let mut words = vec![Word::Command(asked.command())];
    for (member, value) in &asked.members {
        let flag = kebab(member);
        match value {
            Value::Bool(on) => words.push(Word::Flag(switch(asked.operation.name, member, *on))),
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
    words
}

/// The command line that registers the draft.
pub fn register() -> Vec<Word> {
    vec![
        Word::Command("aws ecs register-task-definition".to_owned()),
        Word::Flag("--cli-input-json".to_owned()),
        Word::Value(format!("file://{DRAFT_FILE}")),
    ]
}

/// A command of the AWS CLI with its whole request as JSON.
fn as_json(command: String, request: &Value) -> Vec<Word> {
    vec![
        Word::Command(command),
        Word::Flag("--cli-input-json".to_owned()),
        Word::Value(quoted(&request.to_string())),
    ]
}

/// Whether the AWS CLI would take a text for a flag, or for the name of a file.
pub(super) fn means_more(value: &Value) -> bool {
    let marks = ["-", "file://", "fileb://"];
    let text = value.as_str().unwrap_or_default();
    marks.iter().any(|mark| text.starts_with(mark))
}

/// What no other command says.
pub fn call(action: &str, body: &Value) -> Vec<Word> {
    let name = action.strip_prefix("Drydock.").unwrap_or(action);
    vec![
        Word::Command(format!("drydock call {name}")),
        Word::Value(quoted(&body.to_string())),
    ]
}

/// Whether a line is one for Drydock's terminal alone.
pub fn is_own(words: &[Word]) -> bool {
    matches!(words.first(), Some(Word::Command(text)) if text.starts_with("drydock"))
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
        Value::Array(items) if !items.is_empty() && items.iter().all(is_word) => {
            let items = items.iter().map(|item| quoted(&scalar(item)));
            items.collect::<Vec<String>>().join(" ")
        }
        Value::Array(items) if !items.is_empty() && items.iter().all(is_short) => {
            let items = items.iter().map(|item| quoted(&shorthand(item)));
            items.collect::<Vec<String>>().join(" ")
        }
        Value::Object(_) if is_short(value) => quoted(&shorthand(value)),
        Value::Array(_) | Value::Object(_) => quoted(&value.to_string()),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {
            quoted(&scalar(value))
        }
    }
}

/// Whether an item of a list can stand as a word of its own: it is not taken for the JSON of all.
fn is_word(item: &Value) -> bool {
    let json = |text: &str| text.starts_with(['[', '{']);
    match item {
        Value::String(text) => !json(text) && !means_more(item),
        Value::Number(_) => true,
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => false,
    }
}

/// Whether the shorthand can say a value: it has no quotes of its own here, so that no text may
/// have what it sets values apart with.
fn is_short(value: &Value) -> bool {
    let marks = |c: char| c.is_whitespace() || ",=[]{}\"'\\~@".contains(c);
    match value {
        Value::Object(members) => {
            let short = |(key, value): (&String, &Value)| !key.contains(marks) && is_short(value);
            !members.is_empty() && members.iter().all(short)
        }
        Value::Array(items) => !items.is_empty() && items.iter().all(is_short),
        Value::String(text) => !text.is_empty() && !text.contains(marks),
        Value::Null => false,
        Value::Bool(_) | Value::Number(_) => true,
    }
}

/// The CLI's shorthand: `key=value,list=[a,b],object={key=value}`.
fn shorthand(value: &Value) -> String {
    match value {
        Value::Object(members) => {
            let members = members
                .iter()
                .map(|(key, value)| format!("{key}={}", nested(value)));
            members.collect::<Vec<String>>().join(",")
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) => {
            nested(value)
        }
    }
}

/// A value inside of another: objects stand in braces there.
fn nested(value: &Value) -> String {
    match value {
        Value::Object(_) => format!("{{{}}}", shorthand(value)),
        Value::Array(items) => {
            let items = items.iter().map(nested);
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
        text(&words)
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
            "aws ecs register-task-definition --cli-input-json file://task-definition.json"
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
        assert_eq!(
            line("Drydock.AddInstances", json!({"count": 2})),
            "drydock instances add --count 2"
        );
        assert_eq!(
            line(
                "TagResource",
                json!({"resourceArn": "a", "tags": [{"key": "k", "value": "x,y"}]})
            ),
            r#"aws ecs tag-resource --resource-arn a --tags '[{"key":"k","value":"x,y"}]'"#
        );
    }
}
