//! `aws secretsmanager`: names that the secrets of containers can point to. Values are kept
//! nowhere.
//!
//! Source: AWS Secrets Manager API, version 2017-10-17, with the texts of its exceptions.

use super::{Plan, Refused, Service};
use crate::api::Request;
use crate::model::World;
use serde_json::json;

pub(super) const SERVICE: Service = Service {
    name: "secretsmanager",
    invalid: INVALID,
    operations: &[("CreateSecret", create)],
};

const INVALID: &str = "InvalidParameterException";

/// Six letters follow the name: they are the same for the same name.
fn arn(world: &World, name: &str) -> String {
    let settings = &world.settings;
    let (region, account) = (&*settings.region, &*settings.account_id);
    let mut hash = name.bytes().fold(7_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    let mut letters = String::new();
    for _ in 0..6 {
        letters.push(char::from(b'a' + (hash % 26) as u8));
        hash /= 26;
    }
    format!("arn:aws:secretsmanager:{region}:{account}:secret:{name}-{letters}")
}

fn create(world: &World, request: Request) -> Result<Plan, Refused> {
    let name = request.text("Name").unwrap_or_default();
    if world.surroundings.secrets.contains(name) {
        let said = format!("The operation failed because the secret {name} already exists.");
        return Err(Refused::new("ResourceExistsException", said));
    }
    Ok(Plan::Ask {
        action: "Drydock.Declare",
        body: json!({"secrets": [{"name": name}]}),
        code: INVALID,
        told: |world, request| {
            let name = request.text("Name").unwrap_or_default();
            json!({"ARN": arn(world, name), "Name": name})
        },
    })
}

#[cfg(test)]
mod tests {
    use crate::api::testing::Asked;
    use crate::aws::services::testing::{granted, refused};
    use crate::model::surroundings::secret;
    use serde_json::json;

    #[test]
    fn a_secret_is_known_by_its_arn() {
        let mut asked = Asked::default();
        let body = json!({"Name": "shop/key", "SecretString": "x"});
        let made = granted(&mut asked, "secretsmanager", "CreateSecret", body.clone());
        let arn = made["ARN"].as_str().expect("an ARN");
        assert!(arn.contains(":secret:shop/key-"), "{arn}");
        assert!(secret::exists(&asked.sim.world, arn));
        let said = refused(&mut asked, "secretsmanager", "CreateSecret", body);
        assert!(said.starts_with("ResourceExistsException: "), "{said}");
    }
}
