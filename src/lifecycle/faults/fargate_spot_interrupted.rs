//! Fargate Spot takes its capacity back: tasks are told to stop, with SIGTERM at once and two
//! minutes at most. A load balancer may send requests until they are over.
//!
//! Source: Amazon ECS Developer Guide, "Amazon ECS clusters for Fargate" (Fargate Spot termination
//! notices); AWS Knowledge Center, "How do I handle Spot termination notices in AWS Fargate Spot
//! tasks?".

use super::parameters::{CLUSTER, TASK};
use super::{Answers, FaultType, Part, means};
use crate::lifecycle::{Turn, task};
use crate::model::fault::Fault;
use crate::model::{StopCode, TaskId};

pub const FAULT: FaultType = FaultType {
    name: "FargateSpotInterrupted",
    strikes: Part::Capacity,
    title: "Fargate Spot interruption",
    explains: "Fargate Spot wants its capacity back: its tasks get SIGTERM and two minutes.",
    parameters: &[CLUSTER, TASK],
    answers: Answers {
        strike: Some(interrupt),
        is_over_at_once: true,
        ..Answers::NONE
    },
};

fn interrupt(turn: &mut Turn, fault: &Fault) {
    let world = turn.world();
    let clusters = world.clusters.rows();
    let live = clusters.flat_map(|cluster| cluster.live_tasks.iter());
    let rows = live.filter_map(|id| world.tasks.get(id));
    let spot = rows.filter(|task| task.launch.is_on_spot());
    let meant = spot.filter(|task| task.is_wanted() && means(fault, world, task));
    let tasks: Vec<TaskId> = meant.map(|task| task.id).collect();
    let reason = "Your Spot Task was interrupted.".into();
    for id in tasks {
        task::stop(turn, id, StopCode::SpotInterruption, &reason);
    }
}
