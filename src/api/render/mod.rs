//! Rows of the world as the objects of the API: one file for each kind of object.
//!
//! Members that do not apply are left out, as ECS leaves them out; times are epoch seconds with a
//! fraction of milliseconds. Source: ECS API model, the output shapes.

/// An object as `json!` makes it, but of values that move in: `json!` copies every value that it is
/// given, and so an answer of many objects once for each level.
macro_rules! members {
    ({ $($name:literal: $value:expr),* $(,)? }) => {{
        // With room for those that not every object has.
        let least = [$($name),*].len();
        let mut object = serde_json::Map::with_capacity(least + least / 2);
        $(object.insert($name.into(), serde_json::Value::from($value));)*
        object
    }};
}
pub(in crate::api) use members;

mod attribute;
mod balancers;
mod capacity_provider;
mod cluster;
pub mod configuration;
mod connect;
mod container;
mod container_instance;
mod failure;
mod instance_health;
mod network;
mod protected_task;
pub mod scaling;
mod schedule;
mod service;
mod service_deployment;
pub mod shown;
mod task;
mod task_definition;
mod task_set;

pub use attribute::attribute;
pub use balancers::balancers;
pub use capacity_provider::{capacity_provider, strategy};
pub use cluster::{attachments, attachments_status, cluster, put_attachments, statistics};
pub use container_instance::container_instance;
pub use failure::{failure, inactive, missing, not_done};
pub use instance_health::{connectivity, instance_health};
pub use network::network;
pub use protected_task::protected_task;
pub use schedule::{next_runs, schedule, schedule_arn};
pub use service::{placement, rebalancing, service};
pub use service_deployment::{service_deployment, service_deployment_brief, service_revision};
pub use shown::Shown;
pub use task::{attachment_id, launched_task, stopped_task, task, tasks};
pub use task_definition::task_definition;
pub use task_set::{task_set, task_set_of, task_sets};

use crate::model::World;
use crate::sim::SimTime;
use serde_json::{Map, Number, Value};
use std::sync::Arc;

/// A moment as the wire has it: epoch seconds with milliseconds.
pub fn time(world: &World, at: SimTime) -> Value {
    let millis = world.settings.calendar.epoch_millis(at);
    let (seconds, rest) = (millis / 1000, millis % 1000);
    let number = match rest {
        0 => seconds.into(),
        // A f64 holds every millisecond of the next two hundred thousand years.
        _ => Number::from_f64(millis as f64 / 1000.0).unwrap_or_else(|| seconds.into()),
    };
    Value::Number(number)
}

/// Puts echoed members of a request, kept as JSON texts, into an object.
pub fn put_extras(object: &mut Map<String, Value>, extras: &[(Arc<str>, Arc<str>)]) {
    for (member, text) in extras {
        if let Ok(value) = serde_json::from_str(text) {
            object.insert(member.to_string(), value);
        }
    }
}
