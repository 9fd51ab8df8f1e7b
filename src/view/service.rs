//! A service in words: what it wants, what it has, how its deployments stand.

use super::board::definition_name;
use super::format;
use super::health::{self, GroupRow};
use super::instance::{TaskRow, task_rows};
use super::rollout::{RolloutView, rollout_view};
use crate::model::arn::Arns;
use crate::model::{ServiceId, ServiceStatus, World};

/// Tasks that the inspector lists of one service.
const MOST_TASKS: usize = 50;

/// A deployment as a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeploymentRow {
    /// `ecs-svc/…`
    pub id: String,
    /// PRIMARY, ACTIVE or DRAINING.
    pub status: &'static str,
    /// `family:revision`.
    pub definition: String,
    /// What it shall run, runs, starts, and has failed to start.
    pub counts: [u32; 4],
    /// IN_PROGRESS, COMPLETED, FAILED; of a task set STABILIZING or STEADY_STATE.
    pub rollout: &'static str,
}

/// A service for the inspector.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServiceView {
    /// The service.
    pub service: ServiceId,
    /// Its name.
    pub name: String,
    /// Its ARN.
    pub arn: String,
    /// Its cluster's name.
    pub cluster: String,
    /// Its status.
    pub status: ServiceStatus,
    /// `desiredCount`.
    pub desired: u32,
    /// Tasks RUNNING.
    pub running: u32,
    /// Tasks before RUNNING.
    pub pending: u32,
    /// What is known of it: (name, value).
    pub facts: Vec<(&'static str, String)>,
    /// Its deployments.
    pub deployments: Vec<DeploymentRow>,
    /// Its latest change.
    pub rollout: Option<RolloutView>,
    /// Its target groups.
    pub groups: Vec<GroupRow>,
    /// The definition of its primary deployment.
    pub definition: String,
    /// Its first tasks.
    pub tasks: Vec<TaskRow>,
    /// How many tasks it has that are not STOPPED.
    pub task_count: usize,
}

/// The service as the inspector shows it.
pub fn service_view(world: &World, id: ServiceId) -> Option<ServiceView> {
    let row = world.services.get(id)?;
    let arns = Arns::of(world);
    let deployments: Vec<DeploymentRow> = row
        .deployments
        .iter()
        .map(|deployment| DeploymentRow {
            id: arns.deployment(deployment.id),
            status: deployment.status.name(),
            definition: definition_name(world, deployment.revision.definition),
            counts: [
                deployment.desired_count,
                deployment.tally.running + deployment.tally.leaving,
                deployment.tally.starting,
                deployment.failed_tasks,
            ],
            rollout: match &deployment.task_set {
                Some(set) => set.stability.name(),
                None => deployment.rollout_state.name(),
            },
        })
        .collect();
    let running = deployments.iter().map(|row| row.counts[1]).sum();
    let pending = deployments.iter().map(|row| row.counts[2]).sum();
    let number = |value: u32| format::number(u64::from(value));
    let tasks = row.deployments.iter().flat_map(|row| row.live_tasks.iter());
    Some(ServiceView {
        service: id,
        name: row.name.to_string(),
        arn: arns.service(id),
        cluster: world
            .clusters
            .get(row.cluster)
            .map_or(String::new(), |row| row.name.to_string()),
        status: row.status,
        desired: row.desired_count,
        running,
        pending,
        facts: vec![
            ("desiredCount", number(row.desired_count)),
            ("runningCount", number(running)),
            ("pendingCount", number(pending)),
            (
                "minimum / maximum",
                format!(
                    "{}\u{a0}% / {}\u{a0}%",
                    row.minimum_healthy_percent, row.maximum_percent
                ),
            ),
            ("launchType", row.launch_type().name().to_owned()),
            ("deploymentController", row.controller.name().to_owned()),
            ("schedulingStrategy", row.scheduling.name().to_owned()),
            ("createdAt", format::moment(row.created_at)),
        ],
        definition: row.primary().map_or_else(String::new, |of| {
            definition_name(world, of.revision.definition)
        }),
        deployments,
        rollout: rollout_view(world, row),
        groups: health::groups(world, row),
        task_count: row.deployments.iter().map(|one| one.live_tasks.len()).sum(),
        tasks: task_rows(world, tasks.take(MOST_TASKS)),
    })
}
