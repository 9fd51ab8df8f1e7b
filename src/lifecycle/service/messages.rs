//! What a service says in its event list.

use crate::lifecycle::placement::{Failure, Reason};
use crate::lifecycle::{Event, Turn};
use crate::model::arn::Arns;
use crate::model::service::{ServiceEvent, ServiceMessage};
use crate::model::{DeploymentId, ServiceId, World};
use crate::sim::Span;
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
    if message.is_complaint() {
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

/// The same of a part of the service: where that is a task set, it is named.
/// Source: events of services with the controllers CODE_DEPLOY and EXTERNAL, widely reported.
pub(super) fn say_of(turn: &mut Turn, id: ServiceId, of: DeploymentId, message: ServiceMessage) {
    let service = turn.world().services.get(id);
    let of_sets = service.is_some_and(|row| row.controller.has_task_sets());
    let message = match of_sets {
        true => ServiceMessage::OfTaskSet(of, Box::new(message)),
        false => message,
    };
    say(turn, id, message);
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

/// Source: Amazon ECS Developer Guide, "Amazon ECS service event messages".
pub(super) fn unable_to_place(world: &World, failure: &Failure) -> ServiceMessage {
    match &failure.reason {
        Reason::EmptyProvider => return ServiceMessage::NoInstancesInProvider,
        Reason::ProvisioningLimit => return ServiceMessage::ProvisioningLimit,
        // Source: flightcontrol.dev, "ECS Concurrent vCPU Limit", what a service said.
        Reason::FargateVcpuLimit => {
            let why = format!(
                "{}. For more information, see the Troubleshooting section of the Amazon ECS \
                 Developer Guide.",
                failure.reason.code()
            );
            return ServiceMessage::UnableToPlaceFor(why.into());
        }
        Reason::NoFargateCapacity => {
            let why = format!("{}.", failure.reason.code());
            return ServiceMessage::UnableToPlaceFor(why.into());
        }
        Reason::NoInstances | Reason::NoActiveInstances | Reason::Missing | Reason::Lacks(_) => {}
    }
    let why = why_not(world, failure);
    let text = format!(
        "because no container instance met all of its requirements. {why} For more information, \
         see the Troubleshooting section."
    );
    ServiceMessage::UnableToPlace(text.into())
}

/// Why a task found no place, told of the closest instance if there is one.
pub(super) fn why_not(world: &World, failure: &Failure) -> String {
    match (&failure.reason, failure.instance) {
        (Reason::Lacks(shortfall), Some(instance)) => format!(
            "The closest matching (container-instance {}) {}.",
            Arns::of(world).instance_hex(instance),
            shortfall.event_text()
        ),
        (reason, _) => format!("Reason: {}", reason.code()),
    }
}
