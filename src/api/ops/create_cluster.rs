//! CreateCluster. Source: ECS API, CreateCluster.

use crate::api::lookup::{self, DEFAULT_CLUSTER};
use crate::api::read::cluster::KEPT;
use crate::api::rules::{self, Action};
use crate::api::{Refusal, Request};
use crate::api::{read, render};
use crate::lifecycle::{Event, Turn, capacity};
use crate::model::account::CONTAINER_INSIGHTS;
use crate::model::cluster::{Cluster, ClusterChange, ClusterStatus};
use crate::model::{CapacityStrategy, ClusterId, TaskIds, World};
use serde_json::{Value, json};
use std::sync::Arc;

/// The most clusters. Source: AWS General Reference, "Amazon ECS endpoints and quotas".
const MOST: usize = 10_000;

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
    let asked = asked(turn.world(), request)?;
    // An ACTIVE cluster of that name is the answer. Source: public reports; see also moto.
    let id = match lookup::active_cluster(turn.world(), name) {
        Some(cluster) => {
            check_same(cluster, &asked)?;
            cluster.id
        }
        None => {
            check_quota(turn.world())?;
            read::cluster::check_scaled(turn.world(), &asked.providers, None)?;
            create(turn, name, asked)
        }
    };
    let mut shown = render::cluster(turn.world(), id);
    render::put_attachments(turn.world(), id, &mut shown);
    Ok(render::members!({"cluster": shown}).into())
}

/// What the cluster shall be.
struct Asked {
    extras: Vec<(Arc<str>, Arc<str>)>,
    providers: Vec<Arc<str>>,
    strategy: CapacityStrategy,
}

fn asked(world: &World, request: Request) -> Result<Asked, Refusal> {
    let providers = read::cluster::providers(world, request)?;
    let strategy = read::cluster::default_strategy(&providers, request)?;
    let insights = world.account.of_account(CONTAINER_INSIGHTS);
    let by_account = || json!([{"name": CONTAINER_INSIGHTS, "value": insights}]);
    let settings = read::cluster::settings(request)?.unwrap_or_else(by_account);
    let mut extras = vec![("tags", read::tags::tags(request)?), ("settings", settings)];
    for member in KEPT {
        extras.extend(request.get(member).map(|value| (*member, value.clone())));
    }
    let extras = extras.into_iter();
    Ok(Asked {
        extras: extras
            .map(|(member, value)| (member.into(), value.to_string().into()))
            .collect(),
        providers,
        strategy,
    })
}

/// Source of the text: hashicorp/terraform, issue 24615. Assumption: that nothing else of the
/// request is compared.
fn check_same(row: &Cluster, asked: &Asked) -> Result<(), Refusal> {
    let providers = asked.providers.is_empty() || asked.providers == row.capacity_providers;
    let strategy = asked.strategy.is_empty() || asked.strategy == row.default_strategy;
    if providers && strategy {
        return Ok(());
    }
    Err(Refusal::invalid(
        "Arguments on this idempotent request are inconsistent with arguments used in previous \
         request(s).",
    ))
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

fn create(turn: &mut Turn, name: &str, asked: Asked) -> ClusterId {
    let created_at = turn.now();
    let id = turn.sim.world.clusters.add(|id| Cluster {
        id,
        name: name.into(),
        status: ClusterStatus::Active,
        change: None,
        created_at,
        extras: Arc::new(asked.extras),
        capacity_providers: asked.providers,
        default_strategy: asked.strategy,
        live_tasks: TaskIds::default(),
        stopped_tasks: TaskIds::default(),
        counts: Default::default(),
        alarm: None,
    });
    turn.say(Event::ClusterCreated(id));
    let row = turn.world().clusters.get(id);
    if row.is_some_and(|row| row.has_attachments()) {
        capacity::change_cluster(turn, id, ClusterChange::Create);
    }
    capacity::stir_all(turn);
    capacity::wake_all(turn);
    id
}
