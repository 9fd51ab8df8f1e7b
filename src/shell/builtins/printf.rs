//! `printf`

use crate::shell::clock::Clock;
use crate::shell::quote::escaped;
use crate::shell::state::{Flow, Shell};
use crate::shell::syntax::escapes::{self, Escape};
use crate::shell::syntax::reader::is_name;

/// Widths beyond this nobody means.
const WIDTH_MOST: usize = 100_000;

/// What is written and said.
struct Writer<'a> {
    out: String,
    errors: Vec<String>,
    arguments: &'a [String],
    next: usize,
    ended: bool,
    now: u64,
    clock: Clock,
}

pub fn run(shell: &mut Shell, arguments: &[String]) -> Result<u8, Flow> {
    let mut target = None;
    let mut rest = arguments;
    if let [flag, name, behind @ ..] = rest
        && flag == "-v"
    {
        target = Some(name.clone());
        rest = behind;
    }
    if rest.first().is_some_and(|first| first == "--") {
        rest = &rest[1..];
    }
    let Some((format, arguments)) = rest.split_first() else {
        shell.err("printf: usage: printf [-v var] format [arguments]\n");
        return Ok(2);
    };
    let now = shell.outside.calendar().epoch_millis(shell.outside.now()) / 1_000;
    let mut writer = Writer {
        out: String::new(),
        errors: Vec::new(),
        arguments,
        next: 0,
        ended: false,
        now,
        clock: Clock::of(shell),
    };
    loop {
        let before = writer.next;
        writer.format(format);
        let more = writer.next < arguments.len() && writer.next > before;
        if writer.ended || !more {
            break;
        }
    }
    let (out, errors) = (writer.out, writer.errors);
    for error in &errors {
        shell.complain(&format!("printf: {error}"));
    }
    match target {
        None => shell.out(out.as_bytes()),
        Some(name) => {
            let (base, index) = match name.split_once('[') {
                Some((base, index)) => (base, Some(index.trim_end_matches(']'))),
                None => (name.as_str(), None),
            };
            if !is_name(base) {
                shell.complain(&format!("printf: `{name}': not a valid identifier"));
                return Ok(2);
            }
            if let Err(message) = shell.put(base, index, &out, false) {
                shell.complain(&message);
                return Ok(1);
            }
        }
    }
    Ok(u8::from(!errors.is_empty()))
}

/// `%-5.2d` taken apart.
#[derive(Default)]
struct Directive {
    left: bool,
    zero: bool,
    plus: bool,
    space: bool,
    alternate: bool,
    width: usize,
    precision: Option<usize>,
}

impl Writer<'_> {
    fn argument(&mut self) -> Option<String> {
        let argument = self.arguments.get(self.next).cloned();
        self.next += usize::from(argument.is_some());
        argument
    }

    fn format(&mut self, format: &str) {
        let mut rest = format.chars().peekable();
        while let Some(c) = rest.next() {
            match c {
                '\\' => match escapes::escape(&mut rest, false) {
                    Escape::Char(c) => self.out.push(c),
                    Escape::End => {
                        self.ended = true;
                        return;
                    }
                    Escape::None => {
                        let quote = rest.next_if(|c| matches!(c, '"' | '\''));
                        self.out.push(quote.unwrap_or('\\'));
                    }
                },
                '%' if rest.next_if_eq(&'%').is_some() => self.out.push('%'),
                '%' => self.directive(&mut rest),
                c => self.out.push(c),
            }
            if self.ended {
                return;
            }
        }
    }

    fn directive(&mut self, rest: &mut std::iter::Peekable<std::str::Chars<'_>>) {
        let mut how = Directive::default();
        while let Some(flag) = rest.next_if(|c| "-+ 0#'".contains(*c)) {
            match flag {
                '-' => how.left = true,
                '+' => how.plus = true,
                ' ' => how.space = true,
                '0' => how.zero = true,
                '#' => how.alternate = true,
                _ => {}
            }
        }
        if rest.next_if_eq(&'*').is_some() {
            let width = self.number();
            how.left |= width < 0;
            how.width = (width.unsigned_abs() as usize).min(WIDTH_MOST);
        } else {
            how.width = digits(rest);
        }
        if rest.next_if_eq(&'.').is_some() {
            how.precision = Some(if rest.next_if_eq(&'*').is_some() {
                (self.number().max(0) as usize).min(WIDTH_MOST)
            } else {
                digits(rest)
            });
        }
        while rest.next_if(|c| "hlLjzt".contains(*c)).is_some() {}
        if rest.peek() == Some(&'(') {
            return self.time(rest, &how);
        }
        let Some(letter) = rest.next() else {
            self.errors
                .push("`%': missing format character".to_string());
            self.ended = true;
            return;
        };
        self.convert(letter, &how);
    }

    fn convert(&mut self, letter: char, how: &Directive) {
        match letter {
            's' => {
                let text = self.argument().unwrap_or_default();
                self.text(&text, how);
            }
            'b' => {
                let argument = self.argument().unwrap_or_default();
                let mut text = String::new();
                self.ended = !escapes::echo(&argument, &mut text);
                self.text(&text, how);
            }
            'q' => {
                let text = escaped(&self.argument().unwrap_or_default());
                self.text(&text, how);
            }
            'c' => {
                let argument = self.argument().unwrap_or_default();
                let first: String = argument.chars().take(1).collect();
                self.text(&first, how);
            }
            'd' | 'i' => {
                let number = self.number();
                let sign = match number {
                    ..0 => "-",
                    _ if how.plus => "+",
                    _ if how.space => " ",
                    _ => "",
                };
                self.digits(sign, &number.unsigned_abs().to_string(), how);
            }
            'u' => {
                let number = self.number() as u64;
                self.digits("", &number.to_string(), how);
            }
            'o' => {
                let number = self.number() as u64;
                self.digits(
                    if how.alternate { "0" } else { "" },
                    &format!("{number:o}"),
                    how,
                );
            }
            'x' => {
                let number = self.number() as u64;
                self.digits(
                    if how.alternate { "0x" } else { "" },
                    &format!("{number:x}"),
                    how,
                );
            }
            'X' => {
                let number = self.number() as u64;
                self.digits(
                    if how.alternate { "0X" } else { "" },
                    &format!("{number:X}"),
                    how,
                );
            }
            'f' | 'F' | 'e' | 'E' | 'g' | 'G' => self.float(letter, how),
            letter => {
                self.errors
                    .push(format!("`{letter}': invalid format character"));
                self.ended = true;
            }
        }
    }

    fn text(&mut self, text: &str, how: &Directive) {
        let kept: String = match how.precision {
            Some(most) => text.chars().take(most).collect(),
            None => text.to_string(),
        };
        self.pad(&kept, how);
    }

    fn pad(&mut self, text: &str, how: &Directive) {
        let fill = " ".repeat(how.width.saturating_sub(text.len()));
        if !how.left {
            self.out.push_str(&fill);
        }
        self.out.push_str(text);
        if how.left {
            self.out.push_str(&fill);
        }
    }

    fn digits(&mut self, sign: &str, digits: &str, how: &Directive) {
        let mut digits = digits.to_string();
        if let Some(least) = how.precision {
            digits = format!("{digits:0>least$}");
        } else if how.zero && !how.left {
            let least = how.width.saturating_sub(sign.len());
            digits = format!("{digits:0>least$}");
        }
        self.pad(&format!("{sign}{digits}"), how);
    }

    /// The next argument as a number; what is none counts as 0, or as far as it is one.
    fn number(&mut self) -> i64 {
        let Some(text) = self.argument() else {
            return 0;
        };
        let trimmed = text.trim_start();
        if let Some(quoted) = trimmed.strip_prefix(['\'', '"']) {
            return quoted.chars().next().map_or(0, |c| c as i64);
        }
        let (sign, digits) = match trimmed.strip_prefix('-') {
            Some(digits) => (-1, digits),
            None => (1, trimmed.strip_prefix('+').unwrap_or(trimmed)),
        };
        let (radix, digits) = match digits.strip_prefix("0x").or(digits.strip_prefix("0X")) {
            Some(digits) => (16, digits),
            None if digits.len() > 1 && digits.starts_with('0') => (8, &digits[1..]),
            None => (10, digits),
        };
        let end = digits
            .find(|c: char| !c.is_digit(radix))
            .unwrap_or(digits.len());
        if end < digits.len() || trimmed.is_empty() {
            if !trimmed.is_empty() {
                let reason = if radix == 8 && digits.starts_with(['8', '9']) {
                    "invalid octal number"
                } else {
                    "invalid number"
                };
                self.errors.push(format!("{text}: {reason}"));
            }
            return sign * i64::from_str_radix(&digits[..end], radix).unwrap_or(0);
        }
        match i64::from_str_radix(&digits[..end], radix) {
            Ok(number) => sign * number,
            Err(_) if digits.is_empty() => {
                self.errors.push(format!("{text}: invalid number"));
                0
            }
            Err(_) => {
                self.errors
                    .push(format!("warning: {text}: Numerical result out of range"));
                if sign < 0 { i64::MIN } else { i64::MAX }
            }
        }
    }

    fn float(&mut self, letter: char, how: &Directive) {
        let text = self.argument().unwrap_or_default();
        let number: f64 = match text.trim().parse() {
            Ok(number) => number,
            Err(_) => {
                if !text.is_empty() {
                    self.errors.push(format!("{text}: invalid number"));
                }
                0.0
            }
        };
        let precision = how.precision.unwrap_or(6);
        let size = number.abs();
        let mut digits = match letter {
            'f' | 'F' => format!("{size:.precision$}"),
            'e' | 'E' => exponent(size, precision),
            _ => general(size, precision.max(1)),
        };
        if letter.is_uppercase() {
            digits = digits.to_uppercase();
        }
        let sign = match number.is_sign_negative() {
            true => "-",
            false if how.plus => "+",
            false if how.space => " ",
            false => "",
        };
        let mut plain = Directive {
            precision: None,
            ..*how
        };
        plain.zero = how.zero;
        self.digits(sign, &digits, &plain);
    }

    /// `%(format)T`: a moment; -1 is now.
    fn time(&mut self, rest: &mut std::iter::Peekable<std::str::Chars<'_>>, how: &Directive) {
        rest.next();
        let mut format = String::new();
        while let Some(c) = rest.next_if(|c| *c != ')') {
            format.push(c);
        }
        rest.next();
        rest.next_if_eq(&'T');
        let at = match self.argument().and_then(|text| text.parse::<i64>().ok()) {
            Some(at) if at >= 0 => at as u64,
            _ => self.now,
        };
        let text = crate::shell::commands::date::format(&format, &self.clock.shows(at * 1_000));
        self.text(&text, how);
    }
}

fn digits(rest: &mut std::iter::Peekable<std::str::Chars<'_>>) -> usize {
    let mut number = 0usize;
    while let Some(digit) = rest.peek().and_then(|c| c.to_digit(10)) {
        number = (number * 10 + digit as usize).min(WIDTH_MOST);
        rest.next();
    }
    number
}

/// A number as `%e` writes it.
pub fn exponent(number: f64, precision: usize) -> String {
    let text = format!("{number:.precision$e}");
    let (digits, power) = text.split_once('e').unwrap_or((&text, "0"));
    let power: i32 = power.parse().unwrap_or(0);
    let sign = if power < 0 { '-' } else { '+' };
    format!("{digits}e{sign}{:02}", power.abs())
}

/// A number as `%g` writes it.
pub fn general(number: f64, precision: usize) -> String {
    let text = exponent(number, precision - 1);
    let power: i32 = text
        .split_once('e')
        .and_then(|(_, p)| p.parse().ok())
        .unwrap_or(0);
    let trim = |text: &str| {
        if text.contains('.') {
            text.trim_end_matches('0').trim_end_matches('.').to_string()
        } else {
            text.to_string()
        }
    };
    if power < -4 || power >= precision as i32 {
        let (digits, power) = text.split_once('e').unwrap_or((&text, "+00"));
        return format!("{}e{power}", trim(digits));
    }
    let places = (precision as i32 - 1 - power).max(0) as usize;
    trim(&format!("{number:.places$}"))
}
