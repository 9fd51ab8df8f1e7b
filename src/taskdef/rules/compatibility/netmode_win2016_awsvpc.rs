//! Windows Server 2016 has no awsvpc.

use super::{network_mode, platform};
use crate::taskdef::rules::prelude::*;

/// TD-NETMODE-WIN2016-AWSVPC
pub static RULE: Rule = Rule::warning(
    "TD-NETMODE-WIN2016-AWSVPC",
    Wording::AtRunTime,
    "Developer Guide, Allocate a network interface for an Amazon ECS task",
    check,
);

fn check(draft: &Draft, found: &mut Found) {
    let Some((_, "WINDOWS_SERVER_2016_FULL")) = platform(draft, "operatingSystemFamily") else {
        return;
    };
    let Some((node, "awsvpc")) = network_mode(draft) else {
        return;
    };
    // Fargate does not have it at all, which another rule says.
    if draft.is_fargate() {
        return;
    }
    let said = Said::new(
        "$.networkMode",
        &node.range,
        "was unable to place a task because no container instance met all of its requirements.",
        "Instances of Windows Server 2016 have no awsvpc: use 2019 or later, or no networkMode.",
    );
    found.say(said.fix(remove_fix(&draft.root, "networkMode")));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::says;

    #[test]
    fn later_ones_have_it() {
        let of = |family: &str| {
            let platform = format!(r#"{{"operatingSystemFamily": "{family}"}}"#);
            format!(r#"{{"networkMode": "awsvpc", "runtimePlatform": {platform}}}"#)
        };
        assert_eq!(says(&RULE, &of("WINDOWS_SERVER_2016_FULL")).len(), 1);
        assert!(says(&RULE, &of("WINDOWS_SERVER_2019_FULL")).is_empty());
    }
}
