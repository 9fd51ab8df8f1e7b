//! Enough GPUs are free. Source: Developer Guide, "API failure reasons" (`RESOURCE:GPU`).

use super::{Ask, Shortfall};
use crate::model::{ContainerInstance, TaskStatus};

pub(super) fn check(ask: &Ask, instance: &ContainerInstance) -> Result<(), Shortfall> {
    let needs = ask.needs.gpus;
    if needs == 0 {
        return Ok(());
    }
    let tasks = instance.live_tasks.iter();
    let tasks = tasks.filter_map(|id| ask.world.tasks.get(id));
    let holding = tasks.filter(|task| task.last_status < TaskStatus::Deprovisioning);
    let used: u32 = holding.map(|task| task.launch.spec.needs.gpus).sum();
    let free = instance.instance_type.gpus.saturating_sub(used);
    if needs <= free {
        Ok(())
    } else {
        Err(Shortfall::Gpu { needs, free })
    }
}
