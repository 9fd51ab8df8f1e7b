//! What EFS volumes depend on outside of the definition.

use super::vol_efs_tls::is_encrypted;
use super::{access_point, efs};
use crate::taskdef::rules::prelude::*;
use crate::taskdef::rules::scope::{name_place, on_ec2};

/// TD-VOL-EFS-AP-NOIAM: where nothing is said of IAM; who writes DISABLED has decided.
pub static POINT: Rule = Rule::info(
    "TD-VOL-EFS-AP-NOIAM",
    "ECS API, EFSAuthorizationConfig, iam",
    point,
);

/// TD-VOL-EFS-PV
pub static VERSIONS: Rule = Rule::info(
    "TD-VOL-EFS-PV",
    "Developer Guide, Use Amazon EFS volumes with Amazon ECS",
    versions,
);

fn point(draft: &Draft, found: &mut Found) {
    for (path, efs, _) in efs(draft) {
        let Some(point) = access_point(efs) else {
            continue;
        };
        let authorization = efs.get("authorizationConfig");
        let iam = authorization.and_then(|one| one.text_of("iam"));
        if iam.is_some() {
            continue;
        }
        let message = "The access point is used without IAM authorization";
        let help = "That is fine unless the policy of the file system asks for it: then set iam \
                    to ENABLED and give the task a role.";
        let path = format!("{path}.authorizationConfig.accessPointId");
        let mut said = Said::new(path, &point.range, message, help);
        if let Some(authorization) = authorization.filter(|_| is_encrypted(efs)) {
            said = said.fix(set_fix(draft, authorization, "iam", "\"ENABLED\""));
        }
        found.say(said);
    }
}

fn versions(draft: &Draft, found: &mut Found) {
    // Where there is no EFS, others say so.
    if draft.is_windows() {
        return;
    }
    let message = if draft.is_fargate() {
        "EFS volumes need platform version 1.4.0 or later"
    } else if on_ec2(draft) {
        "EFS volumes need the container agent 1.38.0 or later"
    } else {
        return;
    };
    let help = "Fargate's LATEST is new enough, and so is an ECS-optimized AMI of 20200319 or \
                later; an AMI of your own needs ecs-init 1.38.0-1 and amazon-efs-utils.";
    for (path, _, volume) in efs(draft).take(1) {
        let place = name_place(volume, "efsVolumeConfiguration");
        found.say(Said::new(path, &place, message, help));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, on_windows, says};

    fn with(launch_type: &str, members: &str) -> String {
        let volume = format!(r#"{{"efsVolumeConfiguration": {{{members}}}}}"#);
        format!(r#"{{"requiresCompatibilities": ["{launch_type}"], "volumes": [{volume}]}}"#)
    }

    #[test]
    fn an_access_point_may_need_iam() {
        let of = |more: &str| {
            let point = format!(r#""authorizationConfig": {{"accessPointId": "fsap-1"{more}}}"#);
            // Which IAM asks for.
            format!(r#""transitEncryption": "ENABLED", {point}"#)
        };
        let text = with("EC2", &of(""));
        let at = "$.volumes[0].efsVolumeConfiguration.authorizationConfig.accessPointId";
        let expected = format!("info {at} at «\"fsap-1\"»");
        assert!(says(&POINT, &text)[0].starts_with(&expected));
        assert_eq!(
            fixed(&POINT, &text),
            with("EC2", &of(r#", "iam": "ENABLED""#))
        );
        for iam in ["ENABLED", "DISABLED", "${iam}"] {
            let text = with("EC2", &of(&format!(r#", "iam": "{iam}""#)));
            assert!(says(&POINT, &text).is_empty(), "{iam}");
        }
        assert!(says(&POINT, &with("EC2", "")).is_empty());
    }

    #[test]
    fn versions_are_said_of_what_it_runs_on() {
        assert!(says(&VERSIONS, &with("FARGATE", ""))[0].contains("platform version"));
        assert!(says(&VERSIONS, &with("EC2", ""))[0].contains("agent"));
        assert!(says(&VERSIONS, &with("EXTERNAL", "")).is_empty());
        let windows = on_windows(r#""volumes": [{"efsVolumeConfiguration": {}}]"#);
        assert!(says(&VERSIONS, &windows).is_empty());
    }
}
