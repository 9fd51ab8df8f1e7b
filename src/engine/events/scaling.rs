//! Steps of cluster auto scaling and of schedules as JSON.

use crate::lifecycle::{ScalingStep, ScheduleStep};
use crate::model::arn::Arns;
use crate::model::{ProviderId, ScalingGroupId, ScheduleId, World};
use serde_json::{Value, json};

/// What kind of step it is.
pub fn name(step: &ScalingStep) -> &'static str {
    match step {
        ScalingStep::Measured(..) => "CapacityProviderReservation",
        ScalingStep::Created(_) => "CapacityProviderCreated",
        ScalingStep::Updated(_) => "CapacityProviderUpdated",
        ScalingStep::Deleted(_) => "CapacityProviderDeleted",
        ScalingStep::ScaledOut { .. } => "CapacityProviderScaleOut",
        ScalingStep::ScaledIn { .. } => "CapacityProviderScaleIn",
        ScalingStep::Launched(..) => "AutoScalingGroupLaunch",
        ScalingStep::Starved(_) => "AutoScalingGroupLaunchFailed",
        ScalingStep::Terminating(..) => "AutoScalingGroupTerminate",
    }
}

/// What it is about.
pub fn detail(world: &World, step: &ScalingStep) -> Value {
    let provider = |id: ProviderId| {
        let row = world.provider_ever(id);
        row.map(|row| Arns::of(world).capacity_provider(&row.name))
    };
    let group = |id: ScalingGroupId| {
        let row = world.scaling_groups.get(id);
        row.map(|row| row.name.to_string())
    };
    match step {
        ScalingStep::Measured(id, reading) => json!({
            "capacityProviderArn": provider(*id),
            "millipercent": reading.millipercent(),
            "instancesNeeded": reading.needed,
            "instancesRunning": reading.running,
        }),
        ScalingStep::Created(id) | ScalingStep::Updated(id) | ScalingStep::Deleted(id) => {
            json!({"capacityProviderArn": provider(*id)})
        }
        ScalingStep::ScaledOut { id, from, to } | ScalingStep::ScaledIn { id, from, to } => json!({
            "capacityProviderArn": provider(*id),
            "previousDesiredCapacity": from,
            "desiredCapacity": to,
        }),
        ScalingStep::Launched(id, number, instance_type, zone) => json!({
            "autoScalingGroupName": group(*id),
            "number": number,
            "instanceType": instance_type.name,
            "availabilityZone": zone.name(&world.settings.region),
        }),
        ScalingStep::Starved(id) => json!({"autoScalingGroupName": group(*id)}),
        ScalingStep::Terminating(id, number) => {
            json!({"autoScalingGroupName": group(*id), "number": number})
        }
    }
}

/// What kind of step of a schedule it is.
pub fn schedule_name(step: &ScheduleStep) -> &'static str {
    match step {
        ScheduleStep::Created => "ScheduleCreated",
        ScheduleStep::Deleted => "ScheduleDeleted",
        ScheduleStep::Ran(_) => "ScheduleRan",
        ScheduleStep::Failed(_) => "ScheduleFailed",
        ScheduleStep::GaveUp(_) => "ScheduleGaveUp",
    }
}

/// The schedule and what came of it; one that is gone has a number and no name.
pub fn schedule(world: &World, id: ScheduleId, step: &ScheduleStep) -> Value {
    let row = world.schedules.get(id);
    let name = row.map(|row| row.name.to_string());
    let mut detail = json!({"schedule": id.0, "name": name});
    match step {
        ScheduleStep::Created | ScheduleStep::Deleted => {}
        ScheduleStep::Ran(tasks) => detail["tasks"] = (*tasks).into(),
        ScheduleStep::Failed(retry) | ScheduleStep::GaveUp(retry) => {
            detail["retry"] = (*retry).into();
        }
    }
    detail
}
