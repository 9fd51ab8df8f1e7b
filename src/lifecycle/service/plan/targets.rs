//! Tasks are registered with load balancers and deregistered.

use super::{Effect, Plan};
use crate::lifecycle::service::health::is_balanced;
use crate::model::{Service, World};

/// Registers tasks that have become RUNNING, deregisters those that are to stop.
/// Source: Amazon ECS Developer Guide, "Amazon ECS task lifecycle".
pub(super) fn register(world: &World, service: &Service, plan: &mut Plan) {
    let open = service.watched.iter();
    let open = open.filter_map(|id| world.tasks.get(id));
    let (mut come, mut go) = (Vec::new(), Vec::new());
    for task in open.filter(|task| is_balanced(task)) {
        if !task.is_wanted() {
            go.push(task.id);
        } else if task.targets.is_empty() {
            come.push(task.id);
        }
    }
    if !come.is_empty() {
        plan.effects.push(Effect::Register(come));
    }
    if !go.is_empty() {
        plan.effects.push(Effect::Deregister(go));
    }
}
