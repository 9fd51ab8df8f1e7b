//! `placementConstraints` and `placementStrategy`. The rules have refused what makes no sense.
//! Source: ECS API, `PlacementConstraint`, `PlacementStrategy`.

use crate::api::Request;
use crate::model::placement::{
    BinpackField, Placement, PlacementConstraint, PlacementStrategy, SpreadField,
};

/// Constraints and strategies of a request, as far as they can be read.
pub fn placement(request: Request) -> Placement {
    let constraints = request.objects("placementConstraints");
    let strategies = request.objects("placementStrategy");
    Placement {
        constraints: constraints.filter_map(constraint).collect(),
        strategies: strategies.filter_map(strategy).collect(),
    }
}

fn constraint(item: Request) -> Option<PlacementConstraint> {
    match item.text("type")? {
        "distinctInstance" => Some(PlacementConstraint::DistinctInstance),
        "memberOf" => {
            let expression = item.filled_text("expression")?;
            Some(PlacementConstraint::MemberOf(expression.into()))
        }
        _ => None,
    }
}

/// A strategy; None if its type or its field makes no sense.
pub fn strategy(item: Request) -> Option<PlacementStrategy> {
    let field = item.filled_text("field");
    let is = |name: &str| field.is_some_and(|field| field.eq_ignore_ascii_case(name));
    match item.text("type")? {
        "random" if field.is_none() => Some(PlacementStrategy::Random),
        "binpack" if is("cpu") => Some(PlacementStrategy::Binpack(BinpackField::Cpu)),
        "binpack" if is("memory") => Some(PlacementStrategy::Binpack(BinpackField::Memory)),
        "spread" if is("instanceId") || is("host") => {
            Some(PlacementStrategy::Spread(SpreadField::InstanceId))
        }
        "spread" => {
            let name = field?.strip_prefix("attribute:")?;
            let name = (!name.is_empty()).then(|| name.into())?;
            Some(PlacementStrategy::Spread(SpreadField::Attribute(name)))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn reads_constraints_and_strategies() {
        let body = json!({
            "placementConstraints": [
                {"type": "distinctInstance"},
                {"type": "memberOf", "expression": "attribute:ecs.instance-type =~ m5.*"},
            ],
            "placementStrategy": [
                {"type": "spread", "field": "attribute:ecs.availability-zone"},
                {"type": "spread", "field": "host"},
                {"type": "binpack", "field": "MEMORY"},
                {"type": "random"},
                {"type": "random", "field": "cpu"},
            ],
        });
        let read = placement(Request::new(&body));
        assert_eq!((read.constraints.len(), read.strategies.len()), (2, 4));
    }
}
