//! `aws cloudwatch`: alarms, and what is measured of services.
//!
//! Source: Amazon CloudWatch API, version 2010-08-01. Measured are CPUUtilization and
//! MemoryUtilization of services (`AWS/ECS`) and RequestCountPerTarget of their target groups
//! (`AWS/ApplicationELB`), from the moment that somebody sends requests to a service, scales it or
//! has an alarm look at it. Source of the texts: public reports.

mod alarms;
mod metrics;

use super::Service;

pub(super) const SERVICE: Service = Service {
    name: "cloudwatch",
    invalid: INVALID,
    operations: &[
        ("DeleteAlarms", alarms::delete),
        ("DescribeAlarms", alarms::describe),
        ("GetMetricData", metrics::data),
        ("GetMetricStatistics", metrics::statistics),
        ("ListMetrics", metrics::list),
        ("PutMetricAlarm", alarms::put),
        ("SetAlarmState", alarms::set_state),
    ],
};

const INVALID: &str = "ValidationError";

#[cfg(test)]
mod tests;
