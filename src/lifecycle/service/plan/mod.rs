//! What a service does next: a look at the world that proposes effects and changes nothing.

mod daemon;
mod rebalance;
mod replace;
mod rollout;
mod shift;
mod start;
mod steady;
mod surplus;
mod targets;
mod task_sets;
mod unhealthy;

use super::limits::Limits;
use super::messages::REPEAT_AFTER;
use super::rollout::Rollout;
use crate::lifecycle::placement::Failure;
use crate::model::service::{Scheduling, ServiceMessage, Tally};
use crate::model::task_set::Stability;
use crate::model::{
    Deployment, DeploymentId, DeploymentStatus, InstanceId, Service, ServiceId, ServiceStatus,
    Task, TaskId, World, Zone,
};
use crate::sim::SimTime;
use std::sync::Arc;

/// Something that the scheduler shall do.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Take a deployment without tasks off the list.
    Remove(DeploymentId),
    /// Set the desired count of a deployment.
    Target(DeploymentId, u32),
    /// Set the desired count of a task set, which follows from its scale.
    Compute(DeploymentId, u32),
    /// A task set is stable, or not any more.
    Stability(DeploymentId, Stability),
    /// Place and start tasks of a deployment.
    Start(DeploymentId, u32),
    /// Place and start tasks of a deployment in the place of unhealthy ones.
    StartSpares(DeploymentId, u32),
    /// Stop a task because it is unhealthy, and, if so, owe it a replacement.
    StopUnhealthy(TaskId, bool),
    /// Say that a task is unhealthy.
    Unhealthy(TaskId),
    /// A task that was started in the place of another is one like any other now.
    Settle(TaskId),
    /// Register tasks with their load balancers.
    Register(Vec<TaskId>),
    /// Deregister tasks from their load balancers.
    Deregister(Vec<TaskId>),
    /// Start a task of a deployment on each of these instances.
    StartOn(DeploymentId, Vec<InstanceId>),
    /// Start a task of a deployment in this zone, to even the zones out.
    StartIn(DeploymentId, Zone),
    /// Stop tasks of a deployment in this zone, to even the zones out.
    StopToRebalance(DeploymentId, Zone, Vec<TaskId>),
    /// Zones are being evened out since a moment, or not any more.
    Rebalance(Option<SimTime>),
    /// Stop tasks of a deployment.
    Stop(DeploymentId, Vec<TaskId>),
    /// Something that happens to the newest deployment.
    Rollout(Rollout),
    /// The number of instances of a daemon has changed.
    DesiredCount(u32),
    /// An instance of a daemon's task no longer meets the constraints.
    Violated(TaskId),
    /// Why a daemon's task has no room; None if all have.
    Unplaced(Option<Failure>),
    /// Keep what a look at the instances of a daemon has brought.
    Places {
        /// They shall have a task from now on.
        joined: Vec<InstanceId>,
        /// They shall have none any more.
        left: Vec<InstanceId>,
        /// They need not be looked at again until something happens to them.
        settled: Vec<InstanceId>,
    },
    /// Say something.
    Say(ServiceMessage),
    /// Say that the service is steady.
    Steady,
    /// The deleted service is over.
    Inactive,
}

impl Effect {
    /// Whether it starts or stops tasks.
    fn acts(&self) -> bool {
        match self {
            Effect::Start(..)
            | Effect::StartOn(..)
            | Effect::StartSpares(..)
            | Effect::StartIn(..)
            | Effect::Stop(..)
            | Effect::StopToRebalance(..)
            | Effect::StopUnhealthy(..) => true,
            Effect::Remove(_)
            | Effect::Target(..)
            | Effect::Compute(..)
            | Effect::Stability(..)
            | Effect::Unhealthy(_)
            | Effect::Settle(_)
            | Effect::Register(_)
            | Effect::Deregister(_)
            | Effect::Rebalance(_)
            | Effect::Rollout(_)
            | Effect::DesiredCount(_)
            | Effect::Violated(_)
            | Effect::Unplaced(_)
            | Effect::Places { .. }
            | Effect::Say(_)
            | Effect::Steady
            | Effect::Inactive => false,
        }
    }
}

/// What to do now, and when to look again even if nothing changes.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    /// In this order.
    pub effects: Vec<Effect>,
    /// `SimTime::NEVER` if only a change can make a difference.
    pub look_again: SimTime,
}

impl Plan {
    /// How many tasks it starts.
    fn starts(&self) -> u32 {
        self.started().map(|(_, count)| count).sum()
    }

    /// How many tasks of a deployment it starts.
    fn starts_of(&self, id: DeploymentId) -> u32 {
        let ours = self.started().filter(|(of, _)| *of == id);
        ours.map(|(_, count)| count).sum()
    }

    fn started(&self) -> impl Iterator<Item = (DeploymentId, u32)> {
        self.effects.iter().filter_map(|effect| {
            let (Effect::Start(of, count) | Effect::StartSpares(of, count)) = effect else {
                return None;
            };
            Some((*of, *count))
        })
    }
}

/// What a service does at `now`.
pub fn plan(world: &World, id: ServiceId, now: SimTime) -> Plan {
    let mut plan = Plan {
        effects: Vec::new(),
        look_again: SimTime::NEVER,
    };
    let Some(service) = world.services.get(id) else {
        return plan;
    };
    targets::register(world, service, &mut plan);
    match service.status {
        ServiceStatus::Inactive => plan.effects.extend(emptied(service)),
        ServiceStatus::Draining => wind_down(world, service, &mut plan),
        ServiceStatus::Active if service.controller.has_task_sets() => {
            task_sets::keep_up(world, service, now, &mut plan);
        }
        ServiceStatus::Active => {
            let look = Look::new(world, service, now);
            match (look, service.scheduling) {
                (Some(look), Scheduling::Replica) => look.keep_up(&mut plan),
                (Some(look), Scheduling::Daemon) => look.keep_up_daemon(&mut plan),
                (None, _) => {}
            }
        }
    }
    plan
}

/// Older deployments, and task sets that were deleted, whose tasks are all gone.
fn emptied(service: &Service) -> impl Iterator<Item = Effect> {
    let leaves = |row: &&Deployment| match row.status {
        DeploymentStatus::Primary => false,
        DeploymentStatus::Active => row.task_set.is_none() && !is_owed(service, row),
        DeploymentStatus::Draining => true,
    };
    let leave = service.deployments.iter().filter(leaves);
    let gone = leave.filter(|row| row.tally.total() == 0);
    gone.map(|row| Effect::Remove(row.id))
}

/// Whether a failed deployment leaves it to this older one to make up for a task that it stopped.
fn is_owed(service: &Service, older: &Deployment) -> bool {
    service.primary().is_some_and(rollout::has_failed) && older.owed > 0
}

/// A deleted service stops its tasks, and is over when all are STOPPING or STOPPED.
/// Source: ECS API, DeleteService.
fn wind_down(world: &World, service: &Service, plan: &mut Plan) {
    plan.effects.extend(emptied(service));
    for deployment in &service.deployments {
        stop_all(world, deployment, plan);
    }
    let Tally {
        starting,
        running,
        leaving,
        stopping: _,
        releasing: _,
    } = service.tally();
    if starting + running + leaving == 0 {
        plan.effects.push(Effect::Inactive);
    }
}

/// Stops what of a deployment shall run still.
fn stop_all(world: &World, deployment: &Deployment, plan: &mut Plan) {
    let tasks = deployment.live_tasks.iter();
    let tasks = tasks.filter(|id| world.tasks.get(*id).is_some_and(|row| row.is_wanted()));
    let tasks: Vec<TaskId> = tasks.collect();
    if !tasks.is_empty() {
        plan.effects.push(Effect::Stop(deployment.id, tasks));
    }
}

/// The tasks of a deployment that shall run.
fn wanted<'a>(world: &'a World, row: &Deployment) -> impl Iterator<Item = &'a Arc<Task>> {
    let tasks = row.live_tasks.iter();
    let tasks = tasks.filter_map(|id| world.tasks.get(id));
    tasks.filter(|task| task.is_wanted())
}

/// An ACTIVE service at one moment, or one of its task sets.
struct Look<'a> {
    world: &'a World,
    service: &'a Service,
    now: SimTime,
    /// The newest deployment, or the task set.
    primary: &'a Deployment,
    /// How many tasks of it shall run.
    desired: u32,
    limits: Limits,
    /// The tasks that count against the limits.
    tally: Tally,
    /// Tasks of the deployment that must leave their DRAINING instances.
    moving: Vec<&'a Arc<Task>>,
    /// Older deployments that still have tasks.
    older: Vec<&'a Deployment>,
}

impl<'a> Look<'a> {
    fn new(world: &'a World, service: &'a Service, now: SimTime) -> Option<Look<'a>> {
        let primary = service.primary()?;
        let older = service.others();
        Some(Look {
            world,
            service,
            now,
            primary,
            desired: service.desired_count,
            limits: Limits::of(service),
            tally: service.tally(),
            moving: replace::moving(world, service, primary.id),
            older: older
                .filter(|row| row.tally.total() > 0 || is_owed(service, row))
                .collect(),
        })
    }

    fn keep_up(&self, plan: &mut Plan) {
        plan.effects.extend(emptied(self.service));
        if self.begin_or_end(plan) || self.shift(plan) {
            return;
        }
        if self.has_failed() {
            self.stay_failed(plan);
            return;
        }
        let before = plan.effects.len();
        let waits_for_room = self.start(plan);
        let room = self.room().saturating_sub(plan.starts());
        let heals = self.heal(self.primary, self.desired, room, plan);
        self.heal_older(plan);
        if !self.older.is_empty() || !self.moving.is_empty() {
            self.stop_rebalancing(plan);
            self.replace(plan);
        } else if !heals {
            self.scale_in(plan);
        }
        self.early_success(plan);
        let acts = plan.effects[before..].iter().any(Effect::acts);
        if !acts {
            self.stuck(waits_for_room, plan);
            if self.steady(plan) {
                self.rebalance(plan);
            }
        }
    }

    /// Protected tasks are more than what the deployment shall keep.
    /// Source: Developer Guide, "Amazon ECS service event messages".
    fn say_protected(&self, deployment: &Deployment, held: bool, plan: &mut Plan) {
        if held {
            let message = ServiceMessage::ProtectedTasks(deployment.id);
            plan.effects.push(Effect::Say(message));
            plan.look_again = plan.look_again.min(self.now + REPEAT_AFTER);
        }
    }

    fn wanted_of(&self, deployment: &Deployment) -> Vec<&'a Arc<Task>> {
        let mut tasks = Vec::with_capacity(deployment.live_tasks.len());
        tasks.extend(wanted(self.world, deployment));
        tasks
    }

    fn all_wanted(&self) -> impl Iterator<Item = &'a Arc<Task>> {
        let (world, deployments) = (self.world, self.service.deployments.iter());
        deployments.flat_map(|deployment| wanted(world, deployment))
    }
}
