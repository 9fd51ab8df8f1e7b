//! What a task does next: a look at the world that proposes one step and changes nothing.

use super::super::placement::{self, Ask};
use super::super::{chances, faults, timing};
use super::checks::{self, TargetStep};
use super::containers::{self, ContainerStep};
use super::targets::is_made_known;
use super::{report, resources};
use crate::model::target::TargetState;
use crate::model::task::Container;
use crate::model::task_definition::NetworkMode;
use crate::model::{ContainerStatus, StopCode, Task, TaskStatus, World};
use crate::sim::{Chance, SimTime};
use std::sync::{Arc, OnceLock};

/// One step of a task: an effect, proposed and not yet applied.
#[derive(Clone, Debug, PartialEq)]
pub enum Step {
    /// Nothing to do before this moment.
    Wait(SimTime),
    /// Enter this state; it lasts until this moment as far as that is known.
    Enter(TaskStatus, SimTime),
    /// Move one container.
    Container(usize, ContainerStep),
    /// Move one target.
    Target(usize, TargetStep),
    /// Stop: something essential is over.
    Stop(StopCode, Arc<str>),
}

/// What a task does next at `now`.
pub fn next(world: &World, task: &Task, now: SimTime) -> Step {
    let context = Context {
        world,
        task,
        now,
        chance: Chance {
            seed: world.settings.seed,
        },
    };
    if is_cut_off(world, task) {
        return Step::Wait(SimTime::NEVER);
    }
    match task.last_status {
        TaskStatus::Provisioning => context.provisioning(),
        TaskStatus::Pending => context.pending(),
        TaskStatus::Activating => context.activating(),
        TaskStatus::Running => context.running(),
        TaskStatus::Deactivating => context.deactivating(),
        TaskStatus::Stopping => context.stopping(),
        TaskStatus::Deprovisioning => context.when_due(TaskStatus::Stopped),
        TaskStatus::Stopped => Step::Wait(SimTime::NEVER),
    }
}

pub(super) struct Context<'a> {
    pub world: &'a World,
    pub task: &'a Task,
    pub now: SimTime,
    pub chance: Chance,
}

/// Whether the next step is up to an agent that has lost its connection. The containers run on,
/// and all that has happened by then is told when the agent is back.
/// Source: ECS API, `ContainerInstance.agentConnected`.
fn is_cut_off(world: &World, task: &Task) -> bool {
    let by_agent = match task.last_status {
        TaskStatus::Provisioning => task.is_wanted(),
        TaskStatus::Pending
        | TaskStatus::Activating
        | TaskStatus::Running
        | TaskStatus::Stopping => true,
        TaskStatus::Deactivating | TaskStatus::Deprovisioning | TaskStatus::Stopped => false,
    };
    let instance = task.instance.filter(|_| by_agent);
    let instance = instance.and_then(|id| world.instances.get(id));
    instance.is_some_and(|row| !row.agent_connected)
}

/// Whether a task that shall stop is DEACTIVATING in the same moment. A Spot task that is
/// interrupted has no time for it. Source: AWS Knowledge Center, "How do I handle Spot termination
/// notices in AWS Fargate Spot tasks?".
pub fn deactivates(world: &World, task: &Task) -> bool {
    let started = match task.last_status {
        TaskStatus::Activating | TaskStatus::Running => true,
        TaskStatus::Provisioning
        | TaskStatus::Pending
        | TaskStatus::Deactivating
        | TaskStatus::Stopping
        | TaskStatus::Deprovisioning
        | TaskStatus::Stopped => false,
    };
    let hurries = containers::is_interrupted(task);
    started && !hurries && is_made_known(task) && !is_cut_off(world, task)
}

/// Whether it is a change by itself that a task shall stop: not so where that comes with the end of
/// its last container, or with DEACTIVATING. Source: recorded events and answers; of a task on
/// Fargate that runs at version 3, StopTask answers RUNNING at version 4 (ECS API, its sample) and
/// STOPPED is version 6 (2023), or 5 where its only container has exited (2020).
pub fn announces_stop(world: &World, task: &Task) -> bool {
    let over = |status: ContainerStatus| status == ContainerStatus::Stopped;
    let all_over = task.containers.iter().all(|row| over(row.status));
    !all_over && !deactivates(world, task)
}

/// Whether ECS announces that a task has come to a state. Nobody has published an event of a task
/// that is STOPPING, and the versions of those around it leave no place for one; see
/// [`announces_stop`].
pub fn announces(status: TaskStatus) -> bool {
    match status {
        TaskStatus::Stopping => false,
        TaskStatus::Provisioning
        | TaskStatus::Pending
        | TaskStatus::Activating
        | TaskStatus::Running
        | TaskStatus::Deactivating
        | TaskStatus::Deprovisioning
        | TaskStatus::Stopped => true,
    }
}

/// Why most tasks end: words that they share.
fn exited() -> Arc<str> {
    static WORDS: OnceLock<Arc<str>> = OnceLock::new();
    let words = WORDS.get_or_init(|| "Essential container in task exited".into());
    words.clone()
}

impl Context<'_> {
    fn enter(&self, status: TaskStatus, until: SimTime) -> Step {
        Step::Enter(status, until)
    }

    fn subject(&self) -> u64 {
        u64::from(self.task.id.0)
    }

    fn has_interface(&self) -> bool {
        self.task.launch.spec.network_mode == NetworkMode::Awsvpc
    }

    fn when_due(&self, status: TaskStatus) -> Step {
        if self.task.status_until <= self.now {
            self.enter(status, SimTime::NEVER)
        } else {
            Step::Wait(self.task.status_until)
        }
    }

    fn provisioning(&self) -> Step {
        if !self.task.is_wanted() {
            // No container exists yet, so all of them are STOPPED at once.
            return match containers::stop(self) {
                Step::Wait(_) if self.task.is_unplaced() => {
                    self.enter(TaskStatus::Stopped, self.now)
                }
                Step::Wait(_) => self.deprovision(),
                step => step,
            };
        }
        if self.task.is_unplaced() && self.task.status_until <= self.now {
            return self.give_up_waiting();
        }
        if self.task.status_until > self.now {
            return Step::Wait(self.task.status_until);
        }
        if self.has_interface()
            && let Some(reason) = faults::interface_error(self.world, self.task)
        {
            return Step::Stop(StopCode::TaskFailedToStart, reason.into());
        }
        let launch_type = self.task.launch.launch_type;
        let span = timing::agent_pickup(launch_type);
        let subject = self.subject();
        let span = self.chance.around(
            span,
            timing::VARIATION_PERMILLE,
            chances::AGENT_PICKUP,
            subject,
            0,
        );
        self.enter(TaskStatus::Pending, self.now + span)
    }

    /// No instance has come. Source: Developer Guide, "API failure reasons": a task of a capacity
    /// provider stops with the reason why it could not be placed.
    fn give_up_waiting(&self) -> Step {
        let ask = Ask::new(self.world, &self.task.launch);
        let failure = placement::closest(&ask);
        Step::Stop(StopCode::TaskFailedToStart, failure.reason.code().into())
    }

    /// The agent pulls, creates and starts. A task that others are told of is ACTIVATING once its
    /// first container is being created; all others are next RUNNING.
    fn pending(&self) -> Step {
        if !self.task.is_wanted() {
            return self.enter(TaskStatus::Stopping, SimTime::NEVER);
        }
        if self.task.status_until > self.now && self.task.status_until < SimTime::NEVER {
            return Step::Wait(self.task.status_until);
        }
        if let Some(stop) = self.cannot_start() {
            return stop;
        }
        let untouched = |status: ContainerStatus| status == ContainerStatus::None;
        if self.task.containers.iter().all(|row| untouched(row.status))
            && let Some(reason) = resources::missing(self.world, self.task)
        {
            return Step::Stop(StopCode::TaskFailedToStart, reason.into());
        }
        let started = |status: ContainerStatus| status >= ContainerStatus::Pulled;
        let any = self.task.containers.iter().any(|row| started(row.status));
        if any && is_made_known(self.task) {
            return self.enter(TaskStatus::Activating, SimTime::NEVER);
        }
        self.start_containers(TaskStatus::Running)
    }

    fn activating(&self) -> Step {
        if !self.task.is_wanted() {
            return self.leave();
        }
        if let Some(stop) = self.cannot_start() {
            return stop;
        }
        self.start_containers(TaskStatus::Running)
    }

    /// Moves containers on; once the last has started and the agent has told so, the task enters
    /// `then`. Source: amazon-ecs-agent, a task's status is the lowest of its containers'.
    fn start_containers(&self, then: TaskStatus) -> Step {
        let step = containers::start(self);
        let Step::Wait(until) = step else { return step };
        let all_started = self
            .task
            .containers
            .iter()
            .all(|row| row.status >= ContainerStatus::Running);
        let until = until.min(self.end_is_told());
        if !all_started {
            return Step::Wait(until);
        }
        let last = self
            .task
            .containers
            .iter()
            .filter_map(|row| row.started_at)
            .max();
        let told = last.unwrap_or(self.now) + timing::AGENT_REPORT;
        if told <= self.now {
            self.enter(then, SimTime::NEVER)
        } else {
            Step::Wait(told.min(until))
        }
    }

    fn running(&self) -> Step {
        if !self.task.is_wanted() {
            return self.leave();
        }
        if let Some(stop) = self.essential_over() {
            return stop;
        }
        self.serve()
    }

    /// Containers run, and their load balancers know of them.
    fn serve(&self) -> Step {
        match (checks::targets(self), containers::run(self)) {
            (Step::Wait(targets), Step::Wait(containers)) => {
                Step::Wait(targets.min(containers).min(self.end_is_told()))
            }
            (Step::Wait(_), step) | (step, _) => step,
        }
    }

    /// From a state in which containers may run to the way out. Without targets DEACTIVATING takes
    /// no time.
    fn leave(&self) -> Step {
        let next = if deactivates(self.world, self.task) {
            TaskStatus::Deactivating
        } else {
            TaskStatus::Stopping
        };
        self.enter(next, SimTime::NEVER)
    }

    fn is_drained(&self) -> bool {
        let mut targets = self.task.targets.iter();
        targets.all(|row| row.state == TargetState::Unused)
    }

    /// Requests on their way may end before the containers do. What runs no more has none.
    /// Source: Developer Guide, "Amazon ECS task lifecycle". Assumption: the last sentence.
    fn deactivating(&self) -> Step {
        if self.is_drained() || self.essential_over().is_some() {
            return self.enter(TaskStatus::Stopping, SimTime::NEVER);
        }
        self.serve()
    }

    fn stopping(&self) -> Step {
        let step = containers::stop(self);
        let Step::Wait(until) = step else { return step };
        let over = |status: ContainerStatus| status == ContainerStatus::Stopped;
        if !self.task.containers.iter().all(|row| over(row.status)) {
            return Step::Wait(until);
        }
        let told = self.all_is_told();
        if told > self.now {
            return Step::Wait(told);
        }
        if self.has_interface() {
            self.deprovision()
        } else {
            self.enter(TaskStatus::Stopped, self.now)
        }
    }

    fn deprovision(&self) -> Step {
        let span = self.chance.around(
            timing::interface_detach(self.task.launch.launch_type),
            timing::VARIATION_PERMILLE,
            chances::INTERFACE_DETACH,
            self.subject(),
            0,
        );
        self.enter(TaskStatus::Deprovisioning, self.now + span)
    }

    /// On the way up, an essential container that is over stops its task. Not so once every
    /// container has started: however short its work was, the agent tells of RUNNING first and of
    /// the end after that. Source: amazon-ecs-agent, `agent/eventhandler/task_handler.go` (changes
    /// of a task are sent in their order); Developer Guide, "Amazon ECS service throttle logic".
    fn cannot_start(&self) -> Option<Step> {
        let definitions = self.task.container_definitions();
        let mut pairs = self.task.containers.iter().zip(definitions);
        let all_started = pairs.all(|(container, definition)| {
            let given_up = !definition.essential && container.status == ContainerStatus::Stopped;
            container.started_at.is_some() || given_up
        });
        if all_started {
            None
        } else {
            self.essential_over()
        }
    }

    /// When ECS hears that all of them are, where it has heard already that the task stops.
    fn all_is_told(&self) -> SimTime {
        let report = |container: &Container| {
            let told = report::told(self.task, container);
            if told == container.since {
                told.max(self.task.status_since) + timing::AGENT_REPORT
            } else {
                told
            }
        };
        let all = self.task.containers.iter().map(report);
        all.max().unwrap_or(self.now)
    }

    /// The essential containers that are over.
    fn over(&self) -> impl Iterator<Item = &Container> {
        let definitions = self.task.container_definitions();
        let pairs = self.task.containers.iter().zip(definitions);
        let over = pairs.filter(|(container, definition)| {
            definition.essential && container.status == ContainerStatus::Stopped
        });
        over.map(|(container, _)| container)
    }

    /// When ECS hears next of the end of an essential container.
    fn end_is_told(&self) -> SimTime {
        let told = self.over().map(|row| report::told(self.task, row));
        let told = told.filter(|at| *at > self.now);
        told.min().unwrap_or(SimTime::NEVER)
    }

    /// An essential container that is over stops its task, as soon as ECS knows.
    fn essential_over(&self) -> Option<Step> {
        let container = self
            .over()
            .find(|row| report::told(self.task, row) <= self.now)?;
        if container.started_at.is_some() {
            return Some(Step::Stop(StopCode::EssentialContainerExited, exited()));
        }
        // Fargate puts the container's own words into the task; on EC2 they stay with the
        // container. Source: Developer Guide, "Stopped task error codes".
        let words = container.reason.clone();
        let words = words.filter(|_| report::is_fargate(self.task));
        let reason = words.unwrap_or_else(|| "Task failed to start".into());
        Some(Step::Stop(StopCode::TaskFailedToStart, reason))
    }
}
