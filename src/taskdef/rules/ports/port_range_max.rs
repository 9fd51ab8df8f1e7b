//! The number of port ranges.

use crate::taskdef::rules::prelude::*;
use crate::taskdef::rules::scope::name_place;

/// TD-PORT-RANGE-MAX
pub static RULE: Rule = Rule::error(
    "TD-PORT-RANGE-MAX",
    Wording::Ours,
    "ECS API, PortMapping, containerPortRange",
    check,
);

fn check(draft: &Draft, found: &mut Found) {
    for (path, container) in draft.containers() {
        let mappings = container.list("portMappings").iter();
        let ranges = mappings.filter(|one| one.get("containerPortRange").is_some());
        let count = ranges.count();
        if count > 100 {
            let message = "At most 100 port ranges per container";
            let help = format!("There are {count}; merge neighbouring ranges.");
            let place = name_place(container, "portMappings");
            found.say(Said::new(
                format!("{path}.portMappings"),
                &place,
                message,
                help,
            ));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::says;

    #[test]
    fn a_hundred_ranges_are_enough() {
        let ranges = |count| vec![r#"{"containerPortRange": "1-2"}"#; count].join(", ");
        let with = |list| format!(r#"{{"containerDefinitions": [{{"portMappings": [{list}]}}]}}"#);
        assert!(says(&RULE, &with(ranges(100))).is_empty());
        assert_eq!(says(&RULE, &with(ranges(101))).len(), 1);
    }
}
