//! Fargate has no directories of a host.

use super::forbidden;
use crate::taskdef::rules::prelude::*;

/// TD-FARGATE-SOURCEPATH
pub static RULE: Rule = Rule::error(
    "TD-FARGATE-SOURCEPATH",
    Wording::Aws,
    "ECS API, HostVolumeProperties, sourcePath",
    check,
);

const MESSAGE: &str = "Fargate compatible task definitions do not support sourcePath";
const HELP: &str = "Without it the volume is empty and lives as long as the task.";

fn check(draft: &Draft, found: &mut Found) {
    if !draft.is_fargate() {
        return;
    }
    for (path, volume) in draft.volumes() {
        let Some(host) = volume.get("host") else {
            continue;
        };
        let path = format!("{path}.host");
        if let Some(said) = forbidden(&path, host, "sourcePath", MESSAGE, HELP) {
            found.say(said);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, on_fargate, says};

    #[test]
    fn an_empty_host_is_legal() {
        let of =
            |host: &str| on_fargate(&format!(r#""volumes": [{{"name": "v", "host": {host}}}]"#));
        let text = of(r#"{"sourcePath": "/data"}"#);
        assert_eq!(
            says(&RULE, &text),
            [format!(
                "error $.volumes[0].host.sourcePath at «\"/data\"»: {MESSAGE}"
            )]
        );
        assert_eq!(fixed(&RULE, &text), of("{}"));
        assert!(says(&RULE, &of("{}")).is_empty());
    }
}
