//! A task in words: what it waits for, how far it is, how it ended.

use super::board::definition_name;
use super::health::{self, TargetRow};
use super::{WHOLE, format, share};
use crate::lifecycle::task::{Wait, is_made_known, waits_for};
use crate::model::arn::Arns;
use crate::model::{Container, ContainerDefinition, Task, TaskId, TaskStatus, World};
use crate::sim::SimTime;

/// One state on a task's way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stage {
    /// The state.
    pub status: TaskStatus,
    /// Whether it lies behind, is the present one, or lies ahead.
    pub place: Place,
}

/// Where a stage lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Behind.
    Done,
    /// Now.
    Now,
    /// Ahead.
    Ahead,
}

/// What a task waits for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// For what.
    pub what: String,
    /// More about it.
    pub detail: String,
    /// Simulated time left, as text; empty where it is not known.
    pub left: String,
    /// The share of the wait that is still ahead.
    pub ahead: Option<u32>,
}

/// A container of the task.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContainerRow {
    /// Its name.
    pub name: String,
    /// Its image.
    pub image: String,
    /// Its status as the API names it.
    pub status: &'static str,
    /// Whether the task stops with it.
    pub essential: bool,
    /// Exit code or reason; empty while there is none.
    pub ended: String,
    /// Its health; empty where nothing checks it.
    pub health: &'static str,
    /// Its ports as `8080 → 32768`, container to host; empty where it has none of the host's.
    pub ports: String,
}

/// A task for the inspector.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaskView {
    /// The task.
    pub task: TaskId,
    /// `family:revision`.
    pub name: String,
    /// Its 32 digits.
    pub id: String,
    /// Its ARN.
    pub arn: String,
    /// The name of its cluster.
    pub cluster: String,
    /// Its last status.
    pub status: TaskStatus,
    /// Zone, launch type and desired status in one line.
    pub line: String,
    /// Whether it shall run.
    pub wanted: bool,
    /// Whether it can be protected from scale-in: it shall run, and a service keeps it running.
    pub protectable: bool,
    /// Until when it is protected from scale-in, as long as it shall run.
    pub protected_until: Option<SimTime>,
    /// Its way: the stages before or after RUNNING, without those that are of other tasks.
    pub stages: Vec<Stage>,
    /// How long it has been in its state.
    pub dwell: String,
    /// What it waits for.
    pub waiting: Option<Waiting>,
    /// Stop code and reason, once there are any.
    pub stopped: Option<(String, String)>,
    /// Its instance with the first digits of its id.
    pub instance: Option<(crate::model::InstanceId, String)>,
    /// Its service.
    pub service: Option<(crate::model::ServiceId, String)>,
    /// Its containers.
    pub containers: Vec<ContainerRow>,
    /// Where it is registered as a target.
    pub targets: Vec<TargetRow>,
    /// Its timestamps: (member, moment).
    pub timestamps: Vec<(&'static str, Option<SimTime>)>,
}

/// The task as the inspector shows it.
pub fn task_view(world: &World, id: TaskId, now: SimTime) -> Option<TaskView> {
    let task = world.tasks.get(id)?;
    let arns = Arns::of(world);
    let place = match task.is_unplaced() {
        true => "no instance".to_owned(),
        false => task.zone.name(&world.settings.region),
    };
    let service = task
        .launch
        .service
        .and_then(|(id, _)| world.services.get(id));
    let stop = task.stop_code.map(|code| {
        let reason = task.stopped_reason.as_deref().unwrap_or_default();
        (code.name().to_owned(), reason.to_owned())
    });
    Some(TaskView {
        task: id,
        name: definition_name(world, task.launch.definition),
        id: arns.task_hex(id),
        arn: arns.task(id),
        cluster: world
            .clusters
            .get(task.launch.cluster)
            .map_or(String::new(), |row| row.name.to_string()),
        status: task.last_status,
        line: format!(
            "{place} · {} · desired {}",
            task.launch.launch_type.name(),
            task.desired_status.name()
        ),
        wanted: task.is_wanted(),
        protectable: task.is_wanted() && task.launch.service.is_some(),
        protected_until: task.protected_until.filter(|_| task.is_wanted()),
        stages: stages(task),
        dwell: format::span(now.since(task.status_since)),
        waiting: waiting(task, now),
        stopped: stop,
        instance: task
            .instance
            .filter(|id| world.instances.get(*id).is_some())
            .map(|id| (id, arns.instance_hex(id)[..8].to_owned())),
        service: service.map(|row| (row.id, row.name.to_string())),
        containers: containers(task),
        targets: health::targets(world, task, now),
        timestamps: timestamps(task),
    })
}

fn stages(task: &Task) -> Vec<Stage> {
    use TaskStatus::*;
    let way = if task.last_status <= Running {
        [Provisioning, Pending, Activating, Running]
    } else {
        [Deactivating, Stopping, Deprovisioning, Stopped]
    };
    let known = is_made_known(task);
    let passes = |status: &TaskStatus| known || !matches!(status, Activating | Deactivating);
    let way = way.into_iter().filter(passes);
    way.map(|status| Stage {
        status,
        place: match status.cmp(&task.last_status) {
            std::cmp::Ordering::Less => Place::Done,
            std::cmp::Ordering::Equal => Place::Now,
            std::cmp::Ordering::Greater => Place::Ahead,
        },
    })
    .collect()
}

fn waiting(task: &Task, now: SimTime) -> Option<Waiting> {
    let (wait, since, until) = waits_for(task, now);
    let (what, detail) = wait_text(task, &wait)?;
    let known = until != SimTime::NEVER;
    Some(Waiting {
        what: what.to_owned(),
        detail,
        left: if known {
            format::span(until.since(now))
        } else {
            String::new()
        },
        ahead: known.then(|| share(until.since(now).0, until.since(since).0).min(WHOLE)),
    })
}

/// What a wait is called, and what is to be said about it.
fn wait_text(task: &Task, wait: &Wait) -> Option<(&'static str, String)> {
    let definitions = task.container_definitions();
    let name = |index: usize| definitions.get(index).map_or("", |row| &row.name);
    Some(match wait {
        Wait::Instance => (
            "Capacity",
            "It waits for an instance of its capacity provider".to_owned(),
        ),
        Wait::InterfaceAttach => (
            "Network interface",
            "An ENI is made and attached".to_owned(),
        ),
        Wait::AgentPickup => (
            "Agent",
            "The agent of the host picks the task up".to_owned(),
        ),
        Wait::ImagePull(index) => {
            let image = definitions.get(*index).map_or("", |row| &row.image);
            ("Image pull", image.to_owned())
        }
        Wait::ContainerStart(index) => ("Container start", name(*index).to_owned()),
        Wait::Dependency { container, on } => (
            "dependsOn",
            format!("{} waits for {}", name(*container), name(*on)),
        ),
        Wait::AgentReport => ("Report", "The agent tells ECS what happened".to_owned()),
        Wait::ContainerEnd(index) => (
            "End of the process",
            format!("{} ends by itself", name(*index)),
        ),
        Wait::ContainerStop(index) => (
            "Container stop",
            format!("{} got SIGTERM; SIGKILL follows", name(*index)),
        ),
        Wait::Draining => ("Draining", "Its load balancers let requests end".to_owned()),
        Wait::InterfaceDetach => (
            "Network interface",
            "The ENI is detached and deleted".to_owned(),
        ),
        Wait::Nothing => return None,
    })
}

fn containers(task: &Task) -> Vec<ContainerRow> {
    let rows = task.containers.iter().zip(task.container_definitions());
    rows.map(|(row, definition)| ContainerRow {
        name: definition.name.to_string(),
        image: definition.image.to_string(),
        status: row.status.name(),
        essential: definition.essential,
        ended: match (&row.reason, row.exit_code) {
            (Some(reason), Some(code)) => format!("exit {code}: {reason}"),
            (Some(reason), None) => reason.to_string(),
            (None, Some(code)) => format!("exit {code}"),
            (None, None) => String::new(),
        },
        health: match definition.health_check {
            Some(_) => row.health.name(),
            None => "",
        },
        ports: ports(row, definition),
    })
    .collect()
}

fn ports(row: &Container, definition: &ContainerDefinition) -> String {
    let pairs = definition.ports.iter().zip(&row.host_ports);
    let given = pairs.filter(|(_, host)| **host != 0);
    let texts: Vec<String> = given
        .map(|(mapping, host)| format!("{} → {host}", mapping.container_port))
        .collect();
    texts.join(", ")
}

fn timestamps(task: &Task) -> Vec<(&'static str, Option<SimTime>)> {
    vec![
        ("createdAt", Some(task.created_at)),
        ("connectivityAt", task.connectivity_at),
        ("pullStartedAt", task.pull_started_at),
        ("pullStoppedAt", task.pull_stopped_at),
        ("startedAt", task.started_at),
        ("stoppingAt", task.stopping_at),
        ("executionStoppedAt", task.execution_stopped_at),
        ("stoppedAt", task.stopped_at),
    ]
}
