//! A run as text: what the export button, bug reports and share links carry.
//!
//! ```text
//! drydock 1
//! seed 1
//! start 2026-01-01T00:00:00.000Z
//! now 42000
//! 0 CreateCluster {"clusterName":"harbor"}
//! 1500 RunTask {"cluster":"harbor","taskDefinition":"web"}
//! ```

use super::command::{Command, Logged};
use super::timeline::Timeline;
use crate::lifecycle::Piece;
use crate::model::Settings;
use crate::model::network::is_region;
use crate::sim::time::{iso8601, parse_iso8601};
use crate::sim::{Calendar, SimTime, Span};
use std::fmt::{self, Write};

/// The version of the format that this build writes, and the newest that it reads.
pub const VERSION: u32 = 1;

/// The largest seed: JavaScript holds it exactly.
pub const SEED_MAX: u64 = (1 << 53) - 1;

/// The latest moment that a text may name: a simulated year.
const LATEST: SimTime = SimTime(366 * 86_400_000);

/// Timers that an import may let go off before it gives the text up.
const IMPORT_BUDGET: u32 = 20_000_000;

/// Timers of one piece of an opening: few enough for a part of a frame, also where each of them
/// starts a thousand tasks.
const PIECE: u32 = 16;

/// Why a text is no run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ImportError {
    /// It does not begin with `drydock` and a version.
    NotAnExport,
    /// It was written by a newer Drydock.
    Newer(u32),
    /// This line (from 1) cannot be read.
    BadLine(usize, String),
    /// Playing it takes longer than is allowed.
    TooLong,
}

impl fmt::Display for ImportError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ImportError::NotAnExport => {
                write!(
                    out,
                    "This is not a Drydock run: its first line is not \"drydock 1\"."
                )
            }
            ImportError::Newer(version) => write!(
                out,
                "This run was written by a newer Drydock (format {version}; this one reads up to \
                 {VERSION}). Reload the page to get the newest."
            ),
            ImportError::BadLine(line, text) => {
                write!(out, "Line {line} of the run cannot be read: {text}")
            }
            ImportError::TooLong => {
                write!(
                    out,
                    "The run is too long to be played: more than {IMPORT_BUDGET} timers."
                )
            }
        }
    }
}

impl Timeline {
    /// The run up to its horizon as text.
    pub fn export(&self) -> String {
        self.export_as(self.world().settings.permissive)
    }

    /// The same run with another setting of `permissive`.
    pub fn export_as(&self, permissive: bool) -> String {
        self.export_head(permissive) + &self.export_commands(0)
    }

    /// An export without its commands.
    pub fn export_head(&self, permissive: bool) -> String {
        let settings = &self.world().settings;
        let mut text = format!("drydock {VERSION}\n");
        let start = iso8601(settings.calendar.start_epoch_millis);
        let _ = writeln!(text, "seed {}\nstart {start}", settings.seed);
        if !settings.quotas {
            text.push_str("quotas off\n");
        }
        if permissive {
            text.push_str("permissive on\n");
        }
        if settings.region != Settings::default().region {
            let _ = writeln!(text, "region {}", settings.region);
        }
        if self.horizon() > self.now() {
            let _ = writeln!(text, "horizon {}", self.horizon().0);
        }
        let _ = writeln!(text, "now {}", self.now().0);
        text
    }

    /// The lines of an export for the commands of the log, without this many of the first.
    pub fn export_commands(&self, from: usize) -> String {
        let mut text = String::new();
        for Logged { at, command } in self.log().iter().skip(from) {
            let _ = writeln!(text, "{} {} {}", at.0, command.action, command.body);
        }
        text
    }

    /// Reads an exported run and plays it to the moment at which it was exported.
    pub fn import(text: &str) -> Result<Timeline, ImportError> {
        let mut opening = Opening::read(text)?;
        while !opening.play()? {}
        Ok(opening.finish())
    }
}

/// An exported run on its way to the moment at which it was exported, played piece by piece.
#[derive(Debug)]
pub struct Opening {
    timeline: Timeline,
    now: SimTime,
    /// Whether it was at its horizon, and is on its way back.
    back: bool,
    /// Timers that may still go off.
    left: u32,
}

impl Opening {
    /// Reads an exported run; nothing of it is played yet.
    pub fn read(text: &str) -> Result<Opening, ImportError> {
        let mut lines = text
            .lines()
            .enumerate()
            .map(|(index, line)| (index + 1, line.trim()));
        let (_, first) = lines.next().unwrap_or_default();
        let version = first
            .strip_prefix("drydock ")
            .ok_or(ImportError::NotAnExport)?;
        let version: u32 = version
            .trim()
            .parse()
            .map_err(|_| ImportError::NotAnExport)?;
        if version > VERSION {
            return Err(ImportError::Newer(version));
        }
        let mut run = Read::default();
        for (number, line) in lines.filter(|(_, line)| !line.is_empty()) {
            run.line(line)
                .ok_or_else(|| ImportError::BadLine(number, shortened(line)))?;
        }
        Ok(run.opening())
    }

    /// Plays on for some timers, at most up to the next command. True once the run has been to its
    /// horizon, and from there to its moment.
    pub fn play(&mut self) -> Result<bool, ImportError> {
        let horizon = self.timeline.horizon();
        let (to, seen) = (
            if self.back { self.now } else { horizon },
            self.timeline.seen(),
        );
        if self.timeline.play_piece(to, Piece::of_timers(PIECE)) {
            if self.back || self.now == to {
                return Ok(true);
            }
            self.back = true;
            self.timeline.set_out(self.now);
        } else if self.timeline.seen() == seen {
            self.left = self.left.checked_sub(PIECE).ok_or(ImportError::TooLong)?;
        }
        Ok(false)
    }

    /// How much of its time is played, in hundredths.
    pub fn percent(&self) -> u32 {
        if self.back {
            return 100;
        }
        let all = self.timeline.horizon().0.max(1);
        (self.timeline.now().0 * 100 / all) as u32
    }

    /// The run at its moment. What is not played yet is played at once.
    pub fn finish(mut self) -> Timeline {
        while self.play().is_ok_and(|done| !done) {}
        self.timeline
    }
}

fn shortened(line: &str) -> String {
    if line.chars().count() <= 80 {
        return line.to_owned();
    }
    line.chars().take(80).chain(['…']).collect()
}

/// What has been read of a text so far.
#[derive(Default)]
struct Read {
    settings: Settings,
    now: SimTime,
    horizon: SimTime,
    log: Vec<Logged>,
}

impl Read {
    fn line(&mut self, line: &str) -> Option<()> {
        let (word, rest) = line.split_once(' ')?;
        match word {
            "seed" => self.settings.seed = rest.parse().ok().filter(|seed| *seed <= SEED_MAX)?,
            "start" => {
                let start_epoch_millis = parse_iso8601(rest)?;
                self.settings.calendar = Calendar { start_epoch_millis };
            }
            "quotas" => self.settings.quotas = rest != "off",
            "permissive" => self.settings.permissive = rest == "on",
            "region" => self.settings.region = is_region(rest).then(|| rest.into())?,
            "now" => self.now = moment(rest)?,
            "horizon" => self.horizon = moment(rest)?,
            at => {
                let at = moment(at)?;
                let (action, body) = rest.split_once(' ')?;
                let ordered = self.log.last().is_none_or(|last| last.at <= at);
                let command = Command::new(action, body);
                ordered.then(|| self.log.push(Logged { at, command }))?;
            }
        }
        Some(())
    }

    fn opening(self) -> Opening {
        let last = self.log.last().map_or(SimTime::START, |logged| logged.at);
        let horizon = self.horizon.max(self.now).max(last);
        Opening {
            timeline: Timeline::with_log(self.settings, self.log, horizon),
            now: self.now,
            back: false,
            left: IMPORT_BUDGET,
        }
    }
}

fn moment(text: &str) -> Option<SimTime> {
    text.parse().ok().map(SimTime).filter(|at| *at <= LATEST)
}

/// A span in which a run may be advanced by one call from outside: a simulated year.
pub const ADVANCE_MOST: Span = Span(LATEST.0);

#[cfg(test)]
mod tests {
    use super::*;

    /// A hundred services that begin and look at their tasks at the same moments.
    fn crowded() -> Timeline {
        let mut timeline = Timeline::new(Settings {
            permissive: true,
            quotas: false,
            ..Settings::default()
        });
        let mut ask = |action: &str, body: &str| {
            let answer = timeline.ask(Command::new(action, body));
            assert_eq!(answer.status, 200, "{}", answer.body);
        };
        ask("CreateCluster", "{}");
        ask(
            "RegisterTaskDefinition",
            r#"{"family":"a","containerDefinitions":[{"name":"a","image":"nginx","memory":8}]}"#,
        );
        for _ in 0..2 {
            ask(
                "Drydock.AddInstances",
                r#"{"instanceType":"m5.large","count":9}"#,
            );
        }
        for nth in 0..100 {
            let body =
                format!(r#"{{"serviceName":"s{nth}","taskDefinition":"a","desiredCount":3}}"#);
            ask("CreateService", &body);
        }
        timeline.advance(Span::minutes(5), u32::MAX);
        timeline.ask(Command::new(
            "DeleteService",
            r#"{"service":"s7","force":true}"#,
        ));
        timeline.advance(Span::minutes(5), u32::MAX);
        timeline
    }

    #[test]
    fn a_run_that_is_opened_piece_by_piece_is_the_same_run() {
        let mut timeline = crowded();
        for moment in [SimTime(600_000), SimTime(300_000), SimTime(123_456)] {
            timeline.seek(moment);
            let text = timeline.export();
            let mut opening = Opening::read(&text).expect("an export");
            let (mut pieces, mut before) = (0, 0);
            while !opening.play().expect("it is short") {
                assert!(opening.percent() >= before);
                (pieces, before) = (pieces + 1, opening.percent());
            }
            assert!(pieces > 100, "{pieces}");
            let again = opening.finish();
            assert!(again.sim() == timeline.sim());
            assert_eq!(again.journal_hash(), timeline.journal_hash());
            assert_eq!(again.export(), text);
            let unplayed = Opening::read(&text).expect("an export").finish();
            assert!(unplayed.sim() == timeline.sim());
        }
    }
}
