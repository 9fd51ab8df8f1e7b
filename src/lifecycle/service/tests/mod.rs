//! Services as their event lists tell it.

mod daemon;
mod first_wave;
mod healing;
mod keeping;
mod protecting;
mod rebalancing;
mod replacing;
mod scaling_in;
mod swarm;

use super::*;
use crate::lifecycle::fixtures::*;
use crate::lifecycle::{Event, Sim, task};
use crate::model::Deployment;
use crate::model::fault::Fault;
use crate::model::placement::{Placement, PlacementStrategy, SpreadField};
use crate::model::service::{PropagateTags, Revision, Scheduling, ServiceMessage};
use crate::model::task::LaunchType;
use crate::model::task_definition::TaskSpec;
use crate::model::{
    ClusterId, Controller, DefinitionId, Service, ServiceStatus, StopCode, TaskId, World,
};
use crate::sim::{Journal, Span};
use expect_test::{Expect, expect};
use std::sync::Arc;

/// A service in a run of its own.
struct Run {
    sim: Sim,
    journal: Journal<Event>,
    service: ServiceId,
}

fn revision(definition: DefinitionId) -> Revision {
    Revision {
        strategy: Default::default(),
        definition,
        launch_type: LaunchType::Ec2,
        platform_version: None,
        network: None,
        balancers: Arc::default(),
        alternate: false,
    }
}

fn wanted(cluster: ClusterId, definition: DefinitionId, count: u32, percent: (u32, u32)) -> Wanted {
    Wanted {
        cluster,
        name: "web".into(),
        scheduling: Scheduling::Replica,
        controller: Controller::Ecs,
        desired_count: count,
        minimum_healthy_percent: percent.0,
        maximum_percent: percent.1,
        rebalancing: false,
        configuration: Arc::default(),
        grace: None,
        placement: Arc::default(),
        revision: Some(revision(definition)),
        registries: Arc::new(serde_json::json!([])),
        extras: Arc::default(),
        tags: Arc::new(serde_json::json!([])),
        propagate_tags: PropagateTags::None,
        managed_tags: false,
        enable_execute_command: false,
    }
}

impl Run {
    /// A service of `count` small tasks on roomy instances in three zones.
    fn new(count: u32, percent: (u32, u32)) -> Run {
        let (world, cluster) =
            cluster_of(&[("m5.4xlarge", 0), ("m5.4xlarge", 1), ("m5.4xlarge", 2)]);
        Run::on(world, cluster, spec(64, 64), count, percent)
    }

    fn on(
        mut world: World,
        cluster: ClusterId,
        spec: TaskSpec,
        count: u32,
        percent: (u32, u32),
    ) -> Run {
        let definition = register(&mut world, spec);
        let mut run = Run {
            sim: Sim::new(world),
            journal: Journal::default(),
            service: ServiceId(0),
        };
        let wanted = wanted(cluster, definition, count, percent);
        run.service = run.turn(|turn, _| create(turn, wanted));
        run
    }

    fn turn<T>(&mut self, act: impl FnOnce(&mut Turn, ServiceId) -> T) -> T {
        let mut turn = Turn {
            sim: &mut self.sim,
            journal: &mut self.journal,
        };
        let done = act(&mut turn, self.service);
        self.sim.settle(&mut self.journal);
        done
    }

    /// Lets time pass, and looks at the invariants whenever something has happened.
    fn advance(&mut self, seconds: u64) -> &mut Run {
        let to = self.sim.now + Span::seconds(seconds);
        while self.sim.now < to {
            let next = self.sim.agenda.next_at().map_or(to, |at| at.min(to));
            self.sim.advance(next, &mut self.journal, u32::MAX);
            let breaches = crate::lifecycle::invariants::breaches(&self.sim.world);
            assert!(breaches.is_empty(), "at {}: {breaches:#?}", self.sim.now);
        }
        self
    }

    fn row(&self) -> &Service {
        self.sim.world.services.get(self.service).unwrap()
    }

    /// Its newest deployment.
    fn primary(&self) -> &Deployment {
        self.row().primary().unwrap()
    }

    fn scale(&mut self, count: u32) {
        self.turn(|turn, id| {
            turn.sim.world.services.edit(id).unwrap().desired_count = count;
            wake(turn, id);
        });
    }

    /// Deploys a new revision.
    fn roll(&mut self, spec: TaskSpec) {
        let definition = register(&mut self.sim.world, spec);
        self.turn(|turn, id| deploy(turn, id, Arc::new(revision(definition))));
    }

    fn stop_task(&mut self, task: u32) {
        let reason = "by hand".into();
        self.turn(|turn, _| {
            task::stop(turn, TaskId(task), StopCode::UserInitiated, &reason);
        });
    }

    fn drain(&mut self, instance: u32) {
        self.turn(|turn, _| {
            let instance = InstanceId(instance);
            let row = turn.sim.world.instances.edit(instance).unwrap();
            row.status = InstanceStatus::Draining;
            instance_changed(turn, instance);
        });
    }

    /// A message as the service says it, broken into lines.
    fn words(&self, message: &ServiceMessage) -> String {
        let text = message.text(&self.sim.world, self.service);
        text.replace(". ", ".\n")
            .replace(" (task", "\n  (task")
            .replace(" because", "\nbecause")
            .replace(") has", ")\nhas")
    }

    fn story(&self, expected: Expect) {
        expected.assert_eq(&self.story_text());
    }

    /// What the journal tells of the service, one line each.
    fn story_text(&self) -> String {
        let mut text = String::new();
        for (_, entry) in self.journal.since(0) {
            let Some(line) = line(&entry.event) else {
                continue;
            };
            let at = entry.at.0 / 1_000;
            text += &format!("{:<8}{line}\n", format!("{at} s"));
        }
        text
    }
}

fn numbers(tasks: &[TaskId]) -> String {
    let numbers: Vec<String> = tasks.iter().map(|task| task.0.to_string()).collect();
    numbers.join(" ")
}

fn line(event: &Event) -> Option<String> {
    match event {
        Event::ServiceSaid { message, .. } => Some(match &**message {
            ServiceMessage::SteadyState => "steady".into(),
            ServiceMessage::StartedTasks(tasks) => format!("started {}", numbers(tasks)),
            ServiceMessage::StoppedTasks(tasks) => format!("stopped {}", numbers(tasks)),
            ServiceMessage::DeploymentCompleted(id) => format!("deployment {} completed", id.0),
            ServiceMessage::DeploymentFailed(id, _) => format!("deployment {} failed", id.0),
            ServiceMessage::RollingBack(id) => format!("rolling back to {}", id.0),
            ServiceMessage::CouldNotLaunch(..) => "could not launch".into(),
            ServiceMessage::DeploymentStuck => "stuck".into(),
            ServiceMessage::ProtectedTasks(id) => format!("protected tasks of {}", id.0),
            ServiceMessage::UnableToStart => "unable to start".into(),
            ServiceMessage::UnableToPlace(_) => "unable to place".into(),
            ServiceMessage::RegisteredTargets(count, _) => format!("registered {count}"),
            ServiceMessage::DeregisteredTargets(count, _) => format!("deregistered {count}"),
            ServiceMessage::ReplacedTasks(tasks) => format!("replaced by {}", numbers(tasks)),
            ServiceMessage::FailedContainerChecks(task) => format!("{} failed checks", task.0),
            ServiceMessage::UnhealthyTarget(row) => format!("{} is unhealthy", row.task.0),
            ServiceMessage::DrainingConnections(id, count) => format!("{} drains {count}", id.0),
            other => format!("{other:?}"),
        }),
        Event::DeploymentStarted(_, id) => Some(format!("deployment {} started", id.0)),
        Event::DeploymentRemoved(_, id) => Some(format!("deployment {} removed", id.0)),
        Event::ServiceStatus(_, status) => Some(status.name().into()),
        Event::TaskStopRequested { task, .. } => Some(format!("task {} told to stop", task.0)),
        _ => None,
    }
}
