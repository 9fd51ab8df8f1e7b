//! `date`: the simulated time, in UTC.

mod moment;

use super::options::{Known, read};
use crate::shell::state::Shell;
use crate::sim::time::{civil_from_days, days_from_civil, iso8601, parse_iso8601};
use moment::moment;

const KNOWN: Known = Known {
    long: &[
        ("utc", 'u'),
        ("universal", 'u'),
        ("date", 'd'),
        ("iso-8601", 'I'),
        ("rfc-3339", 'E'),
        ("rfc-email", 'R'),
    ],
    ..Known::new("date", "ud:IRE")
};

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
    let given = match read(shell, &KNOWN, &iso_forms(arguments)) {
        Ok(given) => given,
        Err(status) => return status,
    };
    let now = shell.outside.calendar().epoch_millis(shell.outside.now());
    let at = match given.value('d') {
        None => now,
        Some(text) => match moment(text, now) {
            Some(at) => at,
            None => {
                shell.err(&format!("date: invalid date '{text}'\n"));
                return 1;
            }
        },
    };
    let mut how = "%a %b %e %H:%M:%S UTC %Y";
    if let Some(precision) = given.value('I') {
        how = match precision {
            "hours" => "%Y-%m-%dT%H+00:00",
            "minutes" => "%Y-%m-%dT%H:%M+00:00",
            "seconds" => "%Y-%m-%dT%H:%M:%S+00:00",
            _ => "%Y-%m-%d",
        };
    } else if given.has('R') {
        how = "%a, %d %b %Y %H:%M:%S +0000";
    } else if given.has('E') {
        how = "%Y-%m-%d %H:%M:%S+00:00";
    }
    match given.words.as_slice() {
        [] => {}
        [word] if word.starts_with('+') => how = &word[1..],
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
    let text = format(how, at);
    shell.out(format!("{text}\n").as_bytes());
    0
}

/// `-Iseconds` takes no word behind it.
fn iso_forms(arguments: &[String]) -> Vec<String> {
    let swap = |argument: &String| match argument.strip_prefix("-I") {
        Some(precision) => format!("--iso-8601={precision}"),
        None => argument.clone(),
    };
    arguments.iter().map(swap).collect()
}

/// Writes epoch milliseconds in the format of `date`.
pub fn format(how: &str, at: u64) -> String {
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
        if letter.is_ascii_digit() {
            // `%3N`: so many digits.
            let digits = letter.to_digit(10).unwrap_or(9) as usize;
            rest.next();
            out.push_str(&format!("{:03}000000", at % 1_000)[..digits.min(9)]);
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

fn field(letter: char, at: u64) -> String {
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
        'r' => format!("{twelve:02}:{minute}:{second} {}", field('p', at)),
        'c' => format("%a %b %e %H:%M:%S %Y", at),
        's' => (at / 1_000).to_string(),
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
        'Z' => "UTC".to_string(),
        'z' => "+0000".to_string(),
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
