//! What a run costs: counted up from the journal as it grows, and what there is now.

use super::format::number;
use super::prices::{self, Rate, dollars};
use crate::engine::Timeline;
use crate::lifecycle::task::needs;
use crate::lifecycle::{Event, host};
use crate::model::host::HostId;
use crate::model::task::{Launch, LaunchType};
use crate::model::{
    ClusterId, InstanceId, InstanceStatus, Resources, Task, TaskId, TaskStatus, World,
};
use crate::sim::{SimTime, sort};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Changes of the rate that are kept; when there are more, every second one goes.
const MOST_POINTS: usize = 4_096;

/// From a moment on: what is spent by then, in millionths of a dollar times milliseconds of an
/// hour, and the rate.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Point {
    at: SimTime,
    spent: u128,
    rate: Rate,
}

/// The meter of a run. What it has read of the journal may lie in the future of a run that was
/// sought back.
#[derive(Clone, Debug, Default)]
pub struct Meter {
    points: Vec<Point>,
    instances: BTreeMap<InstanceId, Rate>,
    tasks: BTreeMap<TaskId, Rate>,
}

impl Meter {
    /// A meter for who reads the journal from a moment on, as what lies before is not kept: it has
    /// what is still there of that time. What was gone by then is not counted.
    pub fn from(world: &World, first: SimTime) -> Meter {
        let mut meter = Meter::default();
        let mut begun: Vec<(SimTime, Rate)> = Vec::new();
        for row in world
            .instances
            .rows()
            .filter(|row| row.registered_at < first)
        {
            let rate = prices::of_instance(row);
            meter.instances.insert(row.id, rate);
            begun.push((row.registered_at, rate));
        }
        let live = world.clusters.rows().flat_map(|row| row.live_tasks.iter());
        for task in live.filter_map(|id| world.tasks.get(id)) {
            let rate = prices::task(world, task);
            if let Some(at) = task.pull_started_at.filter(|at| *at < first && rate > 0) {
                meter.tasks.insert(task.id, rate);
                begun.push((at, rate));
            }
        }
        sort::by_key(&mut begun, |(at, _)| *at);
        for (at, rate) in begun {
            meter.change(at, rate, 0);
        }
        meter
    }

    /// Reads an event. Billed is an instance while it is registered, and a Fargate task from its
    /// first image pull until it is STOPPED. Source: AWS Fargate pricing.
    pub fn read(&mut self, world: &World, at: SimTime, event: &Event) {
        if let Event::InstanceRegistered(id) = event {
            let row = world.instance_ever(*id);
            let rate = row.map_or(0, |row| prices::of_instance(row));
            self.instances.insert(*id, rate);
            self.change(at, rate, 0);
        } else if let Event::InstanceStatus(id, InstanceStatus::Inactive)
        | Event::InstanceTerminated(id) = event
        {
            let rate = self.instances.remove(id).unwrap_or(0);
            self.change(at, 0, rate);
        } else if let Event::TaskStatus { task, to, .. } = event {
            self.read_task(world, at, *task, *to);
        }
    }

    fn read_task(&mut self, world: &World, at: SimTime, task: TaskId, to: TaskStatus) {
        if to == TaskStatus::Pending {
            let row = world.tasks.get(task);
            let rate = row.map_or(0, |row| prices::task(world, row));
            if rate > 0 {
                self.tasks.insert(task, rate);
                self.change(at, rate, 0);
            }
        } else if to == TaskStatus::Stopped {
            let rate = self.tasks.remove(&task).unwrap_or(0);
            self.change(at, 0, rate);
        }
    }

    fn change(&mut self, at: SimTime, more: Rate, less: Rate) {
        if more == less {
            return;
        }
        let last = self.points.last().copied().unwrap_or_default();
        let rate = (last.rate + more).saturating_sub(less);
        let spent = last.spent + u128::from(last.rate) * u128::from(at.since(last.at).0);
        match self.points.last_mut() {
            Some(point) if point.at == at => point.rate = rate,
            _ => self.points.push(Point { at, spent, rate }),
        }
        if self.points.len() > MOST_POINTS {
            let mut place = 0;
            self.points.retain(|_| {
                place += 1;
                place % 2 == 1
            });
        }
    }

    /// What is spent by a moment, in millionths of a dollar.
    pub fn spent(&self, at: SimTime) -> u128 {
        let after = self.points.partition_point(|point| point.at <= at);
        let last = after.checked_sub(1).map(|place| self.points[place]);
        let last = last.unwrap_or_default();
        let since = u128::from(last.rate) * u128::from(at.since(last.at).0);
        (last.spent + since) / 3_600_000
    }
}

/// What a cluster costs and leaves unused.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CostView {
    /// What the run has cost so far, all clusters together.
    pub spent: String,
    /// What there is now, by what it is: (what, how many, dollars per hour).
    pub rows: Vec<(&'static str, String, String)>,
    /// What its running tasks would cost elsewhere: (where, dollars per hour).
    pub elsewhere: Vec<(&'static str, String)>,
    /// CPU and memory of its instances: (what, how much).
    pub stranded: Vec<(&'static str, String)>,
}

/// The cost of a cluster at this moment.
pub fn cost_view(timeline: &Timeline, meter: &Meter, cluster: Option<ClusterId>) -> CostView {
    let world = timeline.world();
    let mut view = CostView {
        spent: dollars(meter.spent(timeline.now())),
        ..CostView::default()
    };
    let Some(row) = cluster.and_then(|id| world.clusters.get(id)) else {
        return view;
    };
    let tasks = row.live_tasks.iter().filter_map(|id| world.tasks.get(id));
    let running: Vec<&Arc<Task>> = tasks
        .filter(|task| task.last_status >= TaskStatus::Pending)
        .collect();
    let ours = world.instances.rows().filter(|one| one.cluster == row.id);
    let instances: Vec<_> = ours.collect();
    for (what, external) in [("EC2 On-Demand", false), ("ECS Anywhere", true)] {
        let rows = instances.iter().filter(|one| one.is_external() == external);
        let rates: Vec<Rate> = rows.map(|one| prices::of_instance(one)).collect();
        push(&mut view.rows, what, &rates);
    }
    for (what, spot) in [("Fargate", false), ("Fargate Spot", true)] {
        let ours = running.iter().filter(|task| {
            task.launch.launch_type == LaunchType::Fargate && task.launch.is_on_spot() == spot
        });
        let rates: Vec<Rate> = ours.map(|task| prices::task(world, task)).collect();
        push(&mut view.rows, what, &rates);
    }
    let names = ["all on Fargate", "all on Fargate Spot"];
    let sums = names.into_iter().zip(on_fargate(world, &running));
    for (what, sum) in sums.filter(|(_, sum)| *sum > 0) {
        view.elsewhere.push((what, per_hour(sum)));
    }
    let ids: Vec<InstanceId> = instances.iter().map(|one| one.id).collect();
    view.stranded = stranded(world, &ids, timeline.now());
    view
}

/// What tasks would cost on Fargate, and on Fargate Spot. Those launched together, which are of one
/// size, come one after the other.
fn on_fargate(world: &World, tasks: &[&Arc<Task>]) -> [Rate; 2] {
    let mut sums = [0; 2];
    let mut last: Option<(&Arc<Launch>, Resources)> = None;
    for task in tasks {
        let known = last.filter(|(launch, _)| Arc::ptr_eq(launch, &task.launch));
        let size = known.map_or_else(|| needs(&task.launch).resources, |(_, size)| size);
        last = Some((&task.launch, size));
        let platform = prices::Platform::of(world, task);
        sums[0] += prices::fargate(size, platform, false);
        sums[1] += prices::fargate(size, platform, true);
    }
    sums
}

fn push(rows: &mut Vec<(&'static str, String, String)>, what: &'static str, rates: &[Rate]) {
    if !rates.is_empty() {
        let sum: Rate = rates.iter().sum();
        rows.push((what, number(rates.len() as u64), per_hour(sum)));
    }
}

fn per_hour(rate: Rate) -> String {
    format!("{} an hour", dollars(u128::from(rate)))
}

/// What instances have, what of it is reserved, and what of that is in use.
fn stranded(world: &World, instances: &[InstanceId], now: SimTime) -> Vec<(&'static str, String)> {
    let mut all = Resources::default();
    let mut free = Resources::default();
    let mut used = Resources::default();
    for id in instances {
        if let Some(row) = world.instances.get(*id) {
            all = all.plus(row.registered);
            free = free.plus(row.remaining);
        }
        if let Some(tree) = host::tree(world, HostId::Instance(*id), now) {
            used = used.plus(tree.used());
        }
    }
    if all == Resources::default() {
        return Vec::new();
    }
    let reserved = all.minus(free);
    let line = |all: u32, reserved: u32, used: u32, unit: &str| {
        let [all, reserved, used] = [all, reserved, used].map(u64::from).map(number);
        format!("{reserved} of {all}{unit}, {used} in use")
    };
    vec![
        (
            "CPU",
            line(
                all.cpu_units,
                reserved.cpu_units,
                used.cpu_units,
                "\u{a0}units",
            ),
        ),
        (
            "Memory",
            line(
                all.memory_mib,
                reserved.memory_mib,
                used.memory_mib,
                "\u{a0}MiB",
            ),
        ),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::Command;
    use crate::model::Settings;
    use crate::sim::Span;
    use crate::view::history::History;
    use serde_json::{Value, json};

    fn ask(timeline: &mut Timeline, action: &str, body: Value) -> Value {
        let answer = timeline.ask(Command::new(action, &body.to_string()));
        assert_eq!(answer.status, 200, "{action}: {}", answer.body);
        serde_json::from_str(&answer.body).expect("JSON")
    }

    #[test]
    fn an_hour_costs_what_the_list_says() {
        let mut timeline = Timeline::new(Settings::default());
        ask(&mut timeline, "CreateCluster", json!({}));
        let instances = json!({"instanceType": "m5.large", "count": 2});
        let added = ask(&mut timeline, "Drydock.AddInstances", instances);
        let definition = json!({"family": "web", "containerDefinitions": [
            {"name": "web", "image": "nginx", "cpu": 1024, "memory": 2048},
        ]});
        ask(&mut timeline, "RegisterTaskDefinition", definition);
        ask(&mut timeline, "RunTask", json!({"taskDefinition": "web"}));
        timeline.advance(Span::hours(1), u32::MAX);
        let first = added["containerInstances"][0]["containerInstanceArn"].clone();
        let terminate = json!({"containerInstance": first});
        ask(&mut timeline, "Drydock.TerminateInstance", terminate);
        timeline.advance(Span::hours(1), u32::MAX);
        let mut history = History::default();
        history.follow(&timeline);
        let view = |timeline: &Timeline| {
            cost_view(timeline, &history.meter, Some(crate::model::ClusterId(0)))
        };
        let now = view(&timeline);
        assert_eq!(now.spent, "$0.29");
        let row = ("EC2 On-Demand", "1".to_owned(), "$0.10 an hour".to_owned());
        assert_eq!(now.rows, [row]);
        // Who comes later meets the instance that is left, with all that it has cost.
        let late = Meter::from(timeline.world(), timeline.now());
        assert_eq!(late.spent(timeline.now()), 192_000);
        assert_eq!(
            Meter::from(timeline.world(), SimTime(0)).spent(timeline.now()),
            0
        );
        timeline.seek(SimTime(Span::hours(1).0 - 1));
        let before = view(&timeline);
        assert_eq!(before.spent, "$0.19");
        let text = before.elsewhere.iter().map(|row| &*row.1);
        assert_eq!(text.collect::<Vec<_>>(), ["$0.05 an hour", "$0.01 an hour"]);
        let cpu = before.stranded[0].1.replace('\u{a0}', " ");
        assert_eq!(cpu, "1 024 of 4 096 units, 2 in use");
    }
}
