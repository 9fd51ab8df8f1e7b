//! Rules of placement constraints.

mod place_constraints;
mod place_expr;

use super::prelude::*;

/// The rules in order.
pub const RULES: &[&Rule] = &[
    &place_constraints::TYPE,
    &place_constraints::COUNT,
    &place_expr::RULE,
];

/// The member of the definition.
const CONSTRAINTS: &str = "placementConstraints";

/// The constraints with their paths; none on Fargate, where the whole list is refused.
fn constraints<'d, 'a>(draft: &'d Draft<'a>) -> impl Iterator<Item = (Path, usize, &'d Node<'a>)> {
    let list = match draft.is_fargate() {
        true => &[],
        false => draft.root.list(CONSTRAINTS),
    };
    let items = list.iter().enumerate();
    items.map(|(index, item)| (Path::new(CONSTRAINTS, index), index, item))
}

/// With a fix that takes the constraint out.
fn or_remove(draft: &Draft, index: usize, said: Said) -> Said {
    match draft.root.get(CONSTRAINTS) {
        Some(list) => said.fix(remove_item_fix(list, index, "Remove this constraint")),
        None => said,
    }
}
