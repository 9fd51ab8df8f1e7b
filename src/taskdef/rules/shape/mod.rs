//! Rules of the document's shape: what the model of the API says, before any meaning.
//!
//! All but those of sizes and of the wrapper share one walk. A key in another tool's spelling is
//! said once, by TD-JSON-CASE; a read-only one by TD-JSON-READONLY; neither is unknown besides.

mod case;
mod containers_string;
mod dupkey;
mod enums;
mod names;
mod null;
mod placeholder;
mod python;
mod range;
mod read_only;
mod required;
mod size;
mod size_near;
mod syntax;
mod types;
mod union;
mod unknown_field;
mod walk;
mod wrapper;

use super::{Found, Rule, Said};
use crate::taskdef::draft::Draft;
use crate::taskdef::finding::{Edit, Finding, Fix, in_text_order};
pub use names::{NEAR, READ_ONLY, is_intrinsic, misspelt, nearest};
pub use placeholder::mute;
pub use syntax::RULE as SYNTAX;
use walk::{Odd, What};

/// The rules in order.
pub const RULES: &[&Rule] = &[
    &syntax::RULE,
    &wrapper::RULE,
    &dupkey::RULE,
    &read_only::RULE,
    &unknown_field::RULE,
    &case::RULE,
    &null::RULE,
    &types::RULE,
    &containers_string::RULE,
    &required::RULE,
    &enums::RULE,
    &range::RULE,
    &union::RULE,
    &size::RULE,
    &size_near::RULE,
    &placeholder::RULE,
];

/// Rules with checks of their own.
const ALONE: &[&Rule] = &[&wrapper::RULE, &size::RULE, &size_near::RULE];

/// Applies all rules of the group with one walk.
pub fn apply(draft: &Draft, findings: &mut Vec<Finding>) {
    for rule in ALONE {
        super::apply_one(rule, draft, findings);
    }
    let first = findings.len();
    walk::walk(draft, &mut |odd| {
        let (rule, say) = rule_of(odd.what);
        say(
            odd,
            &mut Found {
                rule,
                text: draft.text,
                findings,
            },
        );
    });
    convert_all(findings.get_mut(first..).unwrap_or_default());
}

/// Applies one of the rules that share the walk.
fn alone(rule: &'static Rule, draft: &Draft, found: &mut Found) {
    let first = found.findings.len();
    walk::walk(draft, &mut |odd| {
        let (its, say) = rule_of(odd.what);
        if its.id == rule.id {
            say(odd, found);
        }
    });
    convert_all(found.findings.get_mut(first..).unwrap_or_default());
}

type Say = fn(&Odd, &mut Found);

fn rule_of(what: What) -> (&'static Rule, Say) {
    match what {
        What::Repeated => (&dupkey::RULE, dupkey::say),
        What::ReadOnly => (&read_only::RULE, read_only::say),
        What::Unknown => (&unknown_field::RULE, unknown_field::say),
        What::Misspelt(..) => (&case::RULE, case::say),
        What::Null => (&null::RULE, null::say),
        What::Type => (&types::RULE, types::say),
        What::ContainersString => (&containers_string::RULE, containers_string::say),
        What::Missing(_) => (&required::RULE, required::say),
        What::Enum(_) => (&enums::RULE, enums::say),
        What::Range => (&range::RULE, range::say),
        What::Union => (&union::RULE, union::say),
        What::Placeholder => (&placeholder::RULE, placeholder::say),
    }
}

/// The first key in another spelling also has a fix for all of them: each is one small edit.
fn convert_all(findings: &mut [Finding]) {
    let keys = findings.iter().filter(|one| one.rule == case::RULE.id);
    let first_fixes = keys.filter_map(|one| one.fixes.first());
    let mut edits: Vec<Edit> = first_fixes.flat_map(|fix| fix.edits.clone()).collect();
    if edits.len() < 2 {
        return;
    }
    in_text_order(&mut edits);
    let first = findings.iter_mut().find(|one| one.rule == case::RULE.id);
    if let Some(first) = first {
        first.fixes.push(Fix {
            title: format!("Convert all {} keys", edits.len()),
            edits,
        });
    }
}

/// What a rule says of something odd: at its value.
fn said(odd: &Odd, message: impl Into<String>, help: impl Into<String>) -> Said {
    Said::new(odd.place.json_path(), &odd.node.range, message, help)
}

/// What a rule says of a key.
fn said_of_key(odd: &Odd, message: impl Into<String>, help: impl Into<String>) -> Said {
    let member = odd.holder.members().get(odd.index);
    let range = member.map_or(&odd.node.range, |member| &member.name_range);
    Said::new(odd.place.json_path(), range, message, help)
}
