//! What a word of the command line names: `file://` a text, `fileb://` bytes.
//! Source: awscli 2.9, `paramfile.py` and `argprocess.py`, by behaviour.

use super::unpack::{Surroundings, expanded, is_scalar};
use crate::aws::Bytes;
use crate::aws::failure::Failure;
use crate::aws::folder::with_number;
use crate::aws::python::argparse::whole;
use crate::aws::python::repr::{quoted, quoted_bytes};
use crate::shapes::{Kind, Shape};
use serde_json::Value;

/// The standard input, by its path.
const STDIN: &str = "/dev/stdin";
/// What `<( … )` becomes begins so.
const SUBSTITUTED: &str = "/dev/fd/";

/// The content of a file that was named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// Of `file://`.
    Text(String),
    /// Of `fileb://`.
    Raw(Bytes),
}

impl Content {
    /// As text, whichever it is.
    pub fn into_text(self) -> String {
        match self {
            Content::Text(text) => text,
            Content::Raw(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
        }
    }
}

/// The content of a file that a word names. None if it names none.
///
/// # Errors
/// The file cannot be read, or is no text where one is wanted.
pub fn named(word: &str, flag: &str, around: &Surroundings) -> Result<Option<Content>, Failure> {
    let (path, is_raw) = match (word.strip_prefix("file://"), word.strip_prefix("fileb://")) {
        (Some(path), _) => (path, false),
        (None, Some(path)) => (path, true),
        (None, None) => return Ok(None),
    };
    let path = expanded(path, around.environment);
    let content = match path.as_str() {
        STDIN => Ok(around.stdin.bytes.clone()),
        path => around.folder.read(path),
    };
    let bytes = content.map_err(|said| {
        let (said, path) = (with_number(said), quoted(&path));
        Failure::parameter(
            flag,
            &format!("Unable to load paramfile {word}: {said}: {path}"),
        )
    })?;
    if is_raw {
        return Ok(Some(Content::Raw(bytes)));
    }
    match String::from_utf8(bytes.to_vec()) {
        Ok(text) => Ok(Some(Content::Text(text))),
        Err(_) => {
            let said = format!(
                "Unable to load paramfile ({path}), text contents could not be decoded.  If this \
                 is a binary file, please use the fileb:// prefix instead of the file:// prefix."
            );
            Err(Failure::parameter(flag, &said))
        }
    }
}

/// The same of a word that stands for a whole request: the CLI opens the file twice, and takes what
/// it finds the second time. In a pipe that is nothing.
/// Source: aws-cli, pull request 3209, "added support for using stdin and pipes".
///
/// # Errors
/// As [`named`].
pub fn named_twice(
    word: &str,
    flag: &str,
    around: &Surroundings,
) -> Result<Option<Content>, Failure> {
    let path = word
        .strip_prefix("file://")
        .or_else(|| word.strip_prefix("fileb://"));
    let is_pipe = path.is_some_and(|path| {
        path == STDIN && !around.stdin.is_file || path.starts_with(SUBSTITUTED)
    });
    let content = named(word, flag, around)?;
    Ok(match content {
        Some(_) if is_pipe => Some(Content::Text(String::new())),
        content => content,
    })
}

/// What the CLI makes of bytes. None: they stay such, and no text of a request is.
///
/// # Errors
/// What Python says where a text is needed.
pub fn value(shape: &Shape, bytes: &[u8]) -> Result<Option<Value>, Failure> {
    let text = || String::from_utf8_lossy(bytes).into_owned();
    match shape.kind {
        Kind::List { of, .. } if is_scalar(of.get()) => {
            Ok(Some(bytes.iter().copied().map(Value::from).collect()))
        }
        Kind::List { .. } | Kind::Structure { .. } | Kind::Map { .. } => {
            let said = match bytes {
                [] => "a bytes-like object is required, not 'str'",
                _ => "'in <string>' requires string as left operand, not int",
            };
            Err(Failure::general(said))
        }
        Kind::Integer { .. } | Kind::Long | Kind::Number { .. } => {
            let said = || {
                let shown = quoted_bytes(bytes);
                Failure::general(format!("invalid literal for int() with base 10: {shown}"))
            };
            whole(&text())
                .map(|number| Some(number.into()))
                .ok_or_else(said)
        }
        Kind::Time => Ok(Some(Value::String(text()))),
        Kind::Text { .. } | Kind::Truth | Kind::Document => Ok(None),
    }
}
