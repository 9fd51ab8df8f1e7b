//! A container instance in words.

use super::board::definition_name;
use super::format;
use crate::model::arn::Arns;
use crate::model::{InstanceId, InstanceStatus, TaskId, TaskStatus, World};

/// A task on the instance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaskRow {
    /// The task.
    pub task: TaskId,
    /// The first digits of its id.
    pub short_id: String,
    /// `family:revision`.
    pub name: String,
    /// Its last status.
    pub status: TaskStatus,
}

/// A container instance for the inspector.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InstanceView {
    /// The instance.
    pub instance: InstanceId,
    /// Its 32 digits.
    pub id: String,
    /// Its ARN.
    pub arn: String,
    /// Its cluster's name.
    pub cluster: String,
    /// Its status.
    pub status: InstanceStatus,
    /// What is known of it: (name, value).
    pub facts: Vec<(&'static str, String)>,
    /// Its tasks that are not STOPPED.
    pub tasks: Vec<TaskRow>,
    /// Its attributes, as `name = value`.
    pub attributes: Vec<String>,
}

/// The instance as the inspector shows it.
pub fn instance_view(world: &World, id: InstanceId) -> Option<InstanceView> {
    let row = world.instances.get(id)?;
    let arns = Arns::of(world);
    let amount = |free: u32, of: u32, unit: &str| {
        let (free, of) = (u64::from(free), u64::from(of));
        format!(
            "{} of {}{unit} free",
            format::number(free),
            format::number(of)
        )
    };
    let (free, total) = (row.remaining, row.registered);
    let facts = vec![
        ("EC2 instance", arns.ec2_instance(id)),
        ("Type", row.instance_type.name.to_owned()),
        ("Zone", row.zone.name(&world.settings.region)),
        (
            "Agent",
            match (row.agent_connected, row.connectivity.is_impaired) {
                (true, _) => "connected".to_owned(),
                (false, false) => "disconnected".to_owned(),
                (false, true) => "disconnected: the instance is IMPAIRED".to_owned(),
            },
        ),
        ("CPU", amount(free.cpu_units, total.cpu_units, "")),
        (
            "Memory",
            amount(free.memory_mib, total.memory_mib, "\u{a0}MiB"),
        ),
        (
            "Task ENIs",
            format!("{} of {} in use", row.interfaces, row.interface_limit),
        ),
        ("Registered at", format::moment(row.registered_at)),
    ];
    let attributes = row.attributes.iter().map(|(name, value)| match value {
        Some(value) => format!("{name} = {value}"),
        None => name.to_string(),
    });
    Some(InstanceView {
        instance: id,
        id: arns.instance_hex(id),
        arn: arns.instance(id),
        cluster: world
            .clusters
            .get(row.cluster)
            .map_or(String::new(), |row| row.name.to_string()),
        status: row.status,
        facts,
        tasks: task_rows(world, row.live_tasks.iter()),
        attributes: attributes.collect(),
    })
}

/// Tasks as rows, in the order given.
pub fn task_rows(world: &World, tasks: impl Iterator<Item = TaskId>) -> Vec<TaskRow> {
    let arns = Arns::of(world);
    tasks
        .filter_map(|id| world.tasks.get(id))
        .map(|task| TaskRow {
            task: task.id,
            short_id: arns.task_hex(task.id)[..8].to_owned(),
            name: definition_name(world, task.launch.definition),
            status: task.last_status,
        })
        .collect()
}
