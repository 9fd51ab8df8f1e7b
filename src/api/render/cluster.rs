//! A cluster. Source: ECS API, Cluster.

use super::{put_extras, strategy};
use crate::model::arn::{Arns, Uuid};
use crate::model::cluster::ClusterStatus;
use crate::model::task::LaunchType;
use crate::model::{CapacityProvider, ClusterId, Service, ServiceStatus, TaskStatus, World};
use serde_json::{Map, Value, json};

/// A cluster as DescribeClusters shows it without `include`; null if there is none.
pub fn cluster(world: &World, id: ClusterId) -> Value {
    let Some(row) = world.clusters.get(id) else {
        return Value::Null;
    };
    let (running, pending) = counts(world, id);
    let instances = world.instances.rows().filter(|row| row.cluster == id);
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
        "registeredContainerInstancesCount": instances.count(),
        "runningTasksCount": running.iter().sum::<u32>(),
        "pendingTasksCount": pending.iter().sum::<u32>(),
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
/// of each Auto Scaling group that ECS sizes. Source: AWS CLI, sample of
/// put-cluster-capacity-providers. Assumption: the attachment is there at once.
pub fn attachments(world: &World, id: ClusterId) -> Value {
    let arns = Arns::of(world);
    let row = world.clusters.get(id);
    let names = row.map_or(&[][..], |row| &row.capacity_providers);
    let rows = names.iter().filter_map(|name| world.providers.get(name));
    let scaled = rows.filter(|row| row.managed_scaling.enabled);
    let attachment = |row: &std::sync::Arc<CapacityProvider>| {
        let (provider, cluster) = (u64::from(row.id.0), u64::from(id.0));
        let policy = arns.uuid(Uuid::ScalingPolicy, provider, cluster);
        let policy = format!("ECSManagedAutoScalingPolicy-{policy}");
        json!({
            "id": arns.uuid(Uuid::ProviderAttachment, provider, cluster),
            "type": "as_policy",
            "status": "CREATED",
            "details": [
                {"name": "capacityProviderName", "value": &*row.name},
                {"name": "scalingPolicyName", "value": policy},
            ],
        })
    };
    scaled.map(attachment).collect()
}

/// `statistics`, which DescribeClusters adds when asked to include STATISTICS.
pub fn statistics(world: &World, id: ClusterId) -> Value {
    let (running, pending) = counts(world, id);
    let of = |launch_type: LaunchType, status: ServiceStatus| {
        let rows = world.services.rows().filter(|row| row.cluster == id);
        let rows = rows.filter(|row| row.status == status);
        let meant = |row: &&std::sync::Arc<Service>| row.launch_type() == launch_type;
        rows.filter(meant).count()
    };
    let (ec2, fargate) = (LaunchType::Ec2, LaunchType::Fargate);
    let (active, draining) = (ServiceStatus::Active, ServiceStatus::Draining);
    let pairs = [
        ("runningEC2TasksCount", running[0] as usize),
        ("runningFargateTasksCount", running[1] as usize),
        ("pendingEC2TasksCount", pending[0] as usize),
        ("pendingFargateTasksCount", pending[1] as usize),
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

/// RUNNING and not yet RUNNING tasks of a cluster; (on instances, on Fargate) of each.
fn counts(world: &World, id: ClusterId) -> ([u32; 2], [u32; 2]) {
    let (mut running, mut pending) = ([0; 2], [0; 2]);
    let Some(row) = world.clusters.get(id) else {
        return (running, pending);
    };
    for task in row.live_tasks.iter().filter_map(|id| world.tasks.get(id)) {
        let side = usize::from(task.launch.launch_type == LaunchType::Fargate);
        match task.last_status {
            TaskStatus::Running => running[side] += 1,
            TaskStatus::Provisioning | TaskStatus::Pending | TaskStatus::Activating => {
                pending[side] += 1;
            }
            TaskStatus::Deactivating
            | TaskStatus::Stopping
            | TaskStatus::Deprovisioning
            | TaskStatus::Stopped => {}
        }
    }
    (running, pending)
}
