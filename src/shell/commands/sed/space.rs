//! What commands of `sed` do with the pattern space and the hold space.

use crate::shell::filter::Output;

/// `y`
pub fn translate(pairs: &[(char, char)], space: &mut Vec<u8>) {
    let swap = |c: char| {
        let found = pairs.iter().find(|(from, _)| *from == c);
        found.map_or(c, |pair| pair.1)
    };
    let text: String = String::from_utf8_lossy(space).chars().map(swap).collect();
    *space = text.into_bytes();
}

/// `h`, `H`, `g`, `G`, `x`
pub fn hold(how: char, space: &mut Vec<u8>, held: &mut Vec<u8>) {
    match how {
        'h' => held.clone_from(space),
        'H' => {
            held.push(b'\n');
            held.extend_from_slice(space);
        }
        'g' => space.clone_from(held),
        'G' => {
            space.push(b'\n');
            space.extend_from_slice(held);
        }
        _ => std::mem::swap(space, held),
    }
}

/// A line as `l` shows it.
pub fn listed(space: &[u8], out: &mut Output) {
    let mut text = String::new();
    for byte in space {
        match byte {
            b'\\' => text.push_str("\\\\"),
            b'\t' => text.push_str("\\t"),
            b'\n' => text.push_str("\\n"),
            b'\r' => text.push_str("\\r"),
            b' '..=b'~' => text.push(char::from(*byte)),
            other => text.push_str(&format!("\\{other:03o}")),
        }
    }
    // Lines of 70 columns, the last of which is a backslash.
    let mut rest = text.as_str();
    while rest.len() > 69 {
        out.line(format!("{}\\", &rest[..69]).as_bytes());
        rest = &rest[69..];
    }
    out.line(format!("{rest}$").as_bytes());
}
