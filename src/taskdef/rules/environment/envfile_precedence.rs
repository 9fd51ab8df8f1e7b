//! Variables that come from several places.

use crate::taskdef::rules::prelude::*;
use crate::taskdef::rules::scope::name_place;

/// TD-ENVFILE-PRECEDENCE: said once, where there is more than one place.
pub static RULE: Rule = Rule::info(
    "TD-ENVFILE-PRECEDENCE",
    "Developer Guide, Pass an individual environment variable to an Amazon ECS container",
    check,
);

const FILES: &str = "environmentFiles";

fn check(draft: &Draft, found: &mut Found) {
    let mut containers = draft.containers();
    let several = containers.find(|(_, one)| {
        let files = one.list(FILES).len();
        files > 1 || (files == 1 && !one.list("environment").is_empty())
    });
    let Some((path, container)) = several else {
        return;
    };
    let message = "environment wins over files, and the first file over later ones";
    let help = "The lines of a file are taken as they are: quotes and blanks belong to the value.";
    let place = name_place(container, FILES);
    found.say(Said::new(format!("{path}.{FILES}"), &place, message, help));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::says;

    #[test]
    fn it_is_told_where_two_places_can_differ() {
        let of = |container: &str| format!(r#"{{"containerDefinitions": [{{{container}}}]}}"#);
        let file = r#"{"type": "s3"}"#;
        let two = of(&format!(r#""environmentFiles": [{file}, {file}]"#));
        let both = of(&format!(
            r#""environmentFiles": [{file}], "environment": [{{"name": "A"}}]"#
        ));
        for text in [two, both] {
            assert_eq!(says(&RULE, &text).len(), 1);
        }
        assert!(says(&RULE, &of(&format!(r#""environmentFiles": [{file}]"#))).is_empty());
    }
}
