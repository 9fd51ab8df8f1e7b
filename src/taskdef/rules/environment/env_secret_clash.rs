//! A secret of a name that is taken.

use super::items;
use crate::taskdef::rules::prelude::*;
use crate::taskdef::rules::scope::place;

/// TD-ENV-SECRET-CLASH. Source of the texts: public reports of a secret with the name of a
/// variable, and of one that is there twice.
pub static RULE: Rule = Rule::error(
    "TD-ENV-SECRET-CLASH",
    Wording::Aws,
    "ECS API, ContainerDefinition, secrets",
    check,
);

fn check(draft: &Draft, found: &mut Found) {
    for secret in items(draft, "secrets") {
        let name = secret.name();
        let variables = secret.container.get("environment");
        let plain = variables.and_then(|list| {
            let index = list
                .items()
                .iter()
                .position(|one| one.text_of("name") == Some(name))?;
            Some((list, index))
        });
        if name.is_empty() || (plain.is_none() && !secret.is_again()) {
            continue;
        }
        let message = match plain {
            Some(_) => format!(
                "The secret name must be unique and not shared with any new or existing \
                 environment variables set on the container, such as '{name}'."
            ),
            None => {
                format!("Duplicate secret names found: {name}. Each secret name must be unique.")
            }
        };
        let help = "A variable comes from environment or from secrets, once.";
        let path = format!("{}.name", secret.path);
        let said = Said::new(path, &place(secret.node, "name"), message, help);
        found.say(match plain {
            Some((list, index)) => {
                let title = format!("Remove {name} from environment");
                said.fix(remove_item_fix(list, index, &title))
            }
            None => said.fix(secret.remove()),
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, says};

    #[test]
    fn a_name_is_a_variable_or_a_secret() {
        let text = r#"{"containerDefinitions": [{
            "environment": [{"name": "DB_HOST", "value": "db"}],
            "secrets": [{"name": "DB_HOST"}, {"name": "A"}, {"name": "A"}]}]}"#;
        assert_eq!(says(&RULE, text).len(), 2);
        assert!(says(&RULE, text)[0].ends_with(
            "The secret name must be unique and not shared with any new or existing environment \
             variables set on the container, such as 'DB_HOST'."
        ));
        assert!(
            says(&RULE, text)[1]
                .ends_with("Duplicate secret names found: A. Each secret name must be unique.")
        );
        let better = fixed(&RULE, text);
        assert!(better.contains(r#""environment": []"#));
        assert!(says(&RULE, &fixed(&RULE, &better)).is_empty());
    }
}
