//! What Managed Instances do not have.

use crate::taskdef::rules::fargate::forbidden;
use crate::taskdef::rules::prelude::*;
use crate::taskdef::rules::scope::on_managed;
use std::fmt::Display;

/// TD-COMPAT-MI-MEMBERS
pub static RULE: Rule = Rule::error(
    "TD-COMPAT-MI-MEMBERS",
    Wording::Ours,
    "Developer Guide, Amazon ECS task definition differences for Amazon ECS Managed Instances",
    check,
);

/// Source of the lists: the guide, "The following task definition parameters are not valid in
/// Amazon ECS Managed Instances tasks". Elastic Inference is refused everywhere.
const TASK: &[&str] = &["ephemeralStorage", "ipcMode", "proxyConfiguration"];
const CONTAINER: &[&str] = &[
    "disableNetworking",
    "dnsSearchDomains",
    "dnsServers",
    "dockerLabels",
    "dockerSecurityOptions",
    "extraHosts",
    "hostname",
    "links",
];
const LINUX: &[&str] = &["maxSwap", "sharedMemorySize", "swappiness", "tmpfs"];
const VOLUME: &[&str] = &[
    "dockerVolumeConfiguration",
    "fsxWindowsFileServerVolumeConfiguration",
];

fn check(draft: &Draft, found: &mut Found) {
    if !on_managed(draft) {
        return;
    }
    let mut all = |path: &dyn Display, node: &Node, members: &[&'static str]| {
        let there = members
            .iter()
            .filter(|member| node.member(member).is_some());
        for member in there {
            let message = format!("{member} is not supported on Managed Instances");
            let help = "AWS runs these instances: what needs access to them is left out.";
            if let Some(said) = forbidden(path, node, member, &message, help) {
                found.say(said);
            }
        }
    };
    all(&"$", &draft.root, TASK);
    for (path, container) in draft.containers() {
        all(&path, container, CONTAINER);
        if let Some(linux) = container.get("linuxParameters") {
            all(&path.member("linuxParameters"), linux, LINUX);
        }
    }
    for (path, volume) in draft.volumes() {
        all(&path, volume, VOLUME);
        if let Some(host) = volume.get("host") {
            all(&path.member("host"), host, &["sourcePath"]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, says};

    #[test]
    fn members_of_instances_are_not_there() {
        let text = r#"{"requiresCompatibilities": ["MANAGED_INSTANCES"], "ipcMode": "task",
            "containerDefinitions": [{"hostname": "a", "linuxParameters": {"maxSwap": 0}}],
            "volumes": [{"host": {"sourcePath": "/srv"}}]}"#;
        let at = "error $.containerDefinitions[0].linuxParameters.maxSwap at «0»: ";
        let said = says(&RULE, text);
        assert_eq!(said.len(), 4);
        assert_eq!(
            said[2],
            format!("{at}maxSwap is not supported on Managed Instances")
        );
        assert!(!fixed(&RULE, text).contains("ipcMode"));
        assert!(says(&RULE, &text.replace("MANAGED_INSTANCES", "EC2")).is_empty());
    }
}
