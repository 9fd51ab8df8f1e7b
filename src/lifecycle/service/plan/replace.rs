//! Tasks that must go, of older deployments or on DRAINING instances, make way for new ones.

use super::{Effect, Look, Plan, wanted};
use crate::lifecycle::service::health::{all_healthy, healthy_at};
use crate::lifecycle::service::scale_in;
use crate::model::{Deployment, DeploymentId, Service, Task, TaskId, World};
use std::sync::Arc;

impl<'a> Look<'a> {
    /// Stops tasks of older deployments and tasks on DRAINING instances, as far as enough healthy
    /// ones stay. Tasks that are not healthy go at once.
    /// Source: Developer Guide, "Deploy by replacing tasks" and "Draining container instances".
    pub(super) fn replace(&self, plan: &mut Plan) {
        let mut spare = self.healthy(plan).saturating_sub(self.limits.floor);
        let primary = self.primary;
        spare -= self.leave(primary, self.moving.clone(), spare, plan);
        for deployment in &self.older {
            // Mostly all of them serve and none can be spared.
            let serve = deployment.tally.starting == 0 && all_healthy(deployment, self.now);
            let going = match serve && spare == 0 {
                true => Vec::new(),
                false => self.wanted_of(deployment),
            };
            let stopped = self.leave(deployment, going, spare, plan);
            spare -= stopped;
        }
    }

    /// How many tasks that shall run count as healthy. Says when the next one will.
    fn healthy(&self, plan: &mut Plan) -> u32 {
        let mut healthy = 0;
        for row in &self.service.deployments {
            if all_healthy(row, self.now) {
                healthy += row.tally.running;
                continue;
            }
            for task in wanted(self.world, row) {
                let at = healthy_at(task);
                if at <= self.now {
                    healthy += 1;
                } else {
                    plan.look_again = plan.look_again.min(at);
                }
            }
        }
        healthy
    }

    /// Stops tasks that must go; returns how many of them were running well.
    fn leave(
        &self,
        deployment: &Deployment,
        going: Vec<&'a Arc<Task>>,
        spare: u32,
        plan: &mut Plan,
    ) -> u32 {
        let going = self.without_replaced(deployment, going, plan);
        let (stop, held, count) = self.chosen(going, spare);
        self.say_protected(deployment, held, plan);
        if deployment.id != self.primary.id {
            let spares = self.spares_of(deployment).count() as u32;
            let stay = deployment.tally.wanted().saturating_sub(spares);
            self.target(deployment, stay - (stop.len() as u32).min(stay), plan);
        }
        if !stop.is_empty() {
            plan.effects.push(Effect::Stop(deployment.id, stop));
        }
        count
    }
}

impl<'a> Look<'a> {
    /// Which of the tasks that must go may go now: all that are not healthy, and so many of the
    /// others. Also whether protection holds some, and how many of the others there are.
    pub(super) fn chosen(&self, going: Vec<&'a Arc<Task>>, spare: u32) -> (Vec<TaskId>, bool, u32) {
        let is_free = |task: &&Arc<Task>| healthy_at(task) > self.now;
        let (free, serving): (Vec<_>, Vec<_>) = going.into_iter().partition(is_free);
        let count = spare.min(serving.len() as u32);
        let chosen = scale_in::pick(self.world, self.service, &serving, count);
        let open = free.iter().filter(|task| task.protected_until.is_none());
        let mut stop: Vec<TaskId> = open.map(|task| task.id).collect();
        let held = stop.len() < free.len() || chosen.len() < count as usize;
        let count = chosen.len() as u32;
        stop.extend(chosen);
        (stop, held, count)
    }
}

/// Tasks of a deployment on DRAINING instances.
pub(super) fn moving<'a>(
    world: &'a World,
    service: &Service,
    deployment: DeploymentId,
) -> Vec<&'a Arc<Task>> {
    let ours = Some((service.id, deployment));
    let instances = world.draining.iter();
    let instances = instances.filter_map(|id| world.instances.get(*id));
    let instances = instances.filter(|instance| instance.cluster == service.cluster);
    let tasks = instances.flat_map(|instance| instance.live_tasks.iter());
    let tasks = tasks.filter_map(|id| world.tasks.get(id));
    tasks
        .filter(|task| task.launch.service == ours && task.is_wanted())
        .collect()
}
