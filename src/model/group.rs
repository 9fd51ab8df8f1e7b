//! The tasks of a task group, counted: what spreading asks, answered without walking tasks.

use super::{ClusterId, InstanceId, Zone};
use std::sync::Arc;

/// What a task group is found by: its cluster and its name. Hundreds of groups are compared for
/// every task that starts or stops, and names begin alike: their ends come first, as a number.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct GroupKey {
    cluster: ClusterId,
    end: u64,
    name: Arc<str>,
}

impl GroupKey {
    /// The key of the group with this name.
    pub fn new(cluster: ClusterId, name: &Arc<str>) -> GroupKey {
        let end = name.as_bytes().last_chunk();
        GroupKey {
            cluster,
            end: end.map_or(0, |end| u64::from_be_bytes(*end)),
            name: name.clone(),
        }
    }
}

/// The tasks of one group of one cluster whose desired status is RUNNING, by where they are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Group {
    /// By zone, on instances and on Fargate.
    pub zones: [u32; Zone::COUNT as usize],
    /// By instance, in runs of consecutive ids; a run without tasks is None.
    runs: Vec<Option<Box<Run>>>,
}

/// Counts for [`RUN`] instances with consecutive ids.
type Run = [u16; RUN];

/// How many instances share a run of counts.
pub const RUN: usize = 64;

/// The run that an instance belongs to, and its place there.
pub fn run_of(id: InstanceId) -> (usize, usize) {
    (id.0 as usize / RUN, id.0 as usize % RUN)
}

/// The instance at a place of a run.
pub fn id_at(run: usize, place: usize) -> InstanceId {
    InstanceId((run * RUN + place) as u32)
}

impl Group {
    /// The counts of a run; None if it has no task.
    pub fn run(&self, run: usize) -> Option<&Run> {
        self.runs.get(run)?.as_deref()
    }

    /// How many tasks of the group an instance has.
    pub fn on_instance(&self, id: InstanceId) -> u32 {
        let (run, place) = run_of(id);
        self.run(run).map_or(0, |counts| u32::from(counts[place]))
    }

    /// How many tasks of the group a zone has.
    pub fn in_zone(&self, zone: Zone) -> u32 {
        self.zones.get(usize::from(zone.0)).copied().unwrap_or(0)
    }

    /// The instances that have tasks of the group, with how many.
    pub fn instances(&self) -> impl Iterator<Item = (InstanceId, u32)> {
        let runs = self.runs.iter().enumerate();
        let runs = runs.filter_map(|(run, counts)| Some((run, counts.as_deref()?)));
        let counts = runs.flat_map(|(run, counts)| {
            let places = counts.iter().enumerate();
            places.map(move |(place, count)| (run * RUN + place, u32::from(*count)))
        });
        counts
            .filter(|(_, count)| *count > 0)
            .map(|(id, count)| (InstanceId(id as u32), count))
    }

    /// Counts a task in.
    pub fn add(&mut self, instance: Option<InstanceId>, zone: Zone) {
        if let Some(count) = self.zones.get_mut(usize::from(zone.0)) {
            *count += 1;
        }
        let Some(instance) = instance else { return };
        let (run, place) = run_of(instance);
        if self.runs.len() <= run {
            self.runs.resize(run + 1, None);
        }
        let counts = self.runs[run].get_or_insert_with(|| Box::new([0; RUN]));
        counts[place] = counts[place].saturating_add(1);
    }

    /// Counts a task out.
    pub fn remove(&mut self, instance: Option<InstanceId>, zone: Zone) {
        if let Some(count) = self.zones.get_mut(usize::from(zone.0)) {
            *count = count.saturating_sub(1);
        }
        let Some(instance) = instance else { return };
        let (run, place) = run_of(instance);
        let Some(Some(counts)) = self.runs.get_mut(run) else {
            return;
        };
        counts[place] = counts[place].saturating_sub(1);
        if counts.iter().all(|count| *count == 0) {
            self.runs[run] = None;
            let used = self.runs.iter().rposition(Option::is_some);
            self.runs.truncate(used.map_or(0, |last| last + 1));
        }
    }

    /// Whether it has no task.
    pub fn is_empty(&self) -> bool {
        self.zones.iter().all(|count| *count == 0)
    }
}
