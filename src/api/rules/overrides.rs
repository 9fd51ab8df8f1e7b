//! `overrides` of RunTask and StartTask, and members that are of services only.

use super::prelude::*;
use crate::taskdef::{sizes::Size, units};

/// The most characters of all overrides. Source: ECS API, TaskOverride.
const MOST_CHARACTERS: usize = 8_192;

const PATH: &str = "$.overrides";
const API: &str = "ECS API, TaskOverride";
const CONTAINER: &str = "ECS API, ContainerOverride";

/// The rules, in the order of speaking. Source of the texts: public reports of RunTask; that a
/// missing name reads as null and the texts of single sizes are assumptions.
pub const RULES: &[Rule] = &[
    Rule::error("RUN-OVERRIDE-SIZE", LAUNCHES, Wording::Aws, API, length),
    Rule::error(
        "RUN-OVERRIDE-CONTAINER",
        LAUNCHES,
        Wording::AwsRoughly,
        CONTAINER,
        names,
    ),
    Rule::error("RUN-OVERRIDE-AMOUNT", LAUNCHES, Wording::Ours, API, amounts),
    Rule::error(
        "RUN-OVERRIDE-SIZE-FARGATE",
        LAUNCHES,
        Wording::Aws,
        API,
        container_sizes,
    ),
    Rule::error(
        "RUN-OVERRIDE-SIZE-FARGATE",
        LAUNCHES,
        Wording::AwsRoughly,
        API,
        pair,
    ),
    Rule::error(
        "RUN-OVERRIDE-EPHEMERAL",
        LAUNCHES,
        Wording::AwsRoughly,
        "ECS API, EphemeralStorage",
        ephemeral,
    ),
    Rule::info(
        "RUN-OVERRIDE-CMD-ENTRYPOINT",
        LAUNCHES,
        CONTAINER,
        entry_point,
    ),
    Rule::warning(
        "RUN-OVERRIDE-SECRET-ENV",
        LAUNCHES,
        Wording::AwsRoughly,
        CONTAINER,
        secrets,
    ),
    Rule::info(
        "RUN-SERVICECONNECT",
        LAUNCHES,
        "ECS API, RunTask",
        of_services,
    ),
];

fn overrides<'a>(subject: &Subject<'a>) -> Request<'a> {
    subject.request.part("overrides")
}

/// The overrides of containers with their paths, and the containers if the definition has them.
type Overridden<'a> = (String, Request<'a>, Option<&'a ContainerDefinition>);

fn containers<'a>(subject: &Subject<'a>) -> Vec<Overridden<'a>> {
    let rows = listed(overrides(subject), PATH, "containerOverrides").into_iter();
    let with = |(path, row): (String, Request<'a>)| {
        let name = row.text("name").unwrap_or("");
        let mut all = subject.containers().iter();
        (path, row, all.find(|container| *container.name == *name))
    };
    rows.map(with).collect()
}

fn length(subject: &Subject, found: &mut Found) {
    let Some(document) = subject.request.get("overrides") else {
        return;
    };
    if document.to_string().chars().count() > MOST_CHARACTERS {
        found.say(
            PATH,
            format!("Container Overrides length must be at most {MOST_CHARACTERS}"),
            "Braces and quotes count too. Register a revision instead.",
        );
    }
}

fn names(subject: &Subject, found: &mut Found) {
    if subject.definition.is_none() {
        return;
    }
    for (path, row, container) in containers(subject) {
        if container.is_none() {
            let name = row.text("name").unwrap_or("null");
            found.say(
                format!("{path}.name"),
                format!(
                    "Override for container named {name} is not a container in the \
                     TaskDefinition."
                ),
                "Name one of the definition's containers.",
            );
        }
    }
}

fn amounts(subject: &Subject, found: &mut Found) {
    for (path, row, container) in containers(subject) {
        let name = container.map_or("", |container| &container.name);
        for member in ["cpu", "memory", "memoryReservation"] {
            if row
                .integer(member)
                .is_some_and(|number| u32::try_from(number).is_err())
            {
                let message = format!("Invalid {member} override of {name}.");
                found.say(format!("{path}.{member}"), message, "CPU units or MiB.");
            }
        }
    }
    for member in ["cpu", "memory"] {
        if size(subject, member) == Some(None) {
            let message = format!("Invalid '{member}' setting for task.");
            let help = "CPU units as in 512 or .5 vCPU, MiB as in 1024 or 1 GB.";
            found.say(format!("{PATH}.{member}"), message, help);
        }
    }
}

/// A size of the task: as it is overridden, Some(None) if that is unreadable.
fn size(subject: &Subject, member: &str) -> Option<Option<u32>> {
    let text = overrides(subject).filled_text(member)?;
    Some(match member {
        "cpu" => units::cpu_units(text).ok(),
        _ => units::memory_mib(text).ok(),
    })
}

/// CPU units and MiB of the task, overridden or not; None if neither is overridden.
fn task_size(subject: &Subject, spec: &TaskSpec) -> Option<(Option<u32>, Option<u32>)> {
    let (cpu, memory) = (size(subject, "cpu"), size(subject, "memory"));
    (cpu.is_some() || memory.is_some()).then_some((
        cpu.unwrap_or(spec.cpu_units),
        memory.unwrap_or(spec.memory_mib),
    ))
}

fn container_sizes(subject: &Subject, found: &mut Found) {
    let given = subject.request.get("overrides").is_some();
    let Some(spec) = subject.spec().filter(|_| given) else {
        return;
    };
    let (cpu, memory) = task_size(subject, spec).unwrap_or((spec.cpu_units, spec.memory_mib));
    // On an instance the CPU of a container is a share, not a limit.
    let cpu = cpu.filter(|_| subject.fargate());
    let rows = containers(subject);
    for container in &spec.containers {
        let own = rows
            .iter()
            .find(|(_, _, of)| of.is_some_and(|of| of.name == container.name));
        let given = |member| own.and_then(|(_, row, _)| row.integer(member));
        let sizes = [
            (
                "cpu",
                given("cpu").or(Some(container.cpu_units.into())),
                cpu,
            ),
            (
                "memory",
                given("memory").or(container.memory_mib.map(i64::from)),
                memory,
            ),
        ];
        for (member, container_has, task_has) in sizes {
            let (Some(has), Some(most)) = (container_has, task_has) else {
                continue;
            };
            if has > i64::from(most) {
                let name = &container.name;
                found.say(
                    format!("{PATH}.{member}"),
                    format!("'{member}' setting for container '{name}' is greater than for task."),
                    "A container gets no more than its task has. Override both.",
                );
            }
        }
    }
}

/// Source of the text: public reports of RegisterTaskDefinition with such sizes.
fn pair(subject: &Subject, found: &mut Found) {
    let Some(spec) = subject.spec().filter(|_| subject.fargate()) else {
        return;
    };
    let Some((cpu, memory)) = task_size(subject, spec) else {
        return;
    };
    let size = Size {
        cpu_units: cpu.unwrap_or(0),
        memory_mib: memory.unwrap_or(0),
    };
    if !size.is_legal(spec.windows) {
        found.say(
            PATH,
            format!(
                "No Fargate configuration exists for given values: {} CPU, {} memory. See the \
                 Amazon ECS documentation for the valid values.",
                size.cpu_units, size.memory_mib
            ),
            "Fargate has fixed pairs of CPU and memory. Override both.",
        );
    }
}

/// Source of the texts: ECS's answers to definitions with such a storage.
fn ephemeral(subject: &Subject, found: &mut Found) {
    let Some(storage) = overrides(subject).object("ephemeralStorage") else {
        return;
    };
    let size = storage.integer("sizeInGiB").unwrap_or(0);
    let message = if !subject.fargate() {
        "Tasks using the EC2 launch type do not support EphemeralStorage."
    } else if size < 21 {
        "EphemeralStorage size should be at least 21"
    } else if size > 200 {
        "EphemeralStorage size should be at most 200"
    } else {
        return;
    };
    let help = "Tasks on Fargate have 20 GiB without it, and may have 21 to 200.";
    found.say(format!("{PATH}.ephemeralStorage"), message, help);
}

fn entry_point(subject: &Subject, found: &mut Found) {
    // No member of the API, so the request as it came is looked at.
    let given = subject.given.part("overrides");
    for (path, row) in listed(given, PATH, "containerOverrides") {
        if row.get("entryPoint").is_some() {
            found.say(
                format!("{path}.entryPoint"),
                "entryPoint cannot be overridden",
                "The CLI and the SDKs refuse it, ECS ignores it. command, environment, \
                 environmentFiles and the sizes can be; for the rest register a revision.",
            );
        }
    }
}

fn secrets(subject: &Subject, found: &mut Found) {
    let definitions = subject.document();
    for (path, row, _) in containers(subject) {
        let mut all = definitions.objects("containerDefinitions");
        let Some(container) = all.find(|one| one.text("name") == row.text("name")) else {
            continue;
        };
        for (path, variable) in listed(row, &path, "environment") {
            let Some(name) = variable.text("name") else {
                continue;
            };
            if container
                .objects("secrets")
                .any(|secret| secret.text("name") == Some(name))
            {
                found.say(
                    format!("{path}.name"),
                    format!(
                        "The secret name must be unique and not shared with any new or existing \
                         environment variables set on the container, such as '{name}'."
                    ),
                    "The definition fills this variable from a secret. Use another name.",
                );
            }
        }
    }
}

fn of_services(subject: &Subject, found: &mut Found) {
    let members = [
        "serviceConnectConfiguration",
        "loadBalancers",
        "serviceRegistries",
        "healthCheckGracePeriodSeconds",
    ];
    for member in members.iter().filter(|member| subject.given.has(member)) {
        found.say(
            format!("$.{member}"),
            format!("{member} is for services"),
            "Tasks of their own have no load balancer, discovery or Service Connect. It is \
             ignored.",
        );
    }
}
