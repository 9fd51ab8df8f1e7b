//! Managed Instances have no bridge.

use super::network_mode;
use crate::taskdef::rules::prelude::*;
use crate::taskdef::rules::scope::{on_managed, place};

/// TD-COMPAT-MI-BRIDGE
pub static RULE: Rule = Rule::error(
    "TD-COMPAT-MI-BRIDGE",
    Wording::Ours,
    "Developer Guide, Amazon ECS task definition differences for Amazon ECS Managed Instances",
    check,
);

fn check(draft: &Draft, found: &mut Found) {
    if !on_managed(draft) || draft.is_windows() {
        return;
    }
    let help = match network_mode(draft) {
        Some((_, "bridge")) => "Without networkMode it is awsvpc there.",
        None if draft.root.get("networkMode").is_none() && draft.network_mode() == "bridge" => {
            "Without networkMode it is bridge, unless MANAGED_INSTANCES is required."
        }
        Some(_) | None => return,
    };
    let said = Said::new(
        "$.networkMode",
        &place(&draft.root, "networkMode"),
        "Managed Instances support awsvpc, host and none",
        help,
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
