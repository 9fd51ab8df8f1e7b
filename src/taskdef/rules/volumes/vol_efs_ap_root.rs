//! A root directory besides an access point.

use super::{access_point, efs};
use crate::taskdef::rules::prelude::*;

/// TD-VOL-EFS-AP-ROOT
pub static RULE: Rule = Rule::error(
    "TD-VOL-EFS-AP-ROOT",
    Wording::Aws,
    "ECS API, EFSVolumeConfiguration, rootDirectory",
    check,
);

fn check(draft: &Draft, found: &mut Found) {
    for (path, efs, _) in efs(draft) {
        let Some(root) = efs.get("rootDirectory") else {
            continue;
        };
        let legal = root
            .text()
            .is_none_or(|root| matches!(root, "" | "/") || is_placeholder(root));
        if legal || access_point(efs).is_none() {
            continue;
        }
        let message = "When using an EFS access point, the root directory must either be set to \
                       \"/\" or be omitted.";
        let help = "The access point has a directory of its own.";
        found.say(
            Said::new(format!("{path}.rootDirectory"), &root.range, message, help)
                .fix(remove_fix(efs, "rootDirectory"))
                .fix(set_fix(draft, efs, "rootDirectory", "\"/\"")),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, says};

    #[test]
    fn an_access_point_has_its_own_directory() {
        let text = r#"{"volumes": [{"efsVolumeConfiguration": {"rootDirectory": "/data",
            "authorizationConfig": {"accessPointId": "fsap-12345678"}}}]}"#;
        assert_eq!(
            says(&RULE, text),
            [
                "error $.volumes[0].efsVolumeConfiguration.rootDirectory at «\"/data\"»: When \
              using an EFS access point, the root directory must either be set to \"/\" or be \
              omitted."
            ]
        );
        assert!(!fixed(&RULE, text).contains("rootDirectory"));
        assert!(says(&RULE, &text.replace("/data", "/")).is_empty());
    }
}
