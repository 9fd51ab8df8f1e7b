//! Subnets: where network interfaces are made, each in one Availability Zone.
//!
//! Source: Amazon EC2 API, `Subnet`.

use super::Surroundings;
use crate::model::{World, Zone};
use std::sync::Arc;

/// The VPC of every account. Its id is made up.
pub const VPC_ID: &str = "vpc-0d0c1000000000001";

/// A subnet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subnet {
    /// Its VPC.
    pub vpc_id: Arc<str>,
    /// Its zone.
    pub zone: Zone,
}

/// The zone of a subnet. One that is not declared lies in a zone picked by its id, so that ids
/// copied from a real account always mean the same place.
pub fn zone(world: &World, id: &str) -> Zone {
    let declared = world.surroundings.subnets.get(id);
    declared.map_or_else(|| Zone::of_subnet(id), |subnet| subnet.zone)
}

/// Whether a request may name it.
pub fn is_known(world: &World, id: &str) -> bool {
    world.settings.permissive || world.surroundings.subnets.contains_key(id)
}

/// One subnet in each zone. Assumption: what examples need.
pub(super) fn add_defaults(all: &mut Surroundings) {
    for zone in Zone::all() {
        let vpc_id = VPC_ID.into();
        let subnet = Subnet { vpc_id, zone };
        all.subnets.insert(zone.subnet_id().into(), subnet);
    }
}
