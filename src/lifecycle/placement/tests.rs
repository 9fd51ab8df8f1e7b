//! Placement as a user sees it: a cluster, a launch, and where it goes or why not.

use super::*;
use crate::lifecycle::fixtures::*;
use crate::model::instance_types::Architecture;
use crate::model::placement::{BinpackField, PlacementConstraint, PlacementStrategy, SpreadField};
use crate::model::task_definition::TaskSpec;
use crate::model::{ClusterId, DefinitionId};
use PlacementConstraint::{DistinctInstance, MemberOf};

fn asking(cluster: ClusterId, spec: TaskSpec) -> Launch {
    launch(cluster, DefinitionId(0), spec)
}

fn with(
    mut launch: Launch,
    constraints: &[PlacementConstraint],
    strategies: &[PlacementStrategy],
) -> Launch {
    launch.placement = Arc::new(crate::model::placement::Placement {
        constraints: constraints.to_vec(),
        strategies: strategies.to_vec(),
    });
    launch
}

/// Places `count` tasks one after the other; the instance numbers, `-` where none fits.
fn placed(world: &mut World, launch: &Launch, count: usize) -> String {
    let mut places = Vec::new();
    for _ in 0..count {
        places.push(match choose(world, launch) {
            Ok(Host::Instance(id)) => {
                start(world, launch.clone(), Host::Instance(id));
                id.0.to_string()
            }
            Ok(Host::Waiting) => panic!("nothing waits here"),
            Ok(Host::Fargate(zone)) => {
                start(world, launch.clone(), Host::Fargate(zone));
                zone.name("")
            }
            Err(_) => "-".into(),
        });
    }
    places.join(" ")
}

fn reasons(world: &World, launch: &Launch) -> Vec<&'static str> {
    let failures = choose(world, launch).unwrap_err();
    failures
        .iter()
        .map(|failure| failure.reason.code())
        .collect()
}

#[test]
fn the_table_of_filters_is_in_order_and_documented() {
    let names: Vec<&str> = FILTERS.iter().map(|filter| filter.name).collect();
    assert_eq!(
        names.join(" "),
        "status launch type capacity provider agent attributes platform location CPU memory \
         ports GPU ENI memberOf distinctInstance"
    );
    assert!(FILTERS.iter().all(|filter| !filter.asks.is_empty()));
}

#[test]
fn spreads_over_zones_then_instances_by_default() {
    let (mut world, cluster) = cluster_of(&[
        ("m5.large", 0),
        ("m5.large", 0),
        ("m5.large", 0),
        ("m5.large", 1),
    ]);
    let launch = asking(cluster, spec(256, 256));
    assert_eq!(placed(&mut world, &launch, 6), "0 3 1 3 2 3");
}

#[test]
fn strategies_chain() {
    let (mut world, cluster) = cluster_of(&[
        ("m5.large", 0),
        ("t2.medium", 0),
        ("m5.large", 1),
        ("t2.medium", 1),
    ]);
    let zone = PlacementStrategy::Spread(SpreadField::Attribute("ecs.availability-zone".into()));
    let memory = PlacementStrategy::Binpack(BinpackField::Memory);
    let launch = with(asking(cluster, spec(512, 1_000)), &[], &[zone, memory]);
    assert_eq!(placed(&mut world, &launch, 7), "1 3 1 3 1 3 0");
    let host = PlacementStrategy::Spread(SpreadField::InstanceId);
    let launch = with(asking(cluster, spec(64, 64)), &[], &[host]);
    assert_eq!(placed(&mut world, &launch, 2), "2 0");
}

#[test]
fn random_is_fair_and_repeats() {
    let world = || cluster_of(&[("m5.4xlarge", 0), ("m5.4xlarge", 1), ("m5.4xlarge", 2)]);
    let (mut first, cluster) = world();
    let launch = with(
        asking(cluster, spec(64, 64)),
        &[],
        &[PlacementStrategy::Random],
    );
    let places = placed(&mut first, &launch, 90);
    assert_eq!(places, placed(&mut world().0, &launch, 90));
    for id in ["0", "1", "2"] {
        let count = places.split(' ').filter(|place| *place == id).count();
        assert!((15..=45).contains(&count), "{id}: {count}");
    }
}

#[test]
fn fargate_balances_the_zones_of_the_subnets() {
    let (mut world, cluster) = cluster_of(&[]);
    let mut launch = asking(cluster, awsvpc(spec(256, 512)));
    launch.launch_type = LaunchType::Fargate;
    launch.network = Some(network(&[0, 2]));
    assert_eq!(placed(&mut world, &launch, 4), "a c a c");
    assert!(verdicts(&world, &launch).is_empty());
}

#[test]
fn each_failure_names_the_first_filter_that_refuses() {
    let (mut world, cluster) = cluster_of(&[("t2.micro", 0), ("t2.micro", 1)]);
    let gb = spec(256, 2_048);
    assert_eq!(
        reasons(&world, &asking(cluster, gb)),
        ["RESOURCE:MEMORY", "RESOURCE:MEMORY"]
    );
    let mut port = spec(64, 64);
    port.needs.tcp_ports = vec![80];
    let launch = asking(cluster, port);
    assert_eq!(placed(&mut world, &launch, 3), "0 1 -");
    assert_eq!(reasons(&world, &launch), ["RESOURCE:PORTS"; 2]);
    let mut launch = asking(cluster, awsvpc(spec(64, 64)));
    launch.network = Some(network(&[1]));
    assert_eq!(placed(&mut world, &launch, 2), "1 -");
    assert_eq!(reasons(&world, &launch), ["LOCATION", "RESOURCE:ENI"]);
    world.instances.edit(InstanceId(0)).unwrap().agent_connected = false;
    world.instances.edit(InstanceId(1)).unwrap().status = InstanceStatus::Draining;
    let cpu = asking(cluster, spec(4_096, 64));
    assert_eq!(reasons(&world, &cpu), ["AGENT"]);
    let (empty, cluster) = cluster_of(&[]);
    assert_eq!(
        reasons(&empty, &asking(cluster, spec(1, 1))),
        ["No Container Instances were found in your cluster."]
    );
}

#[test]
fn attributes_and_platform_must_match() {
    let (world, cluster) = cluster_of(&[("m6g.large", 0), ("g4dn.xlarge", 0)]);
    let mut needy = spec(64, 64);
    needy.requires_attributes = vec!["ecs.capability.docker-plugin.rexray".into()];
    assert_eq!(reasons(&world, &asking(cluster, needy)), ["ATTRIBUTE"; 2]);
    let mut arm = spec(64, 64);
    arm.architecture = Some(Architecture::Arm);
    assert_eq!(
        choose(&world, &asking(cluster, arm)),
        Ok(Host::Instance(InstanceId(0)))
    );
    let mut windows = spec(64, 64);
    windows.windows = true;
    assert_eq!(reasons(&world, &asking(cluster, windows)), ["ATTRIBUTE"; 2]);
    let mut gpu = spec(64, 64);
    gpu.needs.gpus = 1;
    let mut world = world;
    assert_eq!(placed(&mut world, &asking(cluster, gpu.clone()), 2), "1 -");
    assert_eq!(reasons(&world, &asking(cluster, gpu)), ["RESOURCE:GPU"; 2]);
}

#[test]
fn constraints_bind() {
    let (mut world, cluster) = cluster_of(&[("m5.large", 0), ("m5.large", 1), ("c5.large", 2)]);
    let member = MemberOf("attribute:ecs.instance-type == m5.large".into());
    let launch = with(
        asking(cluster, spec(64, 64)),
        &[DistinctInstance, member],
        &[],
    );
    assert_eq!(placed(&mut world, &launch, 3), "0 1 -");
    assert_eq!(
        reasons(&world, &launch),
        [
            "distinctInstance placement constraint unsatisfied.",
            "distinctInstance placement constraint unsatisfied.",
            "MemberOf placement constraint unsatisfied.",
        ]
    );
    let host = check_on(&world, &launch, InstanceId(2));
    assert_eq!(host, Ok(Host::Instance(InstanceId(2))));
}

#[test]
fn verdicts_agree_with_the_choice() {
    let (mut world, cluster) = cluster_of(&[("t2.micro", 0), ("m5.large", 1), ("m5.large", 2)]);
    task_in_group(&mut world, cluster, InstanceId(1), "family:app");
    let launch = asking(cluster, spec(1_500, 2_000));
    let verdicts = verdicts(&world, &launch);
    let ranks: Vec<_> = verdicts.iter().map(|verdict| verdict.rank).collect();
    assert_eq!(ranks, [None, Some(1), Some(0)]);
    assert_eq!(choose(&world, &launch), Ok(Host::Instance(InstanceId(2))));
    let refused = |outcome: &&Outcome| **outcome != Outcome::Pass;
    let why: Vec<_> = verdicts[0].outcomes.iter().filter(refused).collect();
    let (needs, remaining) = (1_500, 1_024);
    let cpu = Outcome::Refuse(Shortfall::Cpu { needs, remaining });
    let (needs, remaining) = (2_000, 985);
    let memory = Outcome::Refuse(Shortfall::Memory { needs, remaining });
    assert_eq!(why, [&cpu, &memory]);
}

#[test]
fn check_on_tells_what_an_instance_lacks() {
    let (mut world, cluster) = cluster_of(&[("t2.micro", 0)]);
    let launch = asking(cluster, spec(64, 64));
    let reason = |world: &World, id| {
        let failure = check_on(world, &launch, InstanceId(id)).unwrap_err();
        failure.reason.code()
    };
    assert_eq!(reason(&world, 9), "MISSING");
    world.instances.edit(InstanceId(0)).unwrap().status = InstanceStatus::Draining;
    assert_eq!(reason(&world, 0), "DRAINING");
}
