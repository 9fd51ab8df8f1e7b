//! The rules of the house as tests: each says where it is broken and what to do instead.

mod bans;
mod guesses;
mod layers;
mod scan;
mod sizes;
mod text;

use std::fs;
use std::path::Path;

use scan::Source;

/// A broken rule: the line, counted from 1, and what to do.
#[derive(Debug, PartialEq)]
struct Breach {
    line: usize,
    advice: String,
}

/// A breach of the rule on this line.
fn breach(line: usize, advice: impl Into<String>) -> Breach {
    Breach {
        line,
        advice: advice.into(),
    }
}

/// Folders that hold what we write; the rest is tools' and builds'.
const FOLDERS: &[&str] = &[
    "src", "tests", "examples", "benches", "xtask", "style", "public",
];
const KINDS: &[&str] = &["rs", "mjs", "js", "css"];

/// Every file that we write, in order of its path.
fn house() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut sources = Vec::new();
    for folder in FOLDERS {
        collect(root, &root.join(folder), &mut sources);
    }
    assert!(
        sources.len() > 40,
        "the house has only {} files?",
        sources.len()
    );
    sources.sort_by(|a, b| a.path.cmp(&b.path));
    let for_tests: Vec<String> = sources.iter().flat_map(Source::test_modules).collect();
    for source in sources
        .iter_mut()
        .filter(|source| for_tests.contains(&source.path))
    {
        source.mark_as_tests();
    }
    sources
}

fn collect(root: &Path, folder: &Path, into: &mut Vec<Source>) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    for entry in entries.flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(root, &path, into);
            continue;
        }
        let kind = path
            .extension()
            .and_then(|kind| kind.to_str())
            .unwrap_or_default();
        if KINDS.contains(&kind) {
            let name = path.strip_prefix(root).expect("a file of the house");
            let text = fs::read_to_string(&path).expect("a text of the house");
            into.push(Source::new(
                &name.to_string_lossy().replace('\\', "/"),
                &text,
            ));
        }
    }
}

/// Applies a rule to the whole house.
fn hold(rule: impl Fn(&Source) -> Vec<Breach>) {
    let mut report = String::new();
    for source in house() {
        for Breach { line, advice } in rule(&source) {
            report.push_str(&format!("{}:{line}: {advice}\n", source.path));
        }
    }
    assert!(report.is_empty(), "the house is not tidy:\n{report}");
}

#[test]
fn layers_use_only_what_is_on_their_left() {
    hold(layers::breaches);
}

#[test]
fn the_core_calls_nothing_that_could_differ_between_two_runs() {
    hold(bans::chance_breaches);
}

#[test]
fn failures_are_data_not_surprises() {
    hold(bans::surprise_breaches);
}

#[test]
fn what_swells_the_page_is_left_out() {
    hold(bans::bulk_breaches);
}

#[test]
fn files_functions_and_lines_stay_short() {
    hold(sizes::breaches);
}

#[test]
fn nothing_is_left_for_later_and_nothing_points_outside() {
    hold(text::breaches);
}

#[test]
fn users_are_told_of_assumptions() {
    hold(guesses::breaches);
}

#[test]
fn the_npm_lock_names_no_host() {
    let lock = Path::new(env!("CARGO_MANIFEST_DIR")).join("package-lock.json");
    let lock = fs::read_to_string(lock).expect("package-lock.json");
    assert!(
        !lock.contains("\"resolved\""),
        "write the lock with the .npmrc of this project"
    );
}
