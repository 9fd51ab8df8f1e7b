//! Target groups: where a load balancer sends its requests, and how it checks what is there.
//!
//! Source: Elastic Load Balancing API, `TargetGroup`, with the defaults of CreateTargetGroup and of
//! `deregistration_delay.timeout_seconds`.

use super::Surroundings;
use crate::model::{TargetGroupId, World, arn::Arns};
use crate::sim::Span;
use std::sync::Arc;

/// A target group.
#[derive(Clone, Debug, PartialEq)]
pub struct TargetGroup {
    /// Its id.
    pub id: TargetGroupId,
    /// Its ARN, if somebody else gave it; else it is rendered from name and id.
    pub given_arn: Option<Arc<str>>,
    /// Its name, unique among target groups.
    pub name: Arc<str>,
    /// The protocol of its targets: HTTP, HTTPS, TCP, UDP, TLS, TCP_UDP.
    pub protocol: Arc<str>,
    /// The port of its targets where a registration names none.
    pub port: u16,
    /// What its targets are.
    pub target_type: TargetType,
    /// The load balancer that sends requests to it; None if none does.
    pub load_balancer: Option<LoadBalancer>,
    /// How its targets are checked.
    pub health_check: TargetHealthCheck,
    /// `HealthCheckPath`, where it is asked by HTTP.
    pub health_check_path: Arc<str>,
    /// How long a deregistered target is draining.
    pub deregistration_delay: Span,
}

/// Source: Elastic Load Balancing API, `TargetTypeEnum`; the types that ECS registers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TargetType {
    /// Addresses of network interfaces.
    Ip,
    /// EC2 instances, by a port on them.
    Instance,
}

impl TargetType {
    /// The name that the API uses.
    pub fn name(self) -> &'static str {
        match self {
            TargetType::Ip => "ip",
            TargetType::Instance => "instance",
        }
    }
}

/// Source: Elastic Load Balancing API, `LoadBalancerTypeEnum`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LoadBalancer {
    /// An Application Load Balancer.
    Application,
    /// A Network Load Balancer.
    Network,
    /// A Classic Load Balancer, which has no target groups: this row stands for what it has.
    Classic,
}

impl LoadBalancer {
    /// The name that the API uses.
    pub fn name(self) -> &'static str {
        match self {
            LoadBalancer::Application => "application",
            LoadBalancer::Network => "network",
            LoadBalancer::Classic => "classic",
        }
    }
}

/// How a target group checks its targets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TargetHealthCheck {
    /// From one probe to the next.
    pub interval: Span,
    /// A probe without an answer for so long has failed.
    pub timeout: Span,
    /// Probes in a row that pass until an unhealthy target is healthy.
    pub healthy_threshold: u32,
    /// Probes in a row that fail until a target is unhealthy.
    pub unhealthy_threshold: u32,
}

impl TargetHealthCheck {
    /// Source: Elastic Load Balancing API, CreateTargetGroup, the defaults by protocol.
    pub fn default_of(protocol: &str) -> TargetHealthCheck {
        let http = protocol.starts_with("HTTP");
        TargetHealthCheck {
            interval: Span::seconds(30),
            timeout: Span::seconds(if http { 5 } else { 10 }),
            healthy_threshold: 5,
            unhealthy_threshold: 2,
        }
    }
}

impl TargetGroup {
    /// A target group with the defaults of Elastic Load Balancing, behind the load balancer that
    /// goes with its protocol.
    pub fn new(id: TargetGroupId, name: &str, protocol: &str, target_type: TargetType) -> Self {
        let http = protocol.starts_with("HTTP");
        TargetGroup {
            id,
            given_arn: None,
            name: name.into(),
            protocol: protocol.into(),
            port: 80,
            target_type,
            load_balancer: Some(if http {
                LoadBalancer::Application
            } else {
                LoadBalancer::Network
            }),
            health_check: TargetHealthCheck::default_of(protocol),
            health_check_path: "/".into(),
            deregistration_delay: Span::seconds(300),
        }
    }
}

impl TargetGroup {
    /// A Classic Load Balancer with the defaults of its health check.
    /// Source: Elastic Load Balancing, Classic Load Balancers, "Configure health checks".
    pub fn classic(id: TargetGroupId, name: &str) -> Self {
        let protocol = "TCP";
        TargetGroup {
            load_balancer: Some(LoadBalancer::Classic),
            health_check: TargetHealthCheck {
                timeout: Span::seconds(5),
                healthy_threshold: 10,
                ..TargetHealthCheck::default_of(protocol)
            },
            ..TargetGroup::new(id, name, protocol, TargetType::Instance)
        }
    }

    /// Whether it stands for a Classic Load Balancer.
    pub fn is_classic(&self) -> bool {
        self.load_balancer == Some(LoadBalancer::Classic)
    }
}

/// The target group with this ARN.
pub fn by_arn<'a>(world: &'a World, arn: &str) -> Option<&'a Arc<TargetGroup>> {
    let arns = Arns::of(world);
    let rows = world.surroundings.target_groups.rows();
    let mut rows = rows.filter(|row| !row.is_classic());
    rows.find(|row| match &row.given_arn {
        Some(given) => **given == *arn,
        None => arns.target_group(row) == arn,
    })
}

/// The target groups of every account. Assumption: what examples need.
pub(super) fn add_defaults(all: &mut Surroundings) {
    for (name, target_type) in [
        ("web", TargetType::Ip),
        ("api", TargetType::Ip),
        ("web-instances", TargetType::Instance),
        ("web-blue", TargetType::Ip),
        ("web-green", TargetType::Ip),
    ] {
        all.target_groups
            .add(|id| TargetGroup::new(id, name, "HTTP", target_type));
    }
}
