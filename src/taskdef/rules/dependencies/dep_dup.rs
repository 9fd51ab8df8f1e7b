//! The same dependency twice.

use super::dependencies;
use crate::taskdef::rules::prelude::*;

/// TD-DEP-DUP
pub static RULE: Rule = Rule::warning(
    "TD-DEP-DUP",
    Wording::Ours,
    "ECS API, ContainerDefinition, dependsOn",
    check,
);

fn check(draft: &Draft, found: &mut Found) {
    for one in dependencies(draft) {
        let earlier = &one.container.list("dependsOn")[..one.index];
        let name = one.name();
        if name.is_empty()
            || !earlier
                .iter()
                .any(|e| e.text_of("containerName") == Some(name))
        {
            continue;
        }
        let (path, range) = one.at("containerName");
        let help = "One dependency with the stricter condition says it all.";
        found.say(Said::new(path, &range, "Duplicate dependency", help).fix(one.remove()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, says};

    #[test]
    fn one_is_enough() {
        let text = r#"{"containerDefinitions": [{"name": "web", "dependsOn": [
            {"containerName": "db"}, {"containerName": "db"}]}]}"#;
        assert_eq!(
            says(&RULE, text),
            [
                "warning $.containerDefinitions[0].dependsOn[1].containerName at «\"db\"»: \
              Duplicate dependency"
            ]
        );
        assert!(says(&RULE, &fixed(&RULE, text)).is_empty());
    }
}
