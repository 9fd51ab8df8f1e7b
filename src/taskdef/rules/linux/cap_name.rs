//! Names of capabilities.

use super::parameters;
use crate::taskdef::fields::CAPABILITIES;
use crate::taskdef::rules::prelude::*;
use crate::taskdef::rules::shape::nearest;

/// TD-CAP-NAME. `AUDIT_READ` stood in AWS's list of what can be added until 2023 and does no
/// longer; whether it is refused is not known, so nothing is said of it.
pub static RULE: Rule = Rule::error(
    "TD-CAP-NAME",
    Wording::Ours,
    "ECS API, KernelCapabilities, add and drop",
    check,
);

/// So many letters may be wrong.
const NEAR: usize = 2;

fn check(draft: &Draft, found: &mut Found) {
    for (path, parameters, _) in parameters(draft) {
        let Some(capabilities) = parameters.get("capabilities") else {
            continue;
        };
        for member in ["add", "drop"] {
            let Some(list) = capabilities.get(member) else {
                continue;
            };
            // What cannot be added on Fargate, another rule says in AWS's words.
            let only_ptrace = draft.is_fargate() && member == "add";
            for (index, item) in list.items().iter().enumerate() {
                let Some(name) = item.text().filter(|name| !is_legal(name, member)) else {
                    continue;
                };
                let meant = meant(name);
                if only_ptrace && meant != Some("SYS_PTRACE") {
                    continue;
                }
                let path = format!("{path}.capabilities.{member}[{index}]");
                let said = say(path, item, name);
                found.say(said.fix(match meant {
                    Some(meant) => {
                        replace(format!("Use {meant}"), item.range.clone(), quoted(meant))
                    }
                    None => remove_item_fix(list, index, "Remove this one"),
                }));
            }
        }
    }
}

fn say(path: String, item: &Node, name: &str) -> Said {
    let message = format!("Unknown capability \"{name}\"");
    let help = "Capabilities are written in capitals and without CAP_, such as SYS_PTRACE.";
    Said::new(path, &item.range, message, help)
}

fn is_legal(name: &str, member: &str) -> bool {
    CAPABILITIES.contains(&name)
        || (name == "AUDIT_READ" && member == "add")
        || is_placeholder(name)
}

/// The capability that is meant.
fn meant(name: &str) -> Option<&'static str> {
    let prefix = name.get(..4).unwrap_or_default();
    let bare = match prefix.eq_ignore_ascii_case("CAP_") {
        true => &name[4..],
        false => name,
    };
    nearest(bare, CAPABILITIES.iter().copied(), NEAR)
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::{on_fargate, on_windows, with};
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, says};

    #[test]
    fn they_are_capitals_without_a_prefix() {
        let of = |member: &str, name: &str| {
            format!(r#""capabilities": {{"{member}": ["ALL", "{name}"]}}"#)
        };
        let path = "$.containerDefinitions[0].linuxParameters.capabilities.drop[1]";
        assert_eq!(
            says(&RULE, &with(&of("drop", "CAP_KILL"))),
            [format!(
                "error {path} at «\"CAP_KILL\"»: Unknown capability \"CAP_KILL\""
            )]
        );
        for wrong in ["cap_net_admin", "net_admin", "NETADMIN", "NET_ADMN"] {
            let better = fixed(&RULE, &with(&of("add", wrong)));
            assert_eq!(better, with(&of("add", "NET_ADMIN")), "{wrong}");
        }
        assert!(says(&RULE, &fixed(&RULE, &with(&of("add", "PERFMON")))).is_empty());
        for legal in ["NET_ADMIN", "AUDIT_READ", "${CAP}"] {
            assert!(says(&RULE, &with(&of("add", legal))).is_empty(), "{legal}");
        }
        assert_eq!(says(&RULE, &with(&of("drop", "AUDIT_READ"))).len(), 1);
        assert_eq!(
            says(&RULE, &on_fargate(&of("add", "CAP_SYS_PTRACE"))).len(),
            1
        );
        assert!(says(&RULE, &on_fargate(&of("add", "CAP_KILL"))).is_empty());
        assert!(says(&RULE, &on_windows(&of("drop", "CAP_KILL"))).is_empty());
    }
}
