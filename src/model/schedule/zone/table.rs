//! The table of the time zones, `zones.txt`.
//!
//! A line has a rule and the names of the zones that have it. Of a name that begins with `/` the
//! area is that of the name before it. Lines that begin with `#` are for readers.
//!
//! Behind an `@` a rule has what comes before it holds: the offset at the start of 2026, and each
//! change, hours since the one before (the first: since 1970) and the new offset, in minutes east
//! of UTC: `<+00>0@60,491978:0`. The last is the one from which the rule holds.

use super::Zone;
use super::posix::Rule;
use std::sync::Arc;

const TABLE: &str = include_str!("zones.txt");

/// Milliseconds.
const HOUR: u64 = 3_600_000;

/// The zone of a name.
pub(super) fn find(name: &str) -> Option<Zone> {
    let (rule, _) = lines().find(|(_, names)| full(names).any(|one| one == name))?;
    let (rule, listed) = rule.split_once('@').unwrap_or((rule, ""));
    Some(Zone {
        rule: rule.parse::<Rule>().ok()?,
        changes: changes(listed)?,
    })
}

/// All names, in the order of the table.
pub(super) fn names() -> impl Iterator<Item = String> {
    lines().flat_map(|(_, names)| full(names))
}

/// Rules, and the names behind them.
fn lines() -> impl Iterator<Item = (&'static str, &'static str)> {
    let lines = TABLE.lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(|line| line.split_once(' '))
}

fn full(names: &'static str) -> impl Iterator<Item = String> {
    let mut area = "";
    names
        .split(' ')
        .map(move |name| match name.strip_prefix('/') {
            Some(rest) => format!("{area}/{rest}"),
            None => {
                area = name.rsplit_once('/').map_or("", |(area, _)| area);
                name.to_owned()
            }
        })
}

/// Each change: from when on, in milliseconds since 1970, and the offset in seconds.
fn changes(listed: &str) -> Option<Arc<[(u64, i64)]>> {
    let mut hours = 0;
    let mut found = Vec::new();
    for word in listed.split(',').filter(|word| !word.is_empty()) {
        let (step, offset) = word.split_once(':').unwrap_or(("0", word));
        hours += step.parse::<u64>().ok()?;
        found.push((hours * HOUR, offset.parse::<i64>().ok()? * 60));
    }
    Some(found.into())
}
