//! The scheduler's effects are carried out here, and nowhere else.

use super::daemon;
use super::healing;
use super::messages::{self, REPEAT_AFTER, TASKS_PER_MESSAGE};
use super::plan::Effect;
use super::{breaker, calls, rollout, task_sets, throttle};
use crate::lifecycle::placement::strategy::{self, Shares};
use crate::lifecycle::placement::{self, Ask, Failure};
use crate::lifecycle::task::{self, Host, launch_on};
use crate::lifecycle::{Event, TaskSetStep, Turn};
use crate::model::arn::Arns;
use crate::model::service::ServiceMessage;
use crate::model::task::Launch;
use crate::model::{
    DeploymentId, InstanceId, RolloutState, Service, ServiceId, ServiceStatus, StopCode, TaskId,
    World, Zone,
};
use crate::sim::SimTime;
use std::sync::Arc;

/// Carries out a plan. Returns when to look again on top of what the plan says.
pub(super) fn apply(turn: &mut Turn, id: ServiceId, effects: Vec<Effect>) -> SimTime {
    let mut look_again = SimTime::NEVER;
    for effect in effects {
        match effect {
            Effect::Remove(deployment) => remove(turn, id, deployment),
            Effect::Target(deployment, count) => {
                edit_deployment(turn, id, deployment, |row| row.desired_count = count);
            }
            Effect::Compute(deployment, count) => task_sets::compute(turn, id, deployment, count),
            Effect::Stability(deployment, now) => {
                task_sets::set_stability(turn, id, deployment, now);
            }
            Effect::Start(deployment, count) => {
                look_again = look_again.min(start(turn, id, deployment, count));
            }
            Effect::StartSpares(deployment, count) => {
                look_again = look_again.min(start_spares(turn, id, deployment, count));
            }
            Effect::StopUnhealthy(task, owed) => {
                owe(turn, task, owed);
                healing::stop(turn, id, task);
            }
            Effect::Unhealthy(task) => healing::unhealthy(turn, id, task),
            Effect::Settle(task) => edit(turn, id, |service| {
                service.spares.remove(task);
            }),
            Effect::Register(tasks) => {
                look_again = look_again.min(healing::register(turn, id, &tasks));
            }
            Effect::Deregister(tasks) => {
                look_again = look_again.min(healing::deregister(turn, id, &tasks));
            }
            Effect::StartOn(deployment, hosts) => start_on(turn, id, deployment, &hosts),
            Effect::StartIn(deployment, zone) => {
                look_again = look_again.min(start_in(turn, id, deployment, zone));
            }
            Effect::StopToRebalance(deployment, zone, tasks) => {
                stop_in(turn, id, deployment, zone, tasks);
            }
            Effect::Rebalance(since) => edit(turn, id, |row| row.rebalances_since = since),
            Effect::Stop(deployment, tasks) => stop(turn, id, deployment, &tasks),
            Effect::Rollout(effect) => rollout::apply(turn, id, effect),
            Effect::DesiredCount(count) => edit(turn, id, |row| {
                (row.desired_count, row.steady_since) = (count, None);
            }),
            Effect::Violated(task) => turn.say(Event::DaemonConstraintViolated(id, task)),
            Effect::Unplaced(failure) => {
                look_again = look_again.min(daemons_placed(turn, id, failure));
            }
            Effect::Places {
                joined,
                left,
                settled,
            } => daemon::keep(&mut turn.sim.world, id, &joined, &left, &settled),
            Effect::Say(message) => messages::say(turn, id, message),
            Effect::Steady => {
                let now = turn.now();
                edit(turn, id, |service| service.steady_since = Some(now));
                messages::say(turn, id, ServiceMessage::SteadyState);
            }
            Effect::Inactive => {
                edit(turn, id, |service| service.status = ServiceStatus::Inactive);
                turn.say(Event::ServiceStatus(id, ServiceStatus::Inactive));
            }
        }
    }
    look_again
}

fn edit(turn: &mut Turn, id: ServiceId, change: impl FnOnce(&mut Service)) {
    if let Some(service) = turn.sim.world.services.edit(id) {
        change(service);
    }
}

pub(super) fn edit_deployment(
    turn: &mut Turn,
    id: ServiceId,
    deployment: DeploymentId,
    change: impl FnOnce(&mut crate::model::Deployment),
) {
    let now = turn.now();
    edit(turn, id, |service| {
        let mut rows = service.deployments.iter_mut();
        if let Some(row) = rows.find(|row| row.id == deployment) {
            change(row);
            row.updated_at = now;
        }
    });
}

fn remove(turn: &mut Turn, id: ServiceId, deployment: DeploymentId) {
    let service = turn.world().services.get(id);
    let of_sets = service.is_some_and(|row| row.controller.has_task_sets());
    edit(turn, id, |service| {
        service.deployments.retain(|row| row.id != deployment);
    });
    turn.say(match of_sets {
        true => Event::TaskSet(id, deployment, TaskSetStep::Removed),
        false => Event::DeploymentRemoved(id, deployment),
    });
}

/// Starts what is missing; where unhealthy tasks were stopped, their replacements are among it.
fn start(turn: &mut Turn, id: ServiceId, deployment: DeploymentId, count: u32) -> SimTime {
    if let Some(at) = refused(turn, id, deployment) {
        return at;
    }
    let (started, unplaced) = place(turn, id, deployment, count);
    let service = turn.world().services.get(id);
    let row = service.and_then(|service| service.deployment(deployment));
    let paid = row.map_or(0, |row| row.owed).min(started.len() as u32);
    if paid > 0 {
        edit_deployment(turn, id, deployment, |row| row.owed -= paid);
    }
    healing::say_started(turn, id, deployment, &started, paid as usize);
    placed(turn, id, unplaced)
}

/// A task that is stopped first is owed a replacement by its deployment.
fn owe(turn: &mut Turn, task: TaskId, owed: bool) {
    let row = turn.world().tasks.get(task);
    if let Some((id, deployment)) = row.and_then(|row| row.launch.service).filter(|_| owed) {
        edit_deployment(turn, id, deployment, |row| row.owed += 1);
    }
}

fn start_spares(turn: &mut Turn, id: ServiceId, deployment: DeploymentId, count: u32) -> SimTime {
    if let Some(at) = refused(turn, id, deployment) {
        return at;
    }
    let (started, unplaced) = place(turn, id, deployment, count);
    edit(turn, id, |service| {
        for task in &started {
            service.spares.insert(*task);
        }
    });
    healing::say_started(turn, id, deployment, &started, started.len());
    placed(turn, id, unplaced)
}

/// Places and starts tasks until one finds no place. Returns them, and why that one finds none.
fn place(
    turn: &mut Turn,
    id: ServiceId,
    deployment: DeploymentId,
    count: u32,
) -> (Vec<TaskId>, Option<Unplaced>) {
    let mut started = Vec::new();
    let mut failure = None;
    let Some(mut shares) = shares_of(turn.world(), id, deployment) else {
        return (started, None);
    };
    while failure.is_none() && started.len() < count as usize {
        let launch = shares.next_launch();
        match strategy::host_or_wait(turn.world(), &launch) {
            Ok(host) => started.push(launch_on(turn, &launch, host)),
            Err(found) => failure = Some(found),
        }
    }
    let now = turn.now();
    edit(turn, id, |service| {
        service.throttle.launched(started.len() as u32, now);
        service.steady_since = service.steady_since.filter(|_| started.is_empty());
    });
    let unplaced = unplaced(deployment, count, &started, failure);
    (started, unplaced)
}

/// Starts a task on each of these instances; they have room.
fn start_on(turn: &mut Turn, id: ServiceId, deployment: DeploymentId, hosts: &[InstanceId]) {
    let Some(launch) = launch_of(turn.world(), id, deployment) else {
        return;
    };
    let hosts = hosts.iter().map(|host| Host::Instance(*host));
    let started: Vec<TaskId> = hosts.map(|host| launch_on(turn, &launch, host)).collect();
    let now = turn.now();
    edit(turn, id, |service| {
        service.throttle.launched(started.len() as u32, now);
        service.steady_since = None;
    });
    healing::say_started(turn, id, deployment, &started, 0);
}

/// Starts a task in a zone, if there is room.
fn start_in(turn: &mut Turn, id: ServiceId, deployment: DeploymentId, zone: Zone) -> SimTime {
    let Some(launch) = launch_of(turn.world(), id, deployment) else {
        return SimTime::NEVER;
    };
    let (waiting, now) = ((launch.cluster, id), turn.now());
    let Some(host) = placement::find_in(&Ask::new(turn.world(), &launch), zone) else {
        messages::say(turn, id, ServiceMessage::UnableToPlaceIn(zone));
        turn.sim.world.unplaced.insert(waiting);
        return now + REPEAT_AFTER;
    };
    let task = launch_on(turn, &launch, host);
    edit(turn, id, |service| {
        service.throttle.launched(1, now);
        service.steady_since = None;
    });
    turn.sim.world.unplaced.remove(&waiting);
    messages::say(
        turn,
        id,
        ServiceMessage::StartedToRebalance(zone, vec![task]),
    );
    SimTime::NEVER
}

fn daemons_placed(turn: &mut Turn, id: ServiceId, failure: Option<Failure>) -> SimTime {
    let service = turn.world().services.get(id);
    let Some(deployment) = service.and_then(|row| Some(row.primary()?.id)) else {
        return SimTime::NEVER;
    };
    placed(turn, id, unplaced(deployment, 1, &[], failure))
}

/// Whether all tasks found a place: says why one did not, and has the service look again when
/// there is room. Returns when the message is due again.
fn placed(turn: &mut Turn, id: ServiceId, unplaced: Option<Unplaced>) -> SimTime {
    let Some(service) = turn.world().services.get(id) else {
        return SimTime::NEVER;
    };
    let (waiting, now) = ((service.cluster, id), turn.now());
    match unplaced {
        Some(unplaced) => {
            no_place(turn, id, unplaced);
            turn.sim.world.unplaced.insert(waiting);
            now + throttle::placement_pause(turn.world(), id)
        }
        None => {
            if turn.sim.world.unplaced.remove(&waiting) {
                messages::resolved(turn, id, |message| {
                    use ServiceMessage as Say;
                    matches!(
                        message,
                        Say::UnableToPlace(_)
                            | Say::UnableToPlaceFor(_)
                            | Say::CouldNotLaunch(..)
                            | Say::ProvisioningLimit
                            | Say::NoInstancesInProvider
                    )
                });
            }
            SimTime::NEVER
        }
    }
}

/// When a service tries again whose tasks ECS cannot start now; it says why. None if it can.
fn refused(turn: &mut Turn, id: ServiceId, deployment: DeploymentId) -> Option<SimTime> {
    let launch = launch_of(turn.world(), id, deployment)?;
    calls::start_refused(turn, id, &launch)
}

/// What the next task of a deployment is launched with.
fn launch_of(world: &World, id: ServiceId, deployment: DeploymentId) -> Option<Arc<Launch>> {
    Some(shares_of(world, id, deployment)?.next_launch())
}

/// The launches of a deployment, shared out over its capacity providers if it has some.
fn shares_of(world: &World, id: ServiceId, deployment: DeploymentId) -> Option<Shares> {
    let mut rows = world.services.get(id)?.deployments.iter();
    Some(Shares::of(world, rows.find(|row| row.id == deployment)?))
}

/// What a start came to that found no place for all its tasks.
struct Unplaced {
    deployment: DeploymentId,
    /// Tasks without a place.
    count: u32,
    /// Whether some had one.
    in_part: bool,
    /// Why the next one had none.
    failure: Failure,
}

fn unplaced(
    deployment: DeploymentId,
    wanted: u32,
    started: &[TaskId],
    failure: Option<Failure>,
) -> Option<Unplaced> {
    Some(Unplaced {
        deployment,
        count: wanted - started.len() as u32,
        in_part: !started.is_empty(),
        failure: failure?,
    })
}

/// A task that cannot be launched counts as failed. Source: ECS API, `Deployment.failedTasks`.
fn no_place(turn: &mut Turn, id: ServiceId, unplaced: Unplaced) {
    let Unplaced {
        deployment,
        count,
        in_part,
        failure,
    } = unplaced;
    let service = turn.world().services.get(id);
    let row = service.and_then(|service| service.primary());
    let row = row.filter(|row| row.id == deployment);
    if row.is_some_and(|row| row.rollout_state == RolloutState::InProgress) {
        if row.is_some_and(|row| row.tally.running == 0) {
            edit_deployment(turn, id, deployment, |row| row.failed_tasks += 1);
        }
        breaker::place_failed(turn, id, deployment);
        if in_part {
            let why = messages::why_not(turn.world(), &failure);
            let message = ServiceMessage::CouldNotLaunch(deployment, count, why.into());
            messages::say(turn, id, message);
        }
    }
    let message = messages::unable_to_place(turn.world(), &failure);
    messages::say(turn, id, message);
}

/// Stops tasks, and says so.
fn stop(turn: &mut Turn, id: ServiceId, deployment: DeploymentId, tasks: &[TaskId]) {
    stop_tasks(turn, id, deployment, tasks);
    for tasks in tasks.chunks(TASKS_PER_MESSAGE) {
        let message = ServiceMessage::StoppedTasks(tasks.to_vec());
        messages::say_of(turn, id, deployment, message);
    }
}

/// Stops tasks in a zone that has too many, and says so.
fn stop_in(
    turn: &mut Turn,
    id: ServiceId,
    deployment: DeploymentId,
    zone: Zone,
    tasks: Vec<TaskId>,
) {
    stop_tasks(turn, id, deployment, &tasks);
    messages::say(turn, id, ServiceMessage::StoppedToRebalance(zone, tasks));
}

/// Text of the reason: AWS CLI samples of describe-tasks.
fn stop_tasks(turn: &mut Turn, id: ServiceId, deployment: DeploymentId, tasks: &[TaskId]) {
    let name = Arns::of(turn.world()).deployment(deployment);
    let reason = format!("Scaling activity initiated by (deployment {name})").into();
    for task in tasks {
        task::stop(turn, *task, StopCode::ServiceSchedulerInitiated, &reason);
    }
    edit(turn, id, |service| service.steady_since = None);
}
