//! Step charts: amounts over time, each in a lane of its own, as outlines to draw and as a table to
//! read.

use super::format::{self, tenths};
use super::{WHOLE, share};
use crate::sim::SimTime;

/// The height of a lane's drawing; its width is [`WHOLE`].
pub const HEIGHT: u32 = 24;

/// The room above the highest step.
const HEADROOM: u32 = 2;

/// The most moments that the table has.
const MOST_ROWS: usize = 12;

/// Amounts from a moment on.
pub type Steps = Vec<(SimTime, u32)>;

/// One amount over time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lane {
    /// What it is.
    pub name: String,
    /// The amount now, in words.
    pub now: String,
    /// The outline of the area below the steps.
    pub area: String,
    /// A second line beside it, such as what was wanted; empty where there is none.
    pub line: String,
}

/// Lanes over the same time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Chart {
    /// What it shows.
    pub title: &'static str,
    /// What the second line is, where there is one.
    pub beside: &'static str,
    /// Where it begins, in words.
    pub from: String,
    /// Where it ends, in words.
    pub to: String,
    /// The lanes.
    pub lanes: Vec<Lane>,
    /// The same as a table: moments, and for each the amount of each lane.
    pub rows: Vec<(String, Vec<String>)>,
}

/// What a lane is drawn from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Amounts {
    /// What it is.
    pub name: String,
    /// The amounts, ascending in time.
    pub steps: Steps,
    /// The second line; empty where there is none.
    pub beside: Steps,
    /// What fills the height; at least 1.
    pub top: u32,
    /// What stands behind a number.
    pub unit: &'static str,
    /// What 0 is called where there is nothing to measure; empty where it is a number.
    pub nothing: &'static str,
}

impl Amounts {
    /// An amount in words.
    fn words(&self, amount: u32, unit: &str) -> String {
        match amount == 0 && !self.nothing.is_empty() {
            true => self.nothing.to_owned(),
            false => format!("{}{unit}", format::number(u64::from(amount))),
        }
    }

    /// What it is at a moment, in words.
    fn said(&self, moment: SimTime, unit: &str) -> String {
        let amount = at(&self.steps, moment);
        match self.beside.is_empty() {
            true => self.words(amount, unit),
            false => {
                let beside = self.words(at(&self.beside, moment), unit);
                format!("{} of {beside}", self.words(amount, ""))
            }
        }
    }
}

/// The chart of these amounts from one moment to another.
pub fn chart(
    title: &'static str,
    beside: &'static str,
    (from, to): (SimTime, SimTime),
    amounts: &[Amounts],
) -> Chart {
    let lanes = amounts.iter().map(|row| Lane {
        name: row.name.clone(),
        now: row.said(to, row.unit),
        area: area(&row.steps, row.top, from, to),
        line: line(&row.beside, row.top, from, to),
    });
    Chart {
        title,
        beside,
        from: format::axis(from),
        to: format::axis(to),
        lanes: lanes.collect(),
        rows: rows(amounts, from, to),
    }
}

/// The amount at a moment; 0 before the first.
pub fn at(steps: &Steps, moment: SimTime) -> u32 {
    let after = steps.partition_point(|step| step.0 <= moment);
    after.checked_sub(1).map_or(0, |last| steps[last].1)
}

/// Steps without those that change nothing.
pub fn changes(steps: impl Iterator<Item = (SimTime, u32)>) -> Steps {
    let mut kept: Steps = Vec::new();
    for step in steps {
        if kept.last().is_none_or(|last| last.1 != step.1) {
            kept.push(step);
        }
    }
    kept
}

fn x(at: SimTime, from: SimTime, to: SimTime) -> u32 {
    share(at.since(from).0, to.since(from).0).min(WHOLE)
}

/// The height of an amount from above, in tenths.
fn y(amount: u32, top: u32) -> String {
    let room = u64::from(HEIGHT - HEADROOM) * 10;
    let height = u64::from(amount.min(top)) * room / u64::from(top.max(1));
    let height = u32::try_from(height).unwrap_or(0);
    tenths(HEIGHT * 10 - height)
}

fn area(steps: &Steps, top: u32, from: SimTime, to: SimTime) -> String {
    let mut path = format!("M0 {HEIGHT}V{}", y(at(steps, from), top));
    steps_into(&mut path, steps, top, from, to);
    path.push_str(&format!("H{WHOLE}V{HEIGHT}Z"));
    path
}

fn line(steps: &Steps, top: u32, from: SimTime, to: SimTime) -> String {
    if steps.is_empty() {
        return String::new();
    }
    let mut path = format!("M0 {}", y(at(steps, from), top));
    steps_into(&mut path, steps, top, from, to);
    path.push_str(&format!("H{WHOLE}"));
    path
}

fn steps_into(path: &mut String, steps: &Steps, top: u32, from: SimTime, to: SimTime) {
    for (moment, amount) in steps.iter().filter(|step| step.0 > from && step.0 <= to) {
        path.push_str(&format!("H{}V{}", x(*moment, from, to), y(*amount, top)));
    }
}

/// The moments at which something changes; where these are many, even distances, and the end.
fn rows(amounts: &[Amounts], from: SimTime, to: SimTime) -> Vec<(String, Vec<String>)> {
    let mut moments: Vec<SimTime> = vec![from];
    for steps in amounts.iter().flat_map(|row| [&row.steps, &row.beside]) {
        moments.extend(steps.iter().map(|step| step.0));
    }
    moments.retain(|at| (from..=to).contains(at));
    crate::sim::sort::sort(&mut moments);
    moments.dedup();
    if moments.len() > MOST_ROWS {
        let part = to.since(from).0 / (MOST_ROWS as u64 - 1);
        moments = (0..MOST_ROWS as u64)
            .map(|nth| SimTime(from.0 + nth * part))
            .collect();
    }
    let row = |moment: SimTime| {
        let cells = amounts.iter().map(|row| row.said(moment, "")).collect();
        (format::axis(moment), cells)
    };
    moments.into_iter().map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seconds(steps: &[(u64, u32)]) -> Steps {
        let steps = steps.iter();
        steps
            .map(|(at, amount)| (SimTime(at * 1_000), *amount))
            .collect()
    }

    #[test]
    fn steps_become_outlines_and_rows() {
        let amounts = [Amounts {
            name: "web".to_owned(),
            steps: seconds(&[(0, 50), (30, 100)]),
            beside: seconds(&[(0, 100)]),
            top: 100,
            unit: " units",
            nothing: "",
        }];
        let chart = chart("CPU", "wanted", (SimTime(0), SimTime(60_000)), &amounts);
        let lane = &chart.lanes[0];
        assert_eq!(lane.area, "M0 24V13.0H5000V2.0H10000V24Z");
        assert_eq!(lane.line, "M0 2.0H10000");
        assert_eq!(lane.now, "100 of 100 units");
        let row = |at: &str, cell: &str| (at.to_owned(), vec![cell.to_owned()]);
        assert_eq!(
            chart.rows,
            [row("00:00", "50 of 100"), row("00:30", "100 of 100")]
        );
        assert_eq!((&*chart.from, &*chart.to), ("00:00", "01:00"));
    }

    #[test]
    fn a_window_begins_with_what_was_before_it() {
        let amounts = [Amounts {
            steps: seconds(&[(0, 1), (5, 2), (90, 9)]),
            top: 2,
            ..Amounts::default()
        }];
        let chart = chart("tasks", "", (SimTime(10_000), SimTime(60_000)), &amounts);
        assert_eq!(chart.lanes[0].area, "M0 24V2.0H10000V24Z");
        assert_eq!((&*chart.lanes[0].now, &*chart.lanes[0].line), ("2", ""));
        assert_eq!(chart.rows.len(), 1);
    }

    #[test]
    fn a_table_stays_short() {
        let amounts = [Amounts {
            steps: changes((0..500).map(|at| (SimTime(at * 1_000), at as u32 / 2))),
            top: 250,
            ..Amounts::default()
        }];
        assert_eq!(amounts[0].steps.len(), 250);
        let chart = chart("tasks", "", (SimTime(0), SimTime(499_000)), &amounts);
        assert_eq!(chart.rows.len(), MOST_ROWS);
        assert_eq!(chart.rows[0].1, ["0"]);
    }
}
