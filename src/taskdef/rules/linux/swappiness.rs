//! How eagerly a container swaps.

use super::{memory_limit, on_host};
use crate::taskdef::rules::prelude::*;
use crate::taskdef::rules::scope::outside;

/// TD-SWAPPINESS-RANGE
pub static RANGE: Rule = Rule::error(
    "TD-SWAPPINESS-RANGE",
    Wording::Ours,
    "ECS API, LinuxParameters, swappiness",
    range,
);

/// TD-SWAPPINESS-NOSWAP
pub static NO_SWAP: Rule = Rule::warning(
    "TD-SWAPPINESS-NOSWAP",
    Wording::Ours,
    "ECS API, LinuxParameters, swappiness",
    no_swap,
);

/// TD-SWAPPINESS-AL2023
pub static AL2023: Rule = Rule::info(
    "TD-SWAPPINESS-AL2023",
    "ECS API, LinuxParameters, swappiness",
    al2023,
);

fn range(draft: &Draft, found: &mut Found) {
    for (path, parameters, _) in on_host(draft) {
        let Some((node, nearest)) = outside(parameters, "swappiness", 0..=100) else {
            continue;
        };
        let said = Said::new(
            format!("{path}.swappiness"),
            &node.range,
            "swappiness must be 0–100",
            "With 0 the container swaps only if it must, with 100 eagerly; without it 60.",
        );
        let nearest = nearest.to_string();
        found.say(said.fix(set_fix(draft, parameters, "swappiness", &nearest)));
    }
}

fn no_swap(draft: &Draft, found: &mut Found) {
    for (path, parameters, container) in on_host(draft) {
        let Some(node) = parameters.get("swappiness").filter(|node| node.is_set()) else {
            continue;
        };
        if parameters.get("maxSwap").is_some_and(Node::is_set) {
            continue;
        }
        let mut said = Said::new(
            format!("{path}.swappiness"),
            &node.range,
            "swappiness is ignored unless maxSwap is set",
            "maxSwap is the swap that the container may use, in MiB. Without it that is as much \
             as its memory.",
        )
        .fix(remove_fix(parameters, "swappiness"));
        if let Some(limit) = memory_limit(draft, container) {
            said = said.fix(set_fix(draft, parameters, "maxSwap", &limit.to_string()));
        }
        found.say(said);
    }
}

fn al2023(draft: &Draft, found: &mut Found) {
    for (path, parameters, _) in on_host(draft) {
        let Some(node) = parameters.get("swappiness").filter(|node| node.is_set()) else {
            continue;
        };
        let said = Said::new(
            format!("{path}.swappiness"),
            &node.range,
            "swappiness is not supported on Amazon Linux 2023",
            "It works on instances with Amazon Linux 2 only.",
        );
        found.say(said.fix(remove_fix(parameters, "swappiness")));
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::{on_fargate, with};
    use super::*;
    use crate::taskdef::rules::fixtures::{applied, fixed, found, says};

    fn of(number: i64) -> String {
        with(&format!(r#""swappiness": {number}"#))
    }

    #[test]
    fn it_is_a_percentage() {
        let path = "$.containerDefinitions[0].linuxParameters.swappiness";
        assert_eq!(
            says(&RANGE, &of(101)),
            [format!("error {path} at «101»: swappiness must be 0–100")]
        );
        assert_eq!(fixed(&RANGE, &of(101)), of(100));
        assert_eq!(fixed(&RANGE, &of(-1)), of(0));
        assert!(says(&RANGE, &of(0)).is_empty());
        assert!(says(&RANGE, &on_fargate(r#""swappiness": 101"#)).is_empty());
    }

    #[test]
    fn it_needs_swap() {
        let text = of(0);
        assert_eq!(says(&NO_SWAP, &text).len(), 1);
        assert_eq!(fixed(&NO_SWAP, &text), with(""));
        let second = &found(&NO_SWAP, &text)[0].fixes[1];
        let swaps = with(r#""swappiness": 0, "maxSwap": 512"#);
        assert_eq!(applied(&text, &second.edits), swaps);
        assert!(says(&NO_SWAP, &swaps).is_empty());
    }

    #[test]
    fn amazon_linux_2023_has_none() {
        assert!(says(&AL2023, &of(60))[0].starts_with("info"));
        assert!(says(&AL2023, &fixed(&AL2023, &of(60))).is_empty());
    }
}
