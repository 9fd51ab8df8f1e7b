//! A deployment begins, fails, bakes and succeeds.

use super::{Effect, Look, Plan};
use crate::lifecycle::service::rollout::Rollout;
use crate::lifecycle::service::{alarms, breaker, healthy_at};
use crate::lifecycle::timing::BAKE_TIME;
use crate::model::deployment_configuration::Cleanup;
use crate::model::service_deployment::Detector;
use crate::model::{
    Deployment, RolloutState, ServiceDeployment, ServiceDeploymentStatus, Strategy,
};
use crate::sim::Span;
use std::sync::Arc;

impl<'a> Look<'a> {
    fn record(&self) -> Option<&'a Arc<ServiceDeployment>> {
        self.world.current_record(self.service)
    }

    /// Whether the newest deployment has come to nothing.
    pub(super) fn has_failed(&self) -> bool {
        has_failed(self.primary)
    }

    /// A failed deployment launches nothing, and what it was to replace stays: what of that is
    /// unhealthy is replaced by its like.
    /// Source: Developer Guide, "How the Amazon ECS deployment circuit breaker detects failures".
    pub(super) fn stay_failed(&self, plan: &mut Plan) {
        self.keep_older(plan);
        if self.older.is_empty() {
            self.scale_in(plan);
        }
    }

    fn in_progress(&self) -> bool {
        self.primary.rollout_state == RolloutState::InProgress
    }

    /// Takes a deployment up, or gives it up; the latter is all there is to do then.
    pub(super) fn begin_or_end(&self, plan: &mut Plan) -> bool {
        let Some(record) = self.record() else {
            return false;
        };
        let end = match record.status {
            ServiceDeploymentStatus::Pending => {
                plan.effects.push(Effect::Rollout(Rollout::Begin));
                None
            }
            ServiceDeploymentStatus::RollbackRequested => {
                Some(Effect::Rollout(Rollout::Fail(Detector::Request)))
            }
            ServiceDeploymentStatus::StopRequested => Some(Effect::Rollout(Rollout::Abort)),
            ServiceDeploymentStatus::InProgress | ServiceDeploymentStatus::RollbackInProgress => {
                self.detected(record)
                    .map(|cause| Effect::Rollout(Rollout::Fail(cause)))
            }
            ServiceDeploymentStatus::Successful
            | ServiceDeploymentStatus::Stopped
            | ServiceDeploymentStatus::RollbackSuccessful
            | ServiceDeploymentStatus::RollbackFailed => None,
        };
        if end.is_none() && breaker::healed(self.world, self.service, self.now) {
            plan.effects.push(Effect::Rollout(Rollout::Heal));
        }
        let ends = end.is_some();
        plan.effects.extend(end);
        ends
    }

    /// What the circuit breaker or an alarm has found; the first of them decides.
    fn detected(&self, record: &ServiceDeployment) -> Option<Detector> {
        if !self.in_progress() {
            return None;
        }
        if breaker::tripped(self.world, self.service) {
            return Some(Detector::Breaker);
        }
        if record.ignores_alarms || record.rollback.is_some() {
            return None;
        }
        let on = alarms::on(self.world, self.service);
        (!on.is_empty()).then(|| Detector::Alarms(on.into()))
    }

    /// Whether the deployment has stood for its bake time. What comes back does not bake.
    pub(super) fn is_baked(&self, plan: &mut Plan) -> bool {
        let Some(record) = self.record() else {
            return true;
        };
        let span = self.bake_time(record);
        if span == Span::ZERO || record.rollback.is_some() {
            return true;
        }
        let since = record.bake_since.unwrap_or_else(|| {
            plan.effects.push(Effect::Rollout(Rollout::Bake));
            self.now
        });
        let until = since + span;
        if until > self.now {
            plan.look_again = plan.look_again.min(until);
        }
        until <= self.now
    }

    /// `bakeTimeInMinutes`; without it a time of its own where alarms are looked at. Where traffic
    /// shifts, a stage takes this time.
    fn bake_time(&self, record: &ServiceDeployment) -> Span {
        if record.configuration.strategy() != Strategy::Rolling {
            return Span::ZERO;
        }
        let configuration = &self.service.configuration;
        let watched = configuration.alarms_on().is_some() && !record.ignores_alarms;
        match configuration.bake_minutes {
            Some(minutes) => Span::minutes(u64::from(minutes)),
            None if watched => BAKE_TIME,
            None => Span::ZERO,
        }
    }

    /// Completes a deployment that has enough healthy tasks, if that is what the service asks for.
    /// Source: ECS API, `DeploymentEarlySuccessCriteria`. Assumption: all tasks, and BLOCKING,
    /// where the criteria do not say.
    pub(super) fn early_success(&self, plan: &mut Plan) {
        let configuration = &self.service.configuration;
        let back = self.record().is_none_or(|record| record.rollback.is_some());
        let Some(criteria) = configuration.early_success_on() else {
            return;
        };
        if back || !self.in_progress() || configuration.strategy() != Strategy::Rolling {
            return;
        }
        let blocking = criteria.cleanup != Some(Cleanup::Deferred);
        let percent = criteria.healthy_percent.unwrap_or(100);
        let share = u64::from(self.desired) * u64::from(percent);
        let mut healthy = 0;
        for task in self.wanted_of(self.primary) {
            let at = healthy_at(task);
            if at <= self.now {
                healthy += 1;
            } else {
                plan.look_again = plan.look_again.min(at);
            }
        }
        if healthy < share.div_ceil(100) || blocking && !self.older.is_empty() {
            return;
        }
        if self.is_baked(plan) {
            let primary = self.primary.id;
            plan.effects
                .push(Effect::Rollout(Rollout::Complete(primary)));
        }
    }

    /// Whether the newest deployment is complete, or becomes it: it has had its bake time.
    pub(super) fn complete(&self, plan: &mut Plan) -> bool {
        let primary = self.primary.id;
        if !self.in_progress()
            || plan
                .effects
                .contains(&Effect::Rollout(Rollout::Complete(primary)))
        {
            return true;
        }
        let baked = self.is_baked(plan);
        if baked {
            plan.effects
                .push(Effect::Rollout(Rollout::Complete(primary)));
        }
        baked
    }
}

/// Whether a deployment has come to nothing: it launches no tasks any more.
/// Source: Developer Guide, "How the Amazon ECS deployment circuit breaker detects failures".
pub(super) fn has_failed(row: &Deployment) -> bool {
    row.rollout_state == RolloutState::Failed
}
