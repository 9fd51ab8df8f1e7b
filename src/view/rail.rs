//! The lifecycle rail: how many tasks stand in each of the eight states, and for how long.

use super::format;
use crate::model::{ClusterId, TaskId, TaskStatus, World};
use crate::sim::{SimTime, sort};

/// Marks that a column shows; above it the rail draws volumes instead.
pub const MARKS: usize = 16;

/// Tasks of a column whose dwell is looked at; a median needs no more.
const SAMPLE: usize = 256;

/// One state's column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// The state.
    pub status: TaskStatus,
    /// Tasks in it.
    pub count: u32,
    /// How long the middle one of them has been there, as text; empty where there is none.
    pub dwell: String,
    /// The first tasks in it, in the order of their ids.
    pub marks: Vec<TaskId>,
}

/// All columns in the order of a task's life.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rail {
    /// The columns.
    pub columns: Vec<Column>,
    /// Whether some column has more tasks than marks fit: then all show volumes.
    pub volumes: bool,
    /// The largest count, at least 1.
    pub largest: u32,
}

/// The rail of a cluster at a moment; of no cluster, all zeros.
pub fn rail(world: &World, cluster: Option<ClusterId>, now: SimTime) -> Rail {
    let mut columns = TaskStatus::ALL.map(|status| Column {
        status,
        count: 0,
        dwell: String::new(),
        marks: Vec::new(),
    });
    let mut since: [Vec<SimTime>; 8] = Default::default();
    let row = cluster.and_then(|id| world.clusters.get(id));
    let live = row.into_iter().flat_map(|row| row.live_tasks.iter());
    let live = live.filter_map(|id| world.tasks.get(id));
    let stopped = row.map_or(0, |row| row.stopped_tasks.len() as u32);
    // Many stopped tasks are a number: they are most of a long run, and none is drawn.
    let few = (1..=MARKS as u32).contains(&stopped);
    let over = row.into_iter().filter(|_| few);
    let over = over.flat_map(|row| row.stopped_tasks.iter());
    let over = over.filter_map(|id| world.tasks.get(id));
    for task in live.chain(over) {
        let place = task.last_status as usize;
        let column = &mut columns[place];
        column.count += 1;
        if column.marks.len() < MARKS {
            column.marks.push(task.id);
        }
        if since[place].len() < SAMPLE {
            since[place].push(task.status_since);
        }
    }
    let last = &mut columns[TaskStatus::Stopped as usize];
    if !few && stopped > 0 {
        last.count = stopped;
        since[TaskStatus::Stopped as usize].push(now);
    }
    finished(columns, since, now)
}

/// The rail where there are too many tasks for marks, from how many stand in each state and since
/// when some of them do.
pub(super) fn of_counts(counts: [u32; 8], since: [Vec<SimTime>; 8], now: SimTime) -> Rail {
    let columns = TaskStatus::ALL.map(|status| Column {
        status,
        count: counts[status as usize],
        dwell: String::new(),
        marks: Vec::new(),
    });
    finished(columns, since, now)
}

/// The columns with their dwell, and how they are drawn.
fn finished(mut columns: [Column; 8], mut since: [Vec<SimTime>; 8], now: SimTime) -> Rail {
    for (column, since) in columns.iter_mut().zip(&mut since) {
        column.dwell = dwell(column.status, since, now);
    }
    let largest = columns.iter().map(|column| column.count).max().unwrap_or(0);
    Rail {
        volumes: largest as usize > MARKS,
        largest: largest.max(1),
        columns: columns.to_vec(),
    }
}

fn dwell(status: TaskStatus, since: &mut [SimTime], now: SimTime) -> String {
    if since.is_empty() {
        return String::new();
    }
    if status == TaskStatus::Stopped {
        return "kept 1\u{a0}h".to_owned();
    }
    sort::sort(since);
    format::span(now.since(since[since.len() / 2]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_world_has_eight_columns_of_zero() {
        let rail = rail(&World::default(), None, SimTime::START);
        let names: Vec<&str> = rail.columns.iter().map(|row| row.status.name()).collect();
        assert_eq!(names.len(), 8);
        assert_eq!((names[0], names[7]), ("PROVISIONING", "STOPPED"));
        assert!(
            rail.columns
                .iter()
                .all(|row| row.count == 0 && row.dwell.is_empty())
        );
        assert!(!rail.volumes);
    }
}
