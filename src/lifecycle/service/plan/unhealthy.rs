//! Unhealthy tasks are replaced.
//!
//! Source: Amazon ECS Developer Guide, "Amazon ECS services" (Replica scheduling strategy), and ECS
//! API, `DeploymentConfiguration`: where `maximumPercent` allows, the replacement starts first, and
//! the unhealthy task stops once that is healthy; elsewhere unhealthy tasks stop one by one, at
//! random, with `minimumHealthyPercent` as a constraint; healthy tasks too many then stop at
//! random.

use super::rollout::has_failed;
use super::{Effect, Look, Plan};
use crate::lifecycle::chances;
use crate::lifecycle::service::health::{healthy_at, unhealthy_at};
use crate::model::{Deployment, Task, TaskId};
use crate::sim::{Chance, sort};
use std::sync::Arc;

impl<'a> Look<'a> {
    /// Replaces unhealthy tasks of a deployment by its like, until it has `desired` healthy ones.
    /// `room` is how many tasks may still start. Returns whether it stops any.
    pub(super) fn heal(&self, row: &Deployment, desired: u32, room: u32, plan: &mut Plan) -> bool {
        if self.service.watched.is_empty() && self.service.spares.is_empty() {
            return false;
        }
        let sick = self.sick(row, plan);
        for task in &sick {
            if !self.service.unhealthy.contains(task.id) {
                plan.effects.push(Effect::Unhealthy(task.id));
            }
        }
        if has_failed(row) {
            return false;
        }
        let spare = |task: &&Arc<Task>| self.service.spares.contains(task.id);
        let (sick_spares, mut sick): (Vec<_>, Vec<_>) = sick.into_iter().partition(spare);
        let before = plan.effects.len();
        let waiting = self.settle_spares(row, desired, &sick_spares, &mut sick, plan);
        let stops = plan.effects[before..].iter().any(stops_task);
        let open = (sick.len() as u32).saturating_sub(waiting);
        // What is missing starts anyway.
        if stops || open == 0 || row.tally.wanted() < desired && room > 0 {
            return stops;
        }
        if room > 0 {
            self.start_spares(row, open.min(room), plan);
        } else if waiting == 0 && !self.leaves(row) {
            return self.make_room(&sick, plan);
        }
        false
    }

    /// Whether tasks of a deployment make way for newer ones, so that unhealthy ones just go.
    fn leaves(&self, row: &Deployment) -> bool {
        row.id != self.primary.id && !self.has_failed()
    }

    /// Replaces unhealthy tasks of older deployments by their like, as far as the newest one
    /// leaves room; others go first. Source: Developer Guide, "Amazon ECS services": a replacement
    /// is of the same service revision.
    pub(super) fn heal_older(&self, plan: &mut Plan) {
        for row in &self.older {
            let room = self.room().saturating_sub(plan.starts());
            self.heal(row, row.desired_count, room, plan);
        }
    }

    /// The same where the newest deployment has failed; what was stopped first is made up for.
    pub(super) fn keep_older(&self, plan: &mut Plan) {
        let owed = |row: &&&Deployment| row.owed > 0 && !has_failed(row);
        for row in self.older.iter().filter(owed) {
            let room = self.room().saturating_sub(plan.starts());
            let missing = row.desired_count.saturating_sub(row.tally.wanted());
            let owed = row.owed.min(missing).min(room);
            let count = self.allow(owed, plan);
            if count > 0 {
                plan.effects.push(Effect::Start(row.id, count));
            }
        }
        self.heal_older(plan);
    }

    /// Tasks of a deployment that were started in the place of unhealthy ones.
    pub(super) fn spares_of(&self, row: &Deployment) -> impl Iterator<Item = &'a Arc<Task>> {
        let (world, ours) = (self.world, Some((self.service.id, row.id)));
        let spares = self.service.spares.iter();
        let spares = spares.filter_map(|id| world.tasks.get(id));
        spares.filter(move |task| task.launch.service == ours)
    }

    /// Tasks that must go, without unhealthy ones that are on the way to be replaced, and what
    /// replaces them as long as it is not healthy.
    pub(super) fn without_replaced(
        &self,
        row: &Deployment,
        going: Vec<&'a Arc<Task>>,
        plan: &Plan,
    ) -> Vec<&'a Arc<Task>> {
        let is_started =
            |effect: &Effect| matches!(effect, Effect::StartSpares(id, _) if *id == row.id);
        let started = plan.effects.iter().any(is_started);
        if !started && self.spares_of(row).next().is_none() {
            return going;
        }
        let (spares, sick) = (&self.service.spares, &self.service.unhealthy);
        let says = |id| plan.effects.contains(&Effect::Unhealthy(id));
        let stays = |id| spares.contains(id) || sick.contains(id) || says(id);
        let leaves = |task: &&Arc<Task>| healthy_at(task) <= self.now || !stays(task.id);
        going.into_iter().filter(leaves).collect()
    }

    /// The same for a DAEMON: there is never room for a replacement first, and what stops is
    /// replaced on its instance. As many stop as `minimumHealthyPercent` lets.
    pub(super) fn heal_daemons(&self, plan: &mut Plan) {
        let sick = self.sick(self.primary, plan);
        let running = self.tally.running;
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

    /// Tasks of a deployment that count as unhealthy, in random order.
    fn sick(&self, row: &Deployment, plan: &mut Plan) -> Vec<&'a Arc<Task>> {
        let ours = Some((self.service.id, row.id));
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
        row: &Deployment,
        desired: u32,
        sick_spares: &[&'a Arc<Task>],
        sick: &mut Vec<&'a Arc<Task>>,
        plan: &mut Plan,
    ) -> u32 {
        let mut surplus = row.tally.wanted().saturating_sub(desired);
        let mut waiting = 0;
        for task in self.spares_of(row) {
            let id = task.id;
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
                    None => self.stop_any(row, plan),
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
    fn stop_any(&self, row: &Deployment, plan: &mut Plan) {
        let stopped = |id| {
            let mut effects = plan.effects.iter();
            effects.any(|effect| matches!(effect, Effect::Stop(_, tasks) if tasks.contains(&id)))
        };
        let tasks = self.wanted_of(row).into_iter();
        let tasks = tasks.filter(|task| task.protected_until.is_none());
        let tasks = tasks.filter(|task| healthy_at(task) <= self.now && !stopped(task.id));
        let one = tasks.min_by_key(|task| (self.draw(task.id), task.id));
        if let Some(task) = one {
            plan.effects.push(Effect::Stop(row.id, vec![task.id]));
        }
    }

    fn start_spares(&self, row: &Deployment, count: u32, plan: &mut Plan) {
        let count = self.allow(count, plan);
        if count > 0 {
            plan.effects.push(Effect::StartSpares(row.id, count));
        }
    }

    /// Nothing more may start: one unhealthy task stops, and what replaces it starts then. The next
    /// one follows when nothing is on its way and everything is decided.
    fn make_room(&self, sick: &[&'a Arc<Task>], plan: &mut Plan) -> bool {
        let tally = self.tally;
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
