//! Unhealthy tasks are replaced: rows G3 to G8 of what services do, each with its story.

use super::*;
use crate::lifecycle::faults;
use crate::model::arn::Arns;
use crate::model::surroundings::target_group::{TargetGroup, TargetType};
use crate::model::target::{Balancer, BalancerTarget, TargetState};
use crate::model::task_definition::{HealthCheck, PortMapping};
use crate::model::{FaultId, TargetGroupId, TaskStatus};

/// Probed every 10 s; two failures make it unhealthy.
pub(super) fn checked() -> TaskSpec {
    let mut spec = spec(64, 64);
    spec.containers[0].health_check = Some(HealthCheck {
        command: vec!["CMD-SHELL".into(), "curl localhost".into()],
        interval: Span::seconds(10),
        timeout: Span::seconds(5),
        retries: 2,
        start_period: Span::ZERO,
    });
    spec
}

impl Run {
    fn checked(count: u32, percent: (u32, u32)) -> Run {
        let (world, cluster) =
            cluster_of(&[("m5.4xlarge", 0), ("m5.4xlarge", 1), ("m5.4xlarge", 2)]);
        let mut run = Run::on(world, cluster, checked(), count, percent);
        run.advance(60);
        assert!(run.row().steady_since.is_some(), "{}", run.story_text());
        run
    }

    /// A service with bridge tasks in a target group.
    fn balanced(count: u32, percent: (u32, u32), grace: u64) -> Run {
        let (mut world, cluster) = cluster_of(&[("m5.4xlarge", 0), ("m5.4xlarge", 1)]);
        let groups = &mut Arc::make_mut(&mut world.surroundings).target_groups;
        let group = groups.add(|id| TargetGroup::new(id, "shop", "HTTP", TargetType::Instance));
        let mut spec = spec(64, 64);
        spec.containers[0].ports = vec![PortMapping {
            container_port: 80,
            host_port: 0,
            udp: false,
        }];
        let definition = register(&mut world, spec);
        let mut run = Run {
            sim: Sim::new(world),
            journal: Journal::default(),
            service: ServiceId(0),
        };
        let mut wanted = wanted(cluster, definition, count, percent);
        wanted.grace = Some(Span::seconds(grace));
        wanted.revision.as_mut().unwrap().balancers = Arc::new([Balancer {
            to: BalancerTarget::Group(group),
            container: "app".into(),
            container_port: 80,
            advanced: None,
        }]);
        run.service = run.turn(|turn, _| create(turn, wanted));
        run
    }

    fn fail(&mut self, name: &'static str, task: Option<u32>) -> FaultId {
        let arns = Arns::of(&self.sim.world);
        let task = task.map(|task| arns.task_hex(TaskId(task)));
        let fault = Fault::new(name, self.sim.now)
            .with_text("task", &task.unwrap_or_default())
            .with_text("reason", "Request timed out");
        self.turn(|turn, _| faults::inject(turn, fault))
    }

    pub(super) fn fail_checks(&mut self, task: Option<u32>) -> FaultId {
        self.fail("ContainerHealthCheckFails", task)
    }

    pub(super) fn fail_targets(&mut self, task: Option<u32>) -> FaultId {
        self.fail("TargetHealthCheckFails", task)
    }

    fn clear(&mut self, id: FaultId) {
        self.turn(|turn, _| faults::clear(turn, &[id]));
    }

    /// The story from the present moment on.
    fn story_since(&self, seconds: u64, expected: Expect) {
        let text = self.story_text();
        let late = text.lines().filter(|line| {
            let at = line.split(' ').next().and_then(|at| at.parse().ok());
            at.is_some_and(|at: u64| at >= seconds)
        });
        let late: String = late.map(|line| format!("{line}\n")).collect();
        expected.assert_eq(&late);
    }

    fn target(&self, task: u32) -> TargetState {
        self.sim.world.tasks.get(TaskId(task)).unwrap().targets[0].state
    }
}

/// G3: a failing container health check makes a task unhealthy, and it is replaced. G4: where
/// `maximumPercent` allows, the replacement starts first, and the unhealthy task stops once that
/// is healthy.
#[test]
fn g4_the_replacement_starts_first() {
    let mut run = Run::checked(2, (100, 200));
    run.fail_checks(Some(0));
    run.advance(120);
    run.story_since(
        60,
        expect![[r#"
        80 s    0 failed checks
        80 s    replaced by 2
        100 s   task 0 told to stop
        100 s   stopped 0
        110 s   steady
    "#]],
    );
    let stopped = run.sim.world.tasks.get(TaskId(0)).unwrap();
    let reason = stopped.stopped_reason.as_deref();
    assert_eq!(reason, Some("Task failed container health checks"));
    assert_eq!(stopped.launch, run.primary().launch);
}

/// G3: so does a failing health check of a target group.
#[test]
fn g3_a_failing_target_is_replaced() {
    let mut run = Run::balanced(1, (100, 200), 0);
    run.advance(120);
    assert_eq!(run.target(0), TargetState::Healthy);
    run.fail_targets(Some(0));
    run.advance(600);
    run.story_since(
        0,
        expect![[r#"
            0 s     deployment 0 started
            10 s    started 0
            20 s    registered 1
            60 s    deployment 0 completed
            60 s    steady
            180 s   0 is unhealthy
            180 s   replaced by 1
            190 s   registered 1
            230 s   task 0 told to stop
            230 s   stopped 0
            240 s   deregistered 1
            240 s   0 drains 1
            250 s   steady
        "#]],
    );
    let stopped = run.sim.world.tasks.get(TaskId(0)).unwrap();
    let reason = stopped.stopped_reason.as_deref().unwrap_or_default();
    let start = "Task failed ELB health checks in (target-group arn:aws:elasticloadbalancing:";
    assert!(
        reason.starts_with(start) && reason.ends_with(')'),
        "{reason}"
    );
    assert_eq!(stopped.last_status, TaskStatus::Stopped);
}

/// G5: where the replacement is unhealthy too, one of the two stops, and the next one is tried.
#[test]
fn g5_an_unhealthy_replacement_stops() {
    let mut run = Run::checked(1, (100, 200));
    let fault = run.fail_checks(None);
    run.advance(150);
    run.clear(fault);
    run.advance(100);
    run.story_since(
        60,
        expect![[r#"
        80 s    0 failed checks
        80 s    replaced by 1
        110 s   1 failed checks
        110 s   task 1 told to stop
        110 s   stopped 1
        120 s   replaced by 2
        150 s   2 failed checks
        150 s   task 2 told to stop
        150 s   stopped 2
        160 s   replaced by 3
        190 s   3 failed checks
        190 s   task 3 told to stop
        190 s   stopped 3
        200 s   replaced by 4
        220 s   task 0 told to stop
        220 s   stopped 0
        230 s   steady
    "#]],
    );
    assert_eq!(run.row().tally().wanted(), 1);
}

/// G6: where `maximumPercent` does not allow a replacement first, unhealthy tasks stop one at a
/// time, each followed by its replacement. G7: until all are replaced.
#[test]
fn g6_and_g7_one_at_a_time_until_all_are_replaced() {
    let mut run = Run::checked(3, (0, 100));
    for task in [0, 1, 2] {
        run.fail_checks(Some(task));
    }
    run.advance(300);
    run.story_since(
        60,
        expect![[r#"
            80 s    0 failed checks
            80 s    2 failed checks
            80 s    1 failed checks
            80 s    task 0 told to stop
            80 s    stopped 0
            90 s    replaced by 3
            110 s   task 2 told to stop
            110 s   stopped 2
            120 s   replaced by 4
            140 s   task 1 told to stop
            140 s   stopped 1
            150 s   replaced by 5
            170 s   steady
        "#]],
    );
    assert!(run.row().steady_since.is_some());
    assert!(
        run.row()
            .primary()
            .unwrap()
            .live_tasks
            .iter()
            .eq([3, 4, 5].map(TaskId))
    );
}

/// G6: `minimumHealthyPercent` is a constraint on that.
#[test]
fn g6_the_floor_keeps_unhealthy_tasks() {
    let mut run = Run::checked(3, (100, 125));
    run.fail_checks(Some(1));
    run.advance(300);
    run.story_since(
        60,
        expect![[r#"
        80 s    1 failed checks
    "#]],
    );
}

/// G8: healthy tasks above the desired count are stopped at random.
#[test]
fn g8_healthy_tasks_too_many_stop() {
    let mut run = Run::checked(3, (100, 200));
    let fault = run.fail_checks(Some(0));
    run.advance(23);
    run.clear(fault);
    run.advance(100);
    run.story_since(
        60,
        expect![[r#"
        80 s    0 failed checks
        80 s    replaced by 3
        100 s   task 0 told to stop
        100 s   stopped 0
        110 s   steady
    "#]],
    );
    assert_eq!(run.row().tally().running, 3);
    let stopped = run
        .sim
        .world
        .tasks
        .rows()
        .find(|row| !row.is_wanted())
        .unwrap();
    let reason = stopped.stopped_reason.as_deref().unwrap();
    assert!(
        reason.starts_with("Scaling activity initiated by "),
        "{reason}"
    );
    assert!(!stopped.is_unhealthy());
}

/// The grace period keeps a service from acting, not a target from being unhealthy.
#[test]
fn nothing_is_replaced_within_the_grace_period() {
    let mut run = Run::balanced(1, (100, 200), 300);
    run.fail_targets(Some(0));
    run.advance(200);
    assert_eq!(run.target(0), TargetState::Unhealthy);
    assert!(run.row().steady_since.is_none());
    run.advance(200);
    run.story_since(
        0,
        expect![[r#"
            0 s     deployment 0 started
            10 s    started 0
            20 s    registered 1
            320 s   0 is unhealthy
            320 s   replaced by 1
            330 s   registered 1
            370 s   task 0 told to stop
            370 s   stopped 0
            380 s   deregistered 1
            380 s   0 drains 1
            390 s   deployment 0 completed
            390 s   steady
        "#]],
    );
}

/// A task is registered at the tick after it runs, is deregistered before it stops, and is
/// DEACTIVATING until it is drained. Nothing happens while nothing changes.
#[test]
fn targets_come_and_go_with_tasks() {
    let mut run = Run::balanced(2, (100, 200), 0);
    run.advance(100);
    let before = run.sim.agenda.next_at();
    assert!(
        before.is_none_or(|at| at > run.sim.now + Span::hours(1)),
        "{before:?}"
    );
    run.scale(1);
    run.advance(60);
    let gone = run.sim.world.tasks.rows().find(|row| !row.is_wanted());
    let gone = gone.unwrap().id.0;
    assert_eq!(run.target(gone), TargetState::Draining);
    let status = |run: &Run| run.sim.world.tasks.get(TaskId(gone)).unwrap().last_status;
    assert_eq!(status(&run), TaskStatus::Deactivating);
    run.advance(320);
    assert_eq!(run.target(gone), TargetState::Unused);
    assert_eq!(status(&run), TaskStatus::Stopped);
    run.story_since(
        0,
        expect![[r#"
            0 s     deployment 0 started
            10 s    started 0 1
            20 s    registered 2
            60 s    deployment 0 completed
            60 s    steady
            110 s   task 1 told to stop
            110 s   stopped 1
            120 s   deregistered 1
            120 s   0 drains 1
            130 s   steady
        "#]],
    );
}

/// A rolling update waits for targets, and the old tasks drain.
#[test]
fn a_rolling_update_waits_for_healthy_targets() {
    let mut run = Run::balanced(1, (100, 200), 0);
    run.advance(100);
    let revision = run.primary().revision.clone();
    run.turn(|turn, id| deploy(turn, id, revision));
    run.advance(500);
    run.story_since(
        100,
        expect![[r#"
        100 s   deployment 1 started
        110 s   started 1
        120 s   registered 1
        160 s   task 0 told to stop
        160 s   stopped 0
        170 s   deregistered 1
        170 s   0 drains 1
        480 s   deployment 0 removed
        480 s   deployment 1 completed
        480 s   steady
    "#]],
    );
    assert_eq!(
        TargetGroupId(5),
        run.primary().revision.balancers[0].group()
    );
}
