//! The values of an EFS volume.

use super::{access_point, efs};
use crate::taskdef::rules::prelude::*;

/// TD-VOL-EFS-PORT-RANGE
pub static PORT: Rule = Rule::error(
    "TD-VOL-EFS-PORT-RANGE",
    Wording::Ours,
    "ECS API, EFSVolumeConfiguration, transitEncryptionPort",
    port,
);

/// TD-VOL-EFS-FSID
pub static FILE_SYSTEM: Rule = Rule::warning(
    "TD-VOL-EFS-FSID",
    Wording::AwsRoughly,
    "ECS API, EFSVolumeConfiguration, fileSystemId",
    file_system,
);

/// TD-VOL-EFS-APID
pub static ACCESS_POINT: Rule = Rule::warning(
    "TD-VOL-EFS-APID",
    Wording::Ours,
    "ECS API, EFSAuthorizationConfig, accessPointId",
    point,
);

/// TD-VOL-EFS-ROOT-ABS
pub static ROOT: Rule = Rule::warning(
    "TD-VOL-EFS-ROOT-ABS",
    Wording::AtRunTime,
    "ECS API, EFSVolumeConfiguration, rootDirectory",
    root,
);

fn port(draft: &Draft, found: &mut Found) {
    for (path, efs, _) in efs(draft) {
        let Some(port) = efs.get("transitEncryptionPort") else {
            continue;
        };
        if port
            .integer()
            .is_some_and(|port| !(0..=65535).contains(&port))
        {
            let message = "transitEncryptionPort must be a port";
            let help = "Without it the EFS mount helper chooses one.";
            let path = format!("{path}.transitEncryptionPort");
            found.say(
                Said::new(path, &port.range, message, help)
                    .fix(remove_fix(efs, "transitEncryptionPort")),
            );
        }
    }
}

/// Whether a text is a prefix and 8 to 40 hexadecimal digits, or is filled in later.
fn is_id(text: &str, prefix: &str) -> bool {
    let digits = text.strip_prefix(prefix);
    let hexadecimal = |digit: u8| matches!(digit, b'0'..=b'9' | b'a'..=b'f');
    digits.is_some_and(|digits| (8..=40).contains(&digits.len()) && digits.bytes().all(hexadecimal))
        || is_placeholder(text)
}

fn file_system(draft: &Draft, found: &mut Found) {
    for (path, efs, _) in efs(draft) {
        let Some(node) = efs.get("fileSystemId") else {
            continue;
        };
        let Some(id) = node.text().filter(|id| !is_id(id, "fs-")) else {
            continue;
        };
        let message = format!("EFS configuration fileSystemId is not valid: {id}");
        let help = "An id is fs- and 8 to 40 hexadecimal digits; an ARN or a DNS name is none.";
        let mut said = Said::new(format!("{path}.fileSystemId"), &node.range, message, help);
        // An ARN ends with the id, a DNS name starts with it.
        let parts = id.split(['/', '.', ':']);
        if let Some(better) = parts.into_iter().find(|part| is_id(part, "fs-")) {
            said = said.fix(set_fix(draft, efs, "fileSystemId", &quoted(better)));
        }
        found.say(said);
    }
}

fn point(draft: &Draft, found: &mut Found) {
    for (path, efs, _) in efs(draft) {
        let Some(node) = access_point(efs) else {
            continue;
        };
        let Some(id) = node.text().filter(|id| !is_id(id, "fsap-")) else {
            continue;
        };
        let help = "An access point is fsap- and 8 to 40 hexadecimal digits.";
        let path = format!("{path}.authorizationConfig.accessPointId");
        let mut said = Said::new(path, &node.range, "accessPointId looks wrong", help);
        let mut parts = id.split(['/', ':']);
        if let Some(better) = parts.find(|part| is_id(part, "fsap-")) {
            said = said.fix(replace(
                "Use the id alone",
                node.range.clone(),
                quoted(better),
            ));
        }
        found.say(said);
    }
}

fn root(draft: &Draft, found: &mut Found) {
    for (path, efs, _) in efs(draft) {
        let Some(node) = efs.get("rootDirectory") else {
            continue;
        };
        let relative = |root: &&str| !root.is_empty() && !root.starts_with('/');
        let Some(root) = node
            .text()
            .filter(relative)
            .filter(|root| !is_placeholder(root))
        else {
            continue;
        };
        let message = "ResourceInitializationError: failed to invoke EFS utils commands to set up \
                       EFS volumes … mounting … failed, reason given by server: No such file or \
                       directory";
        let help = "The directory starts with a slash, and it has to exist on the file system: \
                    only access points create theirs.";
        let better = quoted(&format!("/{root}"));
        found.say(
            Said::new(format!("{path}.rootDirectory"), &node.range, message, help).fix(set_fix(
                draft,
                efs,
                "rootDirectory",
                &better,
            )),
        );
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
    fn ids_look_like_ids() {
        let name = with(r#""fileSystemId": "fs-0123456789abcdef0.efs.eu-west-1.amazonaws.com""#);
        assert_eq!(
            fixed(&FILE_SYSTEM, &name),
            with(r#""fileSystemId": "fs-0123456789abcdef0""#)
        );
        assert_eq!(
            says(&FILE_SYSTEM, &with(r#""fileSystemId": "fs-1234""#)).len(),
            1
        );
        assert!(says(&FILE_SYSTEM, &with(r#""fileSystemId": "${fs}""#)).is_empty());
        let point = with(r#""authorizationConfig": {"accessPointId": "fsap-1234"}"#);
        assert_eq!(says(&ACCESS_POINT, &point).len(), 1);
    }

    #[test]
    fn a_root_is_absolute_and_a_port_is_a_port() {
        let root = with(r#""rootDirectory": "data""#);
        assert_eq!(fixed(&ROOT, &root), with(r#""rootDirectory": "/data""#));
        assert_eq!(
            says(&PORT, &with(r#""transitEncryptionPort": 65536"#)).len(),
            1
        );
        assert!(says(&PORT, &with(r#""transitEncryptionPort": 0"#)).is_empty());
    }
}
