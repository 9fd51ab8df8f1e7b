//! Stages of a deployment that shifts traffic are entered here, and hooks are called.

use super::{record, traffic, wake};
use crate::lifecycle::{Event, RolloutStep, Turn};
use crate::model::lifecycle_hook::{HookAction, HookTarget, LifecycleHook};
use crate::model::service_deployment::{HookRun, HookStatus, Shift, Weights};
use crate::model::surroundings::function::HookAnswer;
use crate::model::{ServiceDeployment, ServiceDeploymentStatus, ServiceId, Stage};
use crate::sim::SimTime;
use std::sync::Arc;

/// Enters a stage, with the traffic that belongs to it.
pub(super) fn enter(turn: &mut Turn, id: ServiceId, stage: Stage, weights: Weights) {
    let now = turn.now();
    record::edit_current(turn, id, |record| {
        let before = record.shift.as_ref();
        let moved = before.is_none_or(|before| before.weights.production != weights.production);
        let moved_at = before.map_or(now, |before| before.moved_at);
        record.shift = Some(Shift {
            stage,
            since: now,
            weights,
            moved_at: if moved { now } else { moved_at },
            hooks: Vec::new(),
            hooks_called: before.map_or(0, |before| before.hooks_called),
        });
    });
    let Some(target) = current(turn, id).map(|record| record.target) else {
        return;
    };
    traffic::share(turn, id, weights);
    turn.say(Event::Rollout(
        id,
        target,
        RolloutStep::Stage(stage, weights),
    ));
}

fn current(turn: &Turn, id: ServiceId) -> Option<Arc<ServiceDeployment>> {
    let service = turn.world().services.get(id)?;
    turn.world().current_record(service).cloned()
}

/// The traffic goes back to where it was.
pub(super) fn give_back(turn: &mut Turn, id: ServiceId) {
    let Some(record) = current(turn, id) else {
        return;
    };
    let Some(shift) = &record.shift else { return };
    if shift.weights == Weights::default() {
        return;
    }
    let (stage, weights) = (shift.stage, Weights::default());
    record::edit_current(turn, id, |record| {
        if let Some(shift) = &mut record.shift {
            shift.weights = weights;
        }
    });
    traffic::share(turn, id, weights);
    turn.say(Event::Rollout(
        id,
        record.target,
        RolloutStep::Stage(stage, weights),
    ));
}

/// Calls the hooks of the present stage for the first time.
pub(super) fn call_hooks(turn: &mut Turn, id: ServiceId) {
    let now = turn.now();
    let Some(record) = current(turn, id) else {
        return;
    };
    let Some(shift) = &record.shift else { return };
    let hooks = record.configuration.hooks.as_deref().unwrap_or(&[]);
    let hooks = hooks.iter().enumerate();
    let due = hooks.filter(|(_, hook)| hook.stages.contains(&shift.stage));
    let mut runs = Vec::new();
    for (place, hook) in due {
        let number = shift.hooks_called + runs.len() as u32;
        let (status, call_at) = outcome(turn, hook);
        runs.push(HookRun {
            hook: place,
            number,
            status,
            since: now,
            call_at,
            expires_at: now + hook.timeout(),
        });
    }
    let said: Vec<_> = runs.iter().map(|run| (run.number, run.status)).collect();
    edit(turn, id, |shift| {
        shift.hooks_called += runs.len() as u32;
        shift.hooks = runs;
    });
    for (number, status) in said {
        say(turn, id, &record, number, status);
    }
}

/// Calls a function again that said IN_PROGRESS.
pub(super) fn call_again(turn: &mut Turn, id: ServiceId, number: u32) {
    let Some(record) = current(turn, id) else {
        return;
    };
    let shift = record.shift.as_ref();
    let run = shift.and_then(|shift| shift.hooks.iter().find(|run| run.number == number));
    let hooks = record.configuration.hooks.as_deref().unwrap_or(&[]);
    let Some(hook) = run.and_then(|run| hooks.get(run.hook)) else {
        return;
    };
    let (status, call_at) = outcome(turn, hook);
    set(turn, id, number, status, call_at);
}

/// The time of a hook is up.
pub(super) fn time_out(turn: &mut Turn, id: ServiceId, number: u32) {
    set(turn, id, number, HookStatus::TimedOut, SimTime::NEVER);
}

/// What a hook says when it is called, and when it is to be called again.
fn outcome(turn: &Turn, hook: &LifecycleHook) -> (HookStatus, SimTime) {
    let functions = &turn.world().surroundings.functions;
    let answer = hook.target_arn.as_ref().and_then(|arn| functions.get(arn));
    match (hook.target(), answer) {
        (HookTarget::Pause, _) => (HookStatus::AwaitingAction, SimTime::NEVER),
        (HookTarget::Lambda, None | Some(HookAnswer::Succeeded)) => {
            (HookStatus::Succeeded, SimTime::NEVER)
        }
        (HookTarget::Lambda, Some(HookAnswer::Failed)) => (HookStatus::Failed, SimTime::NEVER),
        (HookTarget::Lambda, Some(HookAnswer::InProgress(delay))) => {
            (HookStatus::InProgress, turn.now() + *delay)
        }
    }
}

fn edit(turn: &mut Turn, id: ServiceId, change: impl FnOnce(&mut Shift)) {
    record::edit_current(turn, id, |record| {
        if let Some(shift) = &mut record.shift {
            change(shift);
        }
    });
}

fn set(turn: &mut Turn, id: ServiceId, number: u32, status: HookStatus, call_at: SimTime) {
    edit(turn, id, |shift| {
        let run = shift.hooks.iter_mut().find(|run| run.number == number);
        if let Some(run) = run {
            run.status = status;
            run.call_at = call_at;
        }
    });
    if let Some(record) = current(turn, id) {
        say(turn, id, &record, number, status);
    }
}

fn say(
    turn: &mut Turn,
    id: ServiceId,
    record: &ServiceDeployment,
    number: u32,
    status: HookStatus,
) {
    turn.say(Event::Rollout(
        id,
        record.target,
        RolloutStep::Hook(number, status),
    ));
}

/// Somebody answers a PAUSE. Source: ECS API, ContinueServiceDeployment.
pub fn answer_hook(turn: &mut Turn, id: ServiceId, number: u32, action: HookAction) {
    let status = match action {
        HookAction::Continue => HookStatus::Succeeded,
        HookAction::Rollback => HookStatus::Failed,
    };
    set(turn, id, number, status, SimTime::NEVER);
    wake(turn, id);
}

/// Somebody has the present change of a service rolled back or stopped: the status says which.
/// Source: ECS API, StopServiceDeployment.
pub fn stop_deployment(turn: &mut Turn, id: ServiceId, status: ServiceDeploymentStatus) {
    record::edit_current(turn, id, |record| record.status = status);
    wake(turn, id);
}
