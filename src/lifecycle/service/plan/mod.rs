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
mod unhealthy;

use super::limits::Limits;
use super::messages::REPEAT_AFTER;
use super::rollout::Rollout;
use crate::lifecycle::placement::Failure;
use crate::model::service::{Scheduling, ServiceMessage, Tally};
use crate::model::{
    Deployment, DeploymentId, InstanceId, Service, ServiceId, ServiceStatus, Task, TaskId, World,
    Zone,
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
        let counts = self.effects.iter().filter_map(|effect| {
            let Effect::Start(_, count) = effect else {
                return None;
            };
            Some(*count)
        });
        counts.sum()
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
        ServiceStatus::Active => {
            let look = Look::new(world, service, now);
            match service.scheduling {
                Scheduling::Replica => look.keep_up(&mut plan),
                Scheduling::Daemon => look.keep_up_daemon(&mut plan),
            }
        }
    }
    plan
}

/// Older deployments whose tasks are all gone.
fn emptied(service: &Service) -> impl Iterator<Item = Effect> {
    let older = service.deployments[1..].iter();
    let gone = older.filter(|row| row.tally.total() == 0);
    gone.map(|row| Effect::Remove(row.id))
}

/// A deleted service stops its tasks, and is over when all are STOPPING or STOPPED.
/// Source: ECS API, DeleteService.
fn wind_down(world: &World, service: &Service, plan: &mut Plan) {
    plan.effects.extend(emptied(service));
    for deployment in &service.deployments {
        let tasks = deployment.live_tasks.iter();
        let tasks = tasks.filter(|id| world.tasks.get(*id).is_some_and(|row| row.is_wanted()));
        let tasks: Vec<TaskId> = tasks.collect();
        if !tasks.is_empty() {
            plan.effects.push(Effect::Stop(deployment.id, tasks));
        }
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

/// An ACTIVE service at one moment.
struct Look<'a> {
    world: &'a World,
    service: &'a Service,
    now: SimTime,
    limits: Limits,
    /// Tasks of the newest deployment that must leave their DRAINING instances.
    moving: Vec<&'a Arc<Task>>,
    /// Older deployments that still have tasks.
    older: Vec<&'a Deployment>,
}

impl<'a> Look<'a> {
    fn new(world: &'a World, service: &'a Service, now: SimTime) -> Look<'a> {
        let older = service.deployments[1..].iter();
        Look {
            world,
            service,
            now,
            limits: Limits::of(service),
            moving: replace::moving(world, service),
            older: older.filter(|row| row.tally.total() > 0).collect(),
        }
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
        let heals = self.heal(room, plan);
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
        let world = self.world;
        let tasks = deployment.live_tasks.iter();
        let tasks = tasks.filter_map(|id| world.tasks.get(id));
        tasks.filter(|task| task.is_wanted()).collect()
    }

    fn all_wanted(&self) -> impl Iterator<Item = &'a Arc<Task>> {
        let deployments = self.service.deployments.iter();
        deployments.flat_map(|deployment| self.wanted_of(deployment))
    }
}
