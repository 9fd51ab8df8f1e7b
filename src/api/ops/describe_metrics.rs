//! Drydock.DescribeMetrics: what was measured of a service, minute by minute, oldest first.
//!
//! Names of members as CloudWatch has them, for the metrics of ECS and of load balancers.

use crate::api::read::own;
use crate::api::render;
use crate::api::{Refusal, Request, lookup};
use crate::lifecycle::Turn;
use crate::model::World;
use crate::model::traffic::Datapoint;
use serde_json::{Value, json};

pub fn run(turn: &mut Turn, request: Request) -> Result<Value, Refusal> {
    own::text(request, "cluster")?;
    own::text(request, "service")?;
    let world = turn.world();
    let cluster = lookup::cluster(world, request)?;
    let row = lookup::service(world, cluster, request, "service")?;
    let measured = world.measured.get(&row.id);
    let points = measured.iter().flat_map(|row| &row.points);
    let points: Vec<Value> = points.map(|point| datapoint(world, point)).collect();
    Ok(render::members!({"Datapoints": points}).into())
}

fn datapoint(world: &World, point: &Datapoint) -> Value {
    let percent = |permille: Option<u32>| {
        permille.map(|permille| format!("{}.{}", permille / 10, permille % 10))
    };
    json!({
        "Timestamp": world.settings.calendar.iso8601(point.at),
        "CPUUtilization": percent(point.cpu_permille),
        "MemoryUtilization": percent(point.memory_permille),
        "RequestCount": point.requests,
        "FailedRequestCount": point.failed,
        "RequestCountPerTarget": point.per_target,
        "TargetResponseTimeMilliseconds": point.latency_ms,
        "DesiredTaskCount": point.desired,
        "RunningTaskCount": point.running,
        "PendingTaskCount": point.pending,
    })
}
