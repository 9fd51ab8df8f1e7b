//! The question that placement answers: a launch, with what filters and ranks read of it.

use super::query::{self, Expression};
use super::ranks;
use crate::lifecycle::task::needs;
use crate::model::placement::{PlacementConstraint, PlacementStrategy, SpreadField};
use crate::model::task::Launch;
use crate::model::task_definition::{Needs, NetworkMode};
use crate::model::{ContainerInstance, Group, InstanceId, World, Zone};
use std::collections::BTreeMap;
use std::sync::Arc;

/// A `memberOf` expression, read. One that cannot be read holds for no instance; requests with
/// such an expression are refused before they get here.
pub struct MemberOf {
    /// The text of the request.
    pub text: Arc<str>,
    /// The text, read.
    pub expression: Option<Expression>,
}

/// A launch that looks for its place in a world.
pub struct Ask<'a> {
    /// The world as it is.
    pub world: &'a World,
    /// What shall be launched.
    pub launch: &'a Launch,
    /// What it takes from an instance.
    pub needs: Needs,
    /// The zones of its subnets; None where it names none.
    pub zones: Option<Vec<Zone>>,
    /// The `memberOf` constraints of the task definition and of the request.
    pub member_of: Vec<MemberOf>,
    /// Whether a `distinctInstance` constraint holds.
    pub distinct_instance: bool,
    /// The tasks of its group; None if there are none.
    pub group: Option<&'a Group>,
    /// For each `spread` strategy over an attribute, tasks of the group by value.
    pub spread_counts: Vec<BTreeMap<&'a str, u32>>,
}

impl<'a> Ask<'a> {
    /// Prepares the question.
    pub fn new(world: &'a World, launch: &'a Launch) -> Ask<'a> {
        let group = world.group(launch.cluster, &launch.group);
        let network = launch.network.as_ref();
        let zones = match launch.spec.network_mode {
            NetworkMode::Awsvpc => network.map(|network| network.zones()),
            NetworkMode::Bridge | NetworkMode::Host | NetworkMode::None => None,
        };
        Ask {
            world,
            launch,
            needs: needs(launch),
            zones,
            member_of: member_of(launch),
            distinct_instance: launch
                .placement
                .constraints
                .contains(&PlacementConstraint::DistinctInstance),
            group,
            spread_counts: spread_counts(world, launch, group),
        }
    }

    /// The instances of the cluster, in the order of their registration.
    pub fn instances(&self) -> impl Iterator<Item = &'a Arc<ContainerInstance>> + use<'a> {
        let cluster = self.launch.cluster;
        let rows = self.world.instances.rows();
        rows.filter(move |instance| instance.cluster == cluster)
    }

    /// How many tasks of the group an instance has.
    pub fn group_on_instance(&self, id: InstanceId) -> u32 {
        self.group.map_or(0, |group| group.on_instance(id))
    }

    /// How many tasks of the group a zone has.
    pub fn group_in_zone(&self, zone: Zone) -> u32 {
        self.group.map_or(0, |group| group.in_zone(zone))
    }
}

fn member_of(launch: &Launch) -> Vec<MemberOf> {
    let asked = launch.placement.constraints.iter();
    let asked = asked.filter_map(|constraint| match constraint {
        PlacementConstraint::MemberOf(text) => Some(text),
        PlacementConstraint::DistinctInstance => None,
    });
    let texts = launch.spec.constraints.iter().chain(asked);
    texts
        .map(|text| MemberOf {
            text: text.clone(),
            expression: query::parse(text).ok(),
        })
        .collect()
}

/// The tasks of the group by the value of each attribute that is spread over, in the order of the
/// `spread` strategies; an empty map for `instanceId`.
fn spread_counts<'a>(
    world: &'a World,
    launch: &Launch,
    group: Option<&Group>,
) -> Vec<BTreeMap<&'a str, u32>> {
    let strategies = launch.placement.strategies.iter();
    let fields = strategies.filter_map(|strategy| match strategy {
        PlacementStrategy::Spread(field) => Some(field),
        PlacementStrategy::Binpack(_) | PlacementStrategy::Random => None,
    });
    fields
        .map(|field| match (field, group) {
            (SpreadField::Attribute(name), Some(group)) if **name != *ranks::ZONE => {
                by_value(world, group, name)
            }
            (SpreadField::Attribute(_) | SpreadField::InstanceId, _) => BTreeMap::new(),
        })
        .collect()
}

fn by_value<'a>(world: &'a World, group: &Group, name: &str) -> BTreeMap<&'a str, u32> {
    let mut counts = BTreeMap::new();
    for (id, count) in group.instances() {
        let instance = world.instances.get(id);
        if let Some(value) = instance.and_then(|row| row.attribute(name)) {
            *counts.entry(value).or_default() += count;
        }
    }
    counts
}
