//! Calls that ECS makes to Elastic Load Balancing for a service.

/// A call that may be refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BalancerCall {
    /// Registers tasks.
    Register,
    /// Deregisters tasks.
    Deregister,
}

impl BalancerCall {
    /// What a message says was not possible.
    pub fn verb(self) -> &'static str {
        match self {
            BalancerCall::Register => "register",
            BalancerCall::Deregister => "deregister",
        }
    }

    /// The permission that it takes; Classic Load Balancers have calls of their own.
    /// Source: Service Authorization Reference, "Elastic Load Balancing" and "… V2".
    pub fn permission(self, is_classic: bool) -> &'static str {
        match (self, is_classic) {
            (BalancerCall::Register, false) => "elasticloadbalancing:RegisterTargets",
            (BalancerCall::Deregister, false) => "elasticloadbalancing:DeregisterTargets",
            (BalancerCall::Register, true) => {
                "elasticloadbalancing:RegisterInstancesWithLoadBalancer"
            }
            (BalancerCall::Deregister, true) => {
                "elasticloadbalancing:DeregisterInstancesFromLoadBalancer"
            }
        }
    }
}
