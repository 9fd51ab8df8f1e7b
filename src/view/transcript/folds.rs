//! Long JSON as a tree whose branches fold away.

use super::links::{Piece, pieces};
use crate::model::World;

/// Output of fewer lines is shown as it is.
const SHORT: usize = 40;
/// Output of more lines is shown as it is, too: no reader folds that by hand.
const HUGE: usize = 5_000;
/// A branch with fewer lines inside does not fold.
const WORTH_FOLDING: usize = 6;
/// Branches deeper than this are folded at first: lists in the items of the list of an answer.
const OPEN_DEPTH: usize = 3;

/// A part of an output.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node {
    /// Lines as they are, each with its end.
    Lines(Vec<Piece>),
    /// A branch of JSON.
    Fold {
        /// Its first line.
        head: Vec<Piece>,
        /// How many lines are inside.
        inside_lines: usize,
        /// Whether it is open at first.
        open: bool,
        /// What is inside.
        inside: Vec<Node>,
        /// Its last line, without white space before it.
        tail: String,
    },
}

/// The parts of an output, in order.
pub fn nodes(world: &World, text: &str) -> Vec<Node> {
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    if lines.len() < SHORT || lines.len() > HUGE {
        return vec![Node::Lines(pieces(world, text))];
    }
    branch(world, &lines, 0)
}

fn branch(world: &World, lines: &[&str], depth: usize) -> Vec<Node> {
    let mut nodes = Vec::new();
    let mut plain = String::new();
    let mut at = 0;
    while at < lines.len() {
        let line = lines[at];
        match end_of(lines, at).filter(|end| end - at > WORTH_FOLDING) {
            Some(end) => {
                if !plain.is_empty() {
                    nodes.push(Node::Lines(pieces(world, &plain)));
                    plain.clear();
                }
                nodes.push(Node::Fold {
                    head: pieces(world, line.trim_end()),
                    inside_lines: end - at - 1,
                    open: depth < OPEN_DEPTH,
                    inside: branch(world, &lines[at + 1..end], depth + 1),
                    tail: lines[end].trim().to_owned(),
                });
                at = end + 1;
            }
            None => {
                plain.push_str(line);
                at += 1;
            }
        }
    }
    if !plain.is_empty() {
        nodes.push(Node::Lines(pieces(world, &plain)));
    }
    nodes
}

/// The line that closes what this line opens; None if it opens nothing, or nothing closes it.
fn end_of(lines: &[&str], at: usize) -> Option<usize> {
    let line = lines[at].trim_end();
    if !line.ends_with(['{', '[']) {
        return None;
    }
    let indent = |line: &str| line.len() - line.trim_start().len();
    let own = indent(line);
    let mut after = lines.iter().enumerate().skip(at + 1);
    let (end, closing) = after.find(|(_, line)| indent(line) <= own)?;
    let closes = closing.trim_start().starts_with(['}', ']']);
    (closes && indent(closing) == own).then_some(end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn pretty(value: &Value) -> String {
        let mut text = serde_json::to_string_pretty(value)
            .expect("JSON")
            .replace("  ", "    ");
        text.push('\n');
        text
    }

    /// The nodes as an outline: folds with their number of lines.
    fn outline(nodes: &[Node], depth: usize, out: &mut String) {
        for node in nodes {
            let Node::Fold {
                head,
                inside_lines,
                open,
                inside,
                tail,
            } = node
            else {
                continue;
            };
            let head: String = head
                .iter()
                .map(|piece| match piece {
                    Piece::Text(text) | Piece::Link(text, _) => text.trim(),
                })
                .collect();
            let state = if *open { "open" } else { "closed" };
            out.push_str(&format!(
                "{}{head} {inside_lines} {tail} {state}\n",
                " ".repeat(depth)
            ));
            outline(inside, depth + 1, out);
        }
    }

    #[test]
    fn long_json_folds_by_its_branches() {
        let containers: Vec<Value> = (0..8).map(|n| json!({"name": n, "image": "a"})).collect();
        let task = json!({"taskArn": "a", "containers": containers, "few": [1]});
        let text = pretty(&json!({"tasks": [task], "failures": []}));
        let mut out = String::new();
        outline(&nodes(&World::default(), &text), 0, &mut out);
        assert_eq!(
            out,
            "{ 43 } open\n \"tasks\": [ 40 ], open\n  { 38 } open\n   \
             \"containers\": [ 32 ], closed\n"
        );
    }

    #[test]
    fn short_texts_and_other_texts_stay_as_they_are() {
        let world = World::default();
        let short = "{\n    \"a\": 1\n}\n";
        assert_eq!(nodes(&world, short), [Node::Lines(pieces(&world, short))]);
        let open = "{\n".repeat(60);
        assert_eq!(nodes(&world, &open), [Node::Lines(pieces(&world, &open))]);
    }
}
