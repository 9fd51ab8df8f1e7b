//! What forms ask for with capacity providers.

use crate::model::{ClusterId, World};
use serde_json::{Value, json};

/// A strategy as it is written in a field: items apart by spaces, each a provider with members
/// behind commas, `FARGATE,base=1,weight=1 FARGATE_SPOT,weight=3`. A weight that is left out is 1,
/// as in the console. What is no number goes on as it is, so that the API answers for it.
pub fn strategy(text: &str) -> Value {
    let items = text.split_whitespace().map(|item| {
        let mut parts = item.split(',').filter(|part| !part.is_empty());
        let mut row = json!({"capacityProvider": parts.next().unwrap_or_default(), "weight": 1});
        for part in parts {
            let (member, value) = part.split_once('=').unwrap_or((part, ""));
            row[member] = match value.parse::<i64>() {
                Ok(number) => number.into(),
                Err(_) => value.into(),
            };
        }
        row
    });
    items.collect()
}

/// PutClusterCapacityProviders with these providers beside those that the cluster has.
pub fn join(world: &World, cluster: Option<ClusterId>, names: &[&str]) -> Value {
    let row = cluster.and_then(|id| world.clusters.get(id));
    let known = row.map_or(&[][..], |row| &row.capacity_providers);
    let mut all: Vec<&str> = known.iter().map(|name| &**name).collect();
    all.extend(
        names
            .iter()
            .filter(|name| !known.iter().any(|own| **own == ***name)),
    );
    let items = row.map_or(&[][..], |row| &row.default_strategy);
    let items: Value = items
        .iter()
        .map(|item| {
            json!({
                "capacityProvider": &*item.provider, "base": item.base, "weight": item.weight,
            })
        })
        .collect();
    json!({
        "cluster": row.map_or("", |row| &row.name), "capacityProviders": all,
        "defaultCapacityProviderStrategy": items,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_strategy_is_written_in_one_line() {
        assert_eq!(
            strategy("FARGATE,base=1,weight=2  FARGATE_SPOT hosts,weight=x"),
            json!([
                {"capacityProvider": "FARGATE", "base": 1, "weight": 2},
                {"capacityProvider": "FARGATE_SPOT", "weight": 1},
                {"capacityProvider": "hosts", "weight": "x"},
            ])
        );
        assert_eq!(strategy(" "), json!([]));
    }
}
