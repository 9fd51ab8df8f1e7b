//! The capacity providers of a strategy: whether they are there, and the cluster's.

use super::launch::{GUIDE, STRATEGY, WITH_STRATEGY};
use super::prelude::*;
use crate::model::arn::last_part;
use crate::model::capacity_provider::is_fargate;

/// The rules, in the order of speaking.
pub const RULES: &[Rule] = &[
    // Source of the text: terraform-aws-modules/terraform-aws-ecs, issue 53, as ECS gave it for a
    // cluster.
    Rule::error(
        "SVC-CPS-FOUND",
        WITH_STRATEGY,
        Wording::AwsRoughly,
        GUIDE,
        found_provider,
    ),
    // Source of the text: dask/dask-cloudprovider, issue 328, as ECS gave it.
    Rule::error(
        "SVC-CPS-CLUSTER",
        WITH_STRATEGY,
        Wording::Aws,
        GUIDE,
        of_cluster,
    ),
];

/// Whether there is a provider of this name.
fn exists(subject: &Subject, name: &str) -> bool {
    let name = last_part(name);
    is_fargate(name) || subject.world.providers.contains_key(name)
}

fn found_provider(subject: &Subject, found: &mut Found) {
    if subject.cluster.is_some() && subject.providers().any(|name| !exists(subject, name)) {
        found.say(
            STRATEGY,
            "The specified capacity provider was not found. Specify a valid capacity provider and \
             try again.",
            "CreateCapacityProvider makes one. FARGATE and FARGATE_SPOT are always there.",
        );
    }
}

fn of_cluster(subject: &Subject, found: &mut Found) {
    let Some(cluster) = subject.cluster else {
        return;
    };
    let has = |name: &str| {
        let mut names = cluster.capacity_providers.iter();
        names.any(|own| **own == *last_part(name))
    };
    if subject
        .providers()
        .any(|name| exists(subject, name) && !has(name))
    {
        found.say(
            STRATEGY,
            "The specified capacity provider strategy cannot contain a capacity provider that is \
             not associated with the cluster. Associate the capacity provider with the cluster or \
             specify a valid capacity provider and try again.",
            "PutClusterCapacityProviders says which providers a cluster has.",
        );
    }
}
