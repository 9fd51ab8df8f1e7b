//! Members of CloudWatch's alarms.
//!
//! Source: CloudWatch API, PutMetricAlarm.

use super::scaling as parts;
use crate::api::read::own;
use crate::api::{Refusal, Request, lookup};
use crate::model::arn::Arns;
use crate::model::scaling::{Comparison, Metric, Watch};
use crate::model::{Service, ServiceStatus, World};

/// What an alarm looks at, and how.
pub fn watch(given: Request) -> Result<Watch, Refusal> {
    let metric = own::text(given, "MetricName")?;
    let metric = Metric::ALL.into_iter().find(|row| row.name() == metric);
    let metric = metric.ok_or_else(|| {
        let names = Metric::ALL.map(Metric::name).join(",");
        Refusal::invalid(format!("MetricName should be one of [{names}]"))
    })?;
    let operator = own::text(given, "ComparisonOperator")?;
    let mut operators = Comparison::ALL.into_iter();
    let comparison = operators.find(|row| row.name() == operator);
    let comparison = comparison.ok_or_else(|| {
        let names = Comparison::ALL.map(Comparison::name).join(",");
        Refusal::invalid(format!("ComparisonOperator should be one of [{names}]"))
    })?;
    let threshold = parts::fraction(given, "Threshold")?;
    let number = |member, before, range| -> Result<u32, Refusal> {
        let number = own::number(given, member, before, range)?;
        Ok(u32::try_from(number).unwrap_or(1))
    };
    let seconds = number("Period", 60, 1..=86_400)?;
    let periods = number("EvaluationPeriods", 1, 1..=180)?;
    Ok(Watch {
        name: own::text(given, "AlarmName")?.into(),
        metric,
        comparison,
        threshold_milli: threshold.ok_or_else(|| Refusal::invalid("Threshold must be given."))?,
        // Metrics of ECS come once a minute.
        minutes: seconds.div_ceil(60),
        periods,
        breaching: number(
            "DatapointsToAlarm",
            i64::from(periods),
            1..=i64::from(periods),
        )?,
    })
}

/// The statistic of a metric that is measured here. Source: Developer Guide, "Amazon ECS CloudWatch
/// metrics"; Elastic Load Balancing, "CloudWatch metrics for your Application Load Balancer".
pub fn statistic(metric: Metric) -> &'static str {
    match metric {
        Metric::Cpu | Metric::Memory => "Average",
        Metric::RequestsPerTarget => "Sum",
    }
}

/// A metric of a service as CloudWatch names it: by namespace, name and dimensions. None for those
/// of others; a service that is not there is None within.
pub fn measured<'w>(world: &'w World, given: Request) -> Option<(Metric, Option<&'w Service>)> {
    let name = given.text("MetricName")?;
    let metric = Metric::ALL.into_iter().find(|row| row.name() == name)?;
    let dimension = |name: &str| {
        let mut all = given.objects("Dimensions");
        all.find(|one| one.text("Name") == Some(name))?
            .text("Value")
    };
    let active = |row: &&Service| row.status == ServiceStatus::Active;
    match (metric, given.text("Namespace")?) {
        (Metric::Cpu | Metric::Memory, "AWS/ECS") => {
            // Without a service they are those of the cluster, which are not measured.
            let service = dimension("ServiceName")?;
            let cluster = lookup::active_cluster(world, dimension("ClusterName")?);
            let row = cluster.and_then(|cluster| world.service_named(cluster.id, service));
            Some((metric, row.map(|row| &**row).filter(active)))
        }
        (Metric::RequestsPerTarget, "AWS/ApplicationELB") => {
            let group = dimension("TargetGroup")?;
            let arns = Arns::of(world);
            let mut groups = world.surroundings.target_groups.rows();
            let group = groups.find(|row| arns.target_group(row).ends_with(&format!(":{group}")));
            let mut services = world.services.rows().map(|row| &**row);
            let row = services.find(|row| {
                let mut revisions = row.deployments.iter().map(|one| &one.revision);
                let is = |id| group.is_some_and(|group| group.id == id);
                let own = revisions.any(|one| one.balancers.iter().any(|row| is(row.group())));
                row.status == ServiceStatus::Active && own
            });
            Some((metric, row))
        }
        (Metric::Cpu | Metric::Memory | Metric::RequestsPerTarget, _) => None,
    }
}
