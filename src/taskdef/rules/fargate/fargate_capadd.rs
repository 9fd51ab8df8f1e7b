//! The capabilities that a container on Fargate may get.

use super::linux_parameters;
use crate::taskdef::rules::prelude::*;

/// TD-FARGATE-CAPADD
pub static RULE: Rule = Rule::error(
    "TD-FARGATE-CAPADD",
    Wording::Aws,
    "ECS API, KernelCapabilities, add",
    check,
);

fn check(draft: &Draft, found: &mut Found) {
    if !draft.is_fargate() {
        return;
    }
    for (path, parameters) in linux_parameters(draft) {
        let Some(add) = parameters
            .get("capabilities")
            .and_then(|one| one.get("add"))
        else {
            continue;
        };
        for (index, item) in add.items().iter().enumerate() {
            let name = item.text().unwrap_or_default();
            if matches!(name, "" | "SYS_PTRACE") || is_placeholder(name) {
                continue;
            }
            let said = Said::new(
                format!("{path}.capabilities.add[{index}]"),
                &item.range,
                format!("{name} is not allowed on Fargate."),
                "SYS_PTRACE is the only capability that can be added; any can be dropped.",
            );
            found.say(said.fix(remove_item_fix(add, index, &format!("Remove {name}"))));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{container_on_fargate, fixed, says};

    #[test]
    fn sys_ptrace_is_allowed() {
        let of = |add: &str| {
            let capabilities = format!(r#""capabilities": {{"add": {add}, "drop": ["ALL"]}}"#);
            container_on_fargate(&format!(r#""linuxParameters": {{{capabilities}}}"#))
        };
        let text = of(r#"["SYS_PTRACE", "NET_ADMIN"]"#);
        let path = "$.containerDefinitions[0].linuxParameters.capabilities.add[1]";
        assert_eq!(
            says(&RULE, &text),
            [format!(
                "error {path} at «\"NET_ADMIN\"»: NET_ADMIN is not allowed on Fargate."
            )]
        );
        assert_eq!(fixed(&RULE, &text), of(r#"["SYS_PTRACE"]"#));
    }
}
