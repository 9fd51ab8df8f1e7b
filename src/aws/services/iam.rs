//! `aws iam`: the roles that tasks may have.
//!
//! Source: IAM API, version 2010-05-08. Of policies only what ECS needs of a role is kept: who may
//! assume it, and whether it has what `AmazonECSTaskExecutionRolePolicy` gives. The ids of roles
//! are Drydock's own.

use super::{Plan, Refused, Service, nothing};
use crate::api::Request;
use crate::model::World;
use crate::model::surroundings::iam_role::{IamRole, PERMISSIONS};
use crate::sim::SimTime;
use serde_json::{Value, json};

pub(super) const SERVICE: Service = Service {
    name: "iam",
    invalid: INVALID,
    operations: &[
        ("AttachRolePolicy", attach),
        ("CreateRole", create),
        ("GetRole", get),
        ("ListRoles", list),
    ],
};

const INVALID: &str = "ValidationError";

/// Where the policies are that AWS manages.
const MANAGED: &str = "arn:aws:iam::aws:policy/";

/// What policies that AWS manages give of what ECS looks at. Source: Developer Guide, "Amazon ECS
/// task execution IAM role"; AWS Managed Policy Reference.
const POLICIES: &[(&str, &[&str])] = &[
    ("AdministratorAccess", PERMISSIONS),
    (
        "service-role/AmazonECSTaskExecutionRolePolicy",
        &[
            "ecr:GetAuthorizationToken",
            "ecr:BatchGetImage",
            "logs:CreateLogStream",
        ],
    ),
    (
        "SecretsManagerReadWrite",
        &["secretsmanager:GetSecretValue"],
    ),
    ("AmazonSSMReadOnlyAccess", &["ssm:GetParameters"]),
];

/// Source of the text: IAM API, `NoSuchEntity`, as it is returned.
fn role<'w>(world: &'w World, name: &str) -> Result<&'w IamRole, Refused> {
    let known = world.surroundings.iam_roles.get(name);
    known.ok_or_else(|| {
        let said = format!("The role with name {name} cannot be found.");
        Refused::new("NoSuchEntity", said)
    })
}

fn shown(world: &World, name: &str, role: &IamRole) -> Value {
    let settings = &world.settings;
    let account = &*settings.account_id;
    let letters = name.bytes().fold(0_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    json!({
        "Path": "/",
        "RoleName": name,
        "RoleId": format!("AROA{letters:017X}"),
        "Arn": format!("arn:aws:iam::{account}:role/{name}"),
        "CreateDate": settings.calendar.iso8601(SimTime::START),
        "AssumeRolePolicyDocument": {
            "Version": "2012-10-17",
            "Statement": [{
                "Effect": "Allow",
                "Principal": {"Service": &*role.trusts},
                "Action": "sts:AssumeRole",
            }],
        },
        "MaxSessionDuration": 3_600,
    })
}

fn get(world: &World, request: Request) -> Result<Plan, Refused> {
    let name = request.text("RoleName").unwrap_or_default();
    let role = shown(world, name, role(world, name)?);
    Ok(Plan::Answer(json!({"Role": role})))
}

fn list(world: &World, request: Request) -> Result<Plan, Refused> {
    let all = world.surroundings.iam_roles.iter();
    let path = request.text("PathPrefix").unwrap_or("/");
    let rows = all.filter(|_| path == "/");
    let rows = rows.map(|(name, role)| shown(world, name, role));
    let rows: Vec<Value> = rows.collect();
    Ok(Plan::Answer(json!({"Roles": rows})))
}

/// Who may assume a role, by its document; one service.
fn trusts(document: &str) -> Result<String, Refused> {
    let malformed = |said: &str| Refused::new("MalformedPolicyDocument", said);
    let document: Value = serde_json::from_str(document)
        .map_err(|_| malformed("This policy contains invalid Json"))?;
    let one = |value: &Value| match value {
        Value::Array(all) => all.first().cloned().unwrap_or_default(),
        other => other.clone(),
    };
    let statement = one(&document["Statement"]);
    let principal = one(&statement["Principal"]["Service"]);
    let service = principal.as_str().ok_or_else(|| {
        malformed("Only roles that a service assumes are simulated: name it as Principal.Service.")
    })?;
    Ok(service.to_owned())
}

fn create(world: &World, request: Request) -> Result<Plan, Refused> {
    let name = request.text("RoleName").unwrap_or_default();
    if world.surroundings.iam_roles.contains_key(name) {
        let said = format!("Role with name {name} already exists.");
        return Err(Refused::new("EntityAlreadyExists", said));
    }
    if request.filled_text("Path").is_some_and(|path| path != "/") {
        return Err(Refused::new(INVALID, "Paths of roles are not simulated."));
    }
    let trusts = trusts(request.text("AssumeRolePolicyDocument").unwrap_or_default())?;
    let role = json!({"roleName": name, "trusts": trusts, "allows": []});
    Ok(Plan::Ask {
        action: "Drydock.Declare",
        body: json!({"roles": [role]}),
        code: INVALID,
        told: |world, request| {
            let name = request.text("RoleName").unwrap_or_default();
            let row = world.surroundings.iam_roles.get(name);
            json!({"Role": row.map(|role| shown(world, name, role))})
        },
    })
}

fn attach(world: &World, request: Request) -> Result<Plan, Refused> {
    let name = request.text("RoleName").unwrap_or_default();
    let role = role(world, name)?;
    let arn = request.text("PolicyArn").unwrap_or_default();
    if !arn.starts_with(MANAGED) {
        let said = format!("Policy {arn} does not exist or is not attachable.");
        return Err(Refused::new("NoSuchEntity", said));
    }
    // Other policies of AWS give nothing that ECS looks at.
    let policy = POLICIES
        .iter()
        .find(|(own, _)| arn.strip_prefix(MANAGED) == Some(own));
    let gives = policy.map_or(&[][..], |(_, gives)| gives);
    let mut allows = role.allows.clone();
    allows.extend(gives.iter().map(|name| (*name).into()));
    let allows: Vec<&str> = allows.iter().map(|name| &**name).collect();
    let role = json!({"roleName": name, "trusts": &*role.trusts, "allows": allows});
    Ok(Plan::Ask {
        action: "Drydock.Declare",
        body: json!({"roles": [role]}),
        code: INVALID,
        told: nothing,
    })
}

#[cfg(test)]
mod tests {
    use crate::api::testing::Asked;
    use crate::aws::services::testing::{granted, refused};
    use serde_json::json;

    const POLICY: &str = "arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy";

    #[test]
    fn roles_are_made_and_found() {
        let mut asked = Asked::default();
        let trust = r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal":
            {"Service": ["ecs-tasks.amazonaws.com"]}, "Action": ["sts:AssumeRole"]}]}"#;
        let body = json!({"RoleName": "shop", "AssumeRolePolicyDocument": trust});
        let made = granted(&mut asked, "iam", "CreateRole", body.clone());
        assert_eq!(made["Role"]["Arn"], "arn:aws:iam::123456789012:role/shop");
        let service = "/Role/AssumeRolePolicyDocument/Statement/0/Principal/Service";
        assert_eq!(
            made.pointer(service),
            Some(&json!("ecs-tasks.amazonaws.com"))
        );
        assert_eq!(
            refused(&mut asked, "iam", "CreateRole", body),
            "EntityAlreadyExists: Role with name shop already exists."
        );
        let named = json!({"RoleName": "shop"});
        assert_eq!(granted(&mut asked, "iam", "GetRole", named), made);
        let all = granted(&mut asked, "iam", "ListRoles", json!({}));
        assert_eq!(all["Roles"].as_array().map(Vec::len), Some(4));
        let allows = |asked: &Asked| asked.sim.world.surroundings.iam_roles["shop"].allows.len();
        assert_eq!(allows(&asked), 0);
        let attach = json!({"RoleName": "shop", "PolicyArn": POLICY});
        granted(&mut asked, "iam", "AttachRolePolicy", attach);
        assert_eq!(allows(&asked), 3);
    }

    #[test]
    fn what_is_wrong_is_said() {
        let mut asked = Asked::default();
        for (action, body, part) in [
            (
                "GetRole",
                json!({"RoleName": "nobody"}),
                "NoSuchEntity: The role with name nobody",
            ),
            (
                "CreateRole",
                json!({"RoleName": "a", "AssumeRolePolicyDocument": "{"}),
                "MalformedPolicyDocument: This policy contains invalid Json",
            ),
            (
                "CreateRole",
                json!({"RoleName": "a", "AssumeRolePolicyDocument": "{\"Statement\": []}"}),
                "MalformedPolicyDocument: Only roles",
            ),
            (
                "AttachRolePolicy",
                json!({"RoleName": "ecsTaskRole", "PolicyArn": "arn:aws:iam::1:policy/own"}),
                "NoSuchEntity: Policy arn:aws:iam::1:policy/own does not exist",
            ),
        ] {
            let said = refused(&mut asked, "iam", action, body);
            assert!(said.starts_with(part), "{said}");
        }
    }
}
