//! Capabilities that are added and dropped.

use super::parameters;
use crate::taskdef::rules::prelude::*;

/// TD-CAP-BOTH. Drop comes first and add second, but for one case: with ALL in add, what is in drop
/// stays away.
pub static RULE: Rule = Rule::warning(
    "TD-CAP-BOTH",
    Wording::Ours,
    "ECS API, KernelCapabilities",
    check,
);

fn check(draft: &Draft, found: &mut Found) {
    for (path, parameters, _) in parameters(draft) {
        let capabilities = parameters.get("capabilities");
        let list = |name| capabilities.and_then(|one| one.get(name));
        let (Some(add), Some(drop)) = (list("add"), list("drop")) else {
            continue;
        };
        let position = |list: &Node, name: &str| {
            let mut items = list.items().iter();
            items.position(|item| item.text() == Some(name))
        };
        let adds_all = position(add, "ALL").is_some();
        for (index, item) in drop.items().iter().enumerate() {
            let name = item.text().filter(|name| !is_placeholder(name));
            let Some((name, added)) = name.and_then(|name| Some((name, position(add, name)?)))
            else {
                continue;
            };
            let wins = !adds_all || name == "ALL";
            let end = if wins { "added" } else { "dropped" };
            let keep_added = remove_item_fix(drop, index, &format!("Add {name} only"));
            let keep_dropped = remove_item_fix(add, added, &format!("Drop {name} only"));
            let said = Said::new(
                format!("{path}.capabilities.drop[{index}]"),
                &item.range,
                format!("{name} is both added and dropped; it ends up {end}"),
                "Name it in one of the lists only.",
            );
            found.say(match wins {
                true => said.fix(keep_added).fix(keep_dropped),
                false => said.fix(keep_dropped).fix(keep_added),
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::with;
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, says};

    #[test]
    fn the_added_wins_unless_all_are_added() {
        let of = |add: &str, drop: &str| {
            with(&format!(
                r#""capabilities": {{"add": [{add}], "drop": [{drop}]}}"#
            ))
        };
        let text = of(r#""KILL""#, r#""KILL", "CHOWN""#);
        let path = "$.containerDefinitions[0].linuxParameters.capabilities.drop[0]";
        assert_eq!(
            says(&RULE, &text),
            [format!(
                "warning {path} at «\"KILL\"»: KILL is both added and dropped; it ends up added"
            )]
        );
        assert_eq!(fixed(&RULE, &text), of(r#""KILL""#, r#""CHOWN""#));
        let all = of(r#""ALL", "KILL""#, r#""KILL""#);
        assert!(says(&RULE, &all)[0].ends_with("it ends up dropped"));
        assert_eq!(fixed(&RULE, &all), of(r#""ALL""#, r#""KILL""#));
        assert!(says(&RULE, &of(r#""KILL""#, r#""ALL""#)).is_empty());
    }
}
