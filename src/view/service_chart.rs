//! A service over time: its tasks by what they tell of themselves, and what was measured of it.

use super::chart::{Amounts, Chart, Steps, changes, chart};
use super::format;
use crate::engine::Timeline;
use crate::lifecycle::traffic;
use crate::model::traffic::{Datapoint, Measured};
use crate::model::{Service, ServiceId, Task, World};
use crate::sim::{SimTime, Span, sort};
use serde_json::Value;
use std::collections::BTreeMap;

/// How far back the chart looks; STOPPED tasks are remembered for longer.
const WINDOW: Span = Span::minutes(30);

/// What comes to a service, in words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TrafficView {
    /// Whether requests can come to it.
    pub can: bool,
    /// What comes; empty where nothing does.
    pub comes: String,
    /// What became of the requests of the last minute; empty without any.
    pub last_minute: String,
}

/// The requests that come to a service.
pub fn traffic_view(world: &World, id: ServiceId) -> TrafficView {
    let Some(service) = world.services.get(id) else {
        return TrafficView::default();
    };
    let row = world.measured.get(&id);
    let comes = row.and_then(|row| row.traffic);
    let point = row.filter(|_| comes.is_some());
    let point = point.and_then(|row| row.points.back());
    TrafficView {
        can: traffic::can_come(service),
        comes: comes.map_or(String::new(), |traffic| {
            let course = crate::lifecycle::demand::course_text(traffic.per_minute);
            format!("{course} a minute, {}", traffic.routing.name())
        }),
        last_minute: point.map_or(String::new(), outcome),
    }
}

fn outcome(point: &Datapoint) -> String {
    let requests = format::count(u64::from(point.requests), "request");
    let share = u64::from(point.failed) * 1_000 / u64::from(point.requests.max(1));
    let share = format::permille(u16::try_from(share).unwrap_or(1_000));
    let latency = match point.latency_ms {
        Some(millis) => format!(", {}\u{a0}ms each", format::number(u64::from(millis))),
        None => String::new(),
    };
    format!("{requests}, {share} failed{latency}")
}

/// The chart of a service; without lanes where there is no such service.
pub fn service_chart(timeline: &Timeline, id: ServiceId) -> Chart {
    let world = timeline.world();
    let Some(service) = world.services.get(id) else {
        return Chart::default();
    };
    let now = timeline.now();
    let from = SimTime(now.0.saturating_sub(WINDOW.0)).max(service.created_at);
    let desired = desired(timeline, service, from);
    let (running, pending) = tasks(world, id);
    let top = [&desired, &running, &pending].into_iter().flatten();
    let top = top.map(|step| step.1).max().unwrap_or(1);
    let count = |name: &str, steps: Steps| Amounts {
        name: name.to_owned(),
        steps,
        top,
        ..Amounts::default()
    };
    let mut lanes = vec![
        count("desired", desired),
        count("running", running),
        count("pending", pending),
    ];
    lanes.extend(world.measured.get(&id).iter().flat_map(|row| metrics(row)));
    chart("Tasks and metrics over time", "", (from, now), &lanes)
}

/// The desired count as it was measured, as scaling has set it and as it was asked for: of one
/// moment the last of these holds.
fn desired(timeline: &Timeline, service: &Service, from: SimTime) -> Steps {
    let mut steps: Steps = Vec::new();
    if let Some(row) = timeline.world().measured.get(&service.id) {
        steps.extend(row.points.iter().map(|point| (point.at, point.desired)));
        let scaling = row.scaling.iter().flat_map(|row| &row.activities);
        steps.extend(scaling.map(|row| (row.at, row.desired)));
    }
    steps.extend(all_asked(timeline, service, from));
    sort::by_key(&mut steps, |step| step.0);
    steps.push((timeline.now(), service.desired_count));
    let last = |place: usize| {
        steps
            .get(place + 1)
            .is_none_or(|next| next.0 > steps[place].0)
    };
    let places = (0..steps.len()).filter(|place| last(*place));
    changes(places.map(|place| steps[place]))
}

/// The desired counts that were asked for since a moment, oldest first, and the one before.
fn all_asked(timeline: &Timeline, service: &Service, from: SimTime) -> Steps {
    let mut found = Steps::new();
    for logged in timeline.log()[..timeline.seen()].iter().rev() {
        let asked = match &*logged.command.action {
            "CreateService" => asked(&logged.command.body, "serviceName", service),
            "UpdateService" => asked(&logged.command.body, "service", service),
            _ => None,
        };
        if let Some(count) = asked {
            found.push((logged.at, count));
        }
        // What was asked of another service of this name, before this one was created, is not asked
        // of this one.
        let enough = !found.is_empty() && logged.at < from;
        if enough || logged.at < service.created_at {
            break;
        }
    }
    found.retain(|step| step.0 >= service.created_at);
    found.reverse();
    found
}

/// The desired count in a request about a service of this name.
fn asked(body: &str, member: &str, service: &Service) -> Option<u32> {
    if !body.contains(&*service.name) {
        return None;
    }
    let body: Value = serde_json::from_str(body).ok()?;
    let named = body[member].as_str()?;
    let name = named.rsplit('/').next().unwrap_or(named);
    let count = body["desiredCount"]
        .as_u64()
        .filter(|_| name == &*service.name)?;
    u32::try_from(count).ok()
}

/// How many tasks ran and how many were on their way there, by the moments that they remember.
fn tasks(world: &World, id: ServiceId) -> (Steps, Steps) {
    let mut running = BTreeMap::new();
    let mut pending = BTreeMap::new();
    let ours = |task: &&Task| task.launch.service.is_some_and(|(of, _)| of == id);
    for task in world.tasks.rows().map(|task| &**task).filter(ours) {
        let end = task.stopping_at.or(task.stopped_at);
        let lasts = |changes: &mut BTreeMap<SimTime, i64>, from, to: Option<SimTime>| {
            *changes.entry(from).or_default() += 1;
            if let Some(to) = to {
                *changes.entry(to).or_default() -= 1;
            }
        };
        lasts(&mut pending, task.created_at, task.started_at.or(end));
        if let Some(started) = task.started_at {
            lasts(&mut running, started, end);
        }
    }
    (sums(&running), sums(&pending))
}

fn sums(by: &BTreeMap<SimTime, i64>) -> Steps {
    let mut sum = 0;
    let steps = by.iter().map(|(at, change)| {
        sum += change;
        (*at, u32::try_from(sum).unwrap_or(0))
    });
    changes(steps)
}

/// What was measured, minute by minute. A minute's value stands from its beginning.
fn metrics(row: &Measured) -> Vec<Amounts> {
    let lane = |name: &str, unit, least, value: fn(&Datapoint) -> Option<u32>| {
        let points = row.points.iter();
        let points = points.skip_while(|point| value(point).is_none());
        let steps = points.map(|point| {
            let begins = SimTime(point.at.0.saturating_sub(Span::minutes(1).0));
            (begins, value(point).unwrap_or(0))
        });
        let steps = changes(steps);
        let top = steps
            .iter()
            .map(|step| step.1)
            .max()
            .unwrap_or(1)
            .max(least);
        (!steps.is_empty()).then(|| Amounts {
            name: name.to_owned(),
            steps,
            top,
            unit,
            ..Amounts::default()
        })
    };
    let mut lanes = vec![
        lane("CPU", "\u{a0}%", 100, |point| {
            point.cpu_permille.map(|one| one / 10)
        }),
        lane("memory", "\u{a0}%", 100, |point| {
            point.memory_permille.map(|one| one / 10)
        }),
    ];
    let comes = |point: &Datapoint| point.requests > 0;
    if row.points.iter().any(comes) {
        lanes.push(lane("requests a minute", "", 1, |point| {
            Some(point.requests)
        }));
        lanes.push(lane("of these failed", "", 1, |point| Some(point.failed)));
        // Where nobody answered, no time was measured.
        let time = lane("response time", "\u{a0}ms", 1, |point| {
            point.latency_ms.map(|millis| millis.max(1))
        });
        lanes.push(time.map(|time| Amounts {
            nothing: "none",
            ..time
        }));
    }
    lanes.into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::Command;
    use crate::model::Settings;
    use serde_json::json;

    fn ask(timeline: &mut Timeline, action: &str, body: Value) {
        let answer = timeline.ask(Command::new(action, &body.to_string()));
        assert_eq!(answer.status, 200, "{action}: {}", answer.body);
    }

    fn plain(text: &str) -> String {
        text.replace('\u{a0}', " ")
    }

    #[test]
    fn a_service_is_drawn_with_what_was_measured() {
        let mut timeline = Timeline::new(Settings::default());
        ask(&mut timeline, "CreateCluster", json!({}));
        let instances = json!({"instanceType": "m5.large", "count": 2});
        ask(&mut timeline, "Drydock.AddInstances", instances);
        let definition = json!({"family": "web", "cpu": "256", "memory": "256",
        "containerDefinitions": [
            {"name": "web", "image": "nginx", "portMappings": [{"containerPort": 80}]},
        ]});
        ask(&mut timeline, "RegisterTaskDefinition", definition);
        let arn = "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/shop/\
                   0123456789abcdef";
        let groups = json!({"targetGroups": [{
            "targetGroupName": "shop", "targetGroupArn": arn, "targetType": "instance",
        }]});
        ask(&mut timeline, "Drydock.Declare", groups);
        let service = json!({
            "serviceName": "web", "taskDefinition": "web", "desiredCount": 2,
            "loadBalancers": [
                {"targetGroupArn": arn, "containerName": "web", "containerPort": 80},
            ],
        });
        ask(&mut timeline, "CreateService", service);
        let id = ServiceId(0);
        assert!(traffic_view(timeline.world(), id).can);
        let traffic = json!({"service": "web", "requestsPerMinute": "600"});
        ask(&mut timeline, "Drydock.SetTraffic", traffic);
        timeline.advance(Span::minutes(3), u32::MAX);
        let update = json!({"service": "web", "desiredCount": 3});
        ask(&mut timeline, "UpdateService", update);
        timeline.advance(Span::minutes(1), u32::MAX);
        let chart = service_chart(&timeline, id);
        let lanes = chart.lanes.iter();
        let lanes: Vec<String> = lanes
            .map(|lane| format!("{} {}", lane.name, plain(&lane.now)))
            .collect();
        assert_eq!(
            lanes,
            [
                "desired 3",
                "running 3",
                "pending 0",
                "CPU 15 %",
                "memory 6 %",
                "requests a minute 600",
                "of these failed 0",
                "response time 10 ms",
            ]
        );
        // Two for three minutes of four, then three.
        assert_eq!(chart.lanes[0].area, "M0 24V9.4H7500V2.0H10000V24Z");
        let view = traffic_view(timeline.world(), id);
        assert_eq!(plain(&view.comes), "600 a minute, round_robin");
        let said = plain(&view.last_minute);
        assert_eq!(said, "600 requests, 0 % failed, 10 ms each");
        let gone = json!({"type": "TargetHealthCheckFails", "targetGroup": "shop"});
        ask(&mut timeline, "Drydock.InjectFault", gone);
        let stop = json!({"service": "web", "desiredCount": 0});
        ask(&mut timeline, "UpdateService", stop);
        timeline.advance(Span::minutes(10), u32::MAX);
        let chart = service_chart(&timeline, id);
        let time = chart.lanes.iter().find(|lane| lane.name == "response time");
        assert_eq!(time.map(|lane| &*lane.now), Some("none"));
        assert!(service_chart(&timeline, ServiceId(9)).lanes.is_empty());
    }
}
