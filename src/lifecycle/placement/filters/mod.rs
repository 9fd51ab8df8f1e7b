//! What keeps an instance from taking a task: one file per filter, one line each in the table.

mod agent;
mod attributes;
mod cpu;
mod distinct_instance;
mod eni;
mod gpu;
mod launch_type;
mod location;
mod member_of;
mod memory;
mod platform;
mod ports;
mod provider;
mod shortfall;
mod status;

pub use shortfall::Shortfall;

use super::Ask;
use crate::model::ContainerInstance;

/// One filter.
#[derive(Debug)]
pub struct Filter {
    /// Its name, as the table of reasons shows it.
    pub name: &'static str,
    /// What an instance must have to pass.
    pub asks: &'static str,
    /// Whether it is a placement constraint of the request or the task definition.
    pub is_constraint: bool,
    /// Judges one instance.
    pub check: fn(&Ask, &ContainerInstance) -> Result<(), Shortfall>,
}

const fn filter(
    name: &'static str,
    asks: &'static str,
    check: fn(&Ask, &ContainerInstance) -> Result<(), Shortfall>,
) -> Filter {
    Filter {
        name,
        asks,
        is_constraint: false,
        check,
    }
}

const fn constraint(
    name: &'static str,
    asks: &'static str,
    check: fn(&Ask, &ContainerInstance) -> Result<(), Shortfall>,
) -> Filter {
    Filter {
        is_constraint: true,
        ..filter(name, asks, check)
    }
}

/// All filters in the order in which they are asked. The set is AWS's (Developer Guide, "task
/// placement"); the order is an assumption, nobody documents it.
pub static FILTERS: [Filter; 14] = [
    filter("status", "the instance is ACTIVE", status::check),
    filter("launch type", "the launch type fits", launch_type::check),
    filter(
        "capacity provider",
        "it came from the capacity provider",
        provider::check,
    ),
    filter("agent", "the agent is connected", agent::check),
    filter(
        "attributes",
        "it has all requiresAttributes",
        attributes::check,
    ),
    filter("platform", "OS and CPU architecture match", platform::check),
    filter(
        "location",
        "its zone has one of the subnets",
        location::check,
    ),
    filter("CPU", "enough CPU units remain", cpu::check),
    filter("memory", "enough memory remains", memory::check),
    filter("ports", "the static host ports are free", ports::check),
    filter("GPU", "enough GPUs are free", gpu::check),
    filter("ENI", "a task network interface is free", eni::check),
    constraint("memberOf", "the expressions hold", member_of::check),
    constraint(
        "distinctInstance",
        "no other task of the group is there",
        distinct_instance::check,
    ),
];

/// What the first filter that refuses the instance says; None if all pass.
pub fn first_shortfall(ask: &Ask, instance: &ContainerInstance) -> Option<Shortfall> {
    FILTERS
        .iter()
        .find_map(|filter| (filter.check)(ask, instance).err())
}

/// Whether an instance is of a kind that can take the task, room or not.
pub fn is_of_kind(ask: &Ask, instance: &ContainerInstance) -> bool {
    let mut refusals = FILTERS
        .iter()
        .filter_map(|filter| (filter.check)(ask, instance).err());
    !refusals.any(|shortfall| shortfall.is_about_kind())
}

/// How many filters pass the instance.
pub fn passed(ask: &Ask, instance: &ContainerInstance) -> usize {
    let pass = |filter: &&Filter| (filter.check)(ask, instance).is_ok();
    FILTERS.iter().filter(pass).count()
}
