//! Texts of messages, some of each kind.

use super::*;
use crate::model::arn::Arns;

#[test]
fn texts_are_those_of_ecs() {
    let world = World::default();
    let task = Arns::of(&world).task_hex(TaskId(1));
    let set = Arns::of(&world).deployment(DeploymentId(0));
    let instance = Arns::of(&world).ec2_instance(InstanceId(0));
    let group = world.surroundings.target_groups.get(TargetGroupId(0));
    let arn = group.map(|row| Arns::of(&world).target_group(row));
    let arn = arn.expect("a default target group");
    let target = |instance| {
        ServiceMessage::UnhealthyTarget(UnhealthyTarget {
            task: TaskId(1),
            instance,
            port: 80,
            group: TargetGroupId(0),
            reason: "Request timed out".into(),
        })
    };
    for (message, text) in [
        (
            ServiceMessage::ReplacedTasks(vec![TaskId(1)]),
            format!(
                "(service ) has started 1 tasks: (task {task}). Amazon ECS replaced 1 tasks \
                 due to an unhealthy status."
            ),
        ),
        (
            ServiceMessage::RegisteredTargets(2, TargetGroupId(0)),
            format!("(service ) registered 2 targets in (target-group {arn})"),
        ),
        (
            ServiceMessage::DrainingConnections(DeploymentId(0), 1),
            format!("(service , taskSet {set}) has begun draining connections on 1 tasks."),
        ),
        (
            target(None),
            format!(
                "(service ) (task {task}) (port 80) is unhealthy in (target-group {arn}) due \
                 to (reason Request timed out)"
            ),
        ),
        (
            target(Some(InstanceId(0))),
            format!(
                "(service ) (instance {instance}) (port 80) is unhealthy in (target-group \
                 {arn}) due to (reason Request timed out)"
            ),
        ),
    ] {
        assert_eq!(message.text(&world, ServiceId(0)), text);
    }
}

#[test]
fn texts_of_rarer_messages_are_those_of_ecs() {
    let world = World::default();
    let task = Arns::of(&world).task_hex(TaskId(1));
    let set = Arns::of(&world).deployment(DeploymentId(0));
    let group = world.surroundings.target_groups.get(TargetGroupId(0));
    let arn = group.map(|row| Arns::of(&world).target_group(row));
    let arn = arn.expect("a default target group");
    let zones = || vec![(Zone(0), 3), (Zone(1), 1), (Zone(2), 1)];
    for (message, text) in [
        (
            ServiceMessage::TargetMissing(
                DeploymentId(0),
                TaskId(1),
                TargetGroupId(0),
                Missing::TargetGroup,
            ),
            format!(
                "(service ) task set ({set}) (task {task}) is not healthy in target-group \
                 ({arn}) due to TARGET GROUP IS NOT FOUND."
            ),
        ),
        (
            ServiceMessage::DeploymentFailed(
                DeploymentId(0),
                DeploymentFailure::TasksFailedToStart,
            ),
            format!("(service ) (deployment {set}) deployment failed: tasks failed to start."),
        ),
        (
            ServiceMessage::NotBalanced(zones()),
            "(service ) is not AZ balanced with 3 tasks in us-east-1a, 1 tasks in us-east-1b, \
             and 1 tasks in us-east-1c. AZ Rebalancing in progress."
                .into(),
        ),
        (
            ServiceMessage::StoppedToRebalance(Zone(0), vec![TaskId(1)]),
            format!(
                " has stopped 1 running tasks in us-east-1a due to AZ rebalancing: (task \
                 {task})."
            ),
        ),
    ] {
        assert_eq!(message.text(&world, ServiceId(0)), text);
    }
}
