//! How many tasks fit on an empty instance of each type that a cluster has.

use super::{Line, Side, Tone, line};
use crate::lifecycle::capacity::RESERVED_TCP_PORTS;
use crate::lifecycle::placement::{Ask, filters};
use crate::model::placement::Placement;
use crate::model::target::Discovery;
use crate::model::task::{Launch, LaunchType};
use crate::model::task_definition::{Needs, TaskSpec};
use crate::model::{ClusterId, ContainerInstance, DefinitionId, InstanceStatus, TaskIds, World};
use crate::view::format;
use crate::view::why::shortly;
use serde_json::json;
use std::sync::Arc;

/// How many tasks fit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fit {
    /// So many; None if nothing of it runs out.
    pub count: Option<u32>,
    /// What ends it: `memory`, or what the instance lacks for the first one.
    pub by: String,
}

/// How many tasks of a definition fit on an instance if nothing else is there.
pub fn fit(world: &World, instance: &ContainerInstance, spec: &Arc<TaskSpec>) -> Fit {
    let empty = ContainerInstance {
        status: InstanceStatus::Active,
        agent_connected: true,
        remaining: instance.registered,
        tcp_ports: RESERVED_TCP_PORTS.to_vec(),
        udp_ports: Vec::new(),
        interfaces: 0,
        live_tasks: TaskIds::default(),
        ..instance.clone()
    };
    let launch = standalone(instance.cluster, spec);
    let ask = Ask::new(world, &launch);
    let first = filters::FILTERS.iter().find_map(|filter| {
        let shortfall = (filter.check)(&ask, &empty).err()?;
        Some(format!("{} {}", filter.name, shortly(&shortfall)))
    });
    match first {
        Some(by) => Fit { count: Some(0), by },
        None => room(&empty, &spec.needs),
    }
}

/// How often the needs go into an instance that has room for them once.
fn room(instance: &ContainerInstance, needs: &Needs) -> Fit {
    let times = |has: u32, needs: u32| has.checked_div(needs);
    let ports = !needs.tcp_ports.is_empty() || !needs.udp_ports.is_empty();
    let limits = [
        (ports.then_some(1), "static host ports"),
        (
            needs.eni.then_some(instance.interface_limit),
            "network interfaces",
        ),
        (times(instance.instance_type.gpus, needs.gpus), "GPUs"),
        (
            times(instance.registered.memory_mib, needs.resources.memory_mib),
            "memory",
        ),
        (
            times(instance.registered.cpu_units, needs.resources.cpu_units),
            "CPU",
        ),
    ];
    let limits = limits.into_iter();
    let least = limits
        .filter_map(|(count, by)| Some((count?, by)))
        .min_by_key(|(count, _)| *count);
    Fit {
        count: least.map(|(count, _)| count),
        by: least.map_or("nothing", |(_, by)| by).to_owned(),
    }
}

/// A task on its own, on an instance.
fn standalone(cluster: ClusterId, spec: &Arc<TaskSpec>) -> Launch {
    Launch {
        cluster,
        definition: DefinitionId(0),
        spec: spec.clone(),
        launch_type: LaunchType::Ec2,
        capacity_provider: None,
        platform_version: None,
        service: None,
        group: "".into(),
        started_by: None,
        network: None,
        placement: Arc::new(Placement::default()),
        overrides: None,
        tags: Arc::new(json!([])),
        enable_execute_command: false,
        balancers: Arc::default(),
        discovery: Discovery::default(),
        request: None,
    }
}

/// A line for each instance type of the cluster on which another number fits.
pub(super) fn lines(world: &World, cluster: ClusterId, before: &Side, after: &Side) -> Vec<Line> {
    let mut seen: Vec<&str> = Vec::new();
    let mut lines = Vec::new();
    for instance in world.instances.rows().filter(|row| row.cluster == cluster) {
        let name = instance.instance_type.name;
        if seen.contains(&name) {
            continue;
        }
        seen.push(name);
        let old = fit(world, instance, &before.spec);
        let new = fit(world, instance, &after.spec);
        lines.extend(said(name, &old, &new));
    }
    lines
}

fn said(name: &str, old: &Fit, new: &Fit) -> Option<Line> {
    let many = |fit: &Fit| fit.count.unwrap_or(u32::MAX);
    let tone = match many(new).cmp(&many(old)) {
        std::cmp::Ordering::Less => Tone::Worse,
        std::cmp::Ordering::Equal => return None,
        std::cmp::Ordering::Greater => Tone::Better,
    };
    let number = |fit: &Fit| match fit.count {
        Some(0) => "none".to_owned(),
        Some(count) => format::number(count.into()),
        None => "any number".to_owned(),
    };
    let (fits, article) = (if many(new) == 1 { "fits" } else { "fit" }, article(name));
    let fits = if many(new) == 0 { "fits" } else { fits };
    let counts = format!(
        "{} instead of {} {fits} on {article} {name}",
        number(new),
        number(old)
    );
    let text = match new.count {
        Some(0) => format!("{counts}: {}", new.by),
        Some(_) => format!("{counts}, limited by {}", new.by),
        None => counts,
    };
    let mut letters = text.chars();
    let first = letters.next().map(|first| first.to_ascii_uppercase());
    Some(line(
        tone,
        first.into_iter().chain(letters).collect::<String>(),
    ))
}

/// The article of a name that begins with a letter's name: an m5, a t3.
pub(super) fn article(name: &str) -> &'static str {
    match name.starts_with(|letter| "aefhilmnorsx".contains(letter)) {
        true => "an",
        false => "a",
    }
}
