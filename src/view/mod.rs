//! What a screen shows, as plain structs worked out from the timeline.
//!
//! Everything here is pure and tested natively: time comes in, text and whole numbers go out.
//! Places and shares are in ten-thousandths ([`WHOLE`]) of what they belong to.
//!
//! Absent here: the browser, and any memory of what was shown before (but for [`history`], which
//! keeps counted what the journal has told, and [`crowd`], which keeps what does not change).

pub mod assist;
pub mod board;
pub mod capacity;
pub mod chart;
pub mod cli;
pub mod cost;
pub mod crowd;
pub mod demand;
pub mod eventbridge;
pub mod events;
pub mod faults;
pub mod findings;
pub mod format;
pub mod guesses;
pub mod health;
pub mod heat;
pub mod history;
pub mod host;
pub mod instance;
pub mod positions;
pub mod prices;
pub mod rail;
pub mod reach;
pub mod revision_diff;
pub mod revisions;
pub mod rollout;
pub mod scaling;
pub mod schedules;
pub mod screen;
pub mod script;
pub mod service;
pub mod service_chart;
pub mod service_form;
pub mod sizes;
pub mod surroundings;
pub mod task;
pub mod timeline;
pub mod transcript;
pub mod why;

/// The whole of a plot, a bar or a track: shares are so many of it.
pub const WHOLE: u32 = 10_000;

/// A part of a whole in ten-thousandths; 0 where the whole is nothing.
pub fn share(part: u64, whole: u64) -> u32 {
    if whole == 0 {
        return 0;
    }
    let share = part.saturating_mul(u64::from(WHOLE)) / whole;
    u32::try_from(share).unwrap_or(u32::MAX)
}
