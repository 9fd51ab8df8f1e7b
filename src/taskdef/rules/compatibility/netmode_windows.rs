//! Windows has two network modes: awsvpc, and the one without a name.

use super::network_mode;
use crate::taskdef::rules::prelude::*;

/// TD-NETMODE-WINDOWS
pub static RULE: Rule = Rule::error(
    "TD-NETMODE-WINDOWS",
    Wording::Ours,
    "ECS API, RegisterTaskDefinition, networkMode",
    check,
);

fn check(draft: &Draft, found: &mut Found) {
    let Some((node, "bridge" | "host" | "none")) = network_mode(draft) else {
        return;
    };
    if !draft.is_windows() {
        return;
    }
    let mut said = Said::new(
        "$.networkMode",
        &node.range,
        "Windows tasks use awsvpc or leave networkMode out",
        "Without networkMode they use the NAT network of Windows, which consoles call default.",
    );
    if !draft.is_fargate() {
        said = said.fix(remove_fix(&draft.root, "networkMode"));
    }
    found.say(said.fix(set_fix(draft, &draft.root, "networkMode", "\"awsvpc\"")));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, says};

    const PLATFORM: &str =
        r#""runtimePlatform": {"operatingSystemFamily": "WINDOWS_SERVER_2022_CORE"}"#;

    #[test]
    fn bridge_is_left_out() {
        let text = format!(r#"{{"networkMode": "bridge", {PLATFORM}}}"#);
        assert_eq!(says(&RULE, &text).len(), 1);
        assert_eq!(fixed(&RULE, &text), format!("{{{PLATFORM}}}"));
        assert!(says(&RULE, &text.replace("bridge", "awsvpc")).is_empty());
    }
}
