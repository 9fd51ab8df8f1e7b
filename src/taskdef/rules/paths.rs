//! Paths in containers.

/// The parts of a path that change it.
fn parts(path: &str) -> impl Iterator<Item = &str> {
    let parts = path.split('/');
    parts.filter(|part| !part.is_empty() && *part != ".")
}

/// A path without what does not change it.
pub fn plain(path: &str) -> String {
    format!("/{}", parts(path).collect::<Vec<_>>().join("/"))
}

/// Whether a path leads to below another one; not the root, where nothing can be mounted.
pub fn is_inside(path: &str, outer: &str) -> bool {
    let mut rest = parts(path);
    let mut over = parts(outer).peekable();
    over.peek().is_some() && over.all(|part| rest.next() == Some(part)) && rest.next().is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_paths_are_equally_plain() {
        for path in ["/srv/a", "/srv/a/", "//srv/./a", "srv/a"] {
            assert_eq!(plain(path), "/srv/a");
        }
        assert_eq!(plain(""), "/");
    }

    #[test]
    fn a_path_is_inside_of_another_part_by_part() {
        assert!(is_inside("/data/./cache", "/data/"));
        for outer in ["/data/cache", "/dat", "/", ""] {
            assert!(!is_inside("/data/cache", outer), "{outer}");
        }
    }
}
