//! Backslash escapes of `$'…'`, `echo -e` and `printf`.

use std::iter::Peekable;
use std::str::Chars;

/// What one escape stands for.
#[derive(Debug, PartialEq, Eq)]
pub enum Escape {
    Char(char),
    /// `\c` of `echo` and `printf`: nothing more is written.
    End,
    /// No escape: the backslash stays.
    None,
}

/// Reads the escape behind a backslash. `octal_zero`: octal digits need a leading 0 that does not
/// count, as in `echo -e` and `%b`.
pub fn escape(rest: &mut Peekable<Chars<'_>>, octal_zero: bool) -> Escape {
    let Some(c) = rest.peek().copied() else {
        return Escape::None;
    };
    let simple = match c {
        'a' => '\x07',
        'b' => '\x08',
        'e' | 'E' => '\x1b',
        'f' => '\x0c',
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        'v' => '\x0b',
        '\\' => '\\',
        'c' => return Escape::End,
        'x' => return number(rest, 16, 2, true),
        'u' => return number(rest, 16, 4, true),
        'U' => return number(rest, 16, 8, true),
        '0' if octal_zero => return number(rest, 8, 3, true),
        '0'..='7' if !octal_zero => return number(rest, 8, 3, false),
        _ => return Escape::None,
    };
    rest.next();
    Escape::Char(simple)
}

fn number(rest: &mut Peekable<Chars<'_>>, radix: u32, most: usize, skip: bool) -> Escape {
    let mut ahead = rest.clone();
    if skip {
        ahead.next();
    }
    let mut value = 0;
    let mut count = 0;
    while count < most
        && let Some(digit) = ahead.peek().and_then(|c| c.to_digit(radix))
    {
        value = value * radix + digit;
        count += 1;
        ahead.next();
    }
    if count == 0 && radix == 16 {
        return Escape::None;
    }
    *rest = ahead;
    Escape::Char(char::from_u32(value).unwrap_or('\u{fffd}'))
}

/// The text of `$'…'`.
pub fn ansi(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        if c != '\\' {
            out.push(c);
            continue;
        }
        if let Some(quote) = rest.next_if(|c| matches!(c, '\'' | '"' | '?')) {
            out.push(quote);
            continue;
        }
        match escape(&mut rest, false) {
            Escape::Char('\0') => break,
            Escape::Char(c) => out.push(c),
            Escape::End => {
                // `\cx` is Control-x here.
                rest.next();
                let control = rest.next().map(|c| (c as u8 & 0x1f) as char);
                out.extend(control);
            }
            Escape::None => out.push('\\'),
        }
    }
    out
}

/// The text of `echo -e` and of `%b`; false if `\c` ended all output.
pub fn echo(text: &str, out: &mut String) -> bool {
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        if c != '\\' {
            out.push(c);
            continue;
        }
        match escape(&mut rest, true) {
            Escape::Char(c) => out.push(c),
            Escape::End => return false,
            Escape::None => out.push('\\'),
        }
    }
    true
}
