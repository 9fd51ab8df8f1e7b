//! Metrics: the minutes that were measured of services.

use super::INVALID;
use crate::api::Request;
use crate::api::read::alarm::{measured, statistic};
use crate::api::render::scaling::number;
use crate::aws::services::{Plan, Refused};
use crate::lifecycle::scaling::watch::value;
use crate::model::arn::Arns;
use crate::model::scaling::Metric;
use crate::model::traffic::Datapoint;
use crate::model::{ServiceId, World};
use crate::sim::SimTime;
use serde_json::{Value, json};

/// Namespace and dimensions of a metric of a service. Source: Developer Guide, "Amazon ECS
/// CloudWatch metrics"; Elastic Load Balancing, "CloudWatch metrics for your Application Load
/// Balancer".
pub(super) fn place(world: &World, id: ServiceId, metric: Metric) -> (&'static str, Vec<Value>) {
    let dimension = |name: &str, value: &str| json!({"Name": name, "Value": value});
    let Some(service) = world.services.get(id) else {
        return ("", Vec::new());
    };
    let cluster = world.clusters.get(service.cluster);
    match metric {
        Metric::Cpu | Metric::Memory => {
            let cluster = cluster.map_or("", |row| &row.name);
            let both = [("ServiceName", &*service.name), ("ClusterName", cluster)];
            (
                "AWS/ECS",
                both.map(|(name, value)| dimension(name, value)).into(),
            )
        }
        Metric::RequestsPerTarget => {
            let mut revisions = service.deployments.iter().map(|one| &one.revision);
            let balancer = revisions.find_map(|one| one.balancers.first());
            let group = balancer.and_then(|row| world.surroundings.target_groups.get(row.group()));
            let arn = group.map(|group| Arns::of(world).target_group(group));
            let name = arn.as_deref().and_then(|arn| arn.rsplit(':').next());
            let name = name.into_iter().map(|name| dimension("TargetGroup", name));
            ("AWS/ApplicationELB", name.collect())
        }
    }
}

pub(super) fn list(world: &World, request: Request) -> Result<Plan, Refused> {
    let is = |member: &str, own: &str| request.text(member).is_none_or(|text| text == own);
    let mut rows = Vec::new();
    for (id, row) in &world.measured {
        for metric in Metric::ALL {
            if !row
                .points
                .iter()
                .any(|point| value(point, metric).is_some())
            {
                continue;
            }
            let (namespace, dimensions) = place(world, *id, metric);
            let mut filters = request.objects("Dimensions");
            let fits = filters.all(|filter| {
                let name = filter.text("Name").unwrap_or_default();
                let value = filter.text("Value");
                let mut own = dimensions.iter();
                own.any(|one| {
                    one["Name"] == *name && value.is_none_or(|value| one["Value"] == *value)
                })
            });
            if fits && is("Namespace", namespace) && is("MetricName", metric.name()) {
                let name = metric.name();
                let row = json!({
                    "Namespace": namespace, "MetricName": name, "Dimensions": dimensions,
                });
                rows.push(row);
            }
        }
    }
    Ok(Plan::Answer(json!({"Metrics": rows})))
}

/// What is wanted of a metric.
struct Wanted {
    metric: Metric,
    service: ServiceId,
    /// Minutes of a period.
    minutes: u64,
    /// From this second on, up to the other, in seconds since 1970.
    span: (i64, i64),
}

/// Periods of a metric, the oldest first: when each began, and its value in thousandths.
fn periods(world: &World, wanted: &Wanted) -> Vec<(SimTime, i64)> {
    let points = world.measured.get(&wanted.service);
    let points = points.into_iter().flat_map(|row| &row.points);
    let calendar = world.settings.calendar;
    let length = wanted.minutes * 60_000;
    let mut periods: Vec<(SimTime, Vec<i64>)> = Vec::new();
    for point in points {
        let Some(measured) = value(point, wanted.metric) else {
            continue;
        };
        let begin = begin(point);
        let second = i64::try_from(calendar.epoch_millis(begin) / 1_000).unwrap_or(i64::MAX);
        if second < wanted.span.0 || second >= wanted.span.1 {
            continue;
        }
        let epoch = calendar.epoch_millis(begin);
        let start = calendar.moment(epoch - epoch % length);
        match periods.last_mut().filter(|(at, _)| *at == start) {
            Some((_, values)) => values.push(measured),
            None => periods.push((start, vec![measured])),
        }
    }
    let one = |(at, values): (SimTime, Vec<i64>)| {
        let sum: i64 = values.iter().sum();
        let count = i64::try_from(values.len()).unwrap_or(1).max(1);
        let value = match wanted.metric {
            Metric::Cpu | Metric::Memory => sum / count,
            Metric::RequestsPerTarget => sum,
        };
        (at, value)
    };
    periods.into_iter().map(one).collect()
}

/// When the minute of a datapoint began.
fn begin(point: &Datapoint) -> SimTime {
    SimTime(point.at.0.saturating_sub(60_000))
}

/// The metric of a request; what is not measured is refused, not answered with nothing.
fn wanted(
    world: &World,
    given: Request,
    period: i64,
    statistics: &[&str],
    span: (i64, i64),
) -> Result<Wanted, Refused> {
    let refused = |said: String| Err(Refused::new(INVALID, said));
    let Some((metric, row)) = measured(world, given) else {
        return refused(
            "Only CPUUtilization and MemoryUtilization of AWS/ECS, by ClusterName and ServiceName, \
             and RequestCountPerTarget of AWS/ApplicationELB, by TargetGroup, are simulated."
                .to_owned(),
        );
    };
    let own = statistic(metric);
    if statistics.iter().any(|one| *one != own) {
        let name = metric.name();
        return refused(format!("Of {name} only the statistic {own} is simulated."));
    }
    if period < 60 || period % 60 != 0 {
        return refused("Period must be a multiple of 60: metrics come by the minute.".to_owned());
    }
    let row = row.filter(|row| world.measured.contains_key(&row.id));
    let Some(row) = row else {
        return refused(
            "Nothing was measured: no ACTIVE service has these dimensions to which requests come, \
             that is scaled, or that an alarm looks at."
                .to_owned(),
        );
    };
    Ok(Wanted {
        metric,
        service: row.id,
        minutes: period.unsigned_abs() / 60,
        span,
    })
}

fn span(request: Request) -> (i64, i64) {
    let second = |member: &str| request.get(member).and_then(Value::as_f64).unwrap_or(0.0) as i64;
    (second("StartTime"), second("EndTime"))
}

pub(super) fn statistics(world: &World, request: Request) -> Result<Plan, Refused> {
    let statistics: Vec<&str> = request.texts("Statistics").collect();
    if statistics.is_empty() {
        let said = match request.has("ExtendedStatistics") {
            true => "Percentiles are not simulated: give Statistics.",
            false => "The parameter Statistics is required.",
        };
        return Err(Refused::new(INVALID, said));
    }
    let (start, end) = span(request);
    if start >= end {
        let said = "The parameter StartTime must be less than the parameter EndTime.";
        return Err(Refused::new("InvalidParameterCombination", said));
    }
    let period = request.integer("Period").unwrap_or(60);
    let wanted = wanted(world, request, period, &statistics, (start, end))?;
    let unit = match wanted.metric {
        Metric::Cpu | Metric::Memory => "Percent",
        Metric::RequestsPerTarget => "Count",
    };
    let rows = periods(world, &wanted).into_iter().map(|(at, value)| {
        let mut row = json!({"Timestamp": world.settings.calendar.iso8601(at), "Unit": unit});
        row[statistic(wanted.metric)] = number(value);
        row
    });
    let rows: Vec<Value> = rows.collect();
    let label = wanted.metric.name();
    Ok(Plan::Answer(json!({"Label": label, "Datapoints": rows})))
}

pub(super) fn data(world: &World, request: Request) -> Result<Plan, Refused> {
    let span = span(request);
    if span.0 >= span.1 {
        let said = "The parameter StartTime must be less than the parameter EndTime.";
        return Err(Refused::new(INVALID, said));
    }
    let ascending = request.text("ScanBy") == Some("TimestampAscending");
    let mut rows = Vec::new();
    for query in request.objects("MetricDataQueries") {
        let id = query.text("Id").unwrap_or_default();
        if query.has("Expression") {
            let said = "Expression of MetricDataQueries is not simulated: give a MetricStat.";
            return Err(Refused::new(INVALID, said));
        }
        let stat = query.part("MetricStat");
        let period = stat.integer("Period").unwrap_or(60);
        let named = [stat.text("Stat").unwrap_or_default()];
        let wanted = wanted(world, stat.part("Metric"), period, &named, span)?;
        let mut values = periods(world, &wanted);
        if !ascending {
            values.reverse();
        }
        let times = values
            .iter()
            .map(|(at, _)| world.settings.calendar.iso8601(*at));
        let times: Vec<String> = times.collect();
        let numbers: Vec<Value> = values.iter().map(|(_, value)| number(*value)).collect();
        if query.truth("ReturnData") == Some(false) {
            continue;
        }
        rows.push(json!({
            "Id": id,
            "Label": query.text("Label").unwrap_or(wanted.metric.name()),
            "Timestamps": times,
            "Values": numbers,
            "StatusCode": "Complete",
        }));
    }
    Ok(Plan::Answer(
        json!({"MetricDataResults": rows, "Messages": []}),
    ))
}
