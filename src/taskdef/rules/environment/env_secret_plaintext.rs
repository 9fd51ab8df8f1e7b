//! Credentials in plain sight.

use super::{Item, items};
use crate::taskdef::finding::Fix;
use crate::taskdef::rules::edits::{insert_item, insert_member, remove_items};
use crate::taskdef::rules::prelude::*;
use crate::taskdef::rules::roles::{add_execution_role, has_execution_role};
use crate::taskdef::rules::scope::place;
use crate::taskdef::rules::words::Words;

/// TD-ENV-SECRET-PLAINTEXT
pub static RULE: Rule = Rule::warning(
    "TD-ENV-SECRET-PLAINTEXT",
    Wording::Ours,
    "ECS API, ContainerDefinition, environment",
    check,
);

/// TD-ENV-STATIC-KEYS
pub static KEYS: Rule = Rule::warning(
    "TD-ENV-STATIC-KEYS",
    Wording::Ours,
    "Developer Guide, Amazon ECS task IAM role",
    keys,
);

/// What names of credentials contain.
static WORDS: Words = Words::new(&[
    "PASS",
    "PWD",
    "SECRET",
    "TOKEN",
    "APIKEY",
    "API_KEY",
    "PRIVATE_KEY",
    "CREDENTIAL",
    "CONNSTR",
    "CONN_STR",
    "CONNECTION_STR",
    "CONNECTIONSTR",
]);

/// What credentials start with: GitHub, Slack, PEM.
const STARTS: [&str; 4] = ["ghp_", "xoxb-", "xoxp-", "-----BEGIN"];

fn is_static_key(name: &str) -> bool {
    matches!(name, "AWS_ACCESS_KEY_ID" | "AWS_SECRET_ACCESS_KEY")
}

fn keys(draft: &Draft, found: &mut Found) {
    for item in items(draft, "environment") {
        if is_static_key(item.name()) {
            let path = format!("{}.name", item.path);
            let message = "Static keys override the task role";
            let help = "SDKs look at these variables first, and keys of this kind do not expire.";
            let said = Said::new(path, &place(item.node, "name"), message, help);
            found.say(said.fix(item.remove()));
        }
    }
}

fn check(draft: &Draft, found: &mut Found) {
    for item in items(draft, "environment") {
        let (name, value) = (item.name(), item.node.text_of("value").unwrap_or_default());
        if WORDS.find_in_any_case(name).is_none() && !is_one(value) {
            continue;
        }
        // A reference is no credential.
        let nothing = value.is_empty() || is_placeholder(value) || value.starts_with("arn:");
        if nothing || is_static_key(name) {
            continue;
        }
        let message = "Looks like a credential; anyone with ecs:DescribeTaskDefinition can read it";
        let help = "Keep it in Secrets Manager or in a SecureString of Systems Manager and refer \
                    to it in secrets.";
        let said = Said::new(item.path, &place(item.node, "value"), message, help);
        found.say(said.fix(move_to_secrets(draft, &item)));
    }
}

fn is_one(value: &str) -> bool {
    let access_key = |start: &str| {
        value.len() == 20
            && value.starts_with(start)
            && value
                .bytes()
                .all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
    };
    let user = || {
        let (_, rest) = value.split_once("://")?;
        let (user, _) = rest.split('/').next()?.rsplit_once('@')?;
        Some(user)
    };
    STARTS.iter().any(|start| value.starts_with(start))
        || access_key("AKIA")
        || access_key("ASIA")
        || value.contains('@') && user().is_some_and(|user| user.contains(':'))
}

/// Takes the variable out and refers to a parameter of its name.
fn move_to_secrets(draft: &Draft, item: &Item) -> Fix {
    let name = quoted(item.name());
    let secret = format!(r#"{{"name": {name}, "valueFrom": {name}}}"#);
    let mut edits = remove_items(item.list, |index| index == item.index);
    edits.push(match item.container.get("secrets") {
        Some(list) => insert_item(draft, list, &secret),
        None => insert_member(draft, item.container, "secrets", &format!("[{secret}]")),
    });
    // Without the role the secret would be refused.
    if !has_execution_role(draft) {
        edits.extend(add_execution_role(draft).edits);
    }
    in_text_order(&mut edits);
    Fix {
        title: format!("Read it from the parameter {}", item.name()),
        edits,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, says};

    fn with(name: &str, value: &str) -> String {
        format!(
            r#"{{"containerDefinitions": [
            {{"environment": [{{"name": "{name}", "value": "{value}"}}]}}]}}"#
        )
    }

    #[test]
    fn a_credential_is_known_by_its_name_or_its_value() {
        assert_eq!(says(&RULE, &with("DB_PASSWORD", "hunter2")).len(), 1);
        assert_eq!(
            says(&RULE, &with("URL", "postgres://me:pw@db/shop")).len(),
            1
        );
        assert!(says(&RULE, &with("URL", "https://shop.example/a:b@c")).is_empty());
        assert!(says(&RULE, &with("DB_PASSWORD", "${password}")).is_empty());
        let better = fixed(&RULE, &with("DB_PASSWORD", "hunter2"));
        assert!(!better.contains("hunter2"));
        assert!(better.contains(r#"[{"name": "DB_PASSWORD", "valueFrom": "DB_PASSWORD"}]"#));
        assert!(better.contains("executionRoleArn"));
    }

    #[test]
    fn keys_hide_the_task_role() {
        let text = with("AWS_ACCESS_KEY_ID", "AKIAIOSFODNN7EXAMPLE");
        assert_eq!(says(&KEYS, &text).len(), 1);
        assert!(says(&RULE, &text).is_empty());
    }
}
