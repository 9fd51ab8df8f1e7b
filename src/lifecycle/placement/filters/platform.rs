//! Operating system and CPU architecture are those that the task definition asks for.
//! Source: ECS API, `RuntimePlatform`; Developer Guide, built-in attributes `ecs.os-type` and
//! `ecs.cpu-architecture`.

use super::{Ask, Shortfall};
use crate::model::ContainerInstance;

pub(super) fn check(ask: &Ask, instance: &ContainerInstance) -> Result<(), Shortfall> {
    let spec = &ask.launch.spec;
    let os = if spec.windows { "windows" } else { "linux" };
    same(instance, "ecs.os-type", os)?;
    let platform = spec.document.get("runtimePlatform");
    let architecture = platform.and_then(|platform| platform.get("cpuArchitecture")?.as_str());
    match architecture {
        Some("ARM64") => same(instance, "ecs.cpu-architecture", "arm64"),
        Some("X86_64") => same(instance, "ecs.cpu-architecture", "x86_64"),
        Some(_) | None => Ok(()),
    }
}

fn same(
    instance: &ContainerInstance,
    attribute: &'static str,
    needs: &str,
) -> Result<(), Shortfall> {
    let has = instance.attribute(attribute);
    if has == Some(needs) {
        return Ok(());
    }
    Err(Shortfall::Platform {
        attribute,
        needs: needs.into(),
        has: has.map(Into::into),
    })
}
