//! Starts that fail again and again are tried less and less often.
//!
//! Source: Amazon ECS Developer Guide, "Amazon ECS service throttle logic": the ceiling of 27
//! minutes. Assumption: the curve below it, and that one start is tried per pause.

use super::breaker;
use super::messages::{self, REPEAT_AFTER};
use crate::lifecycle::Turn;
use crate::lifecycle::timing::PLACEMENT_FAILS_AGAIN;
use crate::model::service::{ServiceMessage, Throttle};
use crate::model::task::LaunchType;
use crate::model::{
    Deployment, DeploymentId, RolloutState, Service, ServiceId, StopCode, Task, World,
};
use crate::sim::{SimTime, Span};

/// From so many failed starts in a row on, starts are throttled.
const IMPAIRED: u32 = 3;

/// The longest pause. Source: see above.
const LONGEST: Span = Span::minutes(27);

/// Launches per service and minute, where quotas hold.
/// Source: AWS General Reference, "Amazon ECS endpoints and quotas".
pub(super) const PER_MINUTE: u32 = 500;

/// The pause after so many failed starts in a row.
pub(super) fn pause(failed_starts: u32) -> Span {
    if failed_starts < IMPAIRED {
        return Span::ZERO;
    }
    let doublings = (failed_starts - IMPAIRED).min(16);
    Span::seconds(30 << doublings).min(LONGEST)
}

impl Throttle {
    /// How many tasks may be launched now, of those that are wanted, and if not all, from when on
    /// more may.
    pub(super) fn allow(&self, wanted: u32, quotas: bool, now: SimTime) -> (u32, SimTime) {
        if now < self.not_before {
            return (0, self.not_before);
        }
        let wanted = if self.failed_starts >= IMPAIRED {
            wanted.min(1)
        } else {
            wanted
        };
        let minute = now.0 / 60_000;
        let launched = if minute == self.minute {
            self.launched
        } else {
            0
        };
        let left = PER_MINUTE.saturating_sub(launched);
        if quotas && wanted > left {
            (left, SimTime((minute + 1) * 60_000))
        } else {
            (wanted, SimTime::NEVER)
        }
    }

    /// Takes note of launches.
    pub(super) fn launched(&mut self, count: u32, now: SimTime) {
        let minute = now.0 / 60_000;
        if self.minute != minute {
            self.minute = minute;
            self.launched = 0;
        }
        self.launched += count;
    }
}

/// A task of the service reached RUNNING: starts work again, and its deployment has no failed
/// tasks any more. Source: ECS API, `Deployment.failedTasks`.
/// Assumption: any task that runs ends the throttling.
pub(super) fn task_ran(turn: &mut Turn, id: ServiceId, deployment: DeploymentId) {
    let news = |row: &Deployment| row.id == deployment && (row.failed_tasks > 0 || !row.has_run);
    let service = turn.world().services.get(id);
    if service.is_some_and(|service| service.deployments.iter().any(news))
        && let Some(service) = turn.sim.world.services.edit(id)
    {
        let rows = service.deployments.iter_mut();
        rows.filter(|row| news(row)).for_each(|row| {
            row.failed_tasks = 0;
            row.has_run = true;
        });
    }
    let impaired = |throttle: Throttle| throttle.failed_starts > 0;
    let service = turn.world().services.get(id);
    if service.is_some_and(|service| impaired(service.throttle)) {
        clear(turn, id);
        messages::resolved(turn, id, |message| {
            matches!(message, ServiceMessage::UnableToStart)
        });
    }
}

/// Forgets failed starts.
pub(super) fn clear(turn: &mut Turn, id: ServiceId) {
    if let Some(service) = turn.sim.world.services.edit(id) {
        service.throttle.failed_starts = 0;
        service.throttle.not_before = SimTime::START;
        service.throttle.since = SimTime::START;
    }
}

/// Whether a task never ran and never will, though nobody had it stopped.
/// Source: Developer Guide, "Amazon ECS service throttle logic".
fn fails_to_start(task: &Task) -> bool {
    match task.stop_code {
        Some(StopCode::TaskFailedToStart | StopCode::EssentialContainerExited) => {
            task.started_at.is_none()
        }
        Some(
            StopCode::UserInitiated
            | StopCode::ServiceSchedulerInitiated
            | StopCode::SpotInterruption
            | StopCode::TerminationNotice,
        )
        | None => false,
    }
}

/// Whether starts fail so often that one is tried at a time, and one of these deployments' is under
/// way: it may still run, or its end has not been counted yet.
pub(super) fn tries<'a>(
    world: &World,
    throttle: &Throttle,
    mut rows: impl Iterator<Item = &'a Deployment>,
) -> bool {
    let is_failing = |task: &Task| fails_to_start(task) && task.created_at >= throttle.since;
    throttle.failed_starts >= IMPAIRED
        && rows.any(|row| {
            let mut live = row.live_tasks.iter().filter_map(|id| world.tasks.get(id));
            row.tally.starting > 0 || live.any(|task| is_failing(task))
        })
}

/// A task of the service is STOPPED. If it never ran, its start has failed.
pub(super) fn task_stopped(turn: &mut Turn, task: &Task, id: ServiceId, deployment: DeploymentId) {
    if !fails_to_start(task) {
        return;
    }
    let now = turn.now();
    let Some(service) = turn.sim.world.services.edit(id) else {
        return;
    };
    let row = service
        .deployments
        .iter_mut()
        .find(|row| row.id == deployment);
    let Some(row) = row else { return };
    // Once a task of the deployment runs, failures are not counted any more.
    if row.tally.running == 0 {
        row.failed_tasks += 1;
        row.updated_at = now;
    }
    say_why(turn, task, id);
    breaker::start_failed(turn, id, deployment);
    hold_back(turn, id, deployment, task.created_at);
}

/// What on Fargate keeps a task from starting, services tell as if it had found no place.
/// Source: events of services in public reports, `was unable to place a task. Reason:
/// ResourceInitializationError: …` and `… CannotPullContainerError: …`; none of them of EC2.
fn say_why(turn: &mut Turn, task: &Task, id: ServiceId) {
    let told = ["ResourceInitializationError:", "CannotPullContainerError:"];
    let why = task.stopped_reason.as_deref().unwrap_or_default();
    let fargate = task.launch.launch_type == LaunchType::Fargate;
    if fargate && told.iter().any(|start| why.starts_with(start)) {
        let why = format!("{}.", why.trim_end_matches('.'));
        messages::say(turn, id, ServiceMessage::UnableToPlaceFor(why.into()));
    }
}

/// Lets the next start wait the longer, the more have failed. A deployment that the circuit
/// breaker ends says so instead.
fn hold_back(turn: &mut Turn, id: ServiceId, deployment: DeploymentId, created_at: SimTime) {
    let now = turn.now();
    let service = turn.world().services.get(id);
    let ends = service.is_some_and(|service| breaker::tripped(turn.world(), service));
    let Some(service) = turn.sim.world.services.edit(id) else {
        return;
    };
    // Each task set starts tasks of its own.
    let starts = service.is_primary(deployment) || service.controller.has_task_sets();
    let throttle = &mut service.throttle;
    if !starts || created_at < throttle.since {
        return;
    }
    throttle.failed_starts += 1;
    let pause = pause(throttle.failed_starts);
    if pause > Span::ZERO {
        throttle.since = now;
        throttle.not_before = now + pause;
        if !ends {
            messages::say(turn, id, ServiceMessage::UnableToStart);
        }
    }
}

/// How long a service waits that found no place for a task, unless something changes. Where the
/// circuit breaker counts, it tries again as after a failed start. Assumption.
pub(super) fn placement_pause(world: &World, id: ServiceId) -> Span {
    let service = world.services.get(id);
    let record = service.and_then(|service| world.current_record(service));
    let counted = record.map_or(0, |record| breaker::failures(record));
    let in_progress = |service: &Service| {
        let primary = service.primary();
        primary.is_some_and(|row| row.rollout_state == RolloutState::InProgress)
    };
    match counted > 0 && service.is_some_and(|service| in_progress(service)) {
        true => pause(counted).max(PLACEMENT_FAILS_AGAIN),
        false => REPEAT_AFTER,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_up_to_27_minutes() {
        let pauses: Vec<u64> = (1..=11).map(|failed| pause(failed).0 / 1_000).collect();
        assert_eq!(
            pauses,
            [0, 0, 30, 60, 120, 240, 480, 960, 1_620, 1_620, 1_620]
        );
    }

    #[test]
    fn a_minute_has_room_for_500_launches() {
        let mut throttle = Throttle::default();
        let at = SimTime(10_000);
        assert_eq!(throttle.allow(700, true, at), (500, SimTime(60_000)));
        throttle.launched(500, at);
        assert_eq!(
            throttle.allow(200, true, SimTime(50_000)),
            (0, SimTime(60_000))
        );
        assert_eq!(
            throttle.allow(200, true, SimTime(60_000)),
            (200, SimTime::NEVER)
        );
        assert_eq!(throttle.allow(700, false, at), (700, SimTime::NEVER));
    }
}
