//! A cluster. Source: ECS API, Cluster.

use super::{put_extras, strategy};
use crate::model::arn::{Arns, Uuid};
use crate::model::cluster::ClusterChange;
use crate::model::task::LaunchType;
use crate::model::{CapacityProvider, Cluster, ClusterId, Service, ServiceStatus, World};
use serde_json::{Map, Value, json};
use std::sync::Arc;

/// A cluster as DescribeClusters shows it without `include`; null if there is none.
pub fn cluster(world: &World, id: ClusterId) -> Value {
    let Some(row) = world.clusters.get(id) else {
        return Value::Null;
    };
    let services = world.services.rows();
    let active =
        |row: &&std::sync::Arc<Service>| row.cluster == id && row.status == ServiceStatus::Active;
    let names: Vec<&str> = row.capacity_providers.iter().map(|name| &**name).collect();
    let shown = json!({
        "clusterArn": Arns::of(world).cluster(id),
        "clusterName": &*row.name,
        "status": row.status_name(),
        "registeredContainerInstancesCount": world.instance_count(id),
        "runningTasksCount": row.counts.iter().map(|of| of.running).sum::<u32>(),
        "pendingTasksCount": row.counts.iter().map(|of| of.pending).sum::<u32>(),
        "activeServicesCount": services.filter(active).count(),
        "statistics": [],
        "tags": [],
        "settings": [{"name": "containerInsights", "value": "disabled"}],
        "capacityProviders": names,
        "defaultCapacityProviderStrategy": strategy(&row.default_strategy),
    });
    let mut object = shown.as_object().cloned().unwrap_or_default();
    put_extras(&mut object, &row.extras);
    if let Some(defaults) = object.get_mut("serviceConnectDefaults") {
        // Source: published answers of CreateCluster and DescribeClusters of 2023 have the ARN,
        // where the request had the name.
        let name = defaults["namespace"].as_str().unwrap_or_default();
        defaults["namespace"] = Arns::of(world).namespace(name).into();
    }
    Value::Object(object)
}

/// `attachments`, which DescribeClusters adds when asked to include ATTACHMENTS: for each Auto
/// Scaling group the scaling policy with which ECS sizes it, and the hook by which it drains
/// instances. Source: AWS CLI, samples of put-cluster-capacity-providers, and what it printed of
/// it in public reports; Developer Guide, "Configuring Amazon ECS capacity providers to safely shut
/// down instances".
pub fn attachments(world: &World, id: ClusterId) -> Value {
    let Some(row) = world.clusters.get(id) else {
        return json!([]);
    };
    let (coming, leaving): (&[Arc<str>], &[Arc<str>]) = match row.change.as_deref() {
        Some(ClusterChange::Create) => (&row.capacity_providers, &[]),
        Some(ClusterChange::Update { coming, leaving }) => (coming, leaving),
        Some(ClusterChange::Delete) => (&[], &row.capacity_providers),
        None => (&[], &[]),
    };
    let gone = |name: &&Arc<str>| !row.capacity_providers.contains(name);
    let names = row
        .capacity_providers
        .iter()
        .chain(leaving.iter().filter(gone));
    let of_provider = |name: &Arc<str>| {
        let status = match (leaving.contains(name), coming.contains(name)) {
            (true, _) => "DELETING",
            (false, true) => "PRECREATED",
            (false, false) => "CREATED",
        };
        let provider = world.providers.get(name)?;
        Some(attachments_of(world, id, provider, status))
    };
    let connect = connect_attachment(world, row);
    names
        .filter_map(of_provider)
        .flatten()
        .chain(connect)
        .collect()
}

/// The attachment of a cluster whose services have a Service Connect namespace by default. Source:
/// an answer of CreateCluster in public notes of 2023; AWS CLI, sample of update-cluster.
fn connect_attachment(world: &World, row: &Cluster) -> Option<Value> {
    row.extra("serviceConnectDefaults")?;
    let status = match row.change.as_deref() {
        Some(ClusterChange::Create) => "ATTACHING",
        Some(ClusterChange::Update { .. }) | None => "ATTACHED",
        Some(ClusterChange::Delete) => "DETACHING",
    };
    let id = Arns::of(world).uuid(Uuid::ConnectAttachment, u64::from(row.id.0), 0);
    Some(json!({"id": id, "type": "sc", "status": status, "details": []}))
}

/// The attachments of one provider; those of managed instances have none.
fn attachments_of(
    world: &World,
    cluster: ClusterId,
    row: &CapacityProvider,
    status: &str,
) -> Vec<Value> {
    let arns = Arns::of(world);
    let (provider, cluster) = (u64::from(row.id.0), u64::from(cluster.0));
    let attachment = |kind: Uuid, name: &str, detail: &str, value: &str| {
        json!({
            "id": arns.uuid(kind, provider, cluster),
            "type": name,
            "status": status,
            "details": [
                {"name": "capacityProviderName", "value": &*row.name},
                {"name": detail, "value": value},
            ],
        })
    };
    let mut shown = Vec::new();
    if row.managed_instances.is_some() {
        return shown;
    }
    if row.managed_scaling.enabled {
        let policy = arns.uuid(Uuid::ScalingPolicy, provider, cluster);
        let policy = format!("ECSManagedAutoScalingPolicy-{policy}");
        let kind = Uuid::ProviderAttachment;
        shown.push(attachment(kind, "as_policy", "scalingPolicyName", &policy));
    }
    if row.managed_draining {
        let hook = "ecs-managed-draining-termination-hook";
        let (kind, detail) = (Uuid::DrainingAttachment, "autoScalingLifecycleHookName");
        shown.push(attachment(kind, "managed_draining", detail, hook));
    }
    shown
}

/// `attachmentsStatus`. A cluster that never had a provider has none. Source: AWS CLI, samples of
/// describe-clusters and put-cluster-capacity-providers.
pub fn attachments_status(world: &World, id: ClusterId) -> Option<&'static str> {
    let row = world.clusters.get(id)?;
    match (row.change.is_some(), row.has_attachments()) {
        (true, _) => Some("UPDATE_IN_PROGRESS"),
        (false, true) => Some("UPDATE_COMPLETE"),
        (false, false) => None,
    }
}

/// Adds its attachments to a cluster as the operations that change one answer: where it has any,
/// and where they are under way. Source: AWS CLI, sample of update-cluster, and what it printed of
/// create-cluster, put-cluster-capacity-providers and delete-cluster in public reports.
pub fn put_attachments(world: &World, id: ClusterId, shown: &mut Value) {
    let row = world.clusters.get(id);
    let busy = row.is_some_and(|row| row.change.is_some());
    let rows = attachments(world, id);
    if busy || rows.as_array().is_some_and(|rows| !rows.is_empty()) {
        shown["attachments"] = rows;
        shown["attachmentsStatus"] = attachments_status(world, id).into();
    }
}

/// `statistics`, which DescribeClusters adds when asked to include STATISTICS.
pub fn statistics(world: &World, id: ClusterId) -> Value {
    let counts = world.clusters.get(id).map(|row| row.counts);
    let [on_instances, on_fargate] = counts.unwrap_or_default();
    let of = |launch_type: LaunchType, status: ServiceStatus| {
        let rows = world.services.rows().filter(|row| row.cluster == id);
        let rows = rows.filter(|row| row.status == status);
        let meant = |row: &&std::sync::Arc<Service>| row.launch_type() == launch_type;
        rows.filter(meant).count()
    };
    let (ec2, fargate) = (LaunchType::Ec2, LaunchType::Fargate);
    let (active, draining) = (ServiceStatus::Active, ServiceStatus::Draining);
    let pairs = [
        ("runningEC2TasksCount", on_instances.running as usize),
        ("runningFargateTasksCount", on_fargate.running as usize),
        ("pendingEC2TasksCount", on_instances.pending as usize),
        ("pendingFargateTasksCount", on_fargate.pending as usize),
        ("activeEC2ServiceCount", of(ec2, active)),
        ("activeFargateServiceCount", of(fargate, active)),
        ("drainingEC2ServiceCount", of(ec2, draining)),
        ("drainingFargateServiceCount", of(fargate, draining)),
    ];
    let pair = |(name, count): (&str, usize)| {
        let mut object = Map::new();
        object.insert("name".into(), name.into());
        object.insert("value".into(), count.to_string().into());
        Value::Object(object)
    };
    Value::Array(pairs.map(pair).to_vec())
}
