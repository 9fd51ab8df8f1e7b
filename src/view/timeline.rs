//! The timeline under the board: the run as a track with marks, and what ran when.

use super::board::definition_name;
use super::history::History;
use super::{WHOLE, format, share};
use crate::engine::Timeline;
use crate::lifecycle::Event;
use crate::sim::{SimTime, Span, sort};

/// Columns of the track.
const COLUMNS: u64 = 180;
/// Entries of the journal that are looked at where the marks begin anew, the newest.
const LOOKED_AT: u64 = 20_000;
/// Definitions that get a lane, those with the most running tasks first.
pub const MOST_LANES: usize = 5;
/// Steps that one lane draws at most.
const MOST_STEPS: usize = 400;

/// What a mark on the track stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum MarkKind {
    /// Somebody asked for something.
    Command,
    /// Tasks changed their state, a service said something.
    Event,
    /// A task ended badly.
    Failure,
}

/// A mark on the track.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// When.
    pub at: SimTime,
    /// Where on the track.
    pub x: u32,
    /// What it stands for.
    pub kind: MarkKind,
}

/// How many tasks of one definition ran when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lane {
    /// `family:revision`.
    pub name: String,
    /// Tasks that run now.
    pub now: u32,
    /// The steps: (place on the track, height as a share of the highest lane).
    pub steps: Vec<(u32, u32)>,
    /// Where the known run ends on the track.
    pub end: u32,
}

/// The track.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Track {
    /// The moment at its right end.
    pub end: SimTime,
    /// The present moment's place.
    pub head: u32,
    /// Where the known run ends.
    pub horizon: u32,
    /// Times on the axis with their places.
    pub ticks: Vec<(u32, String)>,
    /// The marks, in the order of their moments.
    pub marks: Vec<Mark>,
    /// The lanes.
    pub lanes: Vec<Lane>,
}

/// Lengths that a track may have, in seconds, with the distance of their ticks.
const LENGTHS: &[(u64, u64)] = &[
    (60, 15),
    (120, 30),
    (300, 60),
    (600, 120),
    (1_200, 300),
    (1_800, 300),
    (3_600, 900),
    (7_200, 1_800),
    (14_400, 3_600),
    (28_800, 7_200),
    (43_200, 7_200),
    (86_400, 21_600),
];

/// The track's end and the distance of its ticks for a run that reaches this far.
fn length(horizon: SimTime) -> (SimTime, Span) {
    let fits = LENGTHS.iter().find(|row| horizon.0 <= row.0 * 950);
    match fits {
        Some((length, tick)) => (SimTime(length * 1_000), Span::seconds(*tick)),
        None => {
            let days = horizon.0 / 86_400_000 + 1;
            (SimTime(days * 86_400_000), Span(days * 21_600_000))
        }
    }
}

/// The track of a run.
pub fn track(timeline: &Timeline, history: &History) -> Track {
    let (end, tick) = length(timeline.horizon());
    let place = |at: SimTime| share(at.0, end.0).min(WHOLE);
    let ticks = (0..=end.0 / tick.0).map(|nth| SimTime(nth * tick.0));
    Track {
        end,
        head: place(timeline.now()),
        horizon: place(timeline.horizon()),
        ticks: ticks.map(|at| (place(at), format::axis(at))).collect(),
        marks: history.marks.found.clone(),
        lanes: lanes(timeline, history, end),
    }
}

/// The marks of a run, of one kind in a column only the first. They are kept from frame to frame:
/// only what is new is looked at.
#[derive(Clone, Debug, Default)]
pub struct Marks {
    /// The track's end, which says what a column is.
    end: SimTime,
    commands: usize,
    events: u64,
    taken: Vec<bool>,
    found: Vec<Mark>,
}

impl Marks {
    /// Reads what is new; begins anew where the track has got longer.
    pub fn follow(&mut self, timeline: &Timeline) {
        let (end, _) = length(timeline.horizon());
        let (journal, log) = (timeline.journal(), timeline.log());
        if end != self.end || self.commands > log.len() || self.events > journal.end_seq() {
            *self = Marks {
                end,
                events: journal.end_seq().saturating_sub(LOOKED_AT),
                taken: vec![false; 3 * (COLUMNS as usize + 1)],
                ..Marks::default()
            };
        }
        let before = self.found.len();
        for logged in &log[self.commands..] {
            self.add(logged.at, MarkKind::Command);
        }
        for (_, entry) in journal.since(self.events) {
            if let Some(kind) = mark_kind(&entry.event) {
                self.add(entry.at, kind);
            }
        }
        (self.commands, self.events) = (log.len(), journal.end_seq());
        if self.found.len() > before {
            sort::by_key(&mut self.found, |mark| (mark.at, mark.kind));
        }
    }

    fn add(&mut self, at: SimTime, kind: MarkKind) {
        let column = (at.0 * COLUMNS / self.end.0.max(1)).min(COLUMNS) as usize;
        let place = kind as usize * (COLUMNS as usize + 1) + column;
        if !std::mem::replace(&mut self.taken[place], true) {
            let x = share(at.0, self.end.0).min(WHOLE);
            self.found.push(Mark { at, x, kind });
        }
    }
}

fn mark_kind(event: &Event) -> Option<MarkKind> {
    match event {
        Event::TaskStatus { end: Some(end), .. } if end.failed => Some(MarkKind::Failure),
        Event::TaskCreated { .. }
        | Event::TaskStatus { .. }
        | Event::InstanceTerminated(_)
        | Event::Rollout(..)
        | Event::TaskSet(..)
        | Event::Scaling(_)
        | Event::Scheduled(..)
        | Event::DesiredCount(..)
        | Event::ServiceSaid { .. } => Some(MarkKind::Event),
        Event::ClusterCreated(_)
        | Event::ClusterDeleted(_)
        | Event::ClusterSettled(_)
        | Event::DefinitionRegistered(_)
        | Event::DefinitionDeregistered(_)
        | Event::DefinitionDeletionAsked(_)
        | Event::DefinitionDeleted(_)
        | Event::AgentUpdate(..)
        | Event::InstanceRegistered(_)
        | Event::InstanceStatus(..)
        | Event::SpotNotice(_)
        | Event::InstanceConnected(..)
        | Event::InstanceHealth(..)
        | Event::TaskStopRequested { .. }
        | Event::TaskProtection(..)
        | Event::TaskForgotten(_)
        | Event::Container { .. }
        | Event::ContainerHealth(..)
        | Event::Target(..)
        | Event::ServiceCreated(_)
        | Event::ServiceUpdated(_)
        | Event::ServiceStatus(..)
        | Event::DeploymentStarted(..)
        | Event::DeploymentRemoved(..)
        | Event::DaemonConstraintViolated(..)
        | Event::Set(_)
        | Event::SurroundingsDeclared
        | Event::FaultInjected(_)
        | Event::FaultCleared(_) => None,
    }
}

fn lanes(timeline: &Timeline, history: &History, end: SimTime) -> Vec<Lane> {
    let now = timeline.now();
    let mut rows: Vec<_> = history.running.iter().collect();
    sort::by_key(&mut rows, |(_, counts)| std::cmp::Reverse(counts.at(now)));
    rows.truncate(MOST_LANES);
    sort::by_key(&mut rows, |(id, _)| **id);
    let highest = rows.iter().flat_map(|(_, counts)| &counts.points);
    let highest = highest.map(|point| point.1).max().unwrap_or(1).max(1);
    let height = |count: i64| share(count.max(0) as u64, highest as u64);
    rows.into_iter()
        .map(|(id, counts)| {
            let stride = counts.points.len() / MOST_STEPS + 1;
            let steps = counts.points.iter().step_by(stride);
            Lane {
                name: definition_name(timeline.world(), *id),
                now: u32::try_from(counts.at(now)).unwrap_or(0),
                steps: steps
                    .map(|(at, count)| (share(at.0, end.0).min(WHOLE), height(*count)))
                    .collect(),
                end: share(timeline.horizon().0, end.0).min(WHOLE),
            }
        })
        .collect()
}

/// The moment at a place of the track, at most the horizon.
pub fn moment_at(track_end: SimTime, horizon: SimTime, place: u32) -> SimTime {
    SimTime(track_end.0.saturating_mul(u64::from(place)) / u64::from(WHOLE)).min(horizon)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_track_is_always_a_little_longer_than_the_run() {
        for seconds in [0, 57, 58, 115, 3_000, 90_000, 1_000_000] {
            let horizon = SimTime(seconds * 1_000);
            let (end, tick) = length(horizon);
            assert!(end > horizon, "{horizon}");
            assert!((2..=6).contains(&(end.0 / tick.0)), "{horizon}");
        }
        let end = SimTime(120_000);
        assert_eq!(moment_at(end, SimTime(90_000), 5_000), SimTime(60_000));
        assert_eq!(moment_at(end, SimTime(90_000), 9_999), SimTime(90_000));
    }

    #[test]
    fn marks_that_grow_are_those_that_are_looked_up_anew() {
        use crate::engine::Command;
        let mut timeline = Timeline::new(crate::model::Settings::default());
        let mut growing = Marks::default();
        for second in 0..40 {
            if second % 4 == 0 {
                let body = format!(r#"{{"clusterName": "c{second}"}}"#);
                timeline.ask(Command::new("CreateCluster", &body));
            }
            timeline.advance(Span::seconds(1), u32::MAX);
            growing.follow(&timeline);
            let mut anew = Marks::default();
            anew.follow(&timeline);
            assert_eq!(growing.found, anew.found);
        }
        assert_eq!(growing.found.len(), 10);
    }
}
