//! Tab: completes the word before the caret as far as it is certain, and tells of the rest.

use super::super::run;
use super::desk::with_session;
use super::line::Line;
use crate::shell::complete::Completion;
use crate::shell::names::{complete_aws, complete_own};

/// Offers that are told of at most.
const MOST_TOLD: usize = 24;

/// What is told about a completion.
pub struct Told {
    /// In words, or offers side by side.
    pub text: String,
    /// Whether it is offers.
    pub offers: bool,
}

/// Completes the word before the caret; gives what is told about it.
pub fn complete(line: &mut Line) -> Told {
    let text = line.text();
    let caret = String::from_utf16_lossy(&line.text[..line.caret]).len();
    let Completion { from, offers, .. } = completion(&text, caret);
    let texts: Vec<&str> = offers.iter().map(|offer| offer.text.as_str()).collect();
    let common = common_start(&texts);
    let typed = text.get(from..caret).unwrap_or_default();
    if common.len() > typed.trim_start_matches(['\'', '"']).len() {
        let from = text[..from].encode_utf16().count();
        line.replace_before(from, common);
    }
    let text = match texts.len() {
        0 => "Nothing completes this".to_owned(),
        1 => String::new(),
        number => told(&texts, number),
    };
    Told {
        text,
        offers: texts.len() > 1,
    }
}

fn completion(text: &str, caret: usize) -> Completion {
    let found = with_session(|session| session.complete(text, caret));
    match (found.aws, found.own) {
        (Some(start), _) => run::with(|run| complete_aws(text, start, caret, run.world())),
        (None, Some(start)) => run::with(|run| complete_own(text, start, caret, run.world())),
        (None, None) => found,
    }
}

/// What all offers begin with.
fn common_start<'a>(texts: &[&'a str]) -> &'a str {
    let Some((first, rest)) = texts.split_first() else {
        return "";
    };
    let ends = first.char_indices().map(|(at, c)| at + c.len_utf8());
    let shared = |end: &usize| rest.iter().all(|text| text.starts_with(&first[..*end]));
    let end = ends.take_while(shared).last().unwrap_or(0);
    &first[..end]
}

/// The offers, each as wide as the widest: where the lines wrap, they stand in columns.
fn told(texts: &[&str], number: usize) -> String {
    let shown = texts.iter().take(MOST_TOLD).map(|text| text.trim());
    let shown: Vec<&str> = shown.collect();
    let widest = shown.iter().map(|text| text.chars().count()).max();
    let width = widest.unwrap_or(0) + 2;
    let mut told = String::new();
    for text in &shown {
        told.push_str(&format!("{text:width$}"));
    }
    match number - shown.len() {
        0 => told.trim_end().to_owned(),
        more => format!("{told}and {more} more"),
    }
}
