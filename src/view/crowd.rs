//! The board and the rail of very many tasks, kept from one frame to the next.
//!
//! To visit a hundred thousand tasks takes longer than a frame. So while a run plays, each frame
//! visits one strip of them and keeps what it knows of the others; every strip has its turn within
//! a fraction of a second. A run that stands still is always shown as it is.

use super::board::{Board, Mini, ZoneLane, used};
use super::rail::{self, Rail};
use crate::model::ids::WORD;
use crate::model::{
    ClusterId, ContainerInstance, InstanceId, InstanceStatus, Task, TaskId, TaskStatus, World, Zone,
};
use crate::sim::{SimTime, sort};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Tasks that one frame visits, about.
pub const STRIP: usize = 4_096;
/// Tasks without an instance up to which each is a tile; above, they are counted.
pub const MOST_TILES: usize = 4_096;
/// Tasks of a strip in the same state that tell how long tasks are in it.
const SAMPLE: usize = 64;
/// And those of all strips together, about: they are put in order in every frame.
const SAMPLES: usize = 256;

/// What is known of one strip's tasks.
#[derive(Clone, Debug, Default)]
struct Strip {
    counts: [u32; 8],
    since: [Vec<SimTime>; 8],
    hostless: Vec<(TaskId, TaskStatus)>,
}

/// What is known of a cluster's instances and tasks.
#[derive(Clone, Debug, Default)]
pub struct Crowd {
    /// The cluster and the moment of the last look.
    of: Option<(ClusterId, SimTime)>,
    /// How many instances there were, and the newest of them.
    instances: (usize, Option<InstanceId>),
    zones: Vec<ZoneLane>,
    strips: Vec<Strip>,
    /// By strip, where its instances are: the number of their zone, and the place there.
    places: Vec<Vec<(usize, usize)>>,
    turn: usize,
}

impl Crowd {
    /// The rail and the board of a cluster; all of it as it is at this moment if `whole` says so.
    pub fn look(
        &mut self,
        world: &World,
        cluster: ClusterId,
        now: SimTime,
        whole: bool,
    ) -> (Rail, Board) {
        let live = world.clusters.get(cluster);
        let wanted = live.map_or(0, |row| row.live_tasks.len()) / STRIP + 1;
        let another = self.of.is_none_or(|(of, _)| of != cluster);
        let strips = match whole || another {
            true => wanted,
            false => self.strips_for(wanted),
        };
        self.look_by(strips, world, (cluster, now), whole)
    }

    /// How many strips there are to be where so many would do. Another number has all of the crowd
    /// looked at anew: where many tasks end and others start in their place, that would be in each
    /// frame. So it only grows, and not before a strip has twice the tasks that it should have.
    fn strips_for(&self, wanted: usize) -> usize {
        let now = self.strips.len();
        match wanted > 2 * now {
            true => wanted,
            false => now,
        }
    }

    /// The same with so many strips.
    fn look_by(
        &mut self,
        strips: usize,
        world: &World,
        (cluster, now): (ClusterId, SimTime),
        whole: bool,
    ) -> (Rail, Board) {
        let goes_on = self.strips.len() == strips
            && self.of.is_some_and(|(of, at)| of == cluster && at <= now);
        let whole = whole || !goes_on;
        if whole {
            self.strips = vec![Strip::default(); strips];
            self.zones.clear();
        }
        self.of = Some((cluster, now));
        self.follow_instances(world, cluster);
        if whole {
            (0..strips).for_each(|turn| self.visit(world, cluster, turn));
        } else {
            self.turn = (self.turn + 1) % strips;
            self.visit(world, cluster, self.turn);
        }
        let stopped = world.clusters.get(cluster);
        let stopped = stopped.map_or(0, |row| row.stopped_tasks.len() as u32);
        let rail = match strips {
            1 => rail::rail(world, Some(cluster), now),
            _ => self.rail(stopped, now),
        };
        (rail, self.board(stopped))
    }

    /// Puts the instances of the cluster into their zones, where there are others than before.
    fn follow_instances(&mut self, world: &World, cluster: ClusterId) {
        let newest = world.instances.iter().next_back().map(|(id, _)| id);
        let instances = (world.instances.len(), newest);
        if self.instances == instances && !self.zones.is_empty() {
            return;
        }
        self.instances = instances;
        self.places.clear();
        let lanes = std::mem::take(&mut self.zones).into_iter();
        let known = lanes.flat_map(|lane| lane.minis);
        let mut known: BTreeMap<InstanceId, Arc<Mini>> =
            known.map(|mini| (mini.instance, mini)).collect();
        let rows = world.instances.rows();
        let ours: Vec<&ContainerInstance> = rows
            .filter(|row| row.cluster == cluster)
            .map(|row| &**row)
            .collect();
        if ours.is_empty() {
            return;
        }
        let mut look = |row: &ContainerInstance| {
            let kept = known.remove(&row.id);
            kept.unwrap_or_else(|| Arc::new(mini(world, row)))
        };
        let lanes = Zone::all().map(|zone| ZoneLane {
            zone,
            name: zone.name(&world.settings.region),
            plots: Vec::new(),
            minis: {
                let here = ours.iter().filter(|row| row.zone == zone);
                here.map(|row| look(row)).collect()
            },
        });
        self.zones = lanes.collect();
        self.places.resize(self.strips.len(), Vec::new());
        for (nth, lane) in self.zones.iter().enumerate() {
            for (place, mini) in lane.minis.iter().enumerate() {
                let strip = (mini.instance.0 / WORD) as usize % self.places.len();
                self.places[strip].push((nth, place));
            }
        }
    }

    /// Looks at the tasks and instances of a strip.
    fn visit(&mut self, world: &World, cluster: ClusterId, turn: usize) {
        let strips = self.strips.len();
        let strip = &mut self.strips[turn];
        *strip = Strip::default();
        let row = world.clusters.get(cluster).into_iter();
        let is_in = |word: u32| word as usize % strips == turn;
        let ids = row.flat_map(|row| row.live_tasks.in_words(is_in));
        for task in ids.filter_map(|id| world.tasks.get(id)) {
            strip.count(task);
        }
        let places = self.places.get(turn).into_iter().flatten();
        for (nth, place) in places {
            let kept = &mut self.zones[*nth].minis[*place];
            let Some(row) = world.instances.get(kept.instance) else {
                continue;
            };
            if !is_as(world, row, kept) {
                *kept = Arc::new(mini(world, row));
            }
        }
    }

    fn rail(&self, stopped: u32, now: SimTime) -> Rail {
        let mut counts = [0; 8];
        let mut since: [Vec<SimTime>; 8] = Default::default();
        let each = SAMPLES.div_ceil(self.strips.len());
        for strip in &self.strips {
            for state in 0..8 {
                counts[state] += strip.counts[state];
                since[state].extend(strip.since[state].iter().take(each));
            }
        }
        counts[TaskStatus::Stopped as usize] = stopped;
        if stopped > 0 {
            since[TaskStatus::Stopped as usize].push(now);
        }
        rail::of_counts(counts, since, now)
    }

    fn board(&self, stopped_count: u32) -> Board {
        let hostless = || self.strips.iter().flat_map(|strip| &strip.hostless);
        let mut quay_counts = [0; 8];
        for (_, status) in hostless() {
            quay_counts[*status as usize] += 1;
        }
        let mut quay_tiles = Vec::new();
        if quay_counts.iter().sum::<u32>() as usize <= MOST_TILES {
            quay_tiles.extend(hostless());
            sort::by_key(&mut quay_tiles, |tile: &(TaskId, TaskStatus)| tile.0);
        }
        Board {
            dense: true,
            zones: self.zones.clone(),
            quay_tiles,
            quay_counts,
            stopped_count,
            ..Board::default()
        }
    }
}

impl Strip {
    fn count(&mut self, task: &Task) {
        let state = task.last_status as usize;
        self.counts[state] += 1;
        if self.since[state].len() < SAMPLE {
            self.since[state].push(task.status_since);
        }
        if task.instance.is_none() {
            self.hostless.push((task.id, task.last_status));
        }
    }
}

/// The tasks of an instance with their states.
fn tasks<'a>(
    world: &'a World,
    row: &'a ContainerInstance,
) -> impl Iterator<Item = (TaskId, TaskStatus)> + 'a {
    let tasks = row.live_tasks.iter();
    tasks.filter_map(|id| Some((id, world.tasks.get(id)?.last_status)))
}

/// Whether an instance still is as it was kept.
fn is_as(world: &World, row: &ContainerInstance, kept: &Mini) -> bool {
    kept.used == used(row)
        && kept.draining == (row.status == InstanceStatus::Draining)
        && kept.tasks.iter().copied().eq(tasks(world, row))
}

fn mini(world: &World, row: &ContainerInstance) -> Mini {
    let tasks: Vec<_> = tasks(world, row).collect();
    let mut counts = [0; 8];
    for (_, status) in &tasks {
        counts[*status as usize] += 1;
    }
    Mini {
        instance: row.id,
        draining: row.status == InstanceStatus::Draining,
        used: used(row),
        counts,
        tasks,
    }
}

#[cfg(test)]
mod tests;
