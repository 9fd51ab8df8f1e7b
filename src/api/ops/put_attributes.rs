//! PutAttributes. Source: ECS API, PutAttributes.

use crate::api::read::attribute::{Named, is_built_in, named};
use crate::api::{Code, Refusal, Request, lookup, render};
use crate::lifecycle::{Turn, capacity};
use crate::model::World;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// The most attributes of an instance that are not ECS's own. Source: ECS API, PutAttributes.
const MOST: usize = 10;

pub fn run(turn: &mut Turn, request: Request) -> Result<Value, Refusal> {
    let cluster = lookup::cluster(turn.world(), request)?;
    let named = named(turn.world(), cluster, request)?;
    check_limit(turn.world(), &named)?;
    let shown = named.iter().map(|row| render::attribute(turn.world(), row));
    let shown: Vec<Value> = shown.collect();
    for row in named {
        capacity::set_attributes(turn, row.target, |own| {
            own.insert(row.name, row.value);
        });
    }
    Ok(render::members!({"attributes": shown}).into())
}

/// Assumption: the text.
fn check_limit(world: &World, named: &[Named]) -> Result<(), Refusal> {
    let mut after: BTreeMap<_, BTreeSet<&str>> = BTreeMap::new();
    for row in named {
        let names = after.entry(row.target).or_insert_with(|| {
            let own = world.instances.get(row.target);
            let own = own.iter().flat_map(|row| row.attributes.keys());
            let own = own.filter(|name| !is_built_in(name)).map(|name| &**name);
            own.fold(BTreeSet::new(), |mut all, name| {
                all.insert(name);
                all
            })
        });
        names.insert(&row.name);
        if names.len() > MOST {
            let message = format!("A resource can have at most {MOST} custom attributes.");
            return Err(Refusal::new(Code::AttributeLimitExceeded, message));
        }
    }
    Ok(())
}
