//! `aws autoscaling`: the Auto Scaling groups that capacity providers name.
//!
//! Source: Amazon EC2 Auto Scaling API, version 2011-01-01.

use super::{Plan, Refused, Service, nothing};
use crate::api::Request;
use crate::lifecycle::capacity;
use crate::model::arn::{Arns, Uuid};
use crate::model::scaling_group::{Machine, MachineStage};
use crate::model::surroundings::auto_scaling_group::AutoScalingGroup;
use crate::model::{ScalingGroup, World, Zone};
use crate::sim::SimTime;
use serde_json::{Value, json};
use std::sync::Arc;

pub(super) const SERVICE: Service = Service {
    name: "autoscaling",
    invalid: INVALID,
    operations: &[
        ("DescribeAutoScalingGroups", describe),
        ("SetDesiredCapacity", set_desired),
        ("UpdateAutoScalingGroup", update),
    ],
};

const INVALID: &str = "ValidationError";

fn describe(world: &World, request: Request) -> Result<Plan, Refused> {
    if request.has("Filters") {
        let said = "Filters of Auto Scaling groups are not simulated: they look at tags.";
        return Err(Refused::new(INVALID, said));
    }
    let named: Vec<&str> = request.texts("AutoScalingGroupNames").collect();
    let with_instances = request.truth("IncludeInstances").unwrap_or(true);
    let rows = world.surroundings.auto_scaling_groups.iter();
    let rows = rows.filter(|(name, _)| named.is_empty() || named.contains(&&***name));
    let rows = rows.map(|(name, told)| {
        let mut row = shown(world, name, told);
        if with_instances {
            row["Instances"] = instances(world, name, told).into();
        }
        row
    });
    let rows: Vec<Value> = rows.collect();
    Ok(Plan::Answer(json!({"AutoScalingGroups": rows})))
}

/// The desired capacity: what it has now, or what it would begin with.
fn desired(told: &AutoScalingGroup, group: Option<&Arc<ScalingGroup>>) -> u32 {
    let asked = told.desired.unwrap_or(0);
    let begins = asked.clamp(told.min_size, told.max_size.max(told.min_size));
    group.map_or(begins, |group| group.desired)
}

fn arn(world: &World, name: &str) -> String {
    // FNV-1a: each name has its own id.
    let subject = name.bytes().fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    let uuid = Arns::of(world).uuid(Uuid::AutoScalingGroup, subject, 0);
    let settings = &world.settings;
    let (region, account) = (&settings.region, &settings.account_id);
    format!(
        "arn:aws:autoscaling:{region}:{account}:autoScalingGroup:{uuid}:autoScalingGroupName/{name}"
    )
}

fn shown(world: &World, name: &str, told: &AutoScalingGroup) -> Value {
    let settings = &world.settings;
    let zones: Vec<String> = told
        .zones
        .iter()
        .map(|zone| zone.name(&settings.region))
        .collect();
    let subnets: Vec<&str> = told
        .zones
        .iter()
        .map(|zone: &Zone| zone.subnet_id())
        .collect();
    json!({
        "AutoScalingGroupName": name,
        "AutoScalingGroupARN": arn(world, name),
        "MinSize": told.min_size,
        "MaxSize": told.max_size,
        "DesiredCapacity": desired(told, world.scaling_group(name)),
        "DefaultCooldown": 300,
        "AvailabilityZones": zones,
        "LoadBalancerNames": [],
        "TargetGroupARNs": [],
        "HealthCheckType": "EC2",
        "HealthCheckGracePeriod": 0,
        "CreatedTime": settings.calendar.iso8601(SimTime::START),
        "VPCZoneIdentifier": subnets.join(","),
        "Tags": [],
        "NewInstancesProtectedFromScaleIn": told.protects_new,
    })
}

/// The instances of a group. One has an id here from when its agent registers it: those that boot,
/// and those that are no container instances any more, are left out.
fn instances(world: &World, name: &str, told: &AutoScalingGroup) -> Vec<Value> {
    let Some(group) = world.scaling_group(name) else {
        return Vec::new();
    };
    let provider = capacity::provider_of(world, group);
    let rows = group.machines.iter().filter_map(|machine| {
        let id = machine.stage.instance()?;
        Some(json!({
            "InstanceId": Arns::of(world).ec2_instance(id),
            "InstanceType": machine.instance_type.name,
            "AvailabilityZone": machine.zone.name(&world.settings.region),
            "LifecycleState": lifecycle_state(machine),
            "HealthStatus": "Healthy",
            "ProtectedFromScaleIn": capacity::is_protected(world, told, provider, machine),
        }))
    });
    rows.collect()
}

/// Source: Amazon EC2 Auto Scaling API, `LifecycleState`.
fn lifecycle_state(machine: &Machine) -> &'static str {
    match machine.stage {
        MachineStage::Booting(_) => "Pending",
        MachineStage::WithoutCluster | MachineStage::InService(_) | MachineStage::Deregistered => {
            "InService"
        }
        MachineStage::Terminating(..) => "Terminating:Wait",
    }
}

/// Source of the refusals: public reports of SetDesiredCapacity.
fn set_desired(world: &World, request: Request) -> Result<Plan, Refused> {
    let name = request.text("AutoScalingGroupName").unwrap_or_default();
    let told = world.surroundings.auto_scaling_groups.get(name);
    let missing = || Refused::new(INVALID, "AutoScalingGroup name not found - null");
    let told = told.ok_or_else(missing)?;
    let wanted = request.integer("DesiredCapacity").unwrap_or_default();
    let beyond = if wanted > i64::from(told.max_size) {
        Some(format!("above max value {}", told.max_size))
    } else if wanted < i64::from(told.min_size) {
        Some(format!("below min value {}", told.min_size))
    } else {
        None
    };
    if let Some(beyond) = beyond {
        let said =
            format!("New SetDesiredCapacity value {wanted} is {beyond} for the AutoScalingGroup.");
        return Err(Refused::new(INVALID, said));
    }
    let group = json!({"autoScalingGroupName": name, "desiredCapacity": wanted});
    Ok(Plan::Ask {
        action: "Drydock.Declare",
        body: json!({"autoScalingGroups": [group]}),
        code: INVALID,
        told: nothing,
    })
}

/// What the simulated group has of it: its size, its zones, and whether it protects what is new.
fn update(world: &World, request: Request) -> Result<Plan, Refused> {
    let name = request.text("AutoScalingGroupName").unwrap_or_default();
    if !world.surroundings.auto_scaling_groups.contains_key(name) {
        return Err(Refused::new(
            INVALID,
            "AutoScalingGroup name not found - null",
        ));
    }
    let mut group = json!({"autoScalingGroupName": name});
    for (member, value) in request.members() {
        let own = match &*member {
            "AutoScalingGroupName" => continue,
            "MinSize" => "minSize",
            "MaxSize" => "maxSize",
            "DesiredCapacity" => "desiredCapacity",
            "AvailabilityZones" => "availabilityZones",
            "VPCZoneIdentifier" => "vpcZoneIdentifier",
            "NewInstancesProtectedFromScaleIn" => "newInstancesProtectedFromScaleIn",
            other => {
                let said = format!("{other} of Auto Scaling groups is not simulated.");
                return Err(Refused::new(INVALID, said));
            }
        };
        group[own] = value;
    }
    Ok(Plan::Ask {
        action: "Drydock.Declare",
        body: json!({"autoScalingGroups": [group]}),
        code: INVALID,
        told: nothing,
    })
}

#[cfg(test)]
mod tests {
    use crate::api::testing::Asked;
    use crate::aws::services::testing;
    use serde_json::{Value, json};

    fn granted(asked: &mut Asked, action: &str, body: Value) -> Value {
        testing::granted(asked, "autoscaling", action, body)
    }

    fn group(asked: &mut Asked) -> Value {
        let body = json!({"AutoScalingGroupNames": ["web"]});
        let found = granted(asked, "DescribeAutoScalingGroups", body);
        found["AutoScalingGroups"][0].clone()
    }

    #[test]
    fn a_group_launches_what_it_is_told() {
        let mut asked = Asked::default();
        asked.granted("CreateCluster", json!({}));
        let own = json!({"autoScalingGroupName": "web", "cluster": "default", "maxSize": 3});
        asked.granted("Drydock.Declare", json!({"autoScalingGroups": [own]}));
        assert_eq!(group(&mut asked)["DesiredCapacity"], 0);
        let wanted = |count: i64| json!({"AutoScalingGroupName": "web", "DesiredCapacity": count});
        granted(&mut asked, "SetDesiredCapacity", wanted(2));
        assert_eq!(group(&mut asked)["DesiredCapacity"], 2);
        asked.wait(600);
        let found = group(&mut asked);
        assert_eq!(found["Instances"].as_array().map(Vec::len), Some(2));
        assert_eq!(found["Instances"][0]["LifecycleState"], "InService");
        let reservations = testing::granted(&mut asked, "ec2", "DescribeInstances", json!({}));
        let instance = &reservations["Reservations"][0]["Instances"][0];
        let id = instance["InstanceId"].as_str().expect("an id");
        assert!(found["Instances"].to_string().contains(id), "{found}");
        let tag = json!([{"Key": "aws:autoscaling:groupName", "Value": "web"}]);
        assert_eq!(instance["Tags"], tag);
        assert_eq!(
            testing::refused(&mut asked, "autoscaling", "SetDesiredCapacity", wanted(4)),
            "ValidationError: New SetDesiredCapacity value 4 is above max value 3 for the \
             AutoScalingGroup."
        );
    }
}
