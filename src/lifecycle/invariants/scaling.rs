//! What holds for Auto Scaling groups, capacity providers and the tasks that wait for them.

use crate::lifecycle::capacity::provider_of;
use crate::model::reservation::{MOST_SAMPLES, Reservation};
use crate::model::{InstanceId, ScalingGroup, TaskStatus, World};
use std::collections::BTreeMap;

/// Groups and container instances list each other; groups are as large as they may be; providers
/// that nobody sizes have no metric; who waits has no instance.
pub(super) fn breaches(world: &World, found: &mut Vec<String>) {
    let mut listed: BTreeMap<InstanceId, u32> = BTreeMap::new();
    for group in world.scaling_groups.rows() {
        group_breaches(world, group, found);
        for instance in group.machines.iter().filter_map(|row| row.stage.instance()) {
            *listed.entry(instance).or_default() += 1;
        }
    }
    for row in world.instances.rows() {
        let times = listed.get(&row.id).copied().unwrap_or(0);
        if times != u32::from(row.scaling_group.is_some()) {
            found.push(format!("instance {} is listed {times} times", row.id.0));
        }
    }
    for row in world.providers.values() {
        let kept = &row.reservation;
        let sized = row.managed_scaling.enabled && world.cluster_with(&row.name).is_some();
        if !sized && *kept != Reservation::default() {
            found.push(format!("provider {} is measured and not sized", row.id.0));
        }
        let samples = &kept.samples;
        let pairs = samples.iter().zip(samples.iter().skip(1));
        let ordered = pairs.clone().all(|(before, after)| before.at < after.at);
        if samples.len() > MOST_SAMPLES || !ordered {
            found.push(format!("provider {} keeps other samples", row.id.0));
        }
    }
    for (_, id) in &world.waiting {
        let row = world.tasks.get(*id);
        let waits = row.is_some_and(|row| {
            row.instance.is_none() && row.last_status == TaskStatus::Provisioning && row.is_wanted()
        });
        if !waits {
            found.push(format!("task {} does not wait for an instance", id.0));
        }
    }
}

fn group_breaches(world: &World, group: &ScalingGroup, found: &mut Vec<String>) {
    let id = group.id.0;
    let told = &world.surroundings.auto_scaling_groups;
    let told = told.get(&group.name);
    let managed = provider_of(world, group).filter(|row| row.managed_instances.is_some());
    if told.is_some() == managed.is_some() {
        found.push(format!("group {id} is not declared, or doubly"));
    }
    let bounds = told.map_or(0..=0, |told| told.min_size..=told.max_size);
    if !bounds.contains(&group.desired) {
        let desired = group.desired;
        found.push(format!("group {id} wants {desired} instances"));
    }
    let mut numbers = group.machines.iter().map(|row| row.number);
    if !numbers.clone().is_sorted_by(|left, right| left < right)
        || numbers
            .next_back()
            .is_some_and(|last| last >= group.launched)
    {
        found.push(format!("group {id} numbers its machines otherwise"));
    }
    for instance in group.machines.iter().filter_map(|row| row.stage.instance()) {
        let row = world.instances.get(instance);
        if row.is_none_or(|row| row.scaling_group != Some(group.id)) {
            found.push(format!("group {id} lists instance {}", instance.0));
        }
    }
}
