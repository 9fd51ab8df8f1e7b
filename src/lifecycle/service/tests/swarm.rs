//! Random commands and faults, with every invariant looked at after every step.

use super::*;
use crate::lifecycle::capacity;
use crate::model::deployment_configuration::{CircuitBreaker, DeploymentAlarms, Steps};
use crate::model::lifecycle_hook::{HookAction, HookTarget, HookTimeout, LifecycleHook};
use crate::model::placement::PlacementConstraint;
use crate::model::surroundings::alarm::AlarmState;
use crate::model::target::{Balancer, BalancerTarget};
use crate::model::task_definition::PortMapping;
use crate::model::{
    DeploymentConfiguration, DesiredStatus, InstanceId, ServiceDeploymentStatus, Stage,
    TargetGroupId, TaskStatus,
};
use proptest::prelude::*;
use std::collections::BTreeMap;

/// Something that happens to a world with services.
#[derive(Clone, Debug)]
enum Act {
    Wait(u64),
    Scale(usize, u32),
    Roll(usize, u32, bool),
    Force(usize),
    StopTask(usize),
    Drain(usize, bool),
    Disconnect(usize, bool),
    Lose(usize),
    AddInstance(u8),
    Break(bool),
    Alarm(bool),
    Stop(usize, bool),
    Answer(usize, bool),
    Sicken(usize, bool),
    Cure,
    Delete(usize),
}

fn acts() -> impl Strategy<Value = Vec<Act>> {
    let act = prop_oneof![
        6 => (1u64..90).prop_map(Act::Wait),
        3 => (0..3usize, 0..9u32).prop_map(|(service, count)| Act::Scale(service, count)),
        2 => (0..3usize, 1..1_000u32, any::<bool>())
            .prop_map(|(service, size, crash)| Act::Roll(service, size, crash)),
        1 => (0..3usize).prop_map(Act::Force),
        2 => (0..40usize).prop_map(Act::StopTask),
        2 => (0..6usize, any::<bool>()).prop_map(|(instance, on)| Act::Drain(instance, on)),
        1 => (0..6usize, any::<bool>()).prop_map(|(instance, on)| Act::Disconnect(instance, on)),
        1 => (0..6usize).prop_map(Act::Lose),
        1 => (0..3u8).prop_map(Act::AddInstance),
        1 => any::<bool>().prop_map(Act::Break),
        1 => any::<bool>().prop_map(Act::Alarm),
        1 => (0..3usize, any::<bool>()).prop_map(|(service, back)| Act::Stop(service, back)),
        1 => (0..3usize, any::<bool>()).prop_map(|(service, on)| Act::Answer(service, on)),
        3 => (0..40usize, any::<bool>()).prop_map(|(task, target)| Act::Sicken(task, target)),
        1 => Just(Act::Cure),
        1 => (0..3usize).prop_map(Act::Delete),
    ];
    prop::collection::vec(act, 1..40)
}

/// A circuit breaker, alarms, traffic shifts: one of each.
fn configuration(name: &str) -> DeploymentConfiguration {
    let mut given = DeploymentConfiguration {
        breaker: Some(CircuitBreaker {
            enable: name != "dns",
            rollback: true,
            ..CircuitBreaker::default()
        }),
        ..DeploymentConfiguration::default()
    };
    if name == "web" {
        given.alarms = Some(DeploymentAlarms {
            names: vec!["errors".into()],
            enable: true,
            rollback: true,
        });
    }
    if name == "dns" {
        given.strategy = Some(crate::model::Strategy::Linear);
        given.bake_minutes = Some(1);
        given.linear = Some(Steps {
            permille: Some(400),
            bake_minutes: Some(1),
        });
        given.hooks = Some(vec![LifecycleHook {
            target_type: Some(HookTarget::Pause),
            target_arn: None,
            role_arn: None,
            stages: vec![Stage::PostScaleUp],
            details: None,
            timeout: Some(HookTimeout {
                minutes: Some(2),
                action: Some(HookAction::Continue),
            }),
        }]);
    }
    given
}

/// A run with three services of different limits.
fn swarm(seed: u64) -> Run {
    let (mut world, cluster) = cluster_of(&[("t3.medium", 0), ("t3.medium", 1), ("m5.large", 2)]);
    world.settings.seed = seed;
    let bridge = register(&mut world, spec(256, 300));
    let mut watched = super::healing::checked();
    watched.containers[0].ports = vec![PortMapping {
        container_port: 80,
        host_port: 0,
        udp: false,
    }];
    let watched = register(&mut world, watched);
    let mut ported = awsvpc(spec(100, 200));
    ported.needs.udp_ports = vec![53];
    let ported = register(&mut world, ported);
    let mut run = Run {
        sim: Sim::new(world),
        journal: Journal::default(),
        service: ServiceId(0),
    };
    for (name, definition, percent) in [
        ("web", watched, (100, 200)),
        ("api", bridge, (50, 100)),
        ("dns", ported, (0, 150)),
    ] {
        let mut wanted = wanted(cluster, definition, 3, percent);
        wanted.name = name.into();
        wanted.configuration = Arc::new(configuration(name));
        wanted.revision.as_mut().unwrap().network =
            (definition == ported).then(|| network(&[0, 1, 2]));
        if name == "web" {
            wanted.grace = Some(Span::seconds(20));
            wanted.revision.as_mut().unwrap().balancers = Arc::new([Balancer {
                to: BalancerTarget::Group(TargetGroupId(2)),
                container: "app".into(),
                container_port: 80,
                advanced: None,
            }]);
        }
        if name == "api" {
            wanted.placement = Arc::new(Placement {
                constraints: vec![PlacementConstraint::DistinctInstance],
                strategies: vec![PlacementStrategy::Random],
            });
        }
        run.turn(|turn, _| create(turn, wanted));
    }
    run
}

fn instance(run: &Run, nth: usize) -> Option<InstanceId> {
    let instances = run.sim.world.instances.len();
    let mut ids = run.sim.world.instances.iter().map(|(id, _)| id);
    ids.nth(nth % instances.max(1))
}

fn roll_to(run: &mut Run, id: ServiceId, memory_mib: u32, crash: bool) {
    let row = run.sim.world.services.get(id).unwrap();
    let mut revision = (*row.primary().unwrap().revision).clone();
    let old = run.sim.world.definitions.get(revision.definition).unwrap();
    let mut spec = (*old.spec).clone();
    spec.needs.resources.memory_mib = memory_mib;
    spec.containers[0].memory_mib = Some(memory_mib);
    spec.containers[0].workload.run_for = crash.then(|| Span::seconds(7));
    revision.definition = register(&mut run.sim.world, spec);
    run.turn(|turn, _| deploy(turn, id, Arc::new(revision)));
}

fn set_instance(run: &mut Run, nth: usize, change: impl Fn(&mut crate::model::ContainerInstance)) {
    let Some(id) = instance(run, nth) else { return };
    run.turn(|turn, _| {
        change(turn.sim.world.instances.edit(id).unwrap());
        instance_changed(turn, id);
    });
}

fn act(run: &mut Run, act: &Act) {
    let active = |run: &Run, nth: usize| {
        let id = ServiceId(nth as u32);
        let row = run.sim.world.services.get(id)?;
        (row.status == ServiceStatus::Active).then_some(id)
    };
    match *act {
        Act::Wait(seconds) => drop(run.advance(seconds)),
        Act::Scale(nth, count) => {
            if let Some(id) = active(run, nth) {
                run.service = id;
                run.scale(count);
            }
        }
        Act::Roll(nth, size, crash) => {
            if let Some(id) = active(run, nth) {
                roll_to(run, id, size, crash);
            }
        }
        Act::Force(nth) => {
            if let Some(id) = active(run, nth) {
                let revision = run.sim.world.services.get(id).unwrap().primary().unwrap();
                let revision = revision.revision.clone();
                run.turn(|turn, _| deploy(turn, id, revision));
            }
        }
        Act::StopTask(nth) => {
            let live = &run.sim.world.clusters.get(ClusterId(0)).unwrap().live_tasks;
            let task = live.iter().nth(nth % live.len().max(1));
            if let Some(task) = task {
                run.stop_task(task.0);
            }
        }
        Act::Drain(nth, on) => set_instance(run, nth, |row| {
            row.status = if on {
                InstanceStatus::Draining
            } else {
                InstanceStatus::Active
            };
        }),
        Act::Disconnect(nth, on) => {
            if let Some(id) = instance(run, nth) {
                run.turn(|turn, _| capacity::set_connected(turn, id, !on));
            }
        }
        Act::Lose(nth) => lose(run, nth),
        Act::AddInstance(zone) => {
            let id = add_instance(&mut run.sim.world, ClusterId(0), "t3.medium", zone);
            run.turn(|turn, _| instance_changed(turn, id));
        }
        Act::Sicken(nth, target) => sicken(run, nth, target),
        Act::Cure => cure(run),
        Act::Break(on) => {
            cure(run);
            if on {
                let fault = Fault::new("ImageCannotBePulled", run.sim.now);
                run.sim.world.faults.add(|_| fault);
            }
        }
        Act::Alarm(on) => set_alarm(run, on),
        Act::Stop(nth, back) => stop_change(run, active(run, nth), back),
        Act::Answer(nth, on) => answer(run, active(run, nth), on),
        Act::Delete(nth) => {
            if let Some(id) = active(run, nth) {
                run.turn(|turn, _| delete(turn, id));
            }
        }
    }
}

fn set_alarm(run: &mut Run, on: bool) {
    let state = if on {
        AlarmState::Alarm
    } else {
        AlarmState::Ok
    };
    run.turn(|turn, _| {
        let all = Arc::make_mut(&mut turn.sim.world.surroundings);
        all.alarms.insert("errors".into(), state);
        surroundings_changed(turn);
    });
}

fn stop_change(run: &mut Run, id: Option<ServiceId>, back: bool) {
    let status = match back {
        true => ServiceDeploymentStatus::RollbackRequested,
        false => ServiceDeploymentStatus::StopRequested,
    };
    if let Some(id) = id.filter(|id| is_under_way(run, *id)) {
        run.turn(|turn, _| stop_deployment(turn, id, status));
    }
}

fn answer(run: &mut Run, id: Option<ServiceId>, on: bool) {
    let action = match on {
        true => HookAction::Continue,
        false => HookAction::Rollback,
    };
    if let Some(id) = id {
        run.turn(|turn, _| answer_hook(turn, id, 0, action));
    }
}

/// Whether the latest change of a service can be stopped.
fn is_under_way(run: &Run, id: ServiceId) -> bool {
    let world = &run.sim.world;
    let service = world.services.get(id);
    let record = service.and_then(|service| world.current_record(service));
    let pending = ServiceDeploymentStatus::Pending;
    let on = ServiceDeploymentStatus::InProgress;
    record.is_some_and(|record| record.status == pending || record.status == on)
}

/// The health checks of a task fail from now on.
fn sicken(run: &mut Run, nth: usize, target: bool) {
    let live = &run.sim.world.clusters.get(ClusterId(0)).unwrap().live_tasks;
    let Some(task) = live.iter().nth(nth % live.len().max(1)) else {
        return;
    };
    if target {
        run.fail_targets(Some(task.0));
    } else {
        run.fail_checks(Some(task.0));
    }
}

fn cure(run: &mut Run) {
    let ids: Vec<_> = run.sim.world.faults.iter().map(|(id, _)| id).collect();
    run.turn(|turn, _| crate::lifecycle::faults::clear(turn, &ids));
}

/// The host of an instance goes away, and the instance with it.
fn lose(run: &mut Run, nth: usize) {
    let Some(id) = instance(run, nth) else { return };
    let tasks = run.sim.world.instances.get(id).unwrap().live_tasks.clone();
    run.turn(|turn, _| {
        let reason = "Host EC2 terminated.".into();
        for task in tasks.iter() {
            task::lose_host(
                turn,
                task,
                crate::model::StopCode::TerminationNotice,
                &reason,
            );
        }
        turn.sim.world.instances.remove(id);
        instance_changed(turn, id);
    });
}

/// Statuses only ever go forward, and nobody wants a stopped task back.
fn only_forward(before: &World, after: &World) {
    let standing = |world: &World| -> BTreeMap<TaskId, (TaskStatus, DesiredStatus)> {
        let rows = world.tasks.rows();
        rows.map(|task| (task.id, (task.last_status, task.desired_status)))
            .collect()
    };
    let after = standing(after);
    for (id, (last, desired)) in standing(before) {
        let Some((last_now, desired_now)) = after.get(&id) else {
            continue;
        };
        assert!(*last_now >= last, "task {} went back to {last_now:?}", id.0);
        let revived = (desired, *desired_now) == (DesiredStatus::Stopped, DesiredStatus::Running);
        assert!(!revived, "task {} is wanted again", id.0);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn whatever_happens_the_invariants_hold(seed in 0u64..1_000, acts in acts()) {
        let mut run = swarm(seed);
        for next in &acts {
            let before = run.sim.world.clone();
            act(&mut run, next);
            only_forward(&before, &run.sim.world);
            let breaches = crate::lifecycle::invariants::breaches(&run.sim.world);
            prop_assert!(breaches.is_empty(), "after {next:?}: {breaches:#?}");
        }
    }

    #[test]
    fn services_that_can_come_to_rest_do(seed in 0u64..1_000, acts in acts()) {
        let mut run = swarm(seed);
        for next in &acts {
            act(&mut run, next);
        }
        cure(&mut run);
        let all: Vec<InstanceId> = run.sim.world.instances.iter().map(|(id, _)| id).collect();
        for id in all {
            run.turn(|turn, _| capacity::set_connected(turn, id, true));
        }
        set_alarm(&mut run, false);
        // Two sets of four tasks that each need a port of the host.
        for _ in 0..8 {
            let id = add_instance(&mut run.sim.world, ClusterId(0), "m5.4xlarge", 0);
            run.turn(|turn, _| instance_changed(turn, id));
        }
        for nth in 0..run.sim.world.services.len() {
            let id = ServiceId(nth as u32);
            let row = run.sim.world.services.get(id).unwrap();
            if row.status == ServiceStatus::Active {
                run.service = id;
                run.scale(4);
                roll_to(&mut run, id, 64, false);
            }
        }
        run.advance(3_600);
        for service in run.sim.world.services.rows() {
            let rests = match service.status {
                ServiceStatus::Inactive => true,
                ServiceStatus::Draining => false,
                ServiceStatus::Active => {
                    service.deployments.len() == 1 && service.tally().running == 4
                }
            };
            prop_assert!(rests, "service {}: {:?}", service.id.0, service.tally());
        }
    }
}
