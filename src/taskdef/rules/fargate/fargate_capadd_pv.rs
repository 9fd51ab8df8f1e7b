//! SYS_PTRACE on Fargate needs a platform version.

use super::linux_parameters;
use crate::taskdef::rules::prelude::*;

/// TD-FARGATE-CAPADD-PV
pub static RULE: Rule = Rule::info(
    "TD-FARGATE-CAPADD-PV",
    "ECS API, KernelCapabilities, add",
    check,
);

fn check(draft: &Draft, found: &mut Found) {
    if !draft.is_fargate() {
        return;
    }
    for (path, parameters) in linux_parameters(draft) {
        let added = parameters
            .get("capabilities")
            .map_or(&[][..], |one| one.list("add"));
        let Some(item) = added.iter().find(|item| item.text() == Some("SYS_PTRACE")) else {
            continue;
        };
        found.say(Said::new(
            format!("{path}.capabilities.add"),
            &item.range,
            "SYS_PTRACE needs platform version 1.4.0 or later",
            "Run it with platform version LATEST or 1.4.0.",
        ));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{container_on_fargate, says};

    #[test]
    fn it_is_said_of_sys_ptrace() {
        let add = r#""linuxParameters": {"capabilities": {"add": ["SYS_PTRACE"]}}"#;
        assert_eq!(says(&RULE, &container_on_fargate(add)).len(), 1);
    }
}
