//! A container that asks for GPUs twice.

use super::{of_type, said};
use crate::taskdef::rules::prelude::*;

/// TD-GPU-DUP
pub static RULE: Rule = Rule::error(
    "TD-GPU-DUP",
    Wording::Ours,
    "AWS Batch API, ResourceRequirement; ECS API, ResourceRequirement",
    check,
);

fn check(draft: &Draft, found: &mut Found) {
    for item in of_type(draft, "GPU") {
        let mut earlier = item.list.items()[..item.index].iter();
        if earlier.any(|one| one.text_of("type") == Some("GPU")) {
            let help = "One requirement says how many GPUs the container has.";
            found.say(said(&item, "Duplicate resource requirement", help));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, says};

    #[test]
    fn a_container_asks_once() {
        let gpu = r#"{"type": "GPU", "value": "1"}"#;
        let with = |list: &str| {
            let list = format!(r#""resourceRequirements": [{list}]"#);
            format!(r#"{{"containerDefinitions": [{{{list}}}, {{{list}}}]}}"#)
        };
        let text = with(&format!("{gpu}, {gpu}"));
        let said = says(&RULE, &text);
        let at = "error $.containerDefinitions[0].resourceRequirements[1] at «{";
        assert!(said.len() == 2 && said[0].starts_with(at), "{said:?}");
        assert_eq!(says(&RULE, &fixed(&RULE, &text)).len(), 1);
        assert!(says(&RULE, &with(gpu)).is_empty());
    }
}
