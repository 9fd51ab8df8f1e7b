//! What the operations on capacity providers have in common.
//! Source: ECS API, AutoScalingGroupProvider, ManagedScaling.

use crate::api::{Refusal, Request};
use crate::model::capacity_provider::{CapacityProvider, ManagedScaling, is_fargate};
use crate::model::{World, arn::last_part};
use std::sync::Arc;

/// The provider that a member names by name or ARN, also if it was deleted of late.
///
/// # Errors
/// There is none, as [`named`] says.
pub fn known<'a>(
    world: &'a World,
    request: Request,
    member: &str,
) -> Result<&'a Arc<CapacityProvider>, Refusal> {
    let name = last_part(request.filled_text(member).unwrap_or(""));
    named(world, request, member).or_else(|refusal| world.gone_providers.get(name).ok_or(refusal))
}

/// The provider of an Auto Scaling group that a member names by name or ARN.
///
/// # Errors
/// There is none. Source of the text: hashicorp/terraform-provider-aws,
/// `internal/service/ecs/capacity_provider.go`, which looks for it. Fargate's own are reserved;
/// assumption: that text.
pub fn named<'a>(
    world: &'a World,
    request: Request,
    member: &str,
) -> Result<&'a Arc<CapacityProvider>, Refusal> {
    let name = last_part(request.filled_text(member).unwrap_or(""));
    if is_fargate(name) {
        let message = format!("The capacity provider {name} is reserved and cannot be changed.");
        return Err(Refusal::invalid(message));
    }
    world.providers.get(name).ok_or_else(|| {
        Refusal::client(
            "The specified capacity provider does not exist. Specify a valid name or ARN and try \
             again.",
        )
    })
}

/// Members of `managedScaling` over what they were.
///
/// # Errors
/// A number out of its range (assumption: the text), or steps in the wrong order. Source of that
/// text: badmintoncryer/cdk-preflight, pf-ecs-cp-scaling-step-order, deployed in 2026; assumption:
/// its code.
pub fn managed_scaling(given: Request, before: ManagedScaling) -> Result<ManagedScaling, Refusal> {
    let number = |member: &str, before: u32, least: i64, most: i64| {
        let Some(given) = given.integer(member) else {
            return Ok(before);
        };
        match u32::try_from(given) {
            Ok(number) if (least..=most).contains(&given) => Ok(number),
            Ok(_) | Err(_) => Err(Refusal::invalid(format!(
                "{member} must be between {least} and {most}."
            ))),
        }
    };
    let after = ManagedScaling {
        enabled: given
            .text("status")
            .map_or(before.enabled, |status| status == "ENABLED"),
        target_capacity: number("targetCapacity", before.target_capacity, 1, 100)?,
        minimum_step: number("minimumScalingStepSize", before.minimum_step, 1, 10_000)?,
        maximum_step: number("maximumScalingStepSize", before.maximum_step, 1, 10_000)?,
        warmup_seconds: number("instanceWarmupPeriod", before.warmup_seconds, 0, 10_000)?,
    };
    if after.minimum_step > after.maximum_step {
        return Err(Refusal::client(
            "The minimum or maximum scaling step size value is invalid. Specify a minimum scaling \
             step size value that is less than or equal to the maximum scaling step size value and \
             try again.",
        ));
    }
    Ok(after)
}

/// A switch that is ENABLED or DISABLED, over what it was.
pub fn switch(given: Request, member: &str, before: bool) -> bool {
    given.text(member).map_or(before, |word| word == "ENABLED")
}

/// Termination protection needs managed scaling. Source: ECS API, AutoScalingGroupProvider,
/// `managedTerminationProtection`. The first sentence of the text: aws/containers-roadmap, issue
/// 653; the second is an assumption.
pub fn check_protection(protected: bool, scaling: &ManagedScaling) -> Result<(), Refusal> {
    if protected && !scaling.enabled {
        return Err(Refusal::client(
            "The managed termination protection setting for the capacity provider is invalid. To \
             enable managed termination protection for a capacity provider, managed scaling must \
             be enabled.",
        ));
    }
    Ok(())
}
