//! EXTERNAL tasks go to external servers only, and nothing else does.
//! Source: Developer Guide, "Amazon ECS Anywhere".

use super::{Ask, Shortfall};
use crate::model::ContainerInstance;
use crate::model::task::LaunchType;

pub(super) fn check(ask: &Ask, instance: &ContainerInstance) -> Result<(), Shortfall> {
    let external = ask.launch.launch_type == LaunchType::External;
    if external != instance.is_external() {
        return Err(Shortfall::LaunchType);
    }
    Ok(())
}
