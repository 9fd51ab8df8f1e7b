//! What a change means wherever it runs.

use super::{Line, Side, Tone, line, worse};
use crate::lifecycle::timing::STOP_TIMEOUT;
use crate::model::task_definition::{ContainerDefinition, HealthCheck, NetworkMode, TaskSpec};
use crate::sim::Span;
use crate::taskdef::compatibility::obstacles;
use crate::taskdef::{Target, check};
use crate::view::format;

/// The lines of two definitions.
pub(super) fn lines(before: &Side, after: &Side) -> Vec<Line> {
    let mut lines = compatibilities(&before.spec, &after.spec);
    let (old, new) = (&*before.spec, &*after.spec);
    lines.extend(network(old.network_mode, new.network_mode));
    lines.extend(ports(old, new));
    lines.extend(sizes(old, new));
    lines.extend(containers(old, new));
    lines
}

fn compatibilities(old: &TaskSpec, new: &TaskSpec) -> Vec<Line> {
    let lost = old
        .compatibilities
        .iter()
        .filter(|one| !new.compatibilities.contains(one));
    let mut lost = lost.peekable();
    let mut lines = Vec::new();
    if lost.peek().is_some() {
        // A stored definition reads as it was registered.
        let text = new.document.to_string();
        let checked = check(&text, Target::Unknown);
        let rows = checked.draft.as_ref().map(obstacles).unwrap_or_default();
        for one in lost {
            let mut rows = rows.iter().filter(|row| row.launch_type == *one);
            let reason = rows.next().and_then(|row| row.findings.first());
            let reason = reason.map(|reason| reason.message.trim_end_matches('.'));
            let reason = reason.map_or(String::new(), |reason| format!(": {reason}"));
            lines.push(worse(format!(
                "No longer compatible with {}{reason}",
                one.name()
            )));
        }
    }
    let won = new
        .compatibilities
        .iter()
        .filter(|one| !old.compatibilities.contains(one));
    lines.extend(won.map(|one| {
        line(
            Tone::Better,
            format!("Now also compatible with {}", one.name()),
        )
    }));
    lines
}

/// Source: Developer Guide, "Amazon ECS task networking options for EC2"; ECS API, CreateService
/// `networkConfiguration` and LoadBalancer: awsvpc needs target groups of the type ip.
fn network(old: NetworkMode, new: NetworkMode) -> Option<Line> {
    if old == new {
        return None;
    }
    let what = match (old, new) {
        (_, NetworkMode::Awsvpc) => {
            "each task has a network interface of its own; services and tasks need a \
             networkConfiguration, target groups the type ip"
        }
        (NetworkMode::Awsvpc, _) => {
            "tasks have no network interface of their own any more, a networkConfiguration is \
             refused, and target groups need the type instance"
        }
        (_, NetworkMode::Host) => "containers take their ports on the instance itself",
        (_, NetworkMode::None) => "containers have no connection to the outside",
        (_, NetworkMode::Bridge) => "ports of the instance are mapped to those of the containers",
    };
    Some(line(
        Tone::Other,
        format!("{} instead of {}: {what}", new.name(), old.name()),
    ))
}

/// Static host ports: two tasks with the same one cannot share an instance.
/// Source: ECS API, PortMapping `hostPort`.
fn ports(old: &TaskSpec, new: &TaskSpec) -> Vec<Line> {
    let of = |spec: &TaskSpec| {
        let needs = &spec.needs;
        let tcp = needs.tcp_ports.iter().map(|port| format!("{port}/tcp"));
        let udp = needs.udp_ports.iter().map(|port| format!("{port}/udp"));
        tcp.chain(udp).collect::<Vec<String>>()
    };
    let (old, new) = (of(old), of(new));
    let only = |these: &[String], those: &[String]| {
        let only = these.iter().filter(|port| !those.contains(port));
        only.cloned().collect::<Vec<String>>().join(", ")
    };
    let (taken, free) = (only(&new, &old), only(&old, &new));
    let mut lines = Vec::new();
    if !taken.is_empty() {
        let one = "one task per instance, and none where another task has it";
        lines.push(worse(format!("Takes host port {taken}: {one}")));
    }
    if !free.is_empty() {
        let several = if new.is_empty() {
            ": several fit on one instance"
        } else {
            ""
        };
        lines.push(line(
            Tone::Better,
            format!("Takes host port {free} no more{several}"),
        ));
    }
    lines
}

fn sizes(old: &TaskSpec, new: &TaskSpec) -> Vec<Line> {
    let (old, new) = (old.needs.resources, new.needs.resources);
    let rows = [
        (old.cpu_units, new.cpu_units, "CPU units"),
        (old.memory_mib, new.memory_mib, "MiB of memory"),
    ];
    let changed = rows.into_iter().filter(|(old, new, _)| old != new);
    let said = changed.map(|(old, new, unit)| {
        let tone = if new > old { Tone::Worse } else { Tone::Better };
        let (old, new) = (format::number(old.into()), format::number(new.into()));
        line(tone, format!("A task takes {new} {unit} instead of {old}"))
    });
    said.collect()
}

/// How tasks start and stop.
fn containers(old: &TaskSpec, new: &TaskSpec) -> Vec<Line> {
    let mut lines = Vec::new();
    for container in &new.containers {
        let name = &container.name;
        let before = old.containers.iter().find(|one| one.name == *name);
        match before {
            None => lines.push(line(Tone::Other, added(container))),
            Some(before) => stops(before, container, &mut lines),
        }
        let waits = waits(new, container);
        if let Some(before) = before
            && self::waits(old, before) != waits
        {
            let text = match waits.is_empty() {
                true => format!("{name} starts at once"),
                false => format!("{name} starts when {}", waits.join(" and ")),
            };
            lines.push(line(Tone::Other, text));
        }
    }
    let is_gone =
        |one: &&ContainerDefinition| new.containers.iter().all(|two| two.name != one.name);
    let gone = old.containers.iter().filter(is_gone);
    lines.extend(gone.map(|one| line(Tone::Other, format!("{} runs no more", one.name))));
    lines
}

fn added(container: &ContainerDefinition) -> String {
    let essential = match container.essential {
        true => "the task stops when it does",
        false => "the task goes on without it",
    };
    format!("{} runs too: {essential}", container.name)
}

fn stops(old: &ContainerDefinition, new: &ContainerDefinition, lines: &mut Vec<Line>) {
    let name = &new.name;
    let mut say = |tone, text: String| lines.push(line(tone, text));
    if old.essential != new.essential {
        let text = match new.essential {
            true => format!("The task stops when {name} does"),
            false => format!("The task goes on when {name} has stopped"),
        };
        say(Tone::Other, text);
    }
    let patience = |one: &ContainerDefinition| one.stop_timeout.unwrap_or(STOP_TIMEOUT);
    if patience(old) != patience(new) {
        let (before, after) = (seconds(patience(old)), seconds(patience(new)));
        let text = format!("{name} has {after} instead of {before} from SIGTERM to SIGKILL");
        say(Tone::Other, text);
    }
    if old.start_timeout != new.start_timeout {
        let text = match new.start_timeout {
            Some(time) => format!("What waits for {name} gives up after {}", seconds(time)),
            None => format!("What waits for {name} does not give up early any more"),
        };
        say(Tone::Other, text);
    }
    match (&old.health_check, &new.health_check) {
        (None, Some(check)) => {
            let unhealthy = format!("{name} is UNHEALTHY {}", after(check));
            say(
                Tone::Other,
                format!("{unhealthy}; a service replaces the task then"),
            );
        }
        (Some(_), None) => say(
            Tone::Other,
            format!("Nothing tells whether {name} is healthy"),
        ),
        (Some(old), Some(new)) if after(old) != after(new) => {
            say(Tone::Other, format!("{name} is UNHEALTHY {}", after(new)));
        }
        (_, _) => {}
    }
}

/// When a health check has failed for good.
fn after(check: &HealthCheck) -> String {
    let interval = seconds(check.interval);
    let start = seconds(check.start_period);
    let failures = format!(
        "after {} {interval} apart",
        format::count(check.retries.into(), "failure")
    );
    match check.start_period.0 {
        0 => failures,
        _ => format!("{failures}, not counting the first {start}"),
    }
}

/// Whole seconds, which is what the members hold.
fn seconds(span: Span) -> String {
    format!("{}\u{a0}s", format::number(span.0 / 1_000))
}

/// What a container waits for, in words.
fn waits(spec: &TaskSpec, container: &ContainerDefinition) -> Vec<String> {
    let waits = container.depends_on.iter().filter_map(|one| {
        let other = spec.containers.get(usize::from(one.container))?;
        Some(format!("{} is at {}", other.name, one.condition.name()))
    });
    waits.collect()
}
