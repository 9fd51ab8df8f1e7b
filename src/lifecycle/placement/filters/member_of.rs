//! Every `memberOf` expression of the task definition and of the request holds.
//! Source: ECS API, `PlacementConstraint`.

use super::{Ask, Shortfall};
use crate::lifecycle::placement::query;
use crate::model::ContainerInstance;

pub(super) fn check(ask: &Ask, instance: &ContainerInstance) -> Result<(), Shortfall> {
    let fails = ask.member_of.iter().find(|constraint| {
        let expression = constraint.expression.as_ref();
        !expression.is_some_and(|expression| query::holds(expression, ask.world, instance))
    });
    match fails {
        None => Ok(()),
        Some(constraint) => Err(Shortfall::MemberOf(constraint.text.clone())),
    }
}
