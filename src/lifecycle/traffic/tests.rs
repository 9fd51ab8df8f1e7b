//! The interval's arithmetic is tested beside it, whole runs in `tests/it/scenarios`; here, what a
//! run without traffic costs.

use crate::lifecycle::fixtures::cluster_of;
use crate::lifecycle::{Event, Sim, Turn, traffic};
use crate::model::ServiceId;
use crate::sim::Journal;

#[test]
fn what_is_not_measured_is_forgotten() {
    let (world, _) = cluster_of(&[("t2.medium", 0)]);
    let mut sim = Sim::new(world);
    assert!(sim.agenda.is_empty(), "an idle world has nothing to do");
    let mut journal: Journal<Event> = Journal::default();
    let mut turn = Turn {
        sim: &mut sim,
        journal: &mut journal,
    };
    traffic::set(&mut turn, ServiceId(0), None);
    assert_eq!(sim.agenda.len(), 1);
    sim.advance(crate::sim::SimTime(60_000), &mut journal, 100);
    assert!(sim.world.measured.is_empty() && sim.agenda.is_empty());
}
