//! Drydock.SetTraffic: requests that come to a service from now on, by its load balancers or from
//! clients that find its tasks by themselves.
//!
//! `{"service": "web", "requestsPerMinute": "ramp 0 6000 10m", "routing": "round_robin"}`; without
//! requests there are none any more.

use crate::api::read::own;
use crate::api::{Refusal, Request, lookup};
use crate::lifecycle::{Turn, demand, traffic};
use crate::model::ServiceStatus;
use crate::model::traffic::{Routing, Traffic};
use serde_json::{Value, json};

/// The most requests per minute.
const MOST: u32 = 1_000_000;

pub fn run(turn: &mut Turn, request: Request) -> Result<Value, Refusal> {
    own::text(request, "cluster")?;
    own::text(request, "service")?;
    let world = turn.world();
    let cluster = lookup::cluster(world, request)?;
    let row = lookup::service(world, cluster, request, "service")?;
    if row.status != ServiceStatus::Active {
        return Err(Refusal::invalid("The service is not ACTIVE."));
    }
    if !traffic::can_come(row) {
        let message = "The service has no load balancer, and its tasks have no port: requests \
                       cannot come to it. Give a container a port mapping.";
        return Err(Refusal::invalid(message));
    }
    let routing = match own::text(request, "routing")? {
        "" | "round_robin" => Routing::RoundRobin,
        "least_outstanding_requests" => Routing::LeastOutstanding,
        _ => {
            let message = "routing should be one of [round_robin,least_outstanding_requests]";
            return Err(Refusal::invalid(message));
        }
    };
    let per_minute = match own::text(request, "requestsPerMinute")? {
        "" => None,
        text => {
            let course = demand::course(text).filter(|course| course.peak() <= MOST);
            let course = course.ok_or_else(|| {
                Refusal::invalid(format!(
                    "requestsPerMinute should be an amount up to {MOST}, `ramp FROM TO TIME` or \
                     `daily LOW HIGH [TIME]`."
                ))
            })?;
            Some(course)
        }
    };
    let (id, since) = (row.id, turn.now());
    let set = per_minute.map(|per_minute| Traffic {
        per_minute,
        routing,
        since,
    });
    traffic::set(turn, id, set);
    Ok(json!({"traffic": {
        "requestsPerMinute": per_minute.map(demand::course_text),
        "routing": routing.name(),
    }}))
}
