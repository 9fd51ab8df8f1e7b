//! What an EFS volume can only have with encryption in transit.

use super::{access_point, efs, uses_iam};
use crate::taskdef::rules::prelude::*;
use crate::taskdef::rules::scope::name_place;

/// TD-VOL-EFS-IAM-TLS
pub static IAM: Rule = Rule::error(
    "TD-VOL-EFS-IAM-TLS",
    Wording::Aws,
    "ECS API, EFSAuthorizationConfig, iam",
    iam,
);

/// TD-VOL-EFS-AP-TLS
pub static ACCESS_POINT: Rule = Rule::error(
    "TD-VOL-EFS-AP-TLS",
    Wording::AwsRoughly,
    "ECS API, EFSAuthorizationConfig, accessPointId",
    point,
);

/// TD-VOL-EFS-PORT-TLS
pub static PORT: Rule = Rule::error(
    "TD-VOL-EFS-PORT-TLS",
    Wording::Aws,
    "ECS API, EFSVolumeConfiguration, transitEncryptionPort",
    port,
);

/// TD-VOL-EFS-PLAINTEXT
pub static PLAINTEXT: Rule = Rule::info(
    "TD-VOL-EFS-PLAINTEXT",
    "ECS API, EFSVolumeConfiguration, transitEncryption",
    plaintext,
);

const HELP: &str = "Without transitEncryption it is DISABLED.";

/// Whether the traffic is encrypted, or may be: a value can be filled in later.
pub fn is_encrypted(efs: &Node) -> bool {
    let written = efs.text_of("transitEncryption");
    written.is_some_and(|value| value == "ENABLED" || is_placeholder(value))
}

fn enable(draft: &Draft, efs: &Node, said: Said) -> Said {
    said.fix(set_fix(draft, efs, "transitEncryption", "\"ENABLED\""))
}

fn iam(draft: &Draft, found: &mut Found) {
    for (path, efs, volume) in efs(draft) {
        if uses_iam(efs) && !is_encrypted(efs) {
            let message = "EFS IAM authorization requires TransitEncryption to be enabled.";
            let place = name_place(volume, "efsVolumeConfiguration");
            found.say(enable(draft, efs, Said::new(path, &place, message, HELP)));
        }
    }
}

fn point(draft: &Draft, found: &mut Found) {
    for (path, efs, volume) in efs(draft) {
        if access_point(efs).is_some() && !is_encrypted(efs) {
            let message = "EFS IAM access point requires TransitEncryption to be enabled.";
            let place = name_place(volume, "efsVolumeConfiguration");
            found.say(enable(draft, efs, Said::new(path, &place, message, HELP)));
        }
    }
}

fn port(draft: &Draft, found: &mut Found) {
    for (path, efs, _) in efs(draft) {
        let Some(port) = efs.get("transitEncryptionPort") else {
            continue;
        };
        if is_encrypted(efs) {
            continue;
        }
        let message = "TransitEncryptionPort requires that TransitEncryption is enabled.";
        let path = format!("{path}.transitEncryptionPort");
        let said = enable(draft, efs, Said::new(path, &port.range, message, HELP));
        found.say(said.fix(remove_fix(efs, "transitEncryptionPort")));
    }
}

fn plaintext(draft: &Draft, found: &mut Found) {
    for (path, efs, _) in efs(draft) {
        let needs_it = uses_iam(efs)
            || access_point(efs).is_some()
            || efs.get("transitEncryptionPort").is_some();
        if needs_it || efs.get("transitEncryption").is_some() {
            continue;
        }
        let message = "transitEncryption defaults to DISABLED";
        let help = "What the containers read and write crosses the network in the clear.";
        let path = format!("{path}.transitEncryption");
        let said = Said::new(path, &Draft::opening(efs), message, help);
        found.say(enable(draft, efs, said));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, says};

    fn with(members: &str) -> String {
        format!(r#"{{"volumes": [{{"efsVolumeConfiguration": {{{members}}}}}]}}"#)
    }

    #[test]
    fn iam_and_access_points_need_encryption() {
        let text = with(
            r#""authorizationConfig": {"iam": "ENABLED", "accessPointId": "fsap-12345678"},
            "transitEncryptionPort": 2049"#,
        );
        assert_eq!(
            says(&IAM, &text),
            [
                "error $.volumes[0].efsVolumeConfiguration at «\"efsVolumeConfiguration\"»: EFS \
              IAM authorization requires TransitEncryption to be enabled."
            ]
        );
        let better = fixed(&IAM, &text);
        for rule in [&ACCESS_POINT, &PORT] {
            assert_eq!(says(rule, &text).len(), 1);
            assert!(says(rule, &better).is_empty());
        }
    }

    #[test]
    fn no_encryption_is_told_once() {
        assert_eq!(says(&PLAINTEXT, &with("")).len(), 1);
        assert!(says(&PLAINTEXT, &with(r#""transitEncryption": "DISABLED""#)).is_empty());
    }
}
