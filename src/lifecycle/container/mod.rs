//! What containers do on their hosts: images, workloads, start order.

pub mod dependencies;
pub mod images;
pub mod pull;
pub mod workload;
