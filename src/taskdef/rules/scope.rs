//! Where a draft is meant to run, what its containers are called and have: questions of many rules.

use super::is_placeholder;
use crate::taskdef::draft::{CONTAINERS, Draft, Target};
use crate::taskdef::node::{Bytes, Node};
use crate::taskdef::path::Path;
use std::ops::RangeInclusive;

/// Whether the rules of EC2 instances hold: they are named, chosen, or nothing else is.
pub fn on_ec2(draft: &Draft) -> bool {
    draft.requires("EC2") || nothing_chosen(draft)
}

/// Whether the rules of EC2 and external instances hold.
pub fn on_instances(draft: &Draft) -> bool {
    on_ec2(draft) || on_external(draft)
}

/// Whether the rules of external instances hold.
pub fn on_external(draft: &Draft) -> bool {
    draft.requires("EXTERNAL")
}

/// Whether the rules of Managed Instances hold.
pub fn on_managed(draft: &Draft) -> bool {
    draft.requires("MANAGED_INSTANCES")
}

fn nothing_chosen(draft: &Draft) -> bool {
    let required = draft.root.list("requiresCompatibilities");
    required.is_empty() && matches!(draft.target, Target::Unknown)
}

/// The name of a container; empty if it has none.
pub fn name_of<'n>(container: &'n Node) -> &'n str {
    container.text_of("name").unwrap_or_default()
}

/// The container of a name.
pub fn container<'d, 'a>(draft: &'d Draft<'a>, name: &str) -> Option<&'d Node<'a>> {
    let containers = draft.container_list();
    containers
        .iter()
        .find(|one| one.text_of("name") == Some(name))
}

/// The members of one name of the containers that have it, with their paths and their containers.
pub fn parts<'d, 'a>(
    draft: &'d Draft<'a>,
    name: &'static str,
) -> impl Iterator<Item = (Path, &'d Node<'a>, &'d Node<'a>)> {
    let containers = draft.containers_with(name).iter().enumerate();
    containers.filter_map(move |(index, container)| {
        let part = container.get(name)?;
        Some((Path::new(CONTAINERS, index).member(name), part, container))
    })
}

/// A number that is outside of its range, with the nearest one inside.
pub fn outside<'d, 'a>(
    object: &'d Node<'a>,
    member: &str,
    range: RangeInclusive<i64>,
) -> Option<(&'d Node<'a>, i64)> {
    let node = object.get(member)?;
    let number = node.integer()?;
    let nearest = number.clamp(*range.start(), *range.end());
    (nearest != number).then_some((node, nearest))
}

/// Whether a reference to a container cannot be judged: it or a name is filled in later.
pub fn is_open(draft: &Draft, reference: &str) -> bool {
    let containers = draft.container_list();
    is_placeholder(reference) || containers.iter().any(|one| is_placeholder(name_of(one)))
}

/// Whether a container is essential; it is unless it says no. Source: ECS API,
/// ContainerDefinition `essential`.
pub fn is_essential(container: &Node) -> bool {
    container.get("essential").and_then(Node::truth) != Some(false)
}

/// Where a finding about a member goes: its value, or the opening brace if it is absent.
pub fn place(object: &Node, member: &str) -> Bytes {
    let value = object.get(member).map(|value| value.range.clone());
    value.unwrap_or_else(|| Draft::opening(object))
}

/// Where a finding about a whole list goes: its name.
pub fn name_place(object: &Node, member: &str) -> Bytes {
    let name = object
        .member(member)
        .map(|member| member.name_range.clone());
    name.unwrap_or_else(|| Draft::opening(object))
}
