//! Load balancers: what listener rules and target groups lie behind.
//!
//! Source: Elastic Load Balancing API, `LoadBalancer`; for Classic Load Balancers its version of
//! 2012, `LoadBalancerDescription`.

use super::Surroundings;
use super::subnet::VPC_ID;
use super::target_group::LoadBalancer;
use crate::model::World;
use std::sync::Arc;

/// A load balancer that somebody declared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeclaredBalancer {
    /// Application, network or classic.
    pub kind: LoadBalancer,
    /// Whether it has public addresses.
    pub scheme: Scheme,
    /// Its VPC.
    pub vpc_id: Arc<str>,
    /// Its ARN, if somebody else gave it; else it is rendered from kind and name.
    pub given_arn: Option<Arc<str>>,
}

/// Source: Elastic Load Balancing API, `LoadBalancerSchemeEnum`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Scheme {
    /// Its addresses are public.
    #[default]
    InternetFacing,
    /// Its addresses are private.
    Internal,
}

impl Scheme {
    /// The name that the API uses.
    pub fn name(self) -> &'static str {
        match self {
            Scheme::InternetFacing => "internet-facing",
            Scheme::Internal => "internal",
        }
    }
}

/// Whether a request or a declaration may name a load balancer of this kind.
pub fn is_known(world: &World, kind: LoadBalancer, name: &str) -> bool {
    let row = world.surroundings.load_balancers.get(name);
    world.settings.permissive || row.is_some_and(|row| row.kind == kind)
}

/// One with listener rules, and a classic one. Assumption: what examples need.
pub(super) fn add_defaults(all: &mut Surroundings) {
    for (name, kind) in [
        ("web", LoadBalancer::Application),
        ("web-classic", LoadBalancer::Classic),
    ] {
        let row = DeclaredBalancer {
            kind,
            scheme: Scheme::default(),
            vpc_id: VPC_ID.into(),
            given_arn: None,
        };
        all.load_balancers.insert(name.into(), row);
    }
}
