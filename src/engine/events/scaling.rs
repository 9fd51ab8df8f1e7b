//! Steps of cluster auto scaling as JSON.

use crate::lifecycle::ScalingStep;
use crate::model::arn::Arns;
use crate::model::{ProviderId, ScalingGroupId, World};
use serde_json::{Value, json};

/// What kind of step it is.
pub fn name(step: &ScalingStep) -> &'static str {
    match step {
        ScalingStep::Measured(..) => "CapacityProviderReservation",
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
        let row = world.provider(id);
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
