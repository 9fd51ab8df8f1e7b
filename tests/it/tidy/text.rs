//! What comments and texts may not hold: work left over, and pointers to what a reader has not.

use std::path::Path;

use super::scan::{Source, find_words};
use super::{Breach, breach};

/// In comments.
const LEFT_OVER: &[&str] = &["TODO", "FIXME", "XXX", "HACK"];

/// In any text: folders of one machine.
const MACHINE: &[&str] = &["/work/", "/tmp/", "/root/", "/home/", "/Users/"];

/// In any text: tools find their registry by themselves, perhaps through a mirror.
const REGISTRIES: &[&str] = &[
    "registry.npmjs",
    "static.crates",
    "index.crates",
    "pythonhosted",
];

pub fn breaches(source: &Source) -> Vec<Breach> {
    // This folder has to name what it looks for.
    if source.path.starts_with("tests/it/tidy/") {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut note = |offset: usize, advice: String| {
        found.push(breach(source.line_of(offset), advice));
    };
    for word in LEFT_OVER {
        for offset in find_words(&source.comments, word) {
            note(offset, format!("`{word}`: do it now, or open an issue"));
        }
    }
    for path in MACHINE {
        for (offset, _) in source.text.match_indices(path) {
            note(
                offset,
                format!("`{path}` is one machine's folder: readers have no such path"),
            );
        }
    }
    for host in REGISTRIES {
        for (offset, _) in source.text.match_indices(host) {
            note(
                offset,
                format!("`{host}`: name the package, not where it is fetched"),
            );
        }
    }
    for (offset, name) in markdown_names(&source.comments) {
        if !exists(name) {
            note(
                offset,
                format!("`{name}` is no file of this repository: cite a public source"),
            );
        }
    }
    found
}

/// Words that end in `.md`, web addresses aside.
fn markdown_names(text: &str) -> Vec<(usize, &str)> {
    let part = |c: char| c.is_alphanumeric() || "._-/:".contains(c);
    let mut found = Vec::new();
    for (dot, _) in text.match_indices(".md") {
        let end = dot + 3;
        let start = text[..dot]
            .rfind(|c| !part(c))
            .map_or(0, |before| before + 1);
        let longer = text[end..].starts_with(|c: char| c.is_alphanumeric());
        if text.is_char_boundary(start) && !longer && !text[start..end].contains("://") {
            found.push((start, &text[start..end]));
        }
    }
    found
}

fn exists(name: &str) -> bool {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    root.join(name).is_file()
}

#[test]
fn catches_left_overs_and_pointers_outside() {
    let text =
        "// TODO: see notes/plan.md\n// README.md and https://example.com/a.md\nlet todo = 1;";
    let found = breaches(&Source::new("src/a.rs", text));
    assert_eq!(
        found.iter().map(|breach| breach.line).collect::<Vec<_>>(),
        [1, 1]
    );
    let path = Source::new("src/a.rs", "let path = \"/tmp/x\";");
    assert_eq!(breaches(&path).len(), 1);
}
