//! What `${x#…}`, `${x/…}` and their kin do to a text.

use super::expand::pattern::Pattern;
use super::quote::quoted;
use super::regex::lower;
use super::syntax::tree::Where;

/// A change whose words are expanded.
pub enum Prepared {
    Same,
    Strip {
        suffix: bool,
        longest: bool,
        pattern: Pattern,
    },
    Replace {
        place: Where,
        pattern: Pattern,
        /// Pieces of text; None is what was found.
        with: Vec<Option<String>>,
    },
    Case {
        /// `^` for upper case, `,` for lower case, `~` for the other one.
        sign: char,
        all: bool,
        pattern: Option<Pattern>,
    },
    Transform(char),
}

impl Prepared {
    pub fn apply(&self, text: &str) -> String {
        match self {
            Prepared::Same => text.to_string(),
            Prepared::Strip {
                suffix,
                longest,
                pattern,
            } => {
                let chars: Vec<char> = text.chars().collect();
                let kept = if *suffix {
                    let start = pattern.suffix(&chars, *longest);
                    &chars[..start.unwrap_or(chars.len())]
                } else {
                    &chars[pattern.prefix(&chars, *longest).unwrap_or(0)..]
                };
                kept.iter().collect()
            }
            Prepared::Replace {
                place,
                pattern,
                with,
            } => replace(text, *place, pattern, with),
            Prepared::Case { sign, all, pattern } => {
                let mut out = String::new();
                for (place, c) in text.chars().enumerate() {
                    let fits = pattern
                        .as_ref()
                        .is_none_or(|pattern| pattern.fits_chars(&[c]));
                    if !fits || (place > 0 && !all) {
                        out.push(c);
                    } else {
                        let upper = *sign == '^' || (*sign == '~' && lower(c) == c);
                        out.push(if upper { upper_case(c) } else { lower(c) });
                    }
                }
                out
            }
            Prepared::Transform('Q') => quoted(text),
            Prepared::Transform('U') => text.chars().map(upper_case).collect(),
            Prepared::Transform('L') => text.chars().map(lower).collect(),
            Prepared::Transform(_) => {
                let mut chars = text.chars();
                let first = chars.next().map(|c| c.to_uppercase().to_string());
                first.unwrap_or_default() + chars.as_str()
            }
        }
    }
}

/// The upper case of a character, where that is one character.
fn upper_case(c: char) -> char {
    let mut upper = c.to_uppercase();
    match (upper.next(), upper.next()) {
        (Some(one), None) => one,
        _ => c,
    }
}

fn replace(text: &str, place: Where, pattern: &Pattern, with: &[Option<String>]) -> String {
    let chars: Vec<char> = text.chars().collect();
    let put = |found: &[char], out: &mut String| {
        for piece in with {
            match piece {
                Some(text) => out.push_str(text),
                None => out.extend(found),
            }
        }
    };
    let mut out = String::new();
    if place == Where::End {
        let Some(start) = pattern.suffix(&chars, true) else {
            return text.to_string();
        };
        out.extend(&chars[..start]);
        put(&chars[start..], &mut out);
        return out;
    }
    let mut at = 0;
    if place == Where::Start {
        if let Some(length) = pattern.prefix(&chars, true) {
            put(&chars[..length], &mut out);
            at = length;
        }
    } else {
        while let Some((start, length)) = pattern.next(&chars, at) {
            out.extend(&chars[at..start]);
            put(&chars[start..start + length], &mut out);
            at = start + length;
            if place != Where::All {
                break;
            }
        }
    }
    out.extend(&chars[at..]);
    out
}
