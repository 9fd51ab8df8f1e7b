//! Secrets of log drivers.

use super::loggings;
use crate::taskdef::rules::prelude::*;
use crate::taskdef::rules::scope::place;

/// The options that are credentials.
const CREDENTIALS: [&str; 4] = ["splunk-token", "apikey", "dd-api-key", "api_key"];

/// TD-LOG-OPTION-SECRET
pub static PLAIN: Rule = Rule::warning(
    "TD-LOG-OPTION-SECRET",
    Wording::Ours,
    "ECS API, LogConfiguration, secretOptions",
    plain,
);

/// TD-LOG-SECRETOPT-CLASH
pub static TWICE: Rule = Rule::error(
    "TD-LOG-SECRETOPT-CLASH",
    Wording::Ours,
    "ECS API, LogConfiguration, secretOptions",
    twice,
);

fn plain(draft: &Draft, found: &mut Found) {
    for logging in loggings(draft) {
        let Some(options) = logging.options() else {
            continue;
        };
        for member in options.members() {
            let name = &*member.name;
            let credential = CREDENTIALS.iter().any(|one| name.eq_ignore_ascii_case(one));
            let value = member.value.text().unwrap_or_default();
            let nothing = value.is_empty() || is_placeholder(value) || logging.is_secret(name);
            if !credential || nothing {
                continue;
            }
            let help = "Options can be read by everybody who can describe the task definition.";
            let range = &member.value.range;
            found.say(Said::new(
                logging.option_path(name),
                range,
                "Use secretOptions",
                help,
            ));
        }
    }
}

fn twice(draft: &Draft, found: &mut Found) {
    for logging in loggings(draft) {
        let Some(options) = logging.options() else {
            continue;
        };
        for (index, secret) in logging.node.list("secretOptions").iter().enumerate() {
            let name = secret.text_of("name").unwrap_or_default();
            if options.member(name).is_none() {
                continue;
            }
            let message = format!("\"{name}\" is in both options and secretOptions");
            let path = format!("{}.secretOptions[{index}].name", logging.path);
            let help = "The secret is the one to keep.";
            found.say(
                Said::new(path, &place(secret, "name"), message, help)
                    .fix(remove_fix(options, name)),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, says};

    #[test]
    fn a_token_is_a_secret() {
        let text = r#"{"containerDefinitions": [{"logConfiguration": {"logDriver": "splunk",
            "options": {"splunk-token": "t"}}}]}"#;
        assert_eq!(says(&PLAIN, text).len(), 1);
        let secret = r#""secretOptions": [{"name": "splunk-token"}], "options""#;
        let both = text.replace("\"options\"", secret);
        assert!(says(&PLAIN, &both).is_empty());
        assert_eq!(says(&TWICE, &both).len(), 1);
        assert!(says(&TWICE, &fixed(&TWICE, &both)).is_empty());
    }
}
