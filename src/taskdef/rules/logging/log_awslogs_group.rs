//! Where the awslogs driver writes.

use super::of_driver;
use crate::taskdef::rules::prelude::*;

const GROUP: &str = "awslogs-group";
const CREATE_GROUP: &str = "awslogs-create-group";

/// TD-LOG-AWSLOGS-CREATE: ECS takes "true" in any case, as AWS's own samples have it, and refuses
/// the rest. Source of its text: terraform-linters/tflint-ruleset-aws, issue on "false".
pub static CREATE: Rule = Rule::error(
    "TD-LOG-AWSLOGS-CREATE",
    Wording::Aws,
    "ECS API, LogConfiguration, options",
    create,
);

const ONLY_TRUE: &str = "Log driver awslogs option 'awslogs-create-group' should only be set to \
                         'true', else omit option.";
const PERMISSION: &str = "The role that writes the logs needs logs:CreateLogGroup";

/// TD-LOG-AWSLOGS-GROUP-MISSING
pub static MISSING: Rule = Rule {
    wording: Wording::AtRunTime,
    ..Rule::info(
        "TD-LOG-AWSLOGS-GROUP-MISSING",
        "ECS API, LogConfiguration, options",
        missing,
    )
};

/// TD-LOG-AWSLOGS-GROUP-NAME. Source of the text: reports of Pulumi programs that wrote an Output
/// into the JSON.
pub static NAME: Rule = Rule::error(
    "TD-LOG-AWSLOGS-GROUP-NAME",
    Wording::Aws,
    "CloudWatch Logs API, CreateLogGroup, logGroupName",
    name,
);

/// TD-LOG-AWSLOGS-REGION
pub static REGION: Rule = Rule::warning(
    "TD-LOG-AWSLOGS-REGION",
    Wording::AtRunTime,
    "ECS API, LogConfiguration, options",
    region,
);

fn create(draft: &Draft, found: &mut Found) {
    for logging in of_driver(draft, "awslogs") {
        let (Some(options), Some(node)) = (logging.options(), logging.option(CREATE_GROUP)) else {
            continue;
        };
        // What is no text has another finding.
        let Some(text) = node.text().filter(|text| !is_placeholder(text)) else {
            continue;
        };
        let path = logging.option_path(CREATE_GROUP);
        if text.eq_ignore_ascii_case("true") {
            // The console writes the option into every definition: who has it need not be warned.
            let help = "AmazonECSTaskExecutionRolePolicy does not have it. Without it, and without \
                        the group, tasks stop with ResourceInitializationError: failed to validate \
                        logger args … AccessDeniedException.";
            found.say_note(Said::new(path, &node.range, PERMISSION, help));
        } else {
            let help = "Without the option, the group has to exist before the task starts.";
            let said = Said::new(path, &node.range, ONLY_TRUE, help);
            found.say(said.fix(remove_fix(options, CREATE_GROUP)).fix(set_fix(
                draft,
                options,
                CREATE_GROUP,
                "\"true\"",
            )));
        }
    }
}

fn missing(draft: &Draft, found: &mut Found) {
    let mut told: Vec<&str> = Vec::new();
    for logging in of_driver(draft, "awslogs") {
        let (Some(options), Some(node)) = (logging.options(), logging.option(GROUP)) else {
            continue;
        };
        let group = node.text().unwrap_or_default();
        if logging.text(CREATE_GROUP) == Some("true") || told.contains(&group) {
            continue;
        }
        told.push(group);
        let message = "ResourceInitializationError: … ResourceNotFoundException: The specified log \
                       group does not exist.";
        let help = "This group has to exist in its Region before the task starts.";
        found.say(
            Said::new(logging.option_path(GROUP), &node.range, message, help).fix(set_fix(
                draft,
                options,
                CREATE_GROUP,
                "\"true\"",
            )),
        );
    }
}

fn name(draft: &Draft, found: &mut Found) {
    let legal = |letter: char| letter.is_ascii_alphanumeric() || ".-_/#".contains(letter);
    for logging in of_driver(draft, "awslogs") {
        let Some(node) = logging.option(GROUP) else {
            continue;
        };
        let Some(group) = node.text().filter(|group| !is_placeholder(group)) else {
            continue;
        };
        let help = "The name of a group has up to 512 letters, digits and . - _ / #.";
        let said = |message| Said::new(logging.option_path(GROUP), &node.range, message, help);
        if !group.chars().all(legal) {
            let message = "Log driver awslogs option 'awslogs-group' contains invalid characters.";
            found.say(said(message));
        } else if group.len() > 512 {
            let said = said("InvalidParameterException on CreateLogStream");
            found.say_refused_by(RefusedBy::Nobody, Wording::AtRunTime, said);
        }
    }
}

fn region(draft: &Draft, found: &mut Found) {
    for logging in of_driver(draft, "awslogs") {
        let Some(node) = logging.option("awslogs-region") else {
            continue;
        };
        let Some(region) = node.text().filter(|region| !is_placeholder(region)) else {
            continue;
        };
        if is_region(region) {
            continue;
        }
        let path = logging.option_path("awslogs-region");
        let is_open = region.contains('<') || !region.contains(|c: char| c.is_ascii_lowercase());
        let (message, help) = match is_open {
            true => ("The Region is still to be filled in", "Such as eu-west-1."),
            false => (
                "failed to validate logger args",
                "A Region looks like eu-west-1; an Availability Zone is none.",
            ),
        };
        let mut said = Said::new(path, &node.range, message, help);
        let better = region.trim_end_matches(|letter: char| letter.is_ascii_alphabetic());
        if let Some(options) = logging.options().filter(|_| is_region(better)) {
            said = said.fix(set_fix(draft, options, "awslogs-region", &quoted(better)));
        }
        found.say(said);
    }
}

/// Whether a text looks like a Region: `eu-west-1`, `us-gov-west-1`.
fn is_region(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let [place, middle @ .., number] = &parts[..] else {
        return false;
    };
    let lower = |part: &&str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase());
    let digits = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    lower(place) && !middle.is_empty() && middle.iter().all(lower) && digits
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, says};

    fn with(options: &str) -> String {
        format!(
            r#"{{"containerDefinitions": [
            {{"logConfiguration": {{"logDriver": "awslogs", "options": {{{options}}}}}}}]}}"#
        )
    }

    #[test]
    fn a_group_exists_or_is_created() {
        let text = with(r#""awslogs-group": "/ecs/shop""#);
        assert_eq!(says(&MISSING, &text).len(), 1);
        let better = fixed(&MISSING, &text);
        assert!(says(&MISSING, &better).is_empty());
        assert_eq!(says(&CREATE, &better).len(), 1);
        assert_eq!(says(&NAME, &with(r#""awslogs-group": "my shop""#)).len(), 1);
        assert!(says(&NAME, &text).is_empty());
    }

    #[test]
    fn a_group_is_created_or_the_option_is_left_out() {
        for value in ["false", "no"] {
            let text = with(&format!(r#""awslogs-create-group": "{value}""#));
            assert!(says(&CREATE, &text)[0].starts_with("error "), "{value}");
            assert_eq!(fixed(&CREATE, &text), with(""));
        }
        for value in ["true", "True"] {
            let text = with(&format!(r#""awslogs-create-group": "{value}""#));
            assert!(says(&CREATE, &text)[0].starts_with("info "), "{value}");
        }
        let open = with(r#""awslogs-create-group": "${create}""#);
        assert!(says(&CREATE, &open).is_empty());
    }

    #[test]
    fn a_zone_is_no_region() {
        let text = with(r#""awslogs-region": "eu-west-1a""#);
        assert_eq!(
            fixed(&REGION, &text),
            with(r#""awslogs-region": "eu-west-1""#)
        );
        assert!(says(&REGION, &with(r#""awslogs-region": "us-gov-west-1""#)).is_empty());
    }
}
