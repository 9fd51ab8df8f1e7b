//! The first task of a deployment finds out which image a tag means.

use super::*;
use crate::model::service_deployment::Detector;

fn tagged() -> TaskSpec {
    let mut tagged = spec(64, 64);
    tagged.containers[0].image = "nginx:1.27".into();
    tagged
}

fn run_of(spec: TaskSpec, count: u32) -> Run {
    let (world, cluster) = cluster_of(&[("m5.4xlarge", 0), ("m5.4xlarge", 1)]);
    Run::on(world, cluster, spec, count, (100, 200))
}

#[test]
fn one_task_starts_before_the_others_in_each_deployment() {
    let mut run = run_of(tagged(), 4);
    run.advance(100);
    run.scale(6);
    run.advance(100);
    run.roll(tagged());
    run.advance(200);
    run.story(expect![[r#"
        0 s     deployment 0 started
        10 s    started 0
        20 s    started 1 2 3
        30 s    deployment 0 completed
        30 s    steady
        110 s   started 4 5
        120 s   steady
        200 s   deployment 1 started
        210 s   started 6
        220 s   started 7 8 9 10 11
        260 s   task 1 told to stop
        260 s   stopped 1
        270 s   task 0 told to stop
        270 s   task 2 told to stop
        270 s   task 3 told to stop
        270 s   task 4 told to stop
        270 s   task 5 told to stop
        270 s   stopped 0 2 3 4 5
        280 s   deployment 0 removed
        280 s   deployment 1 completed
        280 s   steady
    "#]]);
}

#[test]
fn a_task_that_finds_nothing_out_is_followed_by_one() {
    let mut run = run_of(tagged(), 3);
    let missing = Fault::new("ImageCannotBePulled", run.sim.now);
    run.sim.world.faults.add(|_| missing);
    run.advance(150);
    run.story(expect![[r#"
        0 s     deployment 0 started
        10 s    started 0
        25 s    task 0 told to stop
        30 s    started 1
        43 s    task 1 told to stop
        50 s    started 2
        65 s    task 2 told to stop
        65 s    unable to start
        100 s   started 3
        115 s   task 3 told to stop
    "#]]);
}

#[test]
fn a_rollback_does_not_wait_again() {
    let mut run = run_of(tagged(), 3);
    run.advance(100);
    run.turn(|turn, id| {
        let service = turn.sim.world.services.edit(id).unwrap();
        service.deployments[0].cause = Some(Detector::Request);
        service.deployments[0].has_run = false;
    });
    run.scale(6);
    run.advance(60);
    run.story(expect![[r#"
        0 s     deployment 0 started
        10 s    started 0
        20 s    started 1 2
        30 s    deployment 0 completed
        30 s    steady
        110 s   started 3 4 5
        120 s   steady
    "#]]);
}

#[test]
fn a_container_may_do_without() {
    let mut spec = tagged();
    let documents = serde_json::json!([{ "name": "app", "versionConsistency": "disabled" }]);
    spec.document = Arc::new(serde_json::json!({ "containerDefinitions": documents }));
    assert!(!spec.has_tags());
    assert!(tagged().has_tags());
    let mut run = run_of(spec, 3);
    run.advance(30);
    run.story(expect![[r#"
        0 s     deployment 0 started
        10 s    started 0 1 2
        20 s    deployment 0 completed
        20 s    steady
    "#]]);
}
