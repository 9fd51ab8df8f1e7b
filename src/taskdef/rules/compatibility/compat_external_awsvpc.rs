//! External instances have no network interfaces to give away.

use super::network_mode;
use crate::taskdef::rules::prelude::*;

/// TD-COMPAT-EXTERNAL-AWSVPC
pub static RULE: Rule = Rule::error(
    "TD-COMPAT-EXTERNAL-AWSVPC",
    Wording::Ours,
    "Developer Guide, Amazon ECS clusters for the external launch type",
    check,
);

fn check(draft: &Draft, found: &mut Found) {
    let Some((node, "awsvpc")) = network_mode(draft) else {
        return;
    };
    if !draft.requires("EXTERNAL") {
        return;
    }
    let said = Said::new(
        "$.networkMode",
        &node.range,
        "The awsvpc network mode is not supported for the EXTERNAL launch type",
        "External instances support bridge, host and none; on Windows leave networkMode out.",
    );
    let fix = match draft.is_windows() {
        true => remove_fix(&draft.root, "networkMode"),
        false => set_fix(draft, &draft.root, "networkMode", "\"bridge\""),
    };
    // Fargate has no other mode: then it is a launch type that has to go.
    found.say(match draft.requires("FARGATE") {
        true => said,
        false => said.fix(fix),
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::fixed;

    #[test]
    fn bridge_comes_instead() {
        let text = r#"{"networkMode": "awsvpc", "requiresCompatibilities": ["EXTERNAL"]}"#;
        assert_eq!(fixed(&RULE, text), text.replace("awsvpc", "bridge"));
    }
}
