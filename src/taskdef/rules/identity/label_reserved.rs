//! Labels that the agent sets.

use crate::taskdef::rules::prelude::*;

/// TD-LABEL-RESERVED
pub static RULE: Rule = Rule::warning(
    "TD-LABEL-RESERVED",
    Wording::Ours,
    "amazon-ecs-agent, agent/engine/docker_task_engine.go, labelPrefix",
    check,
);

fn check(draft: &Draft, found: &mut Found) {
    for (path, container) in draft.containers() {
        let Some(labels) = container.get("dockerLabels") else {
            continue;
        };
        for member in labels.members() {
            let name = &*member.name;
            let Some(end) = name.strip_prefix("com.amazonaws.ecs.") else {
                continue;
            };
            let message = "Reserved for the agent";
            let help = "The agent writes labels of this prefix itself, over those that are there.";
            let path = format!("{path}.dockerLabels.{name}");
            let mut said = Said::new(path, &member.name_range, message, help);
            if labels.member(end).is_none() && !end.is_empty() {
                let title = format!("Rename to {end}");
                said = said.fix(replace(title, member.name_range.clone(), quoted(end)));
            }
            found.say(said.fix(remove_fix(labels, name)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, says};

    #[test]
    fn the_prefix_of_the_agent_is_its_own() {
        let of = |labels: &str| {
            format!(r#"{{"containerDefinitions": [{{"dockerLabels": {{{labels}}}}}]}}"#)
        };
        let text = of(r#""com.amazonaws.ecs.team": "a""#);
        assert_eq!(says(&RULE, &text).len(), 1);
        assert_eq!(fixed(&RULE, &text), of(r#""team": "a""#));
        let taken = of(r#""team": "b", "com.amazonaws.ecs.team": "a""#);
        assert_eq!(fixed(&RULE, &taken), of(r#""team": "b""#));
        assert!(says(&RULE, &of(r#""com.example.ecs.team": "a""#)).is_empty());
    }
}
