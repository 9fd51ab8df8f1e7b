//! Changes, and what is said of them.

use super::{Side, Tone, revision_diff, rows};
use crate::engine::{Command, Timeline};
use crate::model::ClusterId;
use crate::model::world::Settings;
use crate::sim::Span;
use crate::taskdef::rules::fixtures::folded;
use crate::taskdef::{Target, check};
use expect_test::{Expect, expect};
use serde_json::{Value, json};

/// A cluster with instances and a service of the first definition, and what the second changes.
struct Case {
    timeline: Timeline,
}

impl Case {
    fn new(types: &[&str]) -> Case {
        let mut case = Case {
            timeline: Timeline::new(Settings::default()),
        };
        case.call("CreateCluster", &json!({"clusterName": "harbor"}));
        for name in types {
            let body = json!({"cluster": "harbor", "instanceType": name, "count": 1});
            case.call("Drydock.AddInstances", &body);
        }
        case
    }

    fn call(&mut self, action: &str, body: &Value) {
        let answer = self.timeline.ask(Command::new(action, &body.to_string()));
        assert_eq!(answer.status, 200, "{action}: {}", answer.body);
    }

    fn serve(&mut self, name: &str, count: u32, percents: (u32, u32)) {
        let configuration = json!({
            "minimumHealthyPercent": percents.0, "maximumPercent": percents.1,
        });
        let body = json!({
            "cluster": "harbor", "serviceName": name, "taskDefinition": "web:1",
            "desiredCount": count, "deploymentConfiguration": configuration,
        });
        self.call("CreateService", &body);
        self.timeline.advance(Span::seconds(120), u32::MAX);
    }

    /// What is said of the revision 1 against a draft.
    fn shows(&self, draft: &Value, expected: Expect) {
        let text = draft.to_string();
        let checked = check(&text, Target::Unknown);
        let after = Side::draft(&checked.draft.expect("a draft"));
        let world = self.timeline.world();
        let before = world.definition_named("web", 1).expect("a revision");
        let diff = revision_diff(world, Some(ClusterId(0)), &Side::registered(before), &after);
        let mut out = format!("{} to {}\n", diff.before, diff.after);
        for row in diff.rows {
            let shown = |side: Option<String>| side.unwrap_or_else(|| "-".to_owned());
            let (before, after) = (shown(row.before), shown(row.after));
            out.push_str(&format!("{}: {before} > {after}\n", row.path));
        }
        for line in diff.lines {
            let tone = match line.tone {
                Tone::Worse => "-",
                Tone::Other => " ",
                Tone::Better => "+",
            };
            out.push_str(&format!("{tone} {}\n", line.text.replace('\u{a0}', " ")));
        }
        expected.assert_eq(&folded(&out));
    }
}

fn web(memory: u32) -> Value {
    json!({"family": "web", "containerDefinitions": [{
        "name": "web", "image": "nginx:1.27", "cpu": 128, "memory": memory,
        "environment": [{"name": "LEVEL", "value": "info"}, {"name": "OLD", "value": "1"}],
    }]})
}

#[test]
fn members_are_matched_by_name() {
    let before = json!({
        "containerDefinitions": [
            {"name": "a", "image": "x:1", "command": ["a"], "environment": [
                {"name": "K", "value": "1"}, {"name": "L", "value": "2"}], "mountPoints": []},
            {"name": "b", "image": "y"},
        ],
        "family": "f",
        "cpu": "256",
    });
    let after = json!({
        "containerDefinitions": [
            {"name": "b", "image": "y", "portMappings": [{"containerPort": 80, "protocol": "tcp"}]},
            {"name": "a", "image": "x:2", "command": ["a", "b"], "environment": [
                {"name": "M", "value": "3"}, {"name": "K", "value": "4"}]},
            {"name": "c", "image": "z"},
        ],
        "family": "f",
        "runtimePlatform": {"cpuArchitecture": "ARM64"},
        "tags": [{"key": "t", "value": "1"}],
    });
    let mut out = String::new();
    for row in rows(&before, &after) {
        out.push_str(&format!("{} {:?} {:?}\n", row.path, row.before, row.after));
    }
    expect![[r#"
        containerDefinitions[b].portMappings[80/tcp] None
              Some("{\"containerPort\":80,\"protocol\":\"tcp\"}")
        containerDefinitions[a].image Some("x:1") Some("x:2")
        containerDefinitions[a].command Some("[\"a\"]") Some("[\"a\",\"b\"]")
        containerDefinitions[a].environment[M] None Some("3")
        containerDefinitions[a].environment[K] Some("1") Some("4")
        containerDefinitions[a].environment[L] Some("2") None
        containerDefinitions[c] None Some("{\"name\":\"c\",\"image\":\"z\"}")
        containerDefinitions Some("a, b") Some("b, a")
        runtimePlatform None Some("{\"cpuArchitecture\":\"ARM64\"}")
        tags[t] None Some("1")
        cpu Some("256") None
    "#]]
    .assert_eq(&folded(&out));
    assert_eq!(rows(&after, &after), []);
    let twice = json!({"volumes": [{"name": "v"}, {"name": "v"}]});
    assert_eq!(rows(&twice, &json!({"volumes": []})).len(), 1);
}

#[test]
fn a_bigger_one_fits_less_often() {
    let mut case = Case::new(&["m5.large", "t3.micro", "m5.large"]);
    case.call("RegisterTaskDefinition", &web(512));
    let mut draft = web(1_024);
    draft["containerDefinitions"][0]["environment"] = json!([{"name": "LEVEL", "value": "debug"}]);
    case.shows(
        &draft,
        expect![[r#"
            web:1 to draft
            containerDefinitions[web].memory: 512 > 1024
            containerDefinitions[web].environment[LEVEL]: info > debug
            containerDefinitions[web].environment[OLD]: 1 > -
            - A task takes 1 024 MiB of memory instead of 512
            - 7 instead of 15 fit on an m5.large, limited by memory
            - None instead of 1 fits on a t3.micro: memory −84
        "#]],
    );
    case.shows(
        &web(512),
        expect![[r#"
        web:1 to draft
    "#]],
    );
}

#[test]
fn compatibilities_and_networks_change() {
    let mut case = Case::new(&["m5.large"]);
    let mut fargate = web(512);
    fargate["networkMode"] = json!("awsvpc");
    fargate["cpu"] = json!("256");
    fargate["memory"] = json!("512");
    case.call("RegisterTaskDefinition", &fargate);
    fargate["containerDefinitions"][0]["stopTimeout"] = json!(300);
    case.shows(
        &fargate,
        expect![[r#"
        web:1 to draft
        containerDefinitions[web].stopTimeout: - > 300
        - No longer compatible with FARGATE: Tasks using the Fargate launch type
              must have a container stop timeout of less than 120 seconds
          web has 300 s instead of 30 s from SIGTERM to SIGKILL
    "#]],
    );
    let mut bridge = web(512);
    bridge["containerDefinitions"][0]["portMappings"] =
        json!([{"containerPort": 80, "hostPort": 80}, {"containerPort": 53, "protocol": "udp"}]);
    case.shows(
        &bridge,
        expect![[r#"
        web:1 to draft
        containerDefinitions[web].portMappings[80/tcp]: - >
              {"containerPort":80,"hostPort":80,"protocol":"tcp"}
        containerDefinitions[web].portMappings[53/udp]: - >
              {"containerPort":53,"hostPort":0,"protocol":"udp"}
        networkMode: awsvpc > -
        cpu: 256 > -
        memory: 512 > -
        - No longer compatible with MANAGED_INSTANCES: Managed Instances support
              awsvpc, host and none
        - No longer compatible with FARGATE: Fargate only supports network mode
              ‘awsvpc’
        - Takes host port 80/tcp: one task per instance, and none where another
              task has it
        - 1 instead of 2 fits on an m5.large, limited by static host ports
          bridge instead of awsvpc: tasks have no network interface of their own
              any more, a networkConfiguration is refused, and target groups need the
              type instance
        + Now also compatible with EXTERNAL
        + A task takes 128 CPU units instead of 256
    "#]],
    );
}

#[test]
fn containers_start_and_stop_otherwise() {
    let mut case = Case::new(&["m5.large"]);
    let mut first = web(256);
    let log = json!({"name": "log", "image": "fluent-bit", "memory": 64});
    first["containerDefinitions"]
        .as_array_mut()
        .expect("an array")
        .push(log);
    case.call("RegisterTaskDefinition", &first);
    let second = json!({"family": "web", "containerDefinitions": [
        {"name": "web", "image": "nginx:1.27", "cpu": 128, "memory": 256, "stopTimeout": 90,
            "essential": true, "dependsOn": [{"containerName": "init", "condition": "SUCCESS"}],
            "healthCheck": {"command": ["CMD", "true"], "startPeriod": 10}},
        {"name": "init", "image": "busybox", "memory": 64, "essential": false,
            "startTimeout": 60},
    ]});
    case.shows(
        &second,
        expect![[r#"
        web:1 to draft
        containerDefinitions[web].environment[LEVEL]: info > -
        containerDefinitions[web].environment[OLD]: 1 > -
        containerDefinitions[web].dependsOn[init]: - > SUCCESS
        containerDefinitions[web].stopTimeout: - > 90
        containerDefinitions[web].healthCheck: - >
              {"command":["CMD","true"],"interval":30,"timeout":5,"retries":3,"startPeriod
              ":10}
        containerDefinitions[init]: - >
              {"name":"init","image":"busybox","cpu":0,"memory":64,"essential":false,"star
              tTimeout":60}
        containerDefinitions[log]:
              {"name":"log","image":"fluent-bit","cpu":0,"memory":64,"essential":true} > -
          web has 90 s instead of 30 s from SIGTERM to SIGKILL
          web is UNHEALTHY after 3 failures 30 s apart, not counting the first 10
              s; a service replaces the task then
          web starts when init is at SUCCESS
          init runs too: the task goes on without it
          log runs no more
    "#]],
    );
}

#[test]
fn roll_outs_need_room() {
    for (name, percents) in [
        ("tight", (100, 200)),
        ("blocked", (75, 100)),
        ("loose", (50, 100)),
    ] {
        let mut case = Case::new(&["t3.small", "t3.small"]);
        case.call("RegisterTaskDefinition", &web(1_200));
        case.serve(name, 2, percents);
        let expected = match name {
            "tight" => expect![[r#"
                web:1 to draft
                containerDefinitions[web].memory: 1200 > 1201
                - A task takes 1 201 MiB of memory instead of 1 200
                - The roll-out of tight needs one more instance, such as a t3.small: no
                      instance has room now, and minimumHealthyPercent 100 lets no task stop first
            "#]],
            "blocked" => expect![[r#"
                web:1 to draft
                containerDefinitions[web].memory: 1200 > 1201
                - A task takes 1 201 MiB of memory instead of 1 200
                - blocked cannot roll out: minimumHealthyPercent 75 and maximumPercent 100
                      leave no task to replace
            "#]],
            _ => expect![[r#"
                web:1 to draft
                containerDefinitions[web].memory: 1200 > 1201
                - A task takes 1 201 MiB of memory instead of 1 200
            "#]],
        };
        case.shows(&web(1_201), expected);
    }
    let mut case = Case::new(&["t3.small"]);
    case.call("RegisterTaskDefinition", &web(64));
    case.serve("web", 1, (100, 200));
    case.shows(
        &web(65),
        expect![[r#"
        web:1 to draft
        containerDefinitions[web].memory: 64 > 65
        - A task takes 65 MiB of memory instead of 64
    "#]],
    );
    case.shows(
        &web(4_000),
        expect![[r#"
            web:1 to draft
            containerDefinitions[web].memory: 64 > 4000
            - A task takes 4 000 MiB of memory instead of 64
            - None instead of 16 fits on a t3.small: memory −2 083
            - The roll-out of web needs instances of another type: a task fits on none
                  of the cluster's
        "#]],
    );
}
