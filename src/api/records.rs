//! The records of services' changes by their ARNs.

use super::{Code, Refusal, Request, lookup};
use crate::model::arn::Arns;
use crate::model::{Service, ServiceDeployment, ServiceStatus, World};
use std::sync::Arc;

/// The service that an ARN names beside a record of it: `arn:…:KIND/CLUSTER/SERVICE/ID`. Records
/// go when the service is INACTIVE. Source: Developer Guide, "View service history using Amazon
/// ECS service deployments".
fn service_of<'a>(world: &'a World, arn: &str, kind: &str) -> Option<&'a Arc<Service>> {
    let (_, named) = arn.strip_prefix("arn:")?.split_once(kind)?;
    let mut parts = named.strip_prefix('/')?.split('/');
    let cluster = world.cluster_named(parts.next()?)?;
    let service = world.service_named(cluster.id, parts.next()?)?;
    (service.status != ServiceStatus::Inactive).then_some(service)
}

/// The record with this ARN.
pub fn deployment<'a>(world: &'a World, arn: &str) -> Option<&'a Arc<ServiceDeployment>> {
    let service = service_of(world, arn, ":service-deployment")?;
    let mut records = world.records_of(service);
    records.find(|record| Arns::of(world).service_deployment(record) == arn)
}

/// The record whose target is the service revision with this ARN.
pub fn revision<'a>(world: &'a World, arn: &str) -> Option<&'a Arc<ServiceDeployment>> {
    let service = service_of(world, arn, ":service-revision")?;
    let mut records = world.records_of(service);
    records.find(|record| Arns::of(world).service_revision(service.id, record.target) == arn)
}

/// The record that `serviceDeploymentArn` names.
///
/// # Errors
/// There is none. Source of the code: ECS API, StopServiceDeployment. Assumption: the text.
pub fn named<'a>(
    world: &'a World,
    request: Request,
) -> Result<&'a Arc<ServiceDeployment>, Refusal> {
    let arn = request.text("serviceDeploymentArn").unwrap_or("");
    deployment(world, arn).ok_or_else(|| {
        let message = "Service deployment not found.";
        Refusal::new(Code::ServiceDeploymentNotFound, message)
    })
}

/// The ARNs of a Describe request.
///
/// # Errors
/// None, or more than 20. Source: ECS API, DescribeServiceDeployments. Assumption: the texts.
pub fn arns<'a>(request: Request<'a>, member: &str) -> Result<Vec<&'a str>, Refusal> {
    let arns = lookup::named(request, member, member, 20)?;
    if arns.is_empty() {
        return Err(Refusal::invalid(format!("{member} cannot be empty.")));
    }
    Ok(arns)
}
