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
        run.play()
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

    fn play(self) -> Result<Timeline, ImportError> {
        let last = self.log.last().map_or(SimTime::START, |logged| logged.at);
        let horizon = self.horizon.max(self.now).max(last);
        let mut timeline = Timeline::with_log(self.settings, self.log, horizon);
        let span = horizon.since(SimTime::START);
        if timeline.advance(span, IMPORT_BUDGET) < span {
            return Err(ImportError::TooLong);
        }
        timeline.seek(self.now);
        Ok(timeline)
    }
}

fn moment(text: &str) -> Option<SimTime> {
    text.parse().ok().map(SimTime).filter(|at| *at <= LATEST)
}

/// A span in which a run may be advanced by one call from outside: a simulated year.
pub const ADVANCE_MOST: Span = Span(LATEST.0);
