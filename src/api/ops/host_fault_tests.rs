//! Faults of networks, containers, hosts and zones, by the texts and states that they leave.

use super::fault_tests::{asked, describe, end, ends, folded, run};
use crate::api::testing::Asked;
use crate::lifecycle::faults::FAULTS;
use expect_test::expect;
use serde_json::{Value, json};

#[test]
fn networks_without_a_free_interface_or_address() {
    let mut told = String::new();
    for fault in [
        json!({"type": "NoInterfaceLeft"}),
        json!({"type": "NoAddressLeft", "subnet": "subnet-0d0c1a00000000001"}),
        json!({"type": "NoAddressLeft", "subnet": "subnet-0d0c1b00000000002"}),
    ] {
        let mut asked = asked("nginx");
        asked.granted("Drydock.InjectFault", fault.clone());
        let tasks = [
            run(&mut asked, "EC2", "awsvpc"),
            run(&mut asked, "FARGATE", "awsvpc"),
        ];
        asked.wait(60);
        let [ec2, fargate] = tasks.map(|task| end(&mut asked, &task));
        told += &format!("== {fault}\n{ec2}{fargate}");
    }
    expect![[r#"
        == {"type":"NoInterfaceLeft"}
        STOPPED TaskFailedToStart: Unable to attach network interface to unused device
            index
        container:
        STOPPED TaskFailedToStart: Timeout waiting for network interface provisioning
            to complete.
        container:
        == {"type":"NoAddressLeft","subnet":"subnet-0d0c1a000000"}
        STOPPED TaskFailedToStart: Unexpected EC2 error while attempting to Create
            Network Interface with public IP assignment disabled in subnet
            'subnet-0d0c1a000000': InsufficientFreeAddressesInSubnet
        container:
        STOPPED TaskFailedToStart: Unexpected EC2 error while attempting to Create
            Network Interface with public IP assignment disabled in subnet
            'subnet-0d0c1a000000': InsufficientFreeAddressesInSubnet
        container:
        == {"type":"NoAddressLeft","subnet":"subnet-0d0c1b000000"}
        RUNNING :
        RUNNING :
    "#]]
    .assert_eq(&folded(&told));
}

#[test]
fn fargate_is_full_as_a_whole_unless_a_provider_is_named() {
    let subnets = json!(["subnet-0d0c1a00000000001"]);
    for (provider, started) in [(None, 0), (Some("FARGATE_SPOT"), 1), (Some("FARGATE"), 0)] {
        let mut fault = json!({"type": "NoFargateCapacity"});
        if let Some(provider) = provider {
            fault["capacityProvider"] = json!(provider);
        }
        let mut asked = asked("nginx");
        asked.granted("Drydock.InjectFault", fault);
        let request = json!({
            "taskDefinition": "awsvpc", "launchType": "FARGATE",
            "networkConfiguration": {"awsvpcConfiguration": {"subnets": subnets}},
        });
        let answer = asked.granted("RunTask", request);
        let tasks = answer["tasks"].as_array().map(Vec::len);
        assert_eq!(tasks, Some(started), "{provider:?}: {answer}");
    }
}

#[test]
fn containers_that_end_before_their_time() {
    let crash = json!({"type": "ContainerCrashes", "exitCode": 3, "afterSeconds": 2});
    let memory = json!({"type": "OutOfMemory", "afterSeconds": 2});
    let told = [crash, memory].map(|fault| ends("nginx", fault));
    expect![[r#"
        EC2
        STOPPED EssentialContainerExited: Essential container in task exited
        exit 3
        container:
        FARGATE
        STOPPED EssentialContainerExited: Essential container in task exited
        exit 3
        container:
        EC2
        STOPPED EssentialContainerExited: Essential container in task exited
        exit 137
        container: OutOfMemoryError: Container killed due to memory usage
        FARGATE
        STOPPED EssentialContainerExited: Essential container in task exited
        exit 137
        container: OutOfMemoryError: Container killed due to memory usage
    "#]]
    .assert_eq(&folded(&told.concat()));
}

#[test]
fn a_crash_loop_spares_what_runs() {
    let mut asked = asked("nginx");
    let old = run(&mut asked, "EC2", "ec2");
    asked.wait(30);
    let fault = json!({"type": "CrashLoop", "container": "app", "exitCode": 1, "afterSeconds": 1});
    asked.granted("Drydock.InjectFault", fault);
    let new = run(&mut asked, "EC2", "ec2");
    asked.wait(60);
    assert_eq!(describe(&mut asked, &old)["lastStatus"], "RUNNING");
    assert_eq!(
        describe(&mut asked, &new)["stopCode"],
        "EssentialContainerExited"
    );
    assert_eq!(describe(&mut asked, &new)["containers"][0]["exitCode"], 1);
}

#[test]
fn a_slow_registry_only_takes_longer() {
    let mut asked = asked("nginx");
    asked.granted(
        "Drydock.InjectFault",
        json!({"type": "SlowPull", "addedSeconds": 60}),
    );
    let task = run(&mut asked, "EC2", "ec2");
    asked.wait(60);
    assert_eq!(describe(&mut asked, &task)["lastStatus"], "PENDING");
    asked.wait(30);
    assert_eq!(describe(&mut asked, &task)["lastStatus"], "RUNNING");
}

fn instance_of(asked: &mut Asked, task: &Value) -> Value {
    describe(asked, task)["containerInstanceArn"].clone()
}

#[test]
fn what_a_disconnected_agent_is_told_waits_until_it_is_back() {
    let mut asked = asked("nginx");
    let task = run(&mut asked, "EC2", "ec2");
    asked.wait(30);
    let instance = instance_of(&mut asked, &task);
    let fault = json!({"type": "AgentDisconnected", "containerInstance": instance});
    asked.granted("Drydock.InjectFault", fault);
    asked.granted("StopTask", json!({"task": task, "reason": "enough"}));
    asked.wait(600);
    let cut_off = describe(&mut asked, &task);
    assert_eq!(cut_off["lastStatus"], "RUNNING");
    assert_eq!(cut_off["desiredStatus"], "STOPPED");
    assert_eq!(cut_off["connectivity"], "DISCONNECTED");
    asked.granted("Drydock.ClearFaults", json!({}));
    asked.wait(30);
    expect![[r#"
        STOPPED UserInitiated: enough
        exit 0
        container:
    "#]]
    .assert_eq(&folded(&end(&mut asked, &task)));
}

#[test]
fn lost_instances_and_zones_end_their_tasks() {
    let mut told = String::new();
    for fault in ["InstanceStopped", "InstanceTerminated", "ZoneOutage"] {
        let mut asked = asked("nginx");
        let on_instance = run(&mut asked, "EC2", "ec2");
        let on_fargate = run(&mut asked, "FARGATE", "awsvpc");
        asked.wait(60);
        let instance = instance_of(&mut asked, &on_instance);
        let zone = describe(&mut asked, &on_instance)["availabilityZone"].clone();
        asked.granted(
            "Drydock.InjectFault",
            json!({"type": fault, "containerInstance": instance, "availabilityZone": zone}),
        );
        let ends = [&on_instance, &on_fargate].map(|task| end(&mut asked, task));
        let known = json!({"containerInstances": [instance]});
        let state = |asked: &mut Asked| {
            let row = asked.granted("DescribeContainerInstances", known.clone());
            let row = &row["containerInstances"][0];
            format!("{} connected {}", row["status"], row["agentConnected"])
        };
        told += &format!("== {fault}\n{}{}\n", ends.concat(), state(&mut asked));
        if fault == "ZoneOutage" {
            let subnets = json!(["subnet-0d0c1a00000000001"]);
            let network = json!({"awsvpcConfiguration": {"subnets": subnets}});
            let request = json!({
                "taskDefinition": "awsvpc", "launchType": "FARGATE",
                "networkConfiguration": network,
            });
            let failures = asked.granted("RunTask", request)["failures"].clone();
            told += &format!("{failures}\n");
        }
        asked.granted("Drydock.ClearFaults", json!({}));
        told += &format!("then {}\n", state(&mut asked));
    }
    expect![[r#"
        == InstanceStopped
        STOPPED TerminationNotice: Host EC2 (instance i-034f499d745c) stopped.
        container:
        RUNNING :
        "ACTIVE" connected false
        then "ACTIVE" connected true
        == InstanceTerminated
        STOPPED TerminationNotice: Host EC2 (instance i-034f499d745c) terminated.
        container:
        RUNNING :
        "INACTIVE" connected false
        then "INACTIVE" connected false
        == ZoneOutage
        STOPPED TerminationNotice: Host EC2 (instance i-034f499d745c) stopped.
        container:
        STOPPED TerminationNotice: Task stopped due to unhealthy infrastructure
        container:
        "ACTIVE" connected false
        [{"reason":"Capacity is unavailable at this time. Please try again later or in
            a different availability zone"}]
        then "ACTIVE" connected true
    "#]]
    .assert_eq(&folded(&told));
}

#[test]
fn the_table_is_sorted_and_told_in_requests() {
    assert!(FAULTS.is_sorted_by_key(|row| row.name));
    for row in &FAULTS {
        let words = row.explains.split(' ').count();
        assert!(row.explains.ends_with('.') && words > 4, "{}", row.name);
    }
    let mut asked = asked("nginx");
    let unknown = asked.refused("Drydock.InjectFault", json!({"type": "Gremlins"}));
    expect![[r#"
        InvalidParameterException: type should be one of [AgentDisconnected,
            AlarmGoesOff,ContainerCrashes,ContainerHealthCheckFails,CrashLoop,
            FargateSpotInterrupted,FargateVcpuLimit,GroupAtMaximum,HungShutdown,
            ImageCannotBePulled,ImageForOtherPlatform,InstanceStopped,
            InstanceTerminated,NoAddressLeft,NoFargateCapacity,NoInstanceCapacity,
            NoInterfaceLeft,NoSpaceLeft,OperationsThrottled,OutOfMemory,
            RegistryDeniesPull,RegistryLimitsRate,RegistryUnreachable,
            RoleLacksPermission,RoleNotAssumable,SecretMissing,SlowPull,
            SpotInstanceInterrupted,TargetDeregistered,TargetGroupDeleted,
            TargetHealthCheckFails,ZoneOutage]
    "#]]
    .assert_eq(&folded(&unknown));
    let nowhere = json!({"type": "ZoneOutage", "availabilityZone": "mars-1a"});
    let nowhere = asked.refused("Drydock.InjectFault", nowhere);
    expect![[r#"
        InvalidParameterException: availabilityZone should be one of [us-east-1a,
            us-east-1b,us-east-1c]
    "#]]
    .assert_eq(&folded(&nowhere));
    let nobody = json!({"type": "InstanceStopped", "containerInstance": "x"});
    let nobody = asked.refused("Drydock.InjectFault", nobody);
    expect![[r#"
        InvalidParameterException: The referenced container instance was not found.
    "#]]
    .assert_eq(&folded(&nobody));
}
