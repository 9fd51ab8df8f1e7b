//! The operations, one file each, and their table.

mod add_instances;
mod clear_faults;
mod continue_service_deployment;
mod create_capacity_provider;
mod create_cluster;
mod create_schedule;
mod create_service;
mod create_task_set;
mod declare;
mod delete_account_setting;
mod delete_alarms;
mod delete_attributes;
mod delete_capacity_provider;
mod delete_cluster;
mod delete_scaling_policy;
mod delete_schedule;
mod delete_scheduled_action;
mod delete_service;
mod delete_task_definitions;
mod delete_task_set;
mod deregister_container_instance;
mod deregister_scalable_target;
mod deregister_task_definition;
mod describe_capacity_providers;
mod describe_clusters;
mod describe_container_instances;
mod describe_metrics;
mod describe_scaling;
mod describe_service_deployments;
mod describe_service_revisions;
mod describe_services;
mod describe_task_definition;
mod describe_task_sets;
mod describe_tasks;
mod discover_poll_endpoint;
mod execute_command;
mod get_task_protection;
mod inject_fault;
mod list_account_settings;
mod list_attributes;
mod list_clusters;
mod list_container_instances;
mod list_schedules;
mod list_service_deployments;
mod list_services;
mod list_services_by_namespace;
mod list_tags_for_resource;
mod list_task_definition_families;
mod list_task_definitions;
mod list_tasks;
pub mod nested;
pub mod not_simulated;
mod put_account_setting;
mod put_account_setting_default;
mod put_attributes;
mod put_cluster_capacity_providers;
mod put_metric_alarm;
mod put_scaling_policy;
mod put_scheduled_action;
mod register_container_instance;
mod register_scalable_target;
mod register_task_definition;
mod run_task;
mod set_alarm_state;
mod set_demand;
mod set_host;
mod set_quota;
mod set_traffic;
mod start_task;
mod stop_service_deployment;
mod stop_task;
mod submit_attachment_state_changes;
mod submit_container_state_change;
mod submit_task_state_change;
mod tag_resource;
mod terminate_instance;
mod untag_resource;
mod update_capacity_provider;
mod update_cluster;
mod update_cluster_settings;
mod update_container_agent;
mod update_container_instances_state;
mod update_service;
mod update_service_primary_task_set;
mod update_task_protection;
mod update_task_set;

use super::{Refusal, Request};
use crate::lifecycle::Turn;
pub use declare::{kinds as declared_kinds, members as declared_members};
use serde_json::Value;

/// An operation of the API, or one of Drydock's own (`Drydock.…`).
pub struct Operation {
    /// Its action name.
    pub name: &'static str,
    /// Whether it only looks.
    pub only_reads: bool,
    /// Carries it out.
    pub run: Run,
    /// Members of its request that are accepted and change nothing here.
    pub ignored: &'static [&'static str],
    /// Members of its request that are kept and shown again, and change nothing here.
    pub shown_only: &'static [&'static str],
    /// What ECS takes of a request and Drydock refuses, with UnsupportedFeatureException.
    pub refused: &'static [&'static str],
}

/// How an operation is carried out.
#[derive(Clone, Copy, Debug)]
pub enum Run {
    /// It gives the members of its response.
    Tree(Tree),
    /// It gives the text of its response: who shows tasks by the hundred does not build a tree of
    /// all their members first.
    Text(Text),
}

type Tree = fn(&mut Turn, Request) -> Result<Value, Refusal>;

type Text = fn(&mut Turn, Request) -> Result<String, Refusal>;

impl Operation {
    /// The same, with members of its request that are accepted and ignored.
    const fn ignoring(self, ignored: &'static [&'static str]) -> Operation {
        Operation { ignored, ..self }
    }

    /// The same, with members of its request that are kept and shown again.
    const fn showing_only(self, shown_only: &'static [&'static str]) -> Operation {
        Operation { shown_only, ..self }
    }
}

const fn operation(name: &'static str, only_reads: bool, run: Run) -> Operation {
    Operation {
        name,
        only_reads,
        run,
        ignored: &[],
        shown_only: &[],
        refused: &[],
    }
}

const fn reads(name: &'static str, run: Tree) -> Operation {
    operation(name, true, Run::Tree(run))
}

const fn acts(name: &'static str, run: Tree) -> Operation {
    operation(name, false, Run::Tree(run))
}

const fn reads_tasks(name: &'static str, run: Text) -> Operation {
    operation(name, true, Run::Text(run))
}

const fn starts_tasks(name: &'static str, run: Text) -> Operation {
    operation(name, false, Run::Text(run))
}

/// All operations, by name.
pub const OPERATIONS: &[Operation] = &[
    acts(
        "ContinueServiceDeployment",
        continue_service_deployment::run,
    ),
    acts("CreateCapacityProvider", create_capacity_provider::run),
    acts("CreateCluster", create_cluster::run).showing_only(&["configuration"]),
    acts("CreateService", create_service::run).ignoring(&["gatewayConnectors", "monitoring"]),
    acts("CreateTaskSet", create_task_set::run),
    acts("DeleteAccountSetting", delete_account_setting::run),
    acts("DeleteAttributes", delete_attributes::run),
    acts("DeleteCapacityProvider", delete_capacity_provider::run).ignoring(&["cluster"]),
    acts("DeleteCluster", delete_cluster::run),
    acts("DeleteService", delete_service::run),
    acts("DeleteTaskDefinitions", delete_task_definitions::run),
    acts("DeleteTaskSet", delete_task_set::run),
    acts(
        "DeregisterContainerInstance",
        deregister_container_instance::run,
    ),
    acts("DeregisterTaskDefinition", deregister_task_definition::run),
    reads(
        "DescribeCapacityProviders",
        describe_capacity_providers::run,
    ),
    reads("DescribeClusters", describe_clusters::run),
    reads(
        "DescribeContainerInstances",
        describe_container_instances::run,
    ),
    reads(
        "DescribeServiceDeployments",
        describe_service_deployments::run,
    ),
    reads("DescribeServiceRevisions", describe_service_revisions::run),
    reads("DescribeServices", describe_services::run),
    reads("DescribeTaskDefinition", describe_task_definition::run),
    reads("DescribeTaskSets", describe_task_sets::run),
    reads_tasks("DescribeTasks", describe_tasks::run),
    reads("DiscoverPollEndpoint", discover_poll_endpoint::run),
    acts("Drydock.AddInstances", add_instances::run),
    acts("Drydock.ClearFaults", clear_faults::run),
    acts("Drydock.CreateSchedule", create_schedule::run),
    acts("Drydock.Declare", declare::run),
    acts("Drydock.DeleteAlarms", delete_alarms::run),
    acts("Drydock.DeleteScalingPolicy", delete_scaling_policy::run),
    acts("Drydock.DeleteSchedule", delete_schedule::run),
    acts(
        "Drydock.DeleteScheduledAction",
        delete_scheduled_action::run,
    ),
    acts(
        "Drydock.DeregisterScalableTarget",
        deregister_scalable_target::run,
    ),
    reads("Drydock.DescribeMetrics", describe_metrics::run),
    reads("Drydock.DescribeScaling", describe_scaling::run),
    acts("Drydock.InjectFault", inject_fault::run),
    reads("Drydock.ListSchedules", list_schedules::run),
    acts("Drydock.PutMetricAlarm", put_metric_alarm::run),
    acts("Drydock.PutScalingPolicy", put_scaling_policy::run),
    acts("Drydock.PutScheduledAction", put_scheduled_action::run),
    acts(
        "Drydock.RegisterScalableTarget",
        register_scalable_target::run,
    ),
    acts("Drydock.SetAlarmState", set_alarm_state::run),
    acts("Drydock.SetDemand", set_demand::run),
    acts("Drydock.SetHost", set_host::run),
    acts("Drydock.SetQuota", set_quota::run),
    acts("Drydock.SetTraffic", set_traffic::run),
    acts("Drydock.TerminateInstance", terminate_instance::run),
    acts("ExecuteCommand", execute_command::run),
    reads("GetTaskProtection", get_task_protection::run),
    reads("ListAccountSettings", list_account_settings::run),
    reads("ListAttributes", list_attributes::run),
    reads("ListClusters", list_clusters::run),
    reads("ListContainerInstances", list_container_instances::run),
    reads("ListServiceDeployments", list_service_deployments::run),
    reads("ListServices", list_services::run),
    reads("ListServicesByNamespace", list_services_by_namespace::run),
    reads("ListTagsForResource", list_tags_for_resource::run),
    reads(
        "ListTaskDefinitionFamilies",
        list_task_definition_families::run,
    ),
    reads("ListTaskDefinitions", list_task_definitions::run),
    reads("ListTasks", list_tasks::run),
    acts("PutAccountSetting", put_account_setting::run),
    acts("PutAccountSettingDefault", put_account_setting_default::run),
    acts("PutAttributes", put_attributes::run),
    acts(
        "PutClusterCapacityProviders",
        put_cluster_capacity_providers::run,
    ),
    acts(
        "RegisterContainerInstance",
        register_container_instance::run,
    )
    .ignoring(&["instanceIdentityDocumentSignature", "platformDevices"]),
    acts("RegisterTaskDefinition", register_task_definition::run),
    starts_tasks("RunTask", run_task::run).ignoring(&["referenceId"]),
    starts_tasks("StartTask", start_task::run).ignoring(&["referenceId"]),
    acts("StopServiceDeployment", stop_service_deployment::run),
    acts("StopTask", stop_task::run),
    acts(
        "SubmitAttachmentStateChanges",
        submit_attachment_state_changes::run,
    )
    .ignoring(&["attachments"]),
    acts(
        "SubmitContainerStateChange",
        submit_container_state_change::run,
    )
    .ignoring(&[
        "task",
        "containerName",
        "runtimeId",
        "status",
        "exitCode",
        "reason",
        "networkBindings",
    ]),
    acts("SubmitTaskStateChange", submit_task_state_change::run).ignoring(&[
        "task",
        "status",
        "reason",
        "containers",
        "attachments",
        "managedAgents",
        "pullStartedAt",
        "pullStoppedAt",
        "executionStoppedAt",
    ]),
    acts("TagResource", tag_resource::run),
    acts("UntagResource", untag_resource::run),
    acts("UpdateCapacityProvider", update_capacity_provider::run).ignoring(&["cluster"]),
    acts("UpdateCluster", update_cluster::run).showing_only(&["configuration"]),
    acts("UpdateClusterSettings", update_cluster_settings::run),
    acts("UpdateContainerAgent", update_container_agent::run),
    acts(
        "UpdateContainerInstancesState",
        update_container_instances_state::run,
    ),
    acts("UpdateService", update_service::run).ignoring(&["gatewayConnectors", "monitoring"]),
    acts(
        "UpdateServicePrimaryTaskSet",
        update_service_primary_task_set::run,
    ),
    acts("UpdateTaskProtection", update_task_protection::run),
    acts("UpdateTaskSet", update_task_set::run),
];

/// The operation with this name.
pub fn named(action: &str) -> Option<&'static Operation> {
    OPERATIONS.iter().find(|operation| operation.name == action)
}

#[cfg(test)]
mod account_tests;
#[cfg(test)]
mod agent_tests;
#[cfg(test)]
mod attribute_tests;
#[cfg(test)]
mod busy_tests;
#[cfg(test)]
mod cluster_tests;
#[cfg(test)]
mod connect_tests;
#[cfg(test)]
mod controller_tests;
#[cfg(test)]
mod daemon_tests;
#[cfg(test)]
mod definitions_tests;
#[cfg(test)]
mod deletion_tests;
#[cfg(test)]
mod exec_tests;
#[cfg(test)]
mod fault_tests;
#[cfg(test)]
mod health_tests;
#[cfg(test)]
mod host_fault_tests;
#[cfg(test)]
mod instance_tests;
#[cfg(test)]
mod listing_tests;
#[cfg(test)]
mod managed_instances_tests;
#[cfg(test)]
mod member_tests;
#[cfg(test)]
mod protection_tests;
#[cfg(test)]
mod provider_fixtures;
#[cfg(test)]
mod provider_tests;
#[cfg(test)]
mod recorded_tests;
#[cfg(test)]
mod reported_tests;
#[cfg(test)]
mod scaling_tests;
#[cfg(test)]
mod schedule_tests;
#[cfg(test)]
mod service_deployment_tests;
#[cfg(test)]
mod service_refusal_tests;
#[cfg(test)]
mod service_state_tests;
#[cfg(test)]
mod service_tests;
#[cfg(test)]
mod strategy_tests;
#[cfg(test)]
mod surroundings_tests;
#[cfg(test)]
mod table_tests;
#[cfg(test)]
mod tag_tests;
#[cfg(test)]
mod task_path_tests;
#[cfg(test)]
mod task_set_tests;
#[cfg(test)]
mod task_tests;
