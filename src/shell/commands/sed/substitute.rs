//! `s`.

use super::address::meant;
use super::{Piece, Substitute};
use crate::shell::regex::{Groups, Regex};
use std::rc::Rc;

/// Substitutes in a line; says whether anything was.
pub fn substitute(how: &Substitute, line: &mut Vec<u8>, last: &mut Option<Rc<Regex>>) -> bool {
    let Some(regex) = meant(&how.regex, last) else {
        return false;
    };
    let mut out = Vec::new();
    let (mut at, mut copied, mut count) = (0, 0, 0);
    let mut changed = false;
    let search = regex.over(line);
    while at <= line.len()
        && let Some(groups) = search.find(at)
        && let Some((start, end)) = groups[0]
    {
        // An empty match right behind the last one is none.
        let empty_again = start == end && start == copied && count > 0;
        if !empty_again {
            count += 1;
        }
        if !empty_again && count >= how.number {
            out.extend_from_slice(&line[copied..start]);
            fill(&how.with, line, &groups, &mut out);
            copied = end;
            changed = true;
            if !how.all {
                break;
            }
        }
        at = if end > start {
            end
        } else {
            let rest = String::from_utf8_lossy(&line[end..])
                .chars()
                .next()
                .map_or(1, char::len_utf8);
            end + rest
        };
    }
    if changed {
        out.extend_from_slice(&line[copied..]);
        *line = out;
    }
    changed
}

fn fill(pieces: &[Piece], line: &[u8], groups: &Groups, out: &mut Vec<u8>) {
    let (mut case, mut once) = ('E', None);
    for piece in pieces {
        let text = match piece {
            Piece::Case(sign @ ('u' | 'l')) => {
                once = Some(*sign);
                continue;
            }
            Piece::Case(sign) => {
                case = *sign;
                continue;
            }
            Piece::Text(text) => text.clone(),
            Piece::Group(number) => {
                let group = groups.get(*number).copied().flatten();
                let bytes = group.map_or(&[][..], |(from, to)| &line[from..to]);
                String::from_utf8_lossy(bytes).into_owned()
            }
        };
        let mut text = match case {
            'U' => text.to_uppercase(),
            'L' => text.to_lowercase(),
            _ => text,
        };
        if !text.is_empty()
            && let Some(sign) = once.take()
        {
            let mut chars = text.chars();
            let first = chars.next().map_or(String::new(), |c| match sign {
                'u' => c.to_uppercase().collect(),
                _ => c.to_lowercase().collect(),
            });
            text = first + chars.as_str();
        }
        out.extend_from_slice(text.as_bytes());
    }
}
