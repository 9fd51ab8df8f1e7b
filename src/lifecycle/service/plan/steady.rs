//! When a service is steady, and when it is stuck.

use super::{Effect, Look, Plan};
use crate::lifecycle::service::messages::REPEAT_AFTER;
use crate::model::Service;
use crate::model::service::ServiceMessage;
use crate::sim::SimTime;

impl Look<'_> {
    /// The limits leave no way to replace a task, and no task is on its way.
    pub(super) fn stuck(&self, waits_for_room: bool, plan: &mut Plan) {
        let tally = self.tally;
        let moves = tally.starting + tally.leaving + tally.stopping > 0;
        let blocked = self.limits.block(self.desired);
        if waits_for_room && blocked && !moves {
            plan.effects
                .push(Effect::Say(ServiceMessage::DeploymentStuck));
            plan.look_again = plan.look_again.min(self.now + REPEAT_AFTER);
        }
    }

    /// The service is steady: one deployment, all its tasks RUNNING where they can stay.
    /// Returns whether it is.
    pub(super) fn steady(&self, plan: &mut Plan) -> bool {
        let primary = self.primary;
        let tally = primary.tally;
        let desired = self.desired;
        let emptied = desired > 0 || tally.total() == 0;
        let reached = tally.running == desired && tally.starting == 0 && emptied;
        // Source: ECS API, `TaskSet.stabilityStatus`: all health checks pass.
        let healthy = self.service.watched.is_empty();
        if !reached || !healthy || !self.older.is_empty() || !self.moving.is_empty() {
            return false;
        }
        if !self.complete(plan) {
            return false;
        }
        say_steady(self.service, self.now, plan);
        true
    }
}

/// Says that a service is steady, and again after a while.
pub(super) fn say_steady(service: &Service, now: SimTime, plan: &mut Plan) {
    let said = service.steady_since;
    let again = said.map_or(now, |at| at + REPEAT_AFTER);
    if again <= now {
        plan.effects.push(Effect::Steady);
        plan.look_again = plan.look_again.min(now + REPEAT_AFTER);
    } else {
        plan.look_again = plan.look_again.min(again);
    }
}
