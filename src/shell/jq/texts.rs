//! Functions of texts.

use super::lists;
use super::run::{Stop, error};
use super::value::{Object, Val, list, number, text};
use crate::shell::regex::{Groups, Regex, Syntax};
use std::rc::Rc;

type Made = Result<Val, Stop>;

pub fn downcase(value: &Val, _: &[Val]) -> Made {
    match value {
        Val::Text(own) => Ok(text(&own.to_ascii_lowercase())),
        _ => error("explode input must be a string"),
    }
}

pub fn upcase(value: &Val, _: &[Val]) -> Made {
    match value {
        Val::Text(own) => Ok(text(&own.to_ascii_uppercase())),
        _ => error("explode input must be a string"),
    }
}

pub fn explode(value: &Val, _: &[Val]) -> Made {
    match value {
        Val::Text(own) => Ok(list(own.chars().map(|c| number(c as usize)).collect())),
        other => error(format!("{} cannot be exploded", other.shown())),
    }
}

pub fn implode(value: &Val, _: &[Val]) -> Made {
    let Val::List(items) = value else {
        return error(format!("{} cannot be imploded", value.shown()));
    };
    let letters = items.iter().map(|item| match item {
        Val::Number(code) => char::from_u32(*code as u32),
        _ => None,
    });
    match letters.collect::<Option<String>>() {
        Some(own) => Ok(text(&own)),
        None => error("Unicode codepoint must be numeric"),
    }
}

pub fn byte_length(value: &Val, _: &[Val]) -> Made {
    match value {
        Val::Text(own) => Ok(number(own.len())),
        other => error(format!(
            "{} only strings have UTF-8 byte length",
            other.shown()
        )),
    }
}

pub fn ends(name: &str, value: &Val, part: &Val) -> Made {
    match (value, part) {
        (Val::Text(own), Val::Text(part)) => Ok(Val::Truth(match name {
            "startswith" => own.starts_with(&**part),
            _ => own.ends_with(&**part),
        })),
        _ => error(format!("{name}() requires string inputs")),
    }
}

/// Without what it begins or ends with.
pub fn without(value: &Val, part: &Val, start: bool) -> Val {
    let (Val::Text(own), Val::Text(part)) = (value, part) else {
        return value.clone();
    };
    let rest = match start {
        true => own.strip_prefix(&**part),
        false => own.strip_suffix(&**part),
    };
    rest.map_or_else(|| value.clone(), text)
}

pub fn trim(value: &Val, start: bool, end: bool) -> Made {
    let Val::Text(own) = value else {
        return error(format!("{} cannot be trimmed", value.shown()));
    };
    let own = if start { own.trim_start() } else { own };
    Ok(text(if end { own.trim_end() } else { own }))
}

pub fn split(value: &Val, words: &[Val]) -> Made {
    lists::split(value, &words[0])
}

/// The parts between the matches of a pattern.
pub fn split_by(value: &Val, words: &[Val]) -> Made {
    let flags = match &words[1] {
        Val::Text(flags) => format!("g{flags}"),
        _ => "g".to_string(),
    };
    let found = matches(value, &[words[0].clone(), text(&flags), Val::Truth(false)])?;
    let (Val::List(found), Val::Text(own)) = (found, value) else {
        return Ok(Val::Null);
    };
    let letters: Vec<char> = own.chars().collect();
    let part = |from: usize, to: usize| text(&letters[from..to].iter().collect::<String>());
    let mut parts = Vec::new();
    let mut from = 0;
    for one in found.iter() {
        if let (Val::Number(start), Val::Number(length)) =
            (one.member("offset"), one.member("length"))
        {
            parts.push(part(from, start as usize));
            from = start as usize + length as usize;
        }
    }
    parts.push(part(from, letters.len()));
    Ok(list(parts))
}

/// Where a text stands in another, in bytes as jq 1.6 counts; matches may overlap.
pub fn indices(whole: &str, part: &str) -> Val {
    if part.is_empty() {
        return Val::Null;
    }
    let starts = whole.char_indices().map(|(at, _)| at);
    let found = starts.filter(|at| whole[*at..].starts_with(part));
    list(found.map(number).collect())
}

pub fn to_number(value: &Val, _: &[Val]) -> Made {
    match value {
        Val::Number(_) => Ok(value.clone()),
        Val::Text(own) => match super::read::whole(own) {
            Ok(Some(Val::Number(number))) => Ok(Val::Number(number)),
            Ok(Some(other)) => Ok(other),
            Ok(None) => error(format!("{} cannot be parsed as a number", value.shown())),
            Err(message) => error(format!("{message} (while parsing '{own}')")),
        },
        other => error(format!("{} cannot be parsed as a number", other.shown())),
    }
}

pub fn from_json(value: &Val, _: &[Val]) -> Made {
    let Val::Text(own) = value else {
        return error(format!("{} cannot be parsed as JSON", value.shown()));
    };
    match super::read::whole(own) {
        Ok(read) => Ok(read.unwrap_or(Val::Null)),
        Err(message) => error(format!("{message} (while parsing '{own}')")),
    }
}

/// What `_match` is told: `g`, `i`, `x`, `n` of the modifiers mean something.
fn modifiers(flags: &Val) -> Result<(bool, bool, bool), Stop> {
    let flags = match flags {
        Val::Null => "",
        Val::Text(flags) => flags,
        other => return error(format!("{} is not a string", other.shown())),
    };
    if flags.chars().any(|flag| !"gimnpsx".contains(flag)) {
        return error(format!("{flags} is not a valid modifier string"));
    }
    Ok((
        flags.contains('g'),
        flags.contains('i'),
        flags.contains('n'),
    ))
}

/// `_match(pattern; modifiers; whether only to test)`
pub fn matches(value: &Val, words: &[Val]) -> Made {
    let Val::Text(own) = value else {
        let shown = value.shown();
        return error(format!("{shown} cannot be matched, as it is not a string"));
    };
    let Val::Text(pattern) = &words[0] else {
        let shown = words[0].shown();
        return error(format!("{shown} cannot be matched, as it is not a string"));
    };
    let (all, fold, no_empty) = modifiers(&words[1])?;
    let (pattern, names) = posix(pattern)?;
    let regex = match Regex::new(&pattern, Syntax::Extended, fold) {
        Ok(regex) => regex,
        Err(message) => return error(format!("Regex failure: {}", of_regex(&message))),
    };
    if words[2].is_true() {
        return Ok(Val::Truth(regex.is_in(own.as_bytes())));
    }
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(groups) = regex.find(own.as_bytes(), from) {
        let Some(Some((start, end))) = groups.first().copied() else {
            break;
        };
        if end > start || !no_empty {
            found.push(matched(own, &groups, &names));
        }
        from = if end > start {
            end
        } else {
            end + own[end..].chars().next().map_or(1, char::len_utf8)
        };
        if !all || from > own.len() || start == own.len() {
            break;
        }
    }
    Ok(list(found))
}

/// Oniguruma's words for what is wrong with a pattern.
fn of_regex(message: &str) -> &str {
    match message {
        "Unmatched ( or \\(" => "end pattern with unmatched parenthesis",
        "Unmatched ) or \\)" => "unmatched close parenthesis",
        "Unmatched [, [^, [:, [., or [=" => "premature end of char-class",
        "Invalid preceding regular expression" => "target of repeat operator is not specified",
        other => other,
    }
}

/// A group of a pattern: none if it does not capture, else its name if it has one.
type Group = Option<Option<String>>;

/// A match as jq tells it: offsets in letters.
fn matched(own: &str, groups: &Groups, names: &[Group]) -> Val {
    let part = |place: Option<(usize, usize)>| -> Object {
        let (offset, length, part) = match place {
            Some((start, end)) => {
                let part = &own[start..end];
                let offset = number(own[..start].chars().count());
                (offset, number(part.chars().count()), text(part))
            }
            None => (Val::Number(-1.0), number(0), Val::Null),
        };
        vec![
            ("offset".into(), offset),
            ("length".into(), length),
            ("string".into(), part),
        ]
    };
    let mut whole = part(groups.first().copied().flatten());
    let captures = names
        .iter()
        .zip(groups.iter().skip(1))
        .filter_map(|(name, place)| {
            let name = name.as_ref()?;
            let mut capture = part(*place);
            let name = name.as_deref().map_or(Val::Null, text);
            capture.push(("name".into(), name));
            Some(Val::Object(Rc::new(capture)))
        });
    whole.push(("captures".into(), list(captures.collect())));
    Val::Object(Rc::new(whole))
}

/// A pattern in the words of POSIX, and its groups: none for those that do not capture, else their
/// names. What POSIX has no words for is refused.
fn posix(pattern: &str) -> Result<(String, Vec<Group>), Stop> {
    let mut out = String::new();
    let mut names = Vec::new();
    let mut rest = pattern;
    let mut in_set = false;
    while let Some(letter) = rest.chars().next() {
        let (taken, made) = match letter {
            '\\' => {
                let next = rest[1..].chars().next();
                let made = match next {
                    Some('d') if in_set => "0-9".to_string(),
                    Some('d') => "[0-9]".to_string(),
                    Some('D') if !in_set => "[^0-9]".to_string(),
                    Some('s') if in_set => "[:space:]".to_string(),
                    Some('w') if in_set => "[:alnum:]_".to_string(),
                    Some('n') => "\n".to_string(),
                    Some('t') => "\t".to_string(),
                    Some(next) if in_set => next.to_string(),
                    Some(next) => format!("\\{next}"),
                    None => return error("Regex failure: end pattern at escape"),
                };
                (1 + next.map_or(0, char::len_utf8), made)
            }
            '(' if !in_set => group(rest, &mut names)?,
            '.' if !in_set => (1, "[^\n]".to_string()),
            '[' if !in_set => {
                in_set = true;
                (1, "[".to_string())
            }
            ']' if in_set => {
                in_set = false;
                (1, "]".to_string())
            }
            '?' if !in_set && out.ends_with(['*', '+', '?', '}']) && !out.ends_with("\\?") => {
                return error("patterns that match as little as they can are not simulated");
            }
            letter => (letter.len_utf8(), letter.to_string()),
        };
        out.push_str(&made);
        rest = &rest[taken..];
    }
    Ok((out, names))
}

fn group(rest: &str, names: &mut Vec<Group>) -> Result<(usize, String), Stop> {
    if let Some(named) = rest.strip_prefix("(?<")
        && !named.starts_with(['=', '!'])
        && let Some((name, _)) = named.split_once('>')
    {
        names.push(Some(Some(name.to_string())));
        return Ok((name.len() + 4, "(".to_string()));
    }
    if rest.starts_with("(?:") {
        names.push(None);
        return Ok((3, "(".to_string()));
    }
    if rest.starts_with("(?") {
        return error("patterns that look ahead or behind are not simulated");
    }
    names.push(Some(None));
    Ok((1, "(".to_string()))
}
