//! Launch type and platform version. The rules have refused what makes no sense.
//! Source: ECS API, CreateService, UpdateService, RunTask.

use crate::api::Request;
use crate::model::task::LaunchType;
use std::sync::Arc;

/// `launchType`; EC2 if there is none.
pub fn launch_type(request: Request) -> LaunchType {
    match request.filled_text("launchType") {
        Some("FARGATE") => LaunchType::Fargate,
        Some("EXTERNAL") => LaunchType::External,
        Some(_) | None => LaunchType::Ec2,
    }
}

/// What is said of another launch type. Source of the text: moto, `ecs/models.py`.
pub const UNKNOWN_LAUNCH_TYPE: &str = "launch type should be one of [EC2,FARGATE,EXTERNAL]";

/// Whether `launchType` is one of the API's, or absent.
pub fn is_known(request: Request) -> bool {
    let known = ["EC2", "FARGATE", "EXTERNAL", "MANAGED_INSTANCES"];
    let given = request.filled_text("launchType");
    given.is_none_or(|given| known.contains(&given))
}

/// `platformVersion` as asked for, `LATEST` by default; None where there are no platforms.
pub fn platform_version(asked: Option<&str>, launch_type: LaunchType) -> Option<Arc<str>> {
    let asked = asked.filter(|asked| !asked.is_empty()).unwrap_or("LATEST");
    (launch_type == LaunchType::Fargate).then(|| asked.into())
}
