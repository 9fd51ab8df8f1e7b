//! A service keeps, changes and gives up its number of tasks.

use super::*;

#[test]
fn reaches_its_count_and_says_so() {
    let mut run = Run::new(3, (100, 200));
    assert_eq!(run.primary().desired_count, 0);
    run.advance(60);
    run.story(expect![[r#"
        0 s     deployment 0 started
        10 s    started 0 1 2
        20 s    deployment 0 completed
        20 s    steady
    "#]]);
    assert_eq!(run.primary().desired_count, 3);
    let texts: Vec<String> = run
        .row()
        .events
        .iter()
        .map(|event| run.words(&event.message))
        .collect();
    expect![[r#"
        (service web)
        has reached a steady state.
        (service web) (deployment ecs-svc/2483591792909330242) deployment completed.
        (service web)
        has started 3 tasks:
          (task 1c3ab5889e8820b5236c2b1ae492428c)
          (task 99ec662656759dee84a2140486732d44)
          (task 1298be48bc16b0be2645f530e23f3974)."#]]
    .assert_eq(&texts.join("\n"));
}

#[test]
fn a_task_that_ends_is_replaced_at_the_next_tick() {
    let mut run = Run::new(2, (100, 200));
    run.advance(60);
    run.stop_task(1);
    run.advance(30);
    let crash = Fault::new("ContainerCrashes", run.sim.now)
        .with_text("container", "app")
        .with_number("exitCode", 1);
    run.turn(|turn, _| task::reconsider(turn, TaskId(0)));
    run.sim.world.faults.add(|_| crash);
    run.turn(|turn, _| task::reconsider(turn, TaskId(0)));
    run.sim.world.faults = Default::default();
    run.advance(60);
    run.story(expect![[r#"
        0 s     deployment 0 started
        10 s    started 0 1
        20 s    deployment 0 completed
        20 s    steady
        60 s    task 1 told to stop
        70 s    started 2
        80 s    steady
        90 s    task 0 told to stop
        100 s   started 3
        110 s   steady
    "#]]);
}

#[test]
fn scales_out_and_in_where_most_tasks_are() {
    let (world, cluster) = cluster_of(&[("m5.large", 0), ("m5.large", 0), ("m5.large", 1)]);
    let mut run = Run::on(world, cluster, spec(64, 64), 2, (100, 200));
    run.advance(60);
    run.scale(6);
    run.advance(60);
    run.scale(2);
    run.advance(60);
    run.scale(0);
    run.advance(60);
    run.story(expect![[r#"
        0 s     deployment 0 started
        10 s    started 0 1
        20 s    deployment 0 completed
        20 s    steady
        70 s    started 2 3 4 5
        80 s    steady
        130 s   task 1 told to stop
        130 s   task 4 told to stop
        130 s   task 5 told to stop
        130 s   task 2 told to stop
        130 s   stopped 1 4 5 2
        140 s   steady
        190 s   task 0 told to stop
        190 s   task 3 told to stop
        190 s   stopped 0 3
        200 s   steady
    "#]]);
}

#[test]
fn four_to_two_takes_from_the_crowded_zone() {
    let (world, cluster) = cluster_of(&[("m5.large", 0), ("t2.micro", 1)]);
    let mut run = Run::on(world, cluster, spec(64, 600), 4, (100, 200));
    let zones = |run: &Run| run.sim.world.groups.values().next().unwrap().zones;
    run.advance(60);
    assert_eq!(zones(&run), [3, 1, 0]);
    run.scale(2);
    run.advance(30);
    assert_eq!(zones(&run), [1, 1, 0]);
}

#[test]
fn failing_starts_are_tried_less_and_less_often() {
    let (mut world, cluster) = cluster_of(&[("m5.large", 0)]);
    let fault = Fault::new("ImageCannotBePulled", SimTime::START);
    world.faults.add(|_| fault);
    let mut run = Run::on(world, cluster, spec(64, 64), 1, (100, 200));
    run.advance(600);
    run.sim.world.faults = Default::default();
    run.advance(900);
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
        180 s   started 4
        194 s   task 4 told to stop
        320 s   started 5
        335 s   task 5 told to stop
        580 s   started 6
        595 s   task 6 told to stop
        1080 s  started 7
        1090 s  deployment 0 completed
        1090 s  steady
    "#]]);
    assert_eq!(run.row().throttle.failed_starts, 0);
}

#[test]
fn waits_for_room_and_says_why_once() {
    let (world, cluster) = cluster_of(&[("t2.micro", 0)]);
    let mut run = Run::on(world, cluster, spec(64, 600), 2, (100, 200));
    run.advance(3_600);
    let said = run.row().events[0].message.clone();
    expect![[r#"
        (service web) was unable to place a task
        because no container instance met all of its requirements.
        The closest matching (container-instance 11095f947155bfebba009fb0bcd887d1)
        has insufficient memory available.
        For more information, see the Troubleshooting section."#]]
    .assert_eq(&run.words(&said));
    let instance = add_instance(&mut run.sim.world, cluster, "t2.micro", 1);
    run.turn(|turn, _| instance_changed(turn, instance));
    run.advance(60);
    run.story(expect![[r#"
        0 s     deployment 0 started
        10 s    started 0
        10 s    could not launch
        10 s    unable to place
        3610 s  started 1
        3620 s  deployment 0 completed
        3620 s  steady
    "#]]);
    assert!(run.sim.world.unplaced.is_empty());
}

#[test]
fn an_empty_cluster_has_no_instances() {
    let (world, cluster) = cluster_of(&[]);
    let mut run = Run::on(world, cluster, spec(64, 64), 1, (100, 200));
    run.advance(6 * 3_600 + 60);
    let texts: Vec<String> = run
        .row()
        .events
        .iter()
        .map(|event| run.words(&event.message))
        .collect();
    assert_eq!(texts.len(), 2, "{texts:?}");
    expect![[r#"
        (service web) was unable to place a task
        because no container instance met all of its requirements.
        Reason: No Container Instances were found in your cluster.
        For more information, see the Troubleshooting section."#]]
    .assert_eq(&texts[0]);
}

#[test]
fn a_deleted_service_drains_and_is_inactive() {
    let mut run = Run::new(2, (100, 200));
    run.advance(60);
    run.turn(delete);
    run.advance(60);
    run.story(expect![[r#"
        0 s     deployment 0 started
        10 s    started 0 1
        20 s    deployment 0 completed
        20 s    steady
        60 s    DRAINING
        70 s    task 0 told to stop
        70 s    task 1 told to stop
        70 s    stopped 0 1
        80 s    INACTIVE
    "#]]);
    assert_eq!(run.row().status, ServiceStatus::Inactive);
}

#[test]
fn launches_500_tasks_a_minute_where_quotas_hold() {
    let (mut world, cluster) = cluster_of(&[]);
    for zone in 0..60 {
        add_instance(&mut world, cluster, "m5.4xlarge", zone % 3);
    }
    let mut run = Run::on(world, cluster, spec(64, 64), 1_200, (100, 200));
    run.sim.world.settings.quotas = true;
    let counts: Vec<u32> = [50, 60, 60]
        .into_iter()
        .map(|seconds| run.advance(seconds).row().tally().total())
        .collect();
    assert_eq!(counts, [500, 1_000, 1_200]);
}

#[test]
fn a_steady_service_says_so_every_six_hours() {
    let mut run = Run::new(1, (100, 200));
    run.advance(13 * 3_600);
    run.story(expect![[r#"
        0 s     deployment 0 started
        10 s    started 0
        20 s    deployment 0 completed
        20 s    steady
        21620 s steady
        43220 s steady
    "#]]);
    assert!(run.sim.agenda.len() < 5);
}

#[test]
fn fargate_services_balance_their_zones() {
    let (mut world, cluster) = cluster_of(&[]);
    let definition = register(&mut world, awsvpc(spec(256, 512)));
    let mut wanted = wanted(cluster, definition, 5, (100, 200));
    wanted.revision.as_mut().unwrap().launch_type = LaunchType::Fargate;
    wanted.revision.as_mut().unwrap().network = Some(network(&[0, 1, 2]));
    let mut run = Run {
        sim: Sim::new(world),
        journal: Journal::default(),
        service: ServiceId(0),
    };
    run.turn(|turn, _| create(turn, wanted));
    run.advance(60);
    let zones = |run: &Run| run.sim.world.groups.values().next().unwrap().zones;
    assert_eq!(zones(&run), [2, 2, 1]);
    run.scale(3);
    run.advance(60);
    assert_eq!(zones(&run), [1, 1, 1]);
    let task = run.sim.world.tasks.rows().next().unwrap();
    assert_eq!(task.launch.platform_version.as_deref(), Some("1.4.0"));
}

#[test]
fn strategies_of_the_service_decide_where_tasks_go() {
    let (mut world, cluster) = cluster_of(&[("m5.large", 0), ("m5.large", 0), ("m5.large", 1)]);
    let definition = register(&mut world, spec(64, 64));
    let mut wanted = wanted(cluster, definition, 3, (100, 200));
    wanted.placement = Arc::new(Placement {
        constraints: Vec::new(),
        strategies: vec![PlacementStrategy::Spread(SpreadField::InstanceId)],
    });
    let mut run = Run {
        sim: Sim::new(world),
        journal: Journal::default(),
        service: ServiceId(0),
    };
    run.turn(|turn, _| create(turn, wanted));
    run.advance(60);
    let group = run.sim.world.groups.values().next().unwrap();
    assert!(group.instances().all(|(_, count)| count == 1));
}
