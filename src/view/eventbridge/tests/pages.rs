//! Pages of events, and single ones.

use super::*;

#[test]
fn spot_warns_before_it_takes_an_instance_back() {
    let mut run = Run::new();
    let listed = run.ask("ListContainerInstances", json!({}));
    let arn = listed["containerInstanceArns"][0].clone();
    run.ask(
        "Drydock.InjectFault",
        json!({
            "type": "SpotInstanceInterrupted", "containerInstance": arn,
            "spotInstanceDraining": "true",
        }),
    );
    run.wait(121);
    let events = run.events();
    let kinds: Vec<&Value> = events.iter().map(|event| &event["detail-type"]).collect();
    assert_eq!(
        kinds,
        [
            "ECS Container Instance State Change",
            "EC2 Spot Instance Interruption Warning",
            "ECS Container Instance State Change",
            "ECS Container Instance State Change",
        ]
    );
    let (warning, drains, gone) = (&events[1], &events[2], &events[3]);
    let instance = warning["detail"]["instance-id"]
        .as_str()
        .unwrap_or_default();
    assert_eq!(drains["detail"]["ec2InstanceId"], instance);
    assert_eq!(drains["detail"]["status"], "DRAINING");
    assert_eq!(warning["source"], "aws.ec2");
    assert_eq!(warning["time"], drains["time"]);
    assert_eq!(gone["time"], "2026-01-01T00:02:00Z");
    let resource = format!("arn:aws:ec2:us-east-1:123456789012:instance/{instance}");
    assert_eq!(warning["resources"], json!([resource]));
    assert_eq!(warning["detail"]["instance-action"], "terminate");
}

/// Source: Developer Guide, "Amazon ECS container instance health change events": its sample of the
/// agent's connectivity.
#[test]
fn an_agent_that_is_cut_off_for_long_makes_its_instance_impaired() {
    let mut run = Run::new();
    let arns = run.ask("ListContainerInstances", json!({}))["containerInstanceArns"].clone();
    run.ask(
        "Drydock.InjectFault",
        json!({"type": "AgentDisconnected", "containerInstance": arns[0]}),
    );
    run.wait(600);
    run.ask("Drydock.ClearFaults", json!({}));
    let events = run.events();
    let name = "ECS Container Instance Health Change";
    let told: Vec<&Value> = events
        .iter()
        .filter(|row| row["detail-type"] == name)
        .collect();
    let statuses: Vec<&Value> = told
        .iter()
        .map(|row| &row["detail"]["overallStatus"])
        .collect();
    assert_eq!(statuses, ["IMPAIRED", "OK"]);
    assert_eq!(told[0]["resources"], arns);
    let check = json!({
        "type": "AGENT_CONNECTIVITY", "status": "IMPAIRED",
        "lastUpdated": "2026-01-01T00:05:00Z", "lastStatusChange": "2026-01-01T00:05:00Z",
        "statusReason": "Agent disconnected since 2026-01-01T00:00:00Z",
    });
    assert_eq!(told[0]["detail"]["healthChecks"], json!([check]));
    assert_eq!(told[0]["detail"]["capacityProviderName"], Value::Null);
}

#[test]
fn ids_are_unique_and_pages_follow_one_another() {
    let mut run = Run::new();
    run.ask("RunTask", json!({"taskDefinition": "ec2", "count": 3}));
    run.wait(600);
    let all = run.events();
    let mut ids: Vec<&str> = all
        .iter()
        .filter_map(|event| event["id"].as_str())
        .collect();
    crate::sim::sort::sort(&mut ids);
    ids.dedup();
    assert_eq!(ids.len(), all.len());
    let mut paged = Vec::new();
    let mut next = 0;
    while next < run.timeline.sim().events {
        let mut page = page(&mut run.timeline, next, 5);
        next = page["next"].as_u64().unwrap_or_default();
        paged.extend(
            page["events"]
                .as_array_mut()
                .map(std::mem::take)
                .unwrap_or_default(),
        );
    }
    assert!(paged == all);
    let lines = run.timeline.journal().since(0);
    let sent: Vec<u64> = lines
        .filter(|(_, entry)| is_sent(&entry.event))
        .map(|(seq, _)| seq)
        .collect();
    let one_by_one = sent.iter().flat_map(|seq| of_line(&run.timeline, *seq));
    assert!(one_by_one.eq(all.iter().cloned()));
}
