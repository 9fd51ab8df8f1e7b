//! Tasks that are missing are started.

use super::{Effect, Look, Plan};
use crate::lifecycle::service::throttle;
use crate::model::Deployment;
use crate::model::service::ServiceMessage;
use crate::sim::SimTime;

impl Look<'_> {
    /// How many tasks may start under the ceiling.
    pub(super) fn room(&self) -> u32 {
        self.limits.ceiling.saturating_sub(self.tally.occupying())
    }

    /// Starts what is missing, as far as the ceiling, the throttle and the quota let it.
    /// Returns whether the ceiling holds something back.
    pub(super) fn start(&self, plan: &mut Plan) -> bool {
        let primary = self.primary;
        let staying = primary.tally.wanted() - self.moving.len() as u32;
        let missing = self.desired.saturating_sub(staying);
        let room = self.room();
        let allowed = missing.min(room);
        self.target(primary, (staying + allowed).min(self.desired), plan);
        let allowed = self.first_wave(primary, allowed);
        if allowed == 0 || self.tries() {
            return missing > 0 && room == 0;
        }
        let count = self.allow(allowed, plan);
        if count > 0 {
            plan.effects.push(Effect::Start(primary.id, count));
        }
        missing > room
    }

    /// Whether a start of the deployment is tried, or of any task set: the throttle holds these
    /// together.
    fn tries(&self) -> bool {
        let throttle = &self.service.throttle;
        match self.primary.task_set {
            Some(_) => throttle::tries(self.world, throttle, self.service.deployments.iter()),
            None => throttle::tries(self.world, throttle, [self.primary].into_iter()),
        }
    }

    /// How many of these tasks the throttle of the service lets start now, beside what the plan
    /// starts already.
    pub(super) fn allow(&self, wanted: u32, plan: &mut Plan) -> u32 {
        let quotas = self.world.settings.quotas;
        let before = plan.starts();
        let throttle = &self.service.throttle;
        let (count, more_at) = throttle.allow(wanted.saturating_add(before), quotas, self.now);
        plan.look_again = plan.look_again.min(more_at);
        // Source: Developer Guide, "Amazon ECS service event messages". Assumption: that this is
        // what it says where the quota of launches is used up.
        if self.now >= throttle.not_before && more_at < SimTime::NEVER {
            let message = ServiceMessage::OperationsThrottled(None);
            plan.effects.push(Effect::Say(message));
        }
        count.saturating_sub(before)
    }

    /// The first task of a deployment finds out which images its tags mean; the others start when
    /// it has run. What came back has found out before; after three failures in a row tasks start
    /// one by one anyway. Source: Developer Guide, "Container image resolution".
    /// Assumption: the digests are known when the first task is RUNNING; DAEMON does not wait.
    pub(super) fn first_wave(&self, row: &Deployment, count: u32) -> u32 {
        let known = row.has_run || row.cause.is_some();
        if known || !row.launch.spec.has_tags() {
            return count;
        }
        count.min(1_u32.saturating_sub(row.tally.wanted()))
    }

    /// Sets the desired count of a deployment; that of a task set follows from its scale.
    pub(super) fn target(&self, deployment: &Deployment, count: u32, plan: &mut Plan) {
        if deployment.task_set.is_none() && deployment.desired_count != count {
            plan.effects.push(Effect::Target(deployment.id, count));
        }
    }
}
