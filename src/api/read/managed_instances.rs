//! `managedInstancesProvider`. Source: ECS API, CreateManagedInstancesProviderConfiguration,
//! InstanceLaunchTemplate, InstanceRequirementsRequest, InfrastructureOptimization.

use crate::api::{Refusal, Request};
use crate::model::managed_instances::{IDLE, ManagedInstances, Requirements};
use crate::model::surroundings::subnet;
use crate::model::{ClusterId, World};
use crate::sim::{Span, sort};
use std::sync::Arc;

/// Reads what a provider of managed instances is told.
///
/// # Errors
/// No subnet, or no instance type that is simulated meets the requirements. Assumption: the texts.
pub fn managed_instances(
    world: &World,
    cluster: ClusterId,
    given: Request,
) -> Result<ManagedInstances, Refusal> {
    let template = given.part("instanceLaunchTemplate");
    let requirements = requirements(template.part("instanceRequirements"));
    let instance_types = requirements.instance_types();
    if instance_types.is_empty() {
        return Err(Refusal::invalid(
            "No instance type that Drydock simulates meets the instance requirements.",
        ));
    }
    let network = template.part("networkConfiguration");
    let subnets = network.texts("subnets");
    let mut zones: Vec<_> = subnets.map(|id| subnet::zone(world, id)).collect();
    sort::sort(&mut zones);
    zones.dedup();
    if zones.is_empty() {
        return Err(Refusal::invalid("Subnets can not be empty."));
    }
    let after = given
        .part("infrastructureOptimization")
        .integer("scaleInAfter");
    let scale_in_after = match after {
        None => Some(IDLE),
        Some(-1) => None,
        Some(seconds @ 0..=3_600) => Some(Span::seconds(seconds.unsigned_abs())),
        Some(_) => {
            return Err(Refusal::invalid(
                "scaleInAfter must be -1 or between 0 and 3600.",
            ));
        }
    };
    // Source: Developer Guide, "GPU auto repair for Amazon ECS managed instances": by default.
    let repair = given.part("autoRepairConfiguration").text("actionsStatus");
    let document = serde_json::Value::Object(given.members());
    Ok(ManagedInstances {
        cluster,
        instance_types,
        zones,
        scale_in_after,
        repairs: repair != Some("DISABLED"),
        document: Arc::new(document),
    })
}

fn requirements(given: Request) -> Requirements {
    let usual = Requirements::default();
    let range = |member: &str, (least, most): (u32, u32)| {
        let part = given.part(member);
        let bound = |name: &str, usual: u32| {
            let number = part
                .integer(name)
                .and_then(|number| u32::try_from(number).ok());
            number.unwrap_or(usual)
        };
        (bound("min", least), bound("max", most))
    };
    let texts = |member: &str| {
        given
            .texts(member)
            .map(Arc::from)
            .collect::<Vec<Arc<str>>>()
    };
    let has_gpus = given.get("acceleratorCount").is_some();
    Requirements {
        vcpus: range("vCpuCount", usual.vcpus),
        memory_mib: range("memoryMiB", usual.memory_mib),
        allowed: texts("allowedInstanceTypes"),
        excluded: texts("excludedInstanceTypes"),
        manufacturers: texts("cpuManufacturers"),
        burstable: match given.text("burstablePerformance") {
            Some("included") => None,
            Some("required") => Some(true),
            Some(_) | None => usual.burstable,
        },
        gpus: match has_gpus {
            true => range("acceleratorCount", (0, u32::MAX)),
            false => usual.gpus,
        },
    }
}
