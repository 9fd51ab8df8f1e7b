//! Docker volumes.

use super::{configurations, name_of};
use crate::taskdef::rules::prelude::*;
use crate::taskdef::rules::scope::place;

/// The member of a volume.
const DOCKER: &str = "dockerVolumeConfiguration";

/// TD-VOL-DOCKER-AUTOPROV
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
        found.say(
            Said::new(path, &place, message, help)
                .fix(set_fix(draft, docker, "scope", "\"shared\""))
                .fix(remove_fix(docker, "autoprovision")),
        );
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

fn windows(draft: &Draft, found: &mut Found) {
    if !draft.is_windows() {
        return;
    }
    for (path, docker, _) in configurations(draft, DOCKER) {
        let Some(node) = docker.get("driver") else {
            continue;
        };
        if node
            .text()
            .is_some_and(|driver| driver != "local" && !is_placeholder(driver))
        {
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

    #[test]
    fn only_a_shared_volume_is_provisioned() {
        let text = with(r#""autoprovision": true"#);
        assert_eq!(says(&TASK_SCOPE, &text).len(), 1);
        assert!(says(&TASK_SCOPE, &fixed(&TASK_SCOPE, &text)).is_empty());
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
}
