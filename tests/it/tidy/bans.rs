//! What may not be called, and where.

use super::scan::Source;
use super::{Breach, breach};

/// Folders that are not the core: the page, the JavaScript door.
const BROWSER: &[&str] = &["ui", "js", "main"];

/// Anywhere in the core: two runs, or two machines, must not be able to differ.
const CHANCE: &[(&str, &str)] = &[
    (
        "HashMap",
        "its order is random: use BTreeMap or sim's table",
    ),
    ("HashSet", "its order is random: use BTreeSet"),
    (
        "DefaultHasher",
        "differs between 32 and 64 bit: hash the journal's text",
    ),
    (
        "SystemTime",
        "the core has no wall clock: take the time from sim",
    ),
    (
        "Instant",
        "the core has no wall clock: take the time from sim",
    ),
    ("thread_rng", "chance is keyed: draw from sim::chance"),
    ("rand::", "chance is keyed: draw from sim::chance"),
    ("std::env", "the core knows no surroundings"),
    ("web_sys", "the core knows no browser: this belongs to ui"),
    ("leptos", "the core knows no browser: this belongs to ui"),
    (
        "wasm_bindgen",
        "the core knows no browser: this belongs to ui or js",
    ),
];

/// Layers that decide and store.
const DECIDING: &[&str] = &["sim", "model", "lifecycle"];
const FLOATS: &[(&str, &str)] = &[
    (
        "f32",
        "no floats in decisions: use fixed-width integers in the unit of the quantity",
    ),
    (
        "f64",
        "no floats in decisions: use fixed-width integers in the unit of the quantity",
    ),
];

pub fn chance_breaches(source: &Source) -> Vec<Breach> {
    let core = source
        .layer()
        .filter(|layer| source.is_rust() && !BROWSER.contains(layer));
    let Some(layer) = core else { return Vec::new() };
    let mut found = named(source, CHANCE);
    if DECIDING.contains(&layer) {
        found.extend(named(source, FLOATS));
    }
    found
}

/// Outside of tests: what stops the program although its writer meant a value to be there.
const SURPRISES: &[(&str, &str)] = &[
    (
        ".unwrap()",
        "say what happens without it: `?`, a default, or `unreachable!(\"why\")`",
    ),
    (
        ".expect(",
        "say what happens without it: `?`, a default, or `unreachable!(\"why\")`",
    ),
    ("todo!", "what is not built yet is absent"),
    ("unimplemented!", "what is not built yet is absent"),
    ("dbg!", "for your eyes only: remove it"),
];

/// The house's sort is compiled once; the standard library's anew at each call.
const BULK: &[(&str, &str)] = &[
    (".sort(", "4 KB of Wasm each: use sim::sort"),
    (".sort_by(", "4 KB of Wasm each: use sim::sort"),
    (".sort_by_key(", "4 KB of Wasm each: use sim::sort"),
    (".sort_unstable(", "4 KB of Wasm each: use sim::sort"),
    (".sort_unstable_by(", "4 KB of Wasm each: use sim::sort"),
    (".sort_unstable_by_key(", "4 KB of Wasm each: use sim::sort"),
];
const SORT: &str = "src/sim/sort.rs";

pub fn bulk_breaches(source: &Source) -> Vec<Breach> {
    let shipped = source.is_rust() && source.layer().is_some() && source.path != SORT;
    if !shipped {
        return Vec::new();
    }
    let mut found = named(source, BULK);
    found.retain(|breach| !source.is_test_line(breach.line));
    found
}

/// Everywhere, tests too.
const DODGES: &[(&str, &str)] = &[
    (
        "#[ignore",
        "a test runs or is deleted; long forms belong to `cargo xtask soak`",
    ),
    (
        "#[should_panic",
        "test the message with `std::panic::catch_unwind`, or return an error",
    ),
];

pub fn surprise_breaches(source: &Source) -> Vec<Breach> {
    if !source.is_rust() {
        return Vec::new();
    }
    let mut found = named(source, SURPRISES);
    found.retain(|breach| !source.is_test_line(breach.line));
    found.extend(named(source, DODGES));
    found
}

fn named(source: &Source, bans: &[(&str, &str)]) -> Vec<Breach> {
    let mut found = Vec::new();
    for (word, instead) in bans {
        // A method's dot follows a name, so only other words must stand alone.
        let offsets: Vec<usize> = if word.starts_with('.') {
            source.code.match_indices(word).map(|hit| hit.0).collect()
        } else {
            source.words(word).collect()
        };
        let advice = format!("`{word}` is banned here: {instead}");
        found.extend(
            offsets
                .into_iter()
                .map(|at| breach(source.line_of(at), advice.as_str())),
        );
    }
    found
}

#[test]
fn catches_chance_and_floats_in_the_core_only() {
    let text = "use std::collections::HashMap;\nfn f(x: f64) {}\n// HashMap f64\n";
    let lines = |path| {
        let found = chance_breaches(&Source::new(path, text));
        found.iter().map(|breach| breach.line).collect::<Vec<_>>()
    };
    assert_eq!(lines("src/sim/a.rs"), [1, 2]);
    assert_eq!(lines("src/api/a.rs"), [1]);
    assert_eq!(lines("src/ui/a.rs"), [0usize; 0]);
}

#[test]
fn catches_surprises_outside_of_tests_only() {
    let text =
        "fn f() { x.unwrap(); y.unwrap_or(1) }\n#[cfg(test)]\nmod t { fn g() { z.expect(\"\") } }";
    let found = surprise_breaches(&Source::new("src/ui/a.rs", text));
    assert_eq!(
        found.iter().map(|breach| breach.line).collect::<Vec<_>>(),
        [1]
    );
    assert_eq!(
        surprise_breaches(&Source::new("tests/it/a.rs", "#[ignore]\nfn t() {}")).len(),
        1
    );
}
