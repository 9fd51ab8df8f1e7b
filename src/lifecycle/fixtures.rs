//! Small worlds for tests: a cluster with instances, definitions and launches made by hand.

use super::capacity::built_in;
use super::placement::shelves;
use super::task::{Host, launch_on};
use super::{Event, Sim, Turn};
use crate::model::cluster::{Cluster, ClusterStatus};
use crate::model::container_instance::Connectivity;
use crate::model::container_instance::{ContainerInstance, InstanceStatus};
use crate::model::demand::Demand;
use crate::model::instance_types::InstanceType;
use crate::model::placement::Placement;
use crate::model::target::Discovery;
use crate::model::task::{Launch, LaunchType};
use crate::model::task_definition::{
    Compatibility, ContainerDefinition, DefinitionStatus, Needs, NetworkMode, TaskDefinition,
    TaskSpec,
};
use crate::model::workload::{OnTerm, Workload};
use crate::model::{
    ClusterId, DefinitionId, InstanceId, NetworkConfiguration, Resources, TaskId, TaskIds, World,
    Zone,
};
use crate::sim::{Journal, SimTime, Span};
use serde_json::json;
use std::collections::BTreeSet;
use std::sync::Arc;

/// A world with one cluster and an instance for each (type, zone).
pub fn cluster_of(instances: &[(&str, u8)]) -> (World, ClusterId) {
    let mut world = World::default();
    let cluster = world.clusters.add(|id| Cluster {
        id,
        name: "default".into(),
        status: ClusterStatus::Active,
        change: None,
        created_at: SimTime::START,
        extras: Arc::default(),
        capacity_providers: Vec::new(),
        default_strategy: Arc::default(),
        live_tasks: TaskIds::default(),
        stopped_tasks: TaskIds::default(),
        counts: Default::default(),
        alarm: None,
    });
    for (name, zone) in instances {
        add_instance(&mut world, cluster, name, *zone);
    }
    (world, cluster)
}

/// Registers an instance.
pub fn add_instance(world: &mut World, cluster: ClusterId, name: &str, zone: u8) -> InstanceId {
    let Some(instance_type) = InstanceType::named(name) else {
        unreachable!("{name} is no instance type");
    };
    let attributes = built_in(world, instance_type, Zone(zone));
    let id = world.instances.add(|id| ContainerInstance {
        id,
        cluster,
        instance_type,
        given_ec2_id: None,
        capacity_provider: None,
        scaling_group: None,
        agent_version: crate::model::container_instance::AGENT_VERSION.into(),
        agent_update: None,
        zone: Zone(zone),
        status: InstanceStatus::Active,
        agent_connected: true,
        connectivity: Connectivity::default(),
        registered_at: SimTime::START,
        attributes: Arc::new(attributes),
        registered: instance_type.resources(),
        remaining: instance_type.resources(),
        tags: Arc::new(json!([])),
        tcp_ports: vec![22, 2_375, 2_376, 51_678, 51_679],
        udp_ports: Vec::new(),
        interfaces: 0,
        interface_limit: instance_type.task_interfaces,
        live_tasks: TaskIds::default(),
        images: Arc::new(BTreeSet::new()),
        next_dynamic_port: 32_768,
        version: 1,
    });
    shelves::put(world, id);
    id
}

/// An image that is named by its digest: no first task has to find it out.
const PINNED: &str =
    "nginx@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

/// The content of a definition with one essential container that runs until it is stopped.
pub fn spec(cpu_units: u32, memory_mib: u32) -> TaskSpec {
    let container = ContainerDefinition {
        name: "app".into(),
        image: PINNED.into(),
        cpu_units,
        memory_mib: Some(memory_mib),
        memory_reservation_mib: None,
        max_swap_mib: None,
        essential: true,
        depends_on: Vec::new(),
        ports: Vec::new(),
        entry_point: Vec::new(),
        command: Vec::new(),
        docker_labels: Vec::new(),
        workload: Workload {
            start_delay: Span::ZERO,
            run_for: None,
            exit_code: 0,
            on_term: OnTerm::Ends(Span::seconds(1), 143),
            healthy_after: Span::ZERO,
            unhealthy_after: None,
            end_reason: None,
        },
        demand: Demand::default(),
        start_timeout: None,
        stop_timeout: None,
        health_check: None,
    };
    TaskSpec {
        document: Arc::new(json!({"family": "app"})),
        tags: Arc::new(json!([])),
        network_mode: NetworkMode::Bridge,
        windows: false,
        architecture: None,
        requires: Vec::new(),
        compatibilities: vec![Compatibility::Ec2, Compatibility::Fargate],
        requires_attributes: Vec::new(),
        cpu_units: None,
        memory_mib: None,
        needs: Needs {
            resources: Resources {
                cpu_units,
                memory_mib,
            },
            ..Needs::default()
        },
        constraints: Vec::new(),
        containers: vec![container],
        task_role: None,
        execution_role: None,
        references: Vec::new(),
        ephemeral_storage_gib: None,
    }
}

/// The same for awsvpc.
pub fn awsvpc(mut spec: TaskSpec) -> TaskSpec {
    spec.network_mode = NetworkMode::Awsvpc;
    spec.needs.eni = true;
    spec
}

/// Registers the next revision of the family `app`.
pub fn register(world: &mut World, spec: TaskSpec) -> DefinitionId {
    let revision = world.definitions.issued() + 1;
    let spec = Arc::new(spec);
    let id = world.definitions.add(|id| TaskDefinition {
        id,
        family: "app".into(),
        revision,
        status: DefinitionStatus::Active,
        delete_requested_at: None,
        registered_at: SimTime::START,
        deregistered_at: None,
        spec,
    });
    let family = world.families.entry("app".into()).or_default();
    let family = Arc::make_mut(family);
    family.last_revision = revision;
    family.revisions.insert(revision, id);
    id
}

/// A launch of a task of its own in the group `family:app`.
pub fn launch(cluster: ClusterId, definition: DefinitionId, spec: TaskSpec) -> Launch {
    Launch {
        cluster,
        definition,
        spec: Arc::new(spec),
        launch_type: LaunchType::Ec2,
        capacity_provider: None,
        platform_version: None,
        service: None,
        group: "family:app".into(),
        started_by: None,
        network: None,
        placement: Arc::new(Placement::default()),
        overrides: None,
        tags: Arc::new(json!([])),
        enable_execute_command: false,
        balancers: Arc::default(),
        discovery: Discovery::default(),
        request: None,
    }
}

/// A network configuration over zones.
pub fn network(zones: &[u8]) -> Arc<NetworkConfiguration> {
    Arc::new(NetworkConfiguration {
        subnets: zones
            .iter()
            .map(|zone| Zone(*zone).subnet_id().into())
            .collect(),
        subnet_zones: zones.iter().copied().map(Zone).collect(),
        security_groups: Vec::new(),
        assign_public_ip: false,
    })
}

/// Starts a small task of a group on an instance, wherever placement would put it.
pub fn task_in_group(world: &mut World, cluster: ClusterId, on: InstanceId, group: &str) -> TaskId {
    let launch = Launch {
        group: group.into(),
        ..launch(cluster, DefinitionId(0), spec(64, 64))
    };
    start(world, launch, Host::Instance(on))
}

/// Starts a task where it is told to.
pub fn start(world: &mut World, launch: Launch, host: Host) -> TaskId {
    let mut sim = Sim::new(std::mem::take(world));
    let mut journal: Journal<Event> = Journal::default();
    let mut turn = Turn {
        sim: &mut sim,
        journal: &mut journal,
    };
    let id = launch_on(&mut turn, &Arc::new(launch), host);
    *world = sim.world;
    id
}
