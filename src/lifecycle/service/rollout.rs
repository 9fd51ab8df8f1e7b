//! What happens to the newest deployment, carried out.

use super::{breaker, messages, record, rollback, shift};
use crate::lifecycle::Turn;
use crate::model::service::ServiceMessage;
use crate::model::service_deployment::{Detector, Weights};
use crate::model::{DeploymentId, RolloutState, ServiceId, Stage};

/// Something that shall happen to the newest deployment of a service.
#[derive(Clone, Debug, PartialEq)]
pub enum Rollout {
    /// Take it up.
    Begin,
    /// A healthy task sets the circuit breaker's count back.
    Heal,
    /// It has failed.
    Fail(Detector),
    /// It is stopped where it stands.
    Abort,
    /// Its bake time begins.
    Bake,
    /// It enters a stage, with this share of the traffic.
    Stage(Stage, Weights),
    /// Call the hooks of the present stage.
    CallHooks,
    /// Call a hook again, by its number.
    CallAgain(u32),
    /// The time of a hook is up.
    TimeOutHook(u32),
    /// It is complete.
    Complete(DeploymentId),
}

pub(super) fn apply(turn: &mut Turn, id: ServiceId, effect: Rollout) {
    match effect {
        Rollout::Begin => record::begin(turn, id),
        Rollout::Heal => breaker::forget(turn, id),
        Rollout::Fail(cause) => rollback::fail(turn, id, cause),
        Rollout::Abort => rollback::abort(turn, id),
        Rollout::Bake => {
            let now = turn.now();
            record::edit_current(turn, id, |record| record.bake_since = Some(now));
        }
        Rollout::Stage(stage, weights) => shift::enter(turn, id, stage, weights),
        Rollout::CallHooks => shift::call_hooks(turn, id),
        Rollout::CallAgain(hook) => shift::call_again(turn, id, hook),
        Rollout::TimeOutHook(hook) => shift::time_out(turn, id, hook),
        Rollout::Complete(deployment) => complete(turn, id, deployment),
    }
}

fn complete(turn: &mut Turn, id: ServiceId, deployment: DeploymentId) {
    let now = turn.now();
    if let Some(service) = turn.sim.world.services.edit(id) {
        let rows = service.deployments.iter_mut();
        for row in rows.filter(|row| row.id == deployment) {
            row.rollout_state = RolloutState::Completed;
            row.cause = None;
            row.updated_at = now;
        }
    }
    record::complete(turn, id, deployment);
    messages::resolved(turn, id, |message| {
        matches!(message, ServiceMessage::DeploymentStuck)
    });
    messages::say(turn, id, ServiceMessage::DeploymentCompleted(deployment));
}
