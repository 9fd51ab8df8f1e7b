//! Steps of cluster auto scaling and of schedules in words.

use crate::lifecycle::{ScalingStep, ScheduleStep};
use crate::model::reservation::Reading;
use crate::model::schedule::Outcome;
use crate::model::{ProviderId, ScalingGroupId, ScheduleId, World};
use crate::view::format;

/// What happened.
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
        ScalingStep::Created(id) => Some(format!("{}: created", provider(world, *id))),
        ScalingStep::Updated(id) => Some(format!("{}: updated", provider(world, *id))),
        ScalingStep::Deleted(id) => Some(format!("{}: deleted", provider(world, *id))),
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
    let name = world.provider_ever(id).map_or("", |row| &row.name);
    format!("capacity provider {name}")
}

fn group(world: &World, id: ScalingGroupId) -> String {
    let name = world.scaling_groups.get(id).map_or("", |row| &row.name);
    format!("Auto Scaling group {name}")
}

/// What a schedule did; None for what only repeats a command.
pub fn schedule(world: &World, id: ScheduleId, step: &ScheduleStep) -> Option<String> {
    let row = world.schedules.get(id)?;
    let name = &row.name;
    let why = || match row.runs.back().map(|run| &run.outcome) {
        Some(Outcome::Failed(why) | Outcome::GaveUp(why)) => why.to_string(),
        Some(Outcome::Started(_)) | None => String::new(),
    };
    match step {
        ScheduleStep::Created | ScheduleStep::Deleted => None,
        ScheduleStep::Ran(tasks) => {
            let tasks = format::count(u64::from(*tasks), "task");
            Some(format!("schedule {name}: starts {tasks}"))
        }
        ScheduleStep::Failed(_) => Some(format!("schedule {name}: {}; tries again", why())),
        ScheduleStep::GaveUp(_) => Some(format!("schedule {name}: {}; gives up", why())),
    }
}
