//! Managed Instances have no bridge.

use super::network_mode;
use crate::taskdef::rules::prelude::*;

/// TD-COMPAT-MI-BRIDGE
pub static RULE: Rule = Rule::error(
    "TD-COMPAT-MI-BRIDGE",
    Wording::Ours,
    "Developer Guide, Amazon ECS task definition differences for Amazon ECS Managed Instances",
    check,
);

fn check(draft: &Draft, found: &mut Found) {
    let Some((node, "bridge")) = network_mode(draft) else {
        return;
    };
    if !draft.requires("MANAGED_INSTANCES") {
        return;
    }
    let said = Said::new(
        "$.networkMode",
        &node.range,
        "Managed Instances support awsvpc, host and none",
        "Without networkMode it is awsvpc there.",
    );
    found.say(said.fix(set_fix(draft, &draft.root, "networkMode", "\"awsvpc\"")));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, says};

    #[test]
    fn awsvpc_comes_instead() {
        let text = r#"{"networkMode": "bridge", "requiresCompatibilities": ["MANAGED_INSTANCES"]}"#;
        assert_eq!(fixed(&RULE, text), text.replace("bridge", "awsvpc"));
        assert!(says(&RULE, &text.replace("bridge", "host")).is_empty());
    }
}
