//! Security options of Docker.

use crate::taskdef::rules::items::{Item, items};
use crate::taskdef::rules::prelude::*;
use crate::taskdef::rules::scope::on_instances;

/// TD-SECOPT-VALUE
pub static VALUE: Rule = Rule::error(
    "TD-SECOPT-VALUE",
    Wording::Ours,
    "ECS API, ContainerDefinition, dockerSecurityOptions",
    value,
);

/// TD-SECOPT-AGENT
pub static AGENT: Rule = Rule::info(
    "TD-SECOPT-AGENT",
    "ECS API, ContainerDefinition, dockerSecurityOptions",
    agent,
);

/// The option that stands alone; the others have a value behind a colon.
const ALONE: &str = "no-new-privileges";
const WITH_VALUE: [&str; 3] = ["apparmor", "label", "credentialspec"];

/// The options that are written out; Fargate has none.
fn options<'d, 'a>(draft: &'d Draft<'a>) -> impl Iterator<Item = (Item<'d, 'a>, &'d str)> {
    let instances = !draft.is_fargate();
    let all = items(draft, "dockerSecurityOptions");
    all.filter(move |_| instances).filter_map(|item| {
        let option = item.node.text()?;
        (!is_placeholder(option)).then_some((item, option))
    })
}

fn value(draft: &Draft, found: &mut Found) {
    for (item, option) in options(draft) {
        let (name, rest) = option.split_once([':', '=']).unwrap_or((option, ""));
        let with_value = WITH_VALUE.contains(&name) && !rest.is_empty();
        if option == ALONE || (with_value && option[name.len()..].starts_with(':')) {
            continue;
        }
        let said = Said::new(
            item.path,
            &item.node.range,
            format!("Unsupported security option \"{option}\""),
            "There are no-new-privileges, apparmor:PROFILE, label:VALUE and credentialspec:PATH. \
             Profiles of seccomp cannot be set.",
        );
        let better = if name == ALONE && !rest.starts_with("false") {
            Some(ALONE.to_owned())
        } else {
            with_value.then(|| format!("{name}:{rest}"))
        };
        // Docker takes no-new-privileges:true as the same; nobody has reported that ECS does not.
        let severity = if name == ALONE && matches!(rest, "true" | "false") {
            Severity::Warning
        } else {
            Severity::Error
        };
        found.say_as(
            severity,
            said.fix(match better {
                Some(better) => {
                    let json = quoted(&better);
                    replace(format!("Use {json}"), item.node.range.clone(), json)
                }
                None => item.remove(),
            }),
        );
    }
}

fn agent(draft: &Draft, found: &mut Found) {
    if !on_instances(draft) {
        return;
    }
    for (item, option) in options(draft) {
        let (message, help) = if option.starts_with("apparmor:") {
            (
                "AppArmor needs instances whose agent has ECS_APPARMOR_CAPABLE=true",
                "Without such an instance the task is not placed.",
            )
        } else if option.starts_with("label:") {
            (
                "SELinux needs instances whose agent has ECS_SELINUX_CAPABLE=true",
                "Without such an instance the task is not placed; external instances do not have \
                 it.",
            )
        } else {
            continue;
        };
        found.say(Said::new(item.path, &item.node.range, message, help));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{container_on_fargate, fixed, says};

    fn of(option: &str) -> String {
        let options = format!(r#""dockerSecurityOptions": ["{option}"]"#);
        format!(r#"{{"containerDefinitions": [{{{options}}}]}}"#)
    }

    #[test]
    fn there_are_four() {
        let path = "$.containerDefinitions[0].dockerSecurityOptions[0]";
        let seccomp = "seccomp=unconfined";
        assert_eq!(
            says(&VALUE, &of(seccomp)),
            [format!(
                "error {path} at «\"{seccomp}\"»: Unsupported security option \"{seccomp}\""
            )]
        );
        assert!(says(&VALUE, &fixed(&VALUE, &of(seccomp))).is_empty());
        for (wrong, right) in [
            ("no-new-privileges:true", "no-new-privileges"),
            ("label=disable", "label:disable"),
            ("apparmor=docker-default", "apparmor:docker-default"),
        ] {
            assert_eq!(fixed(&VALUE, &of(wrong)), of(right));
            assert!(says(&VALUE, &of(right)).is_empty());
        }
        for legal in [
            "label:type:svirt_apache",
            "credentialspec:file://a.json",
            "${X}",
        ] {
            assert!(says(&VALUE, &of(legal)).is_empty(), "{legal}");
        }
        for wrong in ["label:", "apparmor", ""] {
            assert_eq!(says(&VALUE, &of(wrong)).len(), 1, "{wrong}");
        }
        let fargate = r#""dockerSecurityOptions": ["seccomp=unconfined"]"#;
        assert!(says(&VALUE, &container_on_fargate(fargate)).is_empty());
    }

    #[test]
    fn two_need_an_instance_that_has_them() {
        assert!(says(&AGENT, &of("label:disable"))[0].contains("ECS_SELINUX_CAPABLE"));
        assert!(says(&AGENT, &of("apparmor:a"))[0].contains("ECS_APPARMOR_CAPABLE"));
        assert!(says(&AGENT, &of("no-new-privileges")).is_empty());
    }
}
