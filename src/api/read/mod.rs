//! Parts of requests that several operations share, read and checked.

pub mod account;
pub mod alarm;
pub mod attribute;
pub mod balancers;
pub mod cluster;
pub mod deployment;
pub mod launch;
pub mod managed_instances;
pub mod network;
mod overrides;
pub mod own;
pub mod placement;
pub mod provider;
pub mod roles;
pub mod scaling;
pub mod schedule;
pub mod service;
pub mod strategy;
pub mod tags;
pub mod task;
pub mod task_set;
mod token;

pub use network::network;
pub use overrides::overrides;
pub use placement::placement;
pub use token::known_request;
