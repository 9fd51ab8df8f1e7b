//! Capacity providers, and the strategies that spread tasks over them.

use super::surroundings::auto_scaling_group;
use super::task::Launch;
use super::{ManagedInstances, ProviderId, Reservation};
use crate::sim::SimTime;
use std::sync::Arc;

/// The provider of Fargate's own capacity. It is always there.
pub const FARGATE: &str = "FARGATE";

/// The provider of Fargate's spare capacity. It is always there.
pub const FARGATE_SPOT: &str = "FARGATE_SPOT";

/// Whether a provider is one of Fargate's.
pub fn is_fargate(name: &str) -> bool {
    matches!(name, FARGATE | FARGATE_SPOT)
}

impl Launch {
    /// Whether it takes the capacity of Fargate Spot.
    pub fn is_on_spot(&self) -> bool {
        self.capacity_provider.as_deref() == Some(FARGATE_SPOT)
    }
}

/// `managedScaling` of an Auto Scaling group provider.
/// Source of the defaults: ECS API, ManagedScaling.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ManagedScaling {
    /// Whether ECS sizes the group, so that tasks can wait for its instances.
    pub enabled: bool,
    /// Percent of the group that shall be in use, 1 to 100.
    pub target_capacity: u32,
    /// The fewest instances that are added at once.
    pub minimum_step: u32,
    /// The most instances that are added at once.
    pub maximum_step: u32,
    /// Seconds after its launch in which an instance does not count.
    pub warmup_seconds: u32,
}

impl Default for ManagedScaling {
    fn default() -> Self {
        ManagedScaling {
            enabled: true,
            target_capacity: 100,
            minimum_step: 1,
            maximum_step: 10_000,
            warmup_seconds: 300,
        }
    }
}

/// Source: ECS API, `CapacityProvider.updateStatus`. That of a group is made at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProviderUpdate {
    /// It comes to be: its instances are ECS's own.
    CreateInProgress,
    /// Made and never changed.
    CreateComplete,
    /// It will be another in a moment.
    UpdateInProgress,
    /// Changed.
    UpdateComplete,
    /// Going.
    DeleteInProgress,
    /// Gone, and only good to describe.
    DeleteComplete,
    /// It was to be deleted and is in use.
    DeleteFailed,
}

impl ProviderUpdate {
    /// The name that the API uses; none before the first change.
    /// Source: AWS CLI, samples of create-capacity-provider and update-capacity-provider.
    pub fn name(self) -> Option<&'static str> {
        match self {
            ProviderUpdate::CreateInProgress => Some("CREATE_IN_PROGRESS"),
            ProviderUpdate::CreateComplete => None,
            ProviderUpdate::UpdateInProgress => Some("UPDATE_IN_PROGRESS"),
            ProviderUpdate::UpdateComplete => Some("UPDATE_COMPLETE"),
            ProviderUpdate::DeleteInProgress => Some("DELETE_IN_PROGRESS"),
            ProviderUpdate::DeleteComplete => Some("DELETE_COMPLETE"),
            ProviderUpdate::DeleteFailed => Some("DELETE_FAILED"),
        }
    }
}

/// What UpdateCapacityProvider changes of a provider.
#[derive(Clone, Debug, PartialEq)]
pub struct ProviderSettings {
    /// What it is told if ECS itself chooses its instances; its group is then ECS's own.
    pub managed_instances: Option<Arc<ManagedInstances>>,
    /// How the group is sized.
    pub managed_scaling: ManagedScaling,
    /// `managedTerminationProtection`.
    pub termination_protection: bool,
    /// `managedDraining`.
    pub managed_draining: bool,
}

/// A capacity provider of an Auto Scaling group.
#[derive(Clone, Debug, PartialEq)]
pub struct CapacityProvider {
    /// Its name, unique in the account.
    pub name: Arc<str>,
    /// The how-manieth of the run it is; ids are rendered from it.
    pub id: ProviderId,
    /// The group's ARN.
    pub auto_scaling_group: Arc<str>,
    /// What it is told if ECS itself chooses its instances; its group is then ECS's own.
    pub managed_instances: Option<Arc<ManagedInstances>>,
    /// How the group is sized.
    pub managed_scaling: ManagedScaling,
    /// How much of the group is needed, as far as ECS sizes it.
    pub reservation: Reservation,
    /// `managedTerminationProtection`.
    pub termination_protection: bool,
    /// `managedDraining`.
    pub managed_draining: bool,
    /// What became of the last change.
    pub update: ProviderUpdate,
    /// What it will be when its update is complete.
    pub pending: Option<Arc<ProviderSettings>>,
    /// What stopped the last change, in words.
    pub update_reason: Option<Arc<str>>,
    /// Tags, a JSON array.
    pub tags: Arc<serde_json::Value>,
    /// When it was created.
    pub created_at: SimTime,
}

impl CapacityProvider {
    /// What it is, or will be once its update is complete.
    pub fn settings(&self) -> ProviderSettings {
        match &self.pending {
            Some(pending) => ProviderSettings::clone(pending),
            None => ProviderSettings {
                managed_instances: self.managed_instances.clone(),
                managed_scaling: self.managed_scaling,
                termination_protection: self.termination_protection,
                managed_draining: self.managed_draining,
            },
        }
    }

    /// Whether it is being deleted, or deleted: no cluster can be given it any more.
    pub fn is_going(&self) -> bool {
        match self.update {
            ProviderUpdate::DeleteInProgress | ProviderUpdate::DeleteComplete => true,
            ProviderUpdate::CreateInProgress
            | ProviderUpdate::CreateComplete
            | ProviderUpdate::UpdateInProgress
            | ProviderUpdate::UpdateComplete
            | ProviderUpdate::DeleteFailed => false,
        }
    }

    /// The name that stands for the instances of a provider whose group is ECS's own; no Auto
    /// Scaling group can have it.
    pub fn own_group(name: &str) -> String {
        format!("ecs-managed-instances:{name}")
    }

    /// The name of its Auto Scaling group.
    pub fn group_name(&self) -> &str {
        auto_scaling_group::name(&self.auto_scaling_group)
    }
}

/// One item of a capacity provider strategy. Source: ECS API, CapacityProviderStrategyItem.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StrategyItem {
    /// The provider's name.
    pub provider: Arc<str>,
    /// How many tasks go to it before weights count.
    pub base: u32,
    /// Its share of the others.
    pub weight: u32,
}

/// Which provider gets the next task, by the number of tasks that each has: as long as one is
/// below its base, that one; then the one that is furthest behind its share. Where a strategy has
/// one provider, that one.
/// Source: Developer Guide, "Amazon ECS capacity providers" (base and weight). Assumption: how the
/// shares interleave, and that the first of equals is taken.
pub fn start_pick(strategy: &[StrategyItem], counts: &[u32]) -> Option<usize> {
    let items = || strategy.iter().zip(counts).enumerate();
    if let Some((place, _)) = items().find(|(_, (item, count))| **count < item.base) {
        return Some(place);
    }
    if strategy.len() == 1 {
        return Some(0);
    }
    let behind = |item: &StrategyItem, count: u32| u64::from(count - item.base.min(count)) + 1;
    let weighted = items().filter(|(_, (item, _))| item.weight > 0);
    // a/b < c/d as a·d < c·b: no fractions.
    let best = weighted.reduce(|best, next| {
        let ((_, (left, l)), (_, (right, r))) = (best, next);
        let sooner =
            behind(right, *r) * u64::from(left.weight) < behind(left, *l) * u64::from(right.weight);
        if sooner { next } else { best }
    });
    best.map(|(place, _)| place)
}

/// Which provider loses the next task: the one that is furthest above its share and above its
/// base; the last of equals. Only those that can give one are asked.
/// Source: as for [`start_pick`]; assumption throughout: nobody documents the way back.
pub fn stop_pick(strategy: &[StrategyItem], counts: &[u32], can_give: &[u32]) -> Option<usize> {
    let items = strategy.iter().zip(counts).enumerate();
    let able = items.filter(|(place, _)| can_give.get(*place).is_some_and(|count| *count > 0));
    let over = |item: &StrategyItem, count: u32| u64::from(count - item.base.min(count));
    let worst = able.reduce(|worst, next| {
        let ((_, (left, l)), (_, (right, r))) = (worst, next);
        let weight = |item: &StrategyItem| u64::from(item.weight.max(1));
        // What is not above its base goes last of all.
        let further = over(right, *r) * weight(left) >= over(left, *l) * weight(right);
        if further { next } else { worst }
    });
    worst.map(|(place, _)| place)
}

/// The items of a strategy; empty where there is none.
pub type CapacityStrategy = Arc<[StrategyItem]>;

#[cfg(test)]
mod tests {
    use super::*;

    fn strategy(items: &[(u32, u32)]) -> Vec<StrategyItem> {
        let item = |(place, (base, weight)): (usize, &(u32, u32))| StrategyItem {
            provider: format!("p{place}").into(),
            base: *base,
            weight: *weight,
        };
        items.iter().enumerate().map(item).collect()
    }

    fn started(items: &[(u32, u32)], tasks: usize) -> Vec<u32> {
        let strategy = strategy(items);
        let mut counts = vec![0; items.len()];
        for _ in 0..tasks {
            let place = start_pick(&strategy, &counts).expect("one has a weight");
            counts[place] += 1;
        }
        counts
    }

    #[test]
    fn base_goes_first_and_weights_share_the_rest() {
        assert_eq!(started(&[(1, 1), (0, 3)], 9), [3, 6]);
        assert_eq!(started(&[(0, 1), (0, 4)], 5), [1, 4]);
        assert_eq!(started(&[(0, 1), (0, 1)], 3), [2, 1]);
        assert_eq!(started(&[(2, 0), (0, 1)], 5), [2, 3]);
        assert_eq!(started(&[(0, 0)], 3), [3]);
        assert_eq!(start_pick(&strategy(&[(0, 0), (0, 0)]), &[0, 0]), None);
    }

    #[test]
    fn what_was_added_last_goes_first() {
        let strategy = strategy(&[(1, 1), (0, 3)]);
        let mut counts = vec![3, 6];
        for _ in 0..8 {
            let place = stop_pick(&strategy, &counts, &counts).expect("there are tasks");
            counts[place] -= 1;
        }
        assert_eq!(counts, [1, 0], "the base stays");
        assert_eq!(stop_pick(&strategy, &[0, 0], &[0, 0]), None);
    }
}
