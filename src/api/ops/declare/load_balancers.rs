//! Load balancers. Source of the members: Elastic Load Balancing API, `LoadBalancer`.

use crate::api::read::own;
use crate::api::{Refusal, Request};
use crate::model::World;
use crate::model::arn::Arns;
use crate::model::surroundings::load_balancer::{DeclaredBalancer, Scheme};
use crate::model::surroundings::target_group::LoadBalancer;
use serde_json::{Value, json};
use std::sync::Arc;

pub const MEMBERS: &[&str] = &[
    "loadBalancerName",
    "loadBalancerArn",
    "type",
    "scheme",
    "vpcId",
];

pub fn declare(world: &mut World, request: Request) -> Result<Value, Refusal> {
    let given = own::text(request, "loadBalancerArn")?;
    let name = super::balancing_name(request, "loadBalancerName", given.split('/').nth(2))?;
    let vpc_id = super::vpc(world, request)?;
    let before = world.surroundings.load_balancers.get(name).cloned();
    let row = DeclaredBalancer {
        kind: kind(request, before.as_ref())?,
        scheme: scheme(request, before.as_ref())?,
        vpc_id,
        given_arn: match given {
            "" => before.and_then(|row| row.given_arn),
            arn => Some(arn.into()),
        },
    };
    let mut answer = json!({"loadBalancerName": name, "type": row.kind.name()});
    if let Some(arn) = Arns::of(world).declared_balancer(name, &row) {
        answer["loadBalancerArn"] = arn.into();
    }
    let all = Arc::make_mut(&mut world.surroundings);
    all.load_balancers.insert(name.into(), row);
    Ok(answer)
}

fn kind(request: Request, before: Option<&DeclaredBalancer>) -> Result<LoadBalancer, Refusal> {
    match own::text(request, "type")? {
        "" => Ok(before.map_or(LoadBalancer::Application, |row| row.kind)),
        "application" => Ok(LoadBalancer::Application),
        "network" => Ok(LoadBalancer::Network),
        "classic" => Ok(LoadBalancer::Classic),
        _ => {
            let message = "type must be application, network or classic.";
            Err(Refusal::invalid(message))
        }
    }
}

fn scheme(request: Request, before: Option<&DeclaredBalancer>) -> Result<Scheme, Refusal> {
    match own::text(request, "scheme")? {
        "" => Ok(before.map_or(Scheme::default(), |row| row.scheme)),
        "internet-facing" => Ok(Scheme::InternetFacing),
        "internal" => Ok(Scheme::Internal),
        _ => Err(Refusal::invalid(
            "scheme must be internet-facing or internal.",
        )),
    }
}
