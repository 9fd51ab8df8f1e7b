//! A DAEMON service: one task on each instance that it belongs on.
//!
//! Source: Amazon ECS Developer Guide, "Amazon ECS services", daemon scheduling strategy. An
//! instance never has two of its tasks, so what is replaced is stopped first.

use super::{Effect, Look, Plan, emptied};
use crate::lifecycle::placement::filters::{first_shortfall, is_of_kind};
use crate::lifecycle::placement::{Ask, Failure, Reason};
use crate::lifecycle::service::health::healthy_at;
use crate::lifecycle::service::limits::Limits;
use crate::lifecycle::service::throttle;
use crate::model::service::{Scheduling, ServiceMessage};
use crate::model::{
    ContainerInstance, Daemon, InstanceId, InstanceStatus, Task, TaskId, TaskStatus,
};
use crate::sim::Span;
use std::sync::Arc;

/// What comes of a look at the instances to which something has happened.
#[derive(Default)]
struct Round<'a> {
    /// They are as they shall be.
    settled: Vec<InstanceId>,
    /// They shall have a task from now on.
    joined: Vec<InstanceId>,
    /// They shall have none any more.
    left: Vec<InstanceId>,
    /// They have room for the task that they lack.
    start: Vec<InstanceId>,
    /// Tasks that have no business where they are.
    stop: Vec<&'a Arc<Task>>,
    /// Those of them whose instance no longer meets the constraints.
    violated: Vec<TaskId>,
    /// Tasks of older deployments, to be replaced.
    old: Vec<&'a Arc<Task>>,
    /// Why an instance has no room.
    failure: Option<Failure>,
    /// Something is on its way: look again when it is done.
    waits: bool,
}

/// Whether a service has business on an instance.
enum Business {
    /// It shall have a task there.
    Has,
    /// The task that it has there may stay a while.
    Stays,
    /// None; and whether that is because of the constraints.
    None { violated: bool },
}

impl<'a> Look<'a> {
    pub(super) fn keep_up_daemon(&self, plan: &mut Plan) {
        plan.effects.extend(emptied(self.service));
        if self.begin_or_end(plan) || self.has_failed() {
            return;
        }
        let key = (self.service.cluster, self.service.id);
        let Some(daemon) = self.world.daemons.get(&key) else {
            return;
        };
        let ask = Ask::new(self.world, &self.primary.launch);
        let mut round = Round::default();
        for id in &daemon.pending {
            self.look_at(&ask, daemon, *id, &mut round);
        }
        let desired = daemon.places.len() + round.joined.len() - round.left.len();
        let before = plan.effects.len();
        self.count(desired as u32, &round, plan);
        self.start_daemons(&mut round, plan);
        self.stop_daemons(desired as u32, &round, plan);
        if !plan.effects[before..].iter().any(Effect::acts) {
            self.heal_daemons(plan);
        }
        let acts = plan.effects[before..].iter().any(|effect| {
            let counts = matches!(effect, Effect::DesiredCount(_) | Effect::Target(..));
            counts || effect.acts()
        });
        let waits = round.waits || !round.old.is_empty() || round.failure.is_some();
        plan.effects.push(Effect::Unplaced(round.failure));
        plan.effects.push(Effect::Places {
            joined: round.joined,
            left: round.left,
            settled: round.settled,
        });
        if acts {
            plan.look_again = plan.look_again.min(self.now + Span::millis(1));
        } else if !waits {
            self.steady(plan);
        }
    }

    fn look_at(&self, ask: &Ask, daemon: &Daemon, id: InstanceId, round: &mut Round<'a>) {
        let world = self.world;
        let placed = daemon.places.contains(&id);
        let Some(instance) = world.instances.get(id) else {
            round.left.extend(placed.then_some(id));
            round.settled.push(id);
            return;
        };
        let tasks = instance.live_tasks.iter();
        let tasks = tasks.filter_map(|id| world.tasks.get(id));
        let ours = |task: &&Arc<Task>| {
            let service = task.launch.service.map(|(service, _)| service);
            service == Some(self.service.id)
        };
        let here: Vec<&Arc<Task>> = tasks.filter(ours).collect();
        let wanted: Vec<&Arc<Task>> = here.iter().filter(|row| row.is_wanted()).copied().collect();
        match self.business(ask, instance, !wanted.is_empty()) {
            Business::Has => {
                round.joined.extend((!placed).then_some(id));
                let leaving = here.iter().any(|row| is_in_the_way(row));
                self.keep_one(ask, instance, &wanted, leaving, round);
            }
            Business::Stays => {
                round.joined.extend((!placed).then_some(id));
                round.settled.push(id);
            }
            Business::None { violated } => {
                round.left.extend(placed.then_some(id));
                round.settled.push(id);
                if violated {
                    round.violated.extend(wanted.iter().map(|row| row.id));
                }
                round.stop.extend(wanted);
            }
        }
    }

    /// An instance whose agent is disconnected gets no task and keeps the one that it has
    /// (assumption: nobody could stop it). A DRAINING one keeps it until all others are gone.
    fn business(&self, ask: &Ask, instance: &ContainerInstance, has_one: bool) -> Business {
        let no = Business::None { violated: false };
        match instance.status {
            InstanceStatus::Active if !is_of_kind(ask, instance) => {
                Business::None { violated: true }
            }
            InstanceStatus::Active if instance.agent_connected || has_one => Business::Has,
            InstanceStatus::Draining if has_one && self.serves_others(instance) => Business::Stays,
            InstanceStatus::Active | InstanceStatus::Draining | InstanceStatus::Inactive => no,
        }
    }

    /// Whether tasks that are no daemon's are still there.
    fn serves_others(&self, instance: &ContainerInstance) -> bool {
        let tasks = instance.live_tasks.iter();
        let mut tasks = tasks.filter_map(|id| self.world.tasks.get(id));
        tasks.any(|task| {
            let service = task.launch.service;
            let service = service.and_then(|(id, _)| self.world.services.get(id));
            service.is_none_or(|row| row.scheduling != Scheduling::Daemon)
        })
    }

    /// An instance that shall have a task of the newest deployment, and no other.
    fn keep_one(
        &self,
        ask: &Ask,
        instance: &ContainerInstance,
        wanted: &[&'a Arc<Task>],
        leaving: bool,
        round: &mut Round<'a>,
    ) {
        let primary = Some((self.service.id, self.primary.id));
        let is_ours = |task: &&Arc<Task>| task.launch.service == primary;
        let (ours, older): (Vec<_>, Vec<_>) = wanted.iter().copied().partition(is_ours);
        round.old.extend(older);
        if !ours.is_empty() {
            round.settled.push(instance.id);
        } else if leaving {
            round.waits = true;
        } else if wanted.is_empty() {
            match first_shortfall(ask, instance) {
                None => round.start.push(instance.id),
                Some(shortfall) => {
                    round.failure = Some(Failure {
                        instance: Some(instance.id),
                        reason: Reason::Lacks(shortfall),
                    });
                }
            }
        }
    }

    /// The desired counts: of the service, and of its newest deployment.
    fn count(&self, desired: u32, round: &Round, plan: &mut Plan) {
        if self.service.desired_count != desired {
            plan.effects.push(Effect::DesiredCount(desired));
        }
        let old = round.old.len() as u32;
        self.target(self.primary, desired.saturating_sub(old), plan);
    }

    fn start_daemons(&self, round: &mut Round, plan: &mut Plan) {
        let (throttle, primary) = (&self.service.throttle, self.primary);
        let wanted = round.start.len() as u32;
        if wanted == 0 || throttle::tries(self.world, throttle, [primary].into_iter()) {
            round.waits |= wanted > 0;
            return;
        }
        let quotas = self.world.settings.quotas;
        let (count, more_at) = throttle.allow(wanted, quotas, self.now);
        plan.look_again = plan.look_again.min(more_at);
        round.waits |= count < wanted;
        round.start.truncate(count as usize);
        if count > 0 {
            round.settled.extend(&round.start);
            let effect = Effect::StartOn(primary.id, round.start.clone());
            plan.effects.push(effect);
        }
    }

    /// Tasks that have no business where they are go at once; those that are to be replaced as
    /// far as enough healthy ones stay.
    fn stop_daemons(&self, desired: u32, round: &Round<'a>, plan: &mut Plan) {
        for task in &round.violated {
            plan.effects.push(Effect::Violated(*task));
        }
        let free = |task: &&Arc<Task>| task.started_at.is_none();
        let (at_once, serving): (Vec<_>, Vec<_>) = round.old.iter().copied().partition(free);
        let spare = self.spare_daemons(desired, serving.len(), plan);
        let open = serving.iter().filter(|row| row.protected_until.is_none());
        let replaced = open.take(spare).copied();
        let going = round.stop.iter().copied().chain(at_once).chain(replaced);
        let going: Vec<&Arc<Task>> = going.collect();
        for deployment in &self.service.deployments {
            let of = Some((self.service.id, deployment.id));
            let stop = going.iter().filter(|row| row.launch.service == of);
            let stop: Vec<TaskId> = stop.map(|row| row.id).collect();
            if deployment.id != self.primary.id {
                let stay = deployment.tally.wanted() - stop.len() as u32;
                self.target(deployment, stay, plan);
            }
            if !stop.is_empty() {
                plan.effects.push(Effect::Stop(deployment.id, stop));
            }
        }
        let held = serving.iter().find(|row| row.protected_until.is_some());
        if let Some((_, deployment)) = held.and_then(|row| row.launch.service) {
            let message = ServiceMessage::ProtectedTasks(deployment);
            plan.effects.push(Effect::Say(message));
        }
    }

    /// How many healthy tasks can be spared: `minimumHealthyPercent` of the instances, rounded up,
    /// stay. Source: ECS API, `DeploymentConfiguration`, daemon scheduling strategy.
    fn spare_daemons(&self, desired: u32, old: usize, plan: &mut Plan) -> usize {
        if old == 0 || self.service.minimum_healthy_percent == 0 {
            return old;
        }
        let percent = self.service.minimum_healthy_percent;
        let floor = Limits::new(desired, percent, 100).floor;
        let mut healthy: u32 = 0;
        for task in self.all_wanted() {
            let at = healthy_at(task);
            if at <= self.now {
                healthy += 1;
            } else {
                plan.look_again = plan.look_again.min(at);
            }
        }
        healthy.saturating_sub(floor) as usize
    }
}

/// Whether a task that shall not run still takes the place of its successor.
fn is_in_the_way(task: &Task) -> bool {
    !task.is_wanted() && task.last_status < TaskStatus::Deprovisioning
}
