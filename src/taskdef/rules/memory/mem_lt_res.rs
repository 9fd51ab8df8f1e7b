//! A hard limit below the soft one.

use crate::taskdef::finding::{Edit, Fix};
use crate::taskdef::rules::prelude::*;
use crate::taskdef::rules::scope::name_of;

/// TD-MEM-LT-RES
pub static RULE: Rule = Rule::error(
    "TD-MEM-LT-RES",
    Wording::Aws,
    "ECS API, ContainerDefinition, memoryReservation",
    check,
);

fn check(draft: &Draft, found: &mut Found) {
    for (path, container) in draft.containers() {
        let (Some(hard), Some(soft)) =
            (container.get("memory"), container.get("memoryReservation"))
        else {
            continue;
        };
        let (Some(memory), Some(reservation)) = (hard.integer(), soft.integer()) else {
            continue;
        };
        // Zero is no limit at all.
        if memory == 0 || memory >= reservation {
            continue;
        }
        let message = format!(
            "Invalid setting for container '{}'. 'memory' must be greater than or equal to \
             'memoryReservation'.",
            name_of(container)
        );
        let help = "memory is where the container is killed, memoryReservation what it is sure \
                    to get: the limit cannot be the smaller one.";
        let mut swap = vec![
            Edit {
                range: hard.range.clone(),
                text: reservation.to_string(),
            },
            Edit {
                range: soft.range.clone(),
                text: memory.to_string(),
            },
        ];
        in_text_order(&mut swap);
        let raise = replace(
            format!("Use {reservation} for memory"),
            hard.range.clone(),
            reservation.to_string(),
        );
        found.say(
            Said::new(format!("{path}.memory"), &hard.range, message, help)
                .fix(Fix {
                    title: "Swap the two".to_owned(),
                    edits: swap,
                })
                .fix(raise),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, says};

    #[test]
    fn the_hard_limit_is_not_below_the_soft_one() {
        let text =
            r#"{"containerDefinitions": [{"name": "w", "memoryReservation": 9, "memory": 8}]}"#;
        assert_eq!(
            says(&RULE, text),
            [
                "error $.containerDefinitions[0].memory at «8»: Invalid setting for container 'w'. \
              'memory' must be greater than or equal to 'memoryReservation'."
            ]
        );
        let swapped = fixed(&RULE, text);
        assert!(swapped.contains(r#""memoryReservation": 8, "memory": 9"#));
        assert!(says(&RULE, &swapped).is_empty());
    }

    #[test]
    fn equal_limits_are_accepted() {
        let text = r#"{"containerDefinitions": [{"memoryReservation": 9, "memory": 9}]}"#;
        assert!(says(&RULE, text).is_empty());
    }
}
