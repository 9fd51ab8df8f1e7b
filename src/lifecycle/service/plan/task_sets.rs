//! A service that consists of task sets: each is kept at its share of the desired count, and a
//! deleted one is wound down. Who scales them and gives them the traffic is outside of ECS.
//!
//! Source: Developer Guide, "Deploy Amazon ECS services using a third-party controller"; ECS API,
//! `TaskSet`. The percentages of the service do not count; for tasks on DRAINING instances the
//! defaults do: ECS API, `DeploymentConfiguration`. Assumption: also where an unhealthy task is
//! replaced.

use super::steady::say_steady;
use super::{Effect, Look, Plan, emptied, replace, stop_all};
use crate::lifecycle::service::limits::Limits;
use crate::model::task_set::{Stability, TaskSet};
use crate::model::{Deployment, DeploymentStatus, Service, Task, World};
use crate::sim::{SimTime, Span};
use std::sync::Arc;

/// `minimumHealthyPercent` and `maximumPercent` of every task set.
const PERCENTAGES: (u32, u32) = (100, 200);

/// Looks at all task sets of a service.
pub(super) fn keep_up(world: &World, service: &Service, now: SimTime, plan: &mut Plan) {
    plan.effects.extend(emptied(service));
    let before = plan.effects.len();
    let goes = |row: &&Deployment| row.status == DeploymentStatus::Draining;
    let (going, kept): (Vec<_>, Vec<_>) = service.deployments.iter().partition(goes);
    let gone = going.iter().all(|row| row.tally.total() == 0);
    for row in going {
        stop_all(world, row, plan);
    }
    let mut steady = gone && !kept.is_empty();
    for row in kept {
        let Some(set) = &row.task_set else { continue };
        let look = Look::of_set(world, service, row, set, now);
        steady &= look.keep_up_set(set, plan);
    }
    if plan.effects[before..].iter().any(Effect::acts) {
        plan.look_again = plan.look_again.min(now + Span::millis(1));
    } else if steady {
        say_steady(service, now, plan);
    }
}

impl<'a> Look<'a> {
    fn of_set(
        world: &'a World,
        service: &'a Service,
        row: &'a Deployment,
        set: &TaskSet,
        now: SimTime,
    ) -> Look<'a> {
        let desired = set.scale.tasks(service.desired_count);
        Look {
            world,
            service,
            now,
            primary: row,
            desired,
            limits: Limits::new(desired, PERCENTAGES.0, PERCENTAGES.1),
            tally: row.tally,
            moving: replace::moving(world, service, row.id),
            older: Vec::new(),
        }
    }

    /// Brings a task set to its share; true if it is there.
    fn keep_up_set(&self, set: &TaskSet, plan: &mut Plan) -> bool {
        let row = self.primary;
        if row.desired_count != self.desired {
            plan.effects.push(Effect::Compute(row.id, self.desired));
        }
        let before = plan.effects.len();
        self.start(plan);
        let room = self.room().saturating_sub(plan.starts_of(row.id));
        let heals = self.heal(row, self.desired, room, plan);
        if !self.moving.is_empty() {
            self.replace(plan);
        } else if !heals {
            self.scale_in(plan);
        }
        let acts = plan.effects[before..].iter().any(Effect::acts);
        let steady = !acts && self.is_steady();
        let now = match steady {
            true => Stability::Steady,
            false => Stability::Stabilizing,
        };
        if set.stability != now {
            plan.effects.push(Effect::Stability(row.id, now));
        }
        steady
    }

    /// Source: ECS API, `TaskSet.stabilityStatus`.
    fn is_steady(&self) -> bool {
        let tally = self.primary.tally;
        let reached = tally.running == self.desired && tally.starting + tally.leaving == 0;
        let ours = Some((self.service.id, self.primary.id));
        let open = self.service.watched.iter();
        let mut open = open.filter_map(|id| self.world.tasks.get(id));
        let waits = |task: &Arc<Task>| task.launch.service == ours && task.is_wanted();
        reached && self.moving.is_empty() && !open.any(waits)
    }
}
