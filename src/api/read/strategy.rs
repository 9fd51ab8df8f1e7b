//! `capacityProviderStrategy` and the strategy of the cluster. The rules have refused what makes no
//! sense. Source: ECS API, CapacityProviderStrategyItem, RunTask, CreateService.

use crate::api::Request;
use crate::model::arn::last_part;
use crate::model::capacity_provider::is_fargate;
use crate::model::task::LaunchType;
use crate::model::{CapacityStrategy, Cluster, StrategyItem, World};

/// The items of a strategy, in the order of the request.
pub fn items(request: Request, member: &str) -> CapacityStrategy {
    let amount = |item: Request, name| {
        let amount = item.integer(name).unwrap_or(0);
        u32::try_from(amount).unwrap_or(0)
    };
    let items = request.objects(member).filter_map(|item| {
        Some(StrategyItem {
            provider: last_part(item.filled_text("capacityProvider")?).into(),
            base: amount(item, "base"),
            weight: amount(item, "weight"),
        })
    });
    items.collect()
}

/// The strategy that a launch goes by: that of the request, or that of the cluster where the
/// request has neither a strategy nor a launch type; else none.
/// Source: ECS API, RunTask, `capacityProviderStrategy`.
pub fn chosen(cluster: &Cluster, request: Request) -> CapacityStrategy {
    let own = items(request, "capacityProviderStrategy");
    // A daemon goes to instances, whatever the cluster prefers (assumption).
    let daemon = request.text("schedulingStrategy") == Some("DAEMON");
    if own.is_empty() && !daemon && request.filled_text("launchType").is_none() {
        return cluster.default_strategy.clone();
    }
    own
}

/// What tasks of a strategy run on, where there is a strategy.
pub fn launch_type(world: &World, strategy: &CapacityStrategy) -> Option<LaunchType> {
    let first = strategy.first()?;
    let row = world.providers.get(&first.provider);
    Some(
        match row.is_some_and(|row| row.managed_instances.is_some()) {
            true => LaunchType::ManagedInstances,
            false if is_fargate(&first.provider) => LaunchType::Fargate,
            false => LaunchType::Ec2,
        },
    )
}
