//! Fargate sets the size of /dev/shm itself.

use super::{forbidden, linux_parameters};
use crate::taskdef::rules::prelude::*;

/// TD-FARGATE-SHM
pub static RULE: Rule = Rule::error(
    "TD-FARGATE-SHM",
    Wording::Aws,
    "ECS API, LinuxParameters, sharedMemorySize",
    check,
);

const MESSAGE: &str = "Fargate compatible task definitions do not support sharedMemorySize";
const HELP: &str = "A tmpfs elsewhere can help; Chromium has --disable-dev-shm-usage.";

fn check(draft: &Draft, found: &mut Found) {
    if !draft.is_fargate() {
        return;
    }
    for (path, parameters) in linux_parameters(draft) {
        if let Some(said) = forbidden(path, parameters, "sharedMemorySize", MESSAGE, HELP) {
            found.say(said);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{container_on_fargate, fixed, says};

    #[test]
    fn it_is_refused_where_it_is_set() {
        let text = container_on_fargate(r#""linuxParameters": {"sharedMemorySize": 64}"#);
        let path = "$.containerDefinitions[0].linuxParameters.sharedMemorySize";
        let expected = format!(r#"error {path} at «64»: {MESSAGE}"#);
        assert_eq!(says(&RULE, &text), [expected]);
        assert_eq!(
            fixed(&RULE, &text),
            container_on_fargate(r#""linuxParameters": {}"#)
        );
        assert!(says(&RULE, &container_on_fargate(r#""linuxParameters": {}"#)).is_empty());
    }
}
