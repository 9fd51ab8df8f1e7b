//! Which lines a command is for.

use super::act::State;
use super::{Address, Command, Pattern, Point, To};
use crate::shell::regex::Regex;
use std::rc::Rc;

/// Whether a command is for the last line, which only what follows tells.
pub fn asks_last(command: &Command) -> bool {
    let last = |point: &Point| matches!(point, Point::Last);
    command.address.as_ref().is_some_and(|address| {
        last(&address.from) || matches!(&address.to, Some(To::Point(point)) if last(point))
    })
}

/// Whether a command is for the line under way.
pub fn applies(command: &mut Command, state: &mut State) -> bool {
    let Some(address) = &command.address else {
        return true;
    };
    within(address, &mut command.open, state) != address.not
}

/// A pattern, or the one that was asked last.
pub fn meant(pattern: &Pattern, last: &mut Option<Rc<Regex>>) -> Option<Rc<Regex>> {
    if let Some(regex) = pattern {
        *last = Some(Rc::clone(regex));
    }
    last.clone()
}

fn is_at(point: &Point, state: &mut State) -> bool {
    match point {
        Point::Line(number) => state.line == *number,
        Point::Last => state.last,
        Point::Match(pattern) => {
            let regex = meant(pattern, &mut state.regex);
            regex.is_some_and(|regex| regex.is_in(&state.space))
        }
        Point::Step(first, 0) => state.line == *first,
        Point::Step(first, step) => {
            state.line >= *first && (state.line - first).is_multiple_of(*step)
        }
    }
}

fn within(address: &Address, open: &mut Option<Option<usize>>, state: &mut State) -> bool {
    let Some(to) = &address.to else {
        return is_at(&address.from, state);
    };
    // A range from line 0 is open before the first line.
    if matches!(address.from, Point::Line(0)) && state.line == 1 && open.is_none() {
        *open = Some(None);
    }
    match *open {
        None => {
            if !is_at(&address.from, state) {
                return false;
            }
            *open = match to {
                To::More(0) => None,
                To::More(count) => Some(Some(state.line + count)),
                To::Multiple(0) => None,
                To::Multiple(of) => Some(Some(state.line + of - state.line % of)),
                To::Point(Point::Line(end)) if *end <= state.line => None,
                To::Point(Point::Line(end)) => Some(Some(*end)),
                To::Point(Point::Last) if state.last => None,
                To::Point(_) => Some(None),
            };
            true
        }
        Some(Some(end)) => {
            if state.line >= end {
                *open = None;
            }
            state.line <= end
        }
        Some(None) => {
            if let To::Point(point) = to
                && is_at(point, state)
            {
                *open = None;
            }
            true
        }
    }
}
