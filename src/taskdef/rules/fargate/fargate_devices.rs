//! Fargate has no devices of a host.

use super::{forbidden, linux_parameters};
use crate::taskdef::rules::prelude::*;

/// TD-FARGATE-DEVICES
pub static RULE: Rule = Rule::error(
    "TD-FARGATE-DEVICES",
    Wording::Aws,
    "ECS API, LinuxParameters, devices",
    check,
);

const MESSAGE: &str = "Fargate compatible task definitions do not support devices";
const HELP: &str = "There is no host whose devices a container could have.";

fn check(draft: &Draft, found: &mut Found) {
    if !draft.is_fargate() {
        return;
    }
    for (path, parameters) in linux_parameters(draft) {
        if let Some(said) = forbidden(path, parameters, "devices", MESSAGE, HELP) {
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
        let text =
            container_on_fargate(r#""linuxParameters": {"devices": [{"hostPath": "/dev/fuse"}]}"#);
        let path = "$.containerDefinitions[0].linuxParameters.devices";
        let expected = format!(r#"error {path} at «"devices"»: {MESSAGE}"#);
        assert_eq!(says(&RULE, &text), [expected]);
        assert_eq!(
            fixed(&RULE, &text),
            container_on_fargate(r#""linuxParameters": {}"#)
        );
        assert!(
            says(
                &RULE,
                &container_on_fargate(r#""linuxParameters": {"devices": []}"#)
            )
            .is_empty()
        );
    }
}
