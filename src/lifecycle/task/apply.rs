//! Steps of a task are taken here, and nowhere else.

use super::super::{Event, TaskEnd, Turn, host, service};
use super::containers::ContainerStep;
use super::launch::{forget_later, release_interface, release_resources};
use super::next::{Step, announces, next};
use super::tally::counted;
use super::targets;
use crate::model::container::Probing;
use crate::model::task::{AttachmentStatus, LaunchType};
use crate::model::{Container, ContainerStatus, StopCode, Task, TaskId, TaskStatus};
use crate::sim::{SimTime, limits};
use std::sync::Arc;

/// Takes a task as far as it goes at this moment, and has it looked at again when it can go on.
pub fn advance(turn: &mut Turn, id: TaskId) {
    for _ in 0..limits::STEPS_AT_ONE_MOMENT {
        let Some(task) = turn.world().tasks.get(id) else {
            return;
        };
        match next(turn.world(), task, turn.now()) {
            Step::Wait(until) => {
                if task.last_status != TaskStatus::Stopped {
                    turn.wake_task(id, until);
                }
                return;
            }
            Step::Enter(status, until) => set_status(turn, id, status, until),
            Step::Container(index, step) => move_container(turn, id, index, step),
            Step::Target(index, step) => targets::move_target(turn, id, index, step),
            Step::Stop(code, reason) => super::want_no_more(turn, id, code, &reason),
        }
    }
    unreachable!("task {} never comes to rest", id.0);
}

/// Puts a task into a state, with everything that comes with it.
pub fn set_status(turn: &mut Turn, id: TaskId, status: TaskStatus, until: SimTime) {
    let Some(task) = turn.world().tasks.get(id) else {
        return;
    };
    let (from, definition) = (task.last_status, task.launch.definition);
    if from == status {
        return;
    }
    counted(turn, id, |turn| {
        let now = turn.now();
        if let Some(task) = turn.edit_task(id) {
            task.last_status = status;
            task.status_since = now;
            task.status_until = until;
            task.version += u32::from(announces(status));
            stamp(task, status, now);
        }
    });
    let Some(task) = turn.world().tasks.get(id).cloned() else {
        return;
    };
    // What it held is free by the time its change is told.
    let holds = |status| status < TaskStatus::Deprovisioning;
    if holds(from) && !holds(status) {
        release_resources(turn, &task);
    }
    turn.say(Event::TaskStatus {
        task: id,
        definition,
        from,
        to: status,
        end: end(&task),
    });
    if status == TaskStatus::Stopped {
        release_interface(turn, &task);
        targets::end(turn, id);
        forget_later(turn, id);
    }
    service::task_changed(turn, &task);
}

/// How a STOPPED task ended.
fn end(task: &Task) -> Option<Arc<TaskEnd>> {
    let reason = task.stopped_reason.as_ref();
    let reason = reason.filter(|_| task.last_status == TaskStatus::Stopped)?;
    Some(Arc::new(TaskEnd {
        reason: reason.clone(),
        exit_code: task.containers.iter().find_map(|one| one.exit_code),
        failed: task.ended_badly(),
    }))
}

/// The timestamps and the interface that belong to a state.
/// Source: ECS API, `Task`, the doc strings of its timestamps.
fn stamp(task: &mut Task, status: TaskStatus, now: SimTime) {
    let interface = match status {
        TaskStatus::Provisioning => Some(AttachmentStatus::Precreated),
        TaskStatus::Pending => Some(AttachmentStatus::Attached),
        TaskStatus::Deprovisioning => Some(AttachmentStatus::Detaching),
        TaskStatus::Stopped => Some(AttachmentStatus::Deleted),
        TaskStatus::Activating
        | TaskStatus::Running
        | TaskStatus::Deactivating
        | TaskStatus::Stopping => None,
    };
    if let (Some(row), Some(status)) = (&mut task.interface, interface) {
        row.status = status;
    }
    match status {
        TaskStatus::Pending if task.launch.launch_type == LaunchType::Fargate => {
            task.connectivity_at = Some(now);
        }
        TaskStatus::Running => task.started_at = Some(now),
        TaskStatus::Stopped => task.stopped_at = Some(now),
        TaskStatus::Provisioning
        | TaskStatus::Pending
        | TaskStatus::Activating
        | TaskStatus::Deactivating
        | TaskStatus::Stopping
        | TaskStatus::Deprovisioning => {}
    }
}

/// Moves one container.
fn move_container(turn: &mut Turn, id: TaskId, index: usize, step: ContainerStep) {
    let now = turn.now();
    let pulled = matches!(step, ContainerStep::Create(_));
    let starts = matches!(step, ContainerStep::Start(_));
    let decided = matches!(step, ContainerStep::Health(_));
    let host_ports = if starts {
        super::ports::bind(turn, id, index)
    } else {
        Vec::new()
    };
    let Some(task) = turn.edit_task(id) else {
        return;
    };
    stamp_container(task, index, &step, now);
    let container = &mut task.containers[index];
    let before = container.status;
    change(container, step, now);
    if starts {
        container.host_ports = host_ports;
    }
    let status = container.status;
    let definition = task.launch.definition;
    // A change that ECS announces by itself.
    let ended = status == ContainerStatus::Stopped && before != status;
    task.version += u32::from(ended && task.runs_on_without(index));
    if pulled {
        cache_image(turn, id, index);
    }
    if decided {
        tell_health(turn, id, index);
    }
    if status != before && status >= ContainerStatus::Running {
        turn.say(Event::Container {
            task: id,
            definition,
            container: index as u16,
            status,
        });
    }
    if starts {
        host::started(turn, id, index);
    }
}

/// The kernel ends the process of a container.
pub fn end_container(
    turn: &mut Turn,
    id: TaskId,
    index: usize,
    exit_code: u16,
    reason: Option<&'static str>,
) {
    move_container(turn, id, index, ContainerStep::Exit(exit_code, reason));
    let now = turn.now();
    turn.wake_task(id, now);
}

/// A health check has decided: the task's health may be another one now.
fn tell_health(turn: &mut Turn, id: TaskId, index: usize) {
    let Some(task) = turn.edit_task(id) else {
        return;
    };
    task.version += 1;
    let health = task.containers[index].health;
    turn.say(Event::ContainerHealth(id, index as u16, health));
    service::health_changed(turn, id);
}

/// The timestamps of a task that its containers set: the first pull begins, a pull ends well or
/// not, the first essential container is over.
/// Source: amazon-ecs-agent, `agent/engine/docker_task_engine.go` (`pullContainer`) and
/// `agent/api/task/task.go` (`RecordExecutionStoppedAt`).
fn stamp_container(task: &mut Task, index: usize, step: &ContainerStep, now: SimTime) {
    let pulling = task.containers[index].status == ContainerStatus::Pulling;
    let over = match step {
        ContainerStep::Pull(_) => {
            task.pull_started_at = task.pull_started_at.or(Some(now));
            false
        }
        ContainerStep::Create(_) => {
            task.pull_stopped_at = Some(now);
            false
        }
        ContainerStep::Fail(..) => {
            if pulling {
                task.pull_stopped_at = Some(now);
            }
            true
        }
        // A task that is still PROVISIONING has not reached an agent.
        ContainerStep::Skip => task.last_status != TaskStatus::Provisioning,
        ContainerStep::Exit(..) => true,
        ContainerStep::Start(_)
        | ContainerStep::Probe(_)
        | ContainerStep::Health(_)
        | ContainerStep::Term(_) => false,
    };
    if over && task.launch.spec.containers[index].essential {
        task.execution_stopped_at = task.execution_stopped_at.or(Some(now));
    }
}

fn change(container: &mut Container, step: ContainerStep, now: SimTime) {
    let (status, until) = match step {
        ContainerStep::Probe(passes) => {
            container.probing = Probing { passes, since: now };
            return;
        }
        ContainerStep::Health(health) => {
            container.health = health;
            container.health_since = now;
            return;
        }
        ContainerStep::Pull(until) => (ContainerStatus::Pulling, until),
        ContainerStep::Create(until) => (ContainerStatus::Pulled, until),
        ContainerStep::Start(until) => {
            container.started_at = Some(now);
            container.health_since = now;
            container.probing.since = now;
            (ContainerStatus::Running, until)
        }
        ContainerStep::Term(until) => (ContainerStatus::Stopping, until),
        ContainerStep::Exit(code, reason) => {
            container.exit_code = Some(code);
            container.reason = reason.map(Arc::from);
            (ContainerStatus::Stopped, SimTime::NEVER)
        }
        ContainerStep::Fail(reason, code) => {
            container.reason = Some(reason);
            container.exit_code = code;
            (ContainerStatus::Stopped, SimTime::NEVER)
        }
        ContainerStep::Skip => (ContainerStatus::Stopped, SimTime::NEVER),
    };
    container.status = status;
    container.since = now;
    container.until = until;
}

/// The instance keeps the image, so the next pull of it is short.
fn cache_image(turn: &mut Turn, id: TaskId, index: usize) {
    let Some(task) = turn.world().tasks.get(id) else {
        return;
    };
    let image = task.launch.spec.containers[index].image.clone();
    let Some(instance) = task.instance else {
        return;
    };
    let known = turn
        .world()
        .instances
        .get(instance)
        .is_none_or(|row| row.images.contains(&image));
    if !known && let Some(row) = turn.sim.world.instances.edit(instance) {
        Arc::make_mut(&mut row.images).insert(image);
    }
}

/// Ends a task whose host is gone: nothing on it can be asked any more.
pub fn lose_host(turn: &mut Turn, id: TaskId, code: StopCode, reason: &Arc<str>) {
    super::stop(turn, id, code, reason);
    let now = turn.now();
    let Some(task) = turn.edit_task(id) else {
        return;
    };
    for container in &mut task.containers {
        if container.status != ContainerStatus::Stopped {
            change(container, ContainerStep::Skip, now);
        }
    }
    set_status(turn, id, TaskStatus::Stopped, SimTime::NEVER);
    turn.wake_task(id, SimTime::NEVER);
}

/// When a container that runs ends by itself, worked out anew: a fault came or went.
pub fn reconsider(turn: &mut Turn, id: TaskId) {
    let Some(task) = turn.world().tasks.get(id).cloned() else {
        return;
    };
    for index in 0..task.containers.len() {
        if task.containers[index].status != ContainerStatus::Running {
            continue;
        }
        let until = super::containers::ends_at(turn.world(), &task, index);
        if let Some(row) = turn.edit_task(id) {
            row.containers[index].until = until;
        }
    }
    let now = turn.now();
    turn.wake_task(id, now);
}
