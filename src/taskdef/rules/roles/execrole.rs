//! What ECS registers only with an execution role.

use super::{add_execution_role, has_execution_role, is_ecr};
use crate::taskdef::rules::prelude::*;

/// TD-EXECROLE-SECRETS
pub static SECRETS: Rule = Rule::error(
    "TD-EXECROLE-SECRETS",
    Wording::Aws,
    "ECS API, ContainerDefinition, secrets",
    secrets,
);

/// TD-EXECROLE-SECRETOPTIONS
pub static SECRET_OPTIONS: Rule = Rule::error(
    "TD-EXECROLE-SECRETOPTIONS",
    Wording::Ours,
    "ECS API, LogConfiguration, secretOptions",
    secret_options,
);

/// TD-EXECROLE-REPOCREDS
pub static REGISTRY: Rule = Rule::error(
    "TD-EXECROLE-REPOCREDS",
    Wording::Aws,
    "Developer Guide, Using non-AWS container images; text: publicly reported",
    registry,
);

/// TD-EXECROLE-ECR
pub static IMAGES: Rule = Rule::error(
    "TD-EXECROLE-ECR",
    Wording::Aws,
    "Developer Guide, Amazon ECS task execution IAM role",
    images,
);

/// TD-EXECROLE-AWSLOGS
pub static LOGS: Rule = Rule::error(
    "TD-EXECROLE-AWSLOGS",
    Wording::Aws,
    "Developer Guide, Amazon ECS task execution IAM role",
    logs,
);

/// Says that the role is missing, if something needs it.
fn say(draft: &Draft, found: &mut Found, message: Option<String>, help: &str) {
    let Some(message) = message.filter(|_| !has_execution_role(draft)) else {
        return;
    };
    let place = Draft::opening(&draft.root);
    let said = Said::new("$.executionRoleArn", &place, message, help);
    found.say(said.fix(add_execution_role(draft)));
}

/// The first answer that a container gives.
fn first<'d, 'a, T>(draft: &'d Draft<'a>, asks: impl Fn(&'d Node<'a>) -> Option<T>) -> Option<T> {
    draft.container_list().iter().find_map(asks)
}

fn secrets(draft: &Draft, found: &mut Found) {
    let message = first(draft, |container| container.list("secrets").first()).map(|_| {
        "When you are specifying container secrets, you must also specify a value for \
         'executionRoleArn'."
            .to_owned()
    });
    let help = "The role lets ECS read the secrets: secretsmanager:GetSecretValue or \
                ssm:GetParameters, and kms:Decrypt for keys of your own.";
    say(draft, found, message, help);
}

fn secret_options(draft: &Draft, found: &mut Found) {
    let message = first(draft, |container| {
        container
            .get("logConfiguration")?
            .list("secretOptions")
            .first()
    })
    .map(|_| "executionRoleArn cannot be empty when using secrets or secretOptions".to_owned());
    say(
        draft,
        found,
        message,
        "The role lets ECS read the secrets of the log driver.",
    );
}

fn registry(draft: &Draft, found: &mut Found) {
    let credentials = first(draft, |container| container.get("repositoryCredentials"));
    let message = credentials.map(|_| {
        "Private repository authentication requires that the task definition specify a value for \
         executionRoleArn."
            .to_owned()
    });
    let help = "The role reads the credentials: secretsmanager:GetSecretValue for their secret.";
    say(draft, found, message, help);
}

fn images(draft: &Draft, found: &mut Found) {
    let ecr = first(draft, |container| {
        container.text_of("image").filter(|image| is_ecr(image))
    });
    let message = ecr.filter(|_| draft.is_fargate()).map(|_| {
        "Fargate requires task definition to have execution role ARN to support ECR images."
            .to_owned()
    });
    let help = "The policy AmazonECSTaskExecutionRolePolicy allows the pull.";
    say(draft, found, message, help);
}

fn logs(draft: &Draft, found: &mut Found) {
    // FireLens sends with the task role, and the guide asks for no other.
    let driver = first(draft, |container| {
        let driver = container.get("logConfiguration")?.text_of("logDriver");
        driver.filter(|driver| *driver != "awsfirelens")
    });
    let message = driver.filter(|_| draft.is_fargate()).map(|driver| {
        format!(
            "Fargate requires task definition to have execution role ARN to support log driver \
             {driver}."
        )
    });
    let help = "Fargate writes the logs with this role: AmazonECSTaskExecutionRolePolicy lets it.";
    say(draft, found, message, help);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, says};

    #[test]
    fn secrets_need_the_role_everywhere() {
        let text = r#"{"containerDefinitions": [{"secrets": [{"name": "A"}]}]}"#;
        assert_eq!(
            says(&SECRETS, text),
            [
                "error $.executionRoleArn at «{»: When you are specifying container secrets, you \
              must also specify a value for 'executionRoleArn'."
            ]
        );
        assert!(fixed(&SECRETS, text).contains(r#""executionRoleArn": "ecsTaskExecutionRole""#));
    }

    #[test]
    fn fargate_pulls_and_logs_with_the_role() {
        let image = "111122223333.dkr.ecr.eu-west-1.amazonaws.com/web:1";
        let text = format!(
            r#"{{"requiresCompatibilities": ["FARGATE"], "containerDefinitions": [
            {{"image": "{image}", "logConfiguration": {{"logDriver": "awslogs"}}}}]}}"#
        );
        assert!(says(&LOGS, &text)[0].ends_with(
            "Fargate requires task definition to have execution role ARN to support log driver \
             awslogs."
        ));
        let firelens = text.replace("awslogs", "awsfirelens");
        assert!(says(&LOGS, &firelens).is_empty());
        let better = fixed(&IMAGES, &text);
        assert!(better.contains("arn:aws:iam::111122223333:role/ecsTaskExecutionRole"));
        assert!(says(&IMAGES, &better).is_empty() && says(&LOGS, &better).is_empty());
        assert!(says(&IMAGES, &text.replace(image, "nginx")).is_empty());
        assert!(says(&IMAGES, &text.replace("FARGATE", "EC2")).is_empty());
    }
}
