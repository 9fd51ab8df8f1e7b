//! The AWS resources that ECS points to and does not own: what a scenario declares, one file per
//! kind. They change seldom, so that a world shares them with its snapshots.

pub mod alarm;
pub mod auto_scaling_group;
pub mod function;
pub mod iam_role;
pub mod listener_rule;
pub mod load_balancer;
pub mod log_group;
pub mod repository;
pub mod secret;
pub mod security_group;
pub mod subnet;
pub mod target_group;
pub mod vpc;

use super::{ListenerRuleId, TargetGroupId};
use crate::sim::Table;
use alarm::{AlarmState, MetricAlarm};
use auto_scaling_group::AutoScalingGroup;
use function::HookAnswer;
use iam_role::IamRole;
use listener_rule::ListenerRule;
use load_balancer::DeclaredBalancer;
use security_group::SecurityGroup;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use subnet::Subnet;
use target_group::TargetGroup;
use vpc::Vpc;

/// Everything around ECS, in the order in which it was declared.
#[derive(Clone, Debug, PartialEq)]
pub struct Surroundings {
    /// Target groups of Elastic Load Balancing.
    pub target_groups: Table<TargetGroupId, TargetGroup>,
    /// Listener rules of Application Load Balancers.
    pub listener_rules: Table<ListenerRuleId, ListenerRule>,
    /// CloudWatch alarms by name; one that nobody declared is OK.
    pub alarms: BTreeMap<Arc<str>, AlarmState>,
    /// What some of them look at, by name.
    pub metric_alarms: BTreeMap<Arc<str>, MetricAlarm>,
    /// Lambda functions by ARN; one that nobody declared answers SUCCEEDED.
    pub functions: BTreeMap<Arc<str>, HookAnswer>,
    /// Load balancers by name.
    pub load_balancers: BTreeMap<Arc<str>, DeclaredBalancer>,
    /// VPCs by id.
    pub vpcs: BTreeMap<Arc<str>, Vpc>,
    /// Subnets by id.
    pub subnets: BTreeMap<Arc<str>, Subnet>,
    /// Security groups by id.
    pub security_groups: BTreeMap<Arc<str>, SecurityGroup>,
    /// IAM roles by name.
    pub iam_roles: BTreeMap<Arc<str>, IamRole>,
    /// Log groups of CloudWatch Logs, by name.
    pub log_groups: BTreeSet<Arc<str>>,
    /// Secrets and parameters, by name or ARN.
    pub secrets: BTreeSet<Arc<str>>,
    /// Private repositories of Amazon ECR, by name.
    pub repositories: BTreeSet<Arc<str>>,
    /// Auto Scaling groups by name.
    pub auto_scaling_groups: BTreeMap<Arc<str>, AutoScalingGroup>,
}

/// What every account has from its start, so that examples need to declare nothing.
impl Default for Surroundings {
    fn default() -> Self {
        let mut all = Surroundings {
            target_groups: Table::default(),
            listener_rules: Table::default(),
            alarms: BTreeMap::new(),
            metric_alarms: BTreeMap::new(),
            functions: BTreeMap::new(),
            load_balancers: BTreeMap::new(),
            vpcs: BTreeMap::new(),
            subnets: BTreeMap::new(),
            security_groups: BTreeMap::new(),
            iam_roles: BTreeMap::new(),
            log_groups: BTreeSet::new(),
            secrets: BTreeSet::new(),
            repositories: BTreeSet::new(),
            auto_scaling_groups: BTreeMap::new(),
        };
        target_group::add_defaults(&mut all);
        listener_rule::add_defaults(&mut all);
        load_balancer::add_defaults(&mut all);
        vpc::add_defaults(&mut all);
        subnet::add_defaults(&mut all);
        security_group::add_defaults(&mut all);
        iam_role::add_defaults(&mut all);
        log_group::add_defaults(&mut all);
        secret::add_defaults(&mut all);
        repository::add_defaults(&mut all);
        auto_scaling_group::add_defaults(&mut all);
        all
    }
}
