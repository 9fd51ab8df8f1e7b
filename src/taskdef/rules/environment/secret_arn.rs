//! ARNs of secrets: what can be added to them, and what they end in.

use super::secret_valuefrom::sources;
use crate::taskdef::rules::arn::Arn;
use crate::taskdef::rules::prelude::*;

/// TD-SECRET-JSONKEY-PV
pub static SELECTORS: Rule = Rule::info(
    "TD-SECRET-JSONKEY-PV",
    "Developer Guide, Pass Secrets Manager secrets through environment variables",
    selectors,
);

/// TD-SECRET-SUFFIX
pub static SUFFIX: Rule = Rule::info(
    "TD-SECRET-SUFFIX",
    "Secrets Manager User Guide, What's in a Secrets Manager secret: ARN",
    suffix,
);

/// The name of a secret as its ARN has it, and the key, stage and version after it.
fn secret(source: &str) -> Option<(&str, &str)> {
    let arn = Arn::of(source).filter(|arn| arn.service == "secretsmanager")?;
    let rest = arn.resource.strip_prefix("secret:")?;
    Some(rest.split_once(':').unwrap_or((rest, "")))
}

/// Said once: it is the same for all secrets.
fn selectors(draft: &Draft, found: &mut Found) {
    let sources = sources(draft).into_iter();
    let mut selected = sources.filter(|(_, _, source)| {
        secret(source).is_some_and(|(_, rest)| rest.contains(|letter| letter != ':'))
    });
    if let Some((item, node, _)) = selected.next() {
        let message = "Keys and versions of secrets need a newer platform or agent";
        let help = "Fargate has them from platform version 1.4.0, or 1.0.0 for Windows, instances \
                    from agent 1.37.0.";
        let path = format!("{}.valueFrom", item.path);
        found.say(Said::new(path, &node.range, message, help));
    }
}

fn suffix(draft: &Draft, found: &mut Found) {
    let mut told: Vec<&str> = Vec::new();
    for (item, node, source) in sources(draft) {
        let Some((name, _)) = secret(source) else {
            continue;
        };
        if name.is_empty() || has_suffix(name) || told.contains(&name) {
            continue;
        }
        told.push(name);
        let message = "This ARN lacks the six characters that end the ARN of a secret";
        let help = "It works, but a policy needs a wildcard for it, and two secrets can share it.";
        let path = format!("{}.valueFrom", item.path);
        found.say(Said::new(path, &node.range, message, help));
    }
}

fn has_suffix(name: &str) -> bool {
    name.rsplit_once('-').is_some_and(|(_, end)| {
        end.len() == 6 && end.bytes().all(|byte| byte.is_ascii_alphanumeric())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::says;

    fn with(name: &str) -> String {
        let source = format!("arn:aws:secretsmanager:eu-west-1:210987654321:secret:{name}");
        let secret = format!(r#"{{"name": "A", "valueFrom": "{source}"}}"#);
        format!(r#"{{"containerDefinitions": [{{"secrets": [{secret}, {secret}]}}]}}"#)
    }

    #[test]
    fn keys_and_versions_are_told_once() {
        for name in ["db-AbCdEf:user::", "db-AbCdEf::AWSPREVIOUS:"] {
            assert_eq!(says(&SELECTORS, &with(name)).len(), 1);
        }
        for name in ["db-AbCdEf", "db-AbCdEf:::", "db-${suffix}:user::"] {
            assert!(says(&SELECTORS, &with(name)).is_empty());
        }
    }

    #[test]
    fn an_arn_ends_in_six_characters() {
        for name in ["prod/db", "db-main:user::"] {
            assert_eq!(says(&SUFFIX, &with(name)).len(), 1);
        }
        for name in ["db-AbCdEf", "prod/db-AbC123:user::", "${name}"] {
            assert!(says(&SUFFIX, &with(name)).is_empty());
        }
    }
}
