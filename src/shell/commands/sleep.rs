//! `sleep`: simulated time passes.

use crate::shell::state::{Boxed, Flow, Shell};
use crate::sim::Span;

pub fn run<'a>(shell: &'a mut Shell, arguments: &'a [String]) -> Boxed<'a, Flow> {
    Box::pin(async move {
        if arguments.is_empty() {
            shell.err("sleep: missing operand\nTry 'sleep --help' for more information.\n");
            shell.status = 1;
            return Flow::Go;
        }
        let mut whole = Span::ZERO;
        for argument in arguments {
            let Some(span) = span(argument) else {
                let text = format!(
                    "sleep: invalid time interval '{argument}'\n\
                     Try 'sleep --help' for more information.\n"
                );
                shell.err(&text);
                shell.status = 1;
                return Flow::Go;
            };
            whole = whole + span;
        }
        shell
            .outside
            .sleep(whole, &format!("sleep {}", arguments.join(" ")))
            .await;
        shell.status = 0;
        Flow::Go
    })
}

/// `30`, `0.5`, `2m`, `1h`, `infinity`; None if it is no length of time.
pub fn span(text: &str) -> Option<Span> {
    if matches!(text, "infinity" | "inf") {
        return Some(Span(u64::MAX));
    }
    let (number, unit) = match text.char_indices().last()? {
        (at, 's') => (&text[..at], 1_000),
        (at, 'm') => (&text[..at], 60_000),
        (at, 'h') => (&text[..at], 3_600_000),
        (at, 'd') => (&text[..at], 86_400_000),
        _ => (text, 1_000),
    };
    let (whole, behind) = number.split_once('.').unwrap_or((number, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if number.is_empty() || number == "." || !digits(whole) || !digits(behind) {
        return None;
    }
    let thousandths: u64 = format!("{behind:0<3}")[..3].parse().ok()?;
    let whole: u64 = if whole.is_empty() {
        0
    } else {
        whole.parse().ok()?
    };
    let millis = whole
        .saturating_mul(unit)
        .saturating_add(thousandths * unit / 1_000);
    Some(Span(millis))
}
