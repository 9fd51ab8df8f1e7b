//! The operations, one file each, and their table.

mod add_instances;
mod clear_faults;
mod continue_service_deployment;
mod create_cluster;
mod create_service;
mod declare;
mod delete_cluster;
mod delete_service;
mod deregister_container_instance;
mod deregister_task_definition;
mod describe_clusters;
mod describe_container_instances;
mod describe_service_deployments;
mod describe_service_revisions;
mod describe_services;
mod describe_task_definition;
mod describe_tasks;
mod get_task_protection;
mod inject_fault;
mod list_clusters;
mod list_container_instances;
mod list_service_deployments;
mod list_services;
mod list_task_definition_families;
mod list_task_definitions;
mod list_tasks;
mod register_container_instance;
mod register_task_definition;
mod run_task;
mod start_task;
mod stop_service_deployment;
mod stop_task;
mod terminate_instance;
mod update_container_instances_state;
mod update_service;
mod update_task_protection;

use super::{Refusal, Request};
use crate::lifecycle::Turn;
use serde_json::Value;

/// An operation of the API, or one of Drydock's own (`Drydock.…`).
pub struct Operation {
    /// Its action name.
    pub name: &'static str,
    /// Whether it only looks.
    pub only_reads: bool,
    /// Carries it out.
    pub run: fn(&mut Turn, Request) -> Result<Value, Refusal>,
}

const fn reads(
    name: &'static str,
    run: fn(&mut Turn, Request) -> Result<Value, Refusal>,
) -> Operation {
    Operation {
        name,
        only_reads: true,
        run,
    }
}

const fn acts(
    name: &'static str,
    run: fn(&mut Turn, Request) -> Result<Value, Refusal>,
) -> Operation {
    Operation {
        name,
        only_reads: false,
        run,
    }
}

/// All operations, by name.
pub const OPERATIONS: &[Operation] = &[
    acts(
        "ContinueServiceDeployment",
        continue_service_deployment::run,
    ),
    acts("CreateCluster", create_cluster::run),
    acts("CreateService", create_service::run),
    acts("DeleteCluster", delete_cluster::run),
    acts("DeleteService", delete_service::run),
    acts(
        "DeregisterContainerInstance",
        deregister_container_instance::run,
    ),
    acts("DeregisterTaskDefinition", deregister_task_definition::run),
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
    reads("DescribeTasks", describe_tasks::run),
    acts("Drydock.AddInstances", add_instances::run),
    acts("Drydock.ClearFaults", clear_faults::run),
    acts("Drydock.Declare", declare::run),
    acts("Drydock.InjectFault", inject_fault::run),
    acts("Drydock.TerminateInstance", terminate_instance::run),
    reads("GetTaskProtection", get_task_protection::run),
    reads("ListClusters", list_clusters::run),
    reads("ListContainerInstances", list_container_instances::run),
    reads("ListServiceDeployments", list_service_deployments::run),
    reads("ListServices", list_services::run),
    reads(
        "ListTaskDefinitionFamilies",
        list_task_definition_families::run,
    ),
    reads("ListTaskDefinitions", list_task_definitions::run),
    reads("ListTasks", list_tasks::run),
    acts(
        "RegisterContainerInstance",
        register_container_instance::run,
    ),
    acts("RegisterTaskDefinition", register_task_definition::run),
    acts("RunTask", run_task::run),
    acts("StartTask", start_task::run),
    acts("StopServiceDeployment", stop_service_deployment::run),
    acts("StopTask", stop_task::run),
    acts(
        "UpdateContainerInstancesState",
        update_container_instances_state::run,
    ),
    acts("UpdateService", update_service::run),
    acts("UpdateTaskProtection", update_task_protection::run),
];

/// The operation with this name.
pub fn named(action: &str) -> Option<&'static Operation> {
    OPERATIONS.iter().find(|operation| operation.name == action)
}

#[cfg(test)]
mod daemon_tests;
#[cfg(test)]
mod definitions_tests;
#[cfg(test)]
mod fault_tests;
#[cfg(test)]
mod health_tests;
#[cfg(test)]
mod host_fault_tests;
#[cfg(test)]
mod instance_tests;
#[cfg(test)]
mod protection_tests;
#[cfg(test)]
mod reported_tests;
#[cfg(test)]
mod service_deployment_tests;
#[cfg(test)]
mod service_refusal_tests;
#[cfg(test)]
mod service_state_tests;
#[cfg(test)]
mod service_tests;
#[cfg(test)]
mod surroundings_tests;
#[cfg(test)]
mod task_path_tests;
#[cfg(test)]
mod task_tests;

#[cfg(test)]
mod tests {
    use super::OPERATIONS;

    #[test]
    fn the_table_is_sorted() {
        assert!(OPERATIONS.is_sorted_by_key(|operation| operation.name));
    }
}
