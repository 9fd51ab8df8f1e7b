//! `compatibilities`: the launch types whose rules the definition keeps, asked for or not.

use super::containers::{list, text};
use crate::model::task_definition::Compatibility;
use crate::taskdef::draft::{Draft, Target};
use crate::taskdef::finding::{RefusedBy, Severity};
use crate::taskdef::rules;
use crate::taskdef::sizes::Size;
use serde_json::Value;

/// What a definition can run on, in the order of the answers.
/// Source: AWS CLI Command Reference, samples of register-task-definition: a plain bridge
/// definition is `EXTERNAL, EC2`, one with awsvpc and a Fargate size `EC2, FARGATE`. How ECS finds
/// them is not published.
pub fn compatibilities(draft: &Draft, document: &Value) -> Vec<Compatibility> {
    let holds = |one: &Compatibility| match one {
        Compatibility::External => external(draft, document),
        Compatibility::Ec2 => ec2(document),
        Compatibility::Fargate => fargate(draft, document),
        Compatibility::ManagedInstances => managed(draft),
    };
    let order = [
        Compatibility::External,
        Compatibility::Ec2,
        Compatibility::Fargate,
        Compatibility::ManagedInstances,
    ];
    order.into_iter().filter(holds).collect()
}

/// Source: Developer Guide, "Amazon ECS clusters for external instances", considerations: no
/// awsvpc, no EFS, no App Mesh. EBS volumes are attached by EC2.
fn external(draft: &Draft, document: &Value) -> bool {
    let volumes = list(document, "volumes");
    draft.network_mode() != "awsvpc"
        && document["proxyConfiguration"].is_null()
        && list(document, "inferenceAccelerators").is_empty()
        && document["ephemeralStorage"].is_null()
        && volumes.iter().all(|volume| {
            volume["efsVolumeConfiguration"].is_null() && volume["configuredAtLaunch"] != true
        })
}

/// Source: ECS API, EphemeralStorage: tasks on Fargate only.
fn ec2(document: &Value) -> bool {
    document["ephemeralStorage"].is_null()
}

/// Whether ECS would take it with FARGATE asked for. Source: Developer Guide, "Task definition
/// parameters for Fargate".
fn fargate(draft: &Draft, document: &Value) -> bool {
    let size = |member| text(document, member).parse().ok();
    let (Some(cpu_units), Some(memory_mib)) = (size("cpu"), size("memory")) else {
        return false;
    };
    let size = Size {
        cpu_units,
        memory_mib,
    };
    if draft.network_mode() != "awsvpc" || !size.is_legal(draft.is_windows()) {
        return false;
    }
    let mut findings = Vec::new();
    let on_fargate = Draft {
        target: Target::Fargate,
        ..draft.clone()
    };
    rules::apply(&on_fargate, &mut findings);
    !findings.iter().any(|finding| {
        finding.severity == Severity::Error && finding.refused_by == RefusedBy::Service
    })
}

/// Source: Developer Guide, "Task definition differences for Amazon ECS Managed Instances": Linux,
/// awsvpc or host. It is only listed where it is asked for: samples without it leave it out.
fn managed(draft: &Draft) -> bool {
    draft.requires("MANAGED_INSTANCES")
        && !draft.is_windows()
        && matches!(draft.network_mode(), "awsvpc" | "host")
}
