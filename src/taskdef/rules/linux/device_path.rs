//! Devices that are hardly devices.

use super::on_host;
use crate::taskdef::rules::paths::plain;
use crate::taskdef::rules::prelude::*;

/// TD-DEVICE-PATH
pub static RULE: Rule = Rule::warning(
    "TD-DEVICE-PATH",
    Wording::AtRunTime,
    "ECS API, Device, hostPath; Docker, --device",
    check,
);

fn check(draft: &Draft, found: &mut Found) {
    for (path, parameters, _) in on_host(draft) {
        for (index, device) in parameters.list("devices").iter().enumerate() {
            let Some(node) = device.get("hostPath") else {
                continue;
            };
            let Some(host) = node.text().filter(|host| !is_legal(host)) else {
                continue;
            };
            let said = Said::new(
                format!("{path}.devices[{index}].hostPath"),
                &node.range,
                format!("error gathering device information while adding custom device \"{host}\""),
                "Devices of Linux are under /dev/; files and folders are mounted as volumes.",
            );
            found.say(match repaired(host) {
                Some(better) => said.fix(set_fix(draft, device, "hostPath", &quoted(&better))),
                None => said,
            });
        }
    }
}

fn is_legal(host: &str) -> bool {
    host == "/dev" || host.starts_with("/dev/") || is_placeholder(host)
}

/// The path that is meant where the start is left out.
fn repaired(host: &str) -> Option<String> {
    let bare = host.strip_prefix("dev/").unwrap_or(host);
    let relative = !bare.is_empty() && !bare.starts_with(['/', '.']);
    relative.then(|| format!("/dev{}", plain(bare)))
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::{on_fargate, with};
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, says};

    #[test]
    fn devices_are_under_dev() {
        let of = |host: &str| format!(r#""devices": [{{"hostPath": "{host}"}}]"#);
        let path = "$.containerDefinitions[0].linuxParameters.devices[0].hostPath";
        assert_eq!(
            says(&RULE, &with(&of("/data"))),
            [format!(
                "warning {path} at «\"/data\"»: error gathering device information while adding \
                 custom device \"/data\""
            )]
        );
        for wrong in ["fuse", "dev/fuse"] {
            assert_eq!(fixed(&RULE, &with(&of(wrong))), with(&of("/dev/fuse")));
        }
        assert!(says(&RULE, &with(&of("/dev/net/tun"))).is_empty());
        assert!(says(&RULE, &with(&of("${DEVICE}"))).is_empty());
        assert!(says(&RULE, &on_fargate(&of("/data"))).is_empty());
    }
}
