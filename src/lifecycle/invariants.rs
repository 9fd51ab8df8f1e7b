//! What holds for every world between two turns. A breach is a bug of ours, never of a user.

mod scaling;

use super::placement::{groups, shelves};
use super::service::is_open;
use super::task::needs;
use crate::model::placement::PlacementConstraint;
use crate::model::service::Tally;
use crate::model::target::TargetState;
use crate::model::{
    Cluster, ContainerInstance, ContainerStatus, Deployment, DeploymentStatus, InstanceStatus,
    Resources, RolloutState, Service, ServiceDeploymentStatus, ServiceStatus, Task, TaskStatus,
    World,
};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Everything that does not hold; empty for a sound world. Walks the whole world: for tests, and
/// for the page when it is in doubt.
pub fn breaches(world: &World) -> Vec<String> {
    let mut found = Vec::new();
    for instance in world.instances.rows() {
        instance_breaches(world, instance, &mut found);
    }
    for service in world.services.rows() {
        service_breaches(world, service, &mut found);
    }
    for task in world.tasks.rows() {
        task_breaches(world, task, &mut found);
    }
    group_breaches(world, &mut found);
    scaling::breaches(world, &mut found);
    let mut recount = World {
        instances: world.instances.clone(),
        ..World::default()
    };
    for (id, _) in world.instances.iter() {
        shelves::put(&mut recount, id);
    }
    if recount.shelves != world.shelves {
        found.push("the shelves are not those of a recount".into());
    }
    for cluster in world.clusters.rows() {
        cluster_breaches(world, cluster, &mut found);
    }
    found
}

/// A cluster lists and counts its tasks as a recount does.
fn cluster_breaches(world: &World, cluster: &Cluster, found: &mut Vec<String>) {
    let id = cluster.id.0;
    let tasks = world.tasks.rows();
    let ours = tasks.filter(|task| task.launch.cluster == cluster.id);
    let (live, stopped): (Vec<&Arc<Task>>, Vec<_>) = ours.partition(|task| task.is_live());
    if !live
        .iter()
        .map(|task| task.id)
        .eq(cluster.live_tasks.iter())
    {
        found.push(format!("cluster {id} lists other live tasks"));
    }
    let mut kept = cluster.stopped_tasks.iter();
    if kept.any(|id| stopped.binary_search_by_key(&id, |task| task.id).is_err()) {
        found.push(format!("cluster {id} lists other stopped tasks"));
    }
    let mut recount = Cluster {
        counts: Default::default(),
        ..cluster.clone()
    };
    for task in live {
        let counts = recount.counts_of(task.launch.launch_type);
        *counts.counter(task.last_status).unwrap_or(&mut 0) += 1;
    }
    if recount.counts != cluster.counts {
        found.push(format!("cluster {id} counts {:?}", cluster.counts));
    }
}

/// What does not hold among the rows that differ from those of an earlier world that was sound;
/// cheap where little has changed. What only a recount of everything shows is left to [`breaches`].
pub fn breaches_since(before: &World, world: &World) -> Vec<String> {
    let mut found = Vec::new();
    let instances = world.instances.changed_since(&before.instances);
    let mut instances: BTreeSet<_> = instances.map(|(id, _)| id).collect();
    let services = world.services.changed_since(&before.services);
    let mut services: BTreeSet<_> = services.map(|(id, _)| id).collect();
    for (_, task) in world.tasks.changed_since(&before.tasks) {
        task_breaches(world, task, &mut found);
        instances.extend(task.instance);
        services.extend(task.launch.service.map(|(service, _)| service));
    }
    for instance in instances.iter().filter_map(|id| world.instances.get(*id)) {
        instance_breaches(world, instance, &mut found);
    }
    for service in services.iter().filter_map(|id| world.services.get(*id)) {
        service_breaches(world, service, &mut found);
    }
    found
}

/// Resources are conserved: what tasks hold and what remains is what was registered.
fn instance_breaches(world: &World, instance: &ContainerInstance, found: &mut Vec<String>) {
    let id = instance.id.0;
    let tasks = instance.live_tasks.iter();
    let tasks: Vec<&Arc<Task>> = tasks.filter_map(|id| world.tasks.get(id)).collect();
    let mut sum = instance.remaining;
    let mut enis = 0;
    for task in &tasks {
        let needs = needs(&task.launch);
        enis += u32::from(needs.eni);
        if task.last_status < TaskStatus::Deprovisioning {
            sum = sum.plus(needs.resources);
            let held = |ports: &[u16], used: &[u16]| {
                ports.iter().all(|port| used.binary_search(port).is_ok())
            };
            let tcp = held(&needs.tcp_ports, &instance.tcp_ports);
            if !tcp || !held(&needs.udp_ports, &instance.udp_ports) {
                found.push(format!("task {} does not hold its ports", task.id.0));
            }
        }
    }
    let Resources {
        cpu_units,
        memory_mib,
    } = instance.registered;
    if (sum.cpu_units, sum.memory_mib) != (cpu_units, memory_mib) {
        found.push(format!(
            "instance {id}: {sum:?} of {:?}",
            instance.registered
        ));
    }
    if enis != instance.interfaces {
        let counted = instance.interfaces;
        found.push(format!(
            "instance {id} counts {counted} interfaces of {enis}"
        ));
    }
    for ports in [&instance.tcp_ports, &instance.udp_ports] {
        if !ports.is_sorted_by(|left, right| left < right) {
            found.push(format!("instance {id} has a port twice: {ports:?}"));
        }
    }
    let draining = instance.status == InstanceStatus::Draining;
    if draining != world.draining.contains(&instance.id) {
        found.push(format!("instance {id} is listed wrongly as DRAINING"));
    }
}

/// One PRIMARY; tallies as a recount has them; never more tasks than the ceiling unless it was
/// lowered.
fn service_breaches(world: &World, service: &Service, found: &mut Vec<String>) {
    let id = service.id.0;
    if service.controller.has_task_sets() {
        set_breaches(service, found);
    } else {
        let rows = service.deployments.iter();
        let primary = |row: &Deployment| row.status == DeploymentStatus::Primary;
        let places: Vec<bool> = rows.map(primary).collect();
        if places.first() != Some(&true) || places[1..].contains(&true) {
            found.push(format!("service {id} has not exactly one PRIMARY, first"));
        }
        record_breaches(world, service, found);
    }
    for deployment in &service.deployments {
        let mut tally = Tally::default();
        for task in deployment.live_tasks.iter() {
            let Some(task) = world.tasks.get(task) else {
                found.push(format!("service {id} lists the lost task {}", task.0));
                continue;
            };
            if let Some(count) = tally.counter(task.last_status, task.desired_status) {
                *count += 1;
            }
        }
        let listed = deployment.live_tasks.len() as u32;
        if tally != deployment.tally || tally.total() != listed {
            let counted = deployment.tally;
            found.push(format!(
                "service {id}: {counted:?} counts as {tally:?} of {listed}"
            ));
        }
    }
    health_breaches(world, service, found);
    if service.status == ServiceStatus::Inactive && service.tally().wanted() > 0 {
        found.push(format!("service {id} is INACTIVE and wants tasks"));
    }
}

/// At most one task set has the traffic, and none belongs to a record.
fn set_breaches(service: &Service, found: &mut Vec<String>) {
    let id = service.id.0;
    let rows = service.deployments.iter();
    let primaries = rows.filter(|row| row.status == DeploymentStatus::Primary);
    if primaries.count() > 1 || service.current.is_some() {
        found.push(format!(
            "service {id} has several PRIMARY task sets or a record"
        ));
    }
    for row in &service.deployments {
        if row.task_set.is_none() {
            found.push(format!("deployment {} is no task set", row.id.0));
        }
    }
}

/// The latest record is that of the newest deployment, or of the one that it came back for; what
/// was before is over once it is under way.
fn record_breaches(world: &World, service: &Service, found: &mut Vec<String>) {
    let id = service.id.0;
    let (Some(record), Some(primary)) = (world.current_record(service), service.primary()) else {
        found.push(format!("service {id} has no record of its latest change"));
        return;
    };
    let back = record.rollback.as_ref().map(|rollback| rollback.to);
    if back.unwrap_or(record.target) != primary.id {
        found.push(format!(
            "service {id} is on the record with another PRIMARY"
        ));
    }
    let over = record.status.is_over();
    if over != (primary.rollout_state != RolloutState::InProgress) {
        let (status, state) = (record.status.name(), primary.rollout_state.name());
        found.push(format!("service {id} is {status} and {state}"));
    }
    let taken_up = match record.status {
        ServiceDeploymentStatus::InProgress | ServiceDeploymentStatus::RollbackInProgress => true,
        ServiceDeploymentStatus::Pending
        | ServiceDeploymentStatus::StopRequested
        | ServiceDeploymentStatus::RollbackRequested
        | ServiceDeploymentStatus::Successful
        | ServiceDeploymentStatus::Stopped
        | ServiceDeploymentStatus::RollbackSuccessful
        | ServiceDeploymentStatus::RollbackFailed => over,
    };
    let mut older = world.records_of(service).skip(1);
    if taken_up && !older.all(|row| row.status.is_over()) {
        found.push(format!("service {id} has an older change under way"));
    }
}

/// What a service watches is what is open; what it calls unhealthy or a replacement shall run.
fn health_breaches(world: &World, service: &Service, found: &mut Vec<String>) {
    let id = service.id.0;
    let ours = |task: &&Arc<Task>| task.launch.service.is_some_and(|(of, _)| of == service.id);
    let open = world.tasks.rows().filter(ours).filter(|task| is_open(task));
    if !open.map(|task| task.id).eq(service.watched.iter()) {
        found.push(format!("service {id} watches {:?}", service.watched));
    }
    for task in service.unhealthy.iter().chain(service.spares.iter()) {
        if !world.tasks.get(task).is_some_and(|row| row.is_wanted()) {
            found.push(format!(
                "service {id} speaks of the stopped task {}",
                task.0
            ));
        }
    }
}

/// Targets go the way of their task.
fn target_breaches(task: &Task, found: &mut Vec<String>) {
    let id = task.id.0;
    for target in &task.targets {
        let drains = target.state == TargetState::Draining;
        let past = task.last_status > TaskStatus::Running;
        if task.last_status < TaskStatus::Running || drains && !past {
            let state = target.state.name();
            found.push(format!(
                "task {id} is not past RUNNING and {state} as a target"
            ));
        }
        if drains && !task.is_live() {
            found.push(format!("task {id} is STOPPED and still draining"));
        }
    }
}

fn task_breaches(world: &World, task: &Task, found: &mut Vec<String>) {
    let id = task.id.0;
    target_breaches(task, found);
    if task.last_status > TaskStatus::Running && task.is_wanted() {
        found.push(format!("task {id} is past RUNNING and shall run"));
    }
    let over = |status| status == ContainerStatus::Stopped;
    if !task.is_live() && !task.containers.iter().all(|row| over(row.status)) {
        found.push(format!("task {id} is STOPPED and a container of it is not"));
    }
    if let Some((service, deployment)) = task.launch.service.filter(|_| task.is_live()) {
        let row = world.services.get(service);
        let mut rows = row.iter().flat_map(|row| &row.deployments);
        if !rows.any(|row| row.id == deployment && row.live_tasks.contains(task.id)) {
            found.push(format!("task {id} is not listed by its deployment"));
        }
    }
    if let Some(instance) = task.instance.filter(|_| task.is_live()) {
        let row = world.instances.get(instance);
        if row.is_some_and(|row| !row.live_tasks.contains(task.id)) {
            found.push(format!("task {id} is not listed by its instance"));
        }
    }
}

/// Groups count as a recount does, and `distinctInstance` holds.
fn group_breaches(world: &World, found: &mut Vec<String>) {
    let mut recount = World::default();
    let mut alone: BTreeMap<_, u32> = BTreeMap::new();
    let live = world.clusters.rows().flat_map(|row| row.live_tasks.iter());
    let live = live.filter_map(|id| world.tasks.get(id));
    for task in live.filter(|task| task.is_wanted()) {
        groups::join(&mut recount, task);
        let constraints = &task.launch.placement.constraints;
        let placed = task.instance.is_some();
        if placed && constraints.contains(&PlacementConstraint::DistinctInstance) {
            let place = (
                task.launch.cluster,
                task.launch.group.clone(),
                task.instance,
            );
            *alone.entry(place).or_default() += 1;
        }
    }
    if recount.groups != world.groups {
        found.push("the counts of task groups are not those of a recount".into());
    }
    for ((_, group, instance), count) in alone.iter().filter(|(_, count)| **count > 1) {
        found.push(format!("{count} tasks of {group} share {instance:?}"));
    }
}
