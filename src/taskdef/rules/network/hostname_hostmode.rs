//! A name for a container that has the network of its instance.

use crate::taskdef::rules::fargate::forbidden;
use crate::taskdef::rules::prelude::*;

/// TD-HOSTNAME-HOSTMODE
pub static RULE: Rule = Rule::warning(
    "TD-HOSTNAME-HOSTMODE",
    Wording::AtRunTime,
    "Docker, runconfig/errors.go",
    check,
);

const MESSAGE: &str = "conflicting options: hostname and the network mode";
const HELP: &str = "Some versions of Docker refuse a host name in host mode; with the others \
                    nobody but the container itself sees it.";

fn check(draft: &Draft, found: &mut Found) {
    if draft.network_mode() != "host" {
        return;
    }
    for (path, container) in draft.containers() {
        if let Some(said) = forbidden(path, container, "hostname", MESSAGE, HELP) {
            found.say(said);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, says};

    #[test]
    fn the_instance_has_a_name_already() {
        let text = r#"{"networkMode": "host", "containerDefinitions": [{"hostname": "web"}]}"#;
        let at = "warning $.containerDefinitions[0].hostname at «\"web\"»";
        assert_eq!(says(&RULE, text), [format!("{at}: {MESSAGE}")]);
        assert!(says(&RULE, &fixed(&RULE, text)).is_empty());
        assert!(says(&RULE, &text.replace("host\"", "bridge\"")).is_empty());
    }
}
