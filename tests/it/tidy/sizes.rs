//! Sizes: what one can read at a sitting, at a glance, without scrolling sideways.

use super::scan::Source;
use super::{Breach, breach};

const FILE_LINES: usize = 400;
const FUNCTION_LINES: usize = 70;
const COLUMNS: usize = 100;

pub fn breaches(source: &Source) -> Vec<Breach> {
    let mut found = Vec::new();
    let lines = source.text.lines().count();
    if lines > FILE_LINES {
        found.push(breach(
            FILE_LINES,
            format!("{lines} lines, at most {FILE_LINES}: split by what it knows"),
        ));
    }
    for (number, line) in source.text.lines().enumerate() {
        let columns = line.chars().count();
        if columns > COLUMNS {
            found.push(breach(
                number + 1,
                format!("{columns} columns, at most {COLUMNS}"),
            ));
        }
    }
    if source.is_rust() {
        found.extend(long_functions(source));
    }
    found
}

fn long_functions(source: &Source) -> Vec<Breach> {
    let mut found = Vec::new();
    for start in source.words("fn") {
        // `fn(` is a type; a function has a name.
        let named = source.code[start + 2..]
            .trim_start()
            .starts_with(|c: char| c.is_alphabetic());
        let Some(end) = source.end_of_body(start).filter(|_| named) else {
            continue;
        };
        let (first, last) = (source.line_of(start), source.line_of(end));
        let lines = last - first + 1;
        if lines > FUNCTION_LINES {
            let advice = format!("a function of {lines} lines, at most {FUNCTION_LINES}: split it");
            found.push(breach(first, advice));
        }
    }
    found
}

#[test]
fn catches_what_is_too_long() {
    let body = "    step();\n".repeat(FUNCTION_LINES);
    let text = format!("type F = fn(u8);\nfn long() {{\n{body}}}\nfn short() {{}}\n");
    assert_eq!(breaches(&Source::new("src/a.rs", &text)).len(), 1);
    assert_eq!(
        breaches(&Source::new("src/a.js", &"x".repeat(COLUMNS + 1)))[0].line,
        1
    );
    assert_eq!(
        breaches(&Source::new("src/a.js", &"x\n".repeat(FILE_LINES + 1))).len(),
        1
    );
    assert_eq!(
        breaches(&Source::new("src/a.js", &"x\n".repeat(FILE_LINES))),
        []
    );
}
