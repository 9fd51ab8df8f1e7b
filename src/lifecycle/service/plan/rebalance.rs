//! A steady service whose tasks are spread unevenly over Availability Zones is evened out: task by
//! task, a new one starts where there are few, and when it is healthy one stops where there are
//! many. Source: Amazon ECS Developer Guide, "Balancing an Amazon ECS service across Availability
//! Zones".

use super::{Effect, Look, Plan};
use crate::lifecycle::placement::{self, Ask};
use crate::lifecycle::service::health::healthy_at;
use crate::lifecycle::service::scale_in;
use crate::model::service::ServiceMessage;
use crate::model::task::LaunchType;
use crate::model::{InstanceStatus, Task, Zone};
use std::sync::Arc;

impl Look<'_> {
    /// Whether the service is being evened out.
    pub(super) fn rebalances(&self) -> bool {
        self.service.rebalances_since.is_some()
    }

    /// A deployment, or a drain, ends the rebalancing: what is too much goes by the usual rules.
    pub(super) fn stop_rebalancing(&self, plan: &mut Plan) {
        if self.rebalances() {
            plan.effects
                .push(Effect::Say(ServiceMessage::StoppedRebalancing));
            plan.effects.push(Effect::Rebalance(None));
        }
    }

    /// One task more than desired is on its way, or there already: once all are healthy, one goes
    /// from the zone with the most.
    pub(super) fn finish_move(&self, plan: &mut Plan) {
        let primary = self.primary;
        let tasks = self.wanted_of(primary);
        let healthy = tasks.iter().map(|task| healthy_at(task)).max();
        match healthy {
            Some(at) if at > self.now => {
                plan.look_again = plan.look_again.min(at);
                return;
            }
            Some(_) | None => {}
        }
        let counts = self.zone_counts(&self.zones());
        let Some((zone, _)) = counts.iter().max_by_key(|(zone, count)| (*count, *zone)) else {
            return;
        };
        let there = |task: &&Arc<Task>| task.zone == *zone;
        let there: Vec<&Arc<Task>> = tasks.into_iter().filter(there).collect();
        let stop = scale_in::pick(self.world, self.service, &there, 1);
        if stop.is_empty() {
            self.say_protected(primary, true, plan);
            return;
        }
        let effect = Effect::StopToRebalance(primary.id, *zone, stop);
        plan.effects.push(effect);
    }

    /// Looks at a steady service: starts a task in the emptiest zone if the zones are uneven, and
    /// tells when they are even again.
    pub(super) fn rebalance(&self, plan: &mut Plan) {
        if !self.service.rebalancing {
            return self.stop_rebalancing(plan);
        }
        let zones = self.zones();
        let counts = self.zone_counts(&zones);
        let Some(target) = emptier(&counts) else {
            if self.rebalances() {
                plan.effects
                    .push(Effect::Say(ServiceMessage::Balanced(counts)));
                plan.effects.push(Effect::Rebalance(None));
            }
            return;
        };
        let tasks = self.wanted_of(self.primary);
        let fullest = counts.iter().map(|(_, count)| *count).max().unwrap_or(0);
        let crowded = |zone: Zone| counts.contains(&(zone, fullest));
        let open = |task: &&Arc<Task>| crowded(task.zone) && task.protected_until.is_none();
        if !tasks.iter().any(open) {
            return self.say_protected(self.primary, true, plan);
        }
        if self.tally.occupying() >= self.limits.ceiling {
            return;
        }
        let quotas = self.world.settings.quotas;
        let (count, more_at) = self.service.throttle.allow(1, quotas, self.now);
        plan.look_again = plan.look_again.min(more_at);
        if count == 0 {
            return;
        }
        if !self.rebalances() {
            plan.effects
                .push(Effect::Say(ServiceMessage::NotBalanced(counts)));
            plan.effects.push(Effect::Rebalance(Some(self.now)));
        }
        let primary = self.primary.id;
        plan.effects.push(Effect::StartIn(primary, target));
    }

    /// The zones over which the tasks shall be spread: those of the subnets; without any, those of
    /// the instances that the service can use, which is an assumption.
    fn zones(&self) -> Vec<Zone> {
        let launch = &self.primary.launch;
        let ask = Ask::new(self.world, launch);
        let mut zones = match &ask.zones {
            Some(zones) => zones.clone(),
            None => Zone::all().collect(),
        };
        zones.dedup();
        if launch.launch_type == LaunchType::Fargate {
            return zones;
        }
        zones.retain(|zone| ask.group_in_zone(*zone) > 0 || self.can_use(&ask, *zone));
        zones
    }

    /// Whether the cluster has an instance in the zone that could take a task, room or not. Where
    /// there is room, the shelf knows it; the instances are walked only where there is none.
    fn can_use(&self, ask: &Ask, zone: Zone) -> bool {
        if placement::find_in(ask, zone).is_some() {
            return true;
        }
        ask.instances().any(|row| {
            let active = row.status == InstanceStatus::Active && row.zone == zone;
            active && placement::filters::is_of_kind(ask, row)
        })
    }

    fn zone_counts(&self, zones: &[Zone]) -> Vec<(Zone, u32)> {
        let launch = &self.primary.launch;
        let group = self.world.group(launch.cluster, &launch.group);
        let count = |zone: Zone| group.map_or(0, |group| group.in_zone(zone));
        zones.iter().map(|zone| (*zone, count(*zone))).collect()
    }
}

/// The zone that lacks a task: zones may differ by one.
fn emptier(counts: &[(Zone, u32)]) -> Option<Zone> {
    let least = counts.iter().min_by_key(|(zone, count)| (*count, *zone))?;
    let most = counts.iter().map(|(_, count)| *count).max()?;
    (most - least.1 > 1).then_some(least.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zones_may_differ_by_one() {
        let zones =
            |counts: [u32; 3]| [0, 1, 2].map(|zone| (Zone(zone), counts[usize::from(zone)]));
        assert_eq!(emptier(&zones([2, 2, 1])), None);
        assert_eq!(emptier(&zones([3, 1, 1])), Some(Zone(1)));
        assert_eq!(emptier(&zones([2, 0, 1])), Some(Zone(1)));
        assert_eq!(emptier(&[]), None);
    }
}
