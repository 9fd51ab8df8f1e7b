//! "Why here?": what placement made of every instance at the moment when a task was placed.

use super::format;
use crate::engine::Timeline;
use crate::lifecycle::placement::{FILTERS, Outcome, Shortfall, Verdict, groups, verdicts};
use crate::lifecycle::task::needs;
use crate::model::arn::Arns;
use crate::model::{InstanceId, Resources, Task, TaskId, World};
use crate::sim::sort;
use std::sync::Arc;

/// Filters whose columns are always shown; the others only where one of them refuses.
const ALWAYS: [&str; 5] = ["status", "CPU", "memory", "ports", "ENI"];

/// One filter's answer for one instance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// It passes.
    Pass,
    /// It refuses; what is missing, shortly, and in words.
    Refuse(String, String),
}

/// One instance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The instance.
    pub instance: InstanceId,
    /// The first digits of its id.
    pub short_id: String,
    /// The letter of its zone.
    pub zone: char,
    /// One cell per column.
    pub cells: Vec<Cell>,
    /// Its place among those that fit, from 1.
    pub rank: Option<usize>,
    /// Whether the task went there.
    pub won: bool,
    /// What the first filter that refuses says, shortly: `CPU −256`.
    pub first_refusal: Option<String>,
    /// What it lacks of CPU and memory.
    pub lacks: Resources,
}

/// The whole table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Why {
    /// The columns: names of filters.
    pub columns: Vec<&'static str>,
    /// One row per instance: the chosen one first, then by rank, then the others.
    pub rows: Vec<Row>,
    /// What the task needs.
    pub needs: Resources,
    /// Whether it needs a network interface.
    pub interface: bool,
    /// The static host ports that it needs.
    pub ports: Vec<u16>,
    /// How many instances fit.
    pub fitting: usize,
}

/// The table for a task; None where there was nothing to choose (Fargate, or it is gone).
pub fn why_here(timeline: &Timeline, id: TaskId) -> Option<Why> {
    let task = timeline.world().tasks.get(id)?.clone();
    task.instance?;
    let mut past = timeline.clone();
    // A task that has waited for its instance was placed later than it was created.
    past.seek(task.connectivity_at.unwrap_or(task.created_at));
    let mut world = past.world().clone();
    forget_from(&mut world, id);
    let verdicts = verdicts(&world, &task.launch);
    Some(table(&world, &task, &verdicts))
}

/// Takes a task and all that came after it out of a world, as if they had not been placed yet.
fn forget_from(world: &mut World, first: TaskId) {
    let later: Vec<Arc<Task>> = world
        .tasks
        .rows()
        .rev()
        .take_while(|row| row.id >= first)
        .cloned()
        .collect();
    for task in later {
        forget(world, &task);
    }
}

/// Takes a task out of a world, with what it holds of its instance.
pub(super) fn forget(world: &mut World, task: &Task) {
    groups::leave(world, task);
    world.tasks.remove(task.id);
    let Some(row) = task.instance.and_then(|id| world.instances.edit(id)) else {
        return;
    };
    let needs = needs(&task.launch);
    row.remaining = row.remaining.plus(needs.resources);
    row.tcp_ports.retain(|port| !needs.tcp_ports.contains(port));
    row.udp_ports.retain(|port| !needs.udp_ports.contains(port));
    row.interfaces = row.interfaces.saturating_sub(u32::from(needs.eni));
    row.live_tasks.remove(task.id);
}

fn table(world: &World, task: &Task, verdicts: &[Verdict]) -> Why {
    let refuses = |place: usize| {
        let mut rows = verdicts.iter();
        rows.any(|row| matches!(row.outcomes.get(place), Some(Outcome::Refuse(_))))
    };
    let shown: Vec<usize> = (0..FILTERS.len())
        .filter(|place| ALWAYS.contains(&FILTERS[*place].name) || refuses(*place))
        .collect();
    let mut rows: Vec<Row> = verdicts
        .iter()
        .filter_map(|verdict| row(world, task, verdict, &shown))
        .collect();
    sort::by_key(&mut rows, |row| {
        (!row.won, row.rank.unwrap_or(usize::MAX), row.instance)
    });
    let needs = needs(&task.launch);
    let mut ports = needs.tcp_ports.clone();
    ports.extend(&needs.udp_ports);
    Why {
        columns: shown.iter().map(|place| FILTERS[*place].name).collect(),
        fitting: rows.iter().filter(|row| row.rank.is_some()).count(),
        rows,
        needs: needs.resources,
        interface: needs.eni,
        ports,
    }
}

fn row(world: &World, task: &Task, verdict: &Verdict, shown: &[usize]) -> Option<Row> {
    let instance = world.instances.get(verdict.instance)?;
    let cell = |place: &usize| match verdict.outcomes.get(*place) {
        Some(Outcome::Refuse(shortfall)) => Cell::Refuse(shortly(shortfall), in_words(shortfall)),
        Some(Outcome::Pass) | None => Cell::Pass,
    };
    let first = FILTERS
        .iter()
        .zip(&verdict.outcomes)
        .find_map(|(filter, outcome)| match outcome {
            Outcome::Refuse(shortfall) => Some(format!("{} {}", filter.name, shortly(shortfall))),
            Outcome::Pass => None,
        });
    let needs = needs(&task.launch).resources;
    Some(Row {
        instance: verdict.instance,
        short_id: Arns::of(world).instance_hex(verdict.instance)[..8].to_owned(),
        zone: char::from(b'a' + instance.zone.0),
        cells: shown.iter().map(cell).collect(),
        rank: verdict.rank.map(|rank| rank + 1),
        won: task.instance == Some(verdict.instance),
        first_refusal: first.map(|text| text.trim().to_owned()),
        lacks: needs.minus(instance.remaining),
    })
}

/// What is missing, in the width of a column.
pub fn shortly(shortfall: &Shortfall) -> String {
    let minus =
        |needs: u32, has: u32| format!("−{}", format::number(u64::from(needs - has.min(needs))));
    match shortfall {
        Shortfall::NotActive(status) => status.name().to_lowercase(),
        Shortfall::LaunchType => "type".to_owned(),
        Shortfall::OtherProvider(_) => "other".to_owned(),
        Shortfall::AgentDisconnected => "lost".to_owned(),
        Shortfall::MissingAttributes(names) => format!("−{}", names.len()),
        Shortfall::Platform { .. } => "other".to_owned(),
        Shortfall::Location(_) => "zone".to_owned(),
        Shortfall::Cpu { needs, remaining } | Shortfall::Memory { needs, remaining } => {
            minus(*needs, *remaining)
        }
        Shortfall::PortTaken { port, .. } => format!(":{port}"),
        Shortfall::TooManyPorts(_) => "full".to_owned(),
        Shortfall::Gpu { needs, free } => minus(*needs, *free),
        Shortfall::Eni { .. } => "−1".to_owned(),
        Shortfall::MemberOf(_) | Shortfall::DistinctInstance => "no".to_owned(),
    }
}

/// What is missing, as a sentence.
fn in_words(shortfall: &Shortfall) -> String {
    match shortfall {
        Shortfall::PortTaken { port, .. } => format!("port {port} is taken"),
        Shortfall::OtherProvider(name) => format!("it does not belong to {name}"),
        Shortfall::MemberOf(expression) => format!("{expression} does not hold"),
        Shortfall::NotActive(_)
        | Shortfall::LaunchType
        | Shortfall::AgentDisconnected
        | Shortfall::MissingAttributes(_)
        | Shortfall::Platform { .. }
        | Shortfall::Location(_)
        | Shortfall::Cpu { .. }
        | Shortfall::Memory { .. }
        | Shortfall::TooManyPorts(_)
        | Shortfall::Gpu { .. }
        | Shortfall::Eni { .. }
        | Shortfall::DistinctInstance => shortfall.event_text(),
    }
}
