//! How a service is scaled, in words.

use super::format;
use crate::lifecycle::scaling::{cause_text, of, resource_id};
use crate::model::scaling::{PolicyKind, Scaling};
use crate::model::service::Scheduling;
use crate::model::{ServiceId, World};

/// The scaling of a service for the inspector.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ScalingView {
    /// Its `ResourceId`; empty where it cannot be scaled.
    pub resource: String,
    /// The bounds; empty where it is not scaled.
    pub bounds: String,
    /// Its policies and scheduled actions.
    pub policies: Vec<String>,
    /// What was done, newest first: when, and what for.
    pub activities: Vec<(String, String)>,
}

/// How a service is scaled.
pub fn scaling_view(world: &World, id: ServiceId) -> ScalingView {
    let service = world.services.get(id);
    let replica = service.is_some_and(|row| row.scheduling == Scheduling::Replica);
    if !replica {
        return ScalingView::default();
    }
    let resource = resource_id(world, id);
    let Some(row) = of(world, id) else {
        return ScalingView {
            resource,
            ..ScalingView::default()
        };
    };
    let activities = row.activities.iter().map(|activity| {
        let text = format!(
            "desired count {}: {}",
            activity.desired,
            cause_text(&activity.cause)
        );
        (format::moment(activity.at), text)
    });
    ScalingView {
        resource,
        bounds: format!("{} to {} tasks", row.min, row.max),
        policies: policies(row),
        activities: activities.collect(),
    }
}

fn policies(row: &Scaling) -> Vec<String> {
    let policies = row.policies.iter().map(|policy| match &policy.kind {
        PolicyKind::Tracking {
            metric,
            target_milli,
            ..
        } => format!(
            "{}: {} at {}",
            policy.name,
            metric.predefined(),
            thousandths(*target_milli)
        ),
        PolicyKind::Steps { alarm, steps, .. } => format!(
            "{}: {} on {} {} {}",
            policy.name,
            format::count(steps.len() as u64, "step"),
            alarm.metric.name(),
            alarm.comparison.name(),
            thousandths(alarm.threshold_milli)
        ),
    });
    let scheduled = row
        .scheduled
        .iter()
        .map(|action| format!("{}: {}", action.name, action.expression));
    policies.chain(scheduled).collect()
}

/// A number with as many digits behind its point as it has.
fn thousandths(milli: i64) -> String {
    let sign = if milli < 0 { "-" } else { "" };
    let (whole, rest) = (milli.unsigned_abs() / 1_000, milli.unsigned_abs() % 1_000);
    let text = format!("{sign}{whole}.{rest:03}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::thousandths;

    #[test]
    fn thousandths_are_as_short_as_they_can_be() {
        let text = [75_000, 75_500, -250, 0, 100_000].map(thousandths);
        assert_eq!(text, ["75", "75.5", "-0.25", "0", "100"]);
    }
}
