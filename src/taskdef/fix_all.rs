//! One step that puts right whatever can be put right without asking what the author meant.

use super::draft::Target;
use super::finding::{Edit, Finding, Fix, in_text_order};
use super::node::Bytes;
use super::repair::applied;

/// Rules whose first fix writes the same thing as the API wants it written.
const REWRITES: &[&str] = &[
    "TD-CPU-SPELLING",
    "TD-JSON-CASE",
    "TD-JSON-CONTAINERS-STRING",
    "TD-JSON-ENUM",
    "TD-JSON-PARSE",
    "TD-JSON-TYPE",
    "TD-JSON-WRAPPER",
    "TD-MEM-SPELLING",
];

/// Rules whose first fix takes away what no request can have.
const REMOVALS: &[&str] = &["TD-JSON-NULL", "TD-JSON-READONLY", "TD-TAGS-EMPTY"];

/// A fix may bring to light what another rule has to say: so often they are applied at the most.
const ROUNDS: usize = 32;

/// Whether the first fix of a finding needs no decision.
pub fn is_safe(finding: &Finding) -> bool {
    let Some(fix) = finding.fixes.first() else {
        return false;
    };
    let only_removes = fix.edits.iter().all(|edit| edit.text.is_empty());
    REMOVALS.contains(&finding.rule) || (REWRITES.contains(&finding.rule) && !only_removes)
}

/// All safe fixes of a text as one, with what they bring to light; None where there is none.
pub fn fix_all(text: &str, target: Target) -> Option<Fix> {
    let mut fixed = text.to_owned();
    let mut fixes = 0;
    for _ in 0..ROUNDS {
        let edits = {
            let findings = super::check(&fixed, target).findings;
            let mut edits: Vec<Edit> = Vec::new();
            for fix in findings
                .iter()
                .filter(|one| is_safe(one))
                .map(|one| &one.fixes[0])
            {
                if fits(&edits, fix) {
                    edits.extend(fix.edits.iter().cloned());
                    in_text_order(&mut edits);
                    fixes += 1;
                }
            }
            edits
        };
        if edits.is_empty() {
            break;
        }
        fixed = applied(&fixed, &edits);
    }
    (fixes > 0 && fixed != text).then(|| Fix {
        title: match fixes {
            1 => "Fix 1 safely".to_owned(),
            _ => format!("Fix {fixes} safely"),
        },
        edits: vec![difference(text, &fixed)],
    })
}

/// Whether a fix can be applied together with these edits: they neither overlap nor touch.
fn fits(edits: &[Edit], fix: &Fix) -> bool {
    let apart = |a: &Bytes, b: &Bytes| a.end < b.start || b.end < a.start;
    fix.edits
        .iter()
        .all(|new| edits.iter().all(|old| apart(&old.range, &new.range)))
}

/// The one replacement that makes the second text of the first.
fn difference(before: &str, after: &str) -> Edit {
    let pairs = before.char_indices().zip(after.char_indices());
    let start = pairs
        .take_while(|((_, old), (_, new))| old == new)
        .last()
        .map_or(0, |((at, letter), _)| at + letter.len_utf8());
    let (old, new) = (&before[start..], &after[start..]);
    let same = old.chars().rev().zip(new.chars().rev());
    let end: usize = same
        .take_while(|(old, new)| old == new)
        .map(|(letter, _)| letter.len_utf8())
        .sum();
    Edit {
        range: start..before.len() - end,
        text: new[..new.len() - end].to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(text: &str) -> Option<String> {
        let fix = fix_all(text, Target::Unknown)?;
        Some(applied(text, &fix.edits))
    }

    #[test]
    fn a_described_definition_becomes_a_request() {
        let text = r#"{
  "taskDefinition": {
    "taskDefinitionArn": "arn:aws:ecs:us-east-1:123456789012:task-definition/web:3",
    "family": "web", // kept
    "cpu": 256,
    "revision": 3,
    "containerDefinitions": [
      {"Name": "web", "image": "nginx:1.27", "memory": "128", "command": null}
    ]
  }
}"#;
        let fixed = all(text).expect("a fix");
        let findings = super::super::check(&fixed, Target::Unknown).findings;
        assert!(!findings.iter().any(is_safe), "{fixed}");
        assert!(fixed.contains("// kept"), "{fixed}");
        for gone in ["taskDefinitionArn", "revision", "null", "Name"] {
            assert!(!fixed.contains(gone), "{gone}: {fixed}");
        }
        assert!(fixed.contains(r#""cpu": "256""#) && fixed.contains(r#""memory": 128"#));
        assert_eq!(all(&fixed), None);
    }

    #[test]
    fn what_needs_a_decision_is_left() {
        assert_eq!(
            all(r#"{"family": "a b", "containerDefinitions": []}"#),
            None
        );
        assert_eq!(all("{"), None);
        assert_eq!(all(""), None);
    }

    #[test]
    fn a_difference_is_as_small_as_it_can_be() {
        let edit = |range: Bytes, text: &str| Edit {
            range,
            text: text.to_owned(),
        };
        assert_eq!(difference("abcd", "abXd"), edit(2..3, "X"));
        assert_eq!(difference("aa", "aaa"), edit(2..2, "a"));
        assert_eq!(difference("aaa", "aa"), edit(2..3, ""));
        assert_eq!(difference("é", "è"), edit(0..2, "è"));
        assert_eq!(difference("", "x"), edit(0..0, "x"));
    }
}
