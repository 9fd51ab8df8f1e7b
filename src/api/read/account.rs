//! Account settings in requests. Source: ECS API, PutAccountSetting.

use crate::api::{Refusal, Request};
use crate::model::World;
use crate::model::account::{Allowed, SettingKind};
use serde_json::{Value, json};
use std::sync::Arc;

/// The setting that a request names.
///
/// # Errors
/// There is none: then the model has refused already, unless the name is empty.
pub fn kind(request: Request) -> Result<&'static SettingKind, Refusal> {
    let name = request.filled_text("name").unwrap_or("");
    let message = "The account setting name must be specified.";
    SettingKind::named(name).ok_or_else(|| Refusal::invalid(message))
}

/// The principal whose setting it is; None for everybody. Who calls is the account's root user,
/// whose choice is that of the account. Source: ECS API, PutAccountSetting, `principalArn`.
///
/// # Errors
/// No ARN of IAM or STS. Assumption: the text.
pub fn principal(world: &World, request: Request) -> Result<Option<Arc<str>>, Refusal> {
    let Some(arn) = request.filled_text("principalArn") else {
        return Ok(None);
    };
    if !arn.starts_with("arn:")
        || !["iam", "sts"]
            .iter()
            .any(|of| arn.split(':').nth(2) == Some(of))
    {
        return Err(Refusal::invalid("Invalid principal ARN."));
    }
    Ok((*arn != *root(world)).then(|| arn.into()))
}

/// The ARN of the account's root user.
fn root(world: &World) -> String {
    format!("arn:aws:iam::{}:root", world.settings.account_id)
}

/// The value that a setting shall have.
///
/// # Errors
/// It cannot have it. Assumption: the texts.
pub fn value<'a>(kind: &SettingKind, request: Request<'a>) -> Result<&'a str, Refusal> {
    let value = request.text("value").unwrap_or("");
    let name = kind.name;
    match kind.allowed {
        Allowed::OneOf(values) if values.contains(&value) => Ok(value),
        Allowed::OneOf(values) => Err(Refusal::invalid(format!(
            "Invalid value '{value}' for the account setting {name}. It should be one of [{}]",
            values.join(",")
        ))),
        Allowed::ByAws => Err(Refusal::invalid(format!(
            "The account setting {name} is managed by AWS."
        ))),
    }
}

/// A setting as the API shows it. Source: ECS API, Setting.
pub fn shown(
    world: &World,
    kind: &SettingKind,
    value: &str,
    principal: Option<&Arc<str>>,
) -> Value {
    let by_aws = kind.allowed == Allowed::ByAws;
    json!({
        "name": kind.name,
        "value": value,
        "principalArn": principal.map_or_else(|| root(world), |arn| arn.to_string()),
        "type": if by_aws { "aws_managed" } else { "user" },
    })
}
