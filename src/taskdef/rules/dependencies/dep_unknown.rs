//! Dependencies on what is not there, and on oneself.

use super::dependencies;
use crate::taskdef::rules::prelude::*;
use crate::taskdef::rules::scope::{is_open, name_of};

/// TD-DEP-UNKNOWN
pub static UNKNOWN: Rule = Rule::error(
    "TD-DEP-UNKNOWN",
    Wording::Aws,
    "ECS API, ContainerDependency, containerName",
    unknown,
);

/// TD-DEP-SELF
pub static ITSELF: Rule = Rule::error(
    "TD-DEP-SELF",
    Wording::Ours,
    "ECS API, ContainerDependency, containerName",
    itself,
);

fn unknown(draft: &Draft, found: &mut Found) {
    for one in dependencies(draft) {
        let name = one.name();
        if name.is_empty() || one.target(draft).is_some() || is_open(draft, name) {
            continue;
        }
        // The stray plus sign is in the text of ECS.
        let message = format!("Cannot depend on container + '{name}' because it does not exist");
        let (path, range) = one.at("containerName");
        let help = "A container waits for another one of the same task.";
        let mut said = Said::new(path, &range, message, help);
        let others = draft.containers().map(|(_, other)| name_of(other));
        for other in others
            .filter(|other| *other != name_of(one.container))
            .take(3)
        {
            said = said.fix(set_fix(draft, one.node, "containerName", &quoted(other)));
        }
        found.say(said.fix(one.remove()));
    }
}

fn itself(draft: &Draft, found: &mut Found) {
    for one in dependencies(draft) {
        let name = one.name();
        if name.is_empty() || name != name_of(one.container) {
            continue;
        }
        let message = format!("Container '{name}' cannot depend on itself");
        let (path, range) = one.at("containerName");
        let help = "It would wait for its own start.";
        found.say(Said::new(path, &range, message, help).fix(one.remove()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, says};

    const TEXT: &str = r#"{"containerDefinitions": [
        {"name": "web", "dependsOn": [{"containerName": "nope"}, {"containerName": "web"}]},
        {"name": "db"}]}"#;

    #[test]
    fn a_dependency_names_another_container() {
        let at = "error $.containerDefinitions[0].dependsOn";
        assert_eq!(
            says(&UNKNOWN, TEXT),
            [format!(
                "{at}[0].containerName at «\"nope\"»: Cannot depend on container + 'nope' because \
                 it does not exist"
            )]
        );
        assert!(fixed(&UNKNOWN, TEXT).contains(r#"[{"containerName": "db"}, "#));
        assert_eq!(
            says(&ITSELF, TEXT),
            [format!(
                "{at}[1].containerName at «\"web\"»: Container 'web' cannot depend on itself"
            )]
        );
    }

    #[test]
    fn names_that_are_filled_in_later_are_not_judged() {
        assert!(says(&UNKNOWN, &TEXT.replace("\"db\"", "\"${db}\"")).is_empty());
    }
}
