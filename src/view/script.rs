//! A run as a shell script: the commands of its log at their moments, for the terminal of a page
//! whose run has the same seed and start.

use super::cli::request::Asked;
use super::cli::{self, quoted};
use crate::engine::{Logged, Timeline};
use crate::model::World;
use crate::shapes::names::{kebab, switch};
use crate::sim::time::iso8601;
use crate::sim::{SimTime, Span};
use serde_json::{Map, Value};
use std::fmt::Write;

/// The run up to now as a script. Played from the start of a run with the same settings it gives
/// the same journal.
pub fn script(timeline: &Timeline) -> String {
    let settings = &timeline.world().settings;
    let start = iso8601(settings.calendar.start_epoch_millis);
    let mut text = format!(
        "# A run of Drydock. For a run with seed {} that starts at {start}.\n",
        settings.seed
    );
    let mut at = SimTime::START;
    for logged in &timeline.log()[..timeline.seen()] {
        pause(&mut text, logged.at.since(at));
        at = logged.at;
        line(&mut text, timeline.world(), logged);
    }
    pause(&mut text, timeline.now().since(at));
    text
}

fn pause(text: &mut String, span: Span) {
    if span > Span::ZERO {
        let (seconds, millis) = (span.0 / 1_000, span.0 % 1_000);
        // Writing to a String cannot fail.
        let _ = match millis {
            0 => writeln!(text, "sleep {seconds}"),
            millis => writeln!(text, "sleep {seconds}.{millis:03}"),
        };
    }
}

fn line(text: &mut String, world: &World, logged: &Logged) {
    let (action, body) = (&*logged.command.action, &*logged.command.body);
    let read: Value = serde_json::from_str(body).unwrap_or_default();
    let own = action.starts_with("Drydock.");
    let command = match (Asked::of(world, action, &read), own) {
        (Some(asked), _) => {
            let flags = flags(asked.operation.name, &asked.members)
                .filter(|_| action != "RegisterTaskDefinition");
            let json = || {
                let body = Value::Object(asked.members.clone()).to_string();
                format!(" --cli-input-json {}", quoted(&body))
            };
            asked.command() + &flags.unwrap_or_else(json)
        }
        (None, true) => match cli::own::say(action, &read) {
            Some(words) => cli::text(&words),
            None => cli::text(&cli::call(action, &read)),
        },
        (None, false) => {
            let command = kebab(action);
            format!("aws ecs {command} --cli-input-json {}", quoted(body))
        }
    };
    // A refused command is part of the run and no reason to end the script.
    let _ = writeln!(text, "{command} > /dev/null");
}

/// The members of a request as flags; None where one has a text that the AWS CLI would take for
/// something else. Lists and objects stay JSON: that says exactly what was asked.
fn flags(operation: &str, members: &Map<String, Value>) -> Option<String> {
    let mut flags = String::new();
    for (member, value) in members {
        let flag = kebab(member);
        // As above.
        let _ = match value {
            Value::Bool(on) => write!(flags, " {}", switch(operation, member, *on)),
            Value::String(_) if cli::means_more(value) => return None,
            Value::String(text) => write!(flags, " --{flag} {}", quoted(text)),
            Value::Null | Value::Number(_) | Value::Array(_) | Value::Object(_) => {
                write!(flags, " --{flag} {}", quoted(&value.to_string()))
            }
        };
    }
    Some(flags)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::Command;
    use crate::model::Settings;

    #[test]
    fn commands_stand_at_their_moments() {
        let mut timeline = Timeline::new(Settings::default());
        timeline.ask(Command::new("CreateCluster", r#"{"clusterName":"harbor"}"#));
        timeline.advance(Span::millis(2_500), u32::MAX);
        let body = r#"{"cluster":"harbor","instanceType":"m5.large","count":2}"#;
        timeline.ask(Command::new("Drydock.AddInstances", body));
        timeline.ask(Command::new("ListTasks", "{}"));
        let body = r#"{"clusterName":"pier","tags":null}"#;
        timeline.ask(Command::new("CreateCluster", body));
        let body = r#"{"family":"web","containerDefinitions":[
            {"name":"web","image":"nginx","memory":64}]}"#;
        timeline.ask(Command::new("RegisterTaskDefinition", body));
        let body = r#"{"serviceName":"shop","cluster":"harbor","taskDefinition":"web",
            "desiredCount":1}"#;
        timeline.ask(Command::new("CreateService", body));
        let body = r#"{"ResourceId":"service/harbor/shop","MinCapacity":1,"MaxCapacity":3}"#;
        timeline.ask(Command::new("Drydock.RegisterScalableTarget", body));
        timeline.advance(Span::minutes(2), u32::MAX);
        let body = r#"{"cluster":"harbor","taskDefinition":"web","startedBy":"--"}"#;
        timeline.ask(Command::new("RunTask", body));
        timeline.advance(Span::seconds(4), u32::MAX);
        // Long lines are broken here.
        let wanted = r#"# A run of Drydock. For a run with seed 1 that starts at \
2026-01-01T00:00:00.000Z.
aws ecs create-cluster --cluster-name harbor > /dev/null
sleep 2.500
drydock instances add --cluster harbor --type m5.large --count 2 > /dev/null
aws ecs create-cluster --cluster-name pier > /dev/null
aws ecs register-task-definition --cli-input-json '{"family":"web",\
"containerDefinitions":[{"name":"web","image":"nginx","memory":64}]}' > /dev/null
aws ecs create-service --service-name shop --cluster harbor --task-definition web \
--desired-count 1 > /dev/null
aws application-autoscaling register-scalable-target --resource-id service/harbor/shop \
--min-capacity 1 --max-capacity 3 --service-namespace ecs \
--scalable-dimension ecs:service:DesiredCount > /dev/null
sleep 120
aws ecs run-task --cli-input-json '{"cluster":"harbor","taskDefinition":"web",\
"startedBy":"--"}' > /dev/null
sleep 4
"#;
        assert_eq!(script(&timeline), wanted.replace("\\\n", ""));
    }
}
