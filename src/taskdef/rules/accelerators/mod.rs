//! Rules of GPUs and other accelerators.

mod eia;
mod gpu_dup;
mod gpu_env;
mod gpu_sharing;
mod gpu_value;
mod gpu_win;
mod neuron;

use super::items::{Item, items};
use super::prelude::*;

/// The rules in order.
pub const RULES: &[&Rule] = &[
    &eia::RETIRED,
    &eia::REQUIREMENT,
    &gpu_value::EITHER,
    &gpu_value::VALUE,
    &gpu_sharing::OTHERS,
    &gpu_sharing::EXTERNAL,
    &gpu_sharing::MIXED,
    &gpu_dup::RULE,
    &gpu_win::RULE,
    &neuron::VALUE,
    &neuron::ONE,
    &neuron::COMPATIBILITY,
    &gpu_env::RULE,
];

/// The member of a GPU that is shared.
const SHARING: &str = "sharingStrategy";

/// The resource requirements of one type.
fn of_type<'d, 'a>(draft: &'d Draft<'a>, kind: &str) -> impl Iterator<Item = Item<'d, 'a>> {
    let all = items(draft, "resourceRequirements");
    all.filter(move |item| item.node.text_of("type") == Some(kind))
}

/// What is said of a requirement that has to go.
fn said(item: &Item, message: &str, help: &str) -> Said {
    Said::new(item.path, &item.node.range, message, help).fix(item.remove())
}
