//! UpdateCapacityProvider: the answer has the provider as it was, with the update in progress.
//! Source: ECS API, UpdateCapacityProvider; AWS CLI, sample of update-capacity-provider.
//! Assumption: the update takes no time.

use crate::api::read::provider;
use crate::api::{Refusal, Request, read, render};
use crate::lifecycle::{Turn, capacity};
use crate::model::capacity_provider::{CapacityProvider, ProviderUpdate};
use crate::model::{ManagedInstances, World};
use serde_json::{Map, Value};
use std::sync::Arc;

pub fn run(turn: &mut Turn, request: Request) -> Result<Value, Refusal> {
    let mut row = CapacityProvider::clone(provider::named(turn.world(), request, "name")?);
    if let Some(told) = managed(turn.world(), &row, request)? {
        row.managed_instances = Some(Arc::new(told));
    }
    let group = request.part("autoScalingGroupProvider");
    let scaling = group.part("managedScaling");
    row.managed_scaling = provider::managed_scaling(scaling, row.managed_scaling)?;
    let before = row.termination_protection;
    let protected = provider::switch(group, "managedTerminationProtection", before);
    provider::check_protection(protected, &row.managed_scaling)?;
    row.termination_protection = protected;
    row.managed_draining = provider::switch(group, "managedDraining", row.managed_draining);
    (row.update, row.update_reason) = (ProviderUpdate::UpdateComplete, None);
    let name = row.name.clone();
    let mut shown = render::capacity_provider(turn.world(), &name, false);
    if let Some(Value::Object(members)) = &mut shown {
        members.remove("updateStatusReason");
        members.insert("updateStatus".into(), "UPDATE_IN_PROGRESS".into());
    }
    turn.sim.world.providers.insert(name.clone(), Arc::new(row));
    capacity::stir_all(turn);
    Ok(render::members!({"capacityProvider": shown}).into())
}

/// What a provider of managed instances is told from now on, on top of what it was; instances that
/// run stay as they are.
fn managed(
    world: &World,
    row: &CapacityProvider,
    request: Request,
) -> Result<Option<ManagedInstances>, Refusal> {
    let given = request.get("managedInstancesProvider");
    let Some(before) = &row.managed_instances else {
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
