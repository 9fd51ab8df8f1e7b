//! Credentials of registries.

use crate::taskdef::rules::arn::Arn;
use crate::taskdef::rules::prelude::*;
use crate::taskdef::rules::roles::is_ecr;
use crate::taskdef::rules::scope::name_place;

/// TD-REPOCREDS-ECR: ECS refuses it.
pub static ECR: Rule = Rule::error(
    "TD-REPOCREDS-ECR",
    Wording::Aws,
    "Developer Guide, Using non-AWS container images in Amazon ECS; text: publicly reported",
    ecr,
);

/// TD-REPOCREDS-FORMAT
pub static FORMAT: Rule = Rule::warning(
    "TD-REPOCREDS-FORMAT",
    Wording::Ours,
    "ECS API, RepositoryCredentials, credentialsParameter",
    format,
);

const MEMBER: &str = "repositoryCredentials";

fn ecr(draft: &Draft, found: &mut Found) {
    for (path, container) in draft.containers() {
        let private = container.text_of("image").is_some_and(is_ecr);
        if !private || !container.get(MEMBER).is_some_and(Node::is_set) {
            continue;
        }
        let message = "Private repository credentials are not a supported authentication method \
                       for ECR repositories.";
        let help = "Images of Amazon ECR are pulled with the execution role.";
        let place = name_place(container, MEMBER);
        let said = Said::new(format!("{path}.{MEMBER}"), &place, message, help);
        found.say(said.fix(remove_fix(container, MEMBER)));
    }
}

fn format(draft: &Draft, found: &mut Found) {
    for (path, container) in draft.containers() {
        let credentials = container.get(MEMBER);
        let Some(node) = credentials.and_then(|one| one.get("credentialsParameter")) else {
            continue;
        };
        let secret = node.text().unwrap_or_default();
        let is_secret = |arn: Arn| arn.service == "secretsmanager";
        let open = secret.is_empty() || is_placeholder(secret);
        if open || Arn::of(secret).is_some_and(is_secret) {
            continue;
        }
        let message = "Use the full secret ARN";
        let help = "The credentials are a secret of Secrets Manager. Its name alone is looked up \
                    in the Region of the task.";
        let path = format!("{path}.{MEMBER}.credentialsParameter");
        let said = Said::new(path, &node.range, message, help);
        if secret.starts_with("arn:") {
            found.say(said);
        } else {
            // The API takes a name in the Region of the task.
            found.say_as(Severity::Info, said);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, says};

    fn with(image: &str, secret: &str) -> String {
        let credentials = format!(r#"{{"credentialsParameter": "{secret}"}}"#);
        let container = format!(r#""image": "{image}", "repositoryCredentials": {credentials}"#);
        format!(r#"{{"containerDefinitions": [{{{container}}}]}}"#)
    }

    #[test]
    fn ecr_has_the_execution_role() {
        let image = "210987654321.dkr.ecr.eu-west-1.amazonaws.com/web:1";
        let text = with(image, "hub");
        assert!(says(&ECR, &text)[0].ends_with(
            "Private repository credentials are not a supported authentication method for ECR \
             repositories."
        ));
        assert!(fixed(&ECR, &text).ends_with("web:1\"}]}"));
        assert!(says(&ECR, &with("quay.io/a/web:1", "hub")).is_empty());
    }

    #[test]
    fn a_secret_is_named_by_its_arn() {
        let arn = "arn:aws:secretsmanager:eu-west-1:210987654321:secret:hub-AbCdEf";
        for odd in ["hub", "arn:aws:ssm:eu-west-1:210987654321:parameter/hub"] {
            assert_eq!(says(&FORMAT, &with("a/b:1", odd)).len(), 1);
        }
        for fine in [arn, "${secret}"] {
            assert!(says(&FORMAT, &with("a/b:1", fine)).is_empty());
        }
    }
}
