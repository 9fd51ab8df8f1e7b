//! Virtual private clouds: what subnets and security groups lie in.
//!
//! Source: Amazon EC2 API, `Vpc`.

use super::Surroundings;
use super::subnet::VPC_ID;
use crate::model::World;
use std::sync::Arc;

/// The block of a VPC that names none. Source: Amazon VPC User Guide, "VPC CIDR blocks": what the
/// console proposes.
pub const CIDR_BLOCK: &str = "10.0.0.0/16";

/// A VPC.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vpc {
    /// Its addresses, such as `10.0.0.0/16`.
    pub cidr_block: Arc<str>,
}

/// Whether a declaration may name it.
pub fn is_known(world: &World, id: &str) -> bool {
    world.settings.permissive || world.surroundings.vpcs.contains_key(id)
}

/// One, with all that is declared from the start.
pub(super) fn add_defaults(all: &mut Surroundings) {
    let vpc = Vpc {
        cidr_block: CIDR_BLOCK.into(),
    };
    all.vpcs.insert(VPC_ID.into(), vpc);
}
