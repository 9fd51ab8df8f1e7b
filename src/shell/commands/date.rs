//! `date`: the simulated time, by the clock of `$TZ`, else in UTC.

mod moment;

use super::options::{Given, Known, read};
use crate::shell::clock::{Clock, Moment};
use crate::shell::state::Shell;
use crate::sim::time::{civil_from_days, days_from_civil, iso8601, parse_iso8601};
use moment::moment;

const KNOWN: Known = Known {
    long: &[
        ("utc", 'u'),
        ("universal", 'u'),
        ("date", 'd'),
        ("iso-8601", 'I'),
        ("rfc-3339", RFC_3339),
        ("rfc-email", 'R'),
    ],
    ..Known::new("date", "ud:I::R\u{1}:")
};

/// It has a long name only.
const RFC_3339: char = '\u{1}';

/// Precisions and their formats. Source: GNU coreutils, date(1): unambiguous beginnings do too.
type Forms = &'static [(&'static str, &'static str)];

const ISO_8601: Forms = &[
    ("hours", "%Y-%m-%dT%H%:z"),
    ("minutes", "%Y-%m-%dT%H:%M%:z"),
    ("date", "%Y-%m-%d"),
    ("seconds", "%Y-%m-%dT%H:%M:%S%:z"),
    ("ns", "%Y-%m-%dT%H:%M:%S,%N%:z"),
];
const RFC_3339_FORMS: Forms = &[
    ("date", "%Y-%m-%d"),
    ("seconds", "%Y-%m-%d %H:%M:%S%:z"),
    ("ns", "%Y-%m-%d %H:%M:%S.%N%:z"),
];

const DAYS: [&str; 7] = [
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
    "Monday",
    "Tuesday",
    "Wednesday",
];
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

const DAY: u64 = 86_400_000;

pub fn run(shell: &mut Shell, arguments: &[String]) -> u8 {
    let given = match read(shell, &KNOWN, arguments) {
        Ok(given) => given,
        Err(status) => return status,
    };
    let now = shell.outside.calendar().epoch_millis(shell.outside.now());
    let clock = match given.has('u') {
        true => Clock::utc(),
        false => Clock::of(shell),
    };
    let at = match given.value('d') {
        None => now,
        Some(text) => match moment(text, now, &clock) {
            Some(at) => at,
            None => {
                shell.err(&format!("date: invalid date '{text}'\n"));
                return 1;
            }
        },
    };
    let mut how = match named_format(&given) {
        Ok(how) => how,
        Err(message) => {
            shell.err(&format!("date: {message}\n"));
            return 1;
        }
    };
    match given.words.as_slice() {
        [] => {}
        [word] if word.starts_with('+') && how.is_some() => {
            shell.err(&format!("date: {MANY}\n"));
            return 1;
        }
        [word] if word.starts_with('+') => how = Some(&word[1..]),
        [word, ..] => {
            let reason = if given.words.len() > 1 {
                format!("extra operand '{}'", given.words[1])
            } else {
                format!("invalid date '{word}'")
            };
            shell.err(&format!("date: {reason}\n"));
            return 1;
        }
    }
    let text = format(how.unwrap_or("%a %b %e %H:%M:%S %Z %Y"), &clock.shows(at));
    shell.out(format!("{text}\n").as_bytes());
    0
}

const MANY: &str = "multiple output formats specified";

/// The format that a flag names, if one does.
fn named_format(given: &Given) -> Result<Option<&'static str>, String> {
    let mut how = None;
    for (letter, value) in &given.flags {
        let next = match *letter {
            // `-I` alone: the date.
            'I' if value.is_empty() => "%Y-%m-%d",
            'I' => precision(ISO_8601, "--iso-8601", value)?,
            RFC_3339 => precision(RFC_3339_FORMS, "--rfc-3339", value)?,
            'R' => "%a, %d %b %Y %H:%M:%S %z",
            _ => continue,
        };
        if how.replace(next).is_some() {
            return Err(MANY.to_string());
        }
    }
    Ok(how)
}

/// The format of a precision; no two of them begin alike.
fn precision(forms: Forms, flag: &str, value: &str) -> Result<&'static str, String> {
    let found = forms.iter().find(|(name, _)| name.starts_with(value));
    if let Some((_, how)) = found.filter(|_| !value.is_empty()) {
        return Ok(how);
    }
    let what = if value.is_empty() {
        "ambiguous"
    } else {
        "invalid"
    };
    let mut message = format!("{what} argument '{value}' for '{flag}'\nValid arguments are:\n");
    for (name, _) in forms {
        message.push_str(&format!("  - '{name}'\n"));
    }
    message.push_str("Try 'date --help' for more information.");
    Err(message)
}

/// Writes a moment in the format of `date`.
pub fn format(how: &str, at: &Moment) -> String {
    let mut out = String::new();
    let mut rest = how.chars();
    while let Some(c) = rest.next() {
        if c != '%' {
            out.push(c);
            continue;
        }
        let Some(mut letter) = rest.next() else {
            out.push('%');
            break;
        };
        let flag = matches!(letter, '-' | '_' | '0' | '^').then_some(letter);
        if flag.is_some() {
            letter = rest.next().unwrap_or('%');
        }
        if letter == ':' {
            let colons = 1 + rest.clone().take_while(|c| *c == ':').count();
            let end = rest.clone().nth(colons - 1);
            if let (Some('z'), 1..=3) = (end, colons) {
                rest.nth(colons - 1);
                out.push_str(&zone(at.offset, colons));
                continue;
            }
        }
        if letter.is_ascii_digit() {
            // `%3N`: so many digits.
            let digits = letter.to_digit(10).unwrap_or(9) as usize;
            rest.next();
            out.push_str(&format!("{:03}000000", at.at % 1_000)[..digits.min(9)]);
            continue;
        }
        let text = field(letter, at);
        match flag {
            Some('-') => {
                let bare = text.trim_start_matches(['0', ' ']);
                out.push_str(if bare.is_empty() { "0" } else { bare });
            }
            Some('_') => {
                let bare = text.trim_start_matches('0');
                out.push_str(&format!("{bare:>width$}", width = text.len()));
            }
            Some('^') => out.push_str(&text.to_uppercase()),
            _ => out.push_str(&text),
        }
    }
    out
}

/// An offset in seconds: `+0100`, or with colons `+01:00`, `+01:00:00`, `+01` for as much as is
/// needed.
fn zone(offset: i64, colons: usize) -> String {
    let sign = if offset < 0 { '-' } else { '+' };
    let seconds = offset.abs();
    let (hours, minutes, seconds) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
    match (colons, minutes, seconds) {
        (0, ..) => format!("{sign}{hours:02}{minutes:02}"),
        (1, ..) | (3, 1.., 0) => format!("{sign}{hours:02}:{minutes:02}"),
        (3, 0, 0) => format!("{sign}{hours:02}"),
        (..) => format!("{sign}{hours:02}:{minutes:02}:{seconds:02}"),
    }
}

fn field(letter: char, moment: &Moment) -> String {
    let at = moment.local;
    let iso = iso8601(at);
    let (year, month, day) = (&iso[..4], &iso[5..7], &iso[8..10]);
    let (hour, minute, second) = (&iso[11..13], &iso[14..16], &iso[17..19]);
    let days = at / DAY;
    let weekday = DAYS[(days % 7) as usize];
    let month_name = MONTHS[month.parse::<usize>().unwrap_or(1) - 1];
    let hours = at / 3_600_000 % 24;
    let twelve = if hours.is_multiple_of(12) {
        12
    } else {
        hours % 12
    };
    let of_year = days - parse_iso8601(&format!("{year}-01-01")).unwrap_or(0) / DAY + 1;
    match letter {
        'Y' => year.to_string(),
        'y' => year[2..].to_string(),
        'C' => year[..2].to_string(),
        'm' => month.to_string(),
        'd' => day.to_string(),
        'e' => format!("{:>2}", day.trim_start_matches('0')),
        'H' => hour.to_string(),
        'k' => format!("{hours:>2}"),
        'I' => format!("{twelve:02}"),
        'l' => format!("{twelve:>2}"),
        'M' => minute.to_string(),
        'S' => second.to_string(),
        'p' => if hours < 12 { "AM" } else { "PM" }.to_string(),
        'P' => if hours < 12 { "am" } else { "pm" }.to_string(),
        'F' => iso[..10].to_string(),
        'T' | 'X' => iso[11..19].to_string(),
        'R' => iso[11..16].to_string(),
        'D' | 'x' => format!("{month}/{day}/{}", &year[2..]),
        'r' => format!("{twelve:02}:{minute}:{second} {}", field('p', moment)),
        'c' => format("%a %b %e %H:%M:%S %Y", moment),
        's' => (moment.at / 1_000).to_string(),
        'G' | 'V' => iso_week(letter, days),
        'U' => format!("{:02}", (of_year + 6 - (days + 4) % 7) / 7),
        'W' => format!("{:02}", (of_year + 6 - (days + 3) % 7) / 7),
        'N' => format!("{:03}000000", at % 1_000),
        'a' => weekday[..3].to_string(),
        'A' => weekday.to_string(),
        'b' | 'h' => month_name[..3].to_string(),
        'B' => month_name.to_string(),
        'j' => format!("{of_year:03}"),
        'u' => ((days + 3) % 7 + 1).to_string(),
        'w' => ((days + 4) % 7).to_string(),
        'Z' => moment.name.clone(),
        'z' => zone(moment.offset, 0),
        'n' => "\n".to_string(),
        't' => "\t".to_string(),
        '%' => "%".to_string(),
        other => format!("%{other}"),
    }
}

/// The week of a day by ISO 8601, or its year: both are those of the week's Thursday.
fn iso_week(letter: char, days: u64) -> String {
    let thursday = days + 3 - (days + 3) % 7;
    let (year, ..) = civil_from_days(thursday);
    match letter {
        'G' => year.to_string(),
        _ => format!("{:02}", (thursday - days_from_civil(year, 1, 1)) / 7 + 1),
    }
}
