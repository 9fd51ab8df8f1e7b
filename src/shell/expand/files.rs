//! Patterns that name files.

use super::super::state::Shell;
use super::fields::{Field, unquote};
use super::pattern::Pattern;

impl Shell {
    /// Adds the files that a field names, or its text if it names none.
    pub fn file_names(&self, field: &Field, into: &mut Vec<String>) {
        if !field.glob || self.options.noglob {
            into.push(unquote(&field.pattern));
            return;
        }
        let mut found = vec![String::new()];
        if field.pattern.starts_with('/') {
            found = vec!["/".to_string()];
        }
        let parts: Vec<&str> = field
            .pattern
            .split('/')
            .filter(|part| !part.is_empty())
            .collect();
        for (place, part) in parts.iter().enumerate() {
            let last = place + 1 == parts.len();
            found = self.step(&found, part, last);
        }
        if field.pattern.ends_with('/') {
            found.retain(|path| self.disk.is_folder(path));
            found.iter_mut().for_each(|path| path.push('/'));
        }
        if !found.is_empty() {
            into.append(&mut found);
        } else if !self.options.nullglob {
            into.push(unquote(&field.pattern));
        }
    }

    fn step(&self, folders: &[String], part: &str, last: bool) -> Vec<String> {
        let mut found = Vec::new();
        for folder in folders {
            let joined = |name: &str| match folder.as_str() {
                "" => name.to_string(),
                "/" => format!("/{name}"),
                folder => format!("{folder}/{name}"),
            };
            let literal = !part.contains(['*', '?', '[']);
            if literal || part == "." || part == ".." {
                let path = joined(&unquote(part));
                if (last && self.disk.exists(&path)) || self.disk.is_folder(&path) {
                    found.push(path);
                }
                continue;
            }
            let pattern = Pattern::new(part, self.options.extglob);
            let here = if folder.is_empty() { "." } else { folder };
            for name in self.disk.list(here) {
                let hidden = name.starts_with('.') && !part.starts_with(['.', '\\']);
                if hidden || !pattern.fits(&name) {
                    continue;
                }
                let path = joined(&name);
                if last || self.disk.is_folder(&path) {
                    found.push(path);
                }
            }
        }
        found
    }
}
