//! Operating system and CPU architecture are those that the task definition asks for.
//! Source: ECS API, `RuntimePlatform`; Developer Guide, built-in attributes `ecs.os-type` and
//! `ecs.cpu-architecture`.

use super::{Ask, Shortfall};
use crate::model::ContainerInstance;

pub(super) fn check(ask: &Ask, instance: &ContainerInstance) -> Result<(), Shortfall> {
    let spec = &ask.launch.spec;
    let os = if spec.windows { "windows" } else { "linux" };
    same(instance, "ecs.os-type", os)?;
    match spec.architecture {
        Some(asked) => same(instance, "ecs.cpu-architecture", asked.name()),
        None => Ok(()),
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
