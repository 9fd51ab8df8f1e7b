//! A run as a shell script: the commands of its log at their moments, for the terminal of a page
//! whose run has the same seed and start.

use super::cli::{kebab, quoted};
use crate::engine::{Logged, Timeline};
use crate::sim::time::iso8601;
use crate::sim::{SimTime, Span};
use serde_json::Value;
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
        line(&mut text, logged);
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

fn line(text: &mut String, logged: &Logged) {
    let (action, body) = (&*logged.command.action, &*logged.command.body);
    let command = match action.strip_prefix("Drydock.") {
        Some(own) => format!("drydock call {own} {}", quoted(body)),
        None => match flags(body).filter(|_| action != "RegisterTaskDefinition") {
            Some(flags) => format!("aws ecs {}{flags}", kebab(action)),
            None => format!(
                "aws ecs {} --cli-input-json {}",
                kebab(action),
                quoted(body)
            ),
        },
    };
    // A refused command is part of the run and no reason to end the script.
    let _ = writeln!(text, "{command} > /dev/null");
}

/// The members of a request as flags; None where they are no object. Lists and objects stay JSON:
/// that says exactly what was asked.
fn flags(body: &str) -> Option<String> {
    let body: Value = serde_json::from_str(body).ok()?;
    let mut flags = String::new();
    for (member, value) in body.as_object()? {
        let flag = kebab(member);
        // As above.
        let _ = match value {
            Value::Bool(true) => write!(flags, " --{flag}"),
            Value::Bool(false) => write!(flags, " --no-{flag}"),
            Value::String(text) => write!(flags, " --{flag} {}", quoted(text)),
            Value::Number(_) | Value::Array(_) | Value::Object(_) => {
                write!(flags, " --{flag} {}", quoted(&value.to_string()))
            }
            // The CLI has no word for null: the whole request goes as JSON.
            Value::Null => return None,
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
        let body = r#"{"cluster":"harbor","service":"it's","desiredCount":0,"force":null}"#;
        timeline.ask(Command::new("UpdateService", body));
        timeline.advance(Span::seconds(4), u32::MAX);
        assert_eq!(
            script(&timeline),
            r#"# A run of Drydock. For a run with seed 1 that starts at 2026-01-01T00:00:00.000Z.
aws ecs create-cluster --cluster-name harbor > /dev/null
sleep 2.500
drydock call AddInstances '{"cluster":"harbor","instanceType":"m5.large","count":2}' > /dev/null
aws ecs update-service --cli-input-json '{"cluster":"harbor","service":"it'\''s","desiredCount":0,"force":null}' > /dev/null
sleep 4
"#
        );
    }
}
