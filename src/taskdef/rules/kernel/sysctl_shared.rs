//! System controls of what containers share with their host or with each other.

use super::{Space, Sysctl, sysctls};
use crate::taskdef::rules::prelude::*;

/// TD-SYSCTL-HOSTNET
pub static HOST_NETWORK: Rule = Rule::error(
    "TD-SYSCTL-HOSTNET",
    Wording::Ours,
    "ECS API, SystemControl",
    |draft, found| {
        if draft.network_mode() == "host" && !draft.is_fargate() {
            let message = "Network sysctls are not supported with the host network mode";
            refuse(draft, found, Space::Network, message);
        }
    },
);

/// TD-SYSCTL-HOSTIPC
pub static HOST_IPC: Rule = Rule::error(
    "TD-SYSCTL-HOSTIPC",
    Wording::Ours,
    "ECS API, SystemControl",
    |draft, found| {
        if draft.root.text_of("ipcMode") == Some("host") && !draft.is_fargate() {
            let message = "IPC sysctls are not supported with ipcMode host";
            refuse(draft, found, Space::Ipc, message);
        }
    },
);

/// TD-SYSCTL-TASKIPC
pub static TASK_IPC: Rule = Rule::info(
    "TD-SYSCTL-TASKIPC",
    "ECS API, SystemControl",
    |draft, found| {
        let alone = draft.container_list().len() < 2;
        if draft.root.text_of("ipcMode") == Some("task") && !draft.is_fargate() && !alone {
            let message = "With ipcMode task, IPC sysctls hold for all containers of the task";
            let help = "The containers share one IPC namespace, and it has one value for each.";
            for one in of(draft, Space::Ipc) {
                found.say(one.say(message, help));
            }
        }
    },
);

fn of<'d, 'a>(draft: &'d Draft<'a>, space: Space) -> impl Iterator<Item = Sysctl<'d, 'a>> {
    sysctls(draft).filter(move |one| one.space == space)
}

fn refuse(draft: &Draft, found: &mut Found, space: Space, message: &str) {
    for one in of(draft, space) {
        let help = "It would change the instance itself: set it there, in its user data.";
        found.say(one.say(message, help).fix(one.item.remove()));
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::with;
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, found, says};

    const BOTH: &[(&str, &str)] = &[("net.core.somaxconn", "1"), ("kernel.sem", "1")];

    #[test]
    fn the_network_of_the_host_is_not_the_containers() {
        let host = with(r#""networkMode": "host""#, &[BOTH]);
        let message = "Network sysctls are not supported with the host network mode";
        let path = "$.containerDefinitions[0].systemControls[0].namespace";
        assert_eq!(
            says(&HOST_NETWORK, &host),
            [format!(
                "error {path} at «\"net.core.somaxconn\"»: {message}"
            )]
        );
        assert!(says(&HOST_NETWORK, &fixed(&HOST_NETWORK, &host)).is_empty());
        assert!(says(&HOST_NETWORK, &host.replace("host", "bridge")).is_empty());
    }

    #[test]
    fn neither_is_its_ipc() {
        let host = with(r#""ipcMode": "host""#, &[BOTH]);
        let path = "$.containerDefinitions[0].systemControls[1].namespace";
        let message = "IPC sysctls are not supported with ipcMode host";
        assert_eq!(
            says(&HOST_IPC, &host),
            [format!("error {path} at «\"kernel.sem\"»: {message}")]
        );
        assert!(says(&HOST_IPC, &fixed(&HOST_IPC, &host)).is_empty());
        assert!(says(&HOST_IPC, &host.replace("host", "task")).is_empty());
    }

    #[test]
    fn that_of_the_task_is_of_all_its_containers() {
        let task = r#""ipcMode": "task""#;
        let shared = with(task, &[BOTH, &[]]);
        assert!(says(&TASK_IPC, &shared)[0].starts_with("info"));
        assert!(found(&TASK_IPC, &shared)[0].fixes.is_empty());
        assert!(says(&TASK_IPC, &with(task, &[BOTH])).is_empty());
        assert!(says(&TASK_IPC, &shared.replace("task", "none")).is_empty());
    }
}
