//! A service is created, deployed anew, deleted: what the API asks of the scheduler.

use super::task_sets::add_task_set;
use super::{daemon, record, throttle, traffic, wake};
use crate::lifecycle::task::newest_platform;
use crate::lifecycle::{Event, Turn};
use crate::model::arn::Arns;
use crate::model::placement::Placement;
use crate::model::service::{PropagateTags, Revision, Scheduling, ServiceMessage, Tally, Throttle};
use crate::model::target::Discovery;
use crate::model::task::{Launch, LaunchType};
use crate::model::task_set::Scale;
use crate::model::{
    ClusterId, Controller, Deployment, DeploymentConfiguration, DeploymentId, DeploymentStatus,
    RolloutState, Service, ServiceId, ServiceStatus, TaskIds, TaskSet, World,
};
use crate::sim::{SimTime, Span};
use serde_json::{Value, json};
use std::collections::VecDeque;
use std::sync::Arc;

/// A service that somebody asks for.
#[derive(Clone, Debug, PartialEq)]
pub struct Wanted {
    /// Its cluster.
    pub cluster: ClusterId,
    /// Its name.
    pub name: Arc<str>,
    /// Whether it has a number of tasks, or one for each instance.
    pub scheduling: Scheduling,
    /// Who replaces its tasks.
    pub controller: Controller,
    /// How many tasks it shall run; 0 for a daemon.
    pub desired_count: u32,
    /// `minimumHealthyPercent`.
    pub minimum_healthy_percent: u32,
    /// `maximumPercent`.
    pub maximum_percent: u32,
    /// Whether its tasks are evened out over Availability Zones.
    pub rebalancing: bool,
    /// How it changes from one revision to the next.
    pub configuration: Arc<DeploymentConfiguration>,
    /// `healthCheckGracePeriodSeconds`, if it is given.
    pub grace: Option<Span>,
    /// Constraints and strategies.
    pub placement: Arc<Placement>,
    /// What it runs; None if that is up to task sets.
    pub revision: Option<Revision>,
    /// `serviceRegistries`, a JSON array that is shown again.
    pub registries: Arc<Value>,
    /// Members of the request that are echoed and not simulated: (member, JSON text).
    pub extras: Arc<Vec<(Arc<str>, Arc<str>)>>,
    /// Tags, a JSON array.
    pub tags: Arc<Value>,
    /// Whose tags its tasks get.
    pub propagate_tags: PropagateTags,
    /// Whether its tasks get the tags that ECS manages.
    pub managed_tags: bool,
    /// Whether ECS Exec is on for its tasks.
    pub enable_execute_command: bool,
}

/// Creates a service with its first deployment, or with the task set that has the traffic if it is
/// for CodeDeploy; its tasks start at the scheduler's next tick. Source: ECS API, CreateService.
pub fn create(turn: &mut Turn, wanted: Wanted) -> ServiceId {
    let now = turn.now();
    let (controller, registries) = (wanted.controller, wanted.registries);
    let revision = wanted.revision.map(Arc::new);
    let id = turn.sim.world.services.add(|id| Service {
        id,
        cluster: wanted.cluster,
        group: format!("service:{}", wanted.name).into(),
        name: wanted.name,
        status: ServiceStatus::Active,
        scheduling: wanted.scheduling,
        controller,
        was_scheduled: false,
        desired_count: wanted.desired_count,
        minimum_healthy_percent: wanted.minimum_healthy_percent,
        maximum_percent: wanted.maximum_percent,
        configuration: wanted.configuration,
        grace: wanted.grace,
        placement: wanted.placement,
        deployments: Vec::new(),
        events: VecDeque::new(),
        current: None,
        events_said: 0,
        created_at: now,
        said: Vec::new(),
        throttle: Throttle::default(),
        rebalancing: wanted.rebalancing,
        rebalances_since: None,
        watched: TaskIds::default(),
        unhealthy: TaskIds::default(),
        spares: TaskIds::default(),
        steady_since: None,
        extras: wanted.extras,
        tags: wanted.tags,
        propagate_tags: wanted.propagate_tags,
        managed_tags: wanted.managed_tags,
        enable_execute_command: wanted.enable_execute_command,
        alarm: None,
    });
    turn.say(Event::ServiceCreated(id));
    match (controller, revision) {
        (Controller::Ecs, Some(revision)) => deploy(turn, id, revision),
        (Controller::CodeDeploy, Some(revision)) => {
            let first = TaskSet::new(Scale::WHOLE, registries, now);
            add_task_set(turn, id, revision, DeploymentStatus::Primary, first);
        }
        (Controller::External, _) | (_, None) => {}
    }
    id
}

/// Begins a deployment of a revision; what was PRIMARY becomes ACTIVE and is replaced. Failed
/// starts are forgotten. Source: ECS API, UpdateService; Developer Guide, "service throttle logic".
pub fn deploy(turn: &mut Turn, id: ServiceId, revision: Arc<Revision>) {
    let now = turn.now();
    let Some(service) = turn.world().services.get(id) else {
        return;
    };
    let revision = traffic::take_turns(turn.world(), service, revision);
    let deployment = DeploymentId(turn.world().deployments_made);
    let Some(launch) = launch_of(turn.world(), id, deployment, &revision) else {
        return;
    };
    turn.sim.world.deployments_made += 1;
    let Some(service) = turn.sim.world.services.edit(id) else {
        return;
    };
    for older in &mut service.deployments {
        older.status = DeploymentStatus::Active;
    }
    forget_complaints(service);
    let primary = new_deployment(deployment, revision, launch, now);
    service.deployments.insert(0, primary);
    record::open(turn, id, deployment);
    turn.say(Event::DeploymentStarted(id, deployment));
    throttle::clear(turn, id);
    daemon::look_everywhere(&mut turn.sim.world, id);
    wake(turn, id);
}

/// A new deployment may complain of the same things again.
pub(super) fn forget_complaints(service: &mut Service) {
    service.steady_since = None;
    service.said.retain(|(said, _)| {
        !matches!(
            &**said,
            ServiceMessage::UnableToStart
                | ServiceMessage::DeploymentStuck
                | ServiceMessage::CouldNotLaunch(..)
        )
    });
}

pub(super) fn new_deployment(
    id: DeploymentId,
    revision: Arc<Revision>,
    launch: Arc<Launch>,
    now: SimTime,
) -> Deployment {
    Deployment {
        id,
        status: DeploymentStatus::Primary,
        revision,
        desired_count: 0,
        failed_tasks: 0,
        rollout_state: RolloutState::InProgress,
        cause: None,
        has_run: false,
        ran_at: SimTime::START,
        created_at: now,
        updated_at: now,
        launch,
        live_tasks: TaskIds::default(),
        tally: Tally::default(),
        owed: 0,
        task_set: None,
    }
}

/// What tasks of a deployment are launched with; None if the service or the definition is gone.
pub fn launch_of(
    world: &World,
    id: ServiceId,
    deployment: DeploymentId,
    revision: &Revision,
) -> Option<Arc<Launch>> {
    let service = world.services.get(id)?;
    let definition = world.definitions.get(revision.definition)?;
    let spec = definition.spec.clone();
    let platform_version = match revision.launch_type {
        LaunchType::Fargate => {
            let asked = revision.platform_version.as_deref();
            Some(newest_platform(asked, spec.windows))
        }
        LaunchType::Ec2 | LaunchType::External | LaunchType::ManagedInstances => None,
    };
    Some(Arc::new(Launch {
        cluster: service.cluster,
        definition: revision.definition,
        tags: task_tags(world, service, &spec.tags),
        spec,
        launch_type: revision.launch_type,
        // Each task is given its own when it starts.
        capacity_provider: None,
        platform_version,
        service: Some((id, deployment)),
        group: service.group.clone(),
        started_by: Some(Arns::of(world).deployment(deployment).into()),
        network: revision.network.clone(),
        placement: service.placement.clone(),
        overrides: None,
        enable_execute_command: service.enable_execute_command,
        balancers: traffic::balancers(world, revision),
        discovery: discovery(service, deployment),
        request: None,
    }))
}

/// How the tasks of a deployment are found, from what the service keeps as it was asked for; a task
/// set has its own registries.
fn discovery(service: &Service, deployment: DeploymentId) -> Discovery {
    let kept = |name: &str| {
        let text = service.extras.iter().find(|(member, _)| &**member == name);
        text.and_then(|(_, text)| serde_json::from_str::<Value>(text).ok())
    };
    let some = |value: Value| value.as_array().is_some_and(|rows| !rows.is_empty());
    let mut rows = service.deployments.iter();
    let set = rows.find(|row| row.id == deployment);
    let set = set.and_then(|row| row.task_set.as_ref());
    let registries = match set {
        Some(set) => Some(Value::clone(&set.registries)),
        None => kept("serviceRegistries"),
    };
    let connect = kept("serviceConnectConfiguration");
    Discovery {
        entry: registries.is_some_and(some) || kept("vpcLatticeConfigurations").is_some_and(some),
        connect: connect.is_some_and(|connect| connect["enabled"] == true),
    }
}

fn task_tags(world: &World, service: &Service, definition: &Arc<Value>) -> Arc<Value> {
    let from = match service.propagate_tags {
        PropagateTags::None => None,
        PropagateTags::Service => Some(&service.tags),
        PropagateTags::TaskDefinition => Some(definition),
    };
    if !service.managed_tags {
        return from.cloned().unwrap_or_else(|| Arc::new(json!([])));
    }
    let mut tags = from
        .and_then(|tags| tags.as_array())
        .cloned()
        .unwrap_or_default();
    let cluster = world.clusters.get(service.cluster);
    let cluster = cluster.map_or("", |cluster| &cluster.name);
    tags.push(json!({"key": "aws:ecs:clusterName", "value": cluster}));
    tags.push(json!({"key": "aws:ecs:serviceName", "value": &*service.name}));
    Arc::new(Value::Array(tags))
}

/// Placement, tags or options of a service have changed: what starts from now on follows them.
pub fn update_launches(turn: &mut Turn, id: ServiceId) {
    let Some(service) = turn.world().services.get(id) else {
        return;
    };
    let deployments = service.deployments.iter();
    let launches: Vec<Option<Arc<Launch>>> = deployments
        .map(|row| launch_of(turn.world(), id, row.id, &row.revision))
        .collect();
    let Some(service) = turn.sim.world.services.edit(id) else {
        return;
    };
    for (row, launch) in service.deployments.iter_mut().zip(launches) {
        if let Some(launch) = launch {
            row.launch = launch;
        }
    }
}

/// Deletes a service: it wants no tasks any more, and is DRAINING until they are on their way out.
/// Source: ECS API, DeleteService.
pub fn delete(turn: &mut Turn, id: ServiceId) {
    let Some(service) = turn.sim.world.services.edit(id) else {
        return;
    };
    if service.status != ServiceStatus::Active {
        return;
    }
    service.status = ServiceStatus::Draining;
    service.desired_count = 0;
    for deployment in &mut service.deployments {
        deployment.desired_count = 0;
    }
    let waiting = (service.cluster, id);
    turn.sim.world.unplaced.remove(&waiting);
    daemon::forget(&mut turn.sim.world, waiting.0, id);
    turn.say(Event::ServiceStatus(id, ServiceStatus::Draining));
    wake(turn, id);
}
