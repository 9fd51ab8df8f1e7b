//! Quotas of the account that somebody may have had raised.

use super::World;

/// A quota of Fargate, in vCPUs that run at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FargateQuota {
    /// "Fargate On-Demand vCPU resource count".
    OnDemand,
    /// "Fargate Spot vCPU resource count".
    Spot,
}

impl FargateQuota {
    /// All of them.
    pub const ALL: [FargateQuota; 2] = [FargateQuota::OnDemand, FargateQuota::Spot];

    /// What Service Quotas calls it.
    pub fn code(self) -> &'static str {
        match self {
            FargateQuota::OnDemand => "L-3032A538",
            FargateQuota::Spot => "L-36FBB829",
        }
    }
}

/// What was asked for; None where nobody did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Quotas {
    on_demand: Option<u32>,
    spot: Option<u32>,
}

impl Quotas {
    /// Sets a quota.
    pub fn set(&mut self, quota: FargateQuota, vcpus: u32) {
        *match quota {
            FargateQuota::OnDemand => &mut self.on_demand,
            FargateQuota::Spot => &mut self.spot,
        } = Some(vcpus);
    }

    fn asked(self, quota: FargateQuota) -> Option<u32> {
        match quota {
            FargateQuota::OnDemand => self.on_demand,
            FargateQuota::Spot => self.spot,
        }
    }
}

/// The vCPUs that may run at once; None where nobody has set the quota.
/// Assumption: the account is in use, and has had it raised above what it needs. A new account
/// begins with 6 of each. Source: AWS General Reference, "Amazon ECS endpoints and quotas" (AWS
/// Fargate service quotas).
pub fn fargate_vcpus(world: &World, quota: FargateQuota) -> Option<u32> {
    world.quotas.asked(quota)
}
