//! Unhealthy tasks are replaced.
//!
//! Source: Amazon ECS Developer Guide, "Amazon ECS services" (Replica scheduling strategy), and ECS
//! API, `DeploymentConfiguration`: where `maximumPercent` allows, the replacement starts first, and
//! the unhealthy task stops once that is healthy; elsewhere unhealthy tasks stop one by one, at
//! random, with `minimumHealthyPercent` as a constraint; healthy tasks too many then stop at
//! random.

use super::{Effect, Look, Plan};
use crate::lifecycle::chances;
use crate::lifecycle::service::health::{healthy_at, unhealthy_at};
use crate::model::{Task, TaskId};
use crate::sim::{Chance, sort};
use std::sync::Arc;

impl<'a> Look<'a> {
    /// Replaces unhealthy tasks of the newest deployment. Those of older ones leave anyway.
    /// `room` is how many tasks may still start. Returns whether it stops any.
    pub(super) fn heal(&self, room: u32, plan: &mut Plan) -> bool {
        if self.service.watched.is_empty() && self.service.spares.is_empty() {
            return false;
        }
        let sick = self.sick(plan);
        for task in &sick {
            if !self.service.unhealthy.contains(task.id) {
                plan.effects.push(Effect::Unhealthy(task.id));
            }
        }
        let spare = |task: &&Arc<Task>| self.service.spares.contains(task.id);
        let (sick_spares, mut sick): (Vec<_>, Vec<_>) = sick.into_iter().partition(spare);
        let before = plan.effects.len();
        let waiting = self.settle_spares(&sick_spares, &mut sick, plan);
        let stops = plan.effects[before..].iter().any(stops_task);
        let open = (sick.len() as u32).saturating_sub(waiting);
        let wanted = self.service.primary().tally.wanted();
        // What is missing starts anyway.
        if stops || open == 0 || wanted < self.service.desired_count && room > 0 {
            return stops;
        }
        if room > 0 {
            self.start_spares(open.min(room), plan);
        } else if waiting == 0 {
            return self.make_room(&sick, plan);
        }
        false
    }

    /// The same for a DAEMON: there is never room for a replacement first, and what stops is
    /// replaced on its instance. As many stop as `minimumHealthyPercent` lets.
    pub(super) fn heal_daemons(&self, plan: &mut Plan) {
        let sick = self.sick(plan);
        let running = self.service.tally().running;
        let spare = running.saturating_sub(self.limits.floor) as usize;
        for task in &sick {
            if !self.service.unhealthy.contains(task.id) {
                plan.effects.push(Effect::Unhealthy(task.id));
            }
        }
        let stop = sick.iter().take(spare);
        plan.effects
            .extend(stop.map(|task| Effect::StopUnhealthy(task.id, false)));
    }

    /// Tasks of the newest deployment that count as unhealthy, in random order.
    fn sick(&self, plan: &mut Plan) -> Vec<&'a Arc<Task>> {
        let ours = Some((self.service.id, self.service.primary().id));
        let mut sick = Vec::new();
        for id in self.service.watched.iter() {
            let Some(task) = self.world.tasks.get(id) else {
                continue;
            };
            let at = unhealthy_at(self.service, task);
            if at > self.now {
                plan.look_again = plan.look_again.min(at);
            } else if task.launch.service == ours && !self.moving.iter().any(|row| row.id == id) {
                sick.push((self.draw(id), task));
            }
        }
        sort::by_key(&mut sick, |(draw, task)| (*draw, task.id));
        sick.into_iter().map(|(_, task)| task).collect()
    }

    fn draw(&self, id: TaskId) -> u64 {
        let chance = Chance {
            seed: self.world.settings.seed,
        };
        let (service, task) = (u64::from(self.service.id.0), u64::from(id.0));
        chance.draw(chances::HEALING, service, task)
    }

    /// Tasks that were started in the place of others: a healthy one lets an unhealthy one go, or
    /// any other if there is none left; an unhealthy one goes itself (assumption: it, and not the
    /// one that it came for). Returns how many of them are not decided yet.
    fn settle_spares(
        &self,
        sick_spares: &[&'a Arc<Task>],
        sick: &mut Vec<&'a Arc<Task>>,
        plan: &mut Plan,
    ) -> u32 {
        let primary = self.service.primary();
        let mut surplus = primary
            .tally
            .wanted()
            .saturating_sub(self.service.desired_count);
        let mut waiting = 0;
        for id in self.service.spares.iter() {
            let Some(task) = self.world.tasks.get(id) else {
                continue;
            };
            if surplus == 0 {
                plan.effects.push(Effect::Settle(id));
                continue;
            }
            let healthy = healthy_at(task);
            if sick_spares.iter().any(|row| row.id == id) {
                plan.effects.push(Effect::StopUnhealthy(id, false));
            } else if healthy <= self.now {
                plan.effects.push(Effect::Settle(id));
                match sick.pop() {
                    Some(task) => plan.effects.push(Effect::StopUnhealthy(task.id, false)),
                    None => self.stop_any(plan),
                }
            } else {
                plan.look_again = plan.look_again.min(healthy);
                waiting += 1;
                continue;
            }
            surplus -= 1;
        }
        waiting
    }

    /// All are healthy, and one is too many.
    fn stop_any(&self, plan: &mut Plan) {
        let primary = self.service.primary();
        let stopped = |id| {
            let mut effects = plan.effects.iter();
            effects.any(|effect| matches!(effect, Effect::Stop(_, tasks) if tasks.contains(&id)))
        };
        let tasks = self.wanted_of(primary).into_iter();
        let tasks = tasks.filter(|task| task.protected_until.is_none());
        let tasks = tasks.filter(|task| healthy_at(task) <= self.now && !stopped(task.id));
        let one = tasks.min_by_key(|task| (self.draw(task.id), task.id));
        if let Some(task) = one {
            plan.effects.push(Effect::Stop(primary.id, vec![task.id]));
        }
    }

    fn start_spares(&self, count: u32, plan: &mut Plan) {
        let quotas = self.world.settings.quotas;
        let (count, more_at) = self.service.throttle.allow(count, quotas, self.now);
        plan.look_again = plan.look_again.min(more_at);
        if count > 0 {
            let primary = self.service.primary().id;
            plan.effects.push(Effect::StartSpares(primary, count));
        }
    }

    /// Nothing more may start: one unhealthy task stops, and what replaces it starts then. The next
    /// one follows when nothing is on its way and everything is decided.
    fn make_room(&self, sick: &[&'a Arc<Task>], plan: &mut Plan) -> bool {
        let tally = self.service.tally();
        let moves = tally.starting + tally.leaving + tally.stopping > 0;
        let open = self.service.watched.iter();
        let open = open.filter_map(|id| self.world.tasks.get(id));
        let undecided = open.filter(|task| !task.is_unhealthy()).count() > 0;
        let moves = moves || plan.starts() > 0;
        let Some(task) = sick.first().filter(|_| !moves && !undecided) else {
            return false;
        };
        if tally.running <= self.limits.floor {
            return false;
        }
        plan.effects.push(Effect::StopUnhealthy(task.id, true));
        true
    }
}

fn stops_task(effect: &Effect) -> bool {
    matches!(effect, Effect::Stop(..) | Effect::StopUnhealthy(..))
}
