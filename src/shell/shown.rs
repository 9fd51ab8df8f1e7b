//! What the page's terminal makes of what programs write and wait for. It is a log and no grid of
//! letters: of the sequences that steer a terminal it knows those that clear, and leaves out the
//! rest. Source: ECMA-48, "Control sequences"; ESC [3J is xterm's.

use crate::sim::Span;
use crate::view::format::span;

/// A part of what a program wrote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// Text to show.
    Text(String),
    /// What the program has shown so far goes away.
    ClearsScreen,
    /// What stands above goes away too.
    ClearsAll,
}

/// Takes apart what a program wrote.
pub fn parts(written: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut text = String::new();
    let mut rest = written;
    // `ESC [J` clears the screen only behind a way to its top.
    let mut at_top = false;
    while let Some(at) = rest.find('\x1b') {
        at_top &= at == 0;
        text.push_str(&rest[..at]);
        let (sequence, behind) = sequence(&rest[at + 1..]);
        rest = behind;
        let part = match sequence {
            "[2J" => Some(Part::ClearsScreen),
            "[J" | "[0J" if at_top => Some(Part::ClearsScreen),
            "[3J" | "c" => Some(Part::ClearsAll),
            _ => None,
        };
        at_top = matches!(sequence, "[H" | "[1;1H" | "[;H");
        if let Some(part) = part {
            keep(&mut parts, &mut text);
            parts.push(part);
        }
    }
    text.push_str(rest);
    keep(&mut parts, &mut text);
    parts
}

fn keep(parts: &mut Vec<Part>, text: &mut String) {
    if !text.is_empty() {
        parts.push(Part::Text(std::mem::take(text)));
    }
}

/// A sequence without its ESC, and what comes behind it. One that is cut off goes to the end.
fn sequence(text: &str) -> (&str, &str) {
    let end = match text.chars().next() {
        Some('[') => {
            let last = text[1..].find(|c| ('@'..='~').contains(&c));
            last.map(|at| at + 2)
        }
        // A title or a link, up to BEL or ESC \.
        Some(']') => {
            let bell = text.find('\x07').map(|at| at + 1);
            let other = text.find("\x1b\\").map(|at| at + 2);
            bell.into_iter().chain(other).min()
        }
        // `(B` and its kin name sets of letters.
        Some('(' | ')' | '#' | '%') => text.char_indices().nth(2).map(|(at, _)| at),
        Some(first) => Some(first.len_utf8()),
        None => None,
    };
    text.split_at(end.unwrap_or(text.len()))
}

/// How the clock goes while a program waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clock {
    /// It ran before.
    Runs,
    /// It stands.
    Paused,
    /// It was paused, and runs until the command is over.
    RunsForIt,
}

/// What stands below a command that waits: what for, how long the command has taken, and how much
/// of the wait is over, of what length.
pub fn waits(why: &str, taken: Span, (over, whole): (Span, Span), clock: Clock) -> String {
    let passed = match why.starts_with("sleep ") && whole.0 < u64::MAX / 2 {
        true => format!("{} of {}", span(over.min(whole)), span(whole)),
        false => format!("{} so far", span(taken)),
    };
    let how = match clock {
        Clock::Runs => "",
        Clock::Paused => ", the clock is paused",
        Clock::RunsForIt => " · the clock was paused: it runs for this command, and pauses again",
    };
    format!("{why} · {passed}{how} · Ctrl C ends it")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(written: &str) -> String {
        let part = |part| match part {
            Part::Text(text) => text,
            Part::ClearsScreen => "<screen>".to_owned(),
            Part::ClearsAll => "<all>".to_owned(),
        };
        parts(written).into_iter().map(part).collect()
    }

    #[test]
    fn clears_are_found_and_the_rest_is_left_out() {
        for (written, expected) in [
            ("", ""),
            ("a\nb\n", "a\nb\n"),
            ("\x1b[H\x1b[2J\x1b[3J", "<screen><all>"),
            ("a\x1b[H\x1b[2Jb", "a<screen>b"),
            ("a\x1b[H\x1b[Jb", "a<screen>b"),
            // From the caret on there is nothing yet.
            ("a\x1b[Jb\x1b[Hc\x1b[Jd", "abcd"),
            ("\x1b[1;31mred\x1b[0m \x1b(Bü\x1b[K", "red ü"),
            ("\x1b]0;title\x07a\x1b]8;;x\x1b\\b", "ab"),
            ("\x1bcnew", "<all>new"),
            ("cut off \x1b[3", "cut off "),
            ("cut off \x1b", "cut off "),
        ] {
            assert_eq!(shown(written), expected, "{written:?}");
        }
    }

    #[test]
    fn a_wait_tells_how_much_is_left_and_what_the_clock_does() {
        let plain = |why: &str, clock| {
            let sleep = (Span(6_500), Span::seconds(300));
            waits(why, Span::seconds(9), sleep, clock).replace('\u{a0}', " ")
        };
        assert_eq!(
            plain("sleep 300", Clock::Runs),
            "sleep 300 · 6.5 s of 5 min · Ctrl C ends it"
        );
        assert_eq!(
            plain("services-stable, try 3 of 40", Clock::Paused),
            "services-stable, try 3 of 40 · 9.0 s so far, the clock is paused · Ctrl C ends it"
        );
        assert_eq!(
            plain("sleep 300", Clock::RunsForIt),
            "sleep 300 · 6.5 s of 5 min · the clock was paused: it runs for this command, and \
             pauses again · Ctrl C ends it"
        );
        let endless = (Span(6_500), Span(u64::MAX));
        let endless = waits("sleep infinity", Span::seconds(9), endless, Clock::Runs);
        assert!(endless.contains("9.0\u{a0}s so far"), "{endless}");
    }
}
