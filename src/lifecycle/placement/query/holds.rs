//! Whether an expression holds for an instance.

use super::{Expression, Order, Subject, Test};
use crate::model::arn::Arns;
use crate::model::container_instance::AGENT_VERSION;
use crate::model::{ContainerInstance, World};
use crate::sim::time::parse_iso8601;
use std::cmp::Ordering;

/// Whether an expression holds for an instance.
pub fn holds(expression: &Expression, world: &World, instance: &ContainerInstance) -> bool {
    match expression {
        Expression::Or(parts) => parts.iter().any(|part| holds(part, world, instance)),
        Expression::And(parts) => parts.iter().all(|part| holds(part, world, instance)),
        Expression::Not(part) => !holds(part, world, instance),
        Expression::Compare(subject, test) => compare(subject, test, world, instance),
    }
}

fn compare(subject: &Subject, test: &Test, world: &World, instance: &ContainerInstance) -> bool {
    match subject {
        Subject::AgentConnected => {
            let connected = if instance.agent_connected {
                "true"
            } else {
                "false"
            };
            text(test, connected)
        }
        Subject::Ec2InstanceId => text(test, &Arns::of(world).ec2_instance(instance.id)),
        Subject::AgentVersion => ordered(test, |value| Some(versions(AGENT_VERSION, value))),
        Subject::RunningTasksCount => {
            let tasks = instance.live_tasks.iter();
            let wanted = tasks.filter(|id| world.tasks.get(*id).is_some_and(|row| row.is_wanted()));
            let count = wanted.count() as u64;
            ordered(test, |value| Some(count.cmp(&value.parse().ok()?)))
        }
        Subject::RegisteredAt => {
            let at = world.settings.calendar.epoch_millis(instance.registered_at);
            ordered(test, |value| Some(at.cmp(&parse_iso8601(value)?)))
        }
        Subject::Attribute(name) => attribute(test, name, instance),
        Subject::TaskGroup => task_group(test, world, instance),
    }
}

/// A missing attribute passes no test but `not_exists`: the guide reads `attribute:stack != prod`
/// as "with the attribute stack unless its value is prod". One without a value counts as empty.
fn attribute(test: &Test, name: &str, instance: &ContainerInstance) -> bool {
    match (instance.attributes.get(name), test) {
        (found, Test::Exists(wanted)) => found.is_some() == *wanted,
        (None, Test::Order(..) | Test::OneOf(..) | Test::Matches(..)) => false,
        (Some(value), test) => text(test, value.as_deref().unwrap_or("")),
    }
}

/// True if any task of the instance passes the positive test; the negative operators deny that.
fn task_group(test: &Test, world: &World, instance: &ContainerInstance) -> bool {
    let positive = match test {
        Test::Order(Order::NotEqual, value) => Test::Order(Order::Equal, value.clone()),
        Test::OneOf(false, values) => Test::OneOf(true, values.clone()),
        Test::Matches(false, pattern) => Test::Matches(true, pattern.clone()),
        Test::Order(..) | Test::OneOf(..) | Test::Exists(_) | Test::Matches(..) => test.clone(),
    };
    let tasks = instance.live_tasks.iter();
    let mut tasks = tasks.filter_map(|id| world.tasks.get(id));
    let any = tasks.any(|task| text(&positive, &task.launch.group));
    any == (positive == *test)
}

/// A test of a text. Numbers compare as numbers, all else by characters (assumption).
fn text(test: &Test, has: &str) -> bool {
    match test {
        Test::Exists(wanted) => *wanted,
        Test::OneOf(wanted, values) => values.iter().any(|value| **value == *has) == *wanted,
        Test::Matches(wanted, pattern) => pattern.matches(has) == *wanted,
        Test::Order(order, value) => {
            let numbers = has.parse::<i64>().ok().zip(value.parse::<i64>().ok());
            let found = numbers.map_or_else(|| has.cmp(value), |(has, value)| has.cmp(&value));
            passes(*order, found)
        }
    }
}

fn ordered(test: &Test, compare: impl FnOnce(&str) -> Option<Ordering>) -> bool {
    match test {
        Test::Order(order, value) => compare(value).is_some_and(|found| passes(*order, found)),
        Test::OneOf(..) | Test::Exists(_) | Test::Matches(..) => false,
    }
}

fn passes(order: Order, found: Ordering) -> bool {
    match order {
        Order::Equal => found.is_eq(),
        Order::NotEqual => found.is_ne(),
        Order::Greater => found.is_gt(),
        Order::GreaterEqual => found.is_ge(),
        Order::Less => found.is_lt(),
        Order::LessEqual => found.is_le(),
    }
}

/// Dotted versions by their numbers; a part that is no number counts as 0, a missing one too.
fn versions(left: &str, right: &str) -> Ordering {
    let numbers = |text: &str| -> Vec<u64> {
        let parts = text.split('.');
        let mut found: Vec<u64> = parts.map(|part| part.parse().unwrap_or(0)).collect();
        while found.last() == Some(&0) {
            found.pop();
        }
        found
    };
    numbers(left).cmp(&numbers(right))
}
