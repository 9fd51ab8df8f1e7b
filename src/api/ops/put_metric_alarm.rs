//! Drydock.PutMetricAlarm: an alarm of CloudWatch, with what it looks at.
//!
//! Source: CloudWatch API, PutMetricAlarm. Metrics of services are measured: CPUUtilization and
//! MemoryUtilization of `AWS/ECS`, RequestCountPerTarget of `AWS/ApplicationELB`. An alarm of any
//! other has no data, as in AWS one that nobody sends data for. Among its actions are step scaling
//! policies carried out, other actions only shown.

use crate::api::read::scaling::milli;
use crate::api::read::{alarm, own};
use crate::api::render::scaling::policy_arn;
use crate::api::{Refusal, Request};
use crate::lifecycle::scaling::alarms::{self, Triggered};
use crate::lifecycle::{Turn, scaling};
use crate::model::scaling::{Metric, PolicyKind, Watch};
use crate::model::surroundings::alarm::MetricAlarm;
use crate::model::{ServiceId, World};
use serde_json::{Value, json};

/// What the alarms of CloudWatch say before anything was measured. Source: public reports.
const UNCHECKED: &str = "Unchecked: Initial alarm creation";

pub fn run(turn: &mut Turn, request: Request) -> Result<Value, Refusal> {
    let name = own::text(request, "AlarmName")?;
    if !(1..=255).contains(&name.chars().count()) {
        return Err(Refusal::invalid("AlarmName must have 1 to 255 characters."));
    }
    if request.has("Metrics") {
        let message = "Metrics that are calculated from others are not simulated: give Namespace, \
                       MetricName and Dimensions.";
        return Err(Refusal::invalid(message));
    }
    if request.get("Threshold").and_then(milli).is_none() {
        return Err(Refusal::invalid("Threshold must be given."));
    }
    let watches = watched(turn.world(), request)?;
    let triggers = triggers(turn.world(), request, watches.as_ref().map(|(id, _)| *id))?;
    let alarm = MetricAlarm {
        given: Value::Object(request.members()),
        watches,
        put_at: turn.now(),
        changed_at: turn.now(),
        reason: UNCHECKED.into(),
    };
    alarms::put(turn, name, alarm, &triggers);
    Ok(json!({}))
}

/// The service whose metric it is, and how the alarm looks at it; None for other metrics.
fn watched(world: &World, request: Request) -> Result<Option<(ServiceId, Watch)>, Refusal> {
    let Some(found) = alarm::measured(world, request) else {
        return Ok(None);
    };
    let (metric, row) = found;
    let row = row.ok_or_else(|| {
        let message = "Dimensions must name an ACTIVE service: ClusterName and ServiceName, or the \
                       TargetGroup of one.";
        Refusal::invalid(message)
    })?;
    let watch = alarm::watch(request)?;
    let statistic = alarm::statistic(metric);
    let seconds = own::number(request, "Period", 60, 1..=86_400)?;
    let message = match metric {
        _ if own::text(request, "Statistic")? != statistic => Some(format!(
            "Of {} only the statistic {statistic} is simulated.",
            metric.name()
        )),
        Metric::RequestsPerTarget if seconds != 60 => {
            Some("RequestCountPerTarget is simulated by the minute: Period must be 60.".to_owned())
        }
        Metric::Cpu | Metric::Memory | Metric::RequestsPerTarget => None,
    };
    match message {
        Some(message) => Err(Refusal::invalid(message)),
        None => Ok(Some((row.id, watch))),
    }
}

/// The step policies among its actions.
fn triggers(
    world: &World,
    request: Request,
    watched: Option<ServiceId>,
) -> Result<Vec<Triggered>, Refusal> {
    let mut found = Vec::new();
    if request.truth("ActionsEnabled") == Some(false) {
        return Ok(found);
    }
    for arn in request.texts("AlarmActions") {
        if !arn.contains(":scalingPolicy:") {
            continue;
        }
        let mut all = world.measured.keys().filter_map(|id| {
            let row = scaling::of(world, *id)?;
            let mut policies = row.policies.iter();
            let policy = policies.find(|policy| policy_arn(world, *id, policy) == arn)?;
            Some((*id, policy))
        });
        let (id, policy) = all
            .next()
            .ok_or_else(|| Refusal::invalid(format!("There is no scaling policy {arn}.")))?;
        if let PolicyKind::Tracking { .. } = policy.kind {
            let message = "A target tracking policy has alarms of its own: AlarmActions can name \
                           step scaling policies.";
            return Err(Refusal::invalid(message));
        }
        if watched.is_some_and(|own| own != id) {
            let message = "An alarm of one service that scales another is not simulated.";
            return Err(Refusal::invalid(message));
        }
        found.push((id, policy.name.clone()));
    }
    Ok(found)
}
