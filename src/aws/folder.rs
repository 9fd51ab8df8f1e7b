//! Files as whoever calls the CLI sees them: a shell has a working directory and folders, other
//! callers only the store.

use super::Bytes;
use super::outside::Outside;

/// What the system says where there is no file.
pub const MISSING: &str = "No such file or directory";
/// What it says of a path through a file.
pub const NO_FOLDER: &str = "Not a directory";
/// What it says where a folder is read.
pub const IS_FOLDER: &str = "Is a directory";

/// Files by their paths. Errors are the words of the system.
pub trait Folder {
    /// A file's content.
    fn read(&self, path: &str) -> Result<Bytes, &'static str>;
    /// Writes a file, and makes the folders that it lies in.
    fn write(&self, path: &str, content: &[u8]) -> Result<(), &'static str>;
}

/// What stands in `/dev/stdin`.
#[derive(Clone, Debug, Default)]
pub struct Stdin {
    /// All of it.
    pub bytes: Bytes,
    /// Whether it is a file: whoever opens that again finds the same. A pipe is empty then.
    pub is_file: bool,
}

impl Folder for Outside {
    fn read(&self, path: &str) -> Result<Bytes, &'static str> {
        Outside::read(self, path).ok_or(MISSING)
    }

    fn write(&self, path: &str, content: &[u8]) -> Result<(), &'static str> {
        Outside::write(self, path, content)
    }
}

/// An error as Python has it: `[Errno 2] No such file or directory`.
/// Source: Linux, `errno.h`.
pub fn with_number(said: &str) -> String {
    let number = match said {
        MISSING => 2,
        NO_FOLDER => 20,
        IS_FOLDER => 21,
        _ => 28,
    };
    format!("[Errno {number}] {said}")
}
