//! GPUs that containers share.

use super::{SHARING, of_type};
use crate::taskdef::rules::items::{Item, items};
use crate::taskdef::rules::prelude::*;
use crate::taskdef::rules::scope::{name_place, on_external};

/// TD-GPU-SHARE-NONGPU
pub static OTHERS: Rule = Rule::error(
    "TD-GPU-SHARE-NONGPU",
    Wording::Ours,
    "ECS API, ResourceRequirement, sharingStrategy",
    others,
);

/// TD-GPU-SHARE-EXTERNAL
pub static EXTERNAL: Rule = Rule::error(
    "TD-GPU-SHARE-EXTERNAL",
    Wording::Ours,
    "ECS API, ResourceRequirement, sharingStrategy",
    external,
);

/// TD-GPU-SHARE-MIX
pub static MIXED: Rule = Rule::error(
    "TD-GPU-SHARE-MIX",
    Wording::Ours,
    "ECS API, ResourceRequirement, sharingStrategy",
    mixed,
);

fn said(item: &Item, message: &str, help: &str) -> Said {
    let path = format!("{}.{SHARING}", item.path);
    Said::new(path, &name_place(item.node, SHARING), message, help)
}

fn others(draft: &Draft, found: &mut Found) {
    for item in items(draft, "resourceRequirements") {
        let kind = item.node.text_of("type").unwrap_or("GPU");
        if kind == "GPU" || is_placeholder(kind) || item.node.get(SHARING).is_none() {
            continue;
        }
        let help = "Other devices belong to one container.";
        let said = said(&item, "sharingStrategy is only for GPU", help);
        found.say(said.fix(remove_fix(item.node, SHARING)));
    }
}

fn external(draft: &Draft, found: &mut Found) {
    if !on_external(draft) {
        return;
    }
    for item in of_type(draft, "GPU") {
        let Some(member) = item.node.member(SHARING).filter(|one| one.value.is_set()) else {
            continue;
        };
        let help = "On external instances a container has whole GPUs: say how many in value.";
        let said = said(&item, "GPU sharing is not supported with EXTERNAL", help);
        let fix = match item.node.get("value") {
            Some(_) => remove_fix(item.node, SHARING),
            None => {
                let range = member.name_range.start..member.value.range.end;
                replace("Use a whole GPU", range, r#""value": "1""#)
            }
        };
        found.say(said.fix(fix));
    }
}

fn mixed(draft: &Draft, found: &mut Found) {
    let shares = |item: &Item| item.node.get(SHARING).is_some();
    // What has both or neither is said by another rule.
    let mut gpus = of_type(draft, "GPU");
    let mut clear = gpus
        .by_ref()
        .filter(|one| shares(one) != one.node.get("value").is_some());
    let Some(first) = clear.next() else {
        return;
    };
    let Some(other) = clear.find(|one| shares(one) != shares(&first)) else {
        return;
    };
    let message = "All GPU containers of a task must use the same option";
    let help = "One says how many GPUs it has in value, another one shares a GPU with \
                sharingStrategy.";
    let place = Draft::opening(other.node);
    found.say(Said::new(other.path, &place, message, help));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, says};

    const PART: &str = r#"{"type": "GPU", "sharingStrategy": {"nvidiaMps": {"memory": 4096}}}"#;
    const WHOLE: &str = r#"{"type": "GPU", "value": "1"}"#;

    fn with(first: &str, second: &str) -> String {
        let container = |one| format!(r#"{{"resourceRequirements": [{one}]}}"#);
        let (first, second) = (container(first), container(second));
        format!(
            r#"{{"requiresCompatibilities": ["EXTERNAL"],
            "containerDefinitions": [{first}, {second}]}}"#
        )
    }

    #[test]
    fn only_gpus_are_shared() {
        let text = with(WHOLE, &PART.replace("GPU", "NeuronDevice"));
        let at = "$.containerDefinitions[1].resourceRequirements[0].sharingStrategy";
        assert_eq!(
            says(&OTHERS, &text),
            [format!(
                "error {at} at «\"sharingStrategy\"»: sharingStrategy is only for GPU"
            )]
        );
        assert_eq!(
            fixed(&OTHERS, &text),
            with(WHOLE, r#"{"type": "NeuronDevice"}"#)
        );
        assert!(says(&OTHERS, &with(WHOLE, PART)).is_empty());
    }

    #[test]
    fn nothing_is_shared_on_external_instances() {
        let text = with(WHOLE, PART);
        assert_eq!(says(&EXTERNAL, &text).len(), 1);
        assert_eq!(fixed(&EXTERNAL, &text), with(WHOLE, WHOLE));
        assert!(says(&EXTERNAL, &text.replace("EXTERNAL", "EC2")).is_empty());
        assert!(says(&EXTERNAL, &with(WHOLE, WHOLE)).is_empty());
    }

    #[test]
    fn all_containers_do_the_same() {
        let said = says(&MIXED, &with(PART, WHOLE));
        let at = "error $.containerDefinitions[1].resourceRequirements[0] at «{»: All GPU";
        assert!(said.len() == 1 && said[0].starts_with(at), "{said:?}");
        for same in [
            with(PART, PART),
            with(WHOLE, WHOLE),
            with(WHOLE, r#"{"type": "GPU"}"#),
        ] {
            assert!(says(&MIXED, &same).is_empty());
        }
    }
}
