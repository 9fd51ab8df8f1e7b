//! What containers want, and who says so.

use crate::lifecycle::container::images;
use crate::lifecycle::demand::{course_text, cpu_text};
use crate::model::arn::Arns;
use crate::model::demand::{Demand, Whose, Wish};
use crate::model::{ContainerDefinition, InstanceId, ServiceId, TaskId, World};
use crate::sim::SimTime;

/// A container with what it wants, as it can be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DemandRow {
    /// Its name.
    pub container: String,
    /// CPU.
    pub cpu: String,
    /// Memory.
    pub memory: String,
}

/// Whose demand can be set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// All tasks of a service.
    Service(ServiceId),
    /// One task.
    Task(TaskId),
    /// A container instance: it has a host, and no demand.
    Instance(InstanceId),
}

/// What names it in requests of Drydock's own: its cluster, the member, and its name or id. None
/// where there is no such thing.
pub fn named(world: &World, subject: Subject) -> Option<(String, &'static str, String)> {
    let arns = Arns::of(world);
    let (cluster, member, name) = match subject {
        Subject::Service(id) => {
            let row = world.services.get(id)?;
            (row.cluster, "service", row.name.to_string())
        }
        Subject::Task(id) => {
            let row = world.tasks.get(id)?;
            (row.launch.cluster, "task", arns.task_hex(id))
        }
        Subject::Instance(id) => {
            let row = world.instances.get(id)?;
            (row.cluster, "containerInstance", arns.instance_hex(id))
        }
    };
    let cluster = world.clusters.get(cluster)?;
    Some((cluster.name.to_string(), member, name))
}

/// What the containers of a service or a task want; empty where there is no such thing.
pub fn demand_rows(world: &World, subject: Subject) -> Vec<DemandRow> {
    let found = match subject {
        Subject::Service(id) => world.services.get(id).and_then(|service| {
            let definition = service.primary()?.revision.definition;
            let definition = world.definitions.get(definition)?;
            Some((definition.spec.clone(), Some(id), None, service.cluster))
        }),
        Subject::Task(id) => world.tasks.get(id).map(|task| {
            let service = task.launch.service.map(|(service, _)| service);
            (
                task.launch.spec.clone(),
                service,
                Some(id),
                task.launch.cluster,
            )
        }),
        Subject::Instance(_) => None,
    };
    let Some((spec, service, task, cluster)) = found else {
        return Vec::new();
    };
    let meant = |wish: &&Wish| match wish.whose {
        Whose::Cluster(id) => id == cluster,
        Whose::Service(id) => Some(id) == service,
        Whose::Task(id) => Some(id) == task,
    };
    let wishes = world.hosts.wishes.iter().rev();
    let wishes: Vec<&Wish> = wishes
        .filter(|wish| wish.until == SimTime::NEVER)
        .filter(meant)
        .collect();
    let rows = spec.containers.iter();
    rows.map(|container| row(container, &wishes)).collect()
}

/// The last word counts: by hand, else by the labels, else by the image.
fn row(container: &ContainerDefinition, wishes: &[&Wish]) -> DemandRow {
    let named = |wish: &&&Wish| wish.container.is_empty() || wish.container == container.name;
    let by_hand = |part: fn(&Demand) -> Option<String>| {
        let mut said = wishes.iter().filter(named);
        said.find_map(|wish| part(&wish.demand))
    };
    let cpu = |demand: &Demand| demand.cpu.map(cpu_text);
    let memory = |demand: &Demand| demand.memory.map(course_text);
    let image = images::image(&container.image);
    let words = |part: fn(&Demand) -> Option<String>, idle: u32| match by_hand(part) {
        Some(text) => format!("{text} (by hand)"),
        None => match part(&container.demand) {
            Some(text) => format!("{text} (by label)"),
            None => format!("{idle} (by image)"),
        },
    };
    DemandRow {
        container: container.name.to_string(),
        cpu: words(cpu, image.cpu_units),
        memory: words(memory, image.memory_mib),
    }
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

    #[test]
    fn the_last_word_counts() {
        let mut timeline = Timeline::new(Settings::default());
        ask(&mut timeline, "CreateCluster", json!({}));
        let instances = json!({"instanceType": "t3.medium"});
        ask(&mut timeline, "Drydock.AddInstances", instances);
        let definition = json!({"family": "web", "containerDefinitions": [
            {"name": "web", "image": "nginx", "memory": 64,
             "dockerLabels": {"drydock.cpu": "daily 10 900"}},
        ]});
        ask(&mut timeline, "RegisterTaskDefinition", definition);
        ask(&mut timeline, "RunTask", json!({"taskDefinition": "web"}));
        timeline.advance(Span::seconds(30), u32::MAX);
        let rows = |timeline: &Timeline| {
            let rows = demand_rows(timeline.world(), Subject::Task(TaskId(0)));
            let [row] = &rows[..] else {
                panic!("one container");
            };
            (row.cpu.clone(), row.memory.clone())
        };
        let expect = |cpu: &str, memory: &str| (cpu.to_owned(), memory.to_owned());
        let labels = expect("daily 10 900 (by label)", "16 (by image)");
        assert_eq!(rows(&timeline), labels);
        let set = json!({"container": "web", "cpu": "100"});
        ask(&mut timeline, "Drydock.SetDemand", set);
        let set = expect("100 (by hand)", "16 (by image)");
        assert_eq!(rows(&timeline), set);
        timeline.advance(Span::seconds(1), u32::MAX);
        let end = json!({"container": "web"});
        ask(&mut timeline, "Drydock.SetDemand", end);
        assert_eq!(rows(&timeline), labels);
        assert!(demand_rows(timeline.world(), Subject::Service(ServiceId(0))).is_empty());
        let (cluster, member, name) =
            named(timeline.world(), Subject::Task(TaskId(0))).expect("a task");
        assert_eq!((&*cluster, member, name.len()), ("default", "task", 32));
        assert_eq!(
            named(timeline.world(), Subject::Service(ServiceId(0))),
            None
        );
    }
}
