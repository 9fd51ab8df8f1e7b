//! Limits of processes.

use super::{Item, items};
use crate::taskdef::rules::prelude::*;

/// TD-ULIMIT-ORDER. How ECS compares -1, which is no limit, is not known: where it is the soft
/// limit, the container cannot start.
pub static ORDER: Rule = Rule::error("TD-ULIMIT-ORDER", Wording::Aws, "ECS API, Ulimit", order);

/// TD-ULIMIT-DUP
pub static TWICE: Rule = Rule::error(
    "TD-ULIMIT-DUP",
    Wording::Ours,
    "ECS API, ContainerDefinition, ulimits",
    twice,
);

/// The limits of Linux containers; those of Windows ones another rule refuses.
fn ulimits<'d, 'a>(draft: &'d Draft<'a>) -> impl Iterator<Item = Item<'d, 'a>> {
    let linux = !draft.is_windows();
    let all = items(draft, "ulimits");
    all.filter(move |_| linux)
}

fn order(draft: &Draft, found: &mut Found) {
    for one in ulimits(draft) {
        let (Some(soft), Some(hard)) = (one.node.get("softLimit"), one.node.get("hardLimit"))
        else {
            continue;
        };
        let (Some(low), Some(high)) = (soft.integer(), hard.integer()) else {
            continue;
        };
        let unlimited = low == -1;
        if high == -1 || !(unlimited || low > high) {
            continue;
        }
        let said = Said::new(
            format!("{}.softLimit", one.path),
            &soft.range,
            format!("Soft limit exceeds hard limit for ulimit {}", one.name()),
            "A process may raise the soft limit up to the hard one; -1 is no limit.",
        )
        .fix(swap(soft, low, hard, high));
        match unlimited {
            true => found.say_refused_by(RefusedBy::Nobody, Wording::Ours, said),
            false => found.say(said),
        }
    }
}

fn swap(soft: &Node, low: i64, hard: &Node, high: i64) -> Fix {
    let edit = |node: &Node, number: i64| Edit {
        range: node.range.clone(),
        text: number.to_string(),
    };
    let mut edits = vec![edit(soft, high), edit(hard, low)];
    in_text_order(&mut edits);
    Fix {
        title: "Swap the two".to_owned(),
        edits,
    }
}

fn twice(draft: &Draft, found: &mut Found) {
    for one in ulimits(draft) {
        let Some(node) = one.node.get("name").filter(|_| one.is_again()) else {
            continue;
        };
        let name = one.name();
        if name.is_empty() || is_placeholder(name) {
            continue;
        }
        let message = format!("Duplicate ulimit \"{name}\"");
        let help = "Each limit has one entry, with its soft and its hard limit.";
        let said = Said::new(format!("{}.name", one.path), &node.range, message, help);
        found.say(said.fix(one.remove()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, found, says};

    fn of(limits: &[(&str, i64, i64)]) -> String {
        let limit = |(name, soft, hard): &(&str, i64, i64)| {
            format!(r#"{{"name": "{name}", "softLimit": {soft}, "hardLimit": {hard}}}"#)
        };
        let limits: Vec<String> = limits.iter().map(limit).collect();
        let limits = limits.join(", ");
        format!(r#"{{"containerDefinitions": [{{"ulimits": [{limits}]}}]}}"#)
    }

    #[test]
    fn the_soft_limit_is_not_above_the_hard_one() {
        let wrong = of(&[("nofile", 2048, 1024)]);
        let path = "$.containerDefinitions[0].ulimits[0].softLimit";
        assert_eq!(
            says(&ORDER, &wrong),
            [format!(
                "error {path} at «2048»: Soft limit exceeds hard limit for ulimit nofile"
            )]
        );
        assert_eq!(fixed(&ORDER, &wrong), of(&[("nofile", 1024, 2048)]));
        for (soft, hard) in [(1024, 1024), (1024, -1), (-1, -1)] {
            assert!(says(&ORDER, &of(&[("core", soft, hard)])).is_empty());
        }
    }

    #[test]
    fn no_limit_is_above_any() {
        let endless = of(&[("memlock", -1, 1024)]);
        let found = found(&ORDER, &endless);
        assert_eq!(found[0].refused_by, RefusedBy::Nobody);
        assert!(says(&ORDER, &fixed(&ORDER, &endless)).is_empty());
    }

    #[test]
    fn a_limit_is_set_once() {
        let one = ("core", 0, 0);
        let path = "$.containerDefinitions[0].ulimits[1].name";
        assert_eq!(
            says(&TWICE, &of(&[one, one])),
            [format!(
                "error {path} at «\"core\"»: Duplicate ulimit \"core\""
            )]
        );
        assert_eq!(fixed(&TWICE, &of(&[one, one])), of(&[one]));
        assert!(says(&TWICE, &of(&[one, ("nofile", 1, 1)])).is_empty());
    }
}
