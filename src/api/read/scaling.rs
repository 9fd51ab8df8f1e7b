//! Members of Application Auto Scaling, as Drydock's own actions take them.
//!
//! Source: Application Auto Scaling API.

use crate::api::read::own;
use crate::api::{Refusal, Request, lookup};
use crate::lifecycle::scaling;
use crate::model::scaling::Scaling;
use crate::model::service::Scheduling;
use crate::model::{Service, ServiceId, ServiceStatus, World};
use serde_json::Value;

/// The one dimension in which services scale.
pub const DIMENSION: &str = "ecs:service:DesiredCount";

/// The service that a request means by `ServiceNamespace`, `ResourceId` and `ScalableDimension`.
pub fn service<'a>(world: &'a World, request: Request) -> Result<&'a Service, Refusal> {
    let namespace = own::text(request, "ServiceNamespace")?;
    let dimension = own::text(request, "ScalableDimension")?;
    if !matches!(namespace, "" | "ecs") || !["", DIMENSION].contains(&dimension) {
        let message = format!("Only ecs and {DIMENSION} are simulated.");
        return Err(Refusal::invalid(message));
    }
    let resource = own::text(request, "ResourceId")?;
    let parts: Vec<&str> = resource.split('/').collect();
    let found = match parts[..] {
        ["service", cluster, name] => lookup::active_cluster(world, cluster)
            .and_then(|cluster| world.service_named(cluster.id, name)),
        _ => None,
    };
    let found = found.filter(|row| row.status == ServiceStatus::Active);
    let found = found.ok_or_else(|| {
        let message = format!("ECS service doesn't exist: {resource}");
        Refusal::invalid(message)
    })?;
    match found.scheduling {
        Scheduling::Replica => Ok(found),
        Scheduling::Daemon => Err(Refusal::invalid("A DAEMON service cannot be scaled.")),
    }
}

/// The service of a request that must have a scalable target, and the target.
pub fn target<'a>(world: &'a World, request: Request) -> Result<(ServiceId, &'a Scaling), Refusal> {
    let id = service(world, request)?.id;
    let target = scaling::of(world, id).ok_or_else(|| {
        let resource = scaling::resource_id(world, id);
        Refusal::invalid(format!(
            "No scalable target registered for service namespace: ecs, resource ID: {resource}, \
             scalable dimension: {DIMENSION}"
        ))
    })?;
    Ok((id, target))
}

/// A number with at most three digits behind its point, in thousandths; further ones are cut off.
pub fn milli(value: &Value) -> Option<i64> {
    let Value::Number(number) = value else {
        return None;
    };
    let text = number.to_string();
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => (-1, digits),
        None => (1, &*text),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let plain = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if !plain(whole) || !plain(fraction) {
        return None;
    }
    let whole: i64 = whole.parse().ok()?;
    let tail = fraction.bytes().chain(*b"000").take(3);
    let thousandths = tail.fold(0, |sum: i64, byte| sum * 10 + i64::from(byte - b'0'));
    Some(sign * (whole.checked_mul(1_000)? + thousandths))
}

/// A member that is such a number.
pub fn fraction(request: Request, member: &str) -> Result<Option<i64>, Refusal> {
    match request.get(member) {
        None => Ok(None),
        Some(value) => milli(value)
            .map(Some)
            .ok_or_else(|| Refusal::invalid(format!("{member} must be a number."))),
    }
}

/// A capacity; None if it is absent.
pub fn capacity(request: Request, member: &str) -> Result<Option<u32>, Refusal> {
    if !request.has(member) {
        return Ok(None);
    }
    let number = own::number(request, member, 0, 0..=5_000)?;
    Ok(u32::try_from(number).ok())
}

#[cfg(test)]
mod tests {
    use super::milli;
    use serde_json::json;

    #[test]
    fn numbers_are_read_in_thousandths() {
        for (value, expected) in [
            (json!(75), Some(75_000)),
            (json!(75.5), Some(75_500)),
            (json!(-10.25), Some(-10_250)),
            (json!(0.0625), Some(62)),
            (json!("75"), None),
            (json!(1e300), None),
        ] {
            assert_eq!(milli(&value), expected, "{value}");
        }
    }
}
