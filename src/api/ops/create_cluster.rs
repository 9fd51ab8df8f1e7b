//! CreateCluster. Source: ECS API, CreateCluster.

use crate::api::lookup::{self, DEFAULT_CLUSTER};
use crate::api::render;
use crate::api::rules::{self, Action};
use crate::api::{Refusal, Request};
use crate::lifecycle::{Event, Turn};
use crate::model::cluster::{Cluster, ClusterStatus};
use crate::model::{ClusterId, TaskIds, World};
use serde_json::{Value, json};
use std::sync::Arc;

/// The most clusters. Source: AWS General Reference, "Amazon ECS endpoints and quotas".
const MOST: usize = 10_000;

/// Members that are echoed by DescribeClusters and change nothing here.
const ECHOED: &[&str] = &[
    "tags",
    "settings",
    "configuration",
    "serviceConnectDefaults",
];

pub fn run(turn: &mut Turn, request: Request) -> Result<Value, Refusal> {
    let name = request
        .filled_text("clusterName")
        .unwrap_or(DEFAULT_CLUSTER);
    let allowed = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    if name.len() > 255 || !name.chars().all(allowed) {
        // Source of the text: public reports of CreateCluster's answer.
        return Err(Refusal::invalid("Invalid cluster name."));
    }
    rules::refuse(turn.world(), Action::CreateCluster, request)?;
    // An ACTIVE cluster of that name is the answer. Source: public reports; see also moto.
    let id = match lookup::active_cluster(turn.world(), name) {
        Some(cluster) => cluster.id,
        None => {
            check_quota(turn.world())?;
            create(turn, name, request)
        }
    };
    Ok(json!({"cluster": render::cluster(turn.world(), id)}))
}

/// Assumption: code and text.
fn check_quota(world: &World) -> Result<(), Refusal> {
    let rows = world.clusters.rows();
    let active = rows.filter(|row| row.status == ClusterStatus::Active);
    if world.settings.quotas && active.count() >= MOST {
        let message = "The maximum number of clusters has been exceeded.";
        return Err(Refusal::invalid(message));
    }
    Ok(())
}

fn create(turn: &mut Turn, name: &str, request: Request) -> ClusterId {
    let echoed = ECHOED.iter().filter_map(|member| {
        let value = request.get(member)?;
        Some(((*member).into(), value.to_string().into()))
    });
    let extras = Arc::new(echoed.collect());
    let created_at = turn.now();
    let id = turn.sim.world.clusters.add(|id| Cluster {
        id,
        name: name.into(),
        status: ClusterStatus::Active,
        created_at,
        extras,
        live_tasks: TaskIds::default(),
        stopped_tasks: 0,
    });
    turn.say(Event::ClusterCreated(id));
    id
}
