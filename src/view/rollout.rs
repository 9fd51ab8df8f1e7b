//! The latest change of a service in words: how far it is, what watches it, what it waits for.

use super::board::definition_name;
use super::format;
use crate::lifecycle::service::{breaker_failures, breaker_threshold, status_reason};
use crate::model::arn::Arns;
use crate::model::service_deployment::{Detector, HookStatus};
use crate::model::{
    DeploymentConfiguration, Service, ServiceDeployment, ServiceDeploymentStatus, World,
};

/// The latest change of a service for the inspector.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RolloutView {
    /// The ARN of the service deployment.
    pub arn: String,
    /// Its status.
    pub status: &'static str,
    /// Why it is so; empty if nobody says.
    pub reason: String,
    /// What is known of it: (name, value).
    pub facts: Vec<(&'static str, String)>,
    /// Whether it can be stopped.
    pub can_stop: bool,
    /// The id of a PAUSE that waits for an answer; empty if none does.
    pub paused_at: String,
}

/// The latest change of a service; None before its first.
pub(super) fn rollout_view(world: &World, service: &Service) -> Option<RolloutView> {
    let record = world.current_record(service)?;
    let under_way = matches!(
        record.status,
        ServiceDeploymentStatus::Pending | ServiceDeploymentStatus::InProgress
    );
    let configuration = match record.status.is_over() {
        true => &record.configuration,
        false => &service.configuration,
    };
    let mut facts = vec![(
        "strategy",
        record.configuration.strategy().name().to_owned(),
    )];
    facts.extend(stage(record));
    facts.extend(breaker(world, record, configuration));
    facts.extend(counted(service, configuration).filter(|_| under_way));
    facts.extend(alarms(record, configuration));
    if let Some(rollback) = &record.rollback {
        let mut records = world.records_of(service);
        let to = records.find(|record| record.target == rollback.to);
        let to = to.map(|to| definition_name(world, to.revision.definition));
        facts.push(("goes back to", to.unwrap_or_default()));
    }
    Some(RolloutView {
        arn: Arns::of(world).service_deployment(record),
        status: record.status.name(),
        reason: status_reason(record).unwrap_or_default(),
        facts,
        can_stop: under_way,
        paused_at: paused_at(world, record).unwrap_or_default(),
    })
}

fn stage(record: &ServiceDeployment) -> Vec<(&'static str, String)> {
    let Some(shift) = &record.shift else {
        return Vec::new();
    };
    let stage = format!(
        "{} since {}",
        shift.stage.name(),
        format::moment(shift.since)
    );
    let new = |share| format!("{} to the new tasks", format::permille(share));
    vec![
        ("stage", stage),
        ("test traffic", new(shift.weights.test)),
        ("production traffic", new(shift.weights.production)),
    ]
}

fn breaker(
    world: &World,
    record: &ServiceDeployment,
    configuration: &DeploymentConfiguration,
) -> Option<(&'static str, String)> {
    let breaker = configuration.breaker_on()?;
    let (failures, most) = (breaker_failures(record), breaker_threshold(world, record));
    let then = match breaker.rollback {
        true => "then it goes back",
        false => "then it is given up",
    };
    let count = match record.failed_by {
        Some(Detector::Breaker) if record.rollback.is_none() => most,
        _ => failures,
    };
    Some((
        "circuit breaker",
        format!("{count} of {most} failures, {then}"),
    ))
}

/// What the circuit breaker counts now. Source: see `lifecycle::service::breaker`.
fn counted(
    service: &Service,
    configuration: &DeploymentConfiguration,
) -> Option<(&'static str, String)> {
    configuration.breaker_on()?;
    let counts = match service.primary()?.has_run {
        false => "tasks that do not get to RUNNING",
        true => "failed health checks, but no exits",
    };
    Some(("it counts", counts.to_owned()))
}

fn alarms(
    record: &ServiceDeployment,
    configuration: &DeploymentConfiguration,
) -> Option<(&'static str, String)> {
    let alarms = configuration.alarms_on()?;
    let names = alarms.names.join(", ");
    let text = match record.ignores_alarms {
        true => format!("{names}: on from the start, so not looked at"),
        false => names,
    };
    Some(("alarms", text))
}

fn paused_at(world: &World, record: &ServiceDeployment) -> Option<String> {
    let shift = record.shift.as_ref().filter(|_| !record.status.is_over())?;
    let mut hooks = shift.hooks.iter();
    let hook = hooks.find(|hook| hook.status == HookStatus::AwaitingAction)?;
    Some(Arns::of(world).pause_hook(record.id, hook.number))
}
