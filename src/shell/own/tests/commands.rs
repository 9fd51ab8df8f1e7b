//! Commands that ask an action, the help of them, and what completes them.

use super::*;
use crate::shell::names::complete_own;
use crate::view::cli::own::TABLE;

/// A cluster with an instance and a service that has a port.
fn busy() -> Timeline {
    let mut timeline = cluster();
    let ports = json!([{"containerPort": 80}]);
    for (action, body) in [
        ("Drydock.AddInstances", json!({"instanceType": "m5.large"})),
        (
            "RegisterTaskDefinition",
            json!({"family": "web", "containerDefinitions": [
                {"name": "nginx", "image": "nginx", "memory": 64, "portMappings": ports},
            ]}),
        ),
        (
            "CreateService",
            json!({"serviceName": "shop", "taskDefinition": "web", "desiredCount": 1}),
        ),
        ("Drydock.InjectFault", json!({"type": "SlowPull"})),
    ] {
        let asked = ask(&mut timeline, action, &body);
        assert!(asked.is_ok(), "{asked:?}");
    }
    timeline
}

#[test]
fn demand_traffic_hosts_and_quotas_are_set() {
    let mut timeline = busy();
    timeline.advance(Span::minutes(1), u32::MAX);
    let told = done(
        &mut timeline,
        "drydock demand set --service shop --cpu 'ramp 100 900 10m' | jq -r .demand.cpu
         drydock traffic set --service=shop --rate 600 | jq -r .traffic.requestsPerMinute
         drydock host set $(drydock instances | cut -f 2) --cgroup-version 1 --swap 256
         drydock quota set --code L-3032A538 --value 6
         drydock alarms delete nobody
         drydock metrics --service shop | jq -c 'keys'
         drydock schedules | jq -c .",
    );
    assert_eq!(
        told,
        "ramp 100 900 10m\n600\n[\"Datapoints\"]\n{\"schedules\":[]}\n"
    );
    let told = done(
        &mut timeline,
        "drydock declare logGroups logGroupName=a logGroups logGroupName=b | jq -c keys
         aws logs describe-log-groups --query 'logGroups[].logGroupName' --output text",
    );
    assert_eq!(
        told,
        "[\"logGroups\"]\n/ecs/api\t/ecs/app\t/ecs/web\ta\tb\n"
    );
}

#[test]
fn the_run_so_far_is_a_script() {
    let mut timeline = busy();
    let script = done(&mut timeline, "sleep 5; drydock script");
    let mut again = Timeline::new(timeline.world().settings.clone());
    done(&mut again, &script);
    assert_eq!(again.journal_hash(), timeline.journal_hash());
    assert_eq!(again.now(), timeline.now());
}

#[test]
fn help_names_every_command_and_what_it_takes() {
    let mut timeline = cluster();
    let all = done(&mut timeline, "drydock help");
    assert_eq!(done(&mut timeline, "drydock"), all);
    for row in TABLE {
        let words = row.words;
        assert!(all.contains(&format!("\n  {words} ")), "{words}");
        let one = done(&mut timeline, &format!("drydock help {words}"));
        assert!(
            one.starts_with(&format!("usage: drydock {}", row.usage())),
            "{one}"
        );
        assert_eq!(done(&mut timeline, &format!("drydock {words} --help")), one);
    }
    for (line, wanted) in [
        (
            "drydock help traffic",
            "usage: drydock ...\n  traffic set [--cluster CLUSTER] [--service SERVICE] \
             [--rate RATE] [--routing ROUTING]\n      requests that come to a service; none \
             without a rate\n",
        ),
        (
            "drydock traffic stop",
            "!drydock: `traffic stop` is no command\nusage: drydock ...\n  traffic set [--cluster \
             CLUSTER] [--service SERVICE] [--rate RATE] [--routing ROUTING]\n      requests that \
             come to a service; none without a rate\n",
        ),
        (
            "drydock quota set --kode 5",
            "!drydock: quota set: there is no --kode: it takes --code, --value; see `drydock help \
             quota set`\n",
        ),
    ] {
        assert_eq!(done(&mut timeline, line), wanted);
    }
    let fault = done(&mut timeline, "drydock help faults inject SlowPull");
    assert!(fault.contains("\n  addedSeconds"), "{fault}");
}

#[test]
fn commands_flags_and_names_are_completed() {
    let timeline = busy();
    let offers = |line: &str| {
        let found = complete_own(line, 7, line.len(), timeline.world());
        let texts = found.offers.into_iter().map(|offer| offer.text);
        texts.collect::<Vec<String>>().concat()
    };
    let instance = crate::model::arn::Arns::of(timeline.world()).instance_hex(
        timeline
            .world()
            .instances
            .rows()
            .next()
            .map_or_else(|| unreachable!("there is one"), |row| row.id),
    );
    for (line, wanted) in [
        ("drydock tr", "traffic "),
        ("drydock alarms ", "delete set "),
        (
            "drydock traffic set ",
            "--cluster --rate --routing --service ",
        ),
        ("drydock traffic set --service ", "shop "),
        (
            "drydock traffic set --service shop --r",
            "--rate --routing ",
        ),
        (
            "drydock traffic set --routing ",
            "least_outstanding_requests round_robin ",
        ),
        ("drydock demand set --container ng", "nginx "),
        (
            "drydock instances add --zones us-east-1a us-east-1b us-east-1c",
            "us-east-1c ",
        ),
        ("drydock instances add m5.l", "m5.large "),
        (
            "drydock instances terminate --cluster default ",
            &format!("{instance} "),
        ),
        ("drydock instances --cluster ", "default "),
        ("drydock faults clear ", "0 "),
        ("drydock faults inject SlowP", "SlowPull "),
        ("drydock faults inject SlowPull a", "addedSeconds="),
        ("drydock declare logG", "logGroups "),
        ("drydock declare logGroups log", "logGroupName=logGroups "),
        (
            "drydock call Set",
            "SetAlarmState SetDemand SetHost SetQuota SetTraffic ",
        ),
        ("drydock nope ", ""),
    ] {
        assert_eq!(offers(line), wanted, "{line}");
    }
}
