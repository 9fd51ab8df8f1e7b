//! Near the greatest size.

use super::size;
use crate::taskdef::rules::prelude::*;

/// TD-JSON-SIZE-NEAR
pub static RULE: Rule = Rule::warning(
    "TD-JSON-SIZE-NEAR",
    Wording::Ours,
    "Developer Guide, Amazon ECS service quotas, Task definition size",
    check,
);

/// From here on the size is worth a word: nine tenths.
pub(super) const MUCH: usize = size::MOST / 10 * 9;

fn check(draft: &Draft, found: &mut Found) {
    let bytes = size::bytes(draft);
    if !(MUCH..=size::MOST).contains(&bytes) {
        return;
    }
    let message = format!(
        "{bytes} of 65,536 bytes used; DescribeTaskDefinition round-trips add defaults and can \
         push it over"
    );
    let place = Draft::opening(&draft.root);
    found.say(Said::new("$", &place, message, size::help(draft)));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::says;

    #[test]
    fn nine_tenths_are_much() {
        let text = |length: usize| format!(r#"{{"family": "{}"}}"#, "x".repeat(length));
        assert_eq!(says(&RULE, &text(60_000)).len(), 1);
        assert!(says(&RULE, &text(58_000)).is_empty());
        assert!(says(&RULE, &text(66_000)).is_empty());
    }
}
