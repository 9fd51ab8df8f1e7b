//! Paths in containers.

/// A path without what does not change it.
pub fn plain(path: &str) -> String {
    let parts = path
        .split('/')
        .filter(|part| !part.is_empty() && *part != ".");
    format!("/{}", parts.collect::<Vec<_>>().join("/"))
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
}
