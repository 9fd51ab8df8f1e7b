//! `overrides` of RunTask and StartTask. The rules have refused what makes no sense.
//! Source: ECS API, TaskOverride and ContainerOverride.

use crate::api::Request;
use crate::model::task::{ContainerOverride, Overrides};
use crate::model::task_definition::TaskSpec;
use crate::taskdef::units;
use std::sync::Arc;

/// The overrides of a launch; None if there are none.
pub fn overrides(request: Request, spec: &TaskSpec) -> Option<Arc<Overrides>> {
    let document = request.get("overrides")?;
    let object = Request::new(document);
    let containers = object.objects("containerOverrides");
    let size = |member| object.filled_text(member);
    Some(Arc::new(Overrides {
        document: Arc::new(document.clone()),
        cpu_units: size("cpu").and_then(|text| units::cpu_units(text).ok()),
        memory_mib: size("memory").and_then(|text| units::memory_mib(text).ok()),
        containers: containers.filter_map(|row| container(row, spec)).collect(),
    }))
}

fn container(object: Request, spec: &TaskSpec) -> Option<ContainerOverride> {
    let name = object.text("name")?;
    let place = spec.containers.iter().position(|row| &*row.name == name)?;
    let amount = |member| u32::try_from(object.integer(member)?).ok();
    let command = object.get("command").is_some();
    Some(ContainerOverride {
        container: place as u16,
        command: command.then(|| object.texts("command").map(Arc::from).collect()),
        cpu_units: amount("cpu"),
        memory_mib: amount("memory"),
        memory_reservation_mib: amount("memoryReservation"),
    })
}
