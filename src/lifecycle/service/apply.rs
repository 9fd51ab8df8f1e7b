//! The scheduler's effects are carried out here, and nowhere else.

use super::daemon;
use super::healing;
use super::messages::{self, REPEAT_AFTER, TASKS_PER_MESSAGE};
use super::plan::Effect;
use crate::lifecycle::placement::strategy::{self, Shares};
use crate::lifecycle::placement::{self, Ask, Failure, Reason};
use crate::lifecycle::task::{self, Host, launch_on};
use crate::lifecycle::{Event, Turn};
use crate::model::arn::Arns;
use crate::model::service::ServiceMessage;
use crate::model::task::Launch;
use crate::model::{
    DeploymentId, InstanceId, RolloutState, Service, ServiceId, ServiceStatus, StopCode, TaskId,
    World,
};
use crate::sim::SimTime;

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
            Effect::Stop(deployment, tasks) => stop(turn, id, deployment, &tasks),
            Effect::Complete(deployment) => {
                edit_deployment(turn, id, deployment, |row| {
                    row.rollout_state = RolloutState::Completed;
                });
                messages::resolved(turn, id, |message| {
                    matches!(message, ServiceMessage::DeploymentStuck)
                });
                messages::say(turn, id, ServiceMessage::DeploymentCompleted(deployment));
            }
            Effect::DesiredCount(count) => edit(turn, id, |service| {
                service.desired_count = count;
                service.steady_since = None;
            }),
            Effect::Violated(task) => turn.say(Event::DaemonConstraintViolated(id, task)),
            Effect::Unplaced(failure) => {
                let message = failure.map(|failure| unable_to_place(turn.world(), &failure));
                look_again = look_again.min(placed(turn, id, message));
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

/// Starts what is missing; where unhealthy tasks were stopped, their replacements are among it.
fn start(turn: &mut Turn, id: ServiceId, deployment: DeploymentId, count: u32) -> SimTime {
    let (started, failure) = place(turn, id, deployment, count);
    let owed = turn.world().services.get(id).map_or(0, |row| row.owed);
    let paid = owed.min(started.len() as u32);
    if paid > 0 {
        edit(turn, id, |service| service.owed -= paid);
    }
    healing::say_started(turn, id, &started, paid as usize);
    placed(turn, id, failure)
}

fn start_spares(turn: &mut Turn, id: ServiceId, deployment: DeploymentId, count: u32) -> SimTime {
    let (started, failure) = place(turn, id, deployment, count);
    edit(turn, id, |service| {
        for task in &started {
            service.spares.insert(*task);
        }
    });
    healing::say_started(turn, id, &started, started.len());
    placed(turn, id, failure)
}

/// Places and starts tasks until one finds no place. Returns them, and why that one finds none.
fn place(
    turn: &mut Turn,
    id: ServiceId,
    deployment: DeploymentId,
    count: u32,
) -> (Vec<TaskId>, Option<ServiceMessage>) {
    let mut started = Vec::new();
    let mut failure = None;
    let Some(mut shares) = shares_of(turn.world(), id, deployment) else {
        return (started, failure);
    };
    for _ in 0..count {
        let launch = shares.next_launch();
        match host_for(turn.world(), &launch) {
            Ok(host) => started.push(launch_on(turn, &launch, host)),
            Err(message) => {
                failure = Some(message);
                break;
            }
        }
    }
    let now = turn.now();
    edit(turn, id, |service| {
        service.throttle.launched(started.len() as u32, now);
        service.steady_since = service.steady_since.filter(|_| started.is_empty());
    });
    (started, failure)
}

/// Starts a task on each of these instances; they have room.
fn start_on(turn: &mut Turn, id: ServiceId, deployment: DeploymentId, hosts: &[InstanceId]) {
    // A daemon has no capacity provider strategy.
    let shares = shares_of(turn.world(), id, deployment);
    let Some(launch) = shares.map(|mut shares| shares.next_launch()) else {
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

/// Whether all tasks found a place: says why one did not, and has the service look again when
/// there is room. Returns when the message is due again.
fn placed(turn: &mut Turn, id: ServiceId, failure: Option<ServiceMessage>) -> SimTime {
    let Some(service) = turn.world().services.get(id) else {
        return SimTime::NEVER;
    };
    let waiting = (service.cluster, id);
    match failure {
        Some(message) => {
            messages::say(turn, id, message);
            turn.sim.world.unplaced.insert(waiting);
            turn.now() + REPEAT_AFTER
        }
        None => {
            if turn.sim.world.unplaced.remove(&waiting) {
                messages::resolved(turn, id, |message| {
                    use ServiceMessage as Say;
                    matches!(
                        message,
                        Say::UnableToPlace(_)
                            | Say::UnableToPlaceFor(_)
                            | Say::ProvisioningLimit
                            | Say::NoInstancesInProvider
                    )
                });
            }
            SimTime::NEVER
        }
    }
}

/// The launches of a deployment, shared out over its capacity providers if it has some.
fn shares_of(world: &World, id: ServiceId, deployment: DeploymentId) -> Option<Shares> {
    let service = world.services.get(id)?;
    let row = service
        .deployments
        .iter()
        .find(|row| row.id == deployment)?;
    let tasks = row.live_tasks.iter().filter_map(|id| world.tasks.get(id));
    let wanted = tasks
        .filter(|task| task.is_wanted())
        .map(|task| &*task.launch);
    Some(Shares::new(&row.revision.strategy, &row.launch, wanted))
}

/// Where the next task goes, or what the service says of it.
fn host_for(world: &World, launch: &Launch) -> Result<Host, ServiceMessage> {
    let ask = Ask::new(world, launch);
    match placement::find(&ask) {
        Some(host) => Ok(host),
        None if !strategy::can_wait(world, launch) => {
            Err(unable_to_place(world, &placement::closest(&ask)))
        }
        None if strategy::has_place_to_wait(world, launch.cluster) => Ok(Host::Waiting),
        None => Err(ServiceMessage::ProvisioningLimit),
    }
}

/// Source: Amazon ECS Developer Guide, "Amazon ECS service event messages".
fn unable_to_place(world: &World, failure: &Failure) -> ServiceMessage {
    if failure.reason == Reason::EmptyProvider {
        return ServiceMessage::NoInstancesInProvider;
    }
    if failure.reason == Reason::NoFargateCapacity {
        let why = format!("{}.", failure.reason.code());
        return ServiceMessage::UnableToPlaceFor(why.into());
    }
    let why = match (&failure.reason, failure.instance) {
        (Reason::Lacks(shortfall), Some(instance)) => format!(
            "The closest matching (container-instance {}) {}.",
            Arns::of(world).instance_hex(instance),
            shortfall.event_text()
        ),
        (reason, _) => format!("Reason: {}", reason.code()),
    };
    let text = format!(
        "because no container instance met all of its requirements. {why} For more information, \
         see the Troubleshooting section."
    );
    ServiceMessage::UnableToPlace(text.into())
}

/// Stops tasks. Text of the reason: AWS CLI samples of describe-tasks.
fn stop(turn: &mut Turn, id: ServiceId, deployment: DeploymentId, tasks: &[TaskId]) {
    let name = Arns::of(turn.world()).deployment(deployment);
    let reason = format!("Scaling activity initiated by (deployment {name})").into();
    for task in tasks {
        task::stop(turn, *task, StopCode::ServiceSchedulerInitiated, &reason);
    }
    edit(turn, id, |service| service.steady_since = None);
    for tasks in tasks.chunks(TASKS_PER_MESSAGE) {
        messages::say(turn, id, ServiceMessage::StoppedTasks(tasks.to_vec()));
    }
}
