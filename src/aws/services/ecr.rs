//! `aws ecr`: the repositories that there are. What lies in them is not simulated: a repository has
//! every tag.
//!
//! Source: Amazon ECR API, version 2015-09-21, with the texts of its exceptions.

use super::{Plan, Refused, Service};
use crate::api::Request;
use crate::model::World;
use crate::model::surroundings::repository::own_registry;
use crate::sim::SimTime;
use serde_json::{Value, json};

pub(super) const SERVICE: Service = Service {
    name: "ecr",
    invalid: INVALID,
    operations: &[
        ("CreateRepository", create),
        ("DescribeRepositories", describe),
    ],
};

const INVALID: &str = "InvalidParameterException";

fn shown(world: &World, name: &str) -> Value {
    let settings = &world.settings;
    let (region, account) = (&*settings.region, &*settings.account_id);
    json!({
        "repositoryArn": format!("arn:aws:ecr:{region}:{account}:repository/{name}"),
        "registryId": account,
        "repositoryName": name,
        "repositoryUri": format!("{}/{name}", own_registry(world)),
        "createdAt": settings.calendar.iso8601(SimTime::START),
    })
}

fn describe(world: &World, request: Request) -> Result<Plan, Refused> {
    let account = &*world.settings.account_id;
    let known = &world.surroundings.repositories;
    let named: Vec<&str> = request.texts("repositoryNames").collect();
    if let Some(name) = named.iter().find(|name| !known.contains(**name)) {
        let said = format!(
            "The repository with name '{name}' does not exist in the registry with id '{account}'"
        );
        return Err(Refused::new("RepositoryNotFoundException", said));
    }
    let rows: Vec<Value> = if named.is_empty() {
        known.iter().map(|name| shown(world, name)).collect()
    } else {
        named.iter().map(|name| shown(world, name)).collect()
    };
    Ok(Plan::Answer(json!({"repositories": rows})))
}

fn create(world: &World, request: Request) -> Result<Plan, Refused> {
    let name = request.text("repositoryName").unwrap_or_default();
    if world.surroundings.repositories.contains(name) {
        let account = &*world.settings.account_id;
        let said = format!(
            "The repository with name '{name}' already exists in the registry with id '{account}'"
        );
        return Err(Refused::new("RepositoryAlreadyExistsException", said));
    }
    Ok(Plan::Ask {
        action: "Drydock.Declare",
        body: json!({"repositories": [{"repositoryName": name}]}),
        code: INVALID,
        told: |world, request| {
            let name = request.text("repositoryName").unwrap_or_default();
            json!({"repository": shown(world, name)})
        },
    })
}

#[cfg(test)]
mod tests {
    use crate::api::testing::Asked;
    use crate::aws::services::testing::{granted, refused};
    use serde_json::json;

    #[test]
    fn repositories_are_made_and_found() {
        let mut asked = Asked::default();
        let body = json!({"repositoryName": "shop/cart"});
        let made = granted(&mut asked, "ecr", "CreateRepository", body.clone());
        let uri = "123456789012.dkr.ecr.us-east-1.amazonaws.com/shop/cart";
        assert_eq!(made["repository"]["repositoryUri"], uri);
        assert_eq!(
            refused(&mut asked, "ecr", "CreateRepository", body),
            "RepositoryAlreadyExistsException: The repository with name 'shop/cart' already \
             exists in the registry with id '123456789012'"
        );
        let named = json!({"repositoryNames": ["shop/cart"]});
        let found = granted(&mut asked, "ecr", "DescribeRepositories", named);
        assert_eq!(found["repositories"][0], made["repository"]);
        let all = granted(&mut asked, "ecr", "DescribeRepositories", json!({}));
        assert_eq!(all["repositories"].as_array().map(Vec::len), Some(5));
        let named = json!({"repositoryNames": ["nowhere"]});
        let said = refused(&mut asked, "ecr", "DescribeRepositories", named);
        assert!(said.starts_with("RepositoryNotFoundException: "), "{said}");
        let bad = json!({"repositoryName": "Shop"});
        let said = refused(&mut asked, "ecr", "CreateRepository", bad);
        assert!(
            said.starts_with("InvalidParameterException: repositoryName must"),
            "{said}"
        );
    }
}
