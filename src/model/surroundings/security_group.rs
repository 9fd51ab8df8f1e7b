//! Security groups. What they let through is not simulated.
//!
//! Source: Amazon EC2 API, `SecurityGroup`.

use super::Surroundings;
use super::subnet::VPC_ID;
use crate::model::World;
use std::sync::Arc;

/// A security group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SecurityGroup {
    /// Its name.
    pub name: Arc<str>,
    /// Its VPC.
    pub vpc_id: Arc<str>,
}

/// Whether a request may name it.
pub fn is_known(world: &World, id: &str) -> bool {
    world.settings.permissive || world.surroundings.security_groups.contains_key(id)
}

/// One for load balancers' targets, and the default one of the VPC. Assumption: what examples need.
pub(super) fn add_defaults(all: &mut Surroundings) {
    for (id, name) in [
        ("sg-0d0c1a00000000001", "default"),
        ("sg-0d0c1a00000000002", "web"),
    ] {
        let group = SecurityGroup {
            name: name.into(),
            vpc_id: VPC_ID.into(),
        };
        all.security_groups.insert(id.into(), group);
    }
}
