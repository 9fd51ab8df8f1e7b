//! Share links: draft, run and open panel as the fragment of a URL, versioned and compressed.
//!
//! `1.` and the base64url form (RFC 4648 §5, without padding) of a raw DEFLATE stream (RFC 1951).
//! The stream holds the parts one after the other, each as `name length` on a line and its text.

use miniz_oxide::deflate::compress_to_vec;
use miniz_oxide::inflate::{TINFLStatus, decompress_to_vec_with_limit};
use std::fmt;

/// The version of the format that this build writes, and the newest that it reads.
pub const VERSION: u32 = 1;

/// The longest fragment that is read, in characters.
pub const FRAGMENT_MOST: usize = 400_000;

/// The longest text that a fragment may unpack to, in bytes.
pub const UNPACKED_MOST: usize = 4_000_000;

const BASE64: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// What a link carries.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shared {
    /// The text in the editor.
    pub draft: String,
    /// The run as exported text; empty if there is none.
    pub run: String,
    /// What the page shows (open panel, selection, speed), in the page's own words.
    pub view: String,
}

/// Why a fragment cannot be opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ShareError {
    /// It is no link of Drydock.
    NotALink,
    /// It was made by a newer Drydock.
    Newer(u32),
    /// It is longer than any link may be.
    TooLong,
    /// It is damaged: characters are missing or wrong.
    Corrupt,
}

impl fmt::Display for ShareError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ShareError::NotALink => {
                write!(out, "The part of the address after # is no Drydock link.")
            }
            ShareError::Newer(version) => write!(
                out,
                "The link was made by a newer Drydock (format {version}; this one reads up to \
                 {VERSION}). Reload the page to get the newest."
            ),
            ShareError::TooLong => write!(
                out,
                "The link is too long to be opened: more than {FRAGMENT_MOST} characters, or \
                 {UNPACKED_MOST} bytes unpacked."
            ),
            ShareError::Corrupt => write!(
                out,
                "The link is damaged: characters are missing or were changed on the way. Ask for \
                 it again, as a link and not as text."
            ),
        }
    }
}

/// The fragment (without `#`) that carries this.
pub fn encode(shared: &Shared) -> String {
    let mut text = String::new();
    for (name, part) in [
        ("d", &shared.draft),
        ("r", &shared.run),
        ("v", &shared.view),
    ] {
        if !part.is_empty() {
            text.push_str(&format!("{name} {}\n{part}", part.len()));
        }
    }
    format!(
        "{VERSION}.{}",
        to_base64(&compress_to_vec(text.as_bytes(), 10))
    )
}

/// Reads a fragment (without `#`).
pub fn decode(fragment: &str) -> Result<Shared, ShareError> {
    let (version, payload) = fragment.split_once('.').ok_or(ShareError::NotALink)?;
    let version: u32 = version.parse().map_err(|_| ShareError::NotALink)?;
    if version > VERSION {
        return Err(ShareError::Newer(version));
    }
    if fragment.len() > FRAGMENT_MOST {
        return Err(ShareError::TooLong);
    }
    let packed = from_base64(payload).ok_or(ShareError::Corrupt)?;
    let text = decompress_to_vec_with_limit(&packed, UNPACKED_MOST).map_err(|error| {
        if error.status == TINFLStatus::HasMoreOutput {
            ShareError::TooLong
        } else {
            ShareError::Corrupt
        }
    })?;
    let text = String::from_utf8(text).map_err(|_| ShareError::Corrupt)?;
    read_parts(&text).ok_or(ShareError::Corrupt)
}

/// Reads the parts; those with a name that is not known are passed over.
fn read_parts(mut text: &str) -> Option<Shared> {
    let mut shared = Shared::default();
    while !text.is_empty() {
        let (head, rest) = text.split_once('\n')?;
        let (name, length) = head.split_once(' ')?;
        let length: usize = length.parse().ok()?;
        let part = rest.get(..length)?;
        text = &rest[length..];
        match name {
            "d" => shared.draft = part.to_owned(),
            "r" => shared.run = part.to_owned(),
            "v" => shared.view = part.to_owned(),
            _ => {}
        }
    }
    Some(shared)
}

fn to_base64(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let of = |index: usize| chunk.get(index).copied().map_or(0, u32::from);
        let bits = of(0) << 16 | of(1) << 8 | of(2);
        for place in 0..=chunk.len() {
            let six = bits >> (18 - 6 * place) & 63;
            out.push(char::from(BASE64[six as usize]));
        }
    }
    out
}

fn from_base64(text: &str) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(text.len() * 3 / 4);
    for chunk in text.trim_end_matches('=').as_bytes().chunks(4) {
        let mut bits = 0;
        for place in 0..4 {
            let six = match chunk.get(place) {
                Some(byte) => BASE64.iter().position(|known| known == byte)?,
                None => 0,
            };
            bits = bits << 6 | six as u32;
        }
        let bytes = [(bits >> 16) as u8, (bits >> 8) as u8, bits as u8];
        out.extend_from_slice(bytes.get(..chunk.len().checked_sub(1)?)?);
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shared() -> Shared {
        Shared {
            draft: "{\n  \"family\": \"grün\"\n}".into(),
            run: "drydock 1\nseed 7\n0 CreateCluster {}\n".into(),
            view: "task 3".into(),
        }
    }

    #[test]
    fn a_link_brings_back_what_it_was_made_of() {
        for length in 0..40 {
            let part = Shared {
                draft: "x".repeat(length),
                ..shared()
            };
            assert_eq!(decode(&encode(&part)), Ok(part));
        }
        assert_eq!(decode(&encode(&Shared::default())), Ok(Shared::default()));
    }

    #[test]
    fn links_of_the_first_format_open_for_ever() {
        let golden = concat!(
            "1.BUDRCYAgEP2_KR5OUAkF_TqJdFeEVnBaIOJm_bVYMAZLlQCz-mOPxcwwm3",
            "7vaagp7Eisha8loKckwpiog1PxWVy8UxZFbfRgpOxTgP0B",
        );
        assert_eq!(decode(golden), Ok(shared()));
    }

    #[test]
    fn what_is_no_link_is_told_apart() {
        assert_eq!(decode(""), Err(ShareError::NotALink));
        assert_eq!(decode("lesson=2"), Err(ShareError::NotALink));
        assert_eq!(decode("2.AAAA"), Err(ShareError::Newer(2)));
        assert_eq!(decode("1.****"), Err(ShareError::Corrupt));
        let long = format!("1.{}", "A".repeat(FRAGMENT_MOST));
        assert_eq!(decode(&long), Err(ShareError::TooLong));
        let bomb = Shared {
            draft: " ".repeat(UNPACKED_MOST + 1),
            ..Shared::default()
        };
        assert_eq!(decode(&encode(&bomb)), Err(ShareError::TooLong));
        let link = encode(&shared());
        for cut in 2..link.len() - 1 {
            let damaged = decode(&link[..cut]);
            assert!(damaged != Ok(shared()), "cut at {cut}");
        }
    }
}
