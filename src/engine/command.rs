//! What somebody outside asked, and the log of it: the truth of a run.

use crate::sim::SimTime;
use std::sync::Arc;

/// One request: the name of an action and its request text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Command {
    /// An ECS operation, or an action that begins with `Drydock.`.
    pub action: Arc<str>,
    /// The request as one line of JSON.
    pub body: Arc<str>,
}

/// A command with the moment at which it was asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Logged {
    /// When.
    pub at: SimTime,
    /// What.
    pub command: Command,
}

impl Command {
    /// A command; white space between the tokens of its JSON is left out, so that it fits on a
    /// line of the log. An empty body means an empty object, and is written as one.
    pub fn new(action: &str, body: &str) -> Command {
        let body = match one_line(body) {
            empty if empty.is_empty() => "{}".into(),
            body => body.into(),
        };
        Command {
            action: action.into(),
            body,
        }
    }
}

/// JSON without the white space outside its strings.
fn one_line(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    let (mut inside, mut escaped) = (false, false);
    for c in json.chars() {
        if inside {
            inside = escaped || c != '"';
            escaped = !escaped && c == '\\';
            out.push(c);
        } else if !matches!(c, ' ' | '\t' | '\r' | '\n') {
            inside = c == '"';
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_becomes_one_line_and_keeps_its_strings() {
        let body = "{\n  \"a b\": \"c \\\" d\",\r\n\t\"e\": [1, 2]\n}";
        assert_eq!(
            &*Command::new("X", body).body,
            r#"{"a b":"c \" d","e":[1,2]}"#
        );
        assert_eq!(&*Command::new("X", " ").body, "{}");
    }
}
