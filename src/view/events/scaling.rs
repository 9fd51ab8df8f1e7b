//! Steps of cluster auto scaling in words.

use crate::lifecycle::ScalingStep;
use crate::model::reservation::Reading;
use crate::model::{ProviderId, ScalingGroupId, World};
use crate::view::format;

/// What happened. A measurement is told by the panel of capacity providers, not among the events.
pub fn text(world: &World, step: &ScalingStep) -> Option<String> {
    match step {
        ScalingStep::Measured(id, reading) => {
            let metric = format::millipercent(reading.millipercent());
            let Reading { running, needed } = reading;
            Some(format!(
                "{}: reservation {metric} ({needed} needed, {running} running)",
                provider(world, *id)
            ))
        }
        ScalingStep::ScaledOut { id, from, to } => Some(format!(
            "{}: scales out from {from} to {to}",
            provider(world, *id)
        )),
        ScalingStep::ScaledIn { id, from, to } => Some(format!(
            "{}: scales in from {from} to {to}",
            provider(world, *id)
        )),
        ScalingStep::Launched(id, _, instance_type, zone) => Some(format!(
            "{}: launches {} in {}",
            group(world, *id),
            instance_type.name,
            zone.name(&world.settings.region)
        )),
        ScalingStep::Starved(id) => Some(format!(
            "{}: no capacity for an instance in any of its zones",
            group(world, *id)
        )),
        ScalingStep::Terminating(id, _) => {
            Some(format!("{}: an instance shall go", group(world, *id)))
        }
    }
}

fn provider(world: &World, id: ProviderId) -> String {
    let name = world.provider(id).map_or("", |row| &row.name);
    format!("capacity provider {name}")
}

fn group(world: &World, id: ScalingGroupId) -> String {
    let name = world.scaling_groups.get(id).map_or("", |row| &row.name);
    format!("Auto Scaling group {name}")
}
