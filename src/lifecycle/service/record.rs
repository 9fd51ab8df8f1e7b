//! The records of a service's changes: opened, taken up, ended.
//!
//! Source: Developer Guide, "View service history using Amazon ECS service deployments".

use super::alarms;
use crate::lifecycle::Turn;
use crate::model::service_deployment::Detector;
use crate::model::{
    DeploymentId, Service, ServiceDeployment, ServiceDeploymentId, ServiceDeploymentStatus,
    ServiceId, World,
};
use crate::sim::SimTime;

/// Opens the record of a deployment that has just become PRIMARY. A change that is still under way
/// is to stop.
pub(super) fn open(turn: &mut Turn, id: ServiceId, target: DeploymentId) {
    let now = turn.now();
    let Some(service) = turn.world().services.get(id).cloned() else {
        return;
    };
    edit_current(turn, id, |record| {
        if !record.status.is_over() {
            record.status = ServiceDeploymentStatus::StopRequested;
        }
    });
    let Some(primary) = service.primary() else {
        return;
    };
    let sources = sources(turn.world(), &service, target);
    let record = turn
        .sim
        .world
        .service_deployments
        .add(|record| ServiceDeployment {
            id: record,
            service: id,
            before: service.current,
            target,
            sources,
            revision: primary.revision.clone(),
            extras: service.extras.clone(),
            configuration: service.configuration.clone(),
            percentages: (service.minimum_healthy_percent, service.maximum_percent),
            status: ServiceDeploymentStatus::Pending,
            created_at: now,
            started_at: None,
            finished_at: None,
            stopped_at: None,
            updated_at: now,
            completed: false,
            failed_by: None,
            rollback: None,
            failures: 0,
            failed_at: SimTime::START,
            ignores_alarms: false,
            bake_since: None,
            shift: None,
        });
    if let Some(service) = turn.sim.world.services.edit(id) {
        service.current = Some(record);
    }
}

/// The other deployments that are listed; the first is the last complete one, whose tasks have the
/// traffic.
fn sources(world: &World, service: &Service, target: DeploymentId) -> Vec<DeploymentId> {
    let listed = service.deployments.iter().map(|row| row.id);
    let mut sources: Vec<DeploymentId> = listed.filter(|id| *id != target).collect();
    let mut records = world.records_of(service).filter(|record| record.completed);
    let place = records.find_map(|record| sources.iter().position(|id| *id == record.target));
    if let Some(place) = place {
        let blue = sources.remove(place);
        sources.insert(0, blue);
    }
    sources
}

/// The scheduler takes the change up.
/// Source: Developer Guide, "How CloudWatch alarms detect Amazon ECS deployment failures": alarms
/// that are on already are not looked at.
pub(super) fn begin(turn: &mut Turn, id: ServiceId) {
    let now = turn.now();
    let Some(service) = turn.world().services.get(id).cloned() else {
        return;
    };
    let ignores_alarms = alarms::any_on(turn.world(), &service);
    edit_current(turn, id, |record| {
        record.status = ServiceDeploymentStatus::InProgress;
        record.started_at = Some(now);
        record.ignores_alarms = ignores_alarms;
    });
    end_older(turn, id);
}

/// What the latest change replaces is stopped.
pub(super) fn end_older(turn: &mut Turn, id: ServiceId) {
    let now = turn.now();
    let Some(service) = turn.world().services.get(id).cloned() else {
        return;
    };
    let older = turn.world().records_of(&service).skip(1);
    let unfinished = older.take_while(|record| !record.status.is_over());
    let unfinished: Vec<ServiceDeploymentId> = unfinished.map(|record| record.id).collect();
    for record in unfinished {
        edit(turn, record, stopped_at(now));
    }
}

fn stopped_at(now: SimTime) -> impl FnOnce(&mut ServiceDeployment) {
    move |record| {
        record.status = ServiceDeploymentStatus::Stopped;
        record.stopped_at = Some(now);
        record.finished_at = Some(now);
    }
}

/// The newest deployment is complete, or what was rolled back to is there again.
pub(super) fn complete(turn: &mut Turn, id: ServiceId, deployment: DeploymentId) {
    let now = turn.now();
    edit_current(turn, id, |record| {
        record.finished_at = Some(now);
        record.status = match record.rollback {
            Some(_) => ServiceDeploymentStatus::RollbackSuccessful,
            None => ServiceDeploymentStatus::Successful,
        };
    });
    set_completed(turn, id, deployment, true);
}

/// Whether a rollback may lead to this deployment.
pub(super) fn set_completed(turn: &mut Turn, id: ServiceId, target: DeploymentId, so: bool) {
    let Some(service) = turn.world().services.get(id).cloned() else {
        return;
    };
    let mut records = turn.world().records_of(&service);
    let record = records.find(|record| record.target == target);
    let record = record.map(|record| record.id);
    drop(records);
    if let Some(record) = record {
        edit(turn, record, |record| record.completed = so);
    }
}

/// The newest deployment was given up, and nothing comes back.
pub(super) fn stop(turn: &mut Turn, id: ServiceId, cause: Option<Detector>) {
    let now = turn.now();
    edit_current(turn, id, |record| match record.rollback {
        Some(_) => {
            record.status = ServiceDeploymentStatus::RollbackFailed;
            record.finished_at = Some(now);
        }
        None => {
            record.failed_by = cause;
            stopped_at(now)(record);
        }
    });
}

/// Changes the record of the service's latest change.
pub(super) fn edit_current(
    turn: &mut Turn,
    id: ServiceId,
    change: impl FnOnce(&mut ServiceDeployment),
) {
    let service = turn.world().services.get(id);
    if let Some(record) = service.and_then(|service| service.current) {
        edit(turn, record, change);
    }
}

fn edit(turn: &mut Turn, id: ServiceDeploymentId, change: impl FnOnce(&mut ServiceDeployment)) {
    let now = turn.now();
    if let Some(record) = turn.sim.world.service_deployments.edit(id) {
        change(record);
        record.updated_at = now;
    }
}
