//! Task sets by their ids and ARNs, and the services that have them.

use super::{Code, Refusal, Request, lookup};
use crate::model::arn::Arns;
use crate::model::{Deployment, DeploymentStatus, Service, ServiceStatus, World};
use std::sync::Arc;

/// What is said of a service that the scheduler deploys.
/// Source: public reports of CreateTaskSet and DescribeTaskSets.
pub const OTHER_CONTROLLER: &str = "Amazon ECS only supports task set management on services \
     configured to use external deployment controllers.";

/// The ACTIVE service of a request about task sets. Those of a service for CodeDeploy can be
/// managed too. Assumption: ECS lets whoever may call it do what CodeDeploy does.
///
/// # Errors
/// There is none, it is not ACTIVE, or the scheduler deploys it.
pub fn service<'a>(world: &'a World, request: Request) -> Result<&'a Arc<Service>, Refusal> {
    let row = active_service(world, request)?;
    match row.controller.has_task_sets() {
        true => Ok(row),
        false => Err(Refusal::invalid(OTHER_CONTROLLER)),
    }
}

/// The ACTIVE service of a request. Source of the code: ECS API, CreateTaskSet; of the text:
/// public reports of UpdateService.
pub fn active_service<'a>(world: &'a World, request: Request) -> Result<&'a Arc<Service>, Refusal> {
    let cluster = lookup::required_cluster(world, request)?;
    let row = lookup::service(world, cluster, request, "service")?;
    match row.status {
        ServiceStatus::Active => Ok(row),
        ServiceStatus::Draining | ServiceStatus::Inactive => {
            let message = "Service was not ACTIVE.";
            Err(Refusal::new(Code::ServiceNotActive, message))
        }
    }
}

/// The task set of a service with this id or ARN.
pub fn find<'a>(world: &World, service: &'a Service, id_or_arn: &str) -> Option<&'a Deployment> {
    let arns = Arns::of(world);
    let mut rows = service.deployments.iter();
    rows.find(|row| match id_or_arn.starts_with("arn:") {
        true => arns.task_set(service.id, row.id) == id_or_arn,
        false => arns.deployment(row.id) == id_or_arn,
    })
}

/// The task set that a member of the request names.
///
/// # Errors
/// There is none. Source of the text: ECS API, TaskSetNotFoundException.
pub fn named<'a>(
    world: &World,
    service: &'a Service,
    request: Request,
    member: &str,
) -> Result<&'a Deployment, Refusal> {
    let named = request.text(member).unwrap_or("");
    find(world, service, named).ok_or_else(|| {
        let message = "The specified task set wasn't found.";
        Refusal::new(Code::TaskSetNotFound, message)
    })
}

/// The same, of one that is not deleted.
///
/// # Errors
/// There is none, or it is DRAINING. Assumption: code and text of the latter.
pub fn open<'a>(
    world: &World,
    service: &'a Service,
    request: Request,
    member: &str,
) -> Result<&'a Deployment, Refusal> {
    let row = named(world, service, request, member)?;
    match row.status {
        DeploymentStatus::Primary | DeploymentStatus::Active => Ok(row),
        DeploymentStatus::Draining => Err(Refusal::invalid("The task set is DRAINING.")),
    }
}
