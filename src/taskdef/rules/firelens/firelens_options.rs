//! The options of a router.

use super::{fixed_text, routers};
use crate::taskdef::rules::prelude::*;
use crate::taskdef::rules::shape::{NEAR, nearest};

/// TD-FIRELENS-OPTION-KEYS
pub static KEYS: Rule = Rule::error(
    "TD-FIRELENS-OPTION-KEYS",
    Wording::Ours,
    "ECS API, FirelensConfiguration, options",
    keys,
);

/// TD-FIRELENS-METADATA
pub static METADATA: Rule = Rule::error(
    "TD-FIRELENS-METADATA",
    Wording::Ours,
    "ECS API, FirelensConfiguration, options",
    metadata,
);

const ENABLE: &str = "enable-ecs-log-metadata";

/// All options.
const OPTIONS: [&str; 3] = [ENABLE, "config-file-type", "config-file-value"];

fn keys(draft: &Draft, found: &mut Found) {
    for router in routers(draft) {
        let Some(options) = router.options() else {
            continue;
        };
        for member in options.members() {
            let name = &*member.name;
            if OPTIONS.contains(&name) {
                continue;
            }
            let message = format!("Unknown FireLens option \"{name}\"");
            let help = "A router has enable-ecs-log-metadata, config-file-type and \
                        config-file-value; where logs go is said where they come from.";
            let path = router.option_path(name);
            let mut said = Said::new(path, &member.name_range, message, help);
            let free = OPTIONS.into_iter();
            let free = free.filter(|option| options.member(option).is_none());
            if let Some(option) = nearest(name, free, NEAR) {
                let title = format!("Rename to {option}");
                said = said.fix(replace(title, member.name_range.clone(), quoted(option)));
            }
            found.say(said.fix(remove_fix(options, name)));
        }
    }
}

fn metadata(draft: &Draft, found: &mut Found) {
    for router in routers(draft) {
        let Some(node) = router.options().and_then(|options| options.get(ENABLE)) else {
            continue;
        };
        let Some(text) = fixed_text(node).filter(|text| !matches!(*text, "true" | "false")) else {
            continue;
        };
        let better = if text.eq_ignore_ascii_case("false") {
            "\"false\""
        } else {
            "\"true\""
        };
        let message = "enable-ecs-log-metadata must be \"true\" or \"false\"";
        let help = "With it, each record gets the names of its cluster, its task and its \
                    definition.";
        let said = Said::new(router.option_path(ENABLE), &node.range, message, help);
        found.say(said.fix(replace(format!("Use {better}"), node.range.clone(), better)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, says};

    fn with(options: &str) -> String {
        let router = format!(r#"{{"type": "fluentbit", "options": {{{options}}}}}"#);
        format!(r#"{{"containerDefinitions": [{{"firelensConfiguration": {router}}}]}}"#)
    }

    #[test]
    fn there_are_three_options() {
        let text = with(r#""config-file-types": "s3""#);
        assert_eq!(fixed(&KEYS, &text), with(r#""config-file-type": "s3""#));
        let text = with(r#""Name": "firehose""#);
        assert_eq!(
            says(&KEYS, &text),
            [concat!(
                "error $.containerDefinitions[0].firelensConfiguration.options.Name ",
                "at «\"Name\"»: Unknown FireLens option \"Name\""
            )]
        );
        assert_eq!(fixed(&KEYS, &text), with(""));
        assert!(says(&KEYS, &with(r#""enable-ecs-log-metadata": "true""#)).is_empty());
    }

    #[test]
    fn metadata_is_on_or_off() {
        let of = |value: &str| with(&format!(r#""enable-ecs-log-metadata": "{value}""#));
        assert_eq!(fixed(&METADATA, &of("False")), of("false"));
        assert_eq!(fixed(&METADATA, &of("yes")), of("true"));
        assert!(says(&METADATA, &of("${metadata}")).is_empty());
    }
}
