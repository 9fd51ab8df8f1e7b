//! CloudWatch alarms as the detector of failures.
//!
//! Source: Developer Guide, "How CloudWatch alarms detect Amazon ECS deployment failures".

use super::wake;
use crate::lifecycle::{Turn, faults};
use crate::model::surroundings::alarm::AlarmState;
use crate::model::{Service, ServiceId, World};
use std::sync::Arc;

/// Whether an alarm of the service is on.
pub(super) fn any_on(world: &World, service: &Service) -> bool {
    !on(world, service).is_empty()
}

/// The alarms of the service that are on. One that nobody declared is off. Assumption: ECS says
/// nothing of names that no alarm has.
pub(super) fn on(world: &World, service: &Service) -> Vec<Arc<str>> {
    let alarms = service.configuration.alarms_on();
    let names = alarms.into_iter().flat_map(|alarms| &alarms.names);
    let states = &world.surroundings.alarms;
    let on = names.filter(|name| {
        states.get(*name) == Some(&AlarmState::Alarm) || faults::is_alarm_on(world, name)
    });
    on.cloned().collect()
}

/// Resources around ECS have changed: services that look at them may have something to do.
pub fn surroundings_changed(turn: &mut Turn) {
    let services = turn.world().services.rows();
    let looks = |service: &Service| {
        let configuration = &service.configuration;
        configuration.alarms_on().is_some() || configuration.hooks.is_some()
    };
    let services = services.filter(|service| looks(service));
    let services: Vec<ServiceId> = services.map(|service| service.id).collect();
    for id in services {
        wake(turn, id);
    }
}
