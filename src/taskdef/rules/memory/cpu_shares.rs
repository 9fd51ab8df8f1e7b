//! The range of a container's cpu, and what the agent makes of its ends.

use crate::taskdef::rules::prelude::*;
use crate::taskdef::rules::scope::{name_of, on_ec2, place};

/// The shares at which the agent stops. Source: ECS API, ContainerDefinition `cpu`.
const MOST: i64 = 262_144;

/// TD-CPU-NEGATIVE
pub static NEGATIVE: Rule = Rule::error(
    "TD-CPU-NEGATIVE",
    Wording::Ours,
    "ECS API, ContainerDefinition, cpu",
    negative,
);

/// TD-CPU-SHARES-MIN
pub static MINIMUM: Rule = Rule::info(
    "TD-CPU-SHARES-MIN",
    "ECS API, ContainerDefinition, cpu",
    minimum,
);

/// TD-CPU-SHARES-MAX
pub static MAXIMUM: Rule = Rule::info(
    "TD-CPU-SHARES-MAX",
    "ECS API, ContainerDefinition, cpu",
    maximum,
);

fn negative(draft: &Draft, found: &mut Found) {
    for (path, container) in draft.containers() {
        let Some(node) = container.get("cpu") else {
            continue;
        };
        if node.integer().is_some_and(|units| units < 0) {
            let message = format!(
                "Invalid 'cpu' setting for container '{}'.",
                name_of(container)
            );
            found.say(
                Said::new(
                    format!("{path}.cpu"),
                    &node.range,
                    message,
                    "cpu is 0 or more units.",
                )
                .fix(replace("Use 0", node.range.clone(), "0")),
            );
        }
    }
}

fn minimum(draft: &Draft, found: &mut Found) {
    if !on_ec2(draft) || draft.is_fargate() || draft.is_windows() {
        return;
    }
    for (path, container) in draft.containers() {
        let units = match container.get("cpu") {
            Some(node) => node.integer(),
            None => Some(0),
        };
        let Some(units) = units.filter(|units| matches!(units, 0 | 1)) else {
            continue;
        };
        let help = "The agent passes 0, 1 or no cpu to Docker as 2 shares of 1024 per vCPU: next \
                    to busy neighbours the container gets almost nothing.";
        found.say(Said::new(
            format!("{path}.cpu"),
            &place(container, "cpu"),
            format!("cpu {units} becomes 2 CPU shares"),
            help,
        ));
    }
}

fn maximum(draft: &Draft, found: &mut Found) {
    if !on_ec2(draft) || draft.is_windows() {
        return;
    }
    for (path, container) in draft.containers() {
        let Some(node) = container.get("cpu") else {
            continue;
        };
        if node.integer().is_some_and(|units| units > MOST) {
            let message = format!("cpu is clamped to {MOST} shares");
            let help = "Linux knows no more shares than those of 256 vCPUs.";
            found.say(
                Said::new(format!("{path}.cpu"), &node.range, message, help).fix(replace(
                    format!("Use {MOST}"),
                    node.range.clone(),
                    MOST.to_string(),
                )),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, says};

    fn with(cpu: &str) -> String {
        format!(r#"{{"containerDefinitions": [{{"name": "web", "cpu": {cpu}}}]}}"#)
    }

    #[test]
    fn cpu_is_not_negative() {
        assert_eq!(
            says(&NEGATIVE, &with("-1")),
            [
                "error $.containerDefinitions[0].cpu at «-1»: Invalid 'cpu' setting for container \
              'web'."
            ]
        );
        assert_eq!(fixed(&NEGATIVE, &with("-1")), with("0"));
    }

    #[test]
    fn the_ends_of_the_range_are_clamped() {
        assert!(says(&MINIMUM, &with("1"))[0].ends_with("cpu 1 becomes 2 CPU shares"));
        assert!(says(&MINIMUM, &with("2")).is_empty());
        assert_eq!(fixed(&MAXIMUM, &with("262145")), with("262144"));
        assert!(says(&MAXIMUM, &with("262144")).is_empty());
    }
}
