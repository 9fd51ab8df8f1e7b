//! A schedule of EventBridge Scheduler with RunTask for its target.
//!
//! Source: Amazon EventBridge Scheduler API, CreateSchedule, `Target`, `EcsParameters`,
//! `RetryPolicy`, `FlexibleTimeWindow`. The refusals are in Drydock's own words where no public
//! report has those of AWS.

use super::own;
use crate::api::{Refusal, Request};
use crate::model::arn::last_part;
use crate::model::schedule::Schedule;
use crate::model::schedule::expression::Expression;
use crate::model::{ScheduleId, World};
use crate::sim::time::parse_iso8601;
use crate::sim::{SimTime, Span};
use serde_json::{Map, Value, json};
use std::collections::VecDeque;
use std::sync::Arc;

/// The longest name. Source: as above, `Name`.
const LONGEST_NAME: usize = 64;

/// The members of `ecsParameters` that RunTask has under the same name.
const SAME: &[&str] = &[
    "launchType",
    "networkConfiguration",
    "capacityProviderStrategy",
    "placementConstraints",
    "placementStrategy",
    "group",
    "platformVersion",
    "propagateTags",
    "enableExecuteCommand",
    "referenceId",
    "tags",
];

/// The request with small first letters, as ECS spells its members, so that requests of the
/// EventBridge Scheduler API can be pasted.
pub fn lowered(request: Request) -> Value {
    lower(&Value::Object(request.members()))
}

fn lower(value: &Value) -> Value {
    match value {
        Value::Object(members) => {
            let pairs = members.iter();
            let pairs = pairs.map(|(name, value)| (small(name), lower(value)));
            Value::Object(pairs.collect::<Map<String, Value>>())
        }
        Value::Array(items) => items.iter().map(lower).collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => value.clone(),
    }
}

fn small(name: &str) -> String {
    let mut letters = name.chars();
    match letters.next() {
        // `EnableECSManagedTags` is the only one with two capitals behind the first letter.
        Some(first) => first.to_lowercase().chain(letters).collect(),
        None => String::new(),
    }
}

/// Reads what CreateSchedule asks for.
///
/// # Errors
/// What is missing, or has no meaning, or is there already.
pub fn schedule(world: &World, now: SimTime, request: Request) -> Result<Schedule, Refusal> {
    let name = name(world, request)?;
    let text = own::text(request, "scheduleExpression")?;
    let expression = Expression::read(text)
        .ok_or_else(|| Refusal::invalid(format!("Invalid Schedule Expression {text}.")))?;
    let zone = match own::text(request, "scheduleExpressionTimezone")? {
        "" => "UTC",
        zone => zone,
    };
    let clock = own::clock(zone)?;
    let created = world.settings.calendar.epoch_millis(now);
    let start = date(request, "startDate")?.unwrap_or(created);
    let target = request.part("target");
    let retry = target.part("retryPolicy");
    Ok(Schedule {
        id: ScheduleId(0),
        description: own::text(request, "description")?.into(),
        target: Arc::new(Value::Object(target.members())),
        created_at: now,
        request: Arc::new(run_task(target, &name)?),
        name,
        text: text.into(),
        expression,
        zone: zone.into(),
        clock,
        start,
        end: date(request, "endDate")?,
        window: window(request)?,
        most_retries: own::number(retry, "maximumRetryAttempts", 185, 0..=185)? as u32,
        longest_retry: Span::seconds(own::number(
            retry,
            "maximumEventAgeInSeconds",
            86_400,
            60..=86_400,
        )?),
        enabled: choice(request, "state", &["ENABLED", "DISABLED"])? == "ENABLED",
        deletes_itself: choice(request, "actionAfterCompletion", &["NONE", "DELETE"])? == "DELETE",
        due: 0,
        next: None,
        retries: Vec::new(),
        runs: VecDeque::new(),
        alarm: None,
    })
}

fn name(world: &World, request: Request) -> Result<Arc<str>, Refusal> {
    let name = own::text(request, "name")?;
    let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    if name.is_empty() || name.len() > LONGEST_NAME || !name.chars().all(allowed) {
        return Err(Refusal::invalid(
            "A schedule has a name of 1 to 64 letters, digits, hyphens, underscores and dots.",
        ));
    }
    if world.schedules.rows().any(|row| *row.name == *name) {
        return Err(Refusal::invalid(format!("Schedule {name} already exists.")));
    }
    Ok(name.into())
}

/// One of a few words, the first of them if it is absent.
fn choice<'a>(
    request: Request<'a>,
    member: &str,
    words: &[&'static str],
) -> Result<&'static str, Refusal> {
    let given = own::text(request, member)?;
    let known = words
        .iter()
        .find(|word| given.is_empty() || **word == given);
    known.copied().ok_or_else(|| {
        let words = words.join(",");
        Refusal::invalid(format!("{member} should be one of [{words}]"))
    })
}

/// A date in milliseconds since 1970, given as ISO 8601 or in seconds.
fn date(request: Request, member: &str) -> Result<Option<u64>, Refusal> {
    let read = match request.get(member) {
        None => return Ok(None),
        Some(Value::String(text)) => parse_iso8601(text),
        Some(value) => value
            .as_u64()
            .and_then(|seconds| seconds.checked_mul(1_000)),
    };
    let invalid = || Refusal::invalid(format!("{member} must be a date: 2026-01-01T00:00:00Z."));
    read.map(Some).ok_or_else(invalid)
}

fn window(request: Request) -> Result<Span, Refusal> {
    let window = request.part("flexibleTimeWindow");
    match choice(window, "mode", &["OFF", "FLEXIBLE"])? {
        "FLEXIBLE" => {
            let minutes = own::number(window, "maximumWindowInMinutes", 0, 1..=1_440)?;
            Ok(Span::minutes(minutes))
        }
        _ => Ok(Span::ZERO),
    }
}

/// The request of RunTask that a target stands for.
/// Source of `startedBy`: what tasks of EventBridge Scheduler have in public reports.
fn run_task(target: Request, name: &str) -> Result<Value, Refusal> {
    let parameters = target.part("ecsParameters");
    let definition = own::text(parameters, "taskDefinitionArn")?;
    if definition.is_empty() {
        return Err(Refusal::invalid(
            "target.ecsParameters.taskDefinitionArn must be given: it names what to run.",
        ));
    }
    let mut body = json!({
        "taskDefinition": definition,
        "count": own::number(parameters, "taskCount", 1, 1..=10)?,
        "startedBy": format!("chronos-schedule/{name}"),
    });
    let cluster = last_part(own::text(target, "arn")?);
    if !cluster.is_empty() {
        body["cluster"] = cluster.into();
    }
    for member in SAME {
        if let Some(value) = parameters.get(member) {
            body[*member] = value.clone();
        }
    }
    if let Some(managed) = parameters.get("enableECSManagedTags") {
        body["enableECSManagedTags"] = managed.clone();
    }
    let input = own::text(target, "input")?;
    if !input.is_empty() {
        let overrides: Value = serde_json::from_str(input)
            .map_err(|_| Refusal::invalid("target.input must be JSON: overrides of RunTask."))?;
        body["overrides"] = overrides;
    }
    Ok(body)
}
