//! What a request names: clusters, services, definitions by name or ARN.

use super::{Code, Refusal, Request};
use crate::model::arn::{Arns, last_part};
use crate::model::cluster::{ClusterChange, ClusterStatus};
use crate::model::{Cluster, ClusterId, InstanceId, Service, TaskDefinition, TaskId, World};
use serde_json::Value;
use std::sync::Arc;

/// The cluster that a request means when it names none. Source: ECS API, `cluster` members.
pub const DEFAULT_CLUSTER: &str = "default";

/// The ACTIVE cluster that `cluster` names by name or ARN; `default` if it is absent.
/// Source of the texts: amazon-ecs-agent, `ecs-agent/api/errors`; public reports of requests that
/// name a deleted cluster (of CreateService and UpdateService, all with ClusterNotFoundException),
/// and of one that names none
/// (`github.com/awslabs/amazon-ecs-nodejs-microservices/issues/18`).
pub fn cluster<'a>(world: &'a World, request: Request) -> Result<&'a Arc<Cluster>, Refusal> {
    let named = request.filled_text("cluster").unwrap_or(DEFAULT_CLUSTER);
    check_cluster_arn(world, named)?;
    let of_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    if !named.starts_with("arn:") && (named.len() > 255 || !named.chars().all(of_name)) {
        return Err(Refusal::invalid(format!(
            r"Cluster must match ^[a-zA-Z0-9\-_]{{1,255}}$, but was {named}"
        )));
    }
    let row = any_cluster(world, named)
        .ok_or_else(|| Refusal::new(Code::ClusterNotFound, "Cluster not found."))?;
    match row.status {
        ClusterStatus::Active => Ok(row),
        ClusterStatus::Inactive => {
            let message = "The referenced cluster was inactive.";
            Err(Refusal::new(Code::ClusterNotFound, message))
        }
    }
}

/// The ACTIVE cluster of a request that has to name one.
pub fn required_cluster<'a>(
    world: &'a World,
    request: Request,
) -> Result<&'a Arc<Cluster>, Refusal> {
    match request.filled_text("cluster") {
        Some(_) => cluster(world, request),
        None => Err(Refusal::new(Code::ClusterNotFound, "Cluster not found.")),
    }
}

/// Whether a cluster is ready for other capacity providers.
///
/// # Errors
/// It is made still. Source of the text: hashicorp/terraform-provider-aws, issue 11285.
pub fn check_active(cluster: &Cluster) -> Result<(), Refusal> {
    match cluster.change.as_deref() {
        Some(ClusterChange::Create) => Err(Refusal::client("Cluster was not ACTIVE.")),
        Some(ClusterChange::Update { .. } | ClusterChange::Delete) | None => Ok(()),
    }
}

/// Whether nothing is under way with what a cluster has for its capacity providers.
///
/// # Errors
/// Something is. Source of the text: what ECS said of PutClusterCapacityProviders in public
/// reports; assumption: that it says so of DeleteCluster too.
pub fn check_settled(cluster: &Cluster) -> Result<(), Refusal> {
    if cluster.change.is_none() {
        return Ok(());
    }
    Err(Refusal::new(
        Code::UpdateInProgress,
        "The specified cluster is in a busy state. Cluster attachments must be in UPDATE_COMPLETE \
         or UPDATE_FAILED state before they can be updated.",
    ))
}

/// The ACTIVE cluster of this name or ARN.
pub fn active_cluster<'a>(world: &'a World, name_or_arn: &str) -> Option<&'a Arc<Cluster>> {
    let row = any_cluster(world, name_or_arn)?;
    (row.status == ClusterStatus::Active).then_some(row)
}

/// The cluster of this name or ARN, ACTIVE or not.
pub fn any_cluster<'a>(world: &'a World, name_or_arn: &str) -> Option<&'a Arc<Cluster>> {
    let row = world.cluster_named(last_part(name_or_arn))?;
    let meant = !name_or_arn.starts_with("arn:") || Arns::of(world).cluster(row.id) == name_or_arn;
    meant.then_some(row)
}

/// The task of this cluster that an ARN or an id names; None if there is none.
///
/// # Errors
/// The ARN is of another cluster.
pub fn task(world: &World, cluster: &Cluster, named: &str) -> Result<Option<TaskId>, Refusal> {
    check_cluster(world, cluster, named)?;
    let id = Arns::of(world).read_task(named);
    let row = id.and_then(|id| world.tasks.get(id));
    Ok(row
        .filter(|row| row.launch.cluster == cluster.id)
        .map(|row| row.id))
}

/// The container instance of this cluster that an ARN or an id names; None if there is none.
///
/// # Errors
/// The ARN is of another cluster.
pub fn instance(
    world: &World,
    cluster: &Cluster,
    named: &str,
) -> Result<Option<InstanceId>, Refusal> {
    check_cluster(world, cluster, named)?;
    let id = Arns::of(world).read_instance(named);
    let row = id.and_then(|id| world.instances.get(id));
    Ok(row
        .filter(|row| row.cluster == cluster.id)
        .map(|row| row.id))
}

/// The container instance that a member of the request names.
///
/// # Errors
/// There is none. Assumption: the text, after that of a task.
pub fn known_instance(
    world: &World,
    cluster: &Cluster,
    request: Request,
    member: &str,
) -> Result<InstanceId, Refusal> {
    let named = request.text(member).unwrap_or("");
    let message = "The referenced container instance was not found.";
    instance(world, cluster, named)?.ok_or_else(|| Refusal::invalid(message))
}

/// The container instance of this cluster that was deregistered of late under this ARN or id.
pub fn departed_instance(world: &World, cluster: &Cluster, named: &str) -> Option<InstanceId> {
    let id = Arns::of(world).read_instance(named)?;
    let row = world.departed.get(&id)?;
    (row.cluster == cluster.id).then_some(id)
}

/// The failure of a container instance that is not there, or not any more.
/// Source: Developer Guide, "API failure reasons".
pub fn missing_instance(world: &World, cluster: &Cluster, named: &str) -> Value {
    if let Some(id) = departed_instance(world, cluster, named) {
        return super::render::inactive(&Arns::of(world).instance(id));
    }
    missing(
        world,
        &format!("container-instance/{}", cluster.name),
        named,
    )
}

/// The failure of what is not there: under the ARN that was asked for, or the one that it would
/// have as a resource of this kind.
pub fn missing(world: &World, kind: &str, named: &str) -> Value {
    if named.starts_with("arn:") {
        return super::render::missing(named);
    }
    super::render::missing(&Arns::of(world).ecs(&format!("{kind}/{named}")))
}

/// Refuses what names a cluster by an ARN that is none: within another one, or in quotes. Source of
/// the text: public reports of DescribeClusters in Terraform (`terraform import`), and aws/aws-cli,
/// issue 7875 (DescribeTasks, the quotes).
pub fn check_cluster_arn(world: &World, named: &str) -> Result<(), Refusal> {
    let arn = named.starts_with("arn:") && named.matches('/').count() == 1;
    if named.contains(":cluster/") && !arn {
        return Err(Refusal::invalid("Unsupported resource type: cluster"));
    }
    check_account(world, named)
}

/// Refuses an ARN of another account. Source of the text: public reports of RunTask, and of
/// Terraform with the state of another account.
fn check_account(world: &World, named: &str) -> Result<(), Refusal> {
    let arn = named.strip_prefix("arn:");
    let account = arn.and_then(|arn| arn.split(':').nth(3));
    if account.is_some_and(|account| *account != *world.settings.account_id) {
        return Err(Refusal::invalid("AccountIDs mismatch"));
    }
    Ok(())
}

/// Refuses an ARN of another account, and one that has neither an id alone nor one below that of
/// its cluster. Source of the text: aws-samples/semantic-search-aws-docs, issue 5 (DescribeTasks).
fn check_arn(world: &World, named: &str) -> Result<(), Refusal> {
    check_account(world, named)?;
    if !named.starts_with("arn:") || matches!(named.matches('/').count(), 1 | 2) {
        return Ok(());
    }
    let message = "Invalid identifier: Unexpected number of separators";
    Err(Refusal::invalid(message))
}

/// Refuses an id, as it stands without an ARN, that is none. Source of the text: public reports of
/// DescribeTasks ("taskId …"), which scripts ask for `None`, of StartTask ("instanceId …"), and of
/// ExecuteCommand ("task …": Mic-U/ecsher, issue 56; aws/aws-cli, issue 10057).
pub fn check_id(called: &str, named: &str) -> Result<(), Refusal> {
    // Ids of before 2018 have hyphens.
    if named.contains([':', '/']) || matches!(named.len(), 32 | 36) {
        return Ok(());
    }
    let message = format!("{called} length should be one of [32,36]");
    Err(Refusal::invalid(message))
}

/// An ARN of the long format names its cluster before the id.
/// Source of the text: public reports of DescribeTasks.
fn check_cluster(world: &World, cluster: &Cluster, named: &str) -> Result<(), Refusal> {
    check_arn(world, named)?;
    let mut parts = named.rsplit('/');
    let (_, other) = (parts.next(), parts.next());
    let long = named.starts_with("arn:") && parts.next().is_some();
    match other.filter(|other| long && **other != *cluster.name) {
        None => Ok(()),
        Some(other) => Err(Refusal::invalid(format!(
            "Invalid identifier: Identifier is for cluster {other}. Your cluster is {}",
            cluster.name
        ))),
    }
}

/// The id of the cluster of this request.
pub fn cluster_id(world: &World, request: Request) -> Result<ClusterId, Refusal> {
    Ok(cluster(world, request)?.id)
}

/// The service of this name or ARN in a cluster, in any status; the newest where a name was used
/// again. ARNs without the cluster's name are older and still mean the same.
/// Source: Developer Guide, "Amazon Resource Names (ARNs) and IDs".
///
/// # Errors
/// The ARN is of another cluster.
pub fn any_service<'a>(
    world: &'a World,
    cluster: &Cluster,
    name_or_arn: &str,
) -> Result<Option<&'a Arc<Service>>, Refusal> {
    check_cluster(world, cluster, name_or_arn)?;
    let arns = Arns::of(world);
    let row = world.service_named(cluster.id, last_part(name_or_arn));
    let meant = |row: &&Arc<Service>| {
        !name_or_arn.starts_with("arn:")
            || arns.service(row.id) == name_or_arn
            || arns.ecs(&format!("service/{}", row.name)) == name_or_arn
    };
    Ok(row.filter(meant))
}

/// The service that a member of the request names, in any status.
/// Source of the text: ECS API, ServiceNotFoundException.
pub fn service<'a>(
    world: &'a World,
    cluster: &Cluster,
    request: Request,
    member: &str,
) -> Result<&'a Arc<Service>, Refusal> {
    let named = request.filled_text(member).unwrap_or("");
    any_service(world, cluster, named)?
        .ok_or_else(|| Refusal::new(Code::ServiceNotFound, "Service not found."))
}

/// Refuses a reference to a task definition that cannot be read, whether or not there is such a
/// definition. Source of the texts: public reports of DescribeTaskDefinition (the Region), and of
/// CodeDeploy as it hands on what ECS says (the revision); of the latter's code also
/// hashicorp/terraform-provider-aws, issue 30313.
pub fn check_definition(world: &World, name: &str) -> Result<(), Refusal> {
    check_region(world, name)?;
    match wrong_revision(name) {
        Some(given) => Err(Refusal::invalid(format!(
            "Invalid revision number. Number: {given}"
        ))),
        None => Ok(()),
    }
}

fn check_region(world: &World, name: &str) -> Result<(), Refusal> {
    let region = name
        .strip_prefix("arn:")
        .and_then(|arn| arn.split(':').nth(2));
    if region.is_some_and(|region| *region != *world.settings.region) {
        return Err(Refusal::client("Invalid Region in ARN"));
    }
    Ok(())
}

/// What stands where the revision should, if it is no number.
fn wrong_revision(name: &str) -> Option<&str> {
    let (_, revision) = last_part(name).rsplit_once(':')?;
    revision.parse::<u32>().is_err().then_some(revision)
}

/// The revision that `family`, `family:revision` or an ARN names; without a revision the newest
/// ACTIVE one, also in an ARN, as targets of schedules and rules have it.
/// Source: ECS API, RunTask, taskDefinition; hashicorp/terraform-provider-aws, pull request 27119.
pub fn definition<'a>(world: &'a World, name: &str) -> Option<&'a Arc<TaskDefinition>> {
    use crate::model::task_definition::DefinitionStatus;
    let short = last_part(name);
    let (family, revision) = match short.rsplit_once(':') {
        Some((family, revision)) => (family, Some(revision.parse::<u32>().ok()?)),
        None => (short, None),
    };
    let row = match revision {
        Some(revision) => world.definition_named(family, revision)?,
        None => {
            let ids = world.families.get(family)?.revisions.values().rev();
            let mut rows = ids.filter_map(|id| world.definitions.get(*id));
            rows.find(|row| row.status == DefinitionStatus::Active)?
        }
    };
    if !name.starts_with("arn:") {
        return Some(row);
    }
    let arn = Arns::of(world).definition(row.id);
    let newest = arn.rsplit_once(':').map(|(family, _)| family);
    let meant = arn == name || (revision.is_none() && newest == Some(name));
    meant.then_some(row)
}

/// The `include` list of a Describe request has this option.
pub fn includes(request: Request, option: &str) -> bool {
    request.texts("include").any(|text| text == option)
}

/// The names or ARNs of a Describe request, at most `most`.
///
/// # Errors
/// More than that. Source of the text: public reports of DescribeTasks ("taskIds …") and
/// DescribeServices ("service names …").
pub fn named<'a>(
    request: Request<'a>,
    member: &str,
    called: &str,
    most: usize,
) -> Result<Vec<&'a str>, Refusal> {
    let names: Vec<&str> = request.texts(member).collect();
    if names.len() > most {
        let message = format!("{called} can have at most {most} items.");
        return Err(Refusal::invalid(message));
    }
    Ok(names)
}
