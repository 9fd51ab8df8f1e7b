//! Hosts under load: who gets what, and who dies.

use super::memory::victim;
use super::{HostTree, tree};
use crate::lifecycle::fixtures::{cluster_of, launch, register, spec, start};
use crate::lifecycle::task::Host;
use crate::lifecycle::{Event, Sim, Turn, demand};
use crate::model::demand::{Course, CpuDemand, Demand, Whose};
use crate::model::host::{CgroupVersion, HostId, HostSettings};
use crate::model::task_definition::TaskSpec;
use crate::model::{ClusterId, InstanceId, TaskId, World};
use crate::sim::{Journal, SimTime, Span};
use proptest::collection::vec;
use proptest::prelude::*;

const HOST: HostId = HostId::Instance(InstanceId(0));

/// A host of two vCPUs and 3 955 MiB with a task of each of these.
fn host(specs: Vec<TaskSpec>) -> Sim {
    let (mut world, cluster) = cluster_of(&[("t2.medium", 0)]);
    for spec in specs {
        let definition = register(&mut world, spec.clone());
        let launch = launch(cluster, definition, spec);
        start(&mut world, launch, Host::Instance(InstanceId(0)));
    }
    // The tasks were started by hand: what is due is looked at again.
    let mut sim = Sim::new(world);
    let mut journal = Journal::default();
    let live: Vec<TaskId> = sim.world.tasks.iter().map(|(id, _)| id).collect();
    let mut turn = Turn {
        sim: &mut sim,
        journal: &mut journal,
    };
    for id in live {
        turn.wake_task(id, SimTime::START);
    }
    wait(&mut sim, 60);
    sim
}

fn wait(sim: &mut Sim, seconds: u64) {
    let mut journal: Journal<Event> = Journal::default();
    let to = sim.now + Span::seconds(seconds);
    sim.advance(to, &mut journal, u32::MAX);
}

fn set(sim: &mut Sim, whose: Whose, container: &str, demand: Demand) {
    let mut journal: Journal<Event> = Journal::default();
    let mut turn = Turn {
        sim,
        journal: &mut journal,
    };
    demand::set(&mut turn, whose, container.into(), demand);
    sim.settle(&mut journal);
}

fn cpu(units: u32) -> Demand {
    Demand {
        cpu: Some(CpuDemand::Course(Course::Constant(units))),
        memory: None,
    }
}

fn memory(course: Course) -> Demand {
    Demand {
        cpu: None,
        memory: Some(course),
    }
}

fn all_want(sim: &mut Sim, demand: Demand) {
    set(sim, Whose::Cluster(ClusterId(0)), "", demand);
}

fn look(sim: &Sim) -> HostTree {
    tree(&sim.world, HOST, sim.now).expect("a host")
}

fn got(sim: &Sim) -> Vec<Vec<u32>> {
    let tree = look(sim);
    let tasks = tree.tasks.iter();
    tasks
        .map(|group| group.containers.iter().map(|row| row.cpu_units).collect())
        .collect()
}

/// A spec whose containers have these names, CPU units and memory limits.
fn with(containers: &[(&str, u32, Option<u32>)]) -> TaskSpec {
    let mut spec = spec(0, 64);
    let one = spec.containers[0].clone();
    let rows = containers.iter().map(|(name, cpu_units, memory_mib)| {
        let mut row = one.clone();
        row.name = (*name).into();
        row.cpu_units = *cpu_units;
        row.memory_mib = *memory_mib;
        row.memory_reservation_mib = Some(16);
        row
    });
    spec.containers = rows.collect();
    spec
}

fn quota(cpu_units: u32, spec: TaskSpec) -> TaskSpec {
    TaskSpec {
        cpu_units: Some(cpu_units),
        ..spec
    }
}

#[test]
fn without_limits_containers_share_the_host_like_processes() {
    let free = || with(&[("a", 0, None), ("b", 0, None)]);
    let mut sim = host(vec![free(), free()]);
    all_want(&mut sim, cpu(2_048));
    assert_eq!(got(&sim), [[512, 512], [512, 512]]);
    set(&mut sim, Whose::Task(TaskId(0)), "", cpu(0));
    assert_eq!(got(&sim), [[0, 0], [1_024, 1_024]]);
    set(&mut sim, Whose::Task(TaskId(1)), "a", cpu(100));
    assert_eq!(got(&sim), [[0, 0], [100, 1_948]]);
}

#[test]
fn a_reservation_protects_and_a_quota_caps() {
    let mut sim = host(vec![with(&[("a", 1_024, None)]), with(&[("a", 0, None)])]);
    all_want(&mut sim, cpu(2_048));
    // cpu.weight 39 beside 1.
    assert_eq!(got(&sim), [[1_997], [51]]);
    set(&mut sim, Whose::Task(TaskId(0)), "", cpu(10));
    assert_eq!(got(&sim), [[10], [2_038]]);

    let mut sim = host(vec![quota(256, with(&[("a", 0, None), ("b", 128, None)]))]);
    all_want(&mut sim, cpu(2_048));
    // The host is idle otherwise, and the quota holds; weights 1 and 5 divide it.
    assert_eq!(got(&sim), [[43, 213]]);
}

#[test]
fn swap_is_given_out_until_it_is_gone() {
    let limited = || with(&[("a", 0, Some(100))]);
    let mut tree = look(&host(vec![limited(), limited(), limited()]));
    tree.settings.swap_mib = 120;
    // Each may swap as much as it has memory, and there are 120 MiB for all three.
    let wants = |tree: &mut HostTree, mib: [u32; 3]| {
        for (group, mib) in tree.tasks.iter_mut().zip(mib) {
            group.containers[0].wants.memory_mib = mib;
        }
        victim(tree).map(|row| row.task)
    };
    assert_eq!(wants(&mut tree, [140, 140, 140]), None);
    assert_eq!(wants(&mut tree, [140, 140, 141]), Some(TaskId(2)));
    assert_eq!(wants(&mut tree, [201, 100, 100]), Some(TaskId(0)));
    tree.tasks[2].containers[0].swap_limit_mib = 39;
    assert_eq!(wants(&mut tree, [140, 140, 140]), Some(TaskId(2)));
    assert_eq!(wants(&mut tree, [140, 140, 139]), None);
    // What a task and its host lack is swapped as well.
    tree.tasks[0].memory_limit_mib = Some(99);
    assert_eq!(victim(&tree), None);
    tree.tasks[0].memory_limit_mib = Some(98);
    assert_eq!(victim(&tree).map(|row| row.task), Some(TaskId(0)));
    tree.tasks[0].memory_limit_mib = None;
    tree.size.memory_mib = 299;
    assert_eq!(victim(&tree), None);
    tree.size.memory_mib = 298;
    assert!(victim(&tree).is_some());
}

#[test]
fn the_generation_of_control_groups_makes_a_difference() {
    let pair = vec![
        quota(1_024, with(&[("a", 0, None)])),
        with(&[("a", 1_024, None)]),
    ];
    let mut sim = host(pair);
    all_want(&mut sim, cpu(2_048));
    // The kernel's weight of 100 beside 39, and the quota of one vCPU.
    assert_eq!(got(&sim), [[1_024], [1_024]]);
    let counts = |sim: &Sim| {
        look(sim)
            .tasks
            .iter()
            .map(|row| row.counts)
            .collect::<Vec<_>>()
    };
    assert_eq!(counts(&sim), [100, 39]);
    let settings = HostSettings {
        version: CgroupVersion::V1,
        ..HostSettings::DEFAULT
    };
    let mut journal: Journal<Event> = Journal::default();
    let mut turn = Turn {
        sim: &mut sim,
        journal: &mut journal,
    };
    demand::set_host(&mut turn, InstanceId(0), settings);
    assert_eq!(counts(&sim), [1_024, 1_024]);
}

#[test]
fn windows_caps_each_container_and_ignores_the_task() {
    let windows = |spec| TaskSpec {
        windows: true,
        memory_mib: Some(64),
        ..spec
    };
    let rows = [("a", 512, Some(64)), ("b", 0, None)];
    let mut sim = host(vec![windows(quota(128, with(&rows)))]);
    all_want(&mut sim, cpu(2_048));
    // A quarter of two vCPUs, and the least of one percent: the rest stays idle.
    assert_eq!(got(&sim), [[512, 20]]);
    all_want(&mut sim, memory(Course::Constant(9_000)));
    let tree = look(&sim);
    assert_eq!(tree.tasks[0].containers.len(), 2, "nobody is killed");
    assert_eq!(tree.tasks[0].containers[0].memory_mib(true), 256);
    assert_eq!(victim(&tree), None);
}

#[test]
fn the_right_one_is_killed() {
    let mut shared = with(&[("small", 0, None), ("large", 0, None)]);
    shared.memory_mib = Some(512);
    let own = with(&[("own", 0, Some(128))]);
    let free = with(&[("free", 0, None)]);
    let mut sim = host(vec![shared, own, free]);
    let wants = |sim: &mut Sim, task, container, mib| {
        let demand = memory(Course::Constant(mib));
        set(sim, Whose::Task(TaskId(task)), container, demand);
    };
    wants(&mut sim, 0, "small", 200);
    wants(&mut sim, 0, "large", 300);
    wants(&mut sim, 1, "own", 128);
    wants(&mut sim, 2, "free", 3_000);
    assert_eq!(look(&sim).containers().count(), 4, "all fit");
    let killed = |sim: &Sim| -> Vec<(u32, &'static str)> {
        let names = ["small", "large", "own", "free"];
        let mut found = Vec::new();
        for task in sim.world.tasks.rows() {
            for (row, definition) in task.containers.iter().zip(task.container_definitions()) {
                let name = names.iter().find(|name| ***name == *definition.name);
                if row.exit_code == Some(137) {
                    found.push((task.id.0, *name.expect("one of ours")));
                }
            }
        }
        found
    };
    // Its own limit, although others have more.
    wants(&mut sim, 1, "own", 129);
    assert_eq!(killed(&sim), [(1, "own")]);
    // The limit of the task: the larger of the two, although the smaller one grew.
    wants(&mut sim, 0, "small", 250);
    assert_eq!(killed(&sim), [(0, "large"), (1, "own")]);
    // The host: the largest of all.
    wants(&mut sim, 2, "free", 3_800);
    assert_eq!(killed(&sim), [(0, "large"), (1, "own"), (2, "free")]);
}

#[test]
fn quiet_images_kill_nobody_and_cost_nothing() {
    let mut large = with(&[("db", 0, Some(8))]);
    large.containers[0].image = "mysql".into();
    large.containers[0].memory_reservation_mib = None;
    let sim = host(vec![large.clone(), large]);
    let tree = look(&sim);
    assert_eq!(tree.used().memory_mib, 16);
    assert!(sim.world.hosts.watched.is_empty());
}

/// The first second at which somebody is killed, by looking at each.
fn by_looking(world: &World, from: SimTime, seconds: u64) -> Option<SimTime> {
    let moments = (0..=seconds * 1_000).step_by(250).map(|ms| from + Span(ms));
    let mut moments = moments.filter(|at| {
        let tree = tree(world, HOST, *at).expect("a host");
        victim(&tree).is_some()
    });
    moments.next()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn the_moment_of_a_kill_is_the_first_at_which_memory_is_out(
        ramps in vec((0..1_500_u32, 0..1_500_u32, 1..120_u64), 3),
        limit in prop::option::of(200..1_200_u32),
    ) {
        let one = || with(&[("a", 0, limit)]);
        let mut sim = host(vec![one(), one(), one()]);
        for (task, (from, to, over)) in ramps.iter().enumerate() {
            let over = Span::seconds(*over);
            let (from, to) = (*from.min(&199), *to);
            let demand = memory(Course::Ramp { from, to, over });
            set(&mut sim, Whose::Task(TaskId(task as u32)), "", demand);
        }
        let expected = by_looking(&sim.world, sim.now, 130);
        let killed_at = |sim: &Sim| {
            let rows = sim.world.tasks.rows();
            let killed = rows.flat_map(|task| &task.containers);
            let killed = killed.filter(|row| row.exit_code == Some(137));
            killed.map(|row| row.since).min()
        };
        wait(&mut sim, 130);
        match (expected, killed_at(&sim)) {
            (None, None) => {}
            (Some(by), Some(at)) => {
                prop_assert!(at <= by && by.since(at) < Span(250), "{at} by {by}");
            }
            (expected, at) => prop_assert!(false, "{expected:?} and {at:?}"),
        }
    }
}
