//! `placementConstraints` and `placementStrategy`.
//! Source: ECS API, `PlacementConstraint`, `PlacementStrategy`.

use crate::api::{Refusal, Request};
use crate::lifecycle::placement::query;
use crate::model::placement::{
    BinpackField, Placement, PlacementConstraint, PlacementStrategy, SpreadField,
};
use crate::model::task::LaunchType;
use crate::model::task_definition::TaskSpec;

/// The most constraints, those of the definition counted in.
/// Source: ECS API, CreateService and RunTask, `placementConstraints`.
const MOST_CONSTRAINTS: usize = 10;

/// The most strategies. Source: ECS API, CreateService and RunTask, `placementStrategy`.
const MOST_STRATEGIES: usize = 5;

/// Constraints and strategies of a request.
pub fn placement(request: Request) -> Result<Placement, Refusal> {
    let constraints: Vec<Request> = request.objects("placementConstraints").collect();
    let strategies: Vec<Request> = request.objects("placementStrategy").collect();
    if constraints.len() > MOST_CONSTRAINTS {
        return Err(too_many_constraints());
    }
    if strategies.len() > MOST_STRATEGIES {
        let message = format!("Maximum number of strategies is {MOST_STRATEGIES}");
        return Err(Refusal::invalid(message));
    }
    Ok(Placement {
        constraints: constraints
            .into_iter()
            .map(constraint)
            .collect::<Result<_, _>>()?,
        strategies: strategies
            .into_iter()
            .map(strategy)
            .collect::<Result<_, _>>()?,
    })
}

/// Whether constraints and strategies suit a definition and a launch type.
/// Source of the texts: answers of ECS, as Terraform and CloudFormation users report them.
pub fn suits(placement: &Placement, launch: LaunchType, spec: &TaskSpec) -> Result<(), Refusal> {
    if launch == LaunchType::Fargate {
        let refused = |what: &str| {
            let message = format!("Placement {what} are not supported with FARGATE launch type.");
            Err(Refusal::invalid(message))
        };
        if !placement.constraints.is_empty() {
            return refused("constraints");
        }
        if !placement.strategies.is_empty() {
            return refused("strategies");
        }
    }
    if placement.constraints.len() + spec.constraints.len() > MOST_CONSTRAINTS {
        return Err(too_many_constraints());
    }
    Ok(())
}

fn too_many_constraints() -> Refusal {
    Refusal::invalid(format!(
        "Maximum number of constraints is {MOST_CONSTRAINTS}"
    ))
}

fn constraint(item: Request) -> Result<PlacementConstraint, Refusal> {
    let expression = item.filled_text("expression");
    match item.text("type") {
        Some("distinctInstance") => match expression {
            None => Ok(PlacementConstraint::DistinctInstance),
            // Source of the text: AWS provider of Terraform, its check of constraints.
            Some(_) => Err(Refusal::invalid(
                "distinctInstance expression should not be specified",
            )),
        },
        Some("memberOf") => member_of(expression.unwrap_or("")),
        other => Err(unknown_type("placement constraint", other)),
    }
}

fn member_of(expression: &str) -> Result<PlacementConstraint, Refusal> {
    if expression.chars().count() > query::LONGEST {
        let message = format!("expression can have at most {} characters", query::LONGEST);
        return Err(Refusal::invalid(message));
    }
    match query::parse(expression) {
        Ok(_) => Ok(PlacementConstraint::MemberOf(expression.into())),
        Err(error) => Err(Refusal::invalid(format!(
            "Invalid placement constraint expression: {} at character {}.",
            error.message.trim_end_matches('.'),
            expression
                .get(..error.at)
                .map_or(0, |before| before.chars().count())
                + 1,
        ))),
    }
}

fn strategy(item: Request) -> Result<PlacementStrategy, Refusal> {
    let field = item.filled_text("field");
    let lower = field.map(str::to_ascii_lowercase);
    let attribute = field.and_then(|field| field.strip_prefix("attribute:"));
    match (item.text("type"), lower.as_deref()) {
        (Some("random"), None) => Ok(PlacementStrategy::Random),
        (Some("random"), Some(_)) => Err(Refusal::invalid("random field should not be specified")),
        (Some("binpack"), Some("cpu")) => Ok(PlacementStrategy::Binpack(BinpackField::Cpu)),
        (Some("binpack"), Some("memory")) => Ok(PlacementStrategy::Binpack(BinpackField::Memory)),
        (Some("spread"), Some("instanceid" | "host")) => {
            Ok(PlacementStrategy::Spread(SpreadField::InstanceId))
        }
        (Some("spread"), Some(_)) if attribute.is_some_and(|name| !name.is_empty()) => {
            let name = attribute.unwrap_or("");
            Ok(PlacementStrategy::Spread(SpreadField::Attribute(
                name.into(),
            )))
        }
        (Some(kind @ ("binpack" | "spread")), _) => {
            let field = field.unwrap_or("");
            Err(Refusal::invalid(format!(
                "{kind} field '{field}' is invalid"
            )))
        }
        (other, _) => Err(unknown_type("placement strategy", other)),
    }
}

fn unknown_type(of: &str, given: Option<&str>) -> Refusal {
    Refusal::invalid(format!("Invalid {of} type: {}", given.unwrap_or("none")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn read(body: Value) -> Result<Placement, String> {
        placement(Request::new(&body)).map_err(|refusal| refusal.message)
    }

    #[test]
    fn reads_constraints_and_strategies() {
        let read = read(json!({
            "placementConstraints": [
                {"type": "distinctInstance"},
                {"type": "memberOf", "expression": "attribute:ecs.instance-type =~ m5.*"},
            ],
            "placementStrategy": [
                {"type": "spread", "field": "attribute:ecs.availability-zone"},
                {"type": "spread", "field": "host"},
                {"type": "binpack", "field": "MEMORY"},
                {"type": "random"},
            ],
        }));
        let read = read.unwrap();
        assert_eq!((read.constraints.len(), read.strategies.len()), (2, 4));
    }

    #[test]
    fn refuses_what_makes_no_sense() {
        let strategy = |kind, field: Value| {
            read(json!({"placementStrategy": [{"type": kind, "field": field}]})).unwrap_err()
        };
        assert_eq!(
            strategy("binpack", json!("disk")),
            "binpack field 'disk' is invalid"
        );
        assert_eq!(
            strategy("spread", json!(null)),
            "spread field '' is invalid"
        );
        assert_eq!(
            strategy("random", json!("cpu")),
            "random field should not be specified"
        );
        let six = vec![json!({"type": "random"}); 6];
        let six = read(json!({ "placementStrategy": six }));
        assert_eq!(six.unwrap_err(), "Maximum number of strategies is 5");
        let wrong = json!([{"type": "memberOf", "expression": "attribute:a =="}]);
        let wrong = read(json!({ "placementConstraints": wrong })).unwrap_err();
        assert!(
            wrong.starts_with("Invalid placement constraint expression: "),
            "{wrong}"
        );
    }
}
