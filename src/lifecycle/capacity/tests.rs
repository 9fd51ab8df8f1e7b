//! Instances come and go under tasks.

use super::*;
use crate::lifecycle::fixtures::*;
use crate::lifecycle::task::{Host, launch_on};
use crate::lifecycle::{Sim, invariants};
use crate::model::TaskStatus;
use crate::sim::{Journal, SimTime, Span};

fn breaches(sim: &Sim) -> Vec<String> {
    invariants::breaches(&sim.world)
}

#[test]
fn a_terminated_instance_takes_its_tasks_along() {
    let (mut world, cluster) = cluster_of(&[]);
    let spec = spec(256, 256);
    let definition = register_definition(&mut world, &spec);
    let mut sim = Sim::new(world);
    let mut journal = Journal::default();
    let mut turn = Turn {
        sim: &mut sim,
        journal: &mut journal,
    };
    let types = crate::model::instance_types::INSTANCE_TYPES;
    let id = super::register(&mut turn, Arrival::new(cluster, &types[2], Zone(1)));
    let launch = Arc::new(launch(cluster, definition, spec));
    let task = launch_on(&mut turn, &launch, Host::Instance(id));
    sim.advance(SimTime::START + Span::seconds(60), &mut journal, 1_000);
    assert_eq!(
        sim.world.tasks.get(task).map(|row| row.last_status),
        Some(TaskStatus::Running)
    );
    let mut turn = Turn {
        sim: &mut sim,
        journal: &mut journal,
    };
    set_status(&mut turn, id, InstanceStatus::Draining);
    assert!(turn.world().draining.contains(&id));
    assert_eq!(breaches(turn.sim), [""; 0]);
    terminate(&mut turn, id);
    let row = sim.world.tasks.get(task).cloned();
    let row = row.expect("STOPPED tasks stay for an hour");
    assert_eq!(row.last_status, TaskStatus::Stopped);
    assert_eq!(row.stop_code, Some(StopCode::TerminationNotice));
    let reason = row.stopped_reason.as_deref().unwrap_or_default();
    assert!(reason.starts_with("Host EC2 (instance i-0"), "{reason}");
    assert!(sim.world.instances.is_empty() && sim.world.draining.is_empty());
    assert_eq!(breaches(&sim), [""; 0]);
}

fn register_definition(
    world: &mut World,
    spec: &crate::model::task_definition::TaskSpec,
) -> crate::model::DefinitionId {
    crate::lifecycle::fixtures::register(world, spec.clone())
}

#[test]
fn instances_spread_over_zones() {
    let (world, cluster) = cluster_of(&[("t2.micro", 0), ("t2.micro", 2)]);
    let zones: Vec<Zone> = Zone::all().collect();
    assert_eq!(emptiest_zone(&world, cluster, &zones), Zone(1));
    assert_eq!(emptiest_zone(&world, cluster, &[Zone(2), Zone(0)]), Zone(2));
}
