//! Parameters of another account than that of the roles.

use crate::taskdef::rules::arn::Arn;
use crate::taskdef::rules::items::items;
use crate::taskdef::rules::prelude::*;

/// TD-SECRET-ACCOUNT. ECS compares with the account that asks, which a text does not show; its
/// roles are of that account.
///
/// Source of the text: awsdocs/amazon-ecs-developer-guide, issue 167; of its place before that of a
/// missing execution role: badmintoncryer/cdk-preflight, pf-ecs-secrets-without-execution-role,
/// deployed in 2026.
pub static RULE: Rule = Rule::error(
    "TD-SECRET-ACCOUNT",
    Wording::Aws,
    "Developer Guide, Pass Systems Manager parameters through environment variables",
    check,
);

fn check(draft: &Draft, found: &mut Found) {
    let Some(current) = ["executionRoleArn", "taskRoleArn"]
        .into_iter()
        .find_map(|role| account(draft.root.text_of(role)?))
    else {
        return;
    };
    for item in items(draft, "secrets") {
        let Some(node) = item.node.get("valueFrom") else {
            continue;
        };
        let source = node.text().unwrap_or_default();
        let Some(other) = account(source).filter(|other| *other != current) else {
            continue;
        };
        if !source.contains(":ssm:") {
            continue;
        }
        let message = format!(
            "The Systems Manager parameter ARN has a different account ID than the current \
             account. The current account ID is {current} and the ARN account ID is {other}. \
             Cross-account access for ARNs is not currently supported."
        );
        let help = "The roles here are of the current account. A secret of Secrets Manager can be \
                    of another one.";
        let own = quoted(&source.replacen(other, current, 1));
        found.say(
            Said::new(
                format!("{}.valueFrom", item.path),
                &node.range,
                message,
                help,
            )
            .fix(replace(
                format!("Use account {current}"),
                node.range.clone(),
                own,
            )),
        );
    }
}

/// The account of an ARN that has one, written in digits.
fn account(arn: &str) -> Option<&str> {
    let account = Arn::of(arn)?.account;
    let is_one = account.len() == 12 && account.bytes().all(|digit| digit.is_ascii_digit());
    is_one.then_some(account)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, says};

    fn with(role: &str, source: &str) -> String {
        let secret = format!(r#""secrets": [{{"name": "A", "valueFrom": "{source}"}}]"#);
        format!(r#"{{"taskRoleArn": "{role}", "containerDefinitions": [{{{secret}}}]}}"#)
    }

    #[test]
    fn a_parameter_is_of_the_account_of_the_roles() {
        let role = "arn:aws:iam::111122223333:role/a";
        let of = |account: &str| format!("arn:aws:ssm:eu-west-1:{account}:parameter/a");
        let said = says(&RULE, &with(role, &of("444455556666")));
        assert!(said[0].contains("is 111122223333 and the ARN account ID is 444455556666."));
        let own = with(role, &of("111122223333"));
        assert_eq!(fixed(&RULE, &with(role, &of("444455556666"))), own);
        let secret = "arn:aws:secretsmanager:eu-west-1:444455556666:secret:a-AbCdEf";
        for quiet in [
            own,
            with(role, secret),
            with(role, "/a"),
            with(role, &of("${account}")),
            with("a", &of("444455556666")),
        ] {
            assert!(says(&RULE, &quiet).is_empty(), "{quiet}");
        }
    }
}
