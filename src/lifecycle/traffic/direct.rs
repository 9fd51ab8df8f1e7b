//! Who answers the requests of a service without a load balancer: its clients find the tasks by
//! Service Connect or Cloud Map, or know where they are.
//!
//! Sources: Developer Guide, "Amazon ECS Service Connect components" (the proxy of a client goes
//! round the tasks) and "Use service discovery to connect Amazon ECS services with DNS names".

use super::targets::{Candidate, Door};
use crate::model::container::Health;
use crate::model::task_definition::{ContainerDefinition, TaskSpec};
use crate::model::{Deployment, Service, Task, TaskStatus, World};

/// The container of a task that clients connect to: the first essential one with a port, else the
/// first with a port. None where there is no port to connect to.
/// Assumption: it is, whichever port Service Connect or a registry of the service names.
pub fn listener(spec: &TaskSpec) -> Option<u16> {
    let place = |fits: fn(&ContainerDefinition) -> bool| spec.containers.iter().position(fits);
    let essential = place(|row| row.essential && !row.ports.is_empty());
    let found = essential.or_else(|| place(|row| !row.ports.is_empty()))?;
    u16::try_from(found).ok()
}

/// A way to each deployment. While traffic moves from one to the other each has its share of it;
/// else all tasks are alike, whichever deployment they are of.
pub fn doors(world: &World, service: &Service) -> Vec<Door> {
    let record = world.current_record(service);
    let shifts = record.filter(|record| record.shift.is_some() && !record.sources.is_empty());
    let doors = service.deployments.iter().map(|row| {
        let candidates = candidates(world, row);
        let weight = match shifts {
            Some(record) => u32::from(record.weights_of(row.id).production),
            None => u32::try_from(candidates.len()).unwrap_or(u32::MAX),
        };
        Door {
            group: None,
            weight,
            candidates,
        }
    });
    doors.collect()
}

/// How many tasks of a service can answer and are not known to be ill.
pub fn healthy(world: &World, service: &Service) -> usize {
    let of = |row| running(world, row).filter(|task| is_well(task)).count();
    service.deployments.iter().map(of).sum()
}

/// The tasks of a deployment that get requests: those that are not known to be ill; where there is
/// none, all that run. Source: Cloud Map API, DiscoverInstances, `HEALTHY_OR_ELSE_ALL`.
fn candidates(world: &World, deployment: &Deployment) -> Vec<Candidate> {
    let chosen = |well_only: bool| {
        let tasks = running(world, deployment).filter(|task| !well_only || is_well(task));
        let found = tasks.filter_map(|task| {
            Some(Candidate {
                task: task.id,
                container: listener(&task.launch.spec)?,
            })
        });
        found.collect::<Vec<_>>()
    };
    let well = chosen(true);
    if well.is_empty() { chosen(false) } else { well }
}

fn running<'a>(world: &'a World, deployment: &'a Deployment) -> impl Iterator<Item = &'a Task> {
    let tasks = deployment.live_tasks.iter();
    let tasks = tasks.filter_map(|id| world.tasks.get(id).map(|task| &**task));
    tasks.filter(|task| task.last_status == TaskStatus::Running && task.is_wanted())
}

fn is_well(task: &Task) -> bool {
    task.health() != Health::Unhealthy
}
