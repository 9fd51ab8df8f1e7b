//! The options of the awslogs driver.

use super::{Logging, of_driver};
use crate::taskdef::finding::{Edit, Fix};
use crate::taskdef::rules::edits::{insert_member, insert_members, remove_members};
use crate::taskdef::rules::prelude::*;

/// All options. Source: ECS API, LogConfiguration `options`.
const OPTIONS: [&str; 8] = [
    "awslogs-group",
    "awslogs-region",
    "awslogs-stream-prefix",
    "awslogs-create-group",
    "awslogs-datetime-format",
    "awslogs-multiline-pattern",
    "mode",
    "max-buffer-size",
];

/// TD-LOG-AWSLOGS-REQUIRED
pub static REQUIRED: Rule = Rule::error(
    "TD-LOG-AWSLOGS-REQUIRED",
    Wording::Aws,
    "ECS API, LogConfiguration, options",
    required,
);

/// TD-LOG-AWSLOGS-UNKNOWN
pub static UNKNOWN: Rule = Rule::error(
    "TD-LOG-AWSLOGS-UNKNOWN",
    Wording::Aws,
    "ECS API, LogConfiguration, options",
    unknown,
);

/// TD-LOG-AWSLOGS-MULTILINE
pub static MULTILINE: Rule = Rule::error(
    "TD-LOG-AWSLOGS-MULTILINE",
    Wording::Ours,
    "ECS API, LogConfiguration, options",
    multiline,
);

fn required(draft: &Draft, found: &mut Found) {
    for logging in of_driver(draft, "awslogs") {
        let mut missing = vec!["awslogs-region", "awslogs-group"];
        missing.retain(|name| logging.option(name).is_none());
        if missing.is_empty() {
            continue;
        }
        let message = format!(
            "Log driver awslogs requires options: {}",
            missing.join(", ")
        );
        let help = "The driver has to know where in CloudWatch Logs to write.";
        let place = logging.options_place();
        found.say(
            Said::new(format!("{}.options", logging.path), &place, message, help)
                .fix(add(draft, &logging, &missing)),
        );
    }
}

/// Adds options with the values that they usually have.
fn add(draft: &Draft, logging: &Logging, missing: &[&str]) -> Fix {
    let family = draft
        .root
        .text_of("family")
        .filter(|family| !family.is_empty());
    let group = quoted(&format!("/ecs/{}", family.unwrap_or("task")));
    let region = quoted(region(draft).unwrap_or("us-east-1"));
    let value = |name: &str| match name {
        "awslogs-group" => group.as_str(),
        _ => region.as_str(),
    };
    let title = format!("Add {}", missing.join(" and "));
    let edits = match logging.options() {
        None => {
            let pairs = missing
                .iter()
                .map(|name| format!("\"{name}\": {}", value(name)));
            let options = format!("{{{}}}", pairs.collect::<Vec<_>>().join(", "));
            vec![insert_member(draft, logging.node, "options", &options)]
        }
        Some(options) => {
            // Options that are there and empty are filled, the others added.
            let mut edits = Vec::new();
            let mut absent = Vec::new();
            for name in missing {
                match options.member(name) {
                    Some(member) => edits.push(Edit {
                        range: member.value.range.clone(),
                        text: value(name).to_owned(),
                    }),
                    None => absent.push((*name, value(name))),
                }
            }
            if !absent.is_empty() {
                edits.push(insert_members(draft, options, &absent));
            }
            in_text_order(&mut edits);
            edits
        }
    };
    Fix { title, edits }
}

/// The Region of another container's logs or of an ECR image.
pub fn region<'d>(draft: &'d Draft) -> Option<&'d str> {
    let logs = of_driver(draft, "awslogs");
    let other = logs
        .iter()
        .find_map(|logging| logging.text("awslogs-region"));
    let containers = draft.container_list().iter();
    let mut images = containers.filter_map(|one| one.text_of("image"));
    let image = images.find_map(|image| image.split_once(".dkr.ecr.")?.1.split('.').next());
    other.or(image)
}

fn unknown(draft: &Draft, found: &mut Found) {
    for logging in of_driver(draft, "awslogs") {
        let Some(options) = logging.options() else {
            continue;
        };
        let is_unknown = |name: &str| !OPTIONS.contains(&name);
        let members = options.members().iter();
        let unknown: Vec<_> = members.filter(|member| is_unknown(&member.name)).collect();
        let Some(first) = unknown.first() else {
            continue;
        };
        let names: Vec<&str> = unknown.iter().map(|member| &*member.name).collect();
        let message = format!("Log driver awslogs disallows options: {}", names.join(", "));
        let help = format!("Its options are {}.", OPTIONS.join(", "));
        let remove = Fix {
            title: format!("Remove {}", names.join(" and ")),
            edits: remove_members(options, is_unknown),
        };
        let path = format!("{}.options", logging.path);
        found.say(Said::new(path, &first.name_range, message, help).fix(remove));
    }
}

fn multiline(draft: &Draft, found: &mut Found) {
    for logging in of_driver(draft, "awslogs") {
        let (format, pattern) = ("awslogs-datetime-format", "awslogs-multiline-pattern");
        let Some(options) = logging.options() else {
            continue;
        };
        if logging.option(format).is_none() || logging.option(pattern).is_none() {
            continue;
        }
        let message = format!("You cannot configure both {format} and {pattern}");
        let help = "Each of them says where a log event begins.";
        let place = logging.options_place();
        found.say(
            Said::new(format!("{}.options", logging.path), &place, message, help)
                .fix(remove_fix(options, format))
                .fix(remove_fix(options, pattern)),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, says};

    fn with(rest: &str) -> String {
        format!(
            r#"{{"family": "shop", "containerDefinitions": [
            {{"logConfiguration": {{"logDriver": "awslogs"{rest}}}}}]}}"#
        )
    }

    #[test]
    fn a_group_and_a_region_are_required() {
        let at = "error $.containerDefinitions[0].logConfiguration.options at";
        assert_eq!(
            says(&REQUIRED, &with("")),
            [format!(
                "{at} «{{»: Log driver awslogs requires options: awslogs-region, awslogs-group"
            )]
        );
        assert!(says(&REQUIRED, &fixed(&REQUIRED, &with(""))).is_empty());
        let empty = with(r#", "options": {"awslogs-group": "", "mode": "blocking"}"#);
        let better = fixed(&REQUIRED, &empty);
        assert!(better.contains(r#""awslogs-group": "/ecs/shop""#));
        assert!(says(&REQUIRED, &better).is_empty());
    }

    #[test]
    fn other_options_are_refused() {
        let text = with(r#", "options": {"awslogs-endpoint": "x", "mode": "blocking"}"#);
        assert!(says(&UNKNOWN, &text)[0].ends_with(
            "«\"awslogs-endpoint\"»: Log driver awslogs disallows options: awslogs-endpoint"
        ));
        assert!(says(&UNKNOWN, &fixed(&UNKNOWN, &text)).is_empty());
        let both = with(
            r#", "options": {"awslogs-datetime-format": "%H", "awslogs-multiline-pattern": "^x"}"#,
        );
        assert!(says(&MULTILINE, &fixed(&MULTILINE, &both)).is_empty());
        assert_eq!(says(&MULTILINE, &both).len(), 1);
    }
}
