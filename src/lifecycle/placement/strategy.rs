//! Capacity provider strategies: which provider gets the next task, and whether a task that finds
//! no room there can wait for an instance.
//! Source: Developer Guide, "Amazon ECS capacity providers"; ECS API, CapacityProviderStrategyItem.

use super::{Ask, Failure, Reason, closest, find};
use crate::lifecycle::task::Host;
use crate::model::capacity_provider::{is_fargate, start_pick};
use crate::model::task::Launch;
use crate::model::{CapacityStrategy, ClusterId, Deployment, TaskId, World};
use std::sync::Arc;

/// How many tasks of a cluster can wait for an instance. Source: AWS General Reference, "Amazon
/// ECS endpoints and quotas" (tasks in PROVISIONING per cluster).
pub const MOST_WAITING: usize = 500;

/// The launches of one call, or of one look of the scheduler, shared out by a strategy.
pub struct Shares {
    strategy: CapacityStrategy,
    base: Arc<Launch>,
    counts: Vec<u32>,
    launches: Vec<Option<Arc<Launch>>>,
}

impl Shares {
    /// Starts from the tasks that there are already. Without a strategy all launches are alike.
    pub fn new<'t>(
        strategy: &CapacityStrategy,
        base: &Arc<Launch>,
        tasks: impl Iterator<Item = &'t Launch>,
    ) -> Shares {
        let mut counts = vec![0; strategy.len()];
        if !strategy.is_empty() {
            for place in tasks.filter_map(|launch| place_of(strategy, launch)) {
                counts[place] += 1;
            }
        }
        Shares {
            strategy: strategy.clone(),
            base: base.clone(),
            launches: vec![None; counts.len()],
            counts,
        }
    }

    /// Of a deployment, from the tasks that it wants already.
    pub fn of(world: &World, row: &Deployment) -> Shares {
        let tasks = row.live_tasks.iter().filter_map(|id| world.tasks.get(id));
        let wanted = tasks
            .filter(|task| task.is_wanted())
            .map(|task| &*task.launch);
        Shares::new(&row.revision.strategy, &row.launch, wanted)
    }

    /// What the next task is launched with; it counts as launched.
    pub fn next_launch(&mut self) -> Arc<Launch> {
        let Some(place) = start_pick(&self.strategy, &self.counts) else {
            return self.base.clone();
        };
        self.counts[place] += 1;
        let made = self.launches[place].get_or_insert_with(|| {
            let mut launch = Launch::clone(&self.base);
            launch.capacity_provider = Some(self.strategy[place].provider.clone());
            Arc::new(launch)
        });
        made.clone()
    }
}

/// The item of a strategy that a task came by.
pub fn place_of(strategy: &CapacityStrategy, launch: &Launch) -> Option<usize> {
    let provider = launch.capacity_provider.as_ref()?;
    strategy.iter().position(|item| item.provider == *provider)
}

/// Where a task of a service goes; it may have to wait for its place.
///
/// # Errors
/// It finds none, and nothing comes for it or too many wait already.
pub fn host_or_wait(world: &World, launch: &Launch) -> Result<Host, Failure> {
    let ask = Ask::new(world, launch);
    match find(&ask) {
        Some(host) => Ok(host),
        None if !can_wait(world, launch) => Err(closest(&ask)),
        None if has_place_to_wait(world, launch.cluster) => Ok(Host::Waiting),
        None => Err(Failure {
            instance: None,
            reason: Reason::ProvisioningLimit,
        }),
    }
}

/// Whether a task of this launch waits in PROVISIONING where it finds no room: its provider's
/// group grows for it. Without managed scaling nothing would come.
/// Source: Developer Guide, "Amazon ECS cluster auto scaling".
pub fn can_wait(world: &World, launch: &Launch) -> bool {
    let provider = launch.capacity_provider.as_ref();
    let provider = provider.filter(|name| !is_fargate(name));
    let row = provider.and_then(|name| world.providers.get(name));
    row.is_some_and(|row| row.managed_scaling.enabled || row.managed_instances.is_some())
}

/// The tasks of a cluster that wait for an instance, the first that came first.
pub fn waiting(world: &World, cluster: ClusterId) -> impl Iterator<Item = TaskId> {
    let all = (cluster, TaskId(0))..=(cluster, TaskId(u32::MAX));
    world.waiting.range(all).map(|(_, id)| *id)
}

/// Whether one more task can wait there.
pub fn has_place_to_wait(world: &World, cluster: ClusterId) -> bool {
    !world.settings.quotas || waiting(world, cluster).count() < MOST_WAITING
}
