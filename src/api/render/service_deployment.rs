//! Records of a service's changes. Source: ECS API, `ServiceDeployment`, `ServiceDeploymentBrief`,
//! `ServiceRevision`; AWS CLI, samples of describe-service-deployments and
//! describe-service-revisions.

use super::configuration::{Holder, configuration, percent};
use super::service::{capacity, platform_family};
use super::{balancers, network, time};
use crate::lifecycle::service::{breaker_threshold, rollback_reason, status_reason};
use crate::lifecycle::task::newest_platform;
use crate::model::arn::{Arns, Uuid};
use crate::model::lifecycle_hook::{HookTarget, LifecycleHook};
use crate::model::service_deployment::{Detector, HookRun};
use crate::model::{
    Deployment, DeploymentConfiguration, DeploymentId, Service, ServiceDeployment,
    ServiceDeploymentStatus, Stage, Strategy, World,
};
use crate::sim::SimTime;
use serde_json::{Map, Value, json};

type Object = Map<String, Value>;

fn put(object: &mut Object, name: &str, value: impl Into<Value>) {
    object.insert(name.into(), value.into());
}

/// What List and Describe have in common.
fn head(world: &World, record: &ServiceDeployment) -> Object {
    let arns = Arns::of(world);
    let mut object = Object::new();
    let cluster = world.services.get(record.service).map(|row| row.cluster);
    let at = |at: Option<SimTime>| at.map(|at| time(world, at));
    put(
        &mut object,
        "serviceDeploymentArn",
        arns.service_deployment(record),
    );
    put(&mut object, "serviceArn", arns.service(record.service));
    if let Some(cluster) = cluster {
        put(&mut object, "clusterArn", arns.cluster(cluster));
    }
    put(&mut object, "createdAt", time(world, record.created_at));
    for (name, moment) in [
        ("startedAt", record.started_at),
        ("finishedAt", record.finished_at),
    ] {
        if let Some(moment) = at(moment) {
            put(&mut object, name, moment);
        }
    }
    put(&mut object, "status", record.status.name());
    if let Some(reason) = status_reason(record) {
        put(&mut object, "statusReason", reason);
    }
    object
}

/// A record as ListServiceDeployments shows it.
pub fn service_deployment_brief(world: &World, record: &ServiceDeployment) -> Value {
    let mut object = head(world, record);
    let target = Arns::of(world).service_revision(record.service, record.target);
    put(&mut object, "targetServiceRevisionArn", target);
    Value::Object(object)
}

/// A record as DescribeServiceDeployments shows it.
pub fn service_deployment(world: &World, record: &ServiceDeployment) -> Value {
    let mut object = head(world, record);
    if let Some(at) = record.stopped_at {
        put(&mut object, "stoppedAt", time(world, at));
    }
    put(&mut object, "updatedAt", time(world, record.updated_at));
    let sources = record.sources.iter();
    let sources: Vec<Value> = sources.map(|id| summary(world, record, *id)).collect();
    put(&mut object, "sourceServiceRevisions", sources);
    put(
        &mut object,
        "targetServiceRevision",
        summary(world, record, record.target),
    );
    if let Some(shift) = &record.shift {
        put(&mut object, "lifecycleStage", stage_name(shift.stage));
        let hooks = shift.hooks.iter();
        let hooks: Vec<Value> = hooks.filter_map(|run| hook(world, record, run)).collect();
        put(&mut object, "lifecycleHookDetails", hooks);
    }
    put(
        &mut object,
        "deploymentConfiguration",
        configuration(
            &record.configuration,
            record.percentages,
            Holder::ServiceDeployment,
        ),
    );
    if let Some(rollback) = &record.rollback {
        let to = Arns::of(world).service_revision(record.service, rollback.to);
        let started = time(world, rollback.started_at);
        let reason = rollback_reason(&rollback.cause);
        let shown = json!({"reason": reason, "startedAt": started, "serviceRevisionArn": to});
        put(&mut object, "rollback", shown);
    }
    put(
        &mut object,
        "deploymentCircuitBreaker",
        breaker(world, record),
    );
    put(&mut object, "alarms", alarms(record));
    Value::Object(object)
}

/// The API's list of stages has no PRE_PRODUCTION_TRAFFIC_SHIFT, though hooks can be for it.
/// Assumption: it shows as the shift that it prepares.
fn stage_name(stage: Stage) -> &'static str {
    match stage {
        Stage::PreProductionTrafficShift => Stage::ProductionTrafficShift.name(),
        Stage::ReconcileService
        | Stage::PreScaleUp
        | Stage::ScaleUp
        | Stage::PostScaleUp
        | Stage::TestTrafficShift
        | Stage::PostTestTrafficShift
        | Stage::ProductionTrafficShift
        | Stage::PostProductionTrafficShift
        | Stage::BakeTime
        | Stage::CleanUp => stage.name(),
    }
}

fn listed(service: &Service, id: DeploymentId) -> Option<&Deployment> {
    service.deployments.iter().find(|row| row.id == id)
}

/// How many tasks of a revision there shall be, are and start; and its traffic.
fn summary(world: &World, record: &ServiceDeployment, id: DeploymentId) -> Value {
    let service = world.services.get(record.service);
    let row = service.and_then(|service| listed(service, id));
    let arn = Arns::of(world).service_revision(record.service, id);
    let mut shown = counts(row, &arn);
    if record.configuration.strategy() != Strategy::Rolling {
        let weights = record.weights_of(id);
        shown["requestedTestTrafficWeight"] = percent(weights.test);
        shown["requestedProductionTrafficWeight"] = percent(weights.production);
    }
    shown
}

fn counts(row: Option<&Deployment>, arn: &str) -> Value {
    let tally = row.map(|row| row.tally).unwrap_or_default();
    json!({
        "arn": arn,
        "requestedTaskCount": row.map_or(0, |row| row.desired_count),
        "runningTaskCount": tally.running + tally.leaving,
        "pendingTaskCount": tally.starting,
    })
}

/// `currentServiceRevisions` of a service: its deployments that have or shall have tasks.
pub fn current_revisions(world: &World, service: &Service) -> Value {
    let rows = service.deployments.iter();
    let rows = rows.map(|row| {
        let arn = Arns::of(world).service_revision(service.id, row.id);
        counts(Some(row), &arn)
    });
    rows.collect()
}

fn hook(world: &World, record: &ServiceDeployment, run: &HookRun) -> Option<Value> {
    let hooks = record.configuration.hooks.as_ref()?;
    let of: &LifecycleHook = hooks.get(run.hook)?;
    let arns = Arns::of(world);
    let id = match of.target() {
        HookTarget::Pause => arns.pause_hook(record.id, run.number),
        HookTarget::Lambda => {
            let (record, number) = (u64::from(record.id.0), u64::from(run.number));
            arns.uuid(Uuid::Hook, record, number)
        }
    };
    let mut shown = json!({
        "hookId": id,
        "targetType": of.target().name(),
        "status": run.status.name(),
        "expiresAt": time(world, run.expires_at),
        "timeoutAction": of.on_timeout().name(),
    });
    if let Some(arn) = &of.target_arn {
        shown["targetArn"] = (&**arn).into();
    }
    Some(shown)
}

/// How a detector stands. Source: ECS API, `ServiceDeploymentRollbackMonitorsStatus`.
fn monitor(record: &ServiceDeployment, is_on: bool, triggered: bool) -> &'static str {
    let under_way = matches!(
        record.status,
        ServiceDeploymentStatus::Pending | ServiceDeploymentStatus::InProgress
    );
    match (is_on, triggered, under_way) {
        (false, _, _) => "DISABLED",
        (true, true, _) => "TRIGGERED",
        (true, false, true) => "MONITORING",
        (true, false, false) => "MONITORING_COMPLETE",
    }
}

fn live<'a>(world: &'a World, record: &'a ServiceDeployment) -> &'a DeploymentConfiguration {
    let service = world.services.get(record.service);
    let current = service.filter(|service| service.current == Some(record.id));
    let current = current.filter(|_| !record.status.is_over());
    current.map_or(&record.configuration, |service| &service.configuration)
}

fn breaker(world: &World, record: &ServiceDeployment) -> Value {
    let is_on = live(world, record).breaker_on().is_some();
    let triggered = record.failed_by == Some(Detector::Breaker);
    json!({
        "status": monitor(record, is_on, triggered),
        "failureCount": record.failures,
        "threshold": breaker_threshold(world, record),
    })
}

fn alarms(record: &ServiceDeployment) -> Value {
    let alarms = record.configuration.alarms_on();
    let names: Vec<&str> = alarms
        .iter()
        .flat_map(|of| &of.names)
        .map(|of| &**of)
        .collect();
    let triggered: Vec<&str> = match &record.failed_by {
        Some(Detector::Alarms(names)) => names.iter().map(|name| &**name).collect(),
        Some(
            Detector::Breaker | Detector::Request | Detector::Hooks(..) | Detector::StageTimeout(_),
        )
        | None => Vec::new(),
    };
    let is_on = alarms.is_some() && !record.ignores_alarms;
    let status = monitor(record, is_on, !triggered.is_empty());
    let mut shown = json!({"status": status});
    // Source: AWS CLI, sample of describe-service-deployments: the status alone without alarms.
    if !names.is_empty() {
        shown["alarmNames"] = names.into();
        shown["triggeredAlarmNames"] = triggered.into();
    }
    shown
}

/// What a deployment runs, as DescribeServiceRevisions shows it.
pub fn service_revision(world: &World, record: &ServiceDeployment) -> Value {
    let arns = Arns::of(world);
    let revision = &record.revision;
    let mut object = Object::new();
    let arn = arns.service_revision(record.service, record.target);
    put(&mut object, "serviceRevisionArn", arn);
    put(&mut object, "serviceArn", arns.service(record.service));
    if let Some(service) = world.services.get(record.service) {
        put(&mut object, "clusterArn", arns.cluster(service.cluster));
    }
    put(
        &mut object,
        "taskDefinition",
        arns.definition(revision.definition),
    );
    // Source: ECS API, ServiceRevision, `capacityProviderStrategy`.
    let (member, value) = capacity(revision);
    put(&mut object, member, value);
    if let Some(asked) = &revision.platform_version {
        // Source: AWS CLI and ECS API, samples of DescribeServiceRevisions: the version that was
        // found for `LATEST`.
        let definition = world.definitions.get(revision.definition);
        let windows = definition.is_some_and(|row| row.spec.windows);
        let version = newest_platform(Some(asked), windows);
        put(&mut object, "platformVersion", &*version);
        put(
            &mut object,
            "platformFamily",
            platform_family(world, revision),
        );
    }
    if !revision.balancers.is_empty() {
        let shown = balancers(world, &revision.balancers);
        put(&mut object, "loadBalancers", shown);
    }
    for (name, text) in record.extras.iter() {
        let of_revision = crate::model::service::OF_REVISIONS.contains(&&**name);
        if let Ok(value) = serde_json::from_str::<Value>(text)
            && of_revision
        {
            put(&mut object, name, value);
        }
    }
    if let Some(shown) = &revision.network {
        put(&mut object, "networkConfiguration", network(shown));
    }
    put(&mut object, "containerImages", images(world, record));
    put(&mut object, "guardDutyEnabled", false);
    put(&mut object, "createdAt", time(world, record.created_at));
    Value::Object(object)
}

fn images(world: &World, record: &ServiceDeployment) -> Value {
    let definition = world.definitions.get(record.revision.definition);
    let containers = definition.iter().flat_map(|row| row.spec.containers.iter());
    let images = containers.map(|container| {
        json!({
            "containerName": &*container.name,
            "image": &*container.image,
            "imageDigest": Arns::of(world).image_digest(&container.image),
        })
    });
    images.collect()
}
