//! The scheduler's effects are carried out here, and nowhere else.

use super::daemon;
use super::healing;
use super::messages::{self, REPEAT_AFTER, TASKS_PER_MESSAGE};
use super::plan::Effect;
use super::{breaker, record, rollback, shift, throttle};
use crate::lifecycle::placement::{self, Ask, Failure, Reason};
use crate::lifecycle::task::{self, Host, launch_on};
use crate::lifecycle::{Event, Turn};
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
            Effect::Start(deployment, count) => {
                look_again = look_again.min(start(turn, id, deployment, count));
            }
            Effect::StartSpares(deployment, count) => {
                look_again = look_again.min(start_spares(turn, id, deployment, count));
            }
            Effect::StopUnhealthy(task, owed) => {
                edit(turn, id, |service| service.owed += u32::from(owed));
                healing::stop(turn, id, task);
            }
            Effect::Unhealthy(task) => healing::unhealthy(turn, id, task),
            Effect::Settle(task) => edit(turn, id, |service| {
                service.spares.remove(task);
            }),
            Effect::Register(tasks) => healing::register(turn, id, &tasks),
            Effect::Deregister(tasks) => {
                healing::deregister(turn, id, &tasks);
                look_again = turn.now();
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
            Effect::Begin => record::begin(turn, id),
            Effect::Heal => breaker::forget(turn, id),
            Effect::Fail(cause) => rollback::fail(turn, id, cause),
            Effect::Abort => rollback::abort(turn, id),
            Effect::Bake => {
                let now = turn.now();
                record::edit_current(turn, id, |record| record.bake_since = Some(now));
            }
            Effect::Complete(deployment) => complete(turn, id, deployment),
            Effect::Stage(stage, weights) => shift::enter(turn, id, stage, weights),
            Effect::CallHooks => shift::call_hooks(turn, id),
            Effect::CallAgain(hook) => shift::call_again(turn, id, hook),
            Effect::TimeOutHook(hook) => shift::time_out(turn, id, hook),
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

fn edit_deployment(
    turn: &mut Turn,
    id: ServiceId,
    deployment: DeploymentId,
    change: impl FnOnce(&mut crate::model::Deployment),
) {
    let now = turn.now();
    edit(turn, id, |service| {
        let row = service
            .deployments
            .iter_mut()
            .find(|row| row.id == deployment);
        if let Some(row) = row {
            change(row);
            row.updated_at = now;
        }
    });
}

fn remove(turn: &mut Turn, id: ServiceId, deployment: DeploymentId) {
    edit(turn, id, |service| {
        service.deployments.retain(|row| row.id != deployment);
    });
    turn.say(Event::DeploymentRemoved(id, deployment));
}

fn complete(turn: &mut Turn, id: ServiceId, deployment: DeploymentId) {
    edit_deployment(turn, id, deployment, |row| {
        row.rollout_state = RolloutState::Completed;
        row.cause = None;
    });
    record::complete(turn, id, deployment);
    messages::resolved(turn, id, |message| {
        matches!(message, ServiceMessage::DeploymentStuck)
    });
    messages::say(turn, id, ServiceMessage::DeploymentCompleted(deployment));
}

/// Starts what is missing; where unhealthy tasks were stopped, their replacements are among it.
fn start(turn: &mut Turn, id: ServiceId, deployment: DeploymentId, count: u32) -> SimTime {
    if let Some(at) = no_role(turn, id, deployment) {
        return at;
    }
    let (started, unplaced) = place(turn, id, deployment, count);
    let owed = turn.world().services.get(id).map_or(0, |row| row.owed);
    let paid = owed.min(started.len() as u32);
    if paid > 0 {
        edit(turn, id, |service| service.owed -= paid);
    }
    healing::say_started(turn, id, &started, paid as usize);
    placed(turn, id, unplaced)
}

fn start_spares(turn: &mut Turn, id: ServiceId, deployment: DeploymentId, count: u32) -> SimTime {
    if let Some(at) = no_role(turn, id, deployment) {
        return at;
    }
    let (started, unplaced) = place(turn, id, deployment, count);
    edit(turn, id, |service| {
        for task in &started {
            service.spares.insert(*task);
        }
    });
    healing::say_started(turn, id, &started, started.len());
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
    let Some(launch) = launch_of(turn.world(), id, deployment) else {
        return (started, None);
    };
    for _ in 0..count {
        let ask = Ask::new(turn.world(), &launch);
        let Some(host) = placement::find(&ask) else {
            failure = Some(placement::closest(&ask));
            break;
        };
        started.push(launch_on(turn, &launch, host));
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
    healing::say_started(turn, id, &started, 0);
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
    let Some(deployment) = service.map(|service| service.primary().id) else {
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
                        Say::UnableToPlace(_) | Say::UnableToPlaceFor(_) | Say::CouldNotLaunch(..)
                    )
                });
            }
            SimTime::NEVER
        }
    }
}

/// When a service tries again whose tasks have a role that ECS cannot assume; it says so. None if
/// it can.
fn no_role(turn: &mut Turn, id: ServiceId, deployment: DeploymentId) -> Option<SimTime> {
    let launch = launch_of(turn.world(), id, deployment)?;
    let message = unassumable(turn.world(), &launch)?;
    messages::say(turn, id, message);
    Some(turn.now() + REPEAT_AFTER)
}

/// A role of the launch that ECS cannot assume.
fn unassumable(world: &World, launch: &Launch) -> Option<ServiceMessage> {
    let roles = [&launch.spec.task_role, &launch.spec.execution_role];
    let mut texts = roles
        .into_iter()
        .flatten()
        .filter_map(|role| task::resources::unassumable(world, role));
    texts
        .next()
        .map(|text| ServiceMessage::FailedToLaunch(text.into()))
}

fn launch_of(world: &World, id: ServiceId, deployment: DeploymentId) -> Option<Arc<Launch>> {
    let service = world.services.get(id)?;
    let row = service
        .deployments
        .iter()
        .find(|row| row.id == deployment)?;
    Some(row.launch.clone())
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
    let row = service.map(|service| service.primary());
    let row = row.filter(|row| row.id == deployment);
    if row.is_some_and(|row| row.rollout_state == RolloutState::InProgress) {
        if row.is_some_and(|row| row.tally.running == 0) {
            edit_deployment(turn, id, deployment, |row| row.failed_tasks += 1);
        }
        breaker::place_failed(turn, id, deployment);
        if in_part {
            let why = why_not(turn.world(), &failure);
            let message = ServiceMessage::CouldNotLaunch(deployment, count, why.into());
            messages::say(turn, id, message);
        }
    }
    let message = unable_to_place(turn.world(), &failure);
    messages::say(turn, id, message);
}

/// Source: Amazon ECS Developer Guide, "Amazon ECS service event messages".
fn unable_to_place(world: &World, failure: &Failure) -> ServiceMessage {
    if failure.reason == Reason::NoFargateCapacity {
        let why = format!("{}.", failure.reason.code());
        return ServiceMessage::UnableToPlaceFor(why.into());
    }
    let why = why_not(world, failure);
    let text = format!(
        "because no container instance met all of its requirements. {why} For more information, \
         see the Troubleshooting section."
    );
    ServiceMessage::UnableToPlace(text.into())
}

fn why_not(world: &World, failure: &Failure) -> String {
    match (&failure.reason, failure.instance) {
        (Reason::Lacks(shortfall), Some(instance)) => format!(
            "The closest matching (container-instance {}) {}.",
            Arns::of(world).instance_hex(instance),
            shortfall.event_text()
        ),
        (reason, _) => format!("Reason: {}", reason.code()),
    }
}

/// Stops tasks, and says so.
fn stop(turn: &mut Turn, id: ServiceId, deployment: DeploymentId, tasks: &[TaskId]) {
    stop_tasks(turn, id, deployment, tasks);
    for tasks in tasks.chunks(TASKS_PER_MESSAGE) {
        messages::say(turn, id, ServiceMessage::StoppedTasks(tasks.to_vec()));
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
