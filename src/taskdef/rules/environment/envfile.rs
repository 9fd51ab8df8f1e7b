//! Environment files.

use super::items;
use crate::taskdef::rules::arn::{Arn, of_s3_address};
use crate::taskdef::rules::prelude::*;
use crate::taskdef::rules::scope::name_place;

/// The list.
const FILES: &str = "environmentFiles";

/// TD-ENVFILE-MAX
pub static COUNT: Rule = Rule::error(
    "TD-ENVFILE-MAX",
    Wording::Aws,
    "ECS API, ContainerDefinition, environmentFiles",
    count,
);

/// TD-ENVFILE-ARN
pub static ARN: Rule = Rule::error(
    "TD-ENVFILE-ARN",
    Wording::Aws,
    "ECS API, EnvironmentFile, value",
    arn,
);

/// TD-ENVFILE-EXT
pub static EXTENSION: Rule = Rule::error(
    "TD-ENVFILE-EXT",
    Wording::Ours,
    "ECS API, EnvironmentFile",
    extension,
);

/// TD-ENVFILE-WIN. RegisterTaskDefinition takes it; whoever runs it on Fargate gets a
/// PlatformTaskDefinitionIncompatibilityException, "One or more of the requested capabilities are
/// not supported." Source: `github.com/aws/containers-roadmap/issues/1626`.
pub static WINDOWS: Rule = Rule::warning(
    "TD-ENVFILE-WIN",
    Wording::AtRunTime,
    "Developer Guide, Use environment files",
    windows,
);

fn count(draft: &Draft, found: &mut Found) {
    for (path, container) in draft.containers() {
        let count = container.list(FILES).len();
        if count > 10 {
            let message = "The maximum number of environment files was exceeded. Specify ten or \
                           less and try again.";
            let help = format!("There are {count}: put them together.");
            let place = name_place(container, FILES);
            found.say(Said::new(format!("{path}.{FILES}"), &place, message, help));
        }
    }
}

fn arn(draft: &Draft, found: &mut Found) {
    for item in items(draft, FILES) {
        let Some(node) = item.node.get("value") else {
            continue;
        };
        let Some(value) = node.text().filter(|value| !is_placeholder(value)) else {
            continue;
        };
        if Arn::of(value).is_some() {
            continue;
        }
        let help = "It is the ARN of an object: arn:aws:s3:::BUCKET/KEY.env.";
        let path = format!("{}.value", item.path);
        let mut said = Said::new(path, &node.range, "Invalid arn syntax.", help);
        if let Some(better) = of_s3_address(value) {
            said = said.fix(set_fix(draft, item.node, "value", &quoted(&better)));
        }
        found.say(said);
    }
}

fn extension(draft: &Draft, found: &mut Found) {
    for item in items(draft, FILES) {
        let Some(node) = item.node.get("value") else {
            continue;
        };
        let named = |value: &str| value.ends_with(".env") || is_placeholder(value);
        if node
            .text()
            .is_some_and(|value| value.starts_with("arn:") && !named(value))
        {
            let message = "Environment files must have the .env extension";
            let help = "Rename the object in its bucket.";
            let path = format!("{}.value", item.path);
            found.say(Said::new(path, &node.range, message, help));
        }
    }
}

fn windows(draft: &Draft, found: &mut Found) {
    if !draft.is_windows() {
        return;
    }
    for (path, container) in draft.containers() {
        if container.list(FILES).is_empty() {
            continue;
        }
        let message = "environmentFiles are supported for Linux containers only";
        let help = "It can be registered and not be run. Put the variables into environment.";
        let place = name_place(container, FILES);
        found.say(
            Said::new(format!("{path}.{FILES}"), &place, message, help)
                .fix(remove_fix(container, FILES)),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, says};

    fn with(value: &str) -> String {
        format!(
            r#"{{"containerDefinitions": [
            {{"environmentFiles": [{{"value": "{value}", "type": "s3"}}]}}]}}"#
        )
    }

    #[test]
    fn a_file_is_an_object_of_its_kind() {
        assert_eq!(
            fixed(&ARN, &with("s3://shop/web.env")),
            with("arn:aws:s3:::shop/web.env")
        );
        assert_eq!(
            says(&EXTENSION, &with("arn:aws:s3:::shop/web.txt")).len(),
            1
        );
        let good = with("arn:aws:s3:::shop/web.env");
        for rule in [&COUNT, &ARN, &EXTENSION, &WINDOWS] {
            assert!(says(rule, &good).is_empty());
        }
    }
}
