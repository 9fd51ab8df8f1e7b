//! What the page itself answers for: commands of Drydock's own.

use super::super::run;
use super::super::state::{Column, Page};
use super::pulse::pulse;
use crate::aws::outside::Text;
use crate::view::cli::own::read;
use std::borrow::Cow;

/// The fastest that the clock can be set, in simulated seconds per second.
const FASTEST: u32 = 3_600;

/// Carries out a command of Drydock's own. The speed is the page's, all else the run's.
pub fn own(page: Page, words: &[String]) -> Text {
    let words_of: Vec<&str> = words.iter().map(String::as_str).collect();
    match words_of[..] {
        ["drydock", "speed"] => said(format!("{}\n", page.speed.get_untracked())),
        ["drydock", "speed", number] => speed(page, number),
        _ => {
            pulse(&action(&words_of));
            let (text, anew) = run::carry_out(words);
            if anew {
                page.selection.set(None);
                page.column.set(Column::Inspect);
            }
            page.refresh();
            text
        }
    }
}

/// What the way to a moment ends with: the moment, and whether it is the one that was meant.
pub fn came(done: bool) -> Text {
    let now = run::with(|timeline| timeline.now());
    match done {
        true => said(format!("{now}\n")),
        false => Text {
            code: 1,
            out: String::new(),
            err: format!("drydock: cancelled at {now}\n"),
        },
    }
}

/// The action that a command is; empty where it is none, or none that can be.
fn action<'w>(words: &[&'w str]) -> Cow<'w, str> {
    match words {
        ["drydock", "call", action, ..] => format!("Drydock.{action}").into(),
        ["drydock", rest @ ..] => match read(rest) {
            Some(Ok(said)) => said.action.into(),
            Some(Err(_)) | None => "".into(),
        },
        _ => "".into(),
    }
}

fn said(out: String) -> Text {
    Text {
        out,
        ..Text::default()
    }
}

fn speed(page: Page, number: &str) -> Text {
    let wanted = number.trim_end_matches(['x', '×']).parse().ok();
    match wanted.filter(|speed| (1..=FASTEST).contains(speed)) {
        Some(speed) => {
            page.speed.set(speed);
            Text::default()
        }
        None => Text {
            code: 1,
            out: String::new(),
            err: format!("drydock: `{number}` is no speed: 1 to {FASTEST}\n"),
        },
    }
}
