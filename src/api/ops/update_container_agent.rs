//! UpdateContainerAgent. Source: ECS API, UpdateContainerAgent and its exceptions.

use crate::api::{Code, Refusal, Request, lookup, render};
use crate::lifecycle::{Turn, capacity};
use crate::model::ContainerInstance;
use crate::model::container_instance::AGENT_VERSION;
use serde_json::Value;

pub fn run(turn: &mut Turn, request: Request) -> Result<Value, Refusal> {
    let cluster = lookup::cluster(turn.world(), request)?;
    let id = lookup::known_instance(turn.world(), cluster, request, "containerInstance")?;
    if let Some(row) = turn.world().instances.get(id) {
        check(row)?;
    }
    capacity::begin_update(turn, id);
    Ok(
        render::members!({"containerInstance": render::container_instance(turn.world(), id)})
            .into(),
    )
}

/// The texts begin like what the API says of the exceptions (assumption).
fn check(row: &ContainerInstance) -> Result<(), Refusal> {
    let no = |code, message: &str| Err(Refusal::new(code, message));
    // Source: Developer Guide, "Amazon ECS Anywhere": a newer agent is installed on the server.
    if row.is_external() {
        let message = "The container agent of an external instance cannot be updated like this.";
        return Err(Refusal::invalid(message));
    }
    if row.agent_update.is_some_and(|stage| stage.next().is_some()) {
        let message = "There is already an update in progress for the container agent.";
        return no(Code::UpdateInProgress, message);
    }
    if row.agent_version.is_empty() {
        let message = "The current version of the container agent cannot be determined.";
        return no(Code::MissingVersion, message);
    }
    if *row.agent_version == *AGENT_VERSION {
        let message = "There is no update available for the container agent.";
        return no(Code::NoUpdateAvailable, message);
    }
    Ok(())
}
