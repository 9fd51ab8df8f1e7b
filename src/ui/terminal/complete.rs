//! Tab: completes the word before the caret as far as it is certain, and tells of the rest.

use super::super::run;
use super::desk::with_session;
use super::line::Line;
use crate::shell::complete::Completion;
use crate::shell::names::complete_aws;

/// Offers that are told of at most.
const MOST_TOLD: usize = 24;

/// Completes the word before the caret; gives what is told about it.
pub fn complete(line: &mut Line) -> String {
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
    match texts.len() {
        0 => "Nothing completes this".to_owned(),
        1 => String::new(),
        number => told(&texts, number),
    }
}

fn completion(text: &str, caret: usize) -> Completion {
    let found = with_session(|session| session.complete(text, caret));
    match found.aws {
        Some(start) => run::with(|run| complete_aws(text, start, caret, run.world())),
        None => found,
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

fn told(texts: &[&str], number: usize) -> String {
    let shown: Vec<&str> = texts
        .iter()
        .take(MOST_TOLD)
        .map(|text| text.trim())
        .collect();
    let more = match number - shown.len() {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    format!("{}{more}", shown.join("  "))
}
