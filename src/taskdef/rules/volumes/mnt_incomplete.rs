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
        let volume = mount.node.text_of("sourceVolume").unwrap_or("null");
        let message = match absent {
            "sourceVolume" => format!("Unknown volume '{volume}'."),
            _ => "mountPoints need sourceVolume and containerPath".to_owned(),
        };
        let help = format!(
            "{absent} is missing: a mount point names a volume of this definition \
             (sourceVolume) and where the container sees it (containerPath)."
        );
        let mut said = Said::new(mount.path, &place(mount.node, absent), message, help);
        if let Some(list) = mount.container.get("mountPoints") {
            said = said.fix(remove_item_fix(
                list,
                mount.index,
                "Remove this mount point",
            ));
        }
        match absent {
            // Source of the text: blinkist/terraform-aws-airship-ecs-service, issue 46.
            "sourceVolume" => found.say_refused_by(RefusedBy::Service, Wording::Aws, said),
            _ => found.say(said),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::says;

    #[test]
    fn a_mount_point_has_two_ends() {
        let text = r#"{"containerDefinitions": [{"mountPoints": [
            {"sourceVolume": "v", "containerPath": "/v"}, {"sourceVolume": "v"},
            {"containerPath": "/v"}, {"sourceVolume": "", "containerPath": "/v"}]}]}"#;
        assert_eq!(
            says(&RULE, text),
            [
                "error $.containerDefinitions[0].mountPoints[1] at «{»: mountPoints need \
              sourceVolume and containerPath",
                "error $.containerDefinitions[0].mountPoints[2] at «{»: Unknown volume 'null'.",
                "error $.containerDefinitions[0].mountPoints[3] at «\"\"»: Unknown volume ''.",
            ]
        );
    }
}
