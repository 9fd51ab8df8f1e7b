//! UpdateCapacityProvider. Source: ECS API, UpdateCapacityProvider. Assumption: it takes no time.

use crate::api::read::provider;
use crate::api::{Refusal, Request, render};
use crate::lifecycle::{Turn, capacity};
use crate::model::capacity_provider::{CapacityProvider, ProviderUpdate};
use serde_json::{Value, json};
use std::sync::Arc;

pub fn run(turn: &mut Turn, request: Request) -> Result<Value, Refusal> {
    provider::simulated(request)?;
    let mut row = CapacityProvider::clone(provider::named(turn.world(), request, "name")?);
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
    turn.sim.world.providers.insert(name.clone(), Arc::new(row));
    capacity::stir_all(turn);
    let shown = render::capacity_provider(turn.world(), &name, false);
    Ok(json!({"capacityProvider": shown}))
}
