//! The names of port mappings.

use super::mappings;
use crate::taskdef::rules::prelude::*;

/// TD-PORT-NAME-FORMAT
pub static FORMAT: Rule = Rule::error(
    "TD-PORT-NAME-FORMAT",
    Wording::Ours,
    "ECS API, PortMapping, name",
    format,
);

/// TD-PORT-NAME-DUP
pub static TWICE: Rule = Rule::error(
    "TD-PORT-NAME-DUP",
    Wording::Aws,
    "ECS API, PortMapping, name",
    twice,
);

/// TD-PORT-NAME-MISSING
pub static MISSING: Rule = Rule::info(
    "TD-PORT-NAME-MISSING",
    "ECS API, PortMapping, name",
    missing,
);

fn format(draft: &Draft, found: &mut Found) {
    for mapping in mappings(draft) {
        let Some(node) = mapping.node.get("name") else {
            continue;
        };
        let Some(name) = node.text().filter(|name| !is_placeholder(name)) else {
            continue;
        };
        if is_port_name(name) {
            continue;
        }
        let message = "Port mapping names use lowercase letters, digits, _ and -, at most 64, \
                       not starting with -";
        let help = "Services refer to a port by this name.";
        let path = format!("{}.name", mapping.path);
        let mut said = Said::new(path, &node.range, message, help);
        let better = slug(name);
        if is_port_name(&better) {
            said = said.fix(set_fix(draft, mapping.node, "name", &quoted(&better)));
        }
        found.say(said);
    }
}

fn is_letter(letter: char) -> bool {
    letter.is_ascii_lowercase() || letter.is_ascii_digit() || matches!(letter, '_' | '-')
}

fn is_port_name(name: &str) -> bool {
    (1..=64).contains(&name.len()) && !name.starts_with('-') && name.chars().all(is_letter)
}

fn slug(name: &str) -> String {
    let letters = name
        .trim()
        .chars()
        .map(|letter| letter.to_ascii_lowercase());
    let plain = letters.map(|letter| if is_letter(letter) { letter } else { '-' });
    let plain: String = plain.collect();
    plain.trim_matches('-').chars().take(64).collect()
}

fn twice(draft: &Draft, found: &mut Found) {
    let mode = draft.network_mode();
    let all: Vec<_> = mappings(draft).collect();
    for (index, mapping) in all.iter().enumerate() {
        let Some(node) = mapping.node.get("name").filter(|name| name.is_set()) else {
            continue;
        };
        let mut earlier = all[..index].iter();
        if !earlier.any(|one| {
            one.node
                .text_of("name")
                .is_some_and(|n| node.text() == Some(n))
        }) {
            continue;
        }
        let message = format!("When networkMode={mode}, port mapping name is already used");
        let help = "A name stands for one port of the whole task.";
        let path = format!("{}.name", mapping.path);
        found
            .say(Said::new(path, &node.range, message, help).fix(remove_fix(mapping.node, "name")));
    }
}

fn missing(draft: &Draft, found: &mut Found) {
    for mapping in mappings(draft) {
        let Some(node) = mapping.node.get("appProtocol") else {
            continue;
        };
        if mapping.node.get("name").is_some() {
            continue;
        }
        let message = "Name the port so a service can refer to it";
        let help = "appProtocol is for Service Connect and VPC Lattice, and both ask for the \
                    port by its name.";
        let path = format!("{}.name", mapping.path);
        let name = node.text().unwrap_or("app");
        found.say(
            Said::new(path, &Draft::opening(mapping.node), message, help).fix(insert_fix(
                draft,
                mapping.node,
                "name",
                &quoted(name),
            )),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, says};

    fn with(mappings: &str) -> String {
        format!(
            r#"{{"networkMode": "awsvpc", "containerDefinitions": [
            {{"portMappings": [{mappings}]}}]}}"#
        )
    }

    #[test]
    fn a_name_is_lower_case() {
        let text = with(r#"{"name": "Web port"}"#);
        assert_eq!(says(&FORMAT, &text).len(), 1);
        assert_eq!(fixed(&FORMAT, &text), with(r#"{"name": "web-port"}"#));
        assert!(says(&FORMAT, &with(r#"{"name": "web_1-a"}"#)).is_empty());
    }

    #[test]
    fn a_name_is_used_once() {
        let text = with(r#"{"name": "web"}, {"name": "web"}"#);
        assert_eq!(
            says(&TWICE, &text),
            [
                "error $.containerDefinitions[0].portMappings[1].name at «\"web\"»: When \
              networkMode=awsvpc, port mapping name is already used"
            ]
        );
    }

    #[test]
    fn a_protocol_of_the_application_needs_a_name() {
        let text = with(r#"{"appProtocol": "http"}"#);
        assert_eq!(says(&MISSING, &text).len(), 1);
        assert!(fixed(&MISSING, &text).contains(r#""name": "http""#));
    }
}
