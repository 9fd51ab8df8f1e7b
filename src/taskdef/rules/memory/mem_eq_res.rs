//! What the two memory members of a container mean together.

use crate::taskdef::rules::prelude::*;
use crate::taskdef::rules::scope::on_ec2;

/// TD-MEM-EQ-RES
pub static EQUAL: Rule = Rule::info(
    "TD-MEM-EQ-RES",
    "ECS API, ContainerDefinition, memoryReservation",
    equal,
);

/// TD-MEM-RES-SEMANTICS
pub static SEMANTICS: Rule = Rule::info(
    "TD-MEM-RES-SEMANTICS",
    "ECS API, ContainerDefinition, memoryReservation",
    semantics,
);

fn equal(draft: &Draft, found: &mut Found) {
    for (path, container) in draft.containers() {
        let (Some(hard), Some(soft)) = (
            container.integer_of("memory"),
            container.get("memoryReservation"),
        ) else {
            continue;
        };
        if hard <= 0 || soft.integer() != Some(hard) {
            continue;
        }
        let message = "Equal values are accepted; the soft limit then has no effect";
        let help = "The API reference asks for a memory above memoryReservation, but ECS \
                    registers equal values too. memory alone says the same.";
        found.say(
            Said::new(
                format!("{path}.memoryReservation"),
                &soft.range,
                message,
                help,
            )
            .fix(remove_fix(container, "memoryReservation")),
        );
    }
}

fn semantics(draft: &Draft, found: &mut Found) {
    if !on_ec2(draft) || draft.root.get("memory").is_some() {
        return;
    }
    for (path, container) in draft.containers() {
        let Some(soft) = container.get("memoryReservation") else {
            continue;
        };
        let (Some(hard), Some(mib)) = (container.integer_of("memory"), soft.integer()) else {
            continue;
        };
        if mib <= 0 || hard <= mib {
            continue;
        }
        let help = "With both members ECS takes memoryReservation off the instance; memory is \
                    only where the container is killed.";
        found.say(Said::new(
            format!("{path}.memoryReservation"),
            &soft.range,
            format!("Placement uses {mib} MiB for this container"),
            help,
        ));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, says};

    #[test]
    fn an_equal_reservation_adds_nothing() {
        let text = r#"{"containerDefinitions": [{"memory": 9, "memoryReservation": 9}]}"#;
        assert_eq!(says(&EQUAL, text).len(), 1);
        assert_eq!(says(&SEMANTICS, text), [""; 0]);
        assert_eq!(
            fixed(&EQUAL, text),
            r#"{"containerDefinitions": [{"memory": 9}]}"#
        );
    }

    #[test]
    fn the_reservation_is_what_is_placed() {
        let text = r#"{"containerDefinitions": [{"memory": 9, "memoryReservation": 8}]}"#;
        assert_eq!(
            says(&SEMANTICS, text),
            [
                "info $.containerDefinitions[0].memoryReservation at «8»: Placement uses 8 MiB for \
              this container"
            ]
        );
    }
}
