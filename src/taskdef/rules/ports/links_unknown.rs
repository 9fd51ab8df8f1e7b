//! Links to what is not there.

use crate::taskdef::rules::prelude::*;
use crate::taskdef::rules::scope;

/// TD-LINKS-UNKNOWN
pub static RULE: Rule = Rule::at_run_time(
    "TD-LINKS-UNKNOWN",
    "ECS API, ContainerDefinition, links; amazon-ecs-agent, agent/api/task/task.go",
    check,
);

fn check(draft: &Draft, found: &mut Found) {
    if draft.network_mode() != "bridge" {
        return;
    }
    for (path, container) in draft.containers() {
        for (index, link) in container.list("links").iter().enumerate() {
            let Some(text) = link.text() else {
                continue;
            };
            let target = text.split(':').next().unwrap_or_default();
            if scope::is_open(draft, text) {
                continue;
            }
            let message = if text.split(':').count() > 2 {
                "Invalid link format".to_owned()
            } else if target == scope::name_of(container)
                || scope::container(draft, target).is_none()
            {
                format!("Link target not available: {target}")
            } else {
                continue;
            };
            let help = "A link is name or name:alias, and name is another container of this task.";
            let path = format!("{path}.links[{index}]");
            let mut said = Said::new(path, &link.range, message, help);
            if let Some(links) = container.get("links") {
                said = said.fix(remove_item_fix(links, index, "Remove this link"));
            }
            found.say(said);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, says};

    #[test]
    fn a_link_names_another_container() {
        let text = r#"{"containerDefinitions": [
            {"name": "web", "links": ["db:sql", "web", "cache", "db:a:b"]}, {"name": "db"}]}"#;
        let at = "error $.containerDefinitions[0].links";
        assert_eq!(
            says(&RULE, text),
            [
                format!("{at}[1] at «\"web\"»: Link target not available: web"),
                format!("{at}[2] at «\"cache\"»: Link target not available: cache"),
                format!("{at}[3] at «\"db:a:b\"»: Invalid link format"),
            ]
        );
        assert!(fixed(&RULE, text).contains(r#"["db:sql", "cache", "db:a:b"]"#));
    }
}
