//! The samples of the rules: for each a text that it speaks of and a close neighbour that it does
//! not. The pages of the rules show them; `rules.rs` holds them true.
//!
//! A file of `tests/fixtures/rules/` holds a group of rules in order, as blocks:
//!
//! ```text
//! == TD-FAMILY-REVISION
//! -- fires with TD-FAMILY-CHARS
//! {"family": "web:12", …}
//! -- quiet
//! {"family": "web", …}
//! ```
//!
//! Behind `with` stand the other rules whose errors come along. `%{x*3}` stands for `xxx`, and
//! `%{"a#"*3, }` for `"a0", "a1", "a2"`.

use std::ops::Range;
use std::path::{Path, PathBuf};

/// The samples of a rule.
pub struct Sample {
    /// The rule's id.
    pub rule: String,
    /// What it speaks of.
    pub fires: Text,
    /// Other rules that have errors to say of that.
    pub with: Vec<String>,
    /// What it does not speak of.
    pub quiet: Text,
}

/// A text with what repeats in it written out.
#[derive(Default)]
pub struct Text {
    /// The text.
    pub text: String,
    /// What repeats in it, in order.
    pub repeats: Vec<Repeat>,
}

/// Parts of a text that differ in their number at most.
pub struct Repeat {
    /// How many there are.
    pub count: usize,
    /// Those between the first and the last.
    pub middle: Range<usize>,
}

/// Where the samples are.
pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/rules")
}

/// The samples of a group of rules, in order.
pub fn of_group(name: &str) -> Result<Vec<Sample>, String> {
    let file = folder().join(format!("{name}.txt"));
    let failed = |error: &dyn std::fmt::Display| format!("{}: {error}", file.display());
    let text = std::fs::read_to_string(&file).map_err(|error| failed(&error))?;
    let blocks = text.strip_prefix("== ").unwrap_or_default().split("\n== ");
    let samples = blocks.map(|block| sample(block).map_err(|error| failed(&error)));
    samples.collect()
}

fn sample(block: &str) -> Result<Sample, String> {
    let (rule, rest) = block.split_once('\n').unwrap_or_default();
    let broken = || format!("{rule} needs `-- fires` and `-- quiet`");
    let rest = rest.strip_prefix("-- fires").ok_or_else(broken)?;
    let (with, rest) = rest.split_once('\n').ok_or_else(broken)?;
    let (fires, quiet) = rest.split_once("\n-- quiet\n").ok_or_else(broken)?;
    let with = with.trim_start().trim_start_matches("with");
    Ok(Sample {
        rule: rule.to_owned(),
        fires: written_out(fires)?,
        with: with.split_whitespace().map(str::to_owned).collect(),
        quiet: written_out(quiet.trim_end())?,
    })
}

/// A text with its repetitions written out.
fn written_out(source: &str) -> Result<Text, String> {
    let mut whole = Text::default();
    let mut rest = source;
    while let Some((before, after)) = rest.split_once("%{") {
        whole.text.push_str(before);
        let broken = || format!("`%{{{after}`: a repetition is `%{{part*count}}`");
        let (part, after) = after.split_once('*').ok_or_else(broken)?;
        let (count, after) = after.split_once('}').ok_or_else(broken)?;
        let digits = count.trim_end_matches(", ");
        let between = &count[digits.len()..];
        let count: usize = digits.parse().map_err(|_| broken())?;
        repeat(&mut whole, part, count, between);
        rest = after;
    }
    whole.text.push_str(rest);
    Ok(whole)
}

fn repeat(whole: &mut Text, part: &str, count: usize, between: &str) {
    let mut middle = 0..0;
    for number in 0..count {
        if number > 0 {
            whole.text.push_str(between);
        }
        if number == 1 {
            middle.start = whole.text.len();
        }
        if number + 1 == count {
            middle.end = whole.text.len();
        }
        whole.text.push_str(&part.replace('#', &number.to_string()));
    }
    whole.repeats.push(Repeat { count, middle });
}
