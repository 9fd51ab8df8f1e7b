//! Cuts a run that fails down to a short one that still does.

use super::{Step, play};
use drydock::engine::{Logged, Timeline};
use drydock::model::Settings;
use drydock::sim::{SimTime, Span};
use std::fmt::Write;

/// How often a run is tried again at most.
const TRIES: usize = 400;

/// Leaves steps out, first many at once and then single ones, as long as something breaks.
pub fn shortest(seed: u64, mut steps: Vec<Step>, mut failure: String) -> (Vec<Step>, String) {
    let mut tries = 0;
    let mut size = steps.len().div_ceil(2);
    while size > 0 && tries < TRIES {
        let mut start = 0;
        let mut shorter = false;
        while start < steps.len() && tries < TRIES {
            let rest = without(&steps, start, size);
            tries += 1;
            match play(seed, &rest) {
                Err(text) => {
                    (steps, failure, shorter) = (rest, text, true);
                }
                Ok(()) => start += size,
            }
        }
        if !shorter || size > 1 {
            size /= 2;
        }
    }
    (steps, failure)
}

/// The steps but for some; the others keep their moments.
fn without(steps: &[Step], start: usize, size: usize) -> Vec<Step> {
    let mut rest = Vec::new();
    let mut saved = Span::ZERO;
    for (place, step) in steps.iter().enumerate() {
        if (start..start + size).contains(&place) {
            saved = Span(saved.0 + step.after.0);
            continue;
        }
        let after = Span(step.after.0 + saved.0);
        saved = Span::ZERO;
        rest.push(Step {
            after,
            command: step.command.clone(),
        });
    }
    rest
}

/// The steps as an exported run.
pub fn script(seed: u64, steps: &[Step]) -> String {
    let settings = Settings {
        seed,
        ..Settings::default()
    };
    let mut text = Timeline::new(settings).export();
    let mut at = SimTime::START;
    for step in steps {
        at += step.after;
        let logged = Logged {
            at,
            command: step.command.clone(),
        };
        // Writing to a String cannot fail.
        let _ = writeln!(
            text,
            "{} {} {}",
            logged.at.0, logged.command.action, logged.command.body
        );
    }
    text
}
