//! Values of another JSON type.

use super::walk::Odd;
use super::{alone, names, python, said};
use crate::shapes::{Kind as Model, Shape, wire};
use crate::taskdef::node::Kind;
use crate::taskdef::rules::prelude::*;
use crate::taskdef::rules::process::{needs_shell, words_of};
use crate::taskdef::units::cpu_units;

/// TD-JSON-TYPE
pub static RULE: Rule = Rule {
    refused_by: RefusedBy::Client,
    ..Rule::error(
        "TD-JSON-TYPE",
        Wording::Sdk,
        "botocore, validate.py",
        |draft, found| {
            alone(&RULE, draft, found);
        },
    )
};

pub(super) fn say(odd: &Odd, found: &mut Found) {
    let written = odd.draft.text.get(odd.node.range.clone());
    let value = written.and_then(|json| serde_json::from_str(json).ok());
    let told = value.and_then(|value| wire::wrong_type_at(odd.place, odd.shape, &value));
    let wanted = wanted(odd.shape);
    let mut said = match &told {
        // In Python a Boolean is a number: botocore sends it.
        Some(told) if is_number(odd.shape) && matches!(odd.node.kind, Kind::Truth(_)) => {
            said(odd, told, format!("The API wants {wanted} here."))
        }
        Some(told) => {
            let help =
                format!("The API wants {wanted} here. A client that sends it is told \"{told}\".");
            said(odd, of_client(odd), help)
        }
        None => said(odd, of_client(odd), format!("The API wants {wanted} here.")),
    };
    let passes_client = told.is_some_and(|told| told == said.message);
    for json in better(odd) {
        said = said.fix(odd.replacement(&json));
    }
    if said.fixes.is_empty() {
        said = said.fix(odd.removal());
    }
    if passes_client {
        found.say_refused_by(RefusedBy::Service, Wording::AwsRoughly, said);
    } else {
        found.say(said);
    }
}

/// What botocore says.
fn of_client(odd: &Odd) -> String {
    format!(
        "Invalid type for parameter {}, value: {}, type: {}, valid types: {}",
        odd.place.of_client(),
        python::shown(odd.node),
        python::type_of(odd.node),
        python::types_for(odd.shape)
    )
}

fn is_number(shape: &Shape) -> bool {
    match shape.kind {
        Model::Integer { .. } | Model::Long | Model::Number { .. } => true,
        Model::Structure { .. }
        | Model::List { .. }
        | Model::Map { .. }
        | Model::Text { .. }
        | Model::Truth
        | Model::Time
        | Model::Document => false,
    }
}

fn wanted(shape: &Shape) -> &'static str {
    match shape.kind {
        Model::Structure { .. } | Model::Map { .. } | Model::Document => "an object",
        Model::List { .. } => "an array",
        Model::Text { .. } => "a string, in quotes",
        Model::Integer { .. } | Model::Long => "a whole number, without quotes",
        Model::Number { .. } => "a number",
        Model::Time => "a number of seconds since 1970",
        Model::Truth => "true or false, without quotes",
    }
}

/// The same in the right type, the best first.
fn better(odd: &Odd) -> Vec<String> {
    let written = odd
        .draft
        .text
        .get(odd.node.range.clone())
        .unwrap_or_default();
    match (&odd.shape.kind, &odd.node.kind) {
        (Model::Text { .. }, Kind::Number(_) | Kind::Truth(_)) => vec![quoted(written)],
        (Model::Integer { .. } | Model::Long, Kind::Text(text)) => {
            whole(text).into_iter().collect()
        }
        (Model::Integer { .. } | Model::Long, Kind::Number(digits)) if odd.name() == "cpu" => {
            let units = cpu_units(&format!("{digits} vCPU")).ok();
            units.map(|units| units.to_string()).into_iter().collect()
        }
        (Model::Integer { .. } | Model::Long, Kind::Number(digits)) => {
            let before_point = digits.split('.').next().and_then(whole);
            before_point
                .filter(|_| !digits.contains(['e', 'E']))
                .into_iter()
                .collect()
        }
        (Model::Truth, Kind::Text(text)) => truth(text).map(str::to_owned).into_iter().collect(),
        (Model::Truth, Kind::Number("0")) => vec!["false".into()],
        (Model::Truth, Kind::Number("1")) => vec!["true".into()],
        (Model::List { of, .. }, Kind::Object(_)) => vec![list_of(odd, of.get(), written)],
        (Model::List { of, .. }, Kind::Text(text)) => words(odd, of.get(), text),
        (Model::List { of, .. }, Kind::Number(_) | Kind::Truth(_)) => match of.get().kind {
            Model::Text { .. } => vec![format!("[{}]", quoted(written))],
            Model::Integer { .. } | Model::Long | Model::Number { .. } | Model::Truth => {
                vec![format!("[{written}]")]
            }
            Model::Structure { .. }
            | Model::List { .. }
            | Model::Map { .. }
            | Model::Time
            | Model::Document => Vec::new(),
        },
        (Model::Map { .. }, Kind::List(items)) => map_of(items).into_iter().collect(),
        (Model::Structure { .. }, Kind::Number(port)) if odd.shape.name == "PortMapping" => {
            vec![format!("{{\"containerPort\": {port}}}")]
        }
        (Model::Structure { .. }, Kind::Number(gib)) if odd.shape.name == "EphemeralStorage" => {
            vec![format!("{{\"sizeInGiB\": {gib}}}")]
        }
        (Model::Structure { .. }, Kind::Text(_)) if odd.shape.name == "ContainerDependency" => {
            vec![format!(
                "{{\"containerName\": {written}, \"condition\": \"START\"}}"
            )]
        }
        (Model::Structure { .. }, Kind::Text(text)) => pair(odd.shape, text).into_iter().collect(),
        (Model::Structure { .. }, Kind::List(items)) if items.len() == 1 => {
            let only = odd.draft.text.get(items[0].range.clone());
            only.filter(|only| only.starts_with('{'))
                .map(str::to_owned)
                .into_iter()
                .collect()
        }
        // Nothing of it can be kept.
        (_, _) => Vec::new(),
    }
}

/// A whole number, which Compose and others write with the unit that ECS has anyway.
fn whole(text: &str) -> Option<String> {
    let text = text.trim();
    let mut units = ["s", "MiB", "MB"].iter();
    let number = units.find_map(|unit| text.strip_suffix(unit));
    let number: i64 = number.unwrap_or(text).trim().parse().ok()?;
    Some(number.to_string())
}

fn truth(text: &str) -> Option<&'static str> {
    match text.trim().to_ascii_lowercase().as_str() {
        "true" | "yes" | "on" | "1" => Some("true"),
        "false" | "no" | "off" | "0" | "" => Some("false"),
        _ => None,
    }
}

/// A map of names to values as a list of pairs; one object of a list as that list.
fn list_of(odd: &Odd, of: &Shape, written: &str) -> String {
    let members = odd.node.members();
    let is_item = members.iter().all(|member| {
        of.member(&member.name).is_some() || names::misspelt(&member.name, of).is_some()
    });
    let [key, value, ..] = of.members() else {
        return format!("[{written}]");
    };
    let is_text = |shape: &Shape| matches!(shape.kind, Model::Text { .. });
    if is_item || !is_text(key.shape.get()) || !is_text(value.shape.get()) {
        return format!("[{written}]");
    }
    let (key, value) = (key.name, value.name);
    let pairs = members.iter().map(|member| {
        let written = odd
            .draft
            .text
            .get(member.value.range.clone())
            .unwrap_or_default();
        let written = match member.value.kind {
            Kind::Number(_) | Kind::Truth(_) => quoted(written),
            Kind::Null => quoted(""),
            Kind::Text(_) | Kind::List(_) | Kind::Object(_) => written.to_owned(),
        };
        format!(
            "{{\"{key}\": {}, \"{value}\": {written}}}",
            quoted(&member.name)
        )
    });
    format!("[{}]", pairs.collect::<Vec<_>>().join(", "))
}

/// A string as a list: of the words of a command, or of itself.
fn words(odd: &Odd, of: &Shape, text: &str) -> Vec<String> {
    let Model::Text { .. } = of.kind else {
        return Vec::new();
    };
    let itself = format!("[{}]", quoted(text));
    if !names::holds_anything(odd.inside.shape.name, odd.name()) {
        return vec![itself];
    }
    if odd.inside.shape.name == "HealthCheck" {
        return vec![format!("[\"CMD-SHELL\", {}]", quoted(text))];
    }
    let shell = format!("[\"sh\", \"-c\", {}]", quoted(text));
    if needs_shell(text) {
        return vec![shell];
    }
    vec![format!("[{}]", words_of(text)), shell]
}

/// A list of pairs, or of `name=value`, as a map.
fn map_of(items: &[Node]) -> Option<String> {
    let entries: Option<Vec<String>> = items.iter().map(entry).collect();
    Some(format!("{{{}}}", entries?.join(", ")))
}

fn entry(item: &Node) -> Option<String> {
    let (name, value) = match &item.kind {
        Kind::Text(text) => text.split_once('=').unwrap_or((text, "")),
        Kind::Object(_) => {
            let name = item.text_of("name").or(item.text_of("key"))?;
            (name, item.text_of("value").unwrap_or_default())
        }
        Kind::Null | Kind::Truth(_) | Kind::Number(_) | Kind::List(_) => return None,
    };
    Some(format!("{}: {}", quoted(name), quoted(value)))
}

/// `name=value` or `name:value` as an object of two strings.
fn pair(shape: &Shape, text: &str) -> Option<String> {
    let [first, second] = shape.members() else {
        return None;
    };
    let (name, value) = text.split_once('=').or_else(|| text.split_once(':'))?;
    let (first, second) = (first.name, second.name);
    Some(format!(
        "{{\"{first}\": {}, \"{second}\": {}}}",
        quoted(name),
        quoted(value)
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, found, says};

    /// The container after its fix.
    fn container(container: &str) -> String {
        let text = format!(r#"{{"containerDefinitions": [{{{container}}}]}}"#);
        let fixed = fixed(&RULE, &text);
        let inner = fixed.strip_prefix(r#"{"containerDefinitions": [{"#);
        inner
            .and_then(|inner| inner.strip_suffix("}]}"))
            .unwrap()
            .to_owned()
    }

    #[test]
    fn the_message_is_botocores() {
        assert_eq!(
            says(&RULE, r#"{"cpu": 256}"#),
            [
                "error $.cpu at «256»: Invalid type for parameter cpu, value: 256, \
              type: <class 'int'>, valid types: <class 'str'>"
            ]
        );
        assert_eq!(fixed(&RULE, r#"{"cpu": 256}"#), r#"{"cpu": "256"}"#);
        let help = &found(&RULE, r#"{"cpu": 256}"#)[0].help;
        assert!(
            help.contains("\"NUMBER_VALUE cannot be converted to String\""),
            "{help}"
        );
    }

    #[test]
    fn scalars_change_their_quotes() {
        assert_eq!(container(r#""memory": "512""#), r#""memory": 512"#);
        assert_eq!(container(r#""memory": 512.0"#), r#""memory": 512"#);
        assert_eq!(container(r#""essential": "True""#), r#""essential": true"#);
        let label = container(r#""dockerLabels": {"a": 1}"#);
        assert_eq!(label, r#""dockerLabels": {"a": "1"}"#);
        assert_eq!(
            container(r#""cpu": "much", "image": "a""#),
            r#""image": "a""#
        );
    }

    #[test]
    fn lists_and_maps_change_places() {
        assert_eq!(
            container(r#""environment": {"A": "1", "B": 2}"#),
            r#""environment": [{"name": "A", "value": "1"}, {"name": "B", "value": "2"}]"#
        );
        assert_eq!(
            container(r#""environment": {"name": "A", "value": "1"}"#),
            r#""environment": [{"name": "A", "value": "1"}]"#
        );
        assert_eq!(
            container(r#""environment": ["A=1"]"#),
            r#""environment": [{"name": "A", "value": "1"}]"#
        );
        assert_eq!(
            container(r#""dockerLabels": ["a=1", {"name": "b", "value": "2"}]"#),
            r#""dockerLabels": {"a": "1", "b": "2"}"#
        );
        assert_eq!(
            container(r#""healthCheck": [{"retries": 3}]"#),
            r#""healthCheck": {"retries": 3}"#
        );
    }

    #[test]
    fn an_object_becomes_the_only_item() {
        assert_eq!(
            container(r#""portMappings": {"ContainerPort": 443}"#),
            r#""portMappings": [{"ContainerPort": 443}]"#
        );
    }

    #[test]
    fn commands_become_words() {
        assert_eq!(
            container(r#""command": "npm start""#),
            r#""command": ["npm", "start"]"#
        );
        assert_eq!(
            container(r#""command": "a && b""#),
            r#""command": ["sh", "-c", "a && b"]"#
        );
    }

    #[test]
    fn a_boolean_passes_botocore_as_a_number_but_not_ecs() {
        let text = r#"{"containerDefinitions": [{"memory": true}]}"#;
        let finding = &found(&RULE, text)[0];
        assert_eq!(finding.message, "TRUE_VALUE cannot be converted to Integer");
        assert_eq!(finding.refused_by, RefusedBy::Service);
        let finding = &found(&RULE, r#"{"containerDefinitions": [{"memory": "true"}]}"#)[0];
        assert_eq!(finding.refused_by, RefusedBy::Client);
    }

    #[test]
    fn what_is_filled_in_later_is_not_judged() {
        let text = r#"{"cpu": {"Ref": "Cpu"}, "containerDefinitions": [{"memory": "${memory}"}]}"#;
        assert!(says(&RULE, text).is_empty());
    }
}
