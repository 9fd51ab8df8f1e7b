//! Which tasks a service gives up when it wants fewer.

use super::*;

/// How many tasks each instance has.
fn counts(run: &Run) -> Vec<u32> {
    let group = run.sim.world.group(ClusterId(0), &"service:web".into());
    let rows = run.sim.world.instances.rows();
    rows.map(|row| group.map_or(0, |group| group.on_instance(row.id)))
        .collect()
}

/// Instances by type and zone, and a service that is steady on them.
fn steady(instances: &[(&str, u8)], count: u32, strategies: Vec<PlacementStrategy>) -> Run {
    let (world, cluster) = cluster_of(instances);
    let mut run = Run::on(world, cluster, spec(64, 600), count, (100, 200));
    run.turn(|turn, id| {
        let constraints = Vec::new();
        let row = turn.sim.world.services.edit(id).unwrap();
        row.placement = Arc::new(Placement {
            constraints,
            strategies,
        });
        update_launches(turn, id);
    });
    run.advance(60);
    run
}

#[test]
fn the_fullest_zone_gives_up_first() {
    let mut run = steady(&[("m5.large", 0), ("t3.micro", 1)], 4, Vec::new());
    assert_eq!(counts(&run), [3, 1]);
    run.scale(2);
    run.advance(20);
    assert_eq!(counts(&run), [1, 1]);
}

#[test]
fn in_a_zone_the_fullest_instance_gives_up_first() {
    let instances = [("m5.large", 0), ("t3.micro", 0)];
    let mut run = steady(&instances, 5, Vec::new());
    assert_eq!(counts(&run), [4, 1]);
    run.scale(2);
    run.advance(20);
    assert_eq!(counts(&run), [1, 1]);
}

#[test]
fn binpack_empties_the_instance_that_has_the_most_room_then() {
    use crate::model::placement::BinpackField;
    let binpack = vec![PlacementStrategy::Binpack(BinpackField::Memory)];
    let mut run = steady(&[("t3.medium", 0), ("m5.large", 0)], 8, binpack);
    assert_eq!(counts(&run), [6, 2]);
    run.scale(6);
    run.advance(20);
    assert_eq!(counts(&run), [6, 0]);
}

#[test]
fn what_does_not_run_yet_goes_before_what_does() {
    let (world, cluster) = cluster_of(&[("m5.large", 0), ("m5.large", 1)]);
    let mut slow = spec(64, 64);
    slow.containers[0].workload.start_delay = Span::seconds(30);
    let mut run = Run::on(world, cluster, slow, 2, (100, 200));
    run.advance(90);
    run.scale(5);
    run.advance(10);
    assert_eq!(run.row().tally().starting, 3);
    run.scale(2);
    run.advance(10);
    assert_eq!(run.row().tally().running, 2);
    let kept = [0, 1].map(|task| run.sim.world.tasks.get(TaskId(task)).unwrap().is_wanted());
    assert_eq!(kept, [true, true]);
}

#[test]
fn a_minute_launches_500_tasks_of_a_service_at_most() {
    let instances = [("m5.4xlarge", 0); 12];
    let (world, cluster) = cluster_of(&instances);
    let mut run = Run::on(world, cluster, spec(16, 64), 600, (100, 200));
    let to = run.sim.now + Span::seconds(59);
    run.sim.advance(to, &mut run.journal, u32::MAX);
    assert_eq!(run.row().tally().wanted(), 500);
    let to = run.sim.now + Span::seconds(20);
    run.sim.advance(to, &mut run.journal, u32::MAX);
    assert_eq!(run.row().tally().wanted(), 600);
}
