//! The file store: a few files by name, kept while the page is open. There are no folders; names
//! may have slashes.

use std::collections::BTreeMap;
use std::sync::Arc;

/// All files together, in bytes.
const CAPACITY: usize = 64 * 1024 * 1024;

/// Files by name.
#[derive(Clone, Debug, Default)]
pub struct Files {
    files: BTreeMap<String, Arc<[u8]>>,
    bytes: usize,
}

impl Files {
    /// A file's content.
    pub fn read(&self, path: &str) -> Option<Arc<[u8]>> {
        self.files.get(&name(path)).cloned()
    }

    /// Writes a file anew; the error is that the store is full, in the words of the system.
    pub fn write(&mut self, path: &str, content: &[u8]) -> Result<(), &'static str> {
        let name = name(path);
        let before = self.files.get(&name).map_or(0, |file| file.len());
        let bytes = self.bytes - before + content.len();
        if bytes > CAPACITY {
            return Err("No space left on device");
        }
        self.bytes = bytes;
        self.files.insert(name, content.into());
        Ok(())
    }

    /// Removes a file; says whether it was there.
    pub fn remove(&mut self, path: &str) -> bool {
        let Some(file) = self.files.remove(&name(path)) else {
            return false;
        };
        self.bytes -= file.len();
        true
    }

    /// All names, sorted.
    pub fn names(&self) -> Vec<String> {
        self.files.keys().cloned().collect()
    }
}

/// The one name of a path: `./a//b` is `a/b`, `a/../b` is `b`.
fn name(path: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    let root = if path.starts_with('/') { "/" } else { "" };
    format!("{root}{}", parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_files_by_their_one_name() {
        let mut files = Files::default();
        files.write("./a//web.json", b"{}").unwrap();
        files.write("/a/../etc/x", b"1").unwrap();
        assert_eq!(files.names(), ["/etc/x", "a/web.json"]);
        assert_eq!(files.read("b/../a/web.json").as_deref(), Some(&b"{}"[..]));
        assert!(files.remove("a/web.json") && !files.remove("a/web.json"));
        assert_eq!(files.bytes, 1);
    }

    #[test]
    fn is_full_at_some_time() {
        let mut files = Files::default();
        files.write("a", &vec![0; CAPACITY]).unwrap();
        assert_eq!(files.write("b", b"1"), Err("No space left on device"));
        files.write("a", b"").unwrap();
        files.write("b", b"1").unwrap();
    }
}
