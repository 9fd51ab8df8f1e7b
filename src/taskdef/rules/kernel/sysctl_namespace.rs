//! System controls that a container does not have.

use super::{Space, sysctls};
use crate::taskdef::rules::prelude::*;

/// TD-SYSCTL-NAMESPACE
pub static RULE: Rule = Rule::error(
    "TD-SYSCTL-NAMESPACE",
    Wording::Ours,
    "ECS API, SystemControl, value",
    check,
);

fn check(draft: &Draft, found: &mut Found) {
    for one in sysctls(draft).filter(|one| one.space == Space::Host) {
        let help = "It belongs to the whole host: set it there, in the user data of the instance. \
                    Containers have net.*, fs.mqueue.* and what kernel.* has on messages, \
                    semaphores and shared memory.";
        let message = format!(
            "Sysctl \"{}\" is not namespaced and cannot be set",
            one.name
        );
        found.say(one.say(message, help).fix(one.item.remove()));
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::with;
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, says};

    #[test]
    fn a_container_has_its_own_network_and_ipc() {
        let of = |name: &str| with(r#""family": "a""#, &[&[(name, "1")]]);
        let name = "vm.max_map_count";
        let path = "$.containerDefinitions[0].systemControls[0].namespace";
        assert_eq!(
            says(&RULE, &of(name)),
            [format!(
                "error {path} at «\"{name}\"»: Sysctl \"{name}\" is not namespaced and cannot be \
                 set"
            )]
        );
        assert!(says(&RULE, &fixed(&RULE, &of(name))).is_empty());
        for name in [
            "net.core.somaxconn",
            "kernel.sem",
            "fs.mqueue.msg_max",
            "${X}",
        ] {
            assert!(says(&RULE, &of(name)).is_empty(), "{name}");
        }
        for name in ["kernel.hostname", "network", "fs.file-max", ""] {
            assert_eq!(says(&RULE, &of(name)).len(), 1, "{name}");
        }
    }
}
