//! tmpfs on Fargate is new.

use super::linux_parameters;
use crate::taskdef::rules::prelude::*;
use crate::taskdef::rules::scope::name_place;

/// TD-FARGATE-TMPFS
pub static RULE: Rule = Rule::info("TD-FARGATE-TMPFS", "ECS API, LinuxParameters, tmpfs", check);

fn check(draft: &Draft, found: &mut Found) {
    if !draft.is_fargate() || draft.is_windows() {
        return;
    }
    for (path, parameters) in linux_parameters(draft) {
        if !parameters.list("tmpfs").is_empty() {
            found.say(Said::new(
                format!("{path}.tmpfs"),
                &name_place(parameters, "tmpfs"),
                "tmpfs on Fargate is a 2026 addition (Linux platform 1.4.0); older partitions may \
                 refuse it",
                "Older guides list it as not supported.",
            ));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{container_on_fargate, says};

    #[test]
    fn it_is_a_note() {
        let tmpfs = r#""linuxParameters": {"tmpfs": [{"containerPath": "/t", "size": 1}]}"#;
        assert!(says(&RULE, &container_on_fargate(tmpfs))[0].starts_with("info"));
    }
}
