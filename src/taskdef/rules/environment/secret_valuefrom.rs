//! Where secrets come from.

use super::{Item, items};
use crate::taskdef::rules::arn::Arn;
use crate::taskdef::rules::prelude::*;

/// TD-SECRET-VALUEFROM
pub static NAME: Rule = Rule::error(
    "TD-SECRET-VALUEFROM",
    Wording::AwsRoughly,
    "ECS API, Secret, valueFrom",
    name,
);

/// TD-SECRET-ARN
pub static ARN: Rule = Rule::error(
    "TD-SECRET-ARN",
    Wording::AwsRoughly,
    "ECS API, Secret, valueFrom",
    arn,
);

/// TD-SECRET-JSONKEY-SHAPE
pub static KEY: Rule = Rule::warning(
    "TD-SECRET-JSONKEY-SHAPE",
    Wording::AtRunTime,
    "Developer Guide, Pass Secrets Manager secrets through environment variables",
    key,
);

/// The secrets with what they come from, where that can be judged.
pub fn sources<'d, 'a>(draft: &'d Draft<'a>) -> Vec<(Item<'d, 'a>, &'d Node<'a>, &'d str)> {
    let source = |item: Item<'d, 'a>| {
        let node = item.node.get("valueFrom")?;
        let text = node.text().filter(|text| !is_placeholder(text))?;
        Some((item, node, text))
    };
    items(draft, "secrets").filter_map(source).collect()
}

fn name(draft: &Draft, found: &mut Found) {
    for (item, node, source) in sources(draft) {
        let legal = |letter: char| {
            letter.is_ascii_alphanumeric() || matches!(letter, '_' | '.' | '-' | '/')
        };
        let fits = (1..=2048).contains(&source.len()) && source.chars().all(legal);
        if fits || source.starts_with("arn:") {
            continue;
        }
        let message = format!(
            "The Systems Manager parameter name specified for secret {} is invalid. The parameter \
             name can be up to 2048 characters and include the following letters and symbols: \
             a-zA-Z0-9_.-,",
            item.name()
        );
        let help = "What is no ARN is read as the name of a parameter; a secret of Secrets Manager \
                    needs its full ARN.";
        found.say(Said::new(
            format!("{}.valueFrom", item.path),
            &node.range,
            message,
            help,
        ));
    }
}

fn arn(draft: &Draft, found: &mut Found) {
    for (item, node, source) in sources(draft) {
        let legal = |arn: Arn| {
            let whole = [arn.region, arn.account, arn.resource];
            matches!(arn.service, "secretsmanager" | "ssm")
                && whole.iter().all(|part| !part.is_empty())
        };
        if Arn::of(source).is_some_and(legal) || !source.starts_with("arn:") {
            continue;
        }
        let help = "It is arn:aws:secretsmanager:REGION:ACCOUNT:secret:NAME or \
                    arn:aws:ssm:REGION:ACCOUNT:parameter/NAME.";
        let path = format!("{}.valueFrom", item.path);
        found.say(Said::new(path, &node.range, "Invalid arn syntax.", help));
    }
}

fn key(draft: &Draft, found: &mut Found) {
    for (item, node, source) in sources(draft) {
        let parts = source.split(':').count();
        let secret = Arn::of(source).is_some_and(|arn| arn.service == "secretsmanager");
        if !secret || matches!(parts, 0..=7 | 10) {
            continue;
        }
        let message = "an invalid ARN format for the AWS Secrets Manager secret was specified. \
                       Specify a valid ARN and try again.";
        let help = "After the secret come a JSON key, a version stage and a version id; the colons \
                    of those left out stay: `:password::`.";
        let path = format!("{}.valueFrom", item.path);
        let mut said = Said::new(path, &node.range, message, help);
        if parts < 10 {
            let better = quoted(&format!("{source}{}", ":".repeat(10 - parts)));
            said = said.fix(set_fix(draft, item.node, "valueFrom", &better));
        }
        found.say(said);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, says};

    fn with(source: &str) -> String {
        format!(
            r#"{{"containerDefinitions": [
            {{"secrets": [{{"name": "DB_PASS", "valueFrom": "{source}"}}]}}]}}"#
        )
    }

    #[test]
    fn what_is_no_arn_is_the_name_of_a_parameter() {
        assert!(says(&NAME, &with("db:password::"))[0].contains(
            "The Systems Manager parameter name specified for secret DB_PASS is invalid."
        ));
        assert!(says(&NAME, &with("/shop/db_pass")).is_empty());
    }

    #[test]
    fn an_arn_is_whole() {
        assert_eq!(says(&ARN, &with("arn:aws:s3:::bucket/key")).len(), 1);
        let secret = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-AbCdEf";
        assert!(says(&ARN, &with(secret)).is_empty() && says(&KEY, &with(secret)).is_empty());
        let short = with(&format!("{secret}:password"));
        assert_eq!(fixed(&KEY, &short), with(&format!("{secret}:password::")));
    }
}
