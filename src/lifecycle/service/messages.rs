//! What a service says in its event list.

use crate::lifecycle::{Event, Turn};
use crate::model::arn::Arns;
use crate::model::service::{ServiceEvent, ServiceMessage};
use crate::model::{ServiceId, TaskId, World};
use crate::sim::Span;
use std::fmt::Write;
use std::sync::Arc;

/// A message is not repeated for so long while its cause lasts.
/// Source: Amazon ECS Developer Guide, "Amazon ECS service event messages".
pub(super) const REPEAT_AFTER: Span = Span::hours(6);

/// How many events a service keeps. Source: ECS API, `Service.events`.
const KEPT: usize = 100;

/// How many tasks one message lists. Assumption.
pub(super) const TASKS_PER_MESSAGE: usize = 10;

/// Adds a message to the service's events, unless it has been said of late and its cause lasts.
pub(super) fn say(turn: &mut Turn, id: ServiceId, message: ServiceMessage) {
    let now = turn.now();
    let Some(service) = turn.sim.world.services.edit(id) else {
        return;
    };
    let message = Arc::new(message);
    if is_complaint(&message) {
        service.said.retain(|(_, at)| now.since(*at) < REPEAT_AFTER);
        if service.said.iter().any(|(said, _)| *said == message) {
            return;
        }
        service.said.push((message.clone(), now));
    }
    let number = service.events_said;
    service.events_said += 1;
    service.events.push_front(ServiceEvent {
        number,
        at: now,
        message: message.clone(),
    });
    service.events.truncate(KEPT);
    turn.say(Event::ServiceSaid {
        service: id,
        number,
        message,
    });
}

/// The cause of some complaints is gone: the next one is said at once.
pub(super) fn resolved(turn: &mut Turn, id: ServiceId, which: fn(&ServiceMessage) -> bool) {
    let any = turn.world().services.get(id);
    if !any.is_some_and(|service| service.said.iter().any(|(said, _)| which(said))) {
        return;
    }
    if let Some(service) = turn.sim.world.services.edit(id) {
        service.said.retain(|(said, _)| !which(said));
    }
}

fn is_complaint(message: &ServiceMessage) -> bool {
    match message {
        ServiceMessage::DeploymentStuck
        | ServiceMessage::UnableToStart
        | ServiceMessage::ProvisioningLimit
        | ServiceMessage::EmptyProvider
        | ServiceMessage::UnableToPlace(_) => true,
        ServiceMessage::SteadyState
        | ServiceMessage::StartedTasks(_)
        | ServiceMessage::StoppedTasks(_)
        | ServiceMessage::DeploymentCompleted(_) => false,
    }
}

/// The text of a message. Source: Amazon ECS Developer Guide, "Amazon ECS service event
/// messages", with the prefix that the service really writes.
pub fn text(world: &World, id: ServiceId, message: &ServiceMessage) -> String {
    let name = world.services.get(id).map_or("", |service| &service.name);
    let arns = Arns::of(world);
    let tasks = |tasks: &[TaskId]| {
        tasks.iter().fold(String::new(), |mut list, task| {
            // Writing to a String cannot fail.
            let _ = write!(list, " (task {})", arns.task_hex(*task));
            list
        })
    };
    let said = match message {
        ServiceMessage::SteadyState => "has reached a steady state.".into(),
        ServiceMessage::StartedTasks(list) => {
            format!("has started {} tasks:{}.", list.len(), tasks(list))
        }
        ServiceMessage::StoppedTasks(list) => {
            format!("has stopped {} running tasks:{}.", list.len(), tasks(list))
        }
        ServiceMessage::DeploymentCompleted(deployment) => format!(
            "(deployment {}) deployment completed.",
            arns.deployment(*deployment)
        ),
        ServiceMessage::DeploymentStuck => "was unable to stop or start tasks during a \
             deployment because of the service deployment configuration. Update the \
             minimumHealthyPercent or maximumPercent value and try again."
            .into(),
        ServiceMessage::UnableToStart => "is unable to consistently start tasks successfully. \
             For more information, see the Troubleshooting section."
            .into(),
        ServiceMessage::ProvisioningLimit => "was unable to place tasks in your cluster because \
             the tasks provisioning capacity limit was exceeded."
            .into(),
        ServiceMessage::EmptyProvider => "was unable to reach steady state. Reason: No Container \
             Instances were found in your capacity provider."
            .into(),
        ServiceMessage::UnableToPlace(why) => format!("was unable to place a task {why}"),
    };
    format!("(service {name}) {said}")
}
