//! What CreateService and UpdateService have in common.
//! Source: ECS API, CreateService, UpdateService. Texts: answers of ECS as the AWS providers of
//! Terraform and CloudFormation and public reports quote them; where none is known, our own.

use crate::api::{Code, Refusal, Request};
use crate::model::placement::{Placement, PlacementStrategy, SpreadField};
use crate::model::service::PropagateTags;
use crate::model::task::LaunchType;
use crate::model::task_definition::TaskSpec;
use serde_json::Value;
use std::sync::Arc;

/// Members of a request that are kept as JSON texts.
pub type Extras = Vec<(Arc<str>, Arc<str>)>;

/// The most tasks of a service. Source: Developer Guide, "Amazon ECS service quotas".
const MOST_TASKS: i64 = 5_000;

/// Members that DescribeServices shows again and that change nothing here.
const ECHOED: &[&str] = &[
    "loadBalancers",
    "serviceRegistries",
    "deploymentConfiguration",
    "healthCheckGracePeriodSeconds",
    "availabilityZoneRebalancing",
    "serviceConnectConfiguration",
    "volumeConfigurations",
    "vpcLatticeConfigurations",
    "role",
];

/// Echoed members that start a new deployment when they change.
/// Source: ECS API, UpdateService, the note of each member.
const DEPLOYED: &[&str] = &[
    "loadBalancers",
    "serviceRegistries",
    "serviceConnectConfiguration",
    "volumeConfigurations",
    "vpcLatticeConfigurations",
];

/// `desiredCount`, if it is given.
pub fn desired_count(request: Request) -> Result<Option<u32>, Refusal> {
    match request.integer("desiredCount") {
        None => Ok(None),
        Some(count) if count < 0 => Err(Refusal::invalid("desiredCount cannot be negative.")),
        Some(count) if count > MOST_TASKS => {
            let message = format!("desiredCount can be at most {MOST_TASKS}.");
            Err(Refusal::invalid(message))
        }
        Some(count) => Ok(u32::try_from(count).ok()),
    }
}

/// `minimumHealthyPercent` and `maximumPercent`; what is not given stays.
pub fn percentages(request: Request, before: (u32, u32)) -> Result<(u32, u32), Refusal> {
    let given = request.object("deploymentConfiguration");
    let number = |name| given.and_then(|given| given.integer(name));
    let minimum = number("minimumHealthyPercent").unwrap_or(i64::from(before.0));
    let maximum = number("maximumPercent").unwrap_or(i64::from(before.1));
    let refused = |message| Err(Refusal::invalid(message));
    if minimum > 100 {
        return refused("minimumHealthyPercent must be at most 100");
    }
    if maximum < 100 {
        return refused("maximumPercent must be at least 100");
    }
    if (minimum, maximum) == (100, 100) {
        return refused(
            "Both maximumPercent and minimumHealthyPercent cannot be 100 as this will block \
             deployments.",
        );
    }
    match (u32::try_from(minimum), u32::try_from(maximum)) {
        (Ok(minimum), Ok(maximum)) => Ok((minimum, maximum)),
        (Err(_), _) => refused("minimumHealthyPercent must be at least 0"),
        (_, Err(_)) => refused("maximumPercent is too large"),
    }
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

/// Refuses what the simulation would do differently from ECS.
pub fn simulated(request: Request) -> Result<(), Refusal> {
    let unsupported = |message: String| Err(Refusal::new(Code::UnsupportedFeature, message));
    let controller = request.object("deploymentController");
    match controller.and_then(|controller| controller.text("type")) {
        None | Some("ECS") => {}
        Some(other) => {
            return unsupported(format!(
                "The deployment controller {other} is not simulated. Use ECS."
            ));
        }
    }
    let configuration = request.object("deploymentConfiguration");
    match configuration.and_then(|configuration| configuration.text("strategy")) {
        None | Some("ROLLING") => Ok(()),
        Some(other) => unsupported(format!(
            "The deployment strategy {other} is not simulated. Use ROLLING."
        )),
    }
}

/// Refuses DAEMON: what ECS refuses in its words, the rest because it is not simulated yet.
pub fn replica(request: Request, launch_type: LaunchType) -> Result<(), Refusal> {
    if request.text("schedulingStrategy") != Some("DAEMON") {
        return Ok(());
    }
    let configuration = request.object("deploymentConfiguration");
    let maximum = configuration.and_then(|given| given.integer("maximumPercent"));
    // Source of the sentences: public reports of CreateService for the first two (ecspresso, issue
    // 402 and pull request 20); the others are built like them.
    let does_not_support = |what: &str, remove: &str| {
        format!(
            "The daemon scheduling strategy does not support {what}. Remove the {remove} and try \
             again"
        )
    };
    let message = if launch_type == LaunchType::Fargate {
        "The daemon scheduling strategy is not supported with the FARGATE launch type".into()
    } else if request.integer("desiredCount").is_some() {
        does_not_support("a desired count for services", "desired count value")
    } else if request.objects("placementStrategy").next().is_some() {
        does_not_support("placement strategies", "placement strategy")
    } else if maximum.is_some_and(|maximum| maximum > 100) {
        does_not_support(
            "values above 100 for maximumPercent",
            "maximumPercent value",
        )
    } else if request.text("availabilityZoneRebalancing") == Some("ENABLED") {
        "Availability Zone Rebalancing does not support DAEMON services".into()
    } else {
        let message = "The DAEMON scheduling strategy is not simulated yet. Use REPLICA.";
        return Err(Refusal::new(Code::UnsupportedFeature, message));
    };
    Err(Refusal::invalid(message))
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
        let new = merged(old.as_ref(), given);
        let empty = new.as_array().is_some_and(Vec::is_empty);
        let same = old.as_ref() == Some(&new) || old.is_none() && empty;
        deployed |= DEPLOYED.contains(member) && !same;
        let entry = ((*member).into(), new.to_string().into());
        match place {
            Some(place) => after[place] = entry,
            None => after.push(entry),
        }
    }
    (after, deployed)
}

/// Members of `deploymentConfiguration` that are not given stay; lists and scalars are replaced.
fn merged(old: Option<&Value>, new: &Value) -> Value {
    let (Some(Value::Object(old)), Value::Object(new)) = (old, new) else {
        return new.clone();
    };
    let mut sum = old.clone();
    sum.extend(new.clone());
    Value::Object(sum)
}

/// Sets an echoed member.
pub fn put_extra(extras: &mut Extras, member: &str, value: &Value) {
    extras.retain(|(name, _)| &**name != member);
    extras.push((member.into(), value.to_string().into()));
}

/// Whether Availability Zone rebalancing can be on for a service.
/// Source: Developer Guide, "Balancing an Amazon ECS service across Availability Zones".
pub fn can_rebalance(placement: &Placement, maximum_percent: u32, on: LaunchType) -> bool {
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
    over_zones && maximum_percent > 100 && on != LaunchType::External
}

/// Assumption: code and text.
pub fn cannot_rebalance() -> Refusal {
    let message = "Availability Zone Rebalancing is not available with this configuration.";
    Refusal::invalid(message)
}

/// `loadBalancers` must name containers of the definition and ports that they have.
pub fn load_balancers(request: Request, spec: &TaskSpec) -> Result<(), Refusal> {
    let items: Vec<Request> = request.objects("loadBalancers").collect();
    if items.len() > 5 {
        return Err(Refusal::invalid("load balancers can have at most 5 items."));
    }
    for item in items {
        let name = item
            .filled_text("containerName")
            .ok_or_else(|| Refusal::invalid("Container Name can not be blank."))?;
        let port = item.integer("containerPort").unwrap_or(0);
        let container = spec.containers.iter().find(|row| &*row.name == name);
        let Some(container) = container else {
            let message = format!("The container {name} does not exist in the task definition.");
            return Err(Refusal::invalid(message));
        };
        let ports = container.ports.iter();
        let message = match ports
            .filter(|row| i64::from(row.container_port) == port)
            .count()
        {
            0 => format!("The container {name} did not have a container port {port} defined."),
            1 => continue,
            _ => format!(
                "Container port {port} is used in more than one port mapping for container {name}"
            ),
        };
        return Err(Refusal::invalid(message));
    }
    Ok(())
}
