//! Windows containers have no system controls.

use crate::taskdef::rules::fargate::forbidden;
use crate::taskdef::rules::prelude::*;

/// TD-SYSCTL-WIN
pub static RULE: Rule = Rule::warning(
    "TD-SYSCTL-WIN",
    Wording::Ours,
    "ECS API, SystemControl",
    check,
);

const MESSAGE: &str = "systemControls are not supported for Windows containers";
const HELP: &str = "They are settings of the Linux kernel.";

fn check(draft: &Draft, found: &mut Found) {
    if !draft.is_windows() {
        return;
    }
    for (path, container) in draft.containers() {
        if let Some(said) = forbidden(path, container, "systemControls", MESSAGE, HELP) {
            found.say(said);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{container_on_windows, fixed, says};

    #[test]
    fn they_do_nothing_on_windows() {
        let controls = r#""name": "a", "systemControls": [{"namespace": "net.core.somaxconn"}]"#;
        let text = container_on_windows(controls);
        let path = "$.containerDefinitions[0].systemControls";
        let expected = format!(r#"warning {path} at «"systemControls"»: {MESSAGE}"#);
        assert_eq!(says(&RULE, &text), [expected]);
        assert_eq!(fixed(&RULE, &text), container_on_windows(r#""name": "a""#));
        assert!(says(&RULE, &text.replace("WINDOWS_", "")).is_empty());
    }
}
