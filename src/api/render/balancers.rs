//! Load balancers. Source: ECS API, LoadBalancer.

use crate::model::World;
use crate::model::arn::Arns;
use crate::model::target::{Balancer, BalancerTarget};
use serde_json::{Map, Value};

/// `loadBalancers` as ECS shows it.
pub fn balancers(world: &World, rows: &[Balancer]) -> Value {
    let arns = Arns::of(world);
    let shown = |row: &Balancer| {
        let mut object = Map::new();
        let group = world.surroundings.target_groups.get(row.group());
        let (member, name) = match row.to {
            BalancerTarget::Group(_) => (
                "targetGroupArn",
                group.map(|group| arns.target_group(group)),
            ),
            BalancerTarget::Classic(_) => (
                "loadBalancerName",
                group.map(|group| group.name.to_string()),
            ),
        };
        object.insert(member.into(), name.into());
        object.insert("containerName".into(), (&*row.container).into());
        object.insert("containerPort".into(), row.container_port.into());
        if let Some(advanced) = &row.advanced {
            object.insert("advancedConfiguration".into(), Value::clone(advanced));
        }
        Value::Object(object)
    };
    rows.iter().map(shown).collect()
}
