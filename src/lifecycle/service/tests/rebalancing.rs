//! Tasks are evened out over Availability Zones.

use super::*;

/// Four tasks in one zone, and instances in two more that come when the service is steady.
fn uneven(percent: (u32, u32), count: u32) -> Run {
    let (world, cluster) = cluster_of(&[("m5.large", 0)]);
    let mut run = Run::on(world, cluster, spec(64, 64), count, percent);
    run.turn(|turn, id| turn.sim.world.services.edit(id).unwrap().rebalancing = true);
    run.advance(100);
    run.journal = Journal::default();
    run.sim.events = 0;
    for zone in [1, 2] {
        let id = add_instance(&mut run.sim.world, ClusterId(0), "m5.large", zone);
        run.turn(|turn, _| instance_changed(turn, id));
    }
    run.turn(wake);
    run
}

fn by_zone(run: &Run) -> [u32; 3] {
    let group = run.sim.world.group(ClusterId(0), &"service:web".into());
    group.unwrap().zones
}

#[test]
fn one_task_after_another_moves_to_the_emptiest_zone() {
    let mut run = uneven((100, 200), 4);
    run.advance(300).story(expect![[r#"
        110 s   NotBalanced([(Zone(0), 4), (Zone(1), 0), (Zone(2), 0)])
        110 s   StartedToRebalance(Zone(1), [TaskId(4)])
        160 s   task 1 told to stop
        160 s   StoppedToRebalance(Zone(0), [TaskId(1)])
        170 s   steady
        170 s   StartedToRebalance(Zone(2), [TaskId(5)])
        220 s   task 2 told to stop
        220 s   StoppedToRebalance(Zone(0), [TaskId(2)])
        230 s   steady
        230 s   Balanced([(Zone(0), 2), (Zone(1), 1), (Zone(2), 1)])
    "#]]);
    assert_eq!(by_zone(&run), [2, 1, 1]);
}

#[test]
fn without_room_above_nothing_moves() {
    let mut run = uneven((50, 100), 4);
    run.advance(120).story(expect![[r#""#]]);
    assert_eq!(by_zone(&run), [4, 0, 0]);
}

#[test]
fn a_deployment_ends_it() {
    let mut run = uneven((100, 200), 4);
    run.advance(15);
    assert!(run.row().rebalances_since.is_some());
    run.roll(spec(64, 64));
    run.advance(20);
    assert!(run.row().rebalances_since.is_none());
    run.advance(200);
    assert!(by_zone(&run).iter().all(|count| (1..=2).contains(count)));
    assert_eq!(run.row().tally().running, 4);
}

#[test]
fn protected_tasks_stay_where_they_are() {
    let mut run = uneven((100, 200), 4);
    let until = Some(run.sim.now + Span::hours(1));
    run.turn(|turn, _| {
        for task in 0..4 {
            protect(turn, TaskId(task), until);
        }
    });
    run.advance(60).story(expect![[r#"
        110 s   protected tasks of 0
    "#]]);
    assert_eq!(by_zone(&run), [4, 0, 0]);
}

#[test]
fn a_zone_without_room_is_told_and_tried_again() {
    let mut run = uneven((100, 200), 4);
    let launch = || {
        let mut launch = launch(ClusterId(0), DefinitionId(0), spec(2_000, 64));
        launch.group = "family:big".into();
        launch
    };
    let big = [1, 2].map(|on| {
        let host = task::Host::Instance(InstanceId(on));
        start(&mut run.sim.world, launch(), host)
    });
    run.advance(60).story(expect![[r#"
        110 s   NotBalanced([(Zone(0), 4), (Zone(1), 0), (Zone(2), 0)])
        110 s   UnableToPlaceIn(Zone(1))
    "#]]);
    for task in big {
        run.stop_task(task.0);
    }
    run.advance(300);
    assert_eq!(by_zone(&run), [2, 1, 1]);
}
