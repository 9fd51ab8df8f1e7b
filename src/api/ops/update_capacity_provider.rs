//! UpdateCapacityProvider. The provider is answered as it was, and is the other one a moment later.
//! Source: ECS API, UpdateCapacityProvider; Developer Guide, "Configuring Amazon ECS capacity
//! providers to safely shut down instances".

use crate::api::read::provider;
use crate::api::{Refusal, Request, read, render};
use crate::lifecycle::{Turn, capacity};
use crate::model::capacity_provider::ProviderSettings;
use crate::model::{ManagedInstances, World};
use serde_json::{Map, Value};
use std::sync::Arc;

pub fn run(turn: &mut Turn, request: Request) -> Result<Value, Refusal> {
    let row = provider::named(turn.world(), request, "name")?;
    let name = row.name.clone();
    if row.is_going() {
        // Assumption: the code and the text.
        return Err(Refusal::client(
            "The specified capacity provider is being deleted and cannot be updated.",
        ));
    }
    let mut settings = row.settings();
    if let Some(told) = managed(turn.world(), &settings, request)? {
        settings.managed_instances = Some(Arc::new(told));
    }
    let group = request.part("autoScalingGroupProvider");
    let scaling = group.part("managedScaling");
    settings.managed_scaling = provider::managed_scaling(scaling, settings.managed_scaling)?;
    let before = settings.termination_protection;
    let protected = provider::switch(group, "managedTerminationProtection", before);
    provider::check_protection(protected, &settings.managed_scaling)?;
    settings.termination_protection = protected;
    let before = settings.managed_draining;
    settings.managed_draining = provider::switch(group, "managedDraining", before);
    capacity::update_provider(turn, &name, settings);
    let shown = render::capacity_provider(turn.world(), &name, false);
    Ok(render::members!({"capacityProvider": shown}).into())
}

/// What a provider of managed instances is told from now on, on top of what it was; instances that
/// run stay as they are.
fn managed(
    world: &World,
    settings: &ProviderSettings,
    request: Request,
) -> Result<Option<ManagedInstances>, Refusal> {
    let given = request.get("managedInstancesProvider");
    let Some(before) = &settings.managed_instances else {
        // Assumption: the text.
        let wrong = "The capacity provider has no managed instances.";
        return given.map_or(Ok(None), |_| Err(Refusal::invalid(wrong)));
    };
    let mut document = (*before.document).clone();
    merge(
        &mut document,
        &request.part("managedInstancesProvider").members(),
    );
    let given = Request::new(&document);
    read::managed_instances::managed_instances(world, before.cluster, given).map(Some)
}

/// Members take the places of what was there, structures member by member.
fn merge(into: &mut Value, members: &Map<String, Value>) {
    for (name, value) in members {
        match (into.get_mut(name), value.as_object()) {
            (Some(known @ Value::Object(_)), Some(members)) => merge(known, members),
            (Some(_) | None, _) => into[name] = value.clone(),
        }
    }
}
