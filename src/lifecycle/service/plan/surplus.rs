//! Tasks that are too many are stopped.

use super::{Effect, Look, Plan};
use crate::lifecycle::service::scale_in;

impl Look<'_> {
    /// Stops what is too much. Tasks that were started in the place of unhealthy ones are not:
    /// see `heal`.
    pub(super) fn scale_in(&self, plan: &mut Plan) {
        let primary = self.primary;
        let surplus = primary
            .tally
            .wanted()
            .saturating_sub(self.desired)
            .saturating_sub(self.spares_of(primary).count() as u32);
        if surplus == 1 && self.rebalances() {
            self.finish_move(plan);
        } else if surplus > 0 {
            let tasks = self.wanted_of(primary);
            let stop = scale_in::pick(self.world, self.service, &tasks, surplus);
            let held = stop.len() < surplus as usize;
            if !stop.is_empty() {
                plan.effects.push(Effect::Stop(primary.id, stop));
            }
            self.say_protected(primary, held, plan);
        }
    }
}
