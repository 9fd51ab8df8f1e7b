//! Parameters without a Region among secrets of another one.

use super::secret_valuefrom::sources;
use crate::taskdef::rules::arn::Arn;
use crate::taskdef::rules::logging::region;
use crate::taskdef::rules::prelude::*;

/// TD-SECRET-REGION: a note, as such a definition can be meant.
pub static RULE: Rule = Rule::info("TD-SECRET-REGION", "ECS API, Secret, valueFrom", check);

fn check(draft: &Draft, found: &mut Found) {
    let Some(home) = region(draft).filter(|home| !is_placeholder(home)) else {
        return;
    };
    let sources = sources(draft);
    let mut arns = sources.iter().filter_map(|(_, _, source)| Arn::of(source));
    let Some(far) = arns.next().filter(|arn| arn.region != home) else {
        return;
    };
    if arns.any(|arn| arn.region == home) {
        return;
    }
    let Arn {
        partition,
        region,
        account,
        ..
    } = far;
    for (item, node, source) in sources.iter().filter(|one| !one.2.starts_with("arn:")) {
        let message = "A bare name is looked up in the task's own Region";
        let help =
            format!("The task has its logs or its image in {home}, the ARNs are of {region}.");
        let name = source.trim_start_matches('/');
        let arn = format!("arn:{partition}:ssm:{region}:{account}:parameter/{name}");
        let path = format!("{}.valueFrom", item.path);
        let said = Said::new(path, &node.range, message, help);
        found.say(said.fix(set_fix(draft, item.node, "valueFrom", &quoted(&arn))));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, says};

    fn with(name: &str, more: &str) -> String {
        let far = "arn:aws:ssm:eu-west-1:210987654321:parameter/a";
        let home = r#"{"logDriver": "awslogs", "options": {"awslogs-region": "us-east-1"}}"#;
        format!(
            r#"{{"containerDefinitions": [{{"logConfiguration": {home}, "secrets": [
            {{"valueFrom": "{far}"}}, {{"valueFrom": "{name}"}}{more}]}}]}}"#
        )
    }

    #[test]
    fn a_bare_name_is_at_home() {
        let text = with("/b/c", "");
        assert_eq!(says(&RULE, &text).len(), 1);
        let better = with("arn:aws:ssm:eu-west-1:210987654321:parameter/b/c", "");
        assert_eq!(fixed(&RULE, &text), better);
        assert!(says(&RULE, &better).is_empty());
        assert!(says(&RULE, &text.replace("us-east-1", "eu-west-1")).is_empty());
        assert!(says(&RULE, &text.replace("us-east-1", "${region}")).is_empty());
        let near = r#", {"valueFrom": "arn:aws:ssm:us-east-1:210987654321:parameter/d"}"#;
        assert!(says(&RULE, &with("/b/c", near)).is_empty());
    }
}
