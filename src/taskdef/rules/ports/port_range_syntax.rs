//! How a range of ports is written, and where it may be.

use super::{mappings, port_range};
use crate::taskdef::finding::Fix;
use crate::taskdef::rules::edits::remove_members;
use crate::taskdef::rules::prelude::*;
use crate::taskdef::rules::scope::name_of;

/// TD-PORT-RANGE-SYNTAX
pub static SYNTAX: Rule = Rule::error(
    "TD-PORT-RANGE-SYNTAX",
    Wording::Aws,
    "ECS API, PortMapping, containerPortRange",
    syntax,
);

/// TD-PORT-RANGE-AND-PORT
pub static TOGETHER: Rule = Rule::error(
    "TD-PORT-RANGE-AND-PORT",
    Wording::Aws,
    "ECS API, PortMapping, containerPortRange",
    together,
);

/// TD-PORT-RANGE-MODE
pub static MODE: Rule = Rule::error(
    "TD-PORT-RANGE-MODE",
    Wording::Ours,
    "ECS API, PortMapping, containerPortRange",
    mode,
);

fn syntax(draft: &Draft, found: &mut Found) {
    for mapping in mappings(draft) {
        let Some(node) = mapping.node.get("containerPortRange") else {
            continue;
        };
        let Some(range) = node.text().filter(|range| !is_placeholder(range)) else {
            continue;
        };
        if port_range(range).is_some() {
            continue;
        }
        let name = name_of(mapping.container);
        let message = format!("Invalid 'containerPortRange' setting for container '{name}'.");
        let help = "A range is the lower port, a hyphen and the higher one; a single port goes \
                    into containerPort.";
        let path = format!("{}.containerPortRange", mapping.path);
        let mut said = Said::new(path, &node.range, message, help);
        if let Some(better) = repaired(range) {
            said = said.fix(set_fix(
                draft,
                mapping.node,
                "containerPortRange",
                &quoted(&better),
            ));
        }
        found.say(said);
    }
}

/// A range with its ends swapped or its blanks gone, if that makes it one.
fn repaired(range: &str) -> Option<String> {
    let plain: String = range
        .chars()
        .filter(|letter| !letter.is_whitespace())
        .collect();
    let (first, last) = plain.split_once('-')?;
    let swapped = format!("{last}-{first}");
    [plain.clone(), swapped]
        .into_iter()
        .find(|range| port_range(range).is_some())
}

fn together(draft: &Draft, found: &mut Found) {
    for mapping in mappings(draft) {
        let ranged = mapping.node.get("containerPortRange");
        let mut single = ["containerPort", "hostPort"].into_iter();
        let Some((range, port)) =
            ranged.zip(single.find(|member| mapping.node.get(member).is_some()))
        else {
            continue;
        };
        let message = format!(
            "Invalid port mapping for container '{}', cannot specify both single port and port \
             range.",
            name_of(mapping.container)
        );
        let help = "A mapping has a range or a port; both need two mappings.";
        let singles = Fix {
            title: format!("Remove {port}"),
            edits: remove_members(mapping.node, |member| {
                matches!(member, "containerPort" | "hostPort")
            }),
        };
        found.say(
            Said::new(mapping.path, &range.range, message, help)
                .fix(singles)
                .fix(remove_fix(mapping.node, "containerPortRange")),
        );
    }
}

fn mode(draft: &Draft, found: &mut Found) {
    if matches!(draft.network_mode(), "bridge" | "awsvpc") {
        return;
    }
    for mapping in mappings(draft) {
        let Some(node) = mapping.node.get("containerPortRange") else {
            continue;
        };
        let message = "containerPortRange needs bridge or awsvpc";
        let help = "In other network modes each port has a mapping of its own.";
        let path = format!("{}.containerPortRange", mapping.path);
        found.say(Said::new(path, &node.range, message, help).fix(set_fix(
            draft,
            &draft.root,
            "networkMode",
            "\"awsvpc\"",
        )));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, says};

    fn with(mapping: &str) -> String {
        format!(r#"{{"containerDefinitions": [{{"name": "app", "portMappings": [{mapping}]}}]}}"#)
    }

    #[test]
    fn a_range_goes_up() {
        let text = with(r#"{"containerPortRange": "90 - 80"}"#);
        assert_eq!(
            says(&SYNTAX, &text),
            [
                "error $.containerDefinitions[0].portMappings[0].containerPortRange at \
              «\"90 - 80\"»: Invalid 'containerPortRange' setting for container 'app'."
            ]
        );
        assert_eq!(
            fixed(&SYNTAX, &text),
            with(r#"{"containerPortRange": "80-90"}"#)
        );
        for wrong in ["80", "80-80", "0-9", "80-65536", "+80-90", "-"] {
            let text = with(&format!(r#"{{"containerPortRange": "{wrong}"}}"#));
            assert_eq!(says(&SYNTAX, &text).len(), 1, "{wrong}");
        }
    }

    #[test]
    fn a_range_is_not_next_to_a_port() {
        let text = with(r#"{"containerPort": 80, "containerPortRange": "80-90"}"#);
        assert!(says(&TOGETHER, &text)[0].ends_with(
            "Invalid port mapping for container 'app', cannot specify both single port and port \
             range."
        ));
        assert_eq!(
            fixed(&TOGETHER, &text),
            with(r#"{"containerPortRange": "80-90"}"#)
        );
    }

    #[test]
    fn a_range_needs_a_mode_that_translates() {
        let text = with(r#"{"containerPortRange": "80-90"}"#);
        assert!(says(&MODE, &text).is_empty());
        let host = text.replacen('{', r#"{"networkMode": "host", "#, 1);
        assert_eq!(says(&MODE, &host).len(), 1);
    }
}
