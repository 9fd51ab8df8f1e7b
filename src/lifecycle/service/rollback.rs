//! A deployment fails, and the last complete one comes back.
//!
//! Source: Developer Guide, "How the Amazon ECS deployment circuit breaker detects failures" and
//! "How CloudWatch alarms detect Amazon ECS deployment failures".

use super::change::{forget_complaints, launch_of, new_deployment};
use super::{daemon, messages, record, shift, throttle, wake};
use crate::lifecycle::{Event, RolloutStep, Turn};
use crate::model::service::{OF_REVISIONS, ServiceMessage};
use crate::model::service_deployment::{Detector, Rollback};
use crate::model::service_message::DeploymentFailure;
use crate::model::{
    DeploymentId, DeploymentStatus, RolloutState, Service, ServiceDeployment,
    ServiceDeploymentStatus, ServiceId,
};
use std::sync::Arc;

/// The newest deployment has failed: it launches nothing any more.
pub(super) fn fail(turn: &mut Turn, id: ServiceId, cause: Detector) {
    let Some(service) = turn.world().services.get(id).cloned() else {
        return;
    };
    let Some(failed) = service.primary().map(|row| row.id) else {
        return;
    };
    give_up(turn, id, Some(cause.clone()));
    let why = match cause {
        Detector::Breaker => Some(DeploymentFailure::TasksFailedToStart),
        Detector::Alarms(_) => Some(DeploymentFailure::AlarmDetected),
        Detector::Request | Detector::Hooks(..) | Detector::StageTimeout(_) => None,
    };
    if let Some(why) = why {
        messages::say(turn, id, ServiceMessage::DeploymentFailed(failed, why));
    }
    match way_back(turn, &service, &cause) {
        Some(to) => roll_back(turn, id, failed, cause, &to),
        None => record::stop(turn, id, Some(cause)),
    }
}

/// The newest deployment is stopped where it stands: StopServiceDeployment with ABORT.
pub(super) fn abort(turn: &mut Turn, id: ServiceId) {
    give_up(turn, id, None);
    record::stop(turn, id, None);
}

fn give_up(turn: &mut Turn, id: ServiceId, cause: Option<Detector>) {
    let now = turn.now();
    record::end_older(turn, id);
    let Some(service) = turn.sim.world.services.edit(id) else {
        return;
    };
    let primary = &mut service.deployments[0];
    primary.rollout_state = RolloutState::Failed;
    primary.cause = cause;
    primary.updated_at = now;
    let failed = primary.id;
    turn.say(Event::Rollout(id, failed, RolloutStep::Failed));
}

/// The last complete deployment, if it shall come back. While one comes back, none else does.
fn way_back(turn: &Turn, service: &Service, cause: &Detector) -> Option<Arc<ServiceDeployment>> {
    let configuration = &service.configuration;
    let wanted = match cause {
        Detector::Breaker => configuration.breaker_on().is_some_and(|row| row.rollback),
        Detector::Alarms(_) => configuration.alarms_on().is_some_and(|row| row.rollback),
        Detector::Request | Detector::Hooks(..) | Detector::StageTimeout(_) => true,
    };
    let current = turn.world().current_record(service)?;
    if !wanted || current.rollback.is_some() {
        return None;
    }
    let mut records = turn.world().records_of(service);
    records.find(|record| record.completed).cloned()
}

/// The deployment of `to` becomes PRIMARY again, with its old id.
fn roll_back(
    turn: &mut Turn,
    id: ServiceId,
    from: DeploymentId,
    cause: Detector,
    to: &ServiceDeployment,
) {
    let now = turn.now();
    let Some(launch) = launch_of(turn.world(), id, to.target, &to.revision) else {
        return;
    };
    let Some(service) = turn.sim.world.services.edit(id) else {
        return;
    };
    for row in &mut service.deployments {
        row.status = DeploymentStatus::Active;
    }
    let place = service
        .deployments
        .iter()
        .position(|row| row.id == to.target);
    let mut row = match place {
        Some(place) => service.deployments.remove(place),
        None => new_deployment(to.target, to.revision.clone(), launch, to.created_at),
    };
    row.status = DeploymentStatus::Primary;
    row.rollout_state = RolloutState::InProgress;
    row.cause = Some(cause.clone());
    row.failed_tasks = 0;
    row.updated_at = now;
    service.deployments.insert(0, row);
    restore(service, to);
    forget_complaints(service);
    record::set_completed(turn, id, to.target, false);
    record::edit_current(turn, id, |record| {
        record.status = ServiceDeploymentStatus::RollbackInProgress;
        record.failed_by = Some(cause.clone());
        record.rollback = Some(Rollback {
            cause,
            started_at: now,
            to: to.target,
            failures: 0,
        });
    });
    shift::give_back(turn, id);
    turn.say(Event::Rollout(
        id,
        to.target,
        RolloutStep::CameBack { from },
    ));
    messages::say(turn, id, ServiceMessage::RollingBack(to.target));
    throttle::clear(turn, id);
    daemon::look_everywhere(&mut turn.sim.world, id);
    wake(turn, id);
}

/// The members of the service that belong to a revision are again those of this one.
fn restore(service: &mut Service, to: &ServiceDeployment) {
    let of_revision = |name: &Arc<str>| OF_REVISIONS.contains(&&**name);
    let kept = service.extras.iter().filter(|(name, _)| !of_revision(name));
    let old = to.extras.iter().filter(|(name, _)| of_revision(name));
    service.extras = Arc::new(kept.chain(old).cloned().collect());
}
