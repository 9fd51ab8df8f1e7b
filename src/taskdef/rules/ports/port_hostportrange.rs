//! A member that only answers have.

use super::mappings;
use crate::taskdef::rules::prelude::*;

/// TD-PORT-HOSTPORTRANGE
pub static RULE: Rule = Rule {
    refused_by: RefusedBy::Client,
    ..Rule::error(
        "TD-PORT-HOSTPORTRANGE",
        Wording::Sdk,
        "ECS API, NetworkBinding, hostPortRange",
        check,
    )
};

fn check(draft: &Draft, found: &mut Found) {
    for mapping in mappings(draft) {
        let Some(node) = mapping.node.get("hostPortRange") else {
            continue;
        };
        let path = mapping.path.to_string();
        let place = path.trim_start_matches("$.");
        let message = format!("Unknown parameter in {place}: \"hostPortRange\"");
        let help = "ECS chooses the ports on the host and shows them in networkBindings.";
        let path = format!("{}.hostPortRange", mapping.path);
        found.say(
            Said::new(path, &node.range, message, help)
                .fix(remove_fix(mapping.node, "hostPortRange")),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::says;

    #[test]
    fn the_range_on_the_host_is_an_answer() {
        let text = r#"{"containerDefinitions": [{"portMappings": [{"hostPortRange": "1-2"}]}]}"#;
        assert!(says(&RULE, text)[0].ends_with(
            "Unknown parameter in containerDefinitions[0].portMappings[0]: \"hostPortRange\""
        ));
    }
}
