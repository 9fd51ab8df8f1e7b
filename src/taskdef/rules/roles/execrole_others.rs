//! What fails later, or works with another role, without an execution role.

use super::{add_execution_role, has_execution_role, is_ecr};
use crate::taskdef::rules::prelude::*;
use crate::taskdef::rules::scope::on_instances;

/// TD-EXECROLE-ENVFILES
pub static FILES: Rule = Rule::warning(
    "TD-EXECROLE-ENVFILES",
    Wording::AtRunTime,
    "Developer Guide, Use environment files",
    files,
);

/// TD-EXECROLE-CREDSPEC
pub static SPECS: Rule = Rule::warning(
    "TD-EXECROLE-CREDSPEC",
    Wording::AtRunTime,
    "Developer Guide, Using gMSA",
    specs,
);

/// TD-FIRELENS-S3-EXECROLE
pub static ROUTER: Rule = Rule::warning(
    "TD-FIRELENS-S3-EXECROLE",
    Wording::AtRunTime,
    "Developer Guide, Send Amazon ECS logs to an AWS service or AWS Partner",
    router,
);

/// TD-EXECROLE-EC2-ECR
pub static INSTANCE: Rule = Rule::info(
    "TD-EXECROLE-EC2-ECR",
    "Developer Guide, Amazon ECS container instance IAM role",
    instance,
);

fn say(draft: &Draft, found: &mut Found, message: &str, help: &str) {
    let place = Draft::opening(&draft.root);
    let said = Said::new("$.executionRoleArn", &place, message, help);
    found.say(said.fix(add_execution_role(draft)));
}

fn files(draft: &Draft, found: &mut Found) {
    let mut containers = draft.containers();
    if has_execution_role(draft)
        || !containers.any(|(_, one)| !one.list("environmentFiles").is_empty())
    {
        return;
    }
    let message = "ResourceInitializationError / CannotStartContainer: unable to download env file";
    let help = "The files are read with the execution role: s3:GetObject and s3:GetBucketLocation.";
    say(draft, found, message, help);
}

fn specs(draft: &Draft, found: &mut Found) {
    let mut specs = draft
        .container_list()
        .iter()
        .flat_map(|one| one.list("credentialSpecs"))
        .filter_map(Node::text);
    let remote = specs.any(|spec| spec.contains(":s3:") || spec.contains(":ssm:"));
    if remote && !has_execution_role(draft) {
        let help = "The specification is read from S3 or Systems Manager with the execution role.";
        say(draft, found, "unable to retrieve credentialspec", help);
    }
}

/// On Fargate such a file is refused, role or not.
fn router(draft: &Draft, found: &mut Found) {
    if has_execution_role(draft) || draft.is_fargate() {
        return;
    }
    let from_s3 = |container: &Node| {
        let options = container.get("firelensConfiguration")?.get("options")?;
        Some(options.text_of("config-file-type")? == "s3")
    };
    if draft
        .containers()
        .any(|(_, one)| from_s3(one) == Some(true))
    {
        let help = "The file is read with the execution role: s3:GetObject and \
                    s3:GetBucketLocation.";
        say(
            draft,
            found,
            "unable to download fluent config from s3",
            help,
        );
    }
}

fn instance(draft: &Draft, found: &mut Found) {
    if has_execution_role(draft) || draft.is_fargate() || !on_instances(draft) {
        return;
    }
    let mut containers = draft.containers();
    let uses_aws = containers.any(|(_, one)| {
        let driver = one
            .get("logConfiguration")
            .and_then(|logs| logs.text_of("logDriver"));
        driver == Some("awslogs") || one.text_of("image").is_some_and(is_ecr)
    });
    if uses_aws {
        let message = "No execution role: the instance profile must allow ECR pull and logs";
        let help = "With an execution role the instances need fewer permissions.";
        say(draft, found, message, help);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{container_on_fargate, fixed, says};

    #[test]
    fn the_role_reads_files() {
        let text = r#"{"containerDefinitions": [{"environmentFiles": [{"type": "s3"}],
            "credentialSpecs": ["credentialspec:arn:aws:s3:::gmsa/spec.json"],
            "firelensConfiguration": {"options": {"config-file-type": "s3"}},
            "logConfiguration": {"logDriver": "awslogs"}}]}"#;
        for rule in [&FILES, &SPECS, &ROUTER, &INSTANCE] {
            assert_eq!(says(rule, text).len(), 1);
            assert!(says(rule, &fixed(rule, text)).is_empty());
        }
    }
    #[test]
    fn a_router_with_a_file_of_its_own_needs_none() {
        let text = r#"{"containerDefinitions": [
            {"firelensConfiguration": {"options": {"config-file-type": "file"}}}]}"#;
        assert!(says(&ROUTER, text).is_empty());
        let fargate = container_on_fargate(
            r#""firelensConfiguration": {"options": {"config-file-type": "s3"}}"#,
        );
        assert!(says(&ROUTER, &fargate).is_empty());
    }
}
