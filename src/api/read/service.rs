//! What CreateService and UpdateService have in common. The rules have refused what makes no sense.
//! Source: ECS API, CreateService, UpdateService.

use crate::api::Request;
use crate::model::Controller;
use crate::model::placement::{Placement, PlacementStrategy, SpreadField};
use crate::model::service::{OF_REVISIONS, PropagateTags, Scheduling};
use crate::model::task::LaunchType;
use serde_json::Value;
use std::sync::Arc;

/// Members of a request that are kept as JSON texts.
pub type Extras = Vec<(Arc<str>, Arc<str>)>;

/// Members that DescribeServices shows again and that change nothing here.
const ECHOED: &[&str] = &[
    "serviceRegistries",
    "serviceConnectConfiguration",
    "volumeConfigurations",
    "vpcLatticeConfigurations",
    "role",
];

/// `desiredCount`, if it is given.
pub fn desired_count(request: Request) -> Option<u32> {
    u32::try_from(request.integer("desiredCount")?).ok()
}

/// `schedulingStrategy`; REPLICA by default.
pub fn scheduling(request: Request) -> Scheduling {
    match request.text("schedulingStrategy") {
        Some("DAEMON") => Scheduling::Daemon,
        Some(_) | None => Scheduling::Replica,
    }
}

/// What the percentages are unless the request says.
/// Source: ECS API, `DeploymentConfiguration`.
pub fn default_percentages(scheduling: Scheduling) -> (u32, u32) {
    match scheduling {
        Scheduling::Replica => (100, 200),
        Scheduling::Daemon => (0, 100),
    }
}

/// `minimumHealthyPercent` and `maximumPercent`; what is not given stays.
pub fn percentages(request: Request, before: (u32, u32)) -> (u32, u32) {
    let given = request.part("deploymentConfiguration");
    let number = |name| u32::try_from(given.integer(name)?).ok();
    (
        number("minimumHealthyPercent").unwrap_or(before.0),
        number("maximumPercent").unwrap_or(before.1),
    )
}

/// Whose tags tasks get; None if the request does not say.
pub fn propagate_tags(request: Request) -> Option<PropagateTags> {
    match request.text("propagateTags") {
        Some("SERVICE") => Some(PropagateTags::Service),
        Some("TASK_DEFINITION") => Some(PropagateTags::TaskDefinition),
        Some("NONE") => Some(PropagateTags::None),
        Some(_) | None => None,
    }
}

/// `deploymentController`; ECS by default.
pub fn controller(request: Request) -> Controller {
    let named = request.part("deploymentController").text("type");
    let mut all = Controller::ALL.into_iter();
    let found = named.and_then(|named| all.find(|one| one.name() == named));
    found.unwrap_or_default()
}

/// The controller after an update: what is not given stays.
pub fn next_controller(request: Request, before: Controller) -> Controller {
    let given = request.part("deploymentController").filled_text("type");
    given.map_or(before, |_| controller(request))
}

/// Echoed members after a request, and whether they ask for a new deployment.
pub fn extras(request: Request, before: &Extras) -> (Extras, bool) {
    let mut after = before.clone();
    let mut deployed = false;
    for member in ECHOED {
        let Some(given) = request.get(member) else {
            continue;
        };
        let place = after.iter().position(|(name, _)| &**name == *member);
        let old = place.and_then(|place| serde_json::from_str::<Value>(&after[place].1).ok());
        let new = given.clone();
        let empty = new.as_array().is_some_and(Vec::is_empty);
        let same = old.as_ref() == Some(&new) || old.is_none() && empty;
        deployed |= OF_REVISIONS.contains(member) && !same;
        let entry = ((*member).into(), new.to_string().into());
        match place {
            Some(place) => after[place] = entry,
            None => after.push(entry),
        }
    }
    (after, deployed)
}

/// Sets an echoed member.
pub fn put_extra(extras: &mut Extras, member: &str, value: &Value) {
    extras.retain(|(name, _)| &**name != member);
    extras.push((member.into(), value.to_string().into()));
}

/// Whether Availability Zone rebalancing can be on for a service of the controller ECS.
/// Source: Developer Guide, "Balancing an Amazon ECS service across Availability Zones".
pub fn can_rebalance(
    scheduling: Scheduling,
    placement: &Placement,
    maximum_percent: u32,
    launch_type: LaunchType,
) -> bool {
    let over_zones = match placement.strategies.first() {
        None => true,
        Some(PlacementStrategy::Spread(SpreadField::Attribute(name))) => {
            &**name == "ecs.availability-zone"
        }
        Some(
            PlacementStrategy::Spread(SpreadField::InstanceId)
            | PlacementStrategy::Binpack(_)
            | PlacementStrategy::Random,
        ) => false,
    };
    let replica = scheduling == Scheduling::Replica;
    replica && over_zones && maximum_percent > 100 && launch_type != LaunchType::External
}
