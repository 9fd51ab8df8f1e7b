//! More time to stop than an interrupted instance has.

use crate::taskdef::rules::prelude::*;
use crate::taskdef::rules::scope::{on_ec2, outside};

/// TD-TIMEOUT-STOP-SPOT
pub static RULE: Rule = Rule::info(
    "TD-TIMEOUT-STOP-SPOT",
    "EC2 User Guide, Spot Instance interruption notices",
    check,
);

fn check(draft: &Draft, found: &mut Found) {
    if draft.is_fargate() || !on_ec2(draft) {
        return;
    }
    for (path, container) in draft.containers() {
        let Some((node, _)) = outside(container, "stopTimeout", i64::MIN..=120) else {
            continue;
        };
        let said = Said::new(
            format!("{path}.stopTimeout"),
            &node.range,
            "A Spot Instance is gone 120 seconds after its notice",
            "On Spot the container gets less time to stop than this. On-Demand Instances give it \
             all.",
        );
        found.say(said.fix(set_fix(draft, container, "stopTimeout", "110")));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{container_on_fargate, fixed, says};

    #[test]
    fn two_minutes_are_left() {
        let of = |seconds: u32| format!(r#""stopTimeout": {seconds}"#);
        let on_ec2 = |seconds| container_on_fargate(&of(seconds)).replace("FARGATE", "EC2");
        assert!(says(&RULE, &on_ec2(121))[0].starts_with("info"));
        assert_eq!(fixed(&RULE, &on_ec2(121)), on_ec2(110));
        assert!(says(&RULE, &on_ec2(120)).is_empty());
        assert!(says(&RULE, &container_on_fargate(&of(300))).is_empty());
    }
}
