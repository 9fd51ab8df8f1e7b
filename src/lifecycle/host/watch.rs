//! Hosts whose memory may run out are looked at when something starts there, and at the moments at
//! which something is going to happen. Kills are carried out here, and nowhere else.

use super::memory::{self, Next};
use super::tree::host_of;
use crate::lifecycle::container::workload::EXIT_KILLED;
use crate::lifecycle::{Timer, Turn, demand, task};
use crate::model::host::HostId;
use crate::model::{TaskId, World};
use crate::sim::{SimTime, limits};
use std::sync::Arc;

/// A container has started: its host may run out of memory now. Costs nothing where nobody has
/// asked for a demand.
pub fn started(turn: &mut Turn, id: TaskId, index: usize) {
    let now = turn.now();
    let world = turn.world();
    let Some(task) = world.tasks.get(id) else {
        return;
    };
    let hosts = &world.hosts;
    let definition = &task.launch.spec.containers[index];
    if hosts.wishes.is_empty() && hosts.watched.is_empty() && definition.demand.memory.is_none() {
        return;
    }
    let Some(host) = host_of(task) else {
        return;
    };
    let asked = demand::asked_memory(world, task, index, now).is_some();
    if asked || hosts.watched.contains_key(&host) {
        wake(turn, host, now);
    }
}

/// Has a host looked at again at a moment, instead of when it was going to be.
pub fn wake(turn: &mut Turn, host: HostId, at: SimTime) {
    cancel(turn, host);
    let timer = match host {
        HostId::Instance(id) => Timer::WatchInstance(id),
        HostId::Fargate(id) => Timer::WatchFargate(id),
    };
    let slot = turn.wake(at, timer);
    hosts(turn).watched.insert(host, Some(slot));
}

/// The agent of an instance is back and tells what the kernel has done, or the host is set up
/// otherwise.
pub fn look_again(turn: &mut Turn, host: HostId) {
    if turn.world().hosts.watched.contains_key(&host) {
        let now = turn.now();
        wake(turn, host, now);
    }
}

/// Kills who must die on a host now, and has it looked at again when that may be so once more.
pub fn look(turn: &mut Turn, host: HostId) {
    let now = turn.now();
    hosts(turn).watched.insert(host, None);
    if is_cut_off(turn.world(), host) {
        return;
    }
    for _ in 0..limits::STEPS_AT_ONE_MOMENT {
        match memory::next(turn.world(), host, now) {
            Next::Kill(victim) => {
                let version = turn.world().hosts.settings(host).version;
                let reason = memory::reason(victim.limit, version);
                let index = usize::from(victim.container);
                task::end_container(turn, victim.task, index, EXIT_KILLED, reason);
            }
            Next::Look(at) => return wake(turn, host, at),
            Next::Nothing => {
                if !is_asked(turn.world(), host, now) {
                    hosts(turn).watched.remove(&host);
                }
                return;
            }
        }
    }
    // So many at one moment that the rest is for the next look, still now.
    wake(turn, host, now);
}

/// An agent that has lost its connection tells nothing.
fn is_cut_off(world: &World, host: HostId) -> bool {
    match host {
        HostId::Instance(id) => {
            let row = world.instances.get(id);
            row.is_some_and(|row| !row.agent_connected)
        }
        HostId::Fargate(_) => false,
    }
}

fn is_asked(world: &World, host: HostId, now: SimTime) -> bool {
    let tasks = super::tree::tasks_on(world, host).into_iter();
    let mut tasks = tasks.filter_map(|id| world.tasks.get(id));
    tasks.any(|task| memory::is_asked(world, task, now))
}

fn cancel(turn: &mut Turn, host: HostId) {
    if let Some(Some(slot)) = turn.world().hosts.watched.get(&host) {
        let slot = *slot;
        turn.sim.agenda.cancel(slot);
    }
}

fn hosts<'a>(turn: &'a mut Turn) -> &'a mut crate::model::host::Hosts {
    Arc::make_mut(&mut turn.sim.world.hosts)
}
