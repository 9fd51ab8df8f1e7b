//! Network controls of one network in several containers.

use super::{Space, Sysctl, sysctls};
use crate::taskdef::rules::prelude::*;
use crate::taskdef::rules::scope::place;

/// TD-SYSCTL-AWSVPC-MULTI
pub static RULE: Rule = Rule::warning(
    "TD-SYSCTL-AWSVPC-MULTI",
    Wording::Ours,
    "ECS API, SystemControl",
    check,
);

fn check(draft: &Draft, found: &mut Found) {
    if draft.network_mode() != "awsvpc" {
        return;
    }
    let controls = sysctls(draft).filter(|one| one.space == Space::Network);
    let controls: Vec<Sysctl> = controls.collect();
    for (index, one) in controls.iter().enumerate() {
        let Some(value) = value(one) else {
            continue;
        };
        let differs = |other: &Sysctl| {
            other.name == one.name
                && other.item.container.range != one.item.container.range
                && self::value(other).is_some_and(|other| other != value)
        };
        if !controls[..index].iter().any(differs) {
            continue;
        }
        let said = Said::new(
            format!("{}.value", one.item.path),
            &place(one.item.node, "value"),
            "Set network sysctls on one container only",
            "The containers share one network, and the one that starts last sets its value for \
             all of them.",
        );
        found.say(said.fix(one.item.remove()));
    }
}

/// The value, unless it is filled in later.
fn value<'d>(one: &Sysctl<'d, '_>) -> Option<&'d str> {
    let value = one.item.node.text_of("value");
    value.filter(|value| !is_placeholder(value))
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::with;
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, says};

    #[test]
    fn one_network_has_one_value() {
        let of = |mode: &str, second: &str| {
            let mode = format!(r#""networkMode": "{mode}""#);
            let name = "net.core.somaxconn";
            with(
                &mode,
                &[&[(name, "1024")], &[(name, second), ("kernel.sem", "1")]],
            )
        };
        let path = "$.containerDefinitions[1].systemControls[0].value";
        assert_eq!(
            says(&RULE, &of("awsvpc", "512")),
            [format!(
                "warning {path} at «\"512\"»: Set network sysctls on one container only"
            )]
        );
        assert!(says(&RULE, &fixed(&RULE, &of("awsvpc", "512"))).is_empty());
        assert!(says(&RULE, &of("awsvpc", "1024")).is_empty());
        assert!(says(&RULE, &of("awsvpc", "${N}")).is_empty());
        assert!(says(&RULE, &of("bridge", "512")).is_empty());
    }
}
