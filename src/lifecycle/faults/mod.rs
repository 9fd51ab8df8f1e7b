//! Disturbances: one file each and one line in the table, and the questions that the life of tasks
//! asks of them. A fault answers the few that concern it.

mod agent_disconnected;
mod alarm_goes_off;
mod container_crashes;
mod container_health_check_fails;
mod crash_loop;
mod fargate_spot_interrupted;
mod fargate_vcpu_limit;
mod group_at_maximum;
mod hung_shutdown;
mod image_cannot_be_pulled;
mod image_for_other_platform;
mod instance_stopped;
mod instance_terminated;
mod no_address_left;
mod no_fargate_capacity;
mod no_instance_capacity;
mod no_interface_left;
mod no_space_left;
mod operations_throttled;
mod out_of_memory;
pub mod parameters;
mod part;
mod registry_denies_pull;
mod registry_limits_rate;
pub mod registry_texts;
mod registry_unreachable;
mod role_lacks_permission;
mod role_not_assumable;
mod secret_missing;
mod slow_pull;
mod spot_instance_interrupted;
mod switch;
mod target_deregistered;
mod target_group_deleted;
mod target_health_check_fails;
mod zone_outage;

pub use part::Part;
pub use switch::{clear, inject, reconsider_all};

use super::{Turn, service};
use crate::model::arn::{Arns, last_part};
use crate::model::fault::Fault;
use crate::model::service_message::Missing;
use crate::model::target::Target;
use crate::model::workload::Workload;
use crate::model::{ClusterId, ContainerDefinition, ContainerInstance, Task, World, Zone};
use crate::sim::{SimTime, Span};
use parameters::Parameter;

/// A fault of the table.
pub struct FaultType {
    /// What a request calls it, in `type`.
    pub name: &'static str,
    /// What it strikes.
    pub strikes: Part,
    /// What a list calls it.
    pub title: &'static str,
    /// What happens, in one plain line.
    pub explains: &'static str,
    /// What it asks for.
    pub parameters: &'static [Parameter],
    /// Its answers.
    pub answers: Answers,
}

/// Answers why a task gets no network interface.
pub type InterfaceError = fn(&Fault, &World, &Task) -> Option<String>;

/// Answers whether the health check of a container fails.
pub type ContainerCheck = fn(&Fault, &World, &Task, &ContainerDefinition) -> bool;

/// Answers what the load balancer says if the health check of a target fails.
pub type TargetCheck = fn(&Fault, &World, &Task, &Target) -> Option<String>;

/// Answers what the load balancer does not find of a target.
pub type MissingTarget = fn(&Fault, &World, &Task, &Target) -> Option<Missing>;

/// The questions, each with the answer of one fault.
pub struct Answers {
    /// Why the pull of a container's image fails, in the agent's words.
    pub pull_error: Option<fn(&Fault, &Pull) -> Option<String>>,
    /// How much longer the pull takes.
    pub pull_delay: Option<fn(&Fault, &ContainerDefinition) -> Span>,
    /// What becomes of the process of a container that started at a moment.
    pub workload: Option<fn(&Fault, &Container, Workload) -> Workload>,
    /// Whether the health check of a container fails.
    pub container_check: Option<ContainerCheck>,
    /// What the load balancer says if the health check of a target fails.
    pub target_check: Option<TargetCheck>,
    /// What the load balancer does not find of a target.
    pub missing_target: Option<MissingTarget>,
    /// Whether a CloudWatch alarm of this name is on.
    pub is_alarm_on: Option<fn(&Fault, &str) -> bool>,
    /// How many vCPUs the account may run on Fargate, and as many on Fargate Spot.
    pub fargate_vcpus: Option<fn(&Fault) -> u64>,
    /// Why a task gets no network interface: its `stoppedReason`.
    pub interface_error: Option<InterfaceError>,
    /// Whether roles lack a permission.
    pub lacks_permission: Option<fn(&Fault, &str) -> bool>,
    /// Whether ECS cannot assume this role.
    pub not_assumable: Option<fn(&Fault, &str) -> bool>,
    /// Whether calls of this service of AWS are throttled.
    pub throttles: Option<fn(&Fault, &str) -> bool>,
    /// Whether a secret or parameter with this ARN or name is missing.
    pub lacks_secret: Option<fn(&Fault, &str) -> bool>,
    /// Whether a zone has no capacity.
    pub is_zone_down: Option<fn(&Fault, Zone) -> bool>,
    /// Whether a provider of Fargate has no capacity in a zone.
    pub lacks_fargate: Option<fn(&Fault, Zone, &str) -> bool>,
    /// Whether EC2 cannot launch an instance of this type in a zone.
    pub lacks_instances: Option<fn(&Fault, Zone, &str) -> bool>,
    /// Whether the machine under a container instance does not run.
    pub is_stopped: Option<fn(&Fault, &ContainerInstance) -> bool>,
    /// Whether the Auto Scaling group with this name may not grow.
    pub is_group_full: Option<fn(&Fault, &str) -> bool>,
    /// What it does when it is switched on.
    pub strike: Option<fn(&mut Turn, &Fault)>,
    /// What it does when it is cleared.
    pub lift: Option<fn(&mut Turn, &Fault)>,
    /// Whether it is over as soon as it has struck.
    pub is_over_at_once: bool,
}

impl Answers {
    /// Whether it changes what becomes of containers that run already.
    fn is_of_running(&self) -> bool {
        let checks = self.container_check.is_some() || self.target_check.is_some();
        self.workload.is_some() || checks || self.missing_target.is_some()
    }

    /// No answer to anything.
    pub const NONE: Answers = Answers {
        pull_error: None,
        pull_delay: None,
        workload: None,
        container_check: None,
        target_check: None,
        missing_target: None,
        is_alarm_on: None,
        fargate_vcpus: None,
        interface_error: None,
        lacks_permission: None,
        not_assumable: None,
        throttles: None,
        lacks_secret: None,
        is_zone_down: None,
        lacks_fargate: None,
        lacks_instances: None,
        is_stopped: None,
        is_group_full: None,
        strike: None,
        lift: None,
        is_over_at_once: false,
    };
}

/// A pull that a fault is asked about.
#[derive(Clone, Copy, Debug)]
pub struct Pull<'a> {
    /// The world.
    pub world: &'a World,
    /// The task.
    pub task: &'a Task,
    /// The container.
    pub definition: &'a ContainerDefinition,
}

/// A started container that a fault is asked about.
#[derive(Clone, Copy, Debug)]
pub struct Container<'a> {
    /// Its task.
    pub task: &'a Task,
    /// Its definition.
    pub definition: &'a ContainerDefinition,
    /// When its process started.
    pub started: SimTime,
}

/// All faults, by name.
pub static FAULTS: [FaultType; 32] = [
    agent_disconnected::FAULT,
    alarm_goes_off::FAULT,
    container_crashes::FAULT,
    container_health_check_fails::FAULT,
    crash_loop::FAULT,
    fargate_spot_interrupted::FAULT,
    fargate_vcpu_limit::FAULT,
    group_at_maximum::FAULT,
    hung_shutdown::FAULT,
    image_cannot_be_pulled::FAULT,
    image_for_other_platform::FAULT,
    instance_stopped::FAULT,
    instance_terminated::FAULT,
    no_address_left::FAULT,
    no_fargate_capacity::FAULT,
    no_instance_capacity::FAULT,
    no_interface_left::FAULT,
    no_space_left::FAULT,
    operations_throttled::FAULT,
    out_of_memory::FAULT,
    registry_denies_pull::FAULT,
    registry_limits_rate::FAULT,
    registry_unreachable::FAULT,
    role_lacks_permission::FAULT,
    role_not_assumable::FAULT,
    secret_missing::FAULT,
    slow_pull::FAULT,
    spot_instance_interrupted::FAULT,
    target_deregistered::FAULT,
    target_group_deleted::FAULT,
    target_health_check_fails::FAULT,
    zone_outage::FAULT,
];

/// The fault with this name.
pub fn named(name: &str) -> Option<&'static FaultType> {
    FAULTS.iter().find(|row| row.name == name)
}

pub use registry_texts::lacks_repository;

/// The faults that are switched on, with their answers.
fn active(world: &World) -> impl Iterator<Item = (&Fault, &'static Answers)> {
    let rows = world.faults.rows();
    rows.filter_map(|fault| Some((&**fault, &named(fault.name)?.answers)))
}

/// Why the pull of a container's image fails; None if no fault says so.
pub fn pull_error(pull: &Pull) -> Option<String> {
    if pull.world.faults.is_empty() {
        return None;
    }
    active(pull.world).find_map(|(fault, answers)| (answers.pull_error?)(fault, pull))
}

/// What faults add to the pull of a container's image.
pub fn pull_delay(world: &World, definition: &ContainerDefinition) -> Span {
    if world.faults.is_empty() {
        return Span::ZERO;
    }
    let added =
        active(world).filter_map(|(fault, answers)| Some((answers.pull_delay?)(fault, definition)));
    added.fold(Span::ZERO, |sum, span| sum + span)
}

/// The workload of a started container with what faults make of it.
pub fn workload(world: &World, container: &Container, workload: Workload) -> Workload {
    if world.faults.is_empty() {
        return workload;
    }
    active(world).fold(workload, |workload, (fault, answers)| {
        match answers.workload {
            Some(change) => change(fault, container, workload),
            None => workload,
        }
    })
}

/// Whether the fault is about this task, by its parameters `cluster` and `task`.
fn means(fault: &Fault, world: &World, task: &Task) -> bool {
    let here = fault.cluster.is_none_or(|id| id == task.launch.cluster);
    let named = last_part(fault.text("task"));
    here && (named.is_empty() || named == Arns::of(world).task_hex(task.id))
}

/// Whether a fault makes the health check of a container fail.
pub fn container_check_fails(world: &World, task: &Task, index: usize) -> bool {
    let definition = &task.container_definitions()[index];
    active(world).any(|(fault, answers)| {
        let answer = answers.container_check;
        answer.is_some_and(|fails| fails(fault, world, task, definition))
    })
}

/// The load balancer's words, if a fault makes the health check of a target fail.
pub fn target_check_fails(world: &World, task: &Task, target: &Target) -> Option<String> {
    let fails =
        |(fault, answers): (&Fault, &Answers)| (answers.target_check?)(fault, world, task, target);
    let missing = missing_target(world, task, target).map(|what| what.text().to_owned());
    missing.or_else(|| active(world).find_map(fails))
}

/// What a fault hides from the load balancer: a target, or its whole group.
pub fn missing_target(world: &World, task: &Task, target: &Target) -> Option<Missing> {
    active(world).find_map(|(fault, answers)| (answers.missing_target?)(fault, world, task, target))
}

/// Whether a fault sets this alarm off.
pub fn is_alarm_on(world: &World, name: &str) -> bool {
    active(world).any(|(fault, answers)| {
        let answer = answers.is_alarm_on;
        answer.is_some_and(|on| on(fault, name))
    })
}

/// The fewest vCPUs that a fault lets the account run on Fargate; None if none limits them.
pub fn fargate_vcpus(world: &World) -> Option<u64> {
    let limits = active(world).filter_map(|(fault, answers)| Some((answers.fargate_vcpus?)(fault)));
    limits.min()
}

/// Why a task gets no network interface; None if no fault says so.
pub fn interface_error(world: &World, task: &Task) -> Option<String> {
    active(world).find_map(|(fault, answers)| (answers.interface_error?)(fault, world, task))
}

/// Whether a fault takes this permission from roles.
pub fn lacks_permission(world: &World, permission: &str) -> bool {
    active(world).any(|(fault, answers)| {
        let answer = answers.lacks_permission;
        answer.is_some_and(|lacks| lacks(fault, permission))
    })
}

/// Whether a fault keeps ECS from assuming this role.
pub fn not_assumable(world: &World, role: &str) -> bool {
    active(world).any(|(fault, answers)| answers.not_assumable.is_some_and(|not| not(fault, role)))
}

/// Whether a fault throttles calls of this service of AWS.
pub fn throttles(world: &World, service: &str) -> bool {
    active(world).any(|(fault, answers)| answers.throttles.is_some_and(|no| no(fault, service)))
}

/// Whether a fault hides this secret or parameter.
pub fn lacks_secret(world: &World, name: &str) -> bool {
    active(world).any(|(fault, answers)| {
        let answer = answers.lacks_secret;
        answer.is_some_and(|lacks| lacks(fault, name))
    })
}

/// Whether EC2 cannot launch an instance of this type in a zone.
pub fn lacks_instances(world: &World, zone: Zone, instance_type: &str) -> bool {
    let lacks = |(fault, answers): (&Fault, &Answers)| {
        let answer = answers.lacks_instances;
        answer.is_some_and(|lacks| lacks(fault, zone, instance_type))
    };
    is_zone_down(world, zone) || active(world).any(lacks)
}

/// Whether a provider of Fargate has no capacity in a zone.
pub fn lacks_fargate(world: &World, zone: Zone, provider: &str) -> bool {
    let lacks = |(fault, answers): (&Fault, &Answers)| {
        let answer = answers.lacks_fargate;
        answer.is_some_and(|lacks| lacks(fault, zone, provider))
    };
    is_zone_down(world, zone) || active(world).any(lacks)
}

/// Since when a fault keeps the machine under a container instance from running.
pub fn stopped_since(world: &World, instance: &ContainerInstance) -> Option<SimTime> {
    let stops = |(fault, answers): (&Fault, &Answers)| {
        let stopped = answers.is_stopped?;
        stopped(fault, instance).then_some(fault.since)
    };
    active(world).filter_map(stops).min()
}

/// Whether a fault keeps an Auto Scaling group from growing.
pub fn is_group_full(world: &World, group: &str) -> bool {
    active(world).any(|(fault, answers)| {
        let answer = answers.is_group_full;
        answer.is_some_and(|full| full(fault, group))
    })
}

/// Capacity has come back: whoever found none looks again.
fn freed(turn: &mut Turn, _fault: &Fault) {
    let clusters: Vec<ClusterId> = turn.world().clusters.rows().map(|row| row.id).collect();
    for cluster in clusters {
        service::capacity_freed(turn, cluster);
    }
}

/// Whether a fault takes all capacity of a zone.
pub fn is_zone_down(world: &World, zone: Zone) -> bool {
    active(world).any(|(fault, answers)| {
        let answer = answers.is_zone_down;
        answer.is_some_and(|down| down(fault, zone))
    })
}
