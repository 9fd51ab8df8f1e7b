//! Faults that containers ask for.

use crate::taskdef::rules::prelude::*;
use crate::taskdef::rules::scope::on_external;

/// The member of the definition.
const ENABLE: &str = "enableFaultInjection";

/// TD-FAULT-NETMODE
pub static MODE: Rule = Rule::warning(
    "TD-FAULT-NETMODE",
    Wording::Ours,
    "amazon-ecs-agent, ecs-agent/tmds/handlers/fault",
    mode,
);

/// TD-FAULT-PROD
pub static PRODUCTION: Rule = Rule::info(
    "TD-FAULT-PROD",
    "ECS API, RegisterTaskDefinition, enableFaultInjection",
    production,
);

/// Where it is switched on.
fn enabled<'d, 'a>(draft: &'d Draft<'a>) -> Option<&'d Node<'a>> {
    let node = draft.root.get(ENABLE);
    node.filter(|node| node.truth() == Some(true))
}

fn mode(draft: &Draft, found: &mut Found) {
    let Some(node) = enabled(draft) else {
        return;
    };
    let (mode, windows) = (draft.network_mode(), draft.is_windows());
    if (matches!(mode, "awsvpc" | "host") || is_placeholder(mode)) && !windows {
        return;
    }
    let message = "Fault injection needs awsvpc or host networking";
    let help = "The agent answers requests for network faults with an error in any other mode, \
                and on Windows it injects none.";
    let mut said = Said::new("$.enableFaultInjection", &node.range, message, help);
    if !windows {
        // External instances have no awsvpc.
        let mode = match on_external(draft) {
            true => "\"host\"",
            false => "\"awsvpc\"",
        };
        said = said.fix(set_fix(draft, &draft.root, "networkMode", mode));
    }
    found.say(said.fix(remove_fix(&draft.root, ENABLE)));
}

fn production(draft: &Draft, found: &mut Found) {
    if let Some(node) = enabled(draft) {
        let message = "Containers of this task accept fault-injection requests";
        let help = "Whoever can run code in one of them can cut its network: keep it to tests.";
        let said = Said::new("$.enableFaultInjection", &node.range, message, help);
        found.say(said.fix(remove_fix(&draft.root, ENABLE)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, on_windows, says};

    const TEXT: &str = r#"{"networkMode": "bridge", "enableFaultInjection": true}"#;

    #[test]
    fn faults_need_a_network_to_inject_them_into() {
        assert_eq!(
            says(&MODE, TEXT),
            [
                "warning $.enableFaultInjection at «true»: Fault injection needs awsvpc or host \
                 networking"
            ]
        );
        assert_eq!(fixed(&MODE, TEXT), TEXT.replace("bridge", "awsvpc"));
        for mode in ["awsvpc", "host", "${mode}"] {
            assert!(
                says(&MODE, &TEXT.replace("bridge", mode)).is_empty(),
                "{mode}"
            );
        }
        let external = TEXT.replacen('{', r#"{"requiresCompatibilities": ["EXTERNAL"], "#, 1);
        assert_eq!(fixed(&MODE, &external), external.replace("bridge", "host"));
        let windows = on_windows(r#""networkMode": "awsvpc", "enableFaultInjection": true"#);
        assert!(!fixed(&MODE, &windows).contains("Fault"));
    }

    #[test]
    fn it_is_told_that_they_are_on() {
        assert_eq!(says(&PRODUCTION, TEXT).len(), 1);
        assert_eq!(fixed(&PRODUCTION, TEXT), r#"{"networkMode": "bridge"}"#);
        for rule in [&MODE, &PRODUCTION] {
            assert!(says(rule, &TEXT.replace("true", "false")).is_empty());
        }
    }
}
