//! ExecuteCommand: the checked request. The session has an id and a token, and nothing behind them.
//! Source: ECS API, ExecuteCommand; Developer Guide, "Monitor Amazon ECS containers with ECS Exec".

use crate::api::{Code, Refusal, Request, lookup};
use crate::lifecycle::Turn;
use crate::model::arn::Arns;
use crate::model::{ContainerStatus, Task, TaskStatus};
use serde_json::{Value, json};

pub fn run(turn: &mut Turn, request: Request) -> Result<Value, Refusal> {
    let world = turn.world();
    let cluster = lookup::cluster(world, request)?;
    let named = request.text("task").unwrap_or("");
    if !named.is_empty() {
        lookup::check_id("task", named)?;
    }
    let id = lookup::task(world, cluster, named)?;
    let task = id.and_then(|id| world.tasks.get(id));
    let task = task.ok_or_else(|| Refusal::invalid("The referenced task was not found."))?;
    check_command(request)?;
    let index = container(task, request)?;
    check_connected(task, index)?;
    let arns = Arns::of(world);
    let number = world.sessions_made;
    let session = arns.exec_session(number);
    let region = &world.settings.region;
    let answer = json!({
        "clusterArn": arns.cluster(cluster.id),
        "containerArn": arns.container(task.id, index),
        "containerName": &*task.container_definitions()[index].name,
        "interactive": true,
        "session": {
            "sessionId": session,
            "streamUrl": format!(
                "wss://ssmmessages.{region}.amazonaws.com/v1/data-channel/{session}\
                 ?role=publish_subscribe"
            ),
            "tokenValue": arns.exec_token(number),
        },
        "taskArn": arns.task(task.id),
    });
    turn.sim.world.sessions_made += 1;
    Ok(answer)
}

/// Source: ECS API, `interactive`: only this mode is supported. Assumption: the texts.
fn check_command(request: Request) -> Result<(), Refusal> {
    if request.truth("interactive") != Some(true) {
        return Err(Refusal::invalid(
            "Interactive is the only mode supported currently.",
        ));
    }
    match request.filled_text("command") {
        Some(_) => Ok(()),
        None => Err(Refusal::invalid("The command must be specified.")),
    }
}

/// The container that is meant: it has to be named where there are several.
/// Source: ECS API, `container`. Assumption: the texts.
fn container(task: &Task, request: Request) -> Result<usize, Refusal> {
    let definitions = task.container_definitions();
    match request.filled_text("container") {
        None if definitions.len() == 1 => Ok(0),
        None => Err(Refusal::invalid(
            "The container name must be specified for a task with several containers.",
        )),
        Some(name) => {
            let place = definitions.iter().position(|row| *row.name == *name);
            place.ok_or_else(|| {
                Refusal::invalid(format!("The container {name} is not in the task."))
            })
        }
    }
}

/// Source of the texts: public reports of `aws ecs execute-command`.
fn check_connected(task: &Task, index: usize) -> Result<(), Refusal> {
    let over = task.last_status > TaskStatus::Running || !task.is_wanted();
    if over {
        let message = "The execute command failed due to an internal error. Try again later.";
        return Err(Refusal::new(Code::TargetNotConnected, message));
    }
    let runs = task.containers[index].status == ContainerStatus::Running;
    if !task.launch.enable_execute_command || !runs {
        return Err(Refusal::invalid(
            "The execute command failed because execute command was not enabled when the task was \
             run or the execute command agent isn’t running. Wait and try again or run a new task \
             with execute command enabled and try again.",
        ));
    }
    Ok(())
}
