//! `base64`

use super::options::{Known, read};
use crate::shell::filter::{Filter, Filtered, Next, Output};
use crate::shell::state::Shell;

const KNOWN: Known = Known {
    long: &[("decode", 'd'), ("wrap", 'w'), ("ignore-garbage", 'i')],
    ..Known::new("base64", "dw:iD")
};

const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

struct Base64 {
    decodes: bool,
    wrap: usize,
    bytes: Vec<u8>,
}

pub fn filter(shell: &mut Shell, arguments: &[String]) -> Filtered {
    let given = read(shell, &KNOWN, arguments)?;
    let base64 = Base64 {
        decodes: given.has('d') || given.has('D'),
        wrap: given.number('w').and_then(Result::ok).unwrap_or(76),
        bytes: Vec::new(),
    };
    Ok((Box::new(base64), given.words))
}

pub fn encode(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    for chunk in bytes.chunks(3) {
        let byte = |at: usize| u32::from(chunk.get(at).copied().unwrap_or(0));
        let group = byte(0) << 16 | byte(1) << 8 | byte(2);
        for place in 0..4 {
            let letter = LETTERS[(group >> (18 - 6 * place)) as usize & 63];
            out.push(if place <= chunk.len() { letter } else { b'=' });
        }
    }
    out
}

/// The bytes, and whether all of the text was right.
pub fn decode(text: &[u8]) -> (Vec<u8>, bool) {
    let mut out = Vec::new();
    let (mut group, mut count, mut filled) = (0u32, 0, 0);
    for byte in text.iter().filter(|byte| **byte != b'\n') {
        if *byte == b'=' {
            filled += 1;
            continue;
        }
        let Some(value) = LETTERS.iter().position(|letter| letter == byte) else {
            return (out, false);
        };
        if filled > 0 {
            return (out, false);
        }
        group = group << 6 | value as u32;
        count += 1;
        if count == 4 {
            out.extend_from_slice(&group.to_be_bytes()[1..]);
            (group, count) = (0, 0);
        }
    }
    match count {
        2 => out.push((group >> 4) as u8),
        3 => out.extend_from_slice(&((group >> 2) as u16).to_be_bytes()),
        _ => {}
    }
    (out, count != 1 && (count == 0 || count + filled == 4))
}

impl Filter for Base64 {
    fn line(&mut self, line: &[u8], ended: bool, _to: &mut Output) -> Next {
        self.bytes.extend_from_slice(line);
        if ended {
            self.bytes.push(b'\n');
        }
        Next::Line
    }

    fn end(&mut self, to: &mut Output) -> u8 {
        if self.decodes {
            let (bytes, right) = decode(&self.bytes);
            to.out.extend(bytes);
            if !right {
                to.err.push_str("base64: invalid input\n");
            }
            return u8::from(!right);
        }
        let text = encode(&self.bytes);
        if self.wrap == 0 {
            to.out.extend(text);
            return 0;
        }
        for line in text.chunks(self.wrap) {
            to.line(line);
        }
        0
    }
}
