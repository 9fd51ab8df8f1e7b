//! `curl --retry`: what is tried again, and how long is waited before. Source: curl(1), "--retry"
//! and its kin; the words are those of curl 7.88.

use super::options::Options;
use super::{HTTP_ERROR, NOT_CONNECTED, Outcome, TIMED_OUT, UNKNOWN_HOST};
use crate::sim::Span;

/// Answers that may be others a moment later.
const PASSING: [u16; 6] = [408, 429, 500, 502, 503, 504];

/// The longest wait without `--retry-delay`.
const PAUSE_MOST: Span = Span::minutes(10);

/// Why a request is made again, in curl's words; none if it is not.
pub fn reason(options: &Options, outcome: &Outcome) -> Option<&'static str> {
    match outcome.code {
        TIMED_OUT | UNKNOWN_HOST => Some(" : timeout"),
        NOT_CONNECTED if options.retry_refused => Some(" : connection refused"),
        0 | HTTP_ERROR if PASSING.contains(&outcome.status) => Some(" : HTTP error"),
        0 => None,
        _ => options.retry_all.then_some(" (retrying all errors)"),
    }
}

/// How often and how fast a request is made again.
pub struct Retries {
    left: u64,
    pause: Span,
    doubles: bool,
}

impl Retries {
    pub fn new(options: &Options) -> Retries {
        // A delay of nothing is none given.
        let delay = options.retry_delay.filter(|delay| *delay > Span::ZERO);
        Retries {
            left: options.retries,
            pause: delay.unwrap_or(Span::seconds(1)),
            doubles: delay.is_none(),
        }
    }

    /// The wait before the next try, with curl's warning; none if there is none left.
    pub fn next(&mut self, reason: &str) -> Option<(Span, String)> {
        let (left, pause) = (self.left, self.pause);
        self.left = left.checked_sub(1)?;
        if self.doubles {
            self.pause = (pause + pause).min(PAUSE_MOST);
        }
        let seconds = pause.0 / 1_000;
        let warning = format!(
            "Warning: Problem{reason}. Will retry in {seconds} seconds. {left} retries left.\n"
        );
        Some((pause, warning))
    }
}
