//! Docker volumes.

use super::{configurations, name_of};
use crate::taskdef::rules::prelude::*;
use crate::taskdef::rules::scope::{name_place, place};

/// The member of a volume.
const DOCKER: &str = "dockerVolumeConfiguration";

/// TD-VOL-DOCKER-AUTOPROV. Without a scope ECS takes it, as the acceptance tests of
/// hashicorp/terraform-provider-aws do (aws_ecs_task_definition, dockerVolumesMinimal).
pub static TASK_SCOPE: Rule = Rule::error(
    "TD-VOL-DOCKER-AUTOPROV",
    Wording::Ours,
    "ECS API, DockerVolumeConfiguration, autoprovision",
    task_scope,
);

/// TD-VOL-DOCKER-SHARED-NOPROV
pub static SHARED_SCOPE: Rule = Rule::warning(
    "TD-VOL-DOCKER-SHARED-NOPROV",
    Wording::AtRunTime,
    "ECS API, DockerVolumeConfiguration; amazon-ecs-agent, agent/taskresource/volume",
    shared_scope,
);

/// TD-VOL-DOCKER-DRIVER-WIN
pub static WINDOWS: Rule = Rule::error(
    "TD-VOL-DOCKER-DRIVER-WIN",
    Wording::Ours,
    "Developer Guide, Docker volumes",
    windows,
);

/// TD-VOL-DOCKER-LABELS: a note, not a warning, as the text does not show what an instance has.
pub static LABELS: Rule = Rule::info(
    "TD-VOL-DOCKER-LABELS",
    "amazon-ecs-agent, agent/api/task",
    labels,
);

/// TD-VOL-DOCKER-DRIVER-PLUGIN
pub static PLUGIN: Rule = Rule::info(
    "TD-VOL-DOCKER-DRIVER-PLUGIN",
    "ECS API, DockerVolumeConfiguration, driver",
    plugin,
);

fn is_shared(docker: &Node) -> bool {
    docker.text_of("scope") == Some("shared")
}

fn is_provisioned(docker: &Node) -> bool {
    docker.get("autoprovision").and_then(Node::truth) == Some(true)
}

fn task_scope(draft: &Draft, found: &mut Found) {
    for (path, docker, _) in configurations(draft, DOCKER) {
        if is_shared(docker) || !is_provisioned(docker) {
            continue;
        }
        let message = "autoprovision is only used when scope is shared; with scope task it must \
                       be omitted or false";
        let help = "Without a scope it is task: the volume comes and goes with the task.";
        let place = place(docker, "autoprovision");
        let said = Said::new(path, &place, message, help)
            .fix(set_fix(draft, docker, "scope", "\"shared\""))
            .fix(remove_fix(docker, "autoprovision"));
        let severity = match docker.get("scope").is_some_and(Node::is_set) {
            true => Severity::Error,
            false => Severity::Warning,
        };
        found.say_as(severity, said);
    }
}

fn shared_scope(draft: &Draft, found: &mut Found) {
    for (path, docker, volume) in configurations(draft, DOCKER) {
        if !is_shared(docker) || is_provisioned(docker) {
            continue;
        }
        let message = format!(
            "initialize volume: volume detection failed, volume '{}' does not exist and \
             autoprovision is set to false",
            name_of(volume)
        );
        let help = "Without autoprovision the volume has to be on the instance already.";
        found.say(
            Said::new(path, &place(docker, "scope"), message, help).fix(set_fix(
                draft,
                docker,
                "autoprovision",
                "true",
            )),
        );
    }
}

/// The driver of a volume with its place, if it is not Docker's own.
fn foreign_driver<'d, 'a>(docker: &'d Node<'a>) -> Option<(&'d Node<'a>, &'d str)> {
    let node = docker.get("driver").filter(|node| node.is_set())?;
    let driver = node.text()?;
    (driver != "local" && !is_placeholder(driver)).then_some((node, driver))
}

fn windows(draft: &Draft, found: &mut Found) {
    if !draft.is_windows() {
        return;
    }
    for (path, docker, _) in configurations(draft, DOCKER) {
        if let Some((node, _)) = foreign_driver(docker) {
            let message = "Windows supports only the local driver";
            let path = format!("{path}.driver");
            found.say(
                Said::new(
                    path,
                    &node.range,
                    message,
                    "Drivers of others run on Linux.",
                )
                .fix(set_fix(draft, docker, "driver", "\"local\"")),
            );
        }
    }
}

fn labels(draft: &Draft, found: &mut Found) {
    if draft.is_fargate() {
        return;
    }
    for (path, docker, volume) in configurations(draft, DOCKER) {
        let is_set = |name: &&str| docker.get(name).is_some_and(Node::is_set);
        let Some(member) = ["labels", "driverOpts"].into_iter().find(is_set) else {
            continue;
        };
        if !is_shared(docker) || !is_provisioned(docker) {
            continue;
        }
        let message = format!(
            "A volume {} that an instance has already must have the same labels and options",
            name_of(volume)
        );
        let help = "If it has others, the task stops: non-autoprovisioned volume does not match \
                    existing volume labels.";
        let path = format!("{path}.{member}");
        found.say(Said::new(path, &name_place(docker, member), message, help));
    }
}

fn plugin(draft: &Draft, found: &mut Found) {
    if draft.is_fargate() || draft.is_windows() {
        return;
    }
    for (path, docker, _) in configurations(draft, DOCKER) {
        if let Some((node, driver)) = foreign_driver(docker) {
            let message = format!("Only instances with the volume driver {driver} get this task");
            let help = "Install the plugin before the container agent starts: it tells ECS of the \
                        drivers that it finds.";
            found.say(Said::new(
                format!("{path}.driver"),
                &node.range,
                message,
                help,
            ));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, says};

    fn with(members: &str) -> String {
        format!(
            r#"{{"runtimePlatform": {{"operatingSystemFamily": "WINDOWS_SERVER_2022_CORE"}},
            "volumes": [{{"name": "v", "dockerVolumeConfiguration": {{{members}}}}}]}}"#
        )
    }

    fn on_linux(members: &str) -> String {
        with(members).replace("WINDOWS_SERVER_2022_CORE", "LINUX")
    }

    #[test]
    fn only_a_shared_volume_is_provisioned() {
        let text = with(r#""autoprovision": true"#);
        assert!(says(&TASK_SCOPE, &text)[0].starts_with("warning "));
        assert!(says(&TASK_SCOPE, &fixed(&TASK_SCOPE, &text)).is_empty());
        let task = with(r#""scope": "task", "autoprovision": true"#);
        assert!(says(&TASK_SCOPE, &task)[0].starts_with("error "));
        let shared = with(r#""scope": "shared""#);
        assert!(says(&SHARED_SCOPE, &shared)[0].contains("volume 'v' does not exist"));
        assert!(says(&SHARED_SCOPE, &fixed(&SHARED_SCOPE, &shared)).is_empty());
    }

    #[test]
    fn windows_has_one_driver() {
        assert_eq!(
            fixed(&WINDOWS, &with(r#""driver": "rexray""#)),
            with(r#""driver": "local""#)
        );
    }

    #[test]
    fn a_volume_of_the_instance_has_to_be_the_same() {
        let shared = r#""scope": "shared", "autoprovision": true, "labels": {"a": "b"}"#;
        let said = says(&LABELS, &on_linux(shared));
        let at = "info $.volumes[0].dockerVolumeConfiguration.labels at «\"labels\"»: A volume v";
        assert!(said[0].starts_with(at));
        for other in [
            ("shared\"", "task\""),
            ("true", "false"),
            (r#"{"a": "b"}"#, "{}"),
        ] {
            let text = on_linux(&shared.replace(other.0, other.1));
            assert!(says(&LABELS, &text).is_empty());
        }
    }

    #[test]
    fn a_driver_of_others_has_to_be_there() {
        let text = on_linux(r#""driver": "rexray""#);
        let at = "info $.volumes[0].dockerVolumeConfiguration.driver at «\"rexray\"»";
        assert!(says(&PLUGIN, &text)[0].starts_with(at));
        for driver in ["local", "", "${driver}"] {
            assert!(says(&PLUGIN, &text.replace("rexray", driver)).is_empty());
        }
        assert!(says(&PLUGIN, &with(r#""driver": "rexray""#)).is_empty());
    }
}
