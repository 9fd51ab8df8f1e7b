//! How a string is written so that it stays one.

/// With or without quotes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    Plain,
    Single,
    Double,
}

/// Longer keys stand behind a `?`, in bytes.
const LONGEST_KEY: usize = 128;

/// Whether a name may stand before a colon.
pub fn fits_key(text: &str) -> bool {
    text.len() <= LONGEST_KEY && !text.contains(is_break)
}

/// The plainest style.
pub fn style(text: &str) -> Style {
    let letters: Vec<char> = text.chars().collect();
    if !is_simple(&letters) {
        return Style::Double;
    }
    let at_edge = |letter: Option<&char>| letter.is_some_and(|one| *one == ' ' || is_break(*one));
    let is_loose = at_edge(letters.first()) || at_edge(letters.last());
    let is_multiline = letters.iter().any(|letter| is_break(*letter));
    match is_loose || is_multiline || has_sign(&letters) || means_else(text) {
        true => Style::Single,
        false => Style::Plain,
    }
}

fn is_break(letter: char) -> bool {
    matches!(letter, '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// What may stand in a text without an escape.
pub fn is_printable(letter: char) -> bool {
    matches!(letter, '\n' | ' '..='~' | '\u{a0}'..='\u{fffd}') && letter != '\u{feff}'
}

/// Whether single quotes can hold it: all is printable, and no blank touches a line's end.
fn is_simple(letters: &[char]) -> bool {
    let touches = |pair: &[char]| match pair {
        [left, right] => *left == ' ' && is_break(*right) || is_break(*left) && *right == ' ',
        _ => false,
    };
    letters.iter().all(|letter| is_printable(*letter)) && !letters.windows(2).any(touches)
}

/// Whether something in it has a meaning of its own.
fn has_sign(letters: &[char]) -> bool {
    let is_blank = |letter: Option<&char>| {
        letter.is_none_or(|one| matches!(one, ' ' | '\t' | '\0') || is_break(*one))
    };
    let starts = |mark: &[char]| letters.starts_with(mark);
    if starts(&['-', '-', '-']) || starts(&['.', '.', '.']) {
        return true;
    }
    letters.iter().enumerate().any(|(index, letter)| {
        let followed = is_blank(letters.get(index + 1));
        match letter {
            '#' | ',' | '[' | ']' | '{' | '}' | '&' | '*' | '!' | '|' | '>' | '\'' | '"' | '%'
            | '@' | '`'
                if index == 0 =>
            {
                true
            }
            '?' | '-' => index == 0 && followed,
            ':' => followed,
            '#' => is_blank(letters.get(index - 1)),
            _ => false,
        }
    })
}

/// Whether it would be read as something else than a string.
fn means_else(text: &str) -> bool {
    const WORDS: &[&str] = &[
        "", "~", "null", "Null", "NULL", "true", "True", "TRUE", "false", "False", "FALSE", "=",
        "<<", ".nan", ".NaN", ".NAN",
    ];
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    let is_infinite = matches!(unsigned, ".inf" | ".Inf" | ".INF");
    WORDS.contains(&text)
        || is_infinite
        || is_whole(unsigned)
        || is_float(unsigned)
        || is_date(text)
}

fn all(text: &str, inside: impl Fn(u8) -> bool) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte == b'_' || inside(byte))
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_whole(text: &str) -> bool {
    if !text.starts_with(|first: char| first.is_ascii_digit()) {
        return false;
    }
    let based = |prefix: &str, inside: fn(u8) -> bool| {
        text.strip_prefix(prefix)
            .is_some_and(|digits| all(digits, inside))
    };
    all(text, |byte| byte.is_ascii_digit())
        || based("0b", |byte| matches!(byte, b'0' | b'1'))
        || based("0o", |byte| matches!(byte, b'0'..=b'7'))
        || based("0x", |byte| byte.is_ascii_hexdigit())
}

fn is_float(text: &str) -> bool {
    let (number, exponent) = match text.split_once(['e', 'E']) {
        Some((number, exponent)) => (number, Some(exponent)),
        None => (text, None),
    };
    let signed = exponent.is_some_and(|exponent| exponent.starts_with(['-', '+']));
    let has_power = exponent
        .is_none_or(|exponent| is_digits(exponent.strip_prefix(['-', '+']).unwrap_or(exponent)));
    let digits = |text: &str| text.is_empty() || all(text, |byte| byte.is_ascii_digit());
    let first = number.starts_with(|first: char| first.is_ascii_digit());
    match number.split_once('.') {
        Some(("", behind)) => {
            has_power && !behind.is_empty() && digits(behind) && (exponent.is_none() || signed)
        }
        Some((before, behind)) => has_power && first && digits(before) && digits(behind),
        None => has_power && exponent.is_some() && first && digits(number),
    }
}

/// `2026-01-01`, or with a time of day behind it.
fn is_date(text: &str) -> bool {
    let at = text.find(['T', 't', ' ', '\t']).unwrap_or(text.len());
    let (date, clock) = text.split_at(at);
    let parts: Vec<&str> = date.split('-').collect();
    let [year, month, day] = parts[..] else {
        return false;
    };
    let short = |part: &str| is_digits(part) && part.len() <= 2;
    if !is_digits(year) || year.len() != 4 || !short(month) || !short(day) {
        return false;
    }
    if clock.is_empty() {
        return month.len() == 2 && day.len() == 2;
    }
    let clock = match clock.strip_prefix(['T', 't']) {
        Some(clock) => clock,
        None => clock.trim_start_matches([' ', '\t']),
    };
    let end = clock.find(['Z', '+', '-', ' ', '\t']);
    let (clock, zone) = clock.split_at(end.unwrap_or(clock.len()));
    is_clock(clock) && is_zone(zone.trim_start_matches([' ', '\t']))
}

fn is_clock(clock: &str) -> bool {
    let (whole, fraction) = clock.split_once('.').unwrap_or((clock, ""));
    let parts: Vec<&str> = whole.split(':').collect();
    let [hour, minute, second] = parts[..] else {
        return false;
    };
    let two = |part: &str| is_digits(part) && part.len() == 2;
    let hour = is_digits(hour) && hour.len() <= 2;
    hour && two(minute) && two(second) && (fraction.is_empty() || is_digits(fraction))
}

fn is_zone(zone: &str) -> bool {
    let Some(offset) = zone.strip_prefix(['+', '-']) else {
        return zone.is_empty() || zone == "Z";
    };
    let (hours, minutes) = offset.split_once(':').unwrap_or((offset, "00"));
    is_digits(hours) && hours.len() <= 2 && is_digits(minutes) && minutes.len() == 2
}
