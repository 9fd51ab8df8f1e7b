//! What the inspector says of a host under load.

use super::*;
use crate::engine::{Command, Timeline};
use crate::model::{InstanceId, Settings};
use serde_json::{Value, json};

const HOST: HostId = HostId::Instance(InstanceId(0));

fn ask(timeline: &mut Timeline, action: &str, body: Value) {
    let answer = timeline.ask(Command::new(action, &body.to_string()));
    assert_eq!(answer.status, 200, "{action}: {}", answer.body);
}

/// Two vCPUs with a task with a quota and one without limits, which both want all.
fn busy() -> Timeline {
    let mut timeline = Timeline::new(Settings::default());
    ask(&mut timeline, "CreateCluster", json!({}));
    let instances = json!({"instanceType": "t3.medium"});
    ask(&mut timeline, "Drydock.AddInstances", instances);
    let container = |name: &str, more: Value| {
        let mut row = json!({"name": name, "image": "nginx", "memoryReservation": 64});
        for (name, value) in more.as_object().expect("members") {
            row[name] = value.clone();
        }
        row
    };
    let capped = json!({
        "family": "capped", "cpu": "512", "memory": "256",
        "containerDefinitions": [
            container("web", json!({"cpu": 256, "memory": 128})), container("log", json!({})),
        ],
    });
    let free = json!({"family": "free", "containerDefinitions": [container("app", json!({}))]});
    for body in [capped, free] {
        ask(&mut timeline, "RegisterTaskDefinition", body);
    }
    for family in ["capped", "free"] {
        ask(&mut timeline, "RunTask", json!({"taskDefinition": family}));
    }
    timeline.advance(Span::seconds(60), u32::MAX);
    ask(&mut timeline, "Drydock.SetDemand", json!({"cpu": "2048"}));
    timeline.advance(Span::seconds(60), u32::MAX);
    timeline
}

fn view(timeline: &Timeline) -> HostView {
    host_view(timeline.world(), HOST, timeline.now()).expect("a host")
}

fn plain(text: &str) -> String {
    text.replace('\u{a0}', " ")
}

#[test]
fn bars_show_who_has_what() {
    let timeline = busy();
    let shown = view(&timeline);
    let [cpu, memory] = &shown.bars;
    assert_eq!(plain(&cpu.text), "2 048 of 2 048 units in use");
    let widths: Vec<u32> = cpu.parts.iter().map(|part| part.width).collect();
    // 512 units by weights 10 and 1, and the rest for the one without limits.
    assert_eq!(widths, [2_270, 229, 7_500]);
    assert!(cpu.parts.iter().all(|part| part.short));
    assert!(
        cpu.parts[2].title.starts_with("app "),
        "{}",
        cpu.parts[2].title
    );
    assert_eq!(plain(&memory.text), "48 of 3 884 MiB in use");
    assert!(memory.parts.iter().all(|part| !part.short));
}

#[test]
fn groups_show_their_files() {
    let mut timeline = busy();
    let files = |group: &Group| {
        let files = group.files.iter();
        files
            .map(|(file, holds, means)| plain(&format!("{file} {holds} ({means})")))
            .collect::<Vec<_>>()
    };
    let shown = view(&timeline);
    assert_eq!(shown.kind, "cgroup v2");
    assert!(shown.groups[0].path.starts_with("ecstasks-"));
    assert_eq!(
        files(&shown.groups[0]),
        [
            "cpu.weight 100 (the kernel's own: a quota was written, and no shares)",
            "cpu.max 50000 100000 (512 units at most)",
            "memory.max 268435456 (256 MiB)",
        ]
    );
    assert_eq!(
        files(&shown.groups[0].within[0]),
        [
            "cpu.weight 10 (for 256 shares)",
            "memory.max 134217728 (128 MiB)",
            "memory.low 67108864 (64 MiB)",
        ]
    );
    assert_eq!(files(&shown.groups[1]), ["cpu.weight 1 (for 2 shares)"]);
    let gets = plain(&shown.groups[1].within[0].gets);
    assert_eq!(gets, "gets 1 536 of 2 048 units, has 16 MiB");

    // Another period with the same quota is another limit, and it shows.
    let instance = Arns::of(timeline.world()).instance_hex(InstanceId(0));
    let body = json!({
        "containerInstance": instance, "cgroupVersion": 1, "writtenPeriodMicroseconds": 50_000,
    });
    ask(&mut timeline, "Drydock.SetHost", body);
    let shown = view(&timeline);
    assert_eq!(shown.kind, "cgroup v1");
    assert_eq!(
        files(&shown.groups[0])[..3],
        [
            "cpu.shares 1024 (the kernel's own: a quota was written, and no shares)",
            "cpu.cfs_quota_us 50000 (1 024 units at most)",
            "cpu.cfs_period_us 50000 ()",
        ]
    );
}

#[test]
fn the_chart_remembers_what_ended() {
    let mut timeline = busy();
    let world = timeline.world();
    let free = Arns::of(world).task_hex(TaskId(1));
    ask(&mut timeline, "StopTask", json!({"task": free}));
    timeline.advance(Span::seconds(60), u32::MAX);
    let shown = view(&timeline);
    assert_eq!(shown.bars[0].parts.len(), 2);
    let names: Vec<&str> = shown.chart.lanes.iter().map(|lane| &*lane.name).collect();
    assert_eq!(names.len(), 3);
    assert!(names[2].starts_with("app "), "{names:?}");
    let nows: Vec<String> = shown
        .chart
        .lanes
        .iter()
        .map(|lane| plain(&lane.now))
        .collect();
    assert_eq!(nows, ["465 of 2 048", "47 of 2 048", "0 of 0"]);
    let steps = shown.chart.lanes[2].area.matches('H').count();
    assert_eq!(
        steps, 4,
        "it starts, wants more, ends: {}",
        shown.chart.lanes[2].area
    );
}
