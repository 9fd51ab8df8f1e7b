//! Deployments that start a second set of tasks and move the traffic to it, stage by stage.
//!
//! Source: Developer Guide, "Amazon ECS blue/green service deployments workflow", and those for
//! linear and canary; ECS API, `ServiceDeployment.lifecycleStage`. Assumptions: each stage takes
//! at least one tick of the scheduler; the percentages of a rolling update do not limit the second
//! set; a service's first deployment has no traffic to move and rolls out without stages.

use super::rollout::has_failed;
use super::{Effect, Look, Plan, replace};
use crate::lifecycle::service::rollout::Rollout;
use crate::lifecycle::service::{healthy_at, scale_in, throttle};
use crate::lifecycle::timing::LONGEST_STAGE;
use crate::model::lifecycle_hook::{HookAction, HookTarget, LifecycleHook};
use crate::model::service_deployment::{Detector, HookRun, HookStatus, Shift, Weights};
use crate::model::{Deployment, ServiceDeployment, Stage, Strategy, Task};
use crate::sim::Span;

/// All of the traffic, in thousandths.
const ALL: u16 = 1_000;

/// The deployment that has the traffic, and the one that gets it.
struct Sides<'a> {
    record: &'a ServiceDeployment,
    blue: &'a Deployment,
    green: &'a Deployment,
}

impl<'a> Look<'a> {
    /// Both sides, while traffic moves from one to the other.
    fn sides(&self) -> Option<Sides<'a>> {
        let record = self.world.current_record(self.service)?;
        let green = self.primary;
        let shifts = record.configuration.strategy() != Strategy::Rolling
            && record.rollback.is_none()
            && record.target == green.id
            && !record.status.is_over();
        let source = record.sources.first().filter(|_| shifts)?;
        let mut older = self.service.others();
        let blue = older.find(|row| row.id == *source)?;
        Some(Sides {
            record,
            blue,
            green,
        })
    }

    /// Goes on with a deployment that shifts traffic; false if there is none, or no more to do.
    pub(super) fn shift(&self, plan: &mut Plan) -> bool {
        let Some(sides) = self.sides() else {
            return false;
        };
        let Some(shift) = &sides.record.shift else {
            self.fill(sides.blue, plan);
            self.enter(self.first_stage(&sides), Weights::default(), plan);
            return true;
        };
        if shift.stage == Stage::CleanUp {
            if sides.blue.tally.total() == 0 {
                return false;
            }
            self.empty(sides.blue, plan);
        } else {
            self.fill(sides.blue, plan);
        }
        if shift.stage >= Stage::ScaleUp {
            self.fill(sides.green, plan);
        }
        for side in [sides.green, sides.blue] {
            let there = self.tally.occupying() + plan.starts();
            let room = (2 * self.desired).saturating_sub(there);
            self.heal(side, self.desired, room, plan);
        }
        self.stage(&sides, shift, plan);
        true
    }

    /// Several revisions with tasks are first brought down to one.
    fn first_stage(&self, sides: &Sides) -> Stage {
        match self.others(sides).next() {
            Some(_) => Stage::ReconcileService,
            None => Stage::PreScaleUp,
        }
    }

    /// Deployments that are on neither side.
    fn others(&self, sides: &Sides) -> impl Iterator<Item = &'a Deployment> {
        let sides = [sides.blue.id, sides.green.id];
        let older = self.older.iter().copied();
        older.filter(move |row| !sides.contains(&row.id))
    }

    fn enter(&self, stage: Stage, weights: Weights, plan: &mut Plan) {
        plan.effects
            .push(Effect::Rollout(Rollout::Stage(stage, weights)));
        plan.look_again = self.now;
    }

    fn stage(&self, sides: &Sides, shift: &Shift, plan: &mut Plan) {
        if !self.hooks_allow(sides, shift, plan) {
            return;
        }
        let (next, weights) = match self.work(sides, shift, plan) {
            Some(next) => next,
            None => return self.time_out(shift, plan),
        };
        self.enter(next, weights, plan);
    }

    /// The stage after this one, if its work is done.
    fn work(&self, sides: &Sides, shift: &Shift, plan: &mut Plan) -> Option<(Stage, Weights)> {
        let weights = shift.weights;
        let same = |stage| Some((stage, weights));
        match shift.stage {
            Stage::ReconcileService => {
                let mut others = self.others(sides).peekable();
                let done = others.peek().is_none();
                others.for_each(|row| self.empty(row, plan));
                done.then_some((Stage::PreScaleUp, weights))
            }
            Stage::PreScaleUp => same(Stage::ScaleUp),
            Stage::ScaleUp => {
                let up = self.is_up(sides.green, plan);
                up.then_some((Stage::PostScaleUp, weights))
            }
            Stage::PostScaleUp => {
                let test = ALL;
                Some((Stage::TestTrafficShift, Weights { test, ..weights }))
            }
            Stage::TestTrafficShift => same(Stage::PostTestTrafficShift),
            Stage::PostTestTrafficShift => same(Stage::PreProductionTrafficShift),
            Stage::PreProductionTrafficShift => {
                let production = next_share(sides.record, weights.production);
                let weights = Weights {
                    production,
                    ..weights
                };
                Some((Stage::ProductionTrafficShift, weights))
            }
            Stage::ProductionTrafficShift if weights.production == ALL => {
                same(Stage::PostProductionTrafficShift)
            }
            Stage::ProductionTrafficShift => {
                let waited = self.waited(shift, step_time(sides.record), plan);
                waited.then_some((Stage::PreProductionTrafficShift, weights))
            }
            Stage::PostProductionTrafficShift => same(Stage::BakeTime),
            Stage::BakeTime => {
                let minutes = sides.record.configuration.bake_minutes.unwrap_or(0);
                let span = Span::minutes(u64::from(minutes));
                let waited = self.waited(shift, span, plan);
                waited.then_some((Stage::CleanUp, weights))
            }
            Stage::CleanUp => None,
        }
    }

    fn waited(&self, shift: &Shift, span: Span, plan: &mut Plan) -> bool {
        let until = shift.since + span;
        if until > self.now {
            plan.look_again = plan.look_again.min(until);
        }
        until <= self.now
    }

    /// A stage that does not come to its end is one too many. A PAUSE has a time of its own, and
    /// nothing leads back from the last stage.
    fn time_out(&self, shift: &Shift, plan: &mut Plan) {
        if shift.stage != Stage::CleanUp && self.waited(shift, LONGEST_STAGE, plan) {
            let cause = Detector::StageTimeout(shift.stage);
            plan.effects.push(Effect::Rollout(Rollout::Fail(cause)));
        }
    }

    /// Whether all wanted tasks are there and healthy.
    fn is_up(&self, deployment: &Deployment, plan: &mut Plan) -> bool {
        let mut healthy = 0;
        for task in self.wanted_of(deployment) {
            let at = healthy_at(task);
            if at <= self.now {
                healthy += 1;
            } else {
                plan.look_again = plan.look_again.min(at);
            }
        }
        healthy >= self.desired
    }

    /// Keeps one side at the desired count. Traffic may come from a deployment that has FAILED: it
    /// keeps the tasks that it has, and launches none.
    fn fill(&self, side: &Deployment, plan: &mut Plan) {
        let desired = match has_failed(side) {
            true => self.desired.min(side.tally.wanted()),
            false => self.desired,
        };
        self.target(side, desired, plan);
        let wanted = self.move_off(side, plan);
        if wanted > desired && self.spares_of(side).next().is_none() {
            let mut tasks = self.wanted_of(side);
            tasks.retain(|task| !self.is_on_draining(task));
            let stop = scale_in::pick(self.world, self.service, &tasks, wanted - desired);
            if !stop.is_empty() {
                plan.effects.push(Effect::Stop(side.id, stop));
            }
            return;
        }
        let held = &self.service.throttle;
        if wanted >= desired || throttle::tries(self.world, held, [side].into_iter()) {
            return;
        }
        let quotas = self.world.settings.quotas;
        let missing = self.first_wave(side, desired - wanted);
        let (count, more_at) = held.allow(missing, quotas, self.now);
        plan.look_again = plan.look_again.min(more_at);
        if count > 0 {
            plan.effects.push(Effect::Start(side.id, count));
        }
    }

    /// Stops tasks of a side that are on DRAINING instances, as far as enough healthy ones stay.
    /// Returns how many tasks of the side shall run that need not move: others are replaced.
    /// Source: Developer Guide, "Draining container instances". Assumption: the same holds for
    /// each side while traffic shifts.
    fn move_off(&self, side: &Deployment, plan: &mut Plan) -> u32 {
        let moving = replace::moving(self.world, self.service, side.id);
        let wanted = side.tally.wanted();
        if moving.is_empty() {
            return wanted;
        }
        let mut healthy: u32 = 0;
        for task in self.wanted_of(side) {
            let at = healthy_at(task);
            if at <= self.now {
                healthy += 1;
            } else {
                plan.look_again = plan.look_again.min(at);
            }
        }
        let staying = wanted - moving.len() as u32;
        let mut margin = replace::Margin::of(healthy, self.limits.floor);
        let (stop, held) = self.chosen(moving, &mut margin);
        self.say_protected(side, held, plan);
        if !stop.is_empty() {
            plan.effects.push(Effect::Stop(side.id, stop));
        }
        staying
    }

    fn is_on_draining(&self, task: &Task) -> bool {
        let instance = task.instance;
        instance.is_some_and(|id| self.world.draining.contains(&id))
    }

    /// Takes all tasks of a deployment away.
    fn empty(&self, deployment: &Deployment, plan: &mut Plan) {
        self.target(deployment, 0, plan);
        let tasks = self.wanted_of(deployment);
        let stop = scale_in::pick(self.world, self.service, &tasks, tasks.len() as u32);
        self.say_protected(deployment, stop.len() < tasks.len(), plan);
        if !stop.is_empty() {
            plan.effects.push(Effect::Stop(deployment.id, stop));
        }
    }

    /// Calls the hooks of the stage; true once they all let it go on.
    fn hooks_allow(&self, sides: &Sides, shift: &Shift, plan: &mut Plan) -> bool {
        let hooks = sides.record.configuration.hooks.as_deref().unwrap_or(&[]);
        let due = hooks.iter().any(|hook| hook.stages.contains(&shift.stage));
        if due && shift.hooks.is_empty() {
            plan.effects.push(Effect::Rollout(Rollout::CallHooks));
            plan.look_again = self.now;
            return false;
        }
        let mut allowed = true;
        for run in &shift.hooks {
            let Some(hook) = hooks.get(run.hook) else {
                continue;
            };
            match run.status {
                HookStatus::Succeeded | HookStatus::TimedOut => {}
                HookStatus::Failed => {
                    let cause = Detector::Hooks(shift.stage, failed(hook).into());
                    plan.effects.push(Effect::Rollout(Rollout::Fail(cause)));
                    return false;
                }
                HookStatus::AwaitingAction | HookStatus::InProgress => {
                    allowed = false;
                    if self.wait_for(shift.stage, run, hook, plan) {
                        return false;
                    }
                }
            }
        }
        allowed
    }

    /// A hook that has not come to its end; true if that ends the deployment.
    fn wait_for(&self, stage: Stage, run: &HookRun, hook: &LifecycleHook, plan: &mut Plan) -> bool {
        if run.expires_at <= self.now {
            match hook.on_timeout() {
                HookAction::Continue => plan
                    .effects
                    .push(Effect::Rollout(Rollout::TimeOutHook(run.number))),
                HookAction::Rollback => {
                    plan.effects
                        .push(Effect::Rollout(Rollout::TimeOutHook(run.number)));
                    let cause = Detector::Hooks(stage, "It timed out.".into());
                    plan.effects.push(Effect::Rollout(Rollout::Fail(cause)));
                    return true;
                }
            }
            plan.look_again = self.now;
        } else if run.call_at <= self.now {
            plan.effects
                .push(Effect::Rollout(Rollout::CallAgain(run.number)));
            plan.look_again = self.now;
        } else {
            let next = run.expires_at.min(run.call_at);
            plan.look_again = plan.look_again.min(next);
        }
        false
    }
}

/// Source: Developer Guide, "Troubleshooting Amazon ECS blue/green deployments". Assumption: the
/// sentence about a PAUSE.
fn failed(hook: &LifecycleHook) -> String {
    match hook.target() {
        HookTarget::Lambda => format!(
            "Lifecycle hook target {} returned FAILED status.",
            hook.target_arn.as_deref().unwrap_or_default()
        ),
        HookTarget::Pause => "The pause was answered with ROLLBACK.".to_owned(),
    }
}

/// The share of production traffic after the next step. Source of the defaults: ECS API,
/// `LinearConfiguration`, `CanaryConfiguration`.
fn next_share(record: &ServiceDeployment, share: u16) -> u16 {
    let configuration = &record.configuration;
    let next = match configuration.strategy() {
        Strategy::Rolling | Strategy::BlueGreen => ALL,
        Strategy::Linear => {
            let step = configuration.linear.and_then(|of| of.permille);
            share + step.unwrap_or(100)
        }
        Strategy::Canary if share == 0 => {
            let first = configuration.canary.and_then(|of| of.permille);
            first.unwrap_or(50)
        }
        Strategy::Canary => ALL,
    };
    next.clamp(share + 1, ALL)
}

/// How long a step is given before the next. Source of the defaults: as above.
fn step_time(record: &ServiceDeployment) -> Span {
    let configuration = &record.configuration;
    let minutes = match configuration.strategy() {
        Strategy::Rolling | Strategy::BlueGreen => 0,
        Strategy::Linear => {
            let minutes = configuration.linear.and_then(|of| of.bake_minutes);
            minutes.unwrap_or(6)
        }
        Strategy::Canary => {
            let minutes = configuration.canary.and_then(|of| of.bake_minutes);
            minutes.unwrap_or(10)
        }
    };
    Span::minutes(u64::from(minutes))
}
