//! How much a container may swap.

use super::on_host;
use crate::taskdef::rules::prelude::*;
use crate::taskdef::rules::scope::outside;

/// TD-MAXSWAP-NEG
pub static NEGATIVE: Rule = Rule::error(
    "TD-MAXSWAP-NEG",
    Wording::Ours,
    "ECS API, LinuxParameters, maxSwap",
    negative,
);

/// TD-MAXSWAP-HOST
pub static HOST: Rule = Rule::info(
    "TD-MAXSWAP-HOST",
    "Developer Guide, Managing container swap memory space",
    host,
);

fn negative(draft: &Draft, found: &mut Found) {
    for (path, parameters, _) in on_host(draft) {
        let Some((node, _)) = outside(parameters, "maxSwap", 0..=i64::MAX) else {
            continue;
        };
        let said = Said::new(
            format!("{path}.maxSwap"),
            &node.range,
            "maxSwap must be 0 or positive",
            "In MiB: 0 is no swap, and without maxSwap the container swaps as its instance does.",
        );
        let none = set_fix(draft, parameters, "maxSwap", "0");
        found.say(said.fix(none).fix(remove_fix(parameters, "maxSwap")));
    }
}

fn host(draft: &Draft, found: &mut Found) {
    for (path, parameters, _) in on_host(draft) {
        let Some(node) = parameters.get("maxSwap") else {
            continue;
        };
        if node.integer().is_none_or(|most| most <= 0) {
            continue;
        }
        found.say(Said::new(
            format!("{path}.maxSwap"),
            &node.range,
            "The ECS-optimized AMIs have no swap space",
            "Nothing is swapped before the instances have some: set it up in their user data.",
        ));
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::{on_fargate, with};
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, says};

    #[test]
    fn zero_is_no_swap() {
        let of = |most: i64| with(&format!(r#""maxSwap": {most}"#));
        let path = "$.containerDefinitions[0].linuxParameters.maxSwap";
        assert_eq!(
            says(&NEGATIVE, &of(-1)),
            [format!(
                "error {path} at «-1»: maxSwap must be 0 or positive"
            )]
        );
        assert_eq!(fixed(&NEGATIVE, &of(-1)), of(0));
        assert!(says(&NEGATIVE, &of(0)).is_empty());
    }

    #[test]
    fn swap_is_space_of_the_instance() {
        assert_eq!(says(&HOST, &with(r#""maxSwap": 512"#)).len(), 1);
        assert!(says(&HOST, &with(r#""maxSwap": 0"#)).is_empty());
        assert!(says(&HOST, &on_fargate(r#""maxSwap": 512"#)).is_empty());
    }
}
