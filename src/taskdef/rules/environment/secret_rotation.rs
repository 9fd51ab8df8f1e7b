//! Secrets that change.

use crate::taskdef::rules::prelude::*;
use crate::taskdef::rules::scope::name_place;

/// TD-SECRET-NO-SHELL-ROTATE: said once.
pub static RULE: Rule = Rule::info(
    "TD-SECRET-NO-SHELL-ROTATE",
    "Developer Guide, Pass sensitive data to an Amazon ECS container",
    check,
);

fn check(draft: &Draft, found: &mut Found) {
    let mut containers = draft.containers();
    let Some((path, container)) = containers.find(|(_, one)| !one.list("secrets").is_empty())
    else {
        return;
    };
    let message = "Secrets are read once, when the container starts";
    let help = "A changed secret arrives with the next task: deploy the service again.";
    let place = name_place(container, "secrets");
    found.say(Said::new(format!("{path}.secrets"), &place, message, help));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::says;

    #[test]
    fn it_is_told_once() {
        let text = r#"{"containerDefinitions": [
            {"secrets": []}, {"secrets": [{"name": "A"}]}, {"secrets": [{"name": "B"}]}]}"#;
        let message = "Secrets are read once, when the container starts";
        let path = "$.containerDefinitions[1].secrets";
        assert_eq!(
            says(&RULE, text),
            [format!("info {path} at «\"secrets\"»: {message}")]
        );
        assert!(says(&RULE, r#"{"containerDefinitions": [{"secrets": []}]}"#).is_empty());
    }
}
