//! Requests that come to services, and what is measured of them: interval by interval, for those
//! services only that somebody sends requests to, has scaled, or has put an alarm on.

mod direct;
pub mod serve;
mod targets;
mod utilization;

#[cfg(test)]
mod tests;

pub use serve::INTERVAL;
pub use utilization::{Utilization, utilization};

use super::host::{HostTree, host_of, runs_at, tree};
use super::scaling::{self, alarms};
use super::{Event, Setting, Timer, Turn, demand};
use crate::model::host::HostId;
use crate::model::traffic::{Datapoint, Flow, Interval, Measured, Sums, Traffic};
use crate::model::{ContainerStatus, Service, ServiceId, ServiceStatus, Task, World};
use crate::sim::{SimTime, Span};
use serve::{Load, Served};
use std::collections::BTreeMap;
use std::sync::Arc;

/// How long what is measured is kept: ten minutes of intervals, three hours of minutes.
const INTERVALS: usize = 60;
const POINTS: usize = 180;

const MINUTE: Span = Span::minutes(1);

/// Intervals of a minute.
const PER_MINUTE: u32 = 6;

/// Sets the requests that come to a service from now on; None for no more.
pub fn set(turn: &mut Turn, id: ServiceId, traffic: Option<Traffic>) {
    edit(turn, id, |row| row.traffic = traffic);
    turn.say(Event::Set(Setting::Traffic(id)));
    begin(turn, id);
}

/// Whether requests can come to a service: by a load balancer, or to a port of its tasks.
pub fn can_come(service: &Service) -> bool {
    let launch = service.primary().map(|row| &row.launch);
    let opens = launch.is_some_and(|launch| direct::listener(&launch.spec).is_some());
    service.has_target_group() || opens
}

/// Changes what is kept of a measured service; it is measured from then on.
pub fn edit(turn: &mut Turn, id: ServiceId, change: impl FnOnce(&mut Measured)) {
    let row = turn.sim.world.measured.entry(id).or_default();
    change(Arc::make_mut(row));
}

/// Has a service measured at the next whole interval, unless it is already.
pub fn begin(turn: &mut Turn, id: ServiceId) {
    let row = turn.world().measured.get(&id);
    if row.is_some_and(|row| row.alarm.is_none()) {
        let at = SimTime((turn.now().0 / INTERVAL.0 + 1) * INTERVAL.0);
        let slot = turn.wake(at, Timer::MeasureService(id));
        edit(turn, id, |row| row.alarm = Some(slot));
    }
}

/// An interval of a service is over: books it, scales at each whole minute, and begins the next.
pub fn measure(turn: &mut Turn, id: ServiceId) {
    let now = turn.now();
    edit(turn, id, |row| row.alarm = None);
    let world = turn.world();
    let service = world.services.get(id).cloned();
    let service = service.filter(|row| row.status == ServiceStatus::Active);
    let row = world.measured.get(&id).cloned();
    let wanted = |row: &Arc<Measured>| row.traffic.is_some() || row.scaling.is_some();
    let row = row.filter(|row| wanted(row) || alarms::look_at(world, id));
    let (Some(service), Some(row)) = (service, row) else {
        turn.sim.world.measured.remove(&id);
        return;
    };
    let (waiting, sums) = book(world, &service, &row, now);
    let next = next_interval(world, &service, &row, &waiting, now);
    let minute = now.0.is_multiple_of(MINUTE.0);
    let point = minute.then(|| datapoint(&service, sums, now));
    edit(turn, id, |row| {
        row.sums = sums;
        if let Some(point) = point {
            row.sums = Sums::default();
            row.points.push_back(point);
            if row.points.len() > POINTS {
                row.points.pop_front();
            }
        }
        row.carry = next.1;
        row.intervals.extend(next.0);
        if row.intervals.len() > INTERVALS {
            row.intervals.pop_front();
        }
    });
    if minute {
        alarms::look(turn, id);
        scaling::look(turn, id);
    }
    begin(turn, id);
}

/// What has become of the requests of the interval that is over, and the sums with it.
fn book(world: &World, service: &Service, row: &Measured, now: SimTime) -> (Vec<Flow>, Sums) {
    let mut sums = row.sums;
    if let Some(used) = utilization(world, service, now) {
        sums.cpu_permille += u64::from(used.cpu_permille);
        sums.memory_permille += u64::from(used.memory_permille);
        sums.looks += 1;
    }
    let mut waiting = Vec::new();
    let Some(interval) = row.intervals.back() else {
        return (waiting, sums);
    };
    sums.healthy += u64::from(targets::healthy(world, service));
    sums.counts += 1;
    sums.requests += u64::from(interval.unserved);
    sums.failed += u64::from(interval.unserved);
    let mut trees = BTreeMap::new();
    for flow in &*interval.flows {
        let served = outcome(world, flow, interval.since, now, &mut trees);
        sums.requests += u64::from(flow.arrivals);
        sums.failed += u64::from(served.failed);
        sums.answered += u64::from(served.answered);
        sums.latency_ms += u64::from(served.answered) * u64::from(served.latency_ms);
        if served.outstanding > 0 {
            waiting.push(Flow {
                outstanding: served.outstanding,
                ..*flow
            });
        }
    }
    (waiting, sums)
}

/// What has become of the requests of one target.
fn outcome(
    world: &World,
    flow: &Flow,
    since: SimTime,
    now: SimTime,
    trees: &mut BTreeMap<HostId, Option<HostTree>>,
) -> Served {
    let mut load = Load {
        arrivals: flow.arrivals,
        outstanding: flow.outstanding,
        ..Load::default()
    };
    let index = usize::from(flow.container);
    let Some(task) = world.tasks.get(flow.task) else {
        return serve::refuse(load);
    };
    load.cost_ms = demand::request_ms(world, task, index, since);
    let container = &task.containers[index];
    if container.status == ContainerStatus::Stopped {
        return serve::cut_off(load, container.since.since(since));
    }
    if !runs_at(container, now) || is_ill(task, flow) {
        return serve::refuse(load);
    }
    let Some(host) = host_of(task) else {
        return serve::refuse(load);
    };
    let tree = trees.entry(host).or_insert_with(|| tree(world, host, now));
    let mut rows = tree.iter().flat_map(HostTree::containers);
    let own = rows.find(|(id, row)| *id == task.id && row.container == flow.container);
    if let Some((_, row)) = own {
        load.wants = row.wants.cpu_units;
        load.gets = row.cpu_units;
    }
    serve::serve(load)
}

/// Whether the application answers health checks with errors: then it does so to all requests.
fn is_ill(task: &Task, flow: &Flow) -> bool {
    let Some(group) = flow.group else {
        return !task.containers[usize::from(flow.container)].probing.passes;
    };
    let mut targets = task.targets.iter();
    targets.any(|row| row.group == group && !row.probing.passes)
}

/// The interval that begins now, with the part of a request that is left over.
fn next_interval(
    world: &World,
    service: &Service,
    row: &Measured,
    waiting: &[Flow],
    now: SimTime,
) -> (Option<Interval>, u32) {
    let Some(traffic) = row.traffic else {
        return (None, 0);
    };
    let epoch_millis = world.settings.calendar.epoch_millis(now);
    let per_minute = traffic
        .per_minute
        .at(now.since(traffic.since), epoch_millis);
    let sixths = per_minute.saturating_add(row.carry);
    let requests = sixths / PER_MINUTE;
    let routing = traffic.routing;
    let (flows, unserved) = targets::assign(world, service, requests, routing, waiting);
    let interval = Interval {
        since: now,
        flows: flows.into(),
        unserved,
    };
    (Some(interval), sixths % PER_MINUTE)
}

fn datapoint(service: &Service, sums: Sums, now: SimTime) -> Datapoint {
    let average = |sum: u64, of: u64| (of > 0).then(|| narrow(sum / of));
    let tally = service.tally();
    let healthy = average(sums.healthy, sums.counts).filter(|healthy| *healthy > 0);
    Datapoint {
        at: now,
        requests: narrow(sums.requests),
        failed: narrow(sums.failed),
        latency_ms: average(sums.latency_ms, sums.answered),
        per_target: healthy.map(|healthy| narrow(sums.requests / u64::from(healthy))),
        cpu_permille: average(sums.cpu_permille, sums.looks),
        memory_permille: average(sums.memory_permille, sums.looks),
        desired: service.desired_count,
        running: tally.running + tally.leaving,
        pending: tally.starting,
    }
}

fn narrow(number: u64) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
