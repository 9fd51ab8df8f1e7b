//! Fargate shares process namespaces inside a task only.

use crate::taskdef::rules::prelude::*;

/// TD-FARGATE-PID
pub static RULE: Rule = Rule::error(
    "TD-FARGATE-PID",
    Wording::Aws,
    "ECS API, RegisterTaskDefinition, pidMode",
    check,
);

fn check(draft: &Draft, found: &mut Found) {
    let Some(node) = draft.root.get("pidMode") else {
        return;
    };
    if !draft.is_fargate() || node.text() != Some("host") {
        return;
    }
    let said = Said::new(
        "$.pidMode",
        &node.range,
        "Tasks using the Fargate launch type do not support pidMode 'host'. The supported value \
         for pidMode is 'task'.",
        "The host is not yours. With task, the containers see each other's processes.",
    );
    found.say(said.fix(set_fix(draft, &draft.root, "pidMode", "\"task\"")));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, on_fargate, says};

    #[test]
    fn task_comes_instead_of_host() {
        let host = on_fargate(r#""pidMode": "host""#);
        let message = "Tasks using the Fargate launch type do not support pidMode 'host'. \
                       The supported value for pidMode is 'task'.";
        assert_eq!(
            says(&RULE, &host),
            [format!("error $.pidMode at «\"host\"»: {message}")]
        );
        assert_eq!(fixed(&RULE, &host), on_fargate(r#""pidMode": "task""#));
    }
}
