//! How a user is written.

use crate::taskdef::rules::fargate::forbidden;
use crate::taskdef::rules::prelude::*;

/// TD-USER-FORMAT
pub static RULE: Rule = Rule::warning(
    "TD-USER-FORMAT",
    Wording::Ours,
    "ECS API, ContainerDefinition, user",
    check,
);

const ON_WINDOWS: &str = "user is not supported for Windows containers";

fn check(draft: &Draft, found: &mut Found) {
    for (path, container) in draft.containers() {
        if draft.is_windows() {
            let help = "The image says whom it runs as.";
            if let Some(said) = forbidden(path, container, "user", ON_WINDOWS, help) {
                found.say(said);
            }
            continue;
        }
        let Some(node) = container.get("user") else {
            continue;
        };
        let user = node.text().unwrap_or_default();
        if user.is_empty() || is_placeholder(user) || is_user(user) {
            continue;
        }
        let message = "user must be name or number, optionally :group";
        let help = "A group is a name or a number, too; no number is negative.";
        let path = format!("{path}.user");
        let mut said = Said::new(path, &node.range, message, help);
        let better = user.trim_matches([' ', ':']);
        if is_user(better) {
            let better = quoted(better);
            said = said.fix(replace(format!("Use {better}"), node.range.clone(), better));
        }
        found.say(said);
    }
}

fn is_user(text: &str) -> bool {
    let name = |part: &str| {
        !part.is_empty() && !part.starts_with('-') && !part.contains([' ', '\t', '\n', ':', '/'])
    };
    match text.split_once(':') {
        Some((user, group)) => name(user) && name(group),
        None => name(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{container_on_windows, fixed, says};

    #[test]
    fn a_user_may_have_a_group() {
        let of = |user: &str| format!(r#"{{"containerDefinitions": [{{"user": "{user}"}}]}}"#);
        for fine in [
            "app",
            "1000",
            "1000:1000",
            "app:1000",
            "1000:app",
            "${user}",
            "",
        ] {
            assert!(says(&RULE, &of(fine)).is_empty(), "{fine}");
        }
        for odd in ["-1", "1:2:3", "an app", ":1000:1"] {
            assert_eq!(says(&RULE, &of(odd)).len(), 1, "{odd}");
        }
        assert_eq!(fixed(&RULE, &of("1000: ")), of("1000"));
        let windows = container_on_windows(r#""user": "app""#);
        assert_eq!(says(&RULE, &windows).len(), 1);
        assert_eq!(fixed(&RULE, &windows), container_on_windows(""));
    }
}
