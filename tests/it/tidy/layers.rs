//! The order of the layers: each may use those on its left.

use super::scan::{Source, find_words};
use super::{Breach, breach};

/// From left to right.
const LAYERS: &[&str] = &[
    "sim",
    "model",
    "lifecycle",
    "shapes",
    "taskdef",
    "api",
    "engine",
    "view",
    "aws",
    "shell",
    "ui",
];

/// `js` stands beside `ui`: it may use all of the core; nobody uses it.
fn rank(layer: &str) -> Option<usize> {
    let beside = if layer == "js" { "ui" } else { layer };
    LAYERS.iter().position(|name| *name == beside)
}

pub fn breaches(source: &Source) -> Vec<Breach> {
    let Some(own) = source.layer().filter(|_| source.is_rust()) else {
        return Vec::new();
    };
    let Some(own_rank) = rank(own) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for (offset, used) in uses(source) {
        let to_the_right = used != own && rank(&used).is_some_and(|used| used >= own_rank);
        if to_the_right {
            let advice = format!("`{own}` may not use `{used}`: move what is shared to the left");
            found.push(breach(source.line_of(offset), advice));
        }
    }
    found
}

/// What the file names of the crate's root: `crate::x`, `crate::{x, y::Z}` and `super::x`.
fn uses(source: &Source) -> Vec<(usize, String)> {
    let code = &source.code;
    let mut found = Vec::new();
    for root in ["crate::", "super::"] {
        for offset in find_words(code, root) {
            let rest = &code[offset + root.len()..];
            let names = match rest.strip_prefix('{') {
                Some(group) => top_level_names(group),
                None => vec![first_name(rest)],
            };
            found.extend(names.into_iter().map(|name| (offset, name)));
        }
    }
    found
}

fn first_name(text: &str) -> String {
    text.trim_start()
        .chars()
        .take_while(|c| c.is_alphanumeric() || *c == '_')
        .collect()
}

/// The first name of each branch of `x, y::Z, z::{A, B}}`.
fn top_level_names(group: &str) -> Vec<String> {
    let mut names = vec![first_name(group)];
    let mut depth = 1usize;
    for (offset, letter) in group.char_indices() {
        match letter {
            '{' => depth += 1,
            '}' if depth == 1 => break,
            '}' => depth -= 1,
            ',' if depth == 1 => names.push(first_name(&group[offset + 1..])),
            _ => {}
        }
    }
    names
}

#[test]
fn catches_a_use_of_the_right() {
    let text = "use crate::{sim::Time, engine::{A, B}, model};\nfn f() { crate::ui::go() }\n";
    let found = breaches(&Source::new("src/api/a.rs", text));
    assert_eq!(
        found.iter().map(|breach| breach.line).collect::<Vec<_>>(),
        [1, 2]
    );
    assert!(found[0].advice.contains("`engine`"));
    assert_eq!(
        breaches(&Source::new("src/js.rs", "use crate::{view::X, ui::Y};")).len(),
        1
    );
    assert_eq!(
        breaches(&Source::new(
            "src/engine/a.rs",
            "use crate::api; // crate::ui"
        )),
        []
    );
}
