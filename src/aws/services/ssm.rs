//! `aws ssm`: names that the secrets of containers can point to. Values are kept nowhere.
//!
//! Source: AWS Systems Manager API, version 2014-11-06, with the texts of its exceptions.

use super::{Plan, Refused, Service};
use crate::api::Request;
use crate::model::World;
use serde_json::json;

pub(super) const SERVICE: Service = Service {
    name: "ssm",
    invalid: INVALID,
    operations: &[("PutParameter", put)],
};

const INVALID: &str = "ValidationException";

fn put(world: &World, request: Request) -> Result<Plan, Refused> {
    let name = request.text("Name").unwrap_or_default();
    let bare = name.trim_start_matches('/');
    if bare.contains('/') && !name.starts_with('/') {
        let said = "Parameter name must be a fully qualified name.";
        return Err(Refused::new(INVALID, said));
    }
    if world.surroundings.secrets.contains(bare) && request.truth("Overwrite") != Some(true) {
        let said = "The parameter already exists. To overwrite this value, set the overwrite \
                    option in the request to true.";
        return Err(Refused::new("ParameterAlreadyExists", said));
    }
    Ok(Plan::Ask {
        action: "Drydock.Declare",
        body: json!({"secrets": [{"name": name}]}),
        code: INVALID,
        // Versions are not counted: only the first is known.
        told: |_, request| match request.truth("Overwrite") {
            Some(true) => json!({"Tier": "Standard"}),
            Some(false) | None => json!({"Version": 1, "Tier": "Standard"}),
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
    fn a_parameter_is_known_by_its_name() {
        let mut asked = Asked::default();
        let body = json!({"Name": "/shop/key", "Value": "x", "Type": "SecureString"});
        granted(&mut asked, "ssm", "PutParameter", body.clone());
        assert!(secret::exists(&asked.sim.world, "/shop/key"));
        let said = refused(&mut asked, "ssm", "PutParameter", body);
        assert!(said.starts_with("ParameterAlreadyExists: "), "{said}");
        let again = json!({"Name": "/shop/key", "Value": "y", "Overwrite": true});
        granted(&mut asked, "ssm", "PutParameter", again);
        let bad = json!({"Name": "shop/key", "Value": "x"});
        let said = refused(&mut asked, "ssm", "PutParameter", bad);
        assert!(said.starts_with("ValidationException: "), "{said}");
    }
}
