//! What a service does next: a look at the world that proposes effects and changes nothing.

mod rollout;
mod shift;

use super::health::healthy_at;
use super::limits::Limits;
use super::messages::REPEAT_AFTER;
use super::scale_in;
use crate::model::service::{ServiceMessage, Tally};
use crate::model::service_deployment::{Detector, Weights};
use crate::model::{
    Deployment, DeploymentId, Service, ServiceId, ServiceStatus, Stage, Task, TaskId, World,
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
    /// Stop tasks of a deployment.
    Stop(DeploymentId, Vec<TaskId>),
    /// Take the newest deployment up.
    Begin,
    /// A healthy task sets the circuit breaker's count back.
    Heal,
    /// The newest deployment has failed.
    Fail(Detector),
    /// The newest deployment is stopped where it stands.
    Abort,
    /// The bake time of the newest deployment begins.
    Bake,
    /// Enter a stage of a deployment that shifts traffic.
    Stage(Stage, Weights),
    /// Call the hooks of the present stage.
    CallHooks,
    /// Call a hook again, by its number.
    CallAgain(u32),
    /// The time of a hook is up.
    TimeOutHook(u32),
    /// The newest deployment is complete.
    Complete(DeploymentId),
    /// Say something.
    Say(ServiceMessage),
    /// Say that the service is steady.
    Steady,
    /// The deleted service is over.
    Inactive,
}

/// What to do now, and when to look again even if nothing changes.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    /// In this order.
    pub effects: Vec<Effect>,
    /// `SimTime::NEVER` if only a change can make a difference.
    pub look_again: SimTime,
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
    match service.status {
        ServiceStatus::Inactive => plan.effects.extend(emptied(service)),
        ServiceStatus::Draining => wind_down(world, service, &mut plan),
        ServiceStatus::Active => Look::new(world, service, now).keep_up(&mut plan),
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
            moving: moving(world, service),
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
        if self.older.is_empty() && self.moving.is_empty() {
            self.scale_in(plan);
        } else {
            self.replace(plan);
        }
        self.early_success(plan);
        let acts = plan.effects[before..]
            .iter()
            .any(|effect| matches!(effect, Effect::Start(..) | Effect::Stop(..)));
        if !acts {
            self.stuck(waits_for_room, plan);
            self.steady(plan);
        }
    }

    /// Starts what is missing, as far as the ceiling, the throttle and the quota let it.
    /// Returns whether the ceiling holds something back.
    fn start(&self, plan: &mut Plan) -> bool {
        let primary = self.service.primary();
        let staying = primary.tally.wanted() - self.moving.len() as u32;
        let missing = self.service.desired_count.saturating_sub(staying);
        let room = self
            .limits
            .ceiling
            .saturating_sub(self.service.tally().occupying());
        let allowed = missing.min(room);
        self.target(
            primary,
            (staying + allowed).min(self.service.desired_count),
            plan,
        );
        let throttle = &self.service.throttle;
        let impaired = throttle.failed_starts >= super::throttle::IMPAIRED;
        if allowed == 0 || impaired && primary.tally.starting > 0 {
            return missing > 0 && room == 0;
        }
        let quotas = self.world.settings.quotas;
        let (count, more_at) = throttle.allow(allowed, quotas, self.now);
        plan.look_again = plan.look_again.min(more_at);
        if count > 0 {
            plan.effects.push(Effect::Start(primary.id, count));
        }
        missing > room
    }

    fn target(&self, deployment: &Deployment, count: u32, plan: &mut Plan) {
        if deployment.desired_count != count {
            plan.effects.push(Effect::Target(deployment.id, count));
        }
    }

    /// Stops what is too much.
    fn scale_in(&self, plan: &mut Plan) {
        let primary = self.service.primary();
        let surplus = primary
            .tally
            .wanted()
            .saturating_sub(self.service.desired_count);
        if surplus > 0 {
            let tasks = self.wanted_of(primary);
            let stop = scale_in::pick(self.world, self.service, &tasks, surplus);
            plan.effects.push(Effect::Stop(primary.id, stop));
        }
    }

    /// Stops tasks of older deployments and tasks on DRAINING instances, as far as enough healthy
    /// ones stay. Tasks that do not run yet, or are unhealthy, go at once.
    /// Source: Developer Guide, "Deploy by replacing tasks" and "Draining container instances".
    fn replace(&self, plan: &mut Plan) {
        let mut healthy = 0;
        for task in self.all_wanted() {
            let at = healthy_at(task);
            if at <= self.now {
                healthy += 1;
            } else {
                plan.look_again = plan.look_again.min(at);
            }
        }
        let mut spare = u32::saturating_sub(healthy, self.limits.floor);
        let primary = self.service.primary();
        spare -= self.leave(primary, self.moving.clone(), spare, plan);
        for deployment in &self.older {
            let stopped = self.leave(deployment, self.wanted_of(deployment), spare, plan);
            spare -= stopped;
        }
    }

    /// Stops tasks that must go; returns how many of them were running well.
    fn leave(
        &self,
        deployment: &Deployment,
        going: Vec<&'a Arc<Task>>,
        spare: u32,
        plan: &mut Plan,
    ) -> u32 {
        let is_free = |task: &&Arc<Task>| healthy_at(task) > self.now;
        let (free, serving): (Vec<_>, Vec<_>) = going.into_iter().partition(is_free);
        let count = spare.min(serving.len() as u32);
        let mut stop: Vec<TaskId> = free.iter().map(|task| task.id).collect();
        stop.extend(scale_in::pick(self.world, self.service, &serving, count));
        if deployment.id != self.service.primary().id {
            let stay = deployment.tally.wanted() - stop.len() as u32;
            self.target(deployment, stay, plan);
        }
        if !stop.is_empty() {
            plan.effects.push(Effect::Stop(deployment.id, stop));
        }
        count
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

    /// The limits leave no way to replace a task, and no task is on its way.
    fn stuck(&self, waits_for_room: bool, plan: &mut Plan) {
        let tally = self.service.tally();
        let moves = tally.starting + tally.leaving + tally.stopping > 0;
        let blocked = self.limits.block(self.service.desired_count);
        if waits_for_room && blocked && !moves {
            plan.effects
                .push(Effect::Say(ServiceMessage::DeploymentStuck));
            plan.look_again = plan.look_again.min(self.now + REPEAT_AFTER);
        }
    }

    /// The service is steady: one deployment, all its tasks RUNNING where they can stay.
    fn steady(&self, plan: &mut Plan) {
        let primary = self.service.primary();
        let tally = primary.tally;
        let desired = self.service.desired_count;
        let emptied = desired > 0 || tally.total() == 0;
        let reached = tally.running == desired && tally.starting == 0 && emptied;
        if !reached || !self.older.is_empty() || !self.moving.is_empty() {
            return;
        }
        if !self.complete(plan) {
            return;
        }
        let said = self.service.steady_since;
        let again = said.map_or(self.now, |at| at + REPEAT_AFTER);
        if again <= self.now {
            plan.effects.push(Effect::Steady);
            plan.look_again = plan.look_again.min(self.now + REPEAT_AFTER);
        } else {
            plan.look_again = plan.look_again.min(again);
        }
    }
}

/// Tasks of the newest deployment on DRAINING instances.
fn moving<'a>(world: &'a World, service: &Service) -> Vec<&'a Arc<Task>> {
    let primary = Some((service.id, service.primary().id));
    let instances = world.draining.iter();
    let instances = instances.filter_map(|id| world.instances.get(*id));
    let instances = instances.filter(|instance| instance.cluster == service.cluster);
    let tasks = instances.flat_map(|instance| instance.live_tasks.iter());
    let tasks = tasks.filter_map(|id| world.tasks.get(id));
    tasks
        .filter(|task| task.launch.service == primary && task.is_wanted())
        .collect()
}
