//! Whether the services that run the older revision can change to the newer one with what their
//! cluster has.

use super::{Line, Side, fits, worse};
use crate::lifecycle::placement::{Ask, filters};
use crate::lifecycle::service::Limits;
use crate::model::task::{Launch, LaunchType};
use crate::model::task_definition::Compatibility;
use crate::model::{ClusterId, Service, ServiceStatus, World};
use crate::view::why::forget;
use std::sync::Arc;

/// A line for each service that cannot just change.
pub(super) fn lines(world: &World, cluster: ClusterId, before: &Side, after: &Side) -> Vec<Line> {
    let runs_it = |service: &&Arc<Service>| {
        service.cluster == cluster
            && service.status == ServiceStatus::Active
            && !service.controller.has_task_sets()
            && service.primary().map(|row| row.revision.definition) == before.id
    };
    let services = world.services.rows().filter(runs_it);
    services
        .filter_map(|service| said(world, service, after))
        .collect()
}

fn said(world: &World, service: &Service, after: &Side) -> Option<Line> {
    let name = &service.name;
    let launch = Launch {
        spec: after.spec.clone(),
        ..(*service.primary()?.launch).clone()
    };
    let wants = match launch.launch_type {
        LaunchType::Ec2 => Compatibility::Ec2,
        LaunchType::Fargate => Compatibility::Fargate,
        LaunchType::External => Compatibility::External,
        LaunchType::ManagedInstances => Compatibility::ManagedInstances,
    };
    if !after.spec.compatibilities.contains(&wants) {
        let wants = wants.name();
        return Some(worse(format!(
            "{name} cannot use it: its launch type is {wants}"
        )));
    }
    let limits = Limits::of(service);
    let desired = service.desired_count;
    if desired == 0 {
        return None;
    }
    if limits.block(desired) {
        let (minimum, maximum) = (service.minimum_healthy_percent, service.maximum_percent);
        let limits = format!("minimumHealthyPercent {minimum} and maximumPercent {maximum}");
        let blocked = format!("{limits} leave no task to replace");
        return Some(worse(format!("{name} cannot roll out: {blocked}")));
    }
    if launch.launch_type == LaunchType::Fargate {
        return None;
    }
    let more = limits.ceiling > desired && has_room(world, &launch);
    let first_stopped = desired.saturating_sub(limits.floor);
    if more || first_stopped > 0 && has_room(&without(world, service, first_stopped), &launch) {
        return None;
    }
    Some(worse(format!(
        "The roll-out of {name} {}",
        what_it_needs(world, service, after)
    )))
}

/// Whether an instance of the cluster takes a task now.
fn has_room(world: &World, launch: &Launch) -> bool {
    let ask = Ask::new(world, launch);
    ask.instances()
        .any(|instance| filters::first_shortfall(&ask, instance).is_none())
}

/// The world after a service has stopped so many of its tasks.
fn without(world: &World, service: &Service, count: u32) -> World {
    let mut world = world.clone();
    let count = usize::try_from(count).unwrap_or(usize::MAX);
    let tasks = service.primary().into_iter();
    let tasks = tasks.flat_map(|row| row.live_tasks.iter());
    let tasks: Vec<_> = tasks.take(count).collect();
    for id in tasks {
        if let Some(task) = world.tasks.get(id).cloned() {
            forget(&mut world, &task);
        }
    }
    world
}

fn what_it_needs(world: &World, service: &Service, after: &Side) -> String {
    let mut instances = world
        .instances
        .rows()
        .filter(|row| row.cluster == service.cluster);
    let fitting = instances.find(|row| {
        let fit = fits::fit(world, row, &after.spec);
        fit.count != Some(0)
    });
    let Some(fitting) = fitting else {
        return "needs instances of another type: a task fits on none of the cluster's".to_owned();
    };
    let name = fitting.instance_type.name;
    let floor = service.minimum_healthy_percent;
    let why = match floor >= 100 {
        true => format!("minimumHealthyPercent {floor} lets no task stop first"),
        false => "what it may stop first makes no room".to_owned(),
    };
    format!(
        "needs one more instance, such as {} {name}: no instance has room now, and {why}",
        fits::article(name)
    )
}
