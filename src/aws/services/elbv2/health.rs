//! DescribeTargetHealth: tasks as their load balancer finds them.

use super::{Plan, Refused, no_group};
use crate::api::Request;
use crate::model::arn::Arns;
use crate::model::surroundings::target_group::{self, TargetGroup, TargetType};
use crate::model::target::{Target, TargetState};
use crate::model::{Task, World};
use serde_json::{Value, json};

/// Source of the text: public reports of DescribeTargetHealth.
fn no_arn(arn: &str) -> Refused {
    let said = format!("'{arn}' is not a valid target group ARN");
    Refused::new("ValidationError", said)
}

pub(super) fn describe(world: &World, request: Request) -> Result<Plan, Refused> {
    let arn = request.text("TargetGroupArn").unwrap_or_default();
    if !arn.starts_with("arn:") || !arn.contains(":targetgroup/") {
        return Err(no_arn(arn));
    }
    let group = target_group::by_arn(world, arn).ok_or_else(no_group)?;
    let all = registered(world, group);
    let rows = match request.has("Targets") {
        false => all,
        true => request
            .objects("Targets")
            .flat_map(|asked| asked_for(&all, group, asked))
            .collect(),
    };
    Ok(Plan::Answer(json!({"TargetHealthDescriptions": rows})))
}

/// The targets of a group, those that are draining with them.
fn registered(world: &World, group: &TargetGroup) -> Vec<Value> {
    let tasks = world.tasks.rows().filter(|task| task.is_live());
    let rows = tasks.flat_map(|task| {
        let own = task.targets.iter().filter(|row| row.group == group.id);
        own.map(move |target| shown(world, group, task, target))
    });
    rows.collect()
}

fn shown(world: &World, group: &TargetGroup, task: &Task, target: &Target) -> Value {
    let arns = Arns::of(world);
    let mut place = json!({"Port": target.port});
    match group.target_type {
        TargetType::Ip => {
            let number = task.interface.as_ref().map(|row| row.number);
            let address = number.map(|number| arns.private_address(task.zone, number));
            place["Id"] = address.unwrap_or_default().into();
            place["AvailabilityZone"] = task.zone.name(&world.settings.region).into();
        }
        TargetType::Instance => {
            let id = task.instance.map(|id| arns.ec2_instance(id));
            place["Id"] = id.unwrap_or_default().into();
        }
    }
    let mut health = json!({"State": target.state.name()});
    if let Some(code) = reason(target) {
        health["Reason"] = code.into();
        health["Description"] = target.reason.as_deref().unwrap_or_default().into();
    }
    json!({
        "Target": place,
        "HealthCheckPort": target.port.to_string(),
        "TargetHealth": health,
    })
}

/// The code of a target's reason. Source: Elastic Load Balancing API, `TargetHealth.Reason`.
fn reason(target: &Target) -> Option<&'static str> {
    let words = target.reason.as_deref().unwrap_or_default();
    match target.state {
        TargetState::Healthy => None,
        TargetState::Initial => Some("Elb.RegistrationInProgress"),
        TargetState::Draining => Some("Target.DeregistrationInProgress"),
        TargetState::Unused => Some("Target.NotInUse"),
        TargetState::Unhealthy if words.contains("with these codes") => {
            Some("Target.ResponseCodeMismatch")
        }
        TargetState::Unhealthy if words.contains("timed out") => Some("Target.Timeout"),
        TargetState::Unhealthy => Some("Target.FailedHealthChecks"),
    }
}

/// The targets that a request names; one that is not there is unused.
fn asked_for(all: &[Value], group: &TargetGroup, asked: Request) -> Vec<Value> {
    let id = asked.text("Id").unwrap_or_default();
    let port = asked.integer("Port");
    let fits = |row: &&Value| {
        let is_port = port.is_none_or(|port| row["Target"]["Port"] == port);
        row["Target"]["Id"] == id && is_port
    };
    let found: Vec<Value> = all.iter().filter(fits).cloned().collect();
    if !found.is_empty() {
        return found;
    }
    let port = port.unwrap_or(i64::from(group.port));
    vec![json!({
        "Target": {"Id": id, "Port": port},
        "HealthCheckPort": port.to_string(),
        "TargetHealth": {
            "State": "unused",
            "Reason": "Target.NotRegistered",
            "Description": "Target is not registered to the target group",
        },
    })]
}
