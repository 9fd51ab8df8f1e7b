//! The size of a tmpfs.

use super::tmpfs;
use crate::taskdef::rules::prelude::*;
use crate::taskdef::rules::scope::outside;

/// TD-TMPFS-SIZE
pub static RULE: Rule = Rule::error(
    "TD-TMPFS-SIZE",
    Wording::Aws,
    "ECS API, Tmpfs, size; text: answers of ECS, publicly reported",
    check,
);

fn check(draft: &Draft, found: &mut Found) {
    for one in tmpfs(draft) {
        let Some((node, _)) = outside(one.node, "size", 1..=i64::MAX) else {
            continue;
        };
        let said = Said::new(
            one.path("size"),
            &node.range,
            "The container has an invalid tmpfs size value specified. It must be a non-zero, \
             non-negative integer.",
            "The size is in MiB. Docker takes 0 for no limit, ECS does not.",
        );
        found.say(said.fix(set_fix(draft, one.node, "size", "64")));
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::with;
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, says};

    #[test]
    fn it_is_positive() {
        let of = |size: i64| with(&format!(r#""tmpfs": [{{"size": {size}}}]"#));
        let path = "$.containerDefinitions[0].linuxParameters.tmpfs[0].size";
        assert_eq!(
            says(&RULE, &of(0)),
            [format!(
                "error {path} at «0»: The container has an invalid tmpfs size value specified. It \
                 must be a non-zero, non-negative integer."
            )]
        );
        assert_eq!(fixed(&RULE, &of(-1)), of(64));
        assert!(says(&RULE, &of(1)).is_empty());
    }
}
