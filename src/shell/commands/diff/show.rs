//! The forms in which differences are shown.

use super::Text;
use super::edits::Hunk;

const NO_END: &str = "\\ No newline at end of file\n";

fn lines(text: &Text, (from, to): (usize, usize), mark: &str, out: &mut String) {
    for place in from..to {
        out.push_str(&format!("{mark}{}\n", text.lines[place]));
        if place + 1 == text.lines.len() && !text.ended {
            out.push_str(NO_END);
        }
    }
}

/// `3`, or `3,5`; of no lines the one before them.
fn range((from, to): (usize, usize)) -> String {
    match to - from {
        0 => from.to_string(),
        1 => (from + 1).to_string(),
        _ => format!("{},{to}", from + 1),
    }
}

/// `2c2`, `3d2`, `4a5,6` and the lines.
pub fn normal(hunks: &[Hunk], left: &Text, right: &Text) -> String {
    let mut out = String::new();
    for hunk in hunks {
        let (gone, come) = (hunk.left.1 > hunk.left.0, hunk.right.1 > hunk.right.0);
        let letter = match (gone, come) {
            (true, true) => 'c',
            (true, false) => 'd',
            (false, _) => 'a',
        };
        out.push_str(&format!(
            "{}{letter}{}\n",
            range(hunk.left),
            range(hunk.right)
        ));
        lines(left, hunk.left, "< ", &mut out);
        if gone && come {
            out.push_str("---\n");
        }
        lines(right, hunk.right, "> ", &mut out);
    }
    out
}

/// `@@ -1,3 +1,4 @@` and the lines with some around them.
pub fn unified(hunks: &[Hunk], texts: [&Text; 2], around: usize, names: [String; 2]) -> String {
    let mut out = format!("--- {}\n+++ {}\n", names[0], names[1]);
    let [left, right] = texts;
    let mut rest = hunks;
    while let Some(first) = rest.first() {
        // Those whose lines around them touch stand together.
        let apart = rest
            .windows(2)
            .position(|pair| pair[1].left.0 - pair[0].left.1 > around * 2);
        let (group, others) = rest.split_at(apart.map_or(rest.len(), |at| at + 1));
        rest = others;
        let last = group[group.len() - 1];
        let lead = around.min(first.left.0);
        let tail = around.min(left.lines.len() - last.left.1);
        let (from, to) = (first.left.0 - lead, last.left.1 + tail);
        let (other_from, other_to) = (first.right.0 - lead, last.right.1 + tail);
        out.push_str(&format!(
            "@@ -{} +{} @@\n",
            span(from, to),
            span(other_from, other_to)
        ));
        let mut at = from;
        for hunk in group {
            lines(left, (at, hunk.left.0), " ", &mut out);
            lines(left, hunk.left, "-", &mut out);
            lines(right, hunk.right, "+", &mut out);
            at = hunk.left.1;
        }
        lines(left, (at, to), " ", &mut out);
    }
    out
}

fn span(from: usize, to: usize) -> String {
    match to - from {
        1 => (from + 1).to_string(),
        0 => format!("{from},0"),
        count => format!("{},{count}", from + 1),
    }
}
