//! A cluster. Source: ECS API, Cluster.

use super::{put_extras, strategy};
use crate::model::arn::{Arns, Uuid};
use crate::model::cluster::ClusterStatus;
use crate::model::task::LaunchType;
use crate::model::{CapacityProvider, ClusterId, Service, ServiceStatus, World};
use serde_json::{Map, Value, json};

/// A cluster as DescribeClusters shows it without `include`; null if there is none.
pub fn cluster(world: &World, id: ClusterId) -> Value {
    let Some(row) = world.clusters.get(id) else {
        return Value::Null;
    };
    let services = world.services.rows();
    let active =
        |row: &&std::sync::Arc<Service>| row.cluster == id && row.status == ServiceStatus::Active;
    let status = match row.status {
        ClusterStatus::Active => "ACTIVE",
        ClusterStatus::Inactive => "INACTIVE",
    };
    let names: Vec<&str> = row.capacity_providers.iter().map(|name| &**name).collect();
    let shown = json!({
        "clusterArn": Arns::of(world).cluster(id),
        "clusterName": &*row.name,
        "status": status,
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
    Value::Object(object)
}

/// `attachments`, which DescribeClusters adds when asked to include ATTACHMENTS: the scaling policy
/// of each Auto Scaling group that ECS sizes, the hook of each that it drains, and Service Connect.
/// Source: AWS CLI, samples of put-cluster-capacity-providers and update-cluster. Assumption: the
/// attachments are there at once.
pub fn attachments(world: &World, id: ClusterId) -> Vec<Value> {
    let arns = Arns::of(world);
    let row = world.clusters.get(id);
    let names = row.map_or(&[][..], |row| &row.capacity_providers);
    let rows = names.iter().filter_map(|name| world.providers.get(name));
    let of_provider = |row: &std::sync::Arc<CapacityProvider>| {
        let (provider, cluster) = (u64::from(row.id.0), u64::from(id.0));
        let policy = arns.uuid(Uuid::ScalingPolicy, provider, cluster);
        let policy = format!("ECSManagedAutoScalingPolicy-{policy}");
        let hook = arns.uuid(Uuid::DrainingAttachment, provider, cluster);
        let scaled = row.managed_scaling.enabled.then(|| {
            let id = arns.uuid(Uuid::ProviderAttachment, provider, cluster);
            of_group(&id, "as_policy", &row.name, ("scalingPolicyName", &policy))
        });
        let drained = row.managed_draining.then(|| {
            let name = ("autoScalingLifecycleHookName", DRAINING_HOOK);
            of_group(&hook, "managed_draining", &row.name, name)
        });
        scaled.into_iter().chain(drained)
    };
    let connected = row.is_some_and(|row| row.extra("serviceConnectDefaults").is_some());
    let connect = connected.then(|| {
        let id = arns.uuid(Uuid::ConnectAttachment, u64::from(id.0), 0);
        json!({"id": id, "type": "sc", "status": "ATTACHED", "details": []})
    });
    rows.flat_map(of_provider).chain(connect).collect()
}

/// The hook by which ECS drains the instances of a group before they end.
/// Source: Developer Guide, "Managed instance draining".
const DRAINING_HOOK: &str = "ecs-managed-draining-termination-hook";

fn of_group(id: &str, kind: &str, provider: &str, (name, value): (&str, &str)) -> Value {
    json!({
        "id": id,
        "type": kind,
        "status": "CREATED",
        "details": [
            {"name": "capacityProviderName", "value": provider},
            {"name": name, "value": value},
        ],
    })
}

/// A cluster as the operations that change it answer: with its attachments, if it has any, and how
/// far they are. Source: answers of CreateCluster with Service Connect defaults (notes of the
/// AWS Cloud Project Bootcamp, 2023) and without (a course project, April 2026); AWS CLI, sample
/// of update-cluster.
pub fn changed_cluster(world: &World, id: ClusterId, status: &str) -> Value {
    let mut shown = cluster(world, id);
    let rows = attachments(world, id);
    if !rows.is_empty() {
        shown["attachments"] = rows.into();
        shown["attachmentsStatus"] = status.into();
    }
    shown
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
