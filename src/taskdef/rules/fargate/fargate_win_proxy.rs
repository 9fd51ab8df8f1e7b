//! Windows containers have no App Mesh proxy.

use super::forbidden;
use crate::taskdef::rules::prelude::*;

/// TD-FARGATE-WIN-PROXY
pub static RULE: Rule = Rule::error(
    "TD-FARGATE-WIN-PROXY",
    Wording::Ours,
    "ECS API, RegisterTaskDefinition, proxyConfiguration",
    check,
);

const MESSAGE: &str = "proxyConfiguration is not supported for Windows containers";
const HELP: &str = "The proxy needs rules of the Linux kernel.";

fn check(draft: &Draft, found: &mut Found) {
    if !draft.is_windows() {
        return;
    }
    if let Some(said) = forbidden("$", &draft.root, "proxyConfiguration", MESSAGE, HELP) {
        found.say(said);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, on_windows, says};

    #[test]
    fn it_is_refused_where_it_is_set() {
        let text = on_windows(r#""family": "a", "proxyConfiguration": {"containerName": "envoy"}"#);
        let path = "$.proxyConfiguration";
        let expected = format!(r#"error {path} at «"proxyConfiguration"»: {MESSAGE}"#);
        assert_eq!(says(&RULE, &text), [expected]);
        assert_eq!(fixed(&RULE, &text), on_windows(r#""family": "a""#));
        assert!(
            says(
                &RULE,
                &on_windows(r#""family": "a", "proxyConfiguration": {}"#)
            )
            .is_empty()
        );
    }
}
