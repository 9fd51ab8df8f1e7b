//! Tasks that are protected from scale-in.

use super::*;

fn protect(run: &mut Run, tasks: &[u32], seconds: u64) {
    let until = run.sim.now + Span::seconds(seconds);
    run.turn(|turn, _| {
        for task in tasks {
            super::super::protect(turn, TaskId(*task), Some(until));
        }
    });
}

fn steady(count: u32, percent: (u32, u32)) -> Run {
    let mut run = Run::new(count, percent);
    run.advance(100);
    run.journal = Journal::default();
    run.sim.events = 0;
    run
}

#[test]
fn scale_in_stops_the_others_and_the_rest_when_the_protection_ends() {
    let mut run = steady(4, (100, 200));
    protect(&mut run, &[0, 1, 2], 100);
    run.scale(1);
    run.advance(150).story(expect![[r#"
        110 s   task 3 told to stop
        110 s   stopped 3
        110 s   protected tasks of 0
        210 s   task 2 told to stop
        210 s   task 1 told to stop
        210 s   stopped 2 1
        220 s   steady
    "#]]);
}

#[test]
fn a_deployment_at_100_percent_is_blocked_by_protected_tasks() {
    let mut run = steady(2, (0, 100));
    protect(&mut run, &[0, 1], 120);
    run.roll(spec(64, 64));
    run.advance(200).story(expect![[r#"
        100 s   deployment 1 started
        110 s   protected tasks of 0
        230 s   task 0 told to stop
        230 s   task 1 told to stop
        230 s   stopped 0 1
        240 s   deployment 0 removed
        240 s   started 2 3
        250 s   deployment 1 completed
        250 s   steady
    "#]]);
}

#[test]
fn with_room_above_the_new_tasks_run_beside_the_protected_ones() {
    let mut run = steady(2, (100, 200));
    protect(&mut run, &[0], 600);
    run.roll(spec(64, 64));
    run.advance(100).story(expect![[r#"
        100 s   deployment 1 started
        110 s   started 2 3
        160 s   protected tasks of 0
        160 s   task 1 told to stop
        160 s   stopped 1
    "#]]);
}

#[test]
fn protection_holds_back_neither_stop_task_nor_a_deleted_service() {
    let mut run = steady(2, (100, 200));
    protect(&mut run, &[0, 1], 600);
    run.stop_task(0);
    assert!(!run.sim.world.tasks.get(TaskId(0)).unwrap().is_wanted());
    run.turn(delete);
    run.advance(30);
    assert_eq!(run.row().status, ServiceStatus::Inactive);
}
