//! Demands and hosts are set by hand; hosts that it concerns are looked at anew.

use super::REMEMBERED;
use crate::lifecycle::host::{host_of, look_again, wake};
use crate::lifecycle::{Event, Setting, Turn};
use crate::model::demand::{Demand, Whose, Wish};
use crate::model::host::{HostId, HostSettings};
use crate::model::{ContainerStatus, InstanceId, ServiceStatus, Task, TaskId, World};
use crate::sim::SimTime;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Sets what containers want from now on. It takes the place of what was set before of the same
/// ones; a demand for nothing in particular only ends that.
pub fn set(turn: &mut Turn, whose: Whose, container: Arc<str>, demand: Demand) {
    let now = turn.now();
    let alive: Vec<bool> = {
        let world = turn.world();
        let wishes = world.hosts.wishes.iter();
        wishes.map(|wish| is_alive(world, wish)).collect()
    };
    let hosts = Arc::make_mut(&mut turn.sim.world.hosts);
    let wishes = &mut hosts.wishes;
    for wish in wishes.iter_mut() {
        let same = wish.whose == whose && wish.container == container;
        if same && wish.until == SimTime::NEVER {
            wish.until = now;
        }
    }
    // What never held, is long past or about nobody, nobody will ask about.
    let mut alive = alive.into_iter();
    wishes.retain(|wish| {
        let past = wish.since >= wish.until || now > wish.until + REMEMBERED;
        alive.next().unwrap_or(true) && !past
    });
    if demand != Demand::default() {
        wishes.push(Wish {
            whose: whose.clone(),
            container: container.clone(),
            demand,
            since: now,
            until: SimTime::NEVER,
        });
    }
    turn.say(Event::Set(Setting::Demand));
    for host in hosts_of(turn, &whose) {
        wake(turn, host, now);
    }
}

/// Whether there is still somebody whom a wish is about.
pub fn is_alive(world: &World, wish: &Wish) -> bool {
    match wish.whose {
        Whose::Cluster(_) => true,
        Whose::Service(id) => {
            let row = world.services.get(id);
            row.is_some_and(|row| row.status != ServiceStatus::Inactive)
        }
        Whose::Task(id) => world.tasks.get(id).is_some(),
    }
}

/// The hosts on which such containers run.
fn hosts_of(turn: &Turn, whose: &Whose) -> BTreeSet<HostId> {
    let world = turn.world();
    let ids: Vec<TaskId> = match whose {
        Whose::Task(id) => vec![*id],
        Whose::Cluster(id) => {
            let row = world.clusters.get(*id);
            row.map_or(Vec::new(), |row| row.live_tasks.iter().collect())
        }
        Whose::Service(id) => {
            let row = world.services.get(*id);
            let deployments = row.iter().flat_map(|row| &row.deployments);
            deployments.flat_map(|row| row.live_tasks.iter()).collect()
        }
    };
    let tasks = ids.into_iter().filter_map(|id| world.tasks.get(id));
    tasks
        .filter(|task| runs(task))
        .filter_map(|task| host_of(task))
        .collect()
}

fn runs(task: &Task) -> bool {
    let mut containers = task.containers.iter();
    containers.any(|row| match row.status {
        ContainerStatus::Running | ContainerStatus::Stopping => true,
        ContainerStatus::None
        | ContainerStatus::Pulling
        | ContainerStatus::Pulled
        | ContainerStatus::Stopped => false,
    })
}

/// Sets a host up otherwise.
pub fn set_host(turn: &mut Turn, id: InstanceId, settings: HostSettings) {
    let hosts = Arc::make_mut(&mut turn.sim.world.hosts);
    if settings == HostSettings::DEFAULT {
        hosts.settings.remove(&id);
    } else {
        hosts.settings.insert(id, settings);
    }
    turn.say(Event::Set(Setting::Host(id)));
    look_again(turn, HostId::Instance(id));
}
