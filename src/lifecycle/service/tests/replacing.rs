//! A service replaces its tasks: deployments and draining instances.

use super::*;

/// Deploys a second revision once the first is steady and healthy; the journal begins there.
fn rolled_as(count: u32, percent: (u32, u32), seconds: u64) -> Run {
    let mut run = Run::new(count, percent);
    run.advance(100);
    run.journal = Journal::default();
    run.sim.events = 0;
    run.roll(spec(64, 64));
    run.advance(seconds);
    run
}

fn rolled(count: u32, percent: (u32, u32), seconds: u64, expected: Expect) {
    rolled_as(count, percent, seconds).story(expected);
}

#[test]
fn four_tasks_50_100_go_two_by_two_in_place() {
    rolled(
        4,
        (50, 100),
        200,
        expect![[r#"
            100 s   deployment 1 started
            110 s   task 3 told to stop
            110 s   task 2 told to stop
            110 s   stopped 3 2
            120 s   started 4 5
            170 s   task 0 told to stop
            170 s   task 1 told to stop
            170 s   stopped 0 1
            180 s   deployment 0 removed
            180 s   started 6 7
            190 s   deployment 1 completed
            190 s   steady
        "#]],
    );
}

#[test]
fn four_tasks_100_200_start_before_they_stop() {
    rolled(
        4,
        (100, 200),
        120,
        expect![[r#"
            100 s   deployment 1 started
            110 s   started 4 5 6 7
            160 s   task 0 told to stop
            160 s   task 1 told to stop
            160 s   task 2 told to stop
            160 s   task 3 told to stop
            160 s   stopped 0 1 2 3
            170 s   deployment 0 removed
            170 s   deployment 1 completed
            170 s   steady
        "#]],
    );
}

/// Tasks count as healthy after 40 seconds. Until then they are spared all the same.
#[test]
fn an_update_right_after_the_start_keeps_the_minimum() {
    let mut run = Run::new(4, (100, 200));
    run.advance(30);
    run.journal = Journal::default();
    run.sim.events = 0;
    run.roll(spec(64, 64));
    run.advance(90);
    run.story(expect![[r#"
        30 s    deployment 1 started
        40 s    started 4 5 6 7
        90 s    task 0 told to stop
        90 s    task 1 told to stop
        90 s    task 2 told to stop
        90 s    task 3 told to stop
        90 s    stopped 0 1 2 3
        100 s   deployment 0 removed
        100 s   deployment 1 completed
        100 s   steady
    "#]]);
}

/// Where the minimum allows it, they are the first to go.
#[test]
fn an_update_right_after_the_start_stops_what_the_minimum_spares() {
    let mut run = Run::new(4, (50, 100));
    run.advance(30);
    run.journal = Journal::default();
    run.sim.events = 0;
    run.roll(spec(64, 64));
    run.advance(120);
    run.story(expect![[r#"
        30 s    deployment 1 started
        40 s    task 0 told to stop
        40 s    task 2 told to stop
        40 s    stopped 0 2
        50 s    started 4 5
        100 s   task 1 told to stop
        100 s   task 3 told to stop
        100 s   stopped 1 3
        110 s   deployment 0 removed
        110 s   started 6 7
        120 s   deployment 1 completed
        120 s   steady
    "#]]);
}

#[test]
fn four_tasks_100_150_start_two_then_stop_two() {
    rolled(
        4,
        (100, 150),
        200,
        expect![[r#"
            100 s   deployment 1 started
            110 s   started 4 5
            160 s   task 3 told to stop
            160 s   task 2 told to stop
            160 s   stopped 3 2
            170 s   started 6 7
            220 s   task 0 told to stop
            220 s   task 1 told to stop
            220 s   stopped 0 1
            230 s   deployment 0 removed
            230 s   deployment 1 completed
            230 s   steady
        "#]],
    );
}

#[test]
fn limits_that_round_to_the_count_are_stuck() {
    for (count, percent) in [(3, (100, 125)), (2, (75, 100)), (1, (50, 100))] {
        let stuck = "100 s   deployment 1 started\n110 s   stuck\n21710 s stuck\n";
        let seconds = 7 * 3_600;
        let run = rolled_as(count, percent, seconds);
        assert_eq!(run.story_text(), stuck);
        assert_eq!(run.row().deployments.len(), 2);
        assert_eq!(run.primary().desired_count, 0);
    }
}

#[test]
fn ten_tasks_90_110_go_one_or_two_at_a_time() {
    rolled(
        10,
        (90, 110),
        600,
        expect![[r#"
            100 s   deployment 1 started
            110 s   started 10
            110 s   task 6 told to stop
            110 s   stopped 6
            120 s   started 11
            160 s   task 8 told to stop
            160 s   stopped 8
            170 s   started 12
            170 s   task 7 told to stop
            170 s   stopped 7
            180 s   started 13
            220 s   task 9 told to stop
            220 s   stopped 9
            230 s   started 14
            230 s   task 5 told to stop
            230 s   stopped 5
            240 s   started 15
            280 s   task 1 told to stop
            280 s   stopped 1
            290 s   started 16
            290 s   task 3 told to stop
            290 s   stopped 3
            300 s   started 17
            340 s   task 2 told to stop
            340 s   stopped 2
            350 s   started 18
            350 s   task 4 told to stop
            350 s   stopped 4
            360 s   started 19
            400 s   task 0 told to stop
            400 s   stopped 0
            410 s   deployment 0 removed
            410 s   deployment 1 completed
            410 s   steady
        "#]],
    );
}

#[test]
fn one_task_0_100_stops_before_it_starts() {
    rolled(
        1,
        (0, 100),
        60,
        expect![[r#"
            100 s   deployment 1 started
            110 s   task 0 told to stop
            110 s   stopped 0
            120 s   deployment 0 removed
            120 s   started 1
            130 s   deployment 1 completed
            130 s   steady
        "#]],
    );
}

#[test]
fn one_task_100_200_starts_before_it_stops() {
    rolled(
        1,
        (100, 200),
        90,
        expect![[r#"
            100 s   deployment 1 started
            110 s   started 1
            160 s   task 0 told to stop
            160 s   stopped 0
            170 s   deployment 0 removed
            170 s   deployment 1 completed
            170 s   steady
        "#]],
    );
}

#[test]
fn a_draining_instance_is_left_once_replacements_are_healthy() {
    let (world, cluster) = cluster_of(&[("m5.large", 0), ("m5.large", 1)]);
    let mut run = Run::on(world, cluster, spec(64, 64), 2, (100, 200));
    let own = task_in_group(&mut run.sim.world, cluster, InstanceId(0), "family:app");
    run.advance(100);
    run.drain(0);
    run.advance(120);
    run.story(expect![[r#"
        0 s     deployment 0 started
        10 s    started 1 2
        20 s    deployment 0 completed
        20 s    steady
        110 s   started 3
        160 s   task 1 told to stop
        160 s   stopped 1
        170 s   steady
    "#]]);
    assert!(run.sim.world.tasks.get(own).unwrap().is_live());
}

#[test]
fn draining_at_100_percent_stops_first() {
    let (world, cluster) = cluster_of(&[("m5.large", 0), ("m5.large", 1)]);
    let mut run = Run::on(world, cluster, spec(64, 64), 2, (50, 100));
    run.advance(100);
    run.drain(0);
    run.advance(120);
    run.story(expect![[r#"
        0 s     deployment 0 started
        10 s    started 0 1
        20 s    deployment 0 completed
        20 s    steady
        110 s   task 0 told to stop
        110 s   stopped 0
        120 s   started 2
        130 s   steady
    "#]]);
}
