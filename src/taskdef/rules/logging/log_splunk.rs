//! The options of the splunk driver.

use super::of_driver;
use crate::taskdef::rules::prelude::*;

/// TD-LOG-SPLUNK
pub static RULE: Rule = Rule::error(
    "TD-LOG-SPLUNK",
    Wording::AwsRoughly,
    "ECS API, LogConfiguration, options",
    check,
);

fn check(draft: &Draft, found: &mut Found) {
    for logging in of_driver(draft, "splunk") {
        let mut missing = vec!["splunk-token", "splunk-url"];
        missing.retain(|name| logging.option(name).is_none() && !logging.is_secret(name));
        if missing.is_empty() {
            continue;
        }
        let message = format!("Log driver splunk requires options: {}", missing.join(", "));
        let help = "The address goes into options, the token into secretOptions.";
        let place = logging.options_place();
        found.say(Said::new(
            format!("{}.options", logging.path),
            &place,
            message,
            help,
        ));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::says;

    #[test]
    fn splunk_needs_an_address_and_a_token() {
        let text = r#"{"containerDefinitions": [{"logConfiguration": {"logDriver": "splunk",
            "options": {"splunk-url": "https://splunk.example"}}}]}"#;
        assert_eq!(
            says(&RULE, text),
            [
                "error $.containerDefinitions[0].logConfiguration.options at «\"options\"»: Log \
              driver splunk requires options: splunk-token"
            ]
        );
        let secret = r#""secretOptions": [{"name": "splunk-token"}], "options""#;
        assert!(says(&RULE, &text.replace("\"options\"", secret)).is_empty());
    }
}
