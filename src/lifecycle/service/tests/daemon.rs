//! DAEMON services.

use super::*;
use crate::model::placement::PlacementConstraint;

/// A daemon on two instances in zone a and one in zone b.
fn daemon(percent: (u32, u32), constraints: Vec<PlacementConstraint>) -> Run {
    let instances = [("m5.large", 0), ("m5.large", 0), ("m5.large", 1)];
    let (mut world, cluster) = cluster_of(&instances);
    let definition = register(&mut world, spec(64, 64));
    let mut wanted = wanted(cluster, definition, 0, percent);
    wanted.scheduling = Scheduling::Daemon;
    wanted.placement = Arc::new(Placement {
        constraints,
        strategies: Vec::new(),
    });
    let mut run = Run {
        sim: Sim::new(world),
        journal: Journal::default(),
        service: ServiceId(0),
    };
    run.service = run.turn(|turn, _| create(turn, wanted));
    run
}

fn add(run: &mut Run, zone: u8) -> InstanceId {
    let id = add_instance(&mut run.sim.world, ClusterId(0), "m5.large", zone);
    run.turn(|turn, _| instance_changed(turn, id));
    id
}

#[test]
fn one_task_runs_on_each_instance_and_a_new_one_gets_its_task_first() {
    let mut run = daemon((0, 100), Vec::new());
    run.advance(60);
    assert_eq!(run.row().desired_count, 3);
    let fourth = add(&mut run, 2);
    let there = &run.sim.world.instances.get(fourth).unwrap().live_tasks;
    assert_eq!(there.len(), 1, "before anything else can be placed");
    assert_eq!(run.row().desired_count, 4);
    run.advance(30).story(expect![[r#"
        0 s     deployment 0 started
        10 s    started 0 1 2
        20 s    deployment 0 completed
        20 s    steady
        60 s    started 3
        70 s    steady
    "#]]);
    let each = run
        .sim
        .world
        .instances
        .rows()
        .map(|row| row.live_tasks.len());
    assert_eq!(each.collect::<Vec<_>>(), [1, 1, 1, 1]);
}

#[test]
fn a_lost_instance_is_not_replaced() {
    let mut run = daemon((0, 100), Vec::new());
    run.advance(60);
    run.turn(|turn, _| crate::lifecycle::capacity::terminate(turn, InstanceId(1)));
    run.advance(30);
    assert_eq!(run.row().desired_count, 2);
    assert_eq!(run.row().tally().running, 2);
}

#[test]
fn a_task_that_ends_is_replaced_where_it_was() {
    let mut run = daemon((0, 100), Vec::new());
    run.advance(60);
    run.stop_task(1);
    run.advance(40).story(expect![[r#"
        0 s     deployment 0 started
        10 s    started 0 1 2
        20 s    deployment 0 completed
        20 s    steady
        60 s    task 1 told to stop
        70 s    started 3
        80 s    steady
    "#]]);
    let task = run.sim.world.tasks.get(TaskId(3)).unwrap();
    assert_eq!(task.instance, Some(InstanceId(1)));
}

#[test]
fn a_deployment_stops_all_at_once_where_nothing_must_stay_healthy() {
    let mut run = daemon((0, 100), Vec::new());
    run.advance(60);
    run.journal = Journal::default();
    run.sim.events = 0;
    run.roll(spec(64, 64));
    run.advance(40).story(expect![[r#"
        60 s    deployment 1 started
        70 s    task 0 told to stop
        70 s    task 1 told to stop
        70 s    task 2 told to stop
        70 s    stopped 0 1 2
        80 s    deployment 0 removed
        80 s    started 3 4 5
        90 s    deployment 1 completed
        90 s    steady
    "#]]);
}

#[test]
fn a_deployment_keeps_half_of_the_instances_rounded_up_healthy() {
    let mut run = daemon((50, 100), Vec::new());
    run.advance(100);
    run.journal = Journal::default();
    run.sim.events = 0;
    run.roll(spec(64, 64));
    run.advance(300).story(expect![[r#"
        100 s   deployment 1 started
        110 s   task 0 told to stop
        110 s   stopped 0
        120 s   started 3
        170 s   task 1 told to stop
        170 s   stopped 1
        180 s   started 4
        230 s   task 2 told to stop
        230 s   stopped 2
        240 s   deployment 0 removed
        240 s   started 5
        250 s   deployment 1 completed
        250 s   steady
    "#]]);
}

#[test]
fn constraints_choose_the_instances_and_a_violation_ends_the_task() {
    let zone_a = "attribute:ecs.availability-zone == us-east-1a";
    let mut run = daemon((0, 100), vec![PlacementConstraint::MemberOf(zone_a.into())]);
    run.advance(60);
    assert_eq!(run.row().desired_count, 2);
    let id = InstanceId(0);
    run.turn(|turn, _| {
        let row = turn.sim.world.instances.edit(id).unwrap();
        let zone = Some("us-east-1b".into());
        Arc::make_mut(&mut row.attributes).insert("ecs.availability-zone".into(), zone);
        instance_changed(turn, id);
    });
    run.advance(30);
    assert_eq!(run.row().desired_count, 1);
    let violated = run
        .journal
        .since(0)
        .any(|(_, entry)| entry.event == Event::DaemonConstraintViolated(ServiceId(0), TaskId(0)));
    assert!(violated);
    assert!(!run.sim.world.tasks.get(TaskId(0)).unwrap().is_wanted());
}

#[test]
fn a_draining_instance_keeps_its_daemon_until_all_others_are_gone() {
    let mut run = daemon((0, 100), Vec::new());
    let own = task_in_group(
        &mut run.sim.world,
        ClusterId(0),
        InstanceId(0),
        "family:app",
    );
    run.advance(60);
    run.drain(0);
    run.advance(60);
    let task = |run: &Run| {
        let there = &run
            .sim
            .world
            .instances
            .get(InstanceId(0))
            .unwrap()
            .live_tasks;
        there.len()
    };
    assert_eq!(task(&run), 2, "the task of its own and the daemon's");
    run.stop_task(own.0);
    run.advance(60);
    assert_eq!(task(&run), 0);
    assert_eq!(run.row().desired_count, 2);
}

#[test]
fn an_instance_without_room_is_tried_again_when_it_has_some() {
    let mut run = daemon((0, 100), Vec::new());
    run.advance(60);
    run.roll(spec(1_500, 64));
    let mut launch = launch(ClusterId(0), DefinitionId(0), spec(1_000, 64));
    launch.group = "family:big".into();
    let big = start(
        &mut run.sim.world,
        launch,
        task::Host::Instance(InstanceId(0)),
    );
    run.advance(60);
    assert_eq!(run.row().tally().running, 2);
    assert_eq!(run.row().desired_count, 3);
    let said = run
        .row()
        .events
        .iter()
        .find_map(|event| match &*event.message {
            ServiceMessage::UnableToPlace(why) => Some(why.to_string()),
            _ => None,
        });
    assert!(
        said.unwrap()
            .contains("has insufficient CPU units available")
    );
    run.stop_task(big.0);
    run.advance(60);
    assert_eq!(run.row().tally().running, 3);
}

#[test]
fn a_deleted_daemon_ends() {
    let mut run = daemon((0, 100), Vec::new());
    run.advance(60);
    run.turn(delete);
    run.advance(30);
    assert_eq!(run.row().status, ServiceStatus::Inactive);
    assert!(run.sim.world.daemons.is_empty());
}
