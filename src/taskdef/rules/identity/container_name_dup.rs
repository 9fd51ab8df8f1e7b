//! Containers have different names.

use crate::taskdef::rules::prelude::*;

/// TD-CONTAINER-NAME-DUP
pub static RULE: Rule = Rule::error(
    "TD-CONTAINER-NAME-DUP",
    Wording::Aws,
    "ECS API, ContainerDefinition, name",
    check,
);

fn check(draft: &Draft, found: &mut Found) {
    let containers = draft.containers();
    let named = containers.filter_map(|(path, container)| {
        let name = container.get("name")?;
        let text = name.text().filter(|text| !text.is_empty())?;
        (!is_placeholder(text)).then_some((path, name, text))
    });
    let named: Vec<_> = named.collect();
    for (index, (path, node, name)) in named.iter().enumerate() {
        let before = named.get(..index).unwrap_or_default();
        let twin = before.iter().any(|(_, _, other)| other == name);
        let cousin = before
            .iter()
            .any(|(_, _, other)| other.eq_ignore_ascii_case(name));
        if !twin && !cousin {
            continue;
        }
        let free = (2_usize..).map(|number| format!("{name}-{number}"));
        let mut free = free.filter(|new| named.iter().all(|(_, _, other)| other != new));
        let new = quoted(&free.next().unwrap_or_default());
        let fix = replace(format!("Use {new}"), node.range.clone(), new);
        let path = format!("{path}.name");
        if twin {
            let message = "Container names must be unique within a task definition.";
            let help = "Dependencies, overrides and load balancers find a container by its name.";
            found.say(Said::new(path, &node.range, message, help).fix(fix));
        } else {
            let message = "Two container names differ only in case";
            let help = "ECS takes them for two names; people and tools mix them up.";
            let said = Said::new(path, &node.range, message, help).fix(fix);
            found.say_as(Severity::Warning, said);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, says};

    fn named(names: [&str; 3]) -> String {
        let container = |name| format!(r#"{{"name": "{name}"}}"#);
        format!(
            r#"{{"containerDefinitions": [{}]}}"#,
            names.map(container).join(", ")
        )
    }

    #[test]
    fn the_second_of_a_name_is_told() {
        assert_eq!(
            says(&RULE, &named(["web", "web", "Web"])),
            [
                concat!(
                    "error $.containerDefinitions[1].name at «\"web\"»: ",
                    "Container names must be unique within a task definition."
                ),
                concat!(
                    "warning $.containerDefinitions[2].name at «\"Web\"»: ",
                    "Two container names differ only in case"
                ),
            ]
        );
        let text = named(["web", "web", "web-2"]);
        assert_eq!(fixed(&RULE, &text), named(["web", "web-3", "web-2"]));
    }
}
