//! Which tasks a service stops when it has more than it wants.
//!
//! Source: Amazon ECS Developer Guide, "Amazon ECS services" and "task placement strategies": the
//! zone and the instance with the most tasks first, with binpack the instance that has the most
//! room then. Assumption: tasks that do not run yet go before those that do.

use crate::lifecycle::chances;
use crate::lifecycle::placement::strategy;
use crate::lifecycle::task::needs;
use crate::model::capacity_provider::stop_pick;
use crate::model::placement::{BinpackField, PlacementStrategy, SpreadField};
use crate::model::{CapacityStrategy, InstanceId, Service, Task, TaskId, TaskStatus, World, Zone};
use crate::sim::{Chance, sort};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The place of a task: its zone, and its instance if it has one.
type Place = (Zone, Option<InstanceId>);

/// Picks `count` of `tasks` to stop, or fewer if too many are protected.
/// Source: Developer Guide, "Protect your Amazon ECS tasks from being terminated by scale-in
/// events".
pub(super) fn pick(
    world: &World,
    service: &Service,
    tasks: &[&Arc<Task>],
    count: u32,
) -> Vec<TaskId> {
    // A look of the scheduler mostly finds that none may go.
    if count == 0 {
        return Vec::new();
    }
    let count = count as usize;
    let is_open = |task: &&&Arc<Task>| task.protected_until.is_none();
    let open: Vec<&Arc<Task>>;
    let tasks = if tasks.iter().all(|task| is_open(&task)) {
        tasks
    } else {
        open = tasks.iter().filter(is_open).copied().collect();
        &open
    };
    if count >= tasks.len() {
        return tasks.iter().map(|task| task.id).collect();
    }
    let Some(row) = tasks.first().and_then(|task| world.deployment_of(task)) else {
        return Vec::new();
    };
    let strategy = &row.revision.strategy;
    if strategy.len() > 1 {
        return by_provider(world, service, strategy, tasks, count);
    }
    let mut crowd = Crowd::new(world, service, tasks);
    (0..count).filter_map(|_| crowd.take()).collect()
}

/// First which provider loses a task, then which of its tasks it is.
/// Source: Developer Guide, "Amazon ECS capacity providers": the shares hold on the way back too.
fn by_provider(
    world: &World,
    service: &Service,
    strategy: &CapacityStrategy,
    tasks: &[&Arc<Task>],
    count: usize,
) -> Vec<TaskId> {
    // What has come by no provider of the strategy is of an older one and goes first.
    let place = |task: &&&Arc<Task>| strategy::place_of(strategy, &task.launch);
    let older: Vec<&Arc<Task>> = tasks
        .iter()
        .filter(|task| place(task).is_none())
        .copied()
        .collect();
    let mut stopped: Vec<TaskId> = older.iter().take(count).map(|task| task.id).collect();
    let mut crowds = Vec::new();
    let mut counts = Vec::new();
    for item in 0..strategy.len() {
        let own = tasks.iter().filter(|task| place(task) == Some(item));
        let own: Vec<&Arc<Task>> = own.copied().collect();
        counts.push(own.len() as u32);
        crowds.push(Crowd::new(world, service, &own));
    }
    while stopped.len() < count {
        let Some(item) = stop_pick(strategy, &counts, &counts) else {
            break;
        };
        counts[item] -= 1;
        stopped.extend(crowds[item].take());
    }
    stopped
}

/// How much a task is wanted: what does not run yet is given up first, then what is unhealthy.
fn worth(task: &Task) -> u8 {
    if task.last_status != TaskStatus::Running {
        0
    } else if task.is_unhealthy() {
        1
    } else {
        2
    }
}

/// The tasks that are left, by worth and place.
struct Crowd<'a> {
    world: &'a World,
    strategies: &'a [PlacementStrategy],
    /// By worth and place: the tasks, the next one to stop last.
    left: BTreeMap<(u8, Place), Vec<TaskId>>,
    zones: BTreeMap<Zone, u64>,
    instances: BTreeMap<Option<InstanceId>, u64>,
    freed: BTreeMap<Option<InstanceId>, u64>,
    /// For each strategy the tasks by the value of its attribute, if it spreads over one.
    values: Vec<BTreeMap<Option<&'a str>, u64>>,
    /// What stopping one task frees of the binpacked resource.
    frees: (u64, u64),
}

impl<'a> Crowd<'a> {
    fn new(world: &'a World, service: &'a Service, tasks: &[&Arc<Task>]) -> Crowd<'a> {
        let needs = tasks.first().map(|task| needs(&task.launch).resources);
        let needs = needs.unwrap_or_default();
        let mut crowd = Crowd {
            world,
            strategies: &service.placement.strategies,
            left: BTreeMap::new(),
            zones: BTreeMap::new(),
            instances: BTreeMap::new(),
            freed: BTreeMap::new(),
            values: vec![BTreeMap::new(); service.placement.strategies.len()],
            frees: (u64::from(needs.cpu_units), u64::from(needs.memory_mib)),
        };
        let chance = Chance {
            seed: world.settings.seed,
        };
        let mut drawn: Vec<(u64, &Arc<Task>)> = tasks
            .iter()
            .map(|task| {
                let (subject, nth) = (u64::from(service.id.0), u64::from(task.id.0));
                (chance.draw(chances::SCALE_IN, subject, nth), *task)
            })
            .collect();
        sort::by_key(&mut drawn, |(draw, task)| (*draw, task.id));
        for (_, task) in drawn {
            let place = (task.zone, task.instance);
            crowd
                .left
                .entry((worth(task), place))
                .or_default()
                .push(task.id);
            *crowd.zones.entry(task.zone).or_default() += 1;
            *crowd.instances.entry(task.instance).or_default() += 1;
        }
        for (instance, count) in &crowd.instances {
            for (values, strategy) in crowd.values.iter_mut().zip(crowd.strategies) {
                if let PlacementStrategy::Spread(SpreadField::Attribute(name)) = strategy {
                    *values.entry(value(world, name, *instance)).or_default() += count;
                }
            }
        }
        crowd
    }

    /// Takes the next task to stop.
    fn take(&mut self) -> Option<TaskId> {
        let (worth, _) = *self.left.keys().next()?;
        let places = self.left.keys().filter(|(of, _)| *of == worth);
        let most = places.max_by_key(|(_, place)| (self.crowding(*place), *place))?;
        let key @ (_, (zone, instance)) = *most;
        let tasks = self.left.get_mut(&key)?;
        let task = tasks.pop();
        if tasks.is_empty() {
            self.left.remove(&key);
        }
        if let Some(count) = self.zones.get_mut(&zone) {
            *count -= 1;
        }
        if let Some(count) = self.instances.get_mut(&instance) {
            *count -= 1;
        }
        *self.freed.entry(instance).or_default() += 1;
        for (values, strategy) in self.values.iter_mut().zip(self.strategies) {
            if let PlacementStrategy::Spread(SpreadField::Attribute(name)) = strategy
                && let Some(count) = values.get_mut(&value(self.world, name, instance))
            {
                *count -= 1;
            }
        }
        task
    }

    /// How much a place asks to be relieved, by the strategies in turn; the greatest first.
    fn crowding(&self, (zone, instance): Place) -> Vec<u64> {
        let in_zone = self.zones.get(&zone).copied().unwrap_or(0);
        let on_instance = self.instances.get(&instance).copied().unwrap_or(0);
        if self.strategies.is_empty() {
            return vec![in_zone, on_instance];
        }
        let strategies = self.strategies.iter().zip(&self.values);
        let keys = strategies.map(|(strategy, values)| match strategy {
            PlacementStrategy::Random => 0,
            PlacementStrategy::Spread(SpreadField::InstanceId) => on_instance,
            PlacementStrategy::Spread(SpreadField::Attribute(name)) => {
                let own = value(self.world, name, instance);
                values.get(&own).copied().unwrap_or(0)
            }
            PlacementStrategy::Binpack(field) => self.room_then(*field, instance),
        });
        let mut keys: Vec<u64> = keys.collect();
        if matches!(self.strategies, [PlacementStrategy::Spread(_)]) {
            keys.push(on_instance);
        }
        if instance.is_none() {
            keys = vec![in_zone];
        }
        keys
    }

    fn room_then(&self, field: BinpackField, instance: Option<InstanceId>) -> u64 {
        let row = instance.and_then(|id| self.world.instances.get(id));
        let remaining = row.map(|row| row.remaining).unwrap_or_default();
        let stops = self.freed.get(&instance).copied().unwrap_or(0) + 1;
        match field {
            BinpackField::Cpu => u64::from(remaining.cpu_units) + stops * self.frees.0,
            BinpackField::Memory => u64::from(remaining.memory_mib) + stops * self.frees.1,
        }
    }
}

/// The value of an attribute of an instance; None without one, and without an instance.
fn value<'a>(world: &'a World, name: &str, instance: Option<InstanceId>) -> Option<&'a str> {
    world.instances.get(instance?)?.attribute(name)
}
