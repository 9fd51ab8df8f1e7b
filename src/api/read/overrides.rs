//! `overrides` of RunTask and StartTask. Source: ECS API, TaskOverride and ContainerOverride.

use crate::api::{Refusal, Request};
use crate::model::task::{ContainerOverride, LaunchType, Overrides};
use crate::model::task_definition::TaskSpec;
use crate::taskdef::{sizes::Size, units};
use std::sync::Arc;

/// The most characters of all overrides. Source: ECS API, TaskOverride.
const MOST_CHARACTERS: usize = 8_192;

/// The overrides of a launch; None if there are none.
///
/// # Errors
/// Too long, of a container that there is not, a size that is none. Source of the texts: public
/// reports of RunTask; that a missing name reads as null and the texts of sizes are assumptions.
pub fn overrides(
    request: Request,
    spec: &TaskSpec,
    launch_type: LaunchType,
) -> Result<Option<Arc<Overrides>>, Refusal> {
    let Some(document) = request.get("overrides") else {
        return Ok(None);
    };
    if document.to_string().chars().count() > MOST_CHARACTERS {
        let message = format!("Container Overrides length must be at most {MOST_CHARACTERS}");
        return Err(Refusal::invalid(message));
    }
    let object = Request::new(document);
    let containers = object
        .objects("containerOverrides")
        .map(|row| container(row, spec));
    let containers = containers.collect::<Result<Vec<_>, _>>()?;
    let overrides = Overrides {
        document: Arc::new(document.clone()),
        cpu_units: size(object, "cpu", units::cpu_units)?,
        memory_mib: size(object, "memory", units::memory_mib)?,
        containers,
    };
    check_memory(&overrides, spec)?;
    if launch_type == LaunchType::Fargate {
        check_fargate_size(&overrides, spec)?;
    }
    Ok(Some(Arc::new(overrides)))
}

fn container(object: Request, spec: &TaskSpec) -> Result<ContainerOverride, Refusal> {
    let name = object.text("name").unwrap_or("null");
    let place = spec.containers.iter().position(|row| &*row.name == name);
    let place = place.ok_or_else(|| {
        Refusal::invalid(format!(
            "Override for container named {name} is not a container in the TaskDefinition."
        ))
    })?;
    let amount = |member: &str| match object.integer(member) {
        None => Ok(None),
        Some(number) => u32::try_from(number)
            .map(Some)
            .map_err(|_| Refusal::invalid(format!("Invalid {member} override of {name}."))),
    };
    let command = object.get("command").is_some();
    Ok(ContainerOverride {
        container: place as u16,
        command: command.then(|| object.texts("command").map(Arc::from).collect()),
        cpu_units: amount("cpu")?,
        memory_mib: amount("memory")?,
        memory_reservation_mib: amount("memoryReservation")?,
    })
}

fn size(
    object: Request,
    member: &str,
    read: fn(&str) -> Result<u32, units::UnitProblem>,
) -> Result<Option<u32>, Refusal> {
    let Some(text) = object.filled_text(member) else {
        return Ok(None);
    };
    let size = read(text);
    size.map(Some)
        .map_err(|_| Refusal::invalid(format!("Invalid '{member}' setting for task.")))
}

/// No container may have more memory than its task. Source of the text: public reports of RunTask;
/// RegisterTaskDefinition says it in other words.
fn check_memory(overrides: &Overrides, spec: &TaskSpec) -> Result<(), Refusal> {
    let Some(most) = overrides.memory_mib.or(spec.memory_mib) else {
        return Ok(());
    };
    for (index, definition) in spec.containers.iter().enumerate() {
        let mut rows = overrides.containers.iter();
        let changed = rows.find(|row| usize::from(row.container) == index);
        let memory = changed
            .and_then(|row| row.memory_mib)
            .or(definition.memory_mib);
        if memory.is_some_and(|memory| memory > most) {
            return Err(Refusal::invalid(format!(
                "'memory' setting for container '{}' is greater than for task.",
                definition.name
            )));
        }
    }
    Ok(())
}

/// Source of the text: public reports of RegisterTaskDefinition with such sizes.
fn check_fargate_size(overrides: &Overrides, spec: &TaskSpec) -> Result<(), Refusal> {
    if overrides.cpu_units.is_none() && overrides.memory_mib.is_none() {
        return Ok(());
    }
    let cpu_units = overrides.cpu_units.or(spec.cpu_units);
    let memory_mib = overrides.memory_mib.or(spec.memory_mib);
    let size = Size {
        cpu_units: cpu_units.unwrap_or(0),
        memory_mib: memory_mib.unwrap_or(0),
    };
    if size.is_legal(spec.windows) {
        return Ok(());
    }
    Err(Refusal::invalid(format!(
        "No Fargate configuration exists for given values: {} CPU, {} memory. See the Amazon ECS \
         documentation for the valid values.",
        size.cpu_units, size.memory_mib
    )))
}
