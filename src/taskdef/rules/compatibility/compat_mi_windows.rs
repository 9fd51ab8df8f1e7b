//! Managed Instances run Linux.

use super::platform;
use crate::taskdef::rules::prelude::*;
use crate::taskdef::rules::scope::on_managed;

/// TD-COMPAT-MI-WINDOWS
pub static RULE: Rule = Rule::error(
    "TD-COMPAT-MI-WINDOWS",
    Wording::Ours,
    "Developer Guide, Amazon ECS task definition differences for Amazon ECS Managed Instances",
    check,
);

fn check(draft: &Draft, found: &mut Found) {
    if !on_managed(draft) || !draft.is_windows() {
        return;
    }
    let Some((node, family)) = platform(draft, "operatingSystemFamily") else {
        return;
    };
    found.say(Said::new(
        "$.runtimePlatform.operatingSystemFamily",
        &node.range,
        format!("Managed Instances do not support {family}"),
        "They run Linux only: Windows containers need EC2 instances or Fargate.",
    ));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{on_windows, says};

    #[test]
    fn there_is_no_windows() {
        let text = on_windows(r#""cpu": "1024""#);
        assert!(says(&RULE, &text).is_empty());
        let managed = text.replace("FARGATE", "MANAGED_INSTANCES");
        assert_eq!(says(&RULE, &managed).len(), 1);
        assert!(says(&RULE, &managed.replace("WINDOWS_SERVER_2022_CORE", "LINUX")).is_empty());
    }
}
