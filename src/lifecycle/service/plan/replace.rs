//! Tasks that must go, of older deployments or on DRAINING instances, make way for new ones.

use super::{Effect, Look, Plan, wanted};
use crate::lifecycle::service::health::{all_healthy, healthy_at};
use crate::lifecycle::service::scale_in;
use crate::model::{Deployment, DeploymentId, Service, Task, TaskId, World};
use crate::sim::{SimTime, sort};
use std::sync::Arc;

impl<'a> Look<'a> {
    /// Stops tasks of older deployments and tasks on DRAINING instances, as far as enough healthy
    /// ones stay. Tasks that are not healthy go at once, see [`Margin`].
    /// Source: Developer Guide, "Deploy by replacing tasks" and "Draining container instances".
    pub(super) fn replace(&self, plan: &mut Plan) {
        let mut margin = Margin::of(self.healthy(plan), self.limits.floor);
        let primary = self.primary;
        self.leave(primary, self.moving.clone(), &mut margin, plan);
        for deployment in &self.older {
            // Mostly all of them serve and none can be spared.
            let serve = deployment.tally.starting == 0 && all_healthy(deployment, self.now);
            let going = match serve && margin.spare == 0 {
                true => Vec::new(),
                false => self.wanted_of(deployment),
            };
            self.leave(deployment, going, &mut margin, plan);
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

    /// Stops tasks that must go.
    fn leave(
        &self,
        deployment: &Deployment,
        going: Vec<&'a Arc<Task>>,
        margin: &mut Margin,
        plan: &mut Plan,
    ) {
        let going = self.without_replaced(deployment, going, plan);
        let (stop, held) = self.chosen(going, margin);
        self.say_protected(deployment, held, plan);
        if deployment.id != self.primary.id {
            let spares = self.spares_of(deployment).count() as u32;
            let stay = deployment.tally.wanted().saturating_sub(spares);
            self.target(deployment, stay - (stop.len() as u32).min(stay), plan);
        }
        if !stop.is_empty() {
            plan.effects.push(Effect::Stop(deployment.id, stop));
        }
    }
}

/// How far a service is from its minimum, at either side.
pub(super) struct Margin {
    /// Healthy tasks beyond the minimum: so many may go.
    spare: u32,
    /// What the healthy ones lack of the minimum. So many of those that will be healthy once they
    /// have run long enough stay: a service that is updated right after it has started would else
    /// lose all its tasks at once. Assumption: ECS API, `minimumHealthyPercent`, only says that
    /// they do not count until then.
    short: u32,
}

impl Margin {
    pub(super) fn of(healthy: u32, floor: u32) -> Margin {
        Margin {
            spare: healthy.saturating_sub(floor),
            short: floor.saturating_sub(healthy),
        }
    }
}

impl<'a> Look<'a> {
    /// Which of the tasks that must go may go now, and what that leaves of the margin. Also whether
    /// protection holds some.
    pub(super) fn chosen(
        &self,
        going: Vec<&'a Arc<Task>>,
        margin: &mut Margin,
    ) -> (Vec<TaskId>, bool) {
        let serves = |task: &&Arc<Task>| healthy_at(task) <= self.now;
        let (serving, others): (Vec<_>, Vec<_>) = going.into_iter().partition(serves);
        let will_serve = |task: &&Arc<Task>| healthy_at(task) < SimTime::NEVER;
        let (mut young, mut free): (Vec<_>, Vec<_>) = others.into_iter().partition(will_serve);
        sort::by_key(&mut young, |task| (healthy_at(task), task.id));
        let stay = young.len().min(margin.short as usize);
        margin.short -= stay as u32;
        free.extend(young.into_iter().skip(stay));
        sort::by_key(&mut free, |task| task.id);
        let count = margin.spare.min(serving.len() as u32);
        let chosen = scale_in::pick(self.world, self.service, &serving, count);
        let open = free.iter().filter(|task| task.protected_until.is_none());
        let mut stop: Vec<TaskId> = open.map(|task| task.id).collect();
        let held = stop.len() < free.len() || chosen.len() < count as usize;
        margin.spare -= chosen.len() as u32;
        stop.extend(chosen);
        (stop, held)
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
