//! The index against a plain scan: both must choose alike, whatever the cluster looks like.

use super::*;
use crate::lifecycle::fixtures::*;
use crate::model::DefinitionId;
use crate::model::placement::{
    BinpackField, Placement, PlacementConstraint, PlacementStrategy, SpreadField,
};
use proptest::prelude::*;

/// Asks every instance every filter, and takes the first of the best.
fn scanned(world: &World, launch: &Launch) -> Option<InstanceId> {
    let ask = Ask::new(world, launch);
    let fitting = ask
        .instances()
        .filter(|row| filters::first_shortfall(&ask, row).is_none());
    let best = fitting.min_by(|left, right| ranks::compare(&ask, left, right));
    best.map(|row| row.id)
}

fn strategies() -> impl Strategy<Value = Vec<PlacementStrategy>> {
    let strategy = prop::sample::select(vec![
        PlacementStrategy::Random,
        PlacementStrategy::Spread(SpreadField::InstanceId),
        PlacementStrategy::Spread(SpreadField::Attribute("ecs.availability-zone".into())),
        PlacementStrategy::Spread(SpreadField::Attribute("ecs.instance-type".into())),
        PlacementStrategy::Spread(SpreadField::Attribute("stack".into())),
        PlacementStrategy::Binpack(BinpackField::Cpu),
        PlacementStrategy::Binpack(BinpackField::Memory),
    ]);
    prop::collection::vec(strategy, 0..4)
}

/// A task to be placed: CPU units, memory, a port, distinct instances, a group, strategies.
type Wish = (u32, u32, Option<u16>, bool, bool, Vec<PlacementStrategy>);

fn wish() -> impl Strategy<Value = Wish> {
    (
        0..1_500u32,
        1..2_000u32,
        prop::option::of(80..83u16),
        prop::bool::weighted(0.2),
        any::<bool>(),
        strategies(),
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, ..ProptestConfig::default() })]

    #[test]
    fn the_index_chooses_as_a_scan_does(
        seed in 0u64..1_000,
        instances in prop::collection::vec((0..5usize, 0..3u8, 0..8u8), 0..90),
        wishes in prop::collection::vec(wish(), 1..40),
    ) {
        const TYPES: [&str; 5] = ["t2.micro", "t2.medium", "m5.large", "c5.large", "m6g.medium"];
        let (mut world, cluster) = cluster_of(&[]);
        world.settings.seed = seed;
        for (kind, zone, mood) in instances {
            let id = add_instance(&mut world, cluster, TYPES[kind], zone);
            if let Some(row) = world.instances.edit(id) {
                row.agent_connected = mood != 0;
                if mood == 1 {
                    row.status = InstanceStatus::Draining;
                }
                if mood > 4 {
                    let value = if mood == 5 { "test" } else { "prod" };
                    let attributes = Arc::make_mut(&mut row.attributes);
                    attributes.insert("stack".into(), Some(value.into()));
                }
            }
        }
        for (cpu_units, memory_mib, port, distinct, grouped, strategies) in wishes {
            let mut spec = spec(cpu_units, memory_mib);
            spec.needs.tcp_ports = port.into_iter().collect();
            let mut launch = launch(cluster, DefinitionId(0), spec);
            launch.group = if grouped { "service:web" } else { "family:app" }.into();
            let distinct = distinct.then_some(PlacementConstraint::DistinctInstance);
            launch.placement = Arc::new(Placement {
                constraints: distinct.into_iter().collect(),
                strategies,
            });
            let scanned = scanned(&world, &launch);
            let chosen = choose(&world, &launch).ok();
            prop_assert_eq!(chosen, scanned.map(Host::Instance));
            if let Some(id) = scanned {
                start(&mut world, launch, Host::Instance(id));
            }
        }
    }
}
