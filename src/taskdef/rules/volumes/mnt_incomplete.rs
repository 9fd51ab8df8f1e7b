//! Mount points that lack a half.

use super::mounts;
use crate::taskdef::rules::prelude::*;
use crate::taskdef::rules::scope::place;

/// TD-MNT-INCOMPLETE
pub static RULE: Rule = Rule::error(
    "TD-MNT-INCOMPLETE",
    Wording::Ours,
    "ECS API, MountPoint",
    check,
);

fn check(draft: &Draft, found: &mut Found) {
    for mount in mounts(draft) {
        let mut members = ["sourceVolume", "containerPath"].into_iter();
        let is_absent = |member: &&str| !mount.node.get(member).is_some_and(Node::is_set);
        let Some(absent) = members.find(is_absent) else {
            continue;
        };
        let message = "mountPoints need sourceVolume and containerPath";
        let help = format!("{absent} is missing.");
        let mut said = Said::new(mount.path, &place(mount.node, absent), message, help);
        if let Some(list) = mount.container.get("mountPoints") {
            said = said.fix(remove_item_fix(
                list,
                mount.index,
                "Remove this mount point",
            ));
        }
        found.say(said);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::says;

    #[test]
    fn a_mount_point_has_two_ends() {
        let text = r#"{"containerDefinitions": [{"mountPoints": [
            {"sourceVolume": "v", "containerPath": "/v"}, {"sourceVolume": "v"}]}]}"#;
        assert_eq!(
            says(&RULE, text),
            [
                "error $.containerDefinitions[0].mountPoints[1] at «{»: mountPoints need \
              sourceVolume and containerPath"
            ]
        );
    }
}
