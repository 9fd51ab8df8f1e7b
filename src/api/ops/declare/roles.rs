//! IAM roles. Source of the members: IAM API, CreateRole; `allows` stands for its policies.

use crate::api::read::own;
use crate::api::{Refusal, Request};
use crate::model::World;
use crate::model::surroundings::iam_role::{ECS_TASKS, IamRole, PERMISSIONS};
use serde_json::{Value, json};
use std::sync::Arc;

pub const MEMBERS: &[&str] = &["roleName", "trusts", "allows"];

pub fn declare(world: &mut World, request: Request) -> Result<Value, Refusal> {
    let name = super::filled(request, "roleName")?;
    let trusts = own::text(request, "trusts")?;
    let trusts = if trusts.is_empty() { ECS_TASKS } else { trusts };
    let mut role = IamRole {
        trusts: trusts.into(),
        ..IamRole::of_tasks()
    };
    if let Some(allows) = own::list(request, "allows")? {
        let allowed = allows.iter().map(permission);
        role.allows = allowed.collect::<Result<_, _>>()?;
    }
    let account = &world.settings.account_id;
    let answer = json!({
        "roleName": name, "roleArn": format!("arn:aws:iam::{account}:role/{name}"),
    });
    let all = Arc::make_mut(&mut world.surroundings);
    all.iam_roles.insert(name.into(), role);
    Ok(answer)
}

fn permission(value: &Value) -> Result<Arc<str>, Refusal> {
    let known = value.as_str().filter(|name| PERMISSIONS.contains(name));
    let known = known.map(Arc::from);
    known.ok_or_else(|| {
        let known = PERMISSIONS.join(", ");
        Refusal::invalid(format!("allows has some of {known}."))
    })
}
