//! Limits that the model of the API has: there are few, most others are in prose only.

use super::walk::Odd;
use super::{alone, placeholder, python, said};
use crate::shapes::{Kind as Model, Shape, wire};
use crate::taskdef::finding::Fix;
use crate::taskdef::node::Kind;
use crate::taskdef::rules::edits::remove_items;
use crate::taskdef::rules::prelude::*;

/// TD-JSON-RANGE. The least values are checked by botocore and by ECS, the rest by ECS alone.
pub static RULE: Rule = Rule::error(
    "TD-JSON-RANGE",
    Wording::AwsRoughly,
    "ECS API, the limits of RegisterTaskDefinition; botocore, validate.py",
    |draft, found| alone(&RULE, draft, found),
);

/// The one pattern that the inputs have: letters, separators and digits of any script, and these.
const TAG_PATTERN: &str = r"([\p{L}\p{Z}\p{N}_.:/=+\-@]*)";

/// Why a value does not fit, and the limit.
enum Broken {
    /// The least length, and how long it is.
    Short(u32, u32),
    Long(u32),
    Small(i32),
    Great(i32),
    Letters(&'static str),
}

/// Whether a value of the right type breaks a limit.
pub(super) fn is_outside(node: &Node, shape: &'static Shape) -> bool {
    broken(node, shape).is_some()
}

fn broken(node: &Node, shape: &'static Shape) -> Option<Broken> {
    match &shape.kind {
        Model::List { min, max, .. } => length(node.items().len(), *min, *max),
        Model::Text {
            min, max, pattern, ..
        } => {
            let text = node.text()?;
            let is_limited = min.is_some() || max.is_some();
            let count = || text.chars().count();
            let length = is_limited.then(|| length(count(), *min, *max)).flatten();
            let broken = length.or_else(|| letters(text, *pattern));
            broken.filter(|_| placeholder::find(text).is_none())
        }
        Model::Integer { min, max } => {
            let value = whole(node)?;
            let least = min.filter(|min| value < i64::from(*min));
            let most = max.filter(|max| value > i64::from(*max));
            least.map(Broken::Small).or(most.map(Broken::Great))
        }
        Model::Structure { .. }
        | Model::Map { .. }
        | Model::Long
        | Model::Number { .. }
        | Model::Truth
        | Model::Time
        | Model::Document => None,
    }
}

/// A whole number; one of more than 64 bits as the nearest that has no more. To botocore, as to all
/// of Python, `false` is 0 and `true` is 1.
fn whole(node: &Node) -> Option<i64> {
    match &node.kind {
        Kind::Truth(truth) => Some(i64::from(*truth)),
        Kind::Number(digits) => Some(digits.parse().unwrap_or(match digits.starts_with('-') {
            true => i64::MIN,
            false => i64::MAX,
        })),
        Kind::Null | Kind::Text(_) | Kind::List(_) | Kind::Object(_) => None,
    }
}

fn length(count: usize, min: Option<u32>, max: Option<u32>) -> Option<Broken> {
    let count = u32::try_from(count).unwrap_or(u32::MAX);
    let short = min.filter(|min| count < *min);
    let short = short.map(|min| Broken::Short(min, count));
    short.or(max.filter(|max| count > *max).map(Broken::Long))
}

fn letters(text: &str, pattern: Option<&'static str>) -> Option<Broken> {
    let pattern = pattern.filter(|pattern| *pattern == TAG_PATTERN)?;
    (!text.chars().all(is_tag_letter)).then_some(Broken::Letters(pattern))
}

fn is_tag_letter(letter: char) -> bool {
    let separator = letter.is_whitespace() && !letter.is_control();
    letter.is_alphabetic() || letter.is_numeric() || separator || "_.:/=+-@".contains(letter)
}

pub(super) fn say(odd: &Odd, found: &mut Found) {
    let Some(broken) = broken(odd.node, odd.shape) else {
        return;
    };
    let help = "The model of the API limits this value.";
    let said = said(odd, message(odd, &broken), help).fix(fix(odd, &broken));
    match broken {
        Broken::Short(..) | Broken::Small(_) => {
            found.say_refused_by(RefusedBy::Service, Wording::Sdk, said);
        }
        Broken::Long(_) | Broken::Great(_) | Broken::Letters(_) => found.say(said),
    }
}

fn message(odd: &Odd, broken: &Broken) -> String {
    let place = odd.place.of_client();
    let value = python::shown(odd.node);
    let constraint = match broken {
        // botocore shows the length as the value.
        Broken::Short(min, count) => {
            return format!(
                "Invalid length for parameter {place}, value: {count}, valid min length: {min}"
            );
        }
        Broken::Small(min) => {
            return format!(
                "Invalid value for parameter {place}, value: {value}, valid min value: {min}"
            );
        }
        Broken::Long(max) => format!("Member must have length less than or equal to {max}"),
        Broken::Great(max) => format!("Member must have value less than or equal to {max}"),
        Broken::Letters(pattern) => {
            format!("Member must satisfy regular expression pattern: {pattern}")
        }
    };
    let shown = match odd.node.kind {
        Kind::List(_) => "'[…]'".to_owned(),
        Kind::Null | Kind::Truth(_) | Kind::Number(_) | Kind::Text(_) | Kind::Object(_) => {
            format!("'{value}'")
        }
    };
    let violation = wire::violation(&shown, odd.place, &constraint);
    wire::violations(&[violation]).unwrap_or_default()
}

fn fix(odd: &Odd, broken: &Broken) -> Fix {
    let text = odd.node.text().unwrap_or_default();
    match broken {
        Broken::Small(limit) | Broken::Great(limit) => odd.replacement(&limit.to_string()),
        Broken::Short(..) => odd.replacement(&quoted(odd.name())),
        Broken::Letters(_) => {
            let kept = text
                .chars()
                .map(|letter| if is_tag_letter(letter) { letter } else { '-' });
            odd.replacement(&quoted(&kept.collect::<String>()))
        }
        Broken::Long(max) => {
            let max = usize::try_from(*max).unwrap_or(usize::MAX);
            match odd.node.kind {
                Kind::List(_) => Fix {
                    title: format!("Keep the first {max} only"),
                    edits: remove_items(odd.node, |index| index >= max),
                },
                Kind::Null | Kind::Truth(_) | Kind::Number(_) | Kind::Text(_) | Kind::Object(_) => {
                    let cut: String = text.chars().take(max).collect();
                    replace(
                        format!("Cut it to {max} letters"),
                        odd.node.range.clone(),
                        quoted(&cut),
                    )
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, says};

    #[test]
    fn tags_have_limits() {
        let text = r#"{"tags": [{"key": "", "value": "a"}]}"#;
        assert_eq!(
            says(&RULE, text),
            [
                "error $.tags[0].key at «\"\"»: Invalid length for parameter tags[0].key, value: \
              0, valid min length: 1"
            ]
        );
        let text = r#"{"tags": [{"key": "a", "value": "Zürich #1"}]}"#;
        assert!(
            says(&RULE, text)[0].contains("'tags.1.member.value' failed to satisfy constraint")
        );
        assert_eq!(fixed(&RULE, text), text.replace('#', "-"));
        let many = format!(r#"{{"tags": [{}{{}}]}}"#, "{}, ".repeat(51));
        assert!(says(&RULE, &many)[0].ends_with("length less than or equal to 50"));
        assert_eq!(
            fixed(&RULE, &many),
            format!(r#"{{"tags": [{}{{}}]}}"#, "{}, ".repeat(49))
        );
    }

    #[test]
    fn whole_numbers_are_any_that_python_takes_for_one() {
        let says = |memory: &str| {
            let text = format!(
                r#"{{"containerDefinitions": [{{"resourceRequirements": [{{"sharingStrategy":
                {{"nvidiaMps": {{"memory": {memory}}}}}}}]}}]}}"#
            );
            says(&RULE, &text)
        };
        let huge = "-1000000000000000000000";
        assert!(says(huge)[0].ends_with(&format!("value: {huge}, valid min value: 1")));
        assert!(says("false")[0].ends_with("value: False, valid min value: 1"));
        assert!(says("true").is_empty() && says("1e-9").is_empty());
    }

    #[test]
    fn numbers_are_clamped() {
        let text = r#"{"containerDefinitions": [{"resourceRequirements": [{"sharingStrategy":
            {"nvidiaMps": {"memory": 0, "maxComputePercent": 101}}}]}]}"#;
        let says = says(&RULE, text);
        assert!(
            says[0].ends_with("nvidiaMps.memory, value: 0, valid min value: 1"),
            "{says:?}"
        );
        assert!(says[1].ends_with("Member must have value less than or equal to 100"));
        assert_eq!(
            fixed(&RULE, text),
            text.replace("\"memory\": 0", "\"memory\": 1")
        );
    }
}
