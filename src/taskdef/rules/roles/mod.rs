//! Rules of the roles and the tags of a task definition.

mod execrole;
mod execrole_others;
mod role_format;
mod role_task;
mod secret_account;
mod tags_keys;
mod tags_shape;

use super::{Rule, is_placeholder};
use crate::taskdef::draft::Draft;
use crate::taskdef::finding::Fix;
use crate::taskdef::node::Node;
use crate::taskdef::rules::arn::Arn;
use crate::taskdef::rules::edits::{quoted, set_fix};

/// The rules in order.
pub const RULES: &[&Rule] = &[
    &tags_shape::NONE,
    &tags_shape::RULE,
    &tags_keys::TWICE,
    &tags_keys::RESERVED,
    &role_format::TASK,
    &role_format::EXECUTION,
    &secret_account::RULE,
    &execrole::SECRETS,
    &execrole::SECRET_OPTIONS,
    &execrole::REGISTRY,
    &execrole::IMAGES,
    &execrole::LOGS,
    &execrole_others::FILES,
    &execrole_others::SPECS,
    &execrole_others::ROUTER,
    &execrole_others::INSTANCE,
    &role_task::SAME,
    &role_task::NEEDED,
];

/// Whether there is an execution role.
pub fn has_execution_role(draft: &Draft) -> bool {
    draft.root.get("executionRoleArn").is_some_and(Node::is_set)
}

/// Adds an execution role of the usual name, in the account that the text mentions.
pub fn add_execution_role(draft: &Draft) -> Fix {
    let name = "ecsTaskExecutionRole";
    let role = match account(draft) {
        Some(account) => format!("arn:aws:iam::{account}:role/{name}"),
        None => name.to_owned(),
    };
    set_fix(draft, &draft.root, "executionRoleArn", &quoted(&role))
}

/// The account of the task role or of an ECR image.
fn account<'d>(draft: &'d Draft) -> Option<&'d str> {
    let role = draft
        .root
        .text_of("taskRoleArn")
        .and_then(|arn| arn.split(':').nth(4));
    let images = draft
        .containers()
        .filter_map(|(_, one)| one.text_of("image"));
    let mut registries = images.filter(|image| is_ecr(image));
    let image = registries.next().and_then(|image| image.get(..12));
    role.or(image).filter(|account| is_account(account))
}

fn is_account(text: &str) -> bool {
    text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether an image is in a private registry of Amazon ECR. Source: Amazon ECR User Guide, Private
/// registry: `account.dkr.ecr.region.amazonaws.com`, and its FIPS and dual-stack forms.
pub fn is_ecr(image: &str) -> bool {
    let host = image.split('/').next().unwrap_or_default();
    let mut parts = host.splitn(2, '.');
    let account = parts.next().unwrap_or_default();
    let rest = parts.next().unwrap_or_default();
    let registry = ["dkr.ecr.", "dkr-ecr.", "dkr.ecr-fips.", "dkr-ecr-fips."];
    let domain = [
        ".amazonaws.com",
        ".amazonaws.com.cn",
        ".on.aws",
        ".on.amazonwebservices.com.cn",
    ];
    image.contains('/')
        && is_account(account)
        && registry.iter().any(|start| rest.starts_with(start))
        && domain.iter().any(|end| rest.ends_with(end))
}

/// Whether a text is the ARN of an IAM role.
fn is_role_arn(text: &str) -> bool {
    let Some(arn) = Arn::of(text) else {
        return false;
    };
    let role = arn.resource.strip_prefix("role/");
    (arn.partition == "aws" || arn.partition.starts_with("aws-"))
        && arn.service == "iam"
        && arn.region.is_empty()
        && is_account(arn.account)
        && role.is_some_and(|name| !name.is_empty())
}

/// Whether a text can be the name of an IAM role. Source: IAM API, CreateRole `RoleName`.
fn is_role_name(text: &str) -> bool {
    let legal = |letter: char| letter.is_ascii_alphanumeric() || "_+=,.@/-".contains(letter);
    (1..=64).contains(&text.len()) && text.chars().all(legal)
}
