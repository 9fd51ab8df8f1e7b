//! The same seed and commands give the same journal: natively here, in Node and in Chromium by
//! `tests/node` and `tests/web`, which read the same scenario.

use drydock::aws::outside::Outside;
use drydock::engine::{Command, Timeline};
use drydock::model::Settings;
use drydock::shell::Session;
use drydock::shell::drive::{Ended, run_on};
use drydock::sim::time::parse_iso8601;
use drydock::sim::{Calendar, Span};
use drydock::view::script::script;
use serde_json::Value;

const SCENARIO: &str = include_str!("../fixtures/determinism.json");

fn played(scenario: &Value) -> Timeline {
    let start = scenario["start"]
        .as_str()
        .and_then(parse_iso8601)
        .expect("it is a moment");
    let mut timeline = Timeline::new(Settings {
        seed: scenario["seed"]
            .as_u64()
            .expect("the scenario is well formed"),
        calendar: Calendar {
            start_epoch_millis: start,
        },
        ..Settings::default()
    });
    for step in scenario["steps"]
        .as_array()
        .expect("the scenario is well formed")
    {
        if let Some(span) = step["advance"].as_u64() {
            timeline.advance(Span(span), u32::MAX);
            continue;
        }
        let action = step["action"]
            .as_str()
            .expect("the scenario is well formed");
        let answer = timeline.ask(Command::new(action, &step["body"].to_string()));
        let expected = step["status"].as_u64().unwrap_or(200);
        assert_eq!(
            u64::from(answer.status),
            expected,
            "{step}\n{}",
            answer.body
        );
    }
    timeline
}

#[test]
fn the_scenario_gives_the_journal_it_always_gave() {
    let scenario: Value = serde_json::from_str(SCENARIO).expect("the scenario is well formed");
    let timeline = played(&scenario);
    let hash = timeline.journal_hash();
    let advice = "where the change of behaviour is meant, put the new hash into the scenario";
    assert_eq!(scenario["hash"], hash, "{advice}");
    let again = Timeline::import(&timeline.export()).expect("the scenario is well formed");
    assert_eq!(again.journal_hash(), hash);
}

/// The run of a script in the terminal, and how it ended.
fn replayed(timeline: &Timeline) -> Timeline {
    let text = script(timeline);
    let mut again = Timeline::new(timeline.world().settings.clone());
    let outside = Outside::new(again.world().settings.calendar);
    let running = Session::new(&outside, false)
        .start(&text)
        .expect("no other script runs");
    let ended = run_on(&mut again, running);
    let said = outside.take_written();
    let said: Vec<_> = said
        .iter()
        .map(|(_, text)| String::from_utf8_lossy(text))
        .collect();
    assert!(matches!(ended, Ended::Done(_)), "{ended:?} {said:?}");
    assert_eq!(again.now(), timeline.now(), "{said:?}");
    assert_eq!(
        again.journal_hash(),
        timeline.journal_hash(),
        "{text}\n{said:?}"
    );
    again
}

/// Nobody could share a run as a script otherwise.
#[test]
fn a_run_as_a_shell_script_replays_to_the_same_journal() {
    let scenario: Value = serde_json::from_str(SCENARIO).expect("the scenario is well formed");
    replayed(&played(&scenario));
}

/// What the page asks of Application Auto Scaling and EventBridge Scheduler, in its own words and
/// in the services'.
const AROUND: &str = r#"{
  "seed": 3, "start": "2026-01-01T00:00:00Z",
  "steps": [
    {"action": "CreateCluster", "body": {"clusterName": "harbor", "tags": null}},
    {"action": "Drydock.AddInstances",
     "body": {"cluster": "harbor", "instanceType": "m5.large", "count": 2}},
    {"action": "RegisterTaskDefinition", "body": {"family": "web", "containerDefinitions": [
      {"name": "web", "image": "nginx", "memory": 64, "cpu": 16}]}},
    {"action": "CreateService", "body": {"cluster": "harbor", "serviceName": "shop",
      "taskDefinition": "web", "desiredCount": 2, "enableECSManagedTags": true,
      "enableExecuteCommand": false}},
    {"action": "Drydock.PutScheduledAction", "status": 400, "body": {
      "ResourceId": "service/harbor/shop", "ScheduledActionName": "up",
      "Schedule": "rate(5 minutes)", "ScalableTargetAction": {"MinCapacity": 3}}},
    {"action": "Drydock.RegisterScalableTarget", "body": {
      "ServiceNamespace": "ecs", "ResourceId": "service/harbor/shop",
      "ScalableDimension": "ecs:service:DesiredCount", "MinCapacity": 1, "MaxCapacity": 9}},
    {"action": "Drydock.PutScheduledAction", "body": {
      "ResourceId": "service/harbor/shop", "ScheduledActionName": "up",
      "Schedule": "rate(5 minutes)", "ScalableTargetAction": {"MinCapacity": 4}}},
    {"action": "Drydock.PutScalingPolicy", "body": {
      "ResourceId": "service/harbor/shop", "PolicyName": "cpu",
      "PolicyType": "TargetTrackingScaling",
      "TargetTrackingScalingPolicyConfiguration": {"TargetValue": 37.5, "ScaleInCooldown": 60,
        "PredefinedMetricSpecification": {
          "PredefinedMetricType": "ECSServiceAverageCPUUtilization"}}}},
    {"action": "Drydock.PutMetricAlarm", "body": {
      "AlarmName": "busy", "Namespace": "AWS/ECS", "MetricName": "CPUUtilization",
      "Dimensions": [{"Name": "ClusterName", "Value": "harbor"},
        {"Name": "ServiceName", "Value": "shop"}],
      "Statistic": "Average", "Period": 60, "EvaluationPeriods": 2, "Threshold": 62.5,
      "ComparisonOperator": "GreaterThanThreshold"}},
    {"action": "Drydock.SetAlarmState", "body": {
      "AlarmName": "busy", "StateValue": "ALARM", "StateReason": "a drill"}},
    {"action": "Drydock.CreateSchedule", "body": {
      "name": "beat", "scheduleExpression": "rate(2 minutes)",
      "target": {"arn": "harbor", "ecsParameters": {
        "taskDefinitionArn": "web", "taskCount": 1, "enableECSManagedTags": true,
        "launchType": "EC2", "placementStrategy": [{"type": "spread", "field": "instanceId"}]},
        "input": "{\"containerOverrides\":[{\"name\":\"web\",\"command\":[\"it's\"]}]}"}}},
    {"action": "Drydock.CreateSchedule", "status": 400, "body": {
      "name": "beat", "scheduleExpression": "rate(2 minutes)",
      "target": {"arn": "harbor", "ecsParameters": {"taskDefinitionArn": "web"}}}},
    {"action": "Drydock.CreateSchedule", "body": {
      "Name": "noon", "ScheduleExpression": "cron(0 12 * * ? *)",
      "FlexibleTimeWindow": {"Mode": "FLEXIBLE", "MaximumWindowInMinutes": 30},
      "Target": {"EcsParameters": {"TaskDefinitionArn": "web"}}}},
    {"advance": 1200000},
    {"action": "Drydock.DeleteSchedule", "body": {"name": "beat"}},
    {"action": "Drydock.DeleteScheduledAction", "body": {
      "ResourceId": "service/harbor/shop", "ScheduledActionName": "up"}},
    {"action": "Drydock.DeleteScalingPolicy", "body": {
      "ResourceId": "service/harbor/shop", "PolicyName": "cpu"}},
    {"advance": 64800000},
    {"action": "Drydock.DeregisterScalableTarget", "body": {"ResourceId": "service/harbor/shop"}},
    {"advance": 1000}
  ]
}"#;

/// It does so in the commands of AWS wherever AWS has them.
#[test]
fn what_is_around_ecs_replays_from_commands_of_aws() {
    let scenario: Value = serde_json::from_str(AROUND).expect("the scenario is well formed");
    let timeline = played(&scenario);
    let again = replayed(&timeline);
    assert_eq!(again.log().len(), timeline.log().len());
    let text = script(&timeline);
    let own = text.lines().filter(|line| line.starts_with("drydock "));
    let own: Vec<&str> = own.collect();
    assert_eq!(own.len(), 1, "{own:?}");
    assert!(own[0].starts_with("drydock instances add"), "{own:?}");
}
