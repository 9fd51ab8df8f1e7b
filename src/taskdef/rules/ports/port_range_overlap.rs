//! Ranges of one container that overlap, where containers have addresses of their own.

use super::{Mapping, mappings};
use crate::taskdef::rules::prelude::*;
use crate::taskdef::rules::scope::place;

/// TD-PORT-RANGE-OVERLAP
pub static RULE: Rule = Rule::error(
    "TD-PORT-RANGE-OVERLAP",
    Wording::AwsRoughly,
    "ECS API, PortMapping, containerPortRange",
    check,
);

fn check(draft: &Draft, found: &mut Found) {
    // With awsvpc the whole task has to be free of overlaps: another rule.
    let mode = draft.network_mode();
    if mode == "awsvpc" {
        return;
    }
    let all: Vec<_> = mappings(draft).collect();
    for (index, mapping) in all.iter().enumerate() {
        let earlier = all[..index].iter();
        let same = earlier.filter(|one| one.container.range == mapping.container.range);
        let Some(port) = same.filter_map(|one| overlap(one, mapping)).min() else {
            continue;
        };
        let message = format!(
            "{} container port '{port}' is used multiple times in task when networkMode={mode}.",
            mapping.protocol().to_uppercase()
        );
        let help = "The ranges and single ports of a container must not overlap.";
        let (member, path) = mapping.ports_member();
        found.say(Said::new(path, &place(mapping.node, member), message, help));
    }
}

/// The first port that two mappings share, if one of them at least is a range.
fn overlap(one: &Mapping, other: &Mapping) -> Option<i64> {
    let ((first, last), (from, to)) = (one.container_ports()?, other.container_ports()?);
    let ranged = first < last || from < to;
    let meet = one.protocol() == other.protocol() && first <= to && from <= last;
    (ranged && meet).then(|| first.max(from))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::says;

    #[test]
    fn a_range_does_not_meet_a_port_of_its_container() {
        let text = r#"{"containerDefinitions": [
            {"portMappings": [{"containerPort": 85}, {"containerPortRange": "80-90"}]},
            {"portMappings": [{"containerPort": 85}, {"containerPort": 85}]}]}"#;
        assert_eq!(
            says(&RULE, text),
            [
                "error $.containerDefinitions[0].portMappings[1].containerPortRange at \
              «\"80-90\"»: TCP container port '85' is used multiple times in task \
              when networkMode=bridge."
            ]
        );
    }
}
