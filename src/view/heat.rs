//! How much of their CPU and memory instances and tasks use now: what colours the board where
//! somebody asks for heat instead of states.
//!
//! To work out what all containers of a large cluster get takes longer than a frame. So each look
//! goes over some of the hosts and keeps what it knows of the others.

use super::{WHOLE, share};
use crate::lifecycle::host::{self, HostTree};
use crate::lifecycle::task::needs;
use crate::model::host::HostId;
use crate::model::{ClusterId, InstanceId, Resources, TaskId, World};
use crate::sim::SimTime;
use std::collections::BTreeMap;

/// Containers that one look goes over, about.
pub const AT_ONCE: usize = 512;

/// What the heat is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of {
    /// CPU units.
    Cpu,
    /// MiB of memory.
    Memory,
}

impl Of {
    fn part(self, of: Resources) -> u32 {
        match self {
            Of::Cpu => of.cpu_units,
            Of::Memory => of.memory_mib,
        }
    }

    /// The unit of its amounts.
    pub fn unit(self) -> &'static str {
        match self {
            Of::Cpu => "CPU units",
            Of::Memory => "MiB",
        }
    }
}

/// What something uses of what it may count on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Use {
    /// In use now.
    pub used: Resources,
    /// Of an instance all that it registered, of a task what it reserves.
    pub of: Resources,
    /// Whether a container gets less CPU than it wants.
    pub short: bool,
}

impl Use {
    /// How much is used, and of how much.
    pub fn amounts(self, of: Of) -> (u32, u32) {
        (of.part(self.used), of.part(self.of))
    }

    /// The share that is used, more than [`WHOLE`] where more is used than is reserved; the largest
    /// number where something is used and nothing reserved.
    pub fn share(self, of: Of) -> u32 {
        match self.amounts(of) {
            (0, _) => 0,
            (_, 0) => u32::MAX,
            (used, of) => share(u64::from(used), u64::from(of)),
        }
    }

    /// Whether it is to be marked: it lacks CPU, or has more memory than it reserves.
    pub fn is_over(self, of: Of) -> bool {
        match of {
            Of::Cpu => self.short,
            Of::Memory => self.share(of) > WHOLE,
        }
    }
}

/// What is known of the use of a cluster.
#[derive(Clone, Debug, Default)]
pub struct Heat {
    /// The cluster, and the hosts of this round that are still to be looked at.
    cluster: Option<ClusterId>,
    ahead: Vec<HostId>,
    instances: BTreeMap<InstanceId, Use>,
    tasks: BTreeMap<TaskId, Use>,
    /// What this round has found of the tasks: those that are over are in no later one.
    coming: BTreeMap<TaskId, Use>,
}

impl Heat {
    /// Goes on looking at the hosts of a cluster, those of Fargate tasks and the tasks one by one
    /// where `tasks` says so. True where a round is over: then all of them were looked at.
    pub fn follow(&mut self, world: &World, cluster: ClusterId, now: SimTime, tasks: bool) -> bool {
        if self.cluster != Some(cluster) {
            *self = Heat::default();
            self.cluster = Some(cluster);
        }
        if self.ahead.is_empty() {
            self.ahead = hosts(world, cluster, tasks);
        }
        let mut looked = 0;
        while looked < AT_ONCE {
            let Some(host) = self.ahead.pop() else {
                self.tasks = std::mem::take(&mut self.coming);
                return true;
            };
            looked += 1;
            if let Some(tree) = host::tree(world, host, now) {
                looked += tree.containers().count();
                self.keep(world, &tree, tasks);
            }
        }
        false
    }

    fn keep(&mut self, world: &World, tree: &HostTree, tasks: bool) {
        if let HostId::Instance(id) = tree.host {
            let whole = Use {
                used: tree.used(),
                of: tree.size,
                short: tree.containers().any(|(_, row)| lacks(row)),
            };
            self.instances.insert(id, whole);
        }
        for group in tree.tasks.iter().filter(|_| tasks) {
            let of = world.tasks.get(group.task);
            let of = of.map(|task| needs(&task.launch).resources);
            let of_task = Use {
                used: Resources {
                    cpu_units: group.cpu_units(),
                    memory_mib: group.memory_mib(tree.windows),
                },
                of: of.unwrap_or_default(),
                short: group.containers.iter().any(lacks),
            };
            self.coming.insert(group.task, of_task);
        }
    }

    /// What an instance uses; None where it was not looked at yet.
    pub fn instance(&self, id: InstanceId) -> Option<Use> {
        self.instances.get(&id).copied()
    }

    /// What a task uses; None where it was not looked at yet, or nothing of it ever ran.
    pub fn task(&self, id: TaskId) -> Option<Use> {
        self.tasks.get(&id).copied()
    }
}

fn lacks(row: &host::ContainerGroup) -> bool {
    row.cpu_units < row.wants.cpu_units
}

fn hosts(world: &World, cluster: ClusterId, tasks: bool) -> Vec<HostId> {
    let instances = world.instances.rows();
    let ours = instances.filter(|row| row.cluster == cluster);
    let mut hosts: Vec<HostId> = ours.map(|row| HostId::Instance(row.id)).collect();
    let row = world.clusters.get(cluster).filter(|_| tasks);
    let live = row.into_iter().flat_map(|row| row.live_tasks.iter());
    let live = live.filter_map(|id| world.tasks.get(id));
    let alone = live.filter(|task| task.instance.is_none());
    hosts.extend(alone.filter_map(|task| host::host_of(task)));
    hosts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::{Command, Timeline};
    use crate::model::Settings;
    use crate::sim::Span;
    use serde_json::{Value, json};

    fn ask(timeline: &mut Timeline, action: &str, body: Value) {
        let answer = timeline.ask(Command::new(action, &body.to_string()));
        assert_eq!(answer.status, 200, "{action}: {}", answer.body);
    }

    /// On one instance of 2,048 units, two tasks that reserve 512: one wants 256, the other all.
    fn neighbours() -> Timeline {
        let mut timeline = Timeline::new(Settings::default());
        ask(&mut timeline, "CreateCluster", json!({"clusterName": "c"}));
        let instance = json!({"cluster": "c", "instanceType": "m5.large", "count": 1});
        ask(&mut timeline, "Drydock.AddInstances", instance);
        for (family, wants) in [("calm", "256"), ("greedy", "4096")] {
            let labels = json!({"drydock.cpu": wants, "drydock.memory": "64"});
            let container = json!({
                "name": "app", "image": "nginx", "cpu": 512, "memory": 256,
                "dockerLabels": labels,
            });
            let definition = json!({"family": family, "containerDefinitions": [container]});
            ask(&mut timeline, "RegisterTaskDefinition", definition);
            let task = json!({"cluster": "c", "taskDefinition": family, "launchType": "EC2"});
            ask(&mut timeline, "RunTask", task);
        }
        timeline.advance(Span::minutes(2), u32::MAX);
        timeline
    }

    #[test]
    fn the_heat_is_what_containers_use_and_not_what_they_reserve() {
        let timeline = neighbours();
        let mut heat = Heat::default();
        let (world, cluster) = (timeline.world(), ClusterId(0));
        assert!(heat.follow(world, cluster, timeline.now(), true));
        let cpu = |row: Option<Use>| row.map(|row| (row.amounts(Of::Cpu), row.is_over(Of::Cpu)));
        assert_eq!(cpu(heat.task(TaskId(0))), Some(((256, 512), false)));
        assert_eq!(cpu(heat.task(TaskId(1))), Some(((1_792, 512), true)));
        let host = heat.instance(InstanceId(0));
        assert_eq!(cpu(host), Some(((2_048, 2_048), true)));
        assert_eq!(host.map(|row| row.share(Of::Cpu)), Some(WHOLE));
        let memory = heat.task(TaskId(0)).map(|row| row.share(Of::Memory));
        assert_eq!(memory, Some(WHOLE / 4));
        assert_eq!(heat.task(TaskId(2)), None);
    }

    #[test]
    fn instances_alone_are_looked_at_where_tasks_are_too_many() {
        let timeline = neighbours();
        let mut heat = Heat::default();
        assert!(heat.follow(timeline.world(), ClusterId(0), timeline.now(), false));
        assert!(heat.instance(InstanceId(0)).is_some());
        assert_eq!(heat.task(TaskId(0)), None);
    }
}
