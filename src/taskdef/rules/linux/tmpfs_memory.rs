//! More tmpfs than memory.

use super::{half, memory_limit, parameters};
use crate::taskdef::rules::prelude::*;
use crate::taskdef::rules::scope::name_place;

/// TD-TMPFS-GT-MEM
pub static RULE: Rule = Rule::warning(
    "TD-TMPFS-GT-MEM",
    Wording::Ours,
    "ECS API, Tmpfs, size; Docker, --tmpfs",
    check,
);

fn check(draft: &Draft, found: &mut Found) {
    for (path, parameters, container) in parameters(draft) {
        let all = parameters.list("tmpfs");
        let sizes = all.iter().filter_map(|one| one.integer_of("size"));
        let total = sizes.fold(0, i64::saturating_add);
        let limit = memory_limit(draft, container);
        let Some(limit) = limit.filter(|limit| total > *limit) else {
            continue;
        };
        let said = Said::new(
            format!("{path}.tmpfs"),
            &name_place(parameters, "tmpfs"),
            "tmpfs is charged to the container's memory",
            format!(
                "{total} MiB of files do not fit into {limit} MiB: the container is killed before \
                 they do."
            ),
        );
        found.say(match all {
            [only] => said.fix(set_fix(draft, only, "size", &half(limit))),
            _ => said,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::{on_fargate, with};
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, says};

    #[test]
    fn files_in_memory_are_memory() {
        let of = |size: u32| format!(r#""tmpfs": [{{"size": {size}}}]"#);
        let path = "$.containerDefinitions[0].linuxParameters.tmpfs";
        assert_eq!(
            says(&RULE, &with(&of(513))),
            [format!(
                "warning {path} at «\"tmpfs\"»: tmpfs is charged to the container's memory"
            )]
        );
        assert_eq!(fixed(&RULE, &with(&of(513))), with(&of(256)));
        assert!(says(&RULE, &with(&of(512))).is_empty());
        assert_eq!(says(&RULE, &on_fargate(&of(513))).len(), 1);
        let two = r#""tmpfs": [{"size": 300}, {"size": 300}]"#;
        assert_eq!(says(&RULE, &with(two)).len(), 1);
    }
}
