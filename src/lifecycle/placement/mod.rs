//! Where a task goes: filters say where it can, ranks say which of these places is best.
//!
//! A decision looks once: each instance is judged up to its first failing filter. The full table
//! of reasons ([`verdicts`]) is worked out again from the world when somebody asks for it.
//! Source: Amazon ECS Developer Guide, "How Amazon ECS places tasks on container instances".

pub mod ask;
mod fargate;
pub mod filters;
pub mod groups;
mod index;
pub mod query;
pub mod ranks;
pub mod shelves;
pub mod strategy;
mod verdicts;

pub use ask::Ask;
pub use filters::{FILTERS, Filter, Shortfall};
pub use verdicts::{Outcome, Verdict, verdicts};

#[cfg(test)]
mod scan;
#[cfg(test)]
mod tests;

use super::faults;
use super::task::Host;
use crate::model::capacity_provider::FARGATE;
use crate::model::task::{Launch, LaunchType};
use crate::model::{ContainerInstance, InstanceId, InstanceStatus, World, Zone};
use std::sync::Arc;

/// Why a task found no place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The cluster has no container instance that takes tasks.
    NoInstances,
    /// The capacity provider has no container instance.
    EmptyProvider,
    /// The capacity provider has container instances, but none that takes tasks.
    NoActiveInstances,
    /// Too many tasks of the cluster wait for an instance already.
    ProvisioningLimit,
    /// There is no container instance with this id in the cluster.
    Missing,
    /// An instance lacks something.
    Lacks(Shortfall),
    /// Fargate has no capacity in the zones.
    NoFargateCapacity,
    /// The account runs as many vCPUs on Fargate as it may.
    FargateVcpuLimit,
}

impl Reason {
    /// The `reason` of a failure as RunTask and StartTask return it.
    /// Source: Amazon ECS Developer Guide, "API failure reasons".
    pub fn code(&self) -> &'static str {
        match self {
            Reason::NoInstances => "No Container Instances were found in your cluster.",
            Reason::EmptyProvider => "EMPTY CAPACITY PROVIDER",
            Reason::NoActiveInstances => "NO ACTIVE INSTANCES",
            Reason::ProvisioningLimit => "The tasks provisioning capacity limit was exceeded.",
            Reason::Missing => "MISSING",
            Reason::Lacks(shortfall) => shortfall.code(),
            // Source: Developer Guide, "Amazon ECS service event messages".
            Reason::FargateVcpuLimit => {
                "You've reached the limit on the number of vCPUs you can run concurrently"
            }
            Reason::NoFargateCapacity => {
                "Capacity is unavailable at this time. Please try again later or in a different \
                 availability zone"
            }
        }
    }
}

/// One reason why a task could not be placed, and the instance it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// The instance; None where it is about none in particular.
    pub instance: Option<InstanceId>,
    /// Why.
    pub reason: Reason,
}

/// Where a task of this launch goes now.
///
/// # Errors
/// One failure per ACTIVE instance with the first filter that refuses it, in the order of their
/// registration (assumption: nobody documents how many failures RunTask lists).
pub fn choose(world: &World, launch: &Launch) -> Result<Host, Vec<Failure>> {
    let ask = Ask::new(world, launch);
    find(&ask).ok_or_else(|| failures(&ask))
}

/// Where the task goes, or None; the cheap half of [`choose`].
pub fn find(ask: &Ask) -> Option<Host> {
    match ask.launch.launch_type {
        LaunchType::Fargate if fargate::is_at_limit(ask) => None,
        LaunchType::Fargate => fargate_zone(ask).map(Host::Fargate),
        LaunchType::Ec2 | LaunchType::External | LaunchType::ManagedInstances => {
            index::best(ask, None).map(Host::Instance)
        }
    }
}

/// Where the task goes in one zone, or None.
pub fn find_in(ask: &Ask, zone: Zone) -> Option<Host> {
    match ask.launch.launch_type {
        LaunchType::Fargate if fargate::is_at_limit(ask) => None,
        LaunchType::Fargate => {
            let lacks = faults::lacks_fargate(ask.world, zone, fargate_provider(ask));
            (!lacks).then_some(Host::Fargate(zone))
        }
        LaunchType::Ec2 | LaunchType::External | LaunchType::ManagedInstances => {
            index::best(ask, Some(zone)).map(Host::Instance)
        }
    }
}

/// The zone with the fewest tasks of the group among the zones of the subnets.
/// Source: Amazon ECS Developer Guide, "Balancing a service across Availability Zones".
fn fargate_zone(ask: &Ask) -> Option<Zone> {
    let zones = match &ask.zones {
        Some(zones) if !zones.is_empty() => zones.clone(),
        Some(_) | None => Zone::all().collect(),
    };
    let provider = fargate_provider(ask);
    let up = zones
        .iter()
        .filter(|zone| !faults::lacks_fargate(ask.world, **zone, provider));
    up.min_by_key(|zone| ask.group_in_zone(**zone)).copied()
}

/// Whose capacity a task on Fargate takes.
fn fargate_provider<'a>(ask: &'a Ask) -> &'a str {
    let provider = ask.launch.capacity_provider.as_deref();
    provider.unwrap_or(FARGATE)
}

/// Fargate places by zones alone.
fn no_fargate_capacity(ask: &Ask) -> Option<Failure> {
    let fargate = ask.launch.launch_type == LaunchType::Fargate;
    fargate.then(|| Failure {
        instance: None,
        reason: match fargate::is_at_limit(ask) {
            true => Reason::FargateVcpuLimit,
            false => Reason::NoFargateCapacity,
        },
    })
}

/// The ACTIVE instances that the task is about: those of its capacity provider if it has one.
fn candidates<'a>(ask: &Ask<'a>) -> impl Iterator<Item = &'a Arc<ContainerInstance>> + use<'a> {
    let provider = ask.launch.capacity_provider.clone();
    ask.instances().filter(move |row| {
        let meant = provider.is_none() || row.capacity_provider == provider;
        meant && row.status == InstanceStatus::Active
    })
}

/// Why there is no candidate at all.
fn nobody(ask: &Ask) -> Reason {
    let Some(provider) = &ask.launch.capacity_provider else {
        return Reason::NoInstances;
    };
    let mut instances = ask.instances();
    match instances.any(|row| row.capacity_provider.as_ref() == Some(provider)) {
        true => Reason::NoActiveInstances,
        false => Reason::EmptyProvider,
    }
}

fn failures(ask: &Ask) -> Vec<Failure> {
    if let Some(failure) = no_fargate_capacity(ask) {
        return vec![failure];
    }
    let found: Vec<Failure> = candidates(ask)
        .filter_map(|instance| {
            let shortfall = filters::first_shortfall(ask, instance)?;
            Some(Failure {
                instance: Some(instance.id),
                reason: Reason::Lacks(shortfall),
            })
        })
        .collect();
    if found.is_empty() {
        vec![Failure {
            instance: None,
            reason: nobody(ask),
        }]
    } else {
        found
    }
}

/// Why no instance takes the task, told of the one that passes the most filters; the one
/// registered first among equals (assumption).
pub fn closest(ask: &Ask) -> Failure {
    if let Some(failure) = no_fargate_capacity(ask) {
        return failure;
    }
    let mut best: Option<(usize, &Arc<ContainerInstance>)> = None;
    for instance in candidates(ask) {
        let passed = filters::passed(ask, instance);
        let refused = passed < FILTERS.len();
        if refused && best.is_none_or(|(most, _)| passed > most) {
            best = Some((passed, instance));
            // None comes closer: a full cluster of thousands is not looked through.
            if passed + 1 == FILTERS.len() {
                break;
            }
        }
    }
    let shortfall = best.and_then(|(_, row)| Some((row.id, filters::first_shortfall(ask, row)?)));
    match shortfall {
        None => Failure {
            instance: None,
            reason: nobody(ask),
        },
        Some((id, shortfall)) => Failure {
            instance: Some(id),
            reason: Reason::Lacks(shortfall),
        },
    }
}

/// Whether a task can start on this very instance: StartTask asks for the instance by name, so
/// constraints and strategies have no say.
///
/// # Errors
/// The first thing that the instance lacks.
/// Source: ECS API, StartTask.
pub fn check_on(world: &World, launch: &Launch, id: InstanceId) -> Result<Host, Failure> {
    let failure = |reason| Failure {
        instance: Some(id),
        reason,
    };
    let ask = Ask::new(world, launch);
    let instance = world
        .instances
        .get(id)
        .filter(|row| row.cluster == launch.cluster)
        .ok_or_else(|| failure(Reason::Missing))?;
    let mut asked = filters::FILTERS
        .iter()
        .filter(|filter| !filter.is_constraint);
    match asked.find_map(|filter| (filter.check)(&ask, instance).err()) {
        None => Ok(Host::Instance(id)),
        Some(shortfall) => Err(failure(Reason::Lacks(shortfall))),
    }
}
