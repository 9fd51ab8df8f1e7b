//! The clock that a shell goes by: that of the zone in `$TZ`, else UTC.

use crate::model::schedule::zone::{Shown, Zone};
use crate::shell::state::Shell;

/// A moment by the clock of a zone.
#[derive(Clone, Debug)]
pub struct Moment {
    /// In milliseconds since 1970.
    pub at: u64,
    /// What the clock shows, as milliseconds since 1970.
    pub local: u64,
    /// Seconds east of Greenwich.
    pub offset: i64,
    /// The zone's name then, such as `CEST`.
    pub name: String,
}

/// A clock.
#[derive(Clone, Debug)]
pub struct Clock(Zone);

impl Clock {
    /// That of UTC.
    pub fn utc() -> Clock {
        Clock(Zone::utc())
    }

    /// That of `$TZ`, where programs get to see it.
    pub fn of(shell: &Shell) -> Clock {
        let seen = shell.variables.get("TZ").filter(|row| row.exported);
        let text = seen.and_then(|row| row.value.as_ref()?.text());
        text.map_or_else(Clock::utc, Clock::named)
    }

    /// That of a value of `$TZ`: the name of a zone or of its file, or a rule. Of what is neither
    /// the C library takes the letters at the start for the name of UTC.
    pub fn named(text: &str) -> Clock {
        let text = text.strip_prefix(':').unwrap_or(text);
        let name = text.strip_prefix("/usr/share/zoneinfo/").unwrap_or(text);
        if name.is_empty() {
            return Clock::utc();
        }
        let letters = name.find(|c: char| !c.is_ascii_alphabetic());
        let letters = &name[..letters.unwrap_or(name.len())];
        let named = || Zone::of_rule(&format!("{letters}0"));
        let zone = Zone::named(name)
            .or_else(|| Zone::of_rule(name))
            .or_else(named);
        Clock(zone.unwrap_or_else(Zone::utc))
    }

    /// A moment by this clock, in milliseconds since 1970.
    pub fn shows(&self, at: u64) -> Moment {
        let local = self.0.local(at);
        Moment {
            at,
            local,
            offset: (local as i64 - at as i64) / 1_000,
            name: self.0.abbreviation(at),
        }
    }

    /// When it shows a time, both in milliseconds since 1970: the second time of two, and what it
    /// shows instead of what is left out. Source: GNU coreutils, date(1), by behaviour.
    pub fn when(&self, local: u64) -> u64 {
        match self.0.when(local) {
            Shown::Once(at) | Shown::Never(at) => at,
            Shown::Twice(at) => self.0.again(at),
        }
    }

    /// Whether it never shows a time, since it is put forward then.
    pub fn skips(&self, local: u64) -> bool {
        matches!(self.0.when(local), Shown::Never(_))
    }
}
