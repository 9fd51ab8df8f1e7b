//! How many vCPUs an account runs on Fargate. Tasks are counted only while something limits them.

use super::Ask;
use crate::lifecycle::faults;
use crate::lifecycle::task::needs;
use crate::model::quotas::{self, FargateQuota};
use crate::model::task::{Launch, LaunchType};

/// Whether one more task of this launch is above the quota: Fargate and Fargate Spot have one
/// each. Source: AWS General Reference, "Amazon ECS endpoints and quotas".
pub(super) fn is_at_limit(ask: &Ask) -> bool {
    let spot = ask.launch.is_on_spot();
    let quota = if spot {
        FargateQuota::Spot
    } else {
        FargateQuota::OnDemand
    };
    let quota = quotas::fargate_vcpus(ask.world, quota).map(u64::from);
    let fault = faults::fargate_vcpus(ask.world);
    let Some(vcpus) = quota.into_iter().chain(fault).min() else {
        return false;
    };
    let clusters = ask.world.clusters.rows();
    let live = clusters.flat_map(|cluster| cluster.live_tasks.iter());
    let tasks = live.filter_map(|id| ask.world.tasks.get(id));
    let counted = tasks.filter(|task| {
        task.launch.launch_type == LaunchType::Fargate && task.launch.is_on_spot() == spot
    });
    let running = counted.map(|task| cpu_units(&task.launch)).sum::<u64>();
    running + cpu_units(ask.launch) > vcpus * 1_024
}

fn cpu_units(launch: &Launch) -> u64 {
    u64::from(needs(launch).resources.cpu_units)
}
