//! Dates as people write them: `2026-01-31 10:00`, `Jan 31, 2026`, `31/1/2026 10pm +02:00`.
//! Source: python-dateutil 2.8, `parser/_parser.py`, by behaviour. Year, month and day must be
//! there: what is left out of them would be today's.

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];
const WEEKDAYS: [&str; 7] = [
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
];
/// Words and signs that mean nothing.
const PASSED_OVER: &[&str] = &[
    " ", ".", ",", ";", "-", "/", "'", "at", "on", "and", "ad", "m", "t", "of", "st", "nd", "rd",
    "th",
];

/// Seconds since 1970 of a date; without a zone it is UTC.
pub fn seconds(text: &str) -> Option<i64> {
    let tokens = tokens(&text.to_lowercase());
    let mut reader = Reader {
        tokens: &tokens,
        at: 0,
        date: Vec::new(),
        month: None,
        hour: None,
        minute: 0,
        second: 0,
        zone: 0,
        century: false,
    };
    while reader.at < tokens.len() {
        reader.token()?;
    }
    reader.moment()
}

/// Runs of digits, runs of letters, and each other sign.
fn tokens(text: &str) -> Vec<String> {
    let mut tokens: Vec<String> = Vec::new();
    let kind = |letter: char| match letter {
        letter if letter.is_ascii_digit() => 0,
        letter if letter.is_alphabetic() => 1,
        _ => 2,
    };
    for letter in text.chars() {
        let letter = if letter.is_whitespace() { ' ' } else { letter };
        match tokens.last_mut() {
            Some(last) if kind(letter) < 2 && last.chars().all(|own| kind(own) == kind(letter)) => {
                last.push(letter);
            }
            Some(_) | None => tokens.push(letter.into()),
        }
    }
    tokens
}

/// Months and days of the week may be shortened to three letters.
fn named(names: &[&str], word: &str) -> Option<usize> {
    let is = |name: &&str| *name == word || name.get(..3) == Some(word);
    names.iter().position(is)
}

struct Reader<'t> {
    tokens: &'t [String],
    at: usize,
    date: Vec<i64>,
    /// Which part of the date is the name of a month.
    month: Option<usize>,
    hour: Option<i64>,
    minute: i64,
    second: i64,
    /// Seconds east of UTC.
    zone: i64,
    /// Whether a year was written in full.
    century: bool,
}

impl Reader<'_> {
    fn peek(&self, ahead: usize) -> &str {
        self.tokens.get(self.at + ahead).map_or("", String::as_str)
    }

    fn number(&self, ahead: usize) -> Option<i64> {
        self.peek(ahead).parse().ok()
    }

    fn token(&mut self) -> Option<()> {
        let token = self.peek(0).to_owned();
        if token.starts_with(|first: char| first.is_ascii_digit()) {
            return self.digits(&token);
        }
        self.at += 1;
        if let Some(month) = named(&MONTHS, &token) {
            return self.named_month(month);
        }
        if named(&WEEKDAYS, &token).is_some() || PASSED_OVER.contains(&&*token) && token != "-" {
            return Some(());
        }
        match &*token {
            "am" | "pm" => self.half(&token),
            "z" | "utc" | "gmt" if self.hour.is_some() => Some(()),
            "+" | "-" if self.hour.is_some() => self.offset(if token == "-" { -1 } else { 1 }),
            "-" => Some(()),
            _ => None,
        }
    }

    fn named_month(&mut self, month: usize) -> Option<()> {
        if self.month.is_some() {
            return None;
        }
        self.month = Some(self.date.len());
        self.date.push(month as i64 + 1);
        Some(())
    }

    fn digits(&mut self, token: &str) -> Option<()> {
        let part = |from: usize, to: usize| token.get(from..to)?.parse::<i64>().ok();
        let value = token.parse::<i64>().ok()?;
        let next = self.peek(1).to_owned();
        self.at += 1;
        match (token.len(), &*next) {
            (1..=2, ":") => return self.clock(value),
            (2 | 4, _) if self.date.len() == 3 && self.hour.is_none() && next.trim().is_empty() => {
                self.hour = part(0, 2);
                self.minute = part(2, 4).unwrap_or(0);
                return Some(());
            }
            (6, _) if self.date.is_empty() => {
                self.date = vec![part(0, 2)?, part(2, 4)?, part(4, 6)?];
                return Some(());
            }
            (6, _) => {
                (self.hour, self.minute, self.second) = (part(0, 2), part(2, 4)?, part(4, 6)?);
                return Some(());
            }
            (8 | 12 | 14, _) => {
                self.century = true;
                self.date.extend([part(0, 4)?, part(4, 6)?, part(6, 8)?]);
                self.hour = self.hour.or(part(8, 10));
                self.minute = part(10, 12).unwrap_or(self.minute);
                self.second = part(12, 14).unwrap_or(self.second);
                return Some(());
            }
            (_, "am" | "pm") => {
                self.hour = Some(value);
                return Some(());
            }
            (_, " ") if matches!(self.peek(1), "am" | "pm") => {
                self.hour = Some(value);
                self.at += 1;
                return Some(());
            }
            (_, "" | "-" | "/" | "." | " " | "," | "t" | "st" | "nd" | "rd" | "th") => {}
            _ => return None,
        }
        self.century |= token.len() > 2;
        self.date.push(value);
        Some(())
    }

    /// `10:00`, `10:00:00.5`: the hour is read.
    fn clock(&mut self, hour: i64) -> Option<()> {
        self.hour = Some(hour);
        self.minute = self.number(1)?;
        self.at += 2;
        if self.peek(0) == ":" {
            self.second = self.number(1)?;
            self.at += 2;
            if matches!(self.peek(0), "." | ",") && self.number(1).is_some() {
                self.at += 2;
            }
        }
        Some(())
    }

    fn half(&mut self, token: &str) -> Option<()> {
        let hour = self.hour.filter(|hour| (0..=12).contains(hour))?;
        self.hour = Some(match (token, hour) {
            ("pm", 0..12) => hour + 12,
            ("am", 12) => 0,
            _ => hour,
        });
        Some(())
    }

    /// `02`, `0200` or `02:00` behind a sign.
    fn offset(&mut self, sign: i64) -> Option<()> {
        let (length, value) = (self.peek(0).len(), self.number(0)?);
        self.at += 1;
        let (hours, minutes) = match length {
            4 => (value / 100, value % 100),
            1 | 2 if self.peek(0) == ":" => {
                let minutes = self.number(1)?;
                self.at += 2;
                (value, minutes)
            }
            1 | 2 => (value, 0),
            _ => return None,
        };
        self.zone = sign * (hours * 3_600 + minutes * 60);
        (hours < 24).then_some(())
    }

    fn moment(&self) -> Option<i64> {
        let [first, second, third] = self.date[..] else {
            return None;
        };
        let (year, month, day) = match self.month {
            Some(0) if second > 31 => (second, first, third),
            Some(0) => (third, first, second),
            Some(1) if first > 31 => (first, second, third),
            Some(1) => (third, second, first),
            Some(_) if second > 31 => (second, third, first),
            Some(_) => (first, third, second),
            None if first > 31 => (first, second, third),
            None if first > 12 => (third, second, first),
            None => (third, first, second),
        };
        let year = match year {
            0..=75 if !self.century => year + 2_000,
            76..=99 if !self.century => year + 1_900,
            year => year,
        };
        let (hour, minute, second) = (self.hour.unwrap_or(0), self.minute, self.second);
        let fits = (1..=9_999).contains(&year)
            && (1..=12).contains(&month)
            && (1..=length_of(year, month)).contains(&day)
            && (0..24).contains(&hour)
            && minute < 60
            && second < 60;
        let of_day = hour * 3_600 + minute * 60 + second;
        fits.then(|| days_from_1970(year, month, day) * 86_400 + of_day - self.zone)
    }
}

fn length_of(year: i64, month: i64) -> i64 {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Days of the Gregorian calendar, which here begins with the year 1.
fn days_from_1970(year: i64, month: i64, day: i64) -> i64 {
    let before = year - 1;
    let months: i64 = (1..month).map(|month| length_of(year, month)).sum();
    before * 365 + before / 4 - before / 100 + before / 400 + months + day - 719_163
}

#[cfg(test)]
mod tests {
    use super::seconds;

    /// What `dateutil.parser.parse` says where the zone is UTC.
    #[test]
    fn reads_what_people_write() {
        for (text, wanted) in [
            ("2024-01-01 10:00", 1_704_103_200),
            ("2024-01-01T10", 1_704_103_200),
            ("2024-01-01T10:00:00,5", 1_704_103_200),
            ("2024-01-01T10:00:00+02", 1_704_096_000),
            ("2024-01-01T10:00:00 +02:00", 1_704_096_000),
            ("2024-01-01 10:00:00 UTC", 1_704_103_200),
            ("2024/1/5", 1_704_412_800),
            ("1/5/2024", 1_704_412_800),
            ("01-05-2024", 1_704_412_800),
            ("31.12.2024", 1_735_603_200),
            ("Jan 1 2024", 1_704_067_200),
            ("1 Jan 2024", 1_704_067_200),
            ("January 1st, 2024", 1_704_067_200),
            ("Mon, 01 Jan 2024 10:00:00 GMT", 1_704_103_200),
            ("20240101T1000", 1_704_103_200),
            ("20240101100000", 1_704_103_200),
            ("2024-01-01 10:00 PM", 1_704_146_400),
            ("2024-01-01 10pm", 1_704_146_400),
            ("1969-12-31", -86_400),
            ("0001-01-01", -62_135_596_800),
        ] {
            assert_eq!(seconds(text), Some(wanted), "{text}");
        }
        for text in [
            "",
            "soon",
            "2024-13-01",
            "2024-02-30",
            "2024-01-01 25:00",
            "10:00",
            "x 1",
        ] {
            assert_eq!(seconds(text), None, "{text}");
        }
    }
}
