//! `aws sts`: who asks.

use super::{Plan, Refused, Service};
use crate::api::Request;
use crate::model::World;
use serde_json::json;

pub(super) const SERVICE: Service = Service {
    name: "sts",
    invalid: "ValidationError",
    operations: &[("GetCallerIdentity", identity)],
};

/// Everybody is the root user here, as in ECS's own answers (`registeredBy`, `createdBy`): its
/// `UserId` is the account's. Source: AWS STS API, GetCallerIdentity; IAM User Guide, "Unique
/// identifiers".
fn identity(world: &World, _: Request) -> Result<Plan, Refused> {
    let account = &*world.settings.account_id;
    Ok(Plan::Answer(json!({
        "UserId": account,
        "Account": account,
        "Arn": format!("arn:aws:iam::{account}:root"),
    })))
}

#[cfg(test)]
mod tests {
    use crate::api::testing::Asked;
    use crate::aws::services::testing::granted;
    use serde_json::json;

    #[test]
    fn the_caller_is_of_the_account() {
        let mut asked = Asked::default();
        let said = granted(&mut asked, "sts", "GetCallerIdentity", json!({}));
        assert_eq!(said["Account"], "123456789012");
        assert_eq!(said["Arn"], "arn:aws:iam::123456789012:root");
    }
}
