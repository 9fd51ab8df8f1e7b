//! Services as their event lists tell it.

use super::*;
use crate::lifecycle::fixtures::*;
use crate::lifecycle::{Event, Sim, task};
use crate::model::fault::{Fault, FaultKind};
use crate::model::placement::{Placement, PlacementStrategy, SpreadField};
use crate::model::service::{PropagateTags, Revision, ServiceMessage};
use crate::model::task::LaunchType;
use crate::model::task_definition::TaskSpec;
use crate::model::{ClusterId, DefinitionId, Service, ServiceStatus, StopCode, TaskId, World};
use crate::sim::{Journal, Span};
use expect_test::{Expect, expect};
use std::sync::Arc;

/// A service in a run of its own.
struct Run {
    sim: Sim,
    journal: Journal<Event>,
    service: ServiceId,
}

fn revision(definition: DefinitionId) -> Revision {
    Revision {
        definition,
        launch_type: LaunchType::Ec2,
        platform_version: None,
        network: None,
    }
}

fn wanted(cluster: ClusterId, definition: DefinitionId, count: u32, percent: (u32, u32)) -> Wanted {
    Wanted {
        cluster,
        name: "web".into(),
        desired_count: count,
        minimum_healthy_percent: percent.0,
        maximum_percent: percent.1,
        placement: Arc::default(),
        revision: revision(definition),
        extras: Arc::default(),
        tags: Arc::new(serde_json::json!([])),
        propagate_tags: PropagateTags::None,
        managed_tags: false,
        enable_execute_command: false,
    }
}

impl Run {
    /// A service of `count` small tasks on roomy instances in three zones.
    fn new(count: u32, percent: (u32, u32)) -> Run {
        let (world, cluster) =
            cluster_of(&[("m5.4xlarge", 0), ("m5.4xlarge", 1), ("m5.4xlarge", 2)]);
        Run::on(world, cluster, spec(64, 64), count, percent)
    }

    fn on(
        mut world: World,
        cluster: ClusterId,
        spec: TaskSpec,
        count: u32,
        percent: (u32, u32),
    ) -> Run {
        let definition = register(&mut world, spec);
        let mut run = Run {
            sim: Sim::new(world),
            journal: Journal::default(),
            service: ServiceId(0),
        };
        let wanted = wanted(cluster, definition, count, percent);
        run.service = run.turn(|turn, _| create(turn, wanted));
        run
    }

    fn turn<T>(&mut self, act: impl FnOnce(&mut Turn, ServiceId) -> T) -> T {
        let mut turn = Turn {
            sim: &mut self.sim,
            journal: &mut self.journal,
        };
        let done = act(&mut turn, self.service);
        self.sim.settle(&mut self.journal);
        done
    }

    fn advance(&mut self, seconds: u64) -> &mut Run {
        let to = self.sim.now + Span::seconds(seconds);
        // By steps, so that the invariants are looked at between them.
        while self.sim.now < to {
            let next = self.sim.agenda.next_at().unwrap_or(to).min(to);
            self.sim
                .advance(next.max(self.sim.now), &mut self.journal, u32::MAX);
            if next >= to {
                self.sim.advance(to, &mut self.journal, u32::MAX);
            }
        }
        self
    }

    fn row(&self) -> &Service {
        self.sim.world.services.get(self.service).unwrap()
    }

    fn scale(&mut self, count: u32) {
        self.turn(|turn, id| {
            turn.sim.world.services.edit(id).unwrap().desired_count = count;
            wake(turn, id);
        });
    }

    /// Deploys a new revision.
    fn roll(&mut self, spec: TaskSpec) {
        let definition = register(&mut self.sim.world, spec);
        self.turn(|turn, id| deploy(turn, id, Arc::new(revision(definition))));
    }

    fn stop_task(&mut self, task: u32) {
        let reason = "by hand".into();
        self.turn(|turn, _| {
            task::stop(turn, TaskId(task), StopCode::UserInitiated, &reason);
        });
    }

    fn drain(&mut self, instance: u32) {
        self.turn(|turn, _| {
            let instance = InstanceId(instance);
            let row = turn.sim.world.instances.edit(instance).unwrap();
            row.status = InstanceStatus::Draining;
            instance_changed(turn, instance);
        });
    }

    fn story(&self, expected: Expect) {
        expected.assert_eq(&self.story_text());
    }

    /// What the journal tells of the service, one line each.
    fn story_text(&self) -> String {
        let mut text = String::new();
        for (_, entry) in self.journal.since(0) {
            let Some(line) = line(&entry.event) else {
                continue;
            };
            let at = entry.at.0 / 1_000;
            text += &format!("{at:>4} s  {line}\n");
        }
        text
    }
}

fn numbers(tasks: &[TaskId]) -> String {
    let numbers: Vec<String> = tasks.iter().map(|task| task.0.to_string()).collect();
    numbers.join(" ")
}

fn line(event: &Event) -> Option<String> {
    match event {
        Event::ServiceSaid { message, .. } => Some(match &**message {
            ServiceMessage::SteadyState => "steady".into(),
            ServiceMessage::StartedTasks(tasks) => format!("started {}", numbers(tasks)),
            ServiceMessage::StoppedTasks(tasks) => format!("stopped {}", numbers(tasks)),
            ServiceMessage::DeploymentCompleted(id) => format!("deployment {} completed", id.0),
            ServiceMessage::DeploymentStuck => "stuck".into(),
            ServiceMessage::UnableToStart => "unable to start".into(),
            ServiceMessage::UnableToPlace(_) => "unable to place".into(),
        }),
        Event::DeploymentStarted(_, id) => Some(format!("deployment {} started", id.0)),
        Event::DeploymentRemoved(_, id) => Some(format!("deployment {} removed", id.0)),
        Event::ServiceStatus(_, status) => Some(status.name().into()),
        Event::TaskStopRequested { task, .. } => Some(format!("task {} told to stop", task.0)),
        _ => None,
    }
}

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
fn reaches_its_count_and_says_so() {
    let mut run = Run::new(3, (100, 200));
    assert_eq!(run.row().primary().desired_count, 0);
    run.advance(60);
    run.story(expect![[r#"
           0 s  deployment 0 started
          10 s  started 0 1 2
          20 s  deployment 0 completed
          20 s  steady
    "#]]);
    assert_eq!(run.row().primary().desired_count, 3);
    let texts: Vec<String> = run
        .row()
        .events
        .iter()
        .map(|event| text(&run.sim.world, run.service, &event.message))
        .collect();
    expect![[r#"
        (service web) has reached a steady state.
        (service web) (deployment ecs-svc/2483591792909330242) deployment completed.
        (service web) has started 3 tasks: (task 1c3ab5889e8820b5236c2b1ae492428c) (task 99ec662656759dee84a2140486732d44) (task 1298be48bc16b0be2645f530e23f3974)."#]].assert_eq(&texts.join("\n"));
}

#[test]
fn four_tasks_50_100_go_two_by_two_in_place() {
    rolled(
        4,
        (50, 100),
        200,
        expect![[r#"
             100 s  deployment 1 started
             110 s  task 3 told to stop
             110 s  task 2 told to stop
             110 s  stopped 3 2
             120 s  started 4 5
             170 s  task 0 told to stop
             170 s  task 1 told to stop
             170 s  stopped 0 1
             180 s  deployment 0 removed
             180 s  started 6 7
             190 s  deployment 1 completed
             190 s  steady
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
             100 s  deployment 1 started
             110 s  started 4 5 6 7
             160 s  task 0 told to stop
             160 s  task 1 told to stop
             160 s  task 2 told to stop
             160 s  task 3 told to stop
             160 s  stopped 0 1 2 3
             170 s  deployment 0 removed
             170 s  deployment 1 completed
             170 s  steady
        "#]],
    );
}

#[test]
fn four_tasks_100_150_start_two_then_stop_two() {
    rolled(
        4,
        (100, 150),
        200,
        expect![[r#"
             100 s  deployment 1 started
             110 s  started 4 5
             160 s  task 3 told to stop
             160 s  task 2 told to stop
             160 s  stopped 3 2
             170 s  started 6 7
             220 s  task 0 told to stop
             220 s  task 1 told to stop
             220 s  stopped 0 1
             230 s  deployment 0 removed
             230 s  deployment 1 completed
             230 s  steady
        "#]],
    );
}

#[test]
fn limits_that_round_to_the_count_are_stuck() {
    for (count, percent) in [(3, (100, 125)), (2, (75, 100)), (1, (50, 100))] {
        let stuck = " 100 s  deployment 1 started\n 110 s  stuck\n21710 s  stuck\n";
        let seconds = 7 * 3_600;
        let run = rolled_as(count, percent, seconds);
        assert_eq!(run.story_text(), stuck);
        assert_eq!(run.row().deployments.len(), 2);
        assert_eq!(run.row().primary().desired_count, 0);
    }
}

#[test]
fn ten_tasks_90_110_go_one_or_two_at_a_time() {
    rolled(
        10,
        (90, 110),
        600,
        expect![[r#"
             100 s  deployment 1 started
             110 s  started 10
             110 s  task 6 told to stop
             110 s  stopped 6
             120 s  started 11
             160 s  task 8 told to stop
             160 s  stopped 8
             170 s  started 12
             170 s  task 7 told to stop
             170 s  stopped 7
             180 s  started 13
             220 s  task 9 told to stop
             220 s  stopped 9
             230 s  started 14
             230 s  task 5 told to stop
             230 s  stopped 5
             240 s  started 15
             280 s  task 1 told to stop
             280 s  stopped 1
             290 s  started 16
             290 s  task 3 told to stop
             290 s  stopped 3
             300 s  started 17
             340 s  task 2 told to stop
             340 s  stopped 2
             350 s  started 18
             350 s  task 4 told to stop
             350 s  stopped 4
             360 s  started 19
             400 s  task 0 told to stop
             400 s  stopped 0
             410 s  deployment 0 removed
             410 s  deployment 1 completed
             410 s  steady
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
             100 s  deployment 1 started
             110 s  task 0 told to stop
             110 s  stopped 0
             120 s  deployment 0 removed
             120 s  started 1
             130 s  deployment 1 completed
             130 s  steady
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
             100 s  deployment 1 started
             110 s  started 1
             160 s  task 0 told to stop
             160 s  stopped 0
             170 s  deployment 0 removed
             170 s  deployment 1 completed
             170 s  steady
        "#]],
    );
}

#[test]
fn a_task_that_ends_is_replaced_at_the_next_tick() {
    let mut run = Run::new(2, (100, 200));
    run.advance(60);
    run.stop_task(1);
    run.advance(30);
    let crash = FaultKind::ContainerCrashes {
        cluster: None,
        container: "app".into(),
        exit_code: 1,
        after: Span::ZERO,
    };
    let since = run.sim.now;
    run.turn(|turn, _| task::reconsider(turn, TaskId(0)));
    run.sim.world.faults.add(|_| Fault { since, kind: crash });
    run.turn(|turn, _| task::reconsider(turn, TaskId(0)));
    run.sim.world.faults = Default::default();
    run.advance(60);
    run.story(expect![[r#"
           0 s  deployment 0 started
          10 s  started 0 1
          20 s  deployment 0 completed
          20 s  steady
          60 s  task 1 told to stop
          70 s  started 2
          80 s  steady
          90 s  task 0 told to stop
         100 s  started 3
         110 s  steady
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
           0 s  deployment 0 started
          10 s  started 0 1
          20 s  deployment 0 completed
          20 s  steady
          70 s  started 2 3 4 5
          80 s  steady
         130 s  task 1 told to stop
         130 s  task 4 told to stop
         130 s  task 5 told to stop
         130 s  task 2 told to stop
         130 s  stopped 1 4 5 2
         140 s  steady
         190 s  task 0 told to stop
         190 s  task 3 told to stop
         190 s  stopped 0 3
         200 s  steady
    "#]]);
}

#[test]
fn four_to_two_takes_from_the_crowded_zone() {
    let (mut world, cluster) = cluster_of(&[("m5.large", 0), ("m5.large", 1)]);
    world
        .instances
        .edit(InstanceId(1))
        .unwrap()
        .remaining
        .memory_mib = 64;
    let mut run = Run::on(world, cluster, spec(64, 64), 4, (100, 200));
    run.advance(60);
    run.scale(2);
    run.advance(30);
    let zones: Vec<u32> = run.sim.world.groups.values().next().unwrap().zones.to_vec();
    assert_eq!(zones, [1, 1, 0]);
}

#[test]
fn failing_starts_are_tried_less_and_less_often() {
    let (mut world, cluster) = cluster_of(&[("m5.large", 0)]);
    let kind = FaultKind::ImageCannotBePulled { image: "".into() };
    let since = SimTime::START;
    world.faults.add(|_| Fault { since, kind });
    let mut run = Run::on(world, cluster, spec(64, 64), 1, (100, 200));
    run.advance(600);
    run.sim.world.faults = Default::default();
    run.advance(900);
    run.story(expect![[r#"
           0 s  deployment 0 started
          10 s  started 0
          25 s  task 0 told to stop
          30 s  started 1
          43 s  task 1 told to stop
          50 s  started 2
          65 s  task 2 told to stop
          65 s  unable to start
         100 s  started 3
         115 s  task 3 told to stop
         180 s  started 4
         194 s  task 4 told to stop
         320 s  started 5
         335 s  task 5 told to stop
         580 s  started 6
         595 s  task 6 told to stop
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
    expect!["(service web) was unable to place a task because no container instance met all of its requirements. The closest matching (container-instance 11095f947155bfebba009fb0bcd887d1) has insufficient memory available. For more information, see the Troubleshooting section."].assert_eq(&text(&run.sim.world, run.service, &said));
    let instance = add_instance(&mut run.sim.world, cluster, "t2.micro", 1);
    run.turn(|turn, _| instance_changed(turn, instance));
    run.advance(60);
    run.story(expect![[r#"
           0 s  deployment 0 started
          10 s  started 0
          10 s  unable to place
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
        .map(|event| text(&run.sim.world, run.service, &event.message))
        .collect();
    assert_eq!(texts.len(), 2, "{texts:?}");
    expect!["(service web) was unable to place a task because no container instance met all of its requirements. Reason: No Container Instances were found in your cluster. For more information, see the Troubleshooting section."].assert_eq(&texts[0]);
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
           0 s  deployment 0 started
          10 s  started 1 2
          20 s  deployment 0 completed
          20 s  steady
         110 s  started 3
         160 s  task 1 told to stop
         160 s  stopped 1
         170 s  steady
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
           0 s  deployment 0 started
          10 s  started 0 1
          20 s  deployment 0 completed
          20 s  steady
         110 s  task 0 told to stop
         110 s  stopped 0
         120 s  started 2
         130 s  steady
    "#]]);
}

#[test]
fn a_deleted_service_drains_and_is_inactive() {
    let mut run = Run::new(2, (100, 200));
    run.advance(60);
    run.turn(delete);
    run.advance(60);
    run.story(expect![[r#"
           0 s  deployment 0 started
          10 s  started 0 1
          20 s  deployment 0 completed
          20 s  steady
          60 s  DRAINING
          70 s  task 0 told to stop
          70 s  task 1 told to stop
          70 s  stopped 0 1
          80 s  INACTIVE
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
           0 s  deployment 0 started
          10 s  started 0
          20 s  deployment 0 completed
          20 s  steady
        21620 s  steady
        43220 s  steady
    "#]]);
    assert!(run.sim.agenda.len() < 5);
}

#[test]
fn fargate_services_balance_their_zones() {
    let (mut world, cluster) = cluster_of(&[]);
    let definition = register(&mut world, awsvpc(spec(256, 512)));
    let mut wanted = wanted(cluster, definition, 5, (100, 200));
    wanted.revision.launch_type = LaunchType::Fargate;
    wanted.revision.network = Some(network(&[0, 1, 2]));
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
    assert!(group.instances.values().all(|count| *count == 1));
}
