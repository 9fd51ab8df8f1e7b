//! Launch type and platform version.
//! Source: ECS API, CreateService, UpdateService, RunTask; Developer Guide, "Fargate platform
//! versions". Texts: answers of ECS as public reports quote them.

use crate::api::{Code, Refusal, Request};
use crate::model::task::LaunchType;
use crate::model::task_definition::{Compatibility, TaskSpec};
use serde_json::Value;
use std::sync::Arc;

/// `launchType`; EC2 if there is none.
/// Capacity providers other than that are refused: they are not simulated yet.
pub fn launch_type(request: Request) -> Result<LaunchType, Refusal> {
    let strategy = request.items("capacityProviderStrategy").next().is_some();
    match request.filled_text("launchType") {
        // Source of the text: tflint-ruleset-aws, issue 349, as ECS gave it.
        Some(_) if strategy => Err(Refusal::invalid(
            "Specifying both a launch type and capacity provider strategy is not supported. \
             Remove one and try again.",
        )),
        None if strategy => Err(Refusal::new(
            Code::UnsupportedFeature,
            "Capacity provider strategies are not simulated yet. Use launchType instead.",
        )),
        None | Some("EC2") => Ok(LaunchType::Ec2),
        Some("FARGATE") => Ok(LaunchType::Fargate),
        Some("EXTERNAL") => Ok(LaunchType::External),
        Some("MANAGED_INSTANCES") => Err(Refusal::new(
            Code::UnsupportedFeature,
            "Amazon ECS Managed Instances are not simulated.",
        )),
        Some(_) => Err(unknown_launch_type()),
    }
}

/// Source of the text: moto, `ecs/models.py`, as recorded from ECS.
pub fn unknown_launch_type() -> Refusal {
    Refusal::client("launch type should be one of [EC2,FARGATE,EXTERNAL]")
}

/// Whether a definition can run on a launch type.
pub fn suits(launch_type: LaunchType, spec: &TaskSpec) -> Result<(), Refusal> {
    let needed = match launch_type {
        LaunchType::Ec2 => Compatibility::Ec2,
        LaunchType::Fargate => Compatibility::Fargate,
        LaunchType::External => Compatibility::External,
    };
    if spec.compatibilities.contains(&needed) {
        return Ok(());
    }
    let name = launch_type.name();
    Err(Refusal::invalid(format!(
        "Task definition does not support launch_type {name}."
    )))
}

/// `platformVersion` as asked for, `LATEST` by default; None where there are no platforms.
pub fn platform_version(
    asked: Option<&str>,
    launch_type: LaunchType,
    spec: &TaskSpec,
) -> Result<Option<Arc<str>>, Refusal> {
    let asked = asked.filter(|asked| !asked.is_empty());
    if launch_type != LaunchType::Fargate {
        return match asked {
            None => Ok(None),
            Some(_) => Err(Refusal::invalid(
                "The platform version must be null when specifying an EC2 launch type.",
            )),
        };
    }
    let asked = asked.unwrap_or("LATEST");
    let known: &[&str] = match spec.windows {
        true => &["LATEST", "1.0.0"],
        false => &["LATEST", "1.4.0", "1.3.0"],
    };
    if !known.contains(&asked) {
        return Err(Refusal::new(
            Code::PlatformUnknown,
            "The specified platform does not exist.",
        ));
    }
    if asked == "1.3.0" && needs_1_4(spec) {
        return Err(Refusal::new(
            Code::PlatformTaskDefinitionIncompatibility,
            "One or more of the requested capabilities are not supported.",
        ));
    }
    Ok(Some(asked.into()))
}

/// Whether a definition uses what came with platform version 1.4.0.
/// Source: Developer Guide, "Fargate Linux platform version change log".
fn needs_1_4(spec: &TaskSpec) -> bool {
    let document = Request::new(&spec.document);
    let has = |item: Request, members: &[&str]| {
        let filled = |member: &&str| match item.get(member) {
            Some(Value::Array(items)) => !items.is_empty(),
            other => other.is_some(),
        };
        members.iter().any(filled)
    };
    let platform = document.object("runtimePlatform");
    let architecture = platform.and_then(|platform| platform.text("cpuArchitecture"));
    spec.ephemeral_storage_gib.is_some()
        || spec.cpu_units.is_some_and(|units| units >= 8192)
        || architecture == Some("ARM64")
        || has(document, &["pidMode"])
        || document
            .objects("volumes")
            .any(|volume| has(volume, &["efsVolumeConfiguration", "configuredAtLaunch"]))
        || document
            .objects("containerDefinitions")
            .any(|container| has(container, &["environmentFiles", "systemControls"]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lifecycle::fixtures::spec;
    use serde_json::json;

    #[test]
    fn a_platform_is_known_and_capable() {
        let mut spec = spec(256, 512);
        let read = |asked, spec: &TaskSpec| platform_version(asked, LaunchType::Fargate, spec);
        assert_eq!(read(None, &spec).unwrap().as_deref(), Some("LATEST"));
        assert_eq!(
            read(Some("1.3.0"), &spec).unwrap().as_deref(),
            Some("1.3.0")
        );
        assert_eq!(
            read(Some("1.4"), &spec).unwrap_err().code,
            Code::PlatformUnknown
        );
        spec.ephemeral_storage_gib = Some(30);
        let code = Code::PlatformTaskDefinitionIncompatibility;
        assert_eq!(read(Some("1.3.0"), &spec).unwrap_err().code, code);
        let on_ec2 = platform_version(Some("LATEST"), LaunchType::Ec2, &spec);
        assert!(on_ec2.is_err());
    }

    #[test]
    fn a_launch_type_excludes_a_strategy() {
        let both = json!({"launchType": "EC2", "capacityProviderStrategy": [{}]});
        assert!(launch_type(Request::new(&both)).is_err());
        assert_eq!(launch_type(Request::new(&json!({}))), Ok(LaunchType::Ec2));
    }
}
