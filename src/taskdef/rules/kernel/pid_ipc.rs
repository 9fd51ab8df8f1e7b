//! Namespaces that are shared with the host.

use crate::taskdef::rules::fargate::forbidden;
use crate::taskdef::rules::prelude::*;

/// TD-IPC-WIN
pub static WINDOWS: Rule = Rule::error(
    "TD-IPC-WIN",
    Wording::Ours,
    "ECS API, RegisterTaskDefinition, ipcMode and pidMode",
    windows,
);

/// TD-IPC-HOST
pub static IPC: Rule = Rule::warning(
    "TD-IPC-HOST",
    Wording::Ours,
    "ECS API, RegisterTaskDefinition, ipcMode",
    |draft, found| {
        let help = "Every process of the instance can reach the shared memory of the containers. \
                    With task, only the containers share it.";
        host(
            draft,
            found,
            "ipcMode",
            "Shares the host IPC namespace",
            help,
        );
    },
);

/// TD-PID-HOST
pub static PID: Rule = Rule::warning(
    "TD-PID-HOST",
    Wording::Ours,
    "ECS API, RegisterTaskDefinition, pidMode",
    |draft, found| {
        let help = "The containers see all processes of the instance and may stop them. With \
                    task, they see those of each other.";
        host(
            draft,
            found,
            "pidMode",
            "Shares the host process namespace",
            help,
        );
    },
);

fn windows(draft: &Draft, found: &mut Found) {
    if !draft.is_windows() {
        return;
    }
    for name in ["ipcMode", "pidMode"] {
        // What Fargate refuses in AWS's words is said once.
        let by_fargate = name == "ipcMode" || draft.root.text_of(name) == Some("host");
        if draft.is_fargate() && by_fargate {
            continue;
        }
        let message = "ipcMode/pidMode are not supported for Windows containers";
        let help = "They are namespaces of the Linux kernel.";
        if let Some(said) = forbidden("$", &draft.root, name, message, help) {
            found.say(said);
        }
    }
}

fn host(draft: &Draft, found: &mut Found, member: &str, message: &str, help: &str) {
    if draft.is_windows() || draft.is_fargate() {
        return;
    }
    let Some(node) = draft.root.get(member) else {
        return;
    };
    if node.text() == Some("host") {
        let said = Said::new(format!("$.{member}"), &node.range, message, help);
        found.say(said.fix(set_fix(draft, &draft.root, member, "\"task\"")));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, on_fargate, on_windows, says};

    #[test]
    fn the_host_shares_when_told_to() {
        let text = r#"{"ipcMode": "host", "pidMode": "host"}"#;
        assert_eq!(
            says(&IPC, text),
            ["warning $.ipcMode at «\"host\"»: Shares the host IPC namespace"]
        );
        assert_eq!(
            says(&PID, text),
            ["warning $.pidMode at «\"host\"»: Shares the host process namespace"]
        );
        for rule in [&IPC, &PID] {
            assert!(says(rule, &fixed(rule, text)).is_empty());
            assert!(says(rule, r#"{"ipcMode": "none", "pidMode": "task"}"#).is_empty());
        }
        assert!(says(&PID, &on_fargate(r#""pidMode": "host""#)).is_empty());
    }

    #[test]
    fn windows_has_no_such_namespaces() {
        let modes = r#""ipcMode": "task", "pidMode": "task""#;
        let on_instances = on_windows(modes).replace("FARGATE", "EC2");
        assert_eq!(says(&WINDOWS, &on_instances).len(), 2);
        let better = fixed(&WINDOWS, &on_instances);
        assert!(says(&WINDOWS, &better)[0].starts_with("error $.pidMode at «\"task\"»"));
        assert!(says(&WINDOWS, &fixed(&WINDOWS, &better)).is_empty());
        assert_eq!(says(&WINDOWS, &on_windows(modes)).len(), 1);
        assert!(says(&WINDOWS, &on_fargate(modes)).is_empty());
    }
}
