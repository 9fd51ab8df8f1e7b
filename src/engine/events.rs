//! The journal as JSON, for those who read a run from outside: each event as things stood when it
//! happened.

mod scaling;

use super::timeline::Timeline;
use crate::lifecycle::{Event, RolloutStep, Setting, TaskSetStep};
use crate::model::arn::Arns;
use crate::model::container::Health;
use crate::model::{
    ClusterId, DefinitionId, DeploymentId, FaultId, InstanceId, ServiceId, TargetGroupId, TaskId,
    World,
};
use serde_json::{Map, Value, json};

/// The events numbered `since` and later, up to now: whole moments until there are `most` of them
/// or more, and the number to go on with:
/// `{"next", "events": [{"seq", "at", "type", "detail"}]}`; `at` in epoch milliseconds.
pub fn page(timeline: &mut Timeline, since: u64, most: usize) -> Value {
    let mut events = Vec::new();
    let next = timeline.events_since(since, most, &mut |told| {
        let calendar = told.world.settings.calendar;
        events.push(json!({
            "seq": told.seq,
            "at": calendar.epoch_millis(told.at),
            "type": name(told.event),
            "detail": detail(told.world, told.event),
        }));
    });
    json!({"next": next, "events": events})
}

/// What kind of event it is.
pub fn name(event: &Event) -> &'static str {
    match event {
        Event::ClusterCreated(_) => "ClusterCreated",
        Event::ClusterDeleted(_) => "ClusterDeleted",
        Event::ClusterSettled(_) => "ClusterAttachmentsUpdated",
        Event::DefinitionRegistered(_) => "TaskDefinitionRegistered",
        Event::DefinitionDeregistered(_) => "TaskDefinitionDeregistered",
        Event::DefinitionDeletionAsked(_) => "TaskDefinitionDeleteInProgress",
        Event::DefinitionDeleted(_) => "TaskDefinitionDeleted",
        Event::AgentUpdate(..) => "ContainerInstanceAgentUpdate",
        Event::InstanceRegistered(_) => "ContainerInstanceRegistered",
        Event::InstanceStatus(..) => "ContainerInstanceStatus",
        Event::InstanceConnected(..) => "ContainerInstanceAgent",
        Event::InstanceHealth(..) => "ContainerInstanceHealth",
        Event::SpotNotice(_) => "ContainerInstanceSpotNotice",
        Event::InstanceTerminated(_) => "ContainerInstanceTerminated",
        Event::TaskCreated { .. } => "TaskCreated",
        Event::TaskStatus { .. } => "TaskStatus",
        Event::TaskStopRequested { .. } => "TaskStopRequested",
        Event::TaskProtection(..) => "TaskProtection",
        Event::TaskForgotten(_) => "TaskForgotten",
        Event::Container { .. } => "ContainerStatus",
        Event::ContainerHealth(..) => "ContainerHealth",
        Event::Target(..) => "TargetState",
        Event::ServiceCreated(_) => "ServiceCreated",
        Event::ServiceUpdated(_) => "ServiceUpdated",
        Event::ServiceStatus(..) => "ServiceStatus",
        Event::DeploymentStarted(..) => "DeploymentStarted",
        Event::Rollout(_, _, step) => rollout_name(step),
        Event::DeploymentRemoved(..) => "DeploymentRemoved",
        Event::TaskSet(_, _, step) => task_set_name(*step),
        Event::DaemonConstraintViolated(..) => "DaemonConstraintViolated",
        Event::ServiceSaid { .. } => "ServiceEvent",
        Event::Scaling(step) => scaling::name(step),
        Event::Scheduled(_, step) => scaling::schedule_name(step),
        Event::Set(setting) => setting.name(),
        Event::DesiredCount(..) => "DesiredCount",
        Event::SurroundingsDeclared => "SurroundingsDeclared",
        Event::FaultInjected(_) => "FaultInjected",
        Event::FaultCleared(_) => "FaultCleared",
    }
}

fn rollout_name(step: &RolloutStep) -> &'static str {
    match step {
        RolloutStep::Failed => "DeploymentFailed",
        RolloutStep::CameBack { .. } => "DeploymentRolledBack",
        RolloutStep::Stage(..) => "DeploymentStage",
        RolloutStep::Hook(..) => "DeploymentHook",
    }
}

fn task_set_name(step: TaskSetStep) -> &'static str {
    match step {
        TaskSetStep::Created(_) => "TaskSetCreated",
        TaskSetStep::Scaled(_) => "TaskSetScaled",
        TaskSetStep::Primary => "TaskSetPrimary",
        TaskSetStep::Draining => "TaskSetDraining",
        TaskSetStep::Stability(_) => "TaskSetStability",
        TaskSetStep::Removed => "TaskSetRemoved",
    }
}

fn task_set_detail(step: TaskSetStep) -> Value {
    match step {
        TaskSetStep::Created(scale) | TaskSetStep::Scaled(scale) => {
            json!({"scale": scale.to_string()})
        }
        TaskSetStep::Stability(stability) => json!({"stabilityStatus": stability.name()}),
        TaskSetStep::Primary | TaskSetStep::Draining | TaskSetStep::Removed => json!({}),
    }
}

fn rollout_detail(world: &World, step: &RolloutStep) -> Value {
    match step {
        RolloutStep::Failed => json!({}),
        RolloutStep::CameBack { from } => {
            json!({"failedDeploymentId": Arns::of(world).deployment(*from)})
        }
        RolloutStep::Stage(stage, weights) => json!({
            "lifecycleStage": stage.name(),
            "testTrafficPermille": weights.test,
            "productionTrafficPermille": weights.production,
        }),
        RolloutStep::Hook(_, status) => json!({"hookStatus": status.name()}),
    }
}

fn health(impaired: bool) -> Value {
    json!({"overallStatus": if impaired { "IMPAIRED" } else { "OK" }})
}

fn checked(health: Health) -> Value {
    json!({"healthStatus": health.name()})
}

/// What an event is about, in the member names of the ECS API. Things that are gone have an id
/// and no ARN.
pub fn detail(world: &World, event: &Event) -> Value {
    let told = Told { world };
    let instance = |id: &InstanceId, change| told.instance(*id, change);
    match event {
        Event::ClusterCreated(id) => told.cluster(*id),
        Event::ClusterDeleted(id) | Event::ClusterSettled(id) => told.cluster(*id),
        Event::DefinitionRegistered(id)
        | Event::DefinitionDeregistered(id)
        | Event::DefinitionDeletionAsked(id)
        | Event::DefinitionDeleted(id) => told.definition(*id),
        Event::AgentUpdate(id, stage) => instance(id, json!({"agentUpdateStatus": stage.name()})),
        Event::InstanceRegistered(id) => instance(id, json!({})),
        Event::SpotNotice(id) | Event::InstanceTerminated(id) => instance(id, json!({})),
        Event::Set(setting) => told.setting(*setting),
        Event::InstanceStatus(id, status) => instance(id, json!({"status": status.name()})),
        Event::InstanceHealth(id, impaired) => instance(id, health(*impaired)),
        Event::InstanceConnected(id, to) => instance(id, json!({"agentConnected": to})),
        Event::TaskCreated {
            task,
            definition,
            status,
            ..
        } => told.task_of(*task, *definition, json!({"lastStatus": status.name()})),
        Event::TaskStatus {
            task,
            definition,
            from,
            to,
            ..
        } => {
            let change = json!({"previousStatus": from.name(), "lastStatus": to.name()});
            told.task_of(*task, *definition, change)
        }
        Event::TaskStopRequested {
            task,
            definition,
            reason,
            ..
        } => told.task_of(*task, *definition, stopping(reason)),
        Event::TaskProtection(task, on) => told.task(*task, json!({"protectionEnabled": on})),
        Event::TaskForgotten(task) => told.task(*task, json!({})),
        Event::Container {
            task,
            container,
            status,
            ..
        } => told.container(*task, *container, json!({"lastStatus": status.name()})),
        Event::ContainerHealth(task, place, now) => told.container(*task, *place, checked(*now)),
        Event::Target(task, group, state) => told.target(*task, *group, state.name()),
        Event::ServiceCreated(id) | Event::ServiceUpdated(id) => told.service(*id, json!({})),
        Event::DesiredCount(id, to) => told.service(*id, json!({"desiredCount": to})),
        Event::ServiceStatus(id, status) => told.service(*id, json!({"status": status.name()})),
        Event::DeploymentStarted(id, deployment) | Event::DeploymentRemoved(id, deployment) => {
            told.deployment(*id, *deployment, json!({}))
        }
        Event::Rollout(id, deployment, step) => {
            told.deployment(*id, *deployment, rollout_detail(world, step))
        }
        Event::TaskSet(id, set, step) => told.deployment(*id, *set, task_set_detail(*step)),
        Event::DaemonConstraintViolated(service, task) => told.violation(*service, *task),
        Event::ServiceSaid {
            service, message, ..
        } => told.service(*service, json!({"message": message.text(world, *service)})),
        Event::Scaling(step) => scaling::detail(world, step),
        Event::Scheduled(id, step) => scaling::schedule(world, *id, step),
        Event::SurroundingsDeclared => json!({}),
        Event::FaultInjected(id) | Event::FaultCleared(id) => Told::fault(*id),
    }
}

fn stopping(reason: &str) -> Value {
    json!({"desiredStatus": "STOPPED", "stoppedReason": reason})
}

/// Renders what events name.
#[derive(Clone, Copy)]
struct Told<'a> {
    world: &'a World,
}

impl Told<'_> {
    fn violation(self, service: ServiceId, task: TaskId) -> Value {
        self.service(service, json!({"taskArn": Arns::of(self.world).task(task)}))
    }

    fn setting(self, setting: Setting) -> Value {
        match (setting.instance(), setting.service()) {
            (Some(id), _) => self.instance(id, json!({})),
            (None, Some(id)) => self.service(id, json!({})),
            (None, None) => json!({}),
        }
    }

    fn cluster(self, id: ClusterId) -> Value {
        json!({"clusterArn": Arns::of(self.world).cluster(id)})
    }

    fn definition(self, id: DefinitionId) -> Value {
        json!({"taskDefinitionArn": Arns::of(self.world).definition(id)})
    }

    fn instance(self, id: InstanceId, more: Value) -> Value {
        let arns = Arns::of(self.world);
        let there = self.world.instance_ever(id);
        named(
            "containerInstanceId",
            arns.instance_hex(id),
            there.map(|_| ("containerInstanceArn", arns.instance(id))),
            more,
        )
    }

    fn task(self, id: TaskId, more: Value) -> Value {
        let arns = Arns::of(self.world);
        let there = self.world.tasks.get(id);
        named(
            "taskId",
            arns.task_hex(id),
            there.map(|_| ("taskArn", arns.task(id))),
            more,
        )
    }

    fn task_of(self, id: TaskId, definition: DefinitionId, more: Value) -> Value {
        let mut object = self.definition(definition);
        merge(&mut object, more);
        self.task(id, object)
    }

    fn container(self, task: TaskId, container: u16, more: Value) -> Value {
        let mut object = json!({"name": self.container_name(task, container)});
        merge(&mut object, more);
        self.task(task, object)
    }

    fn target(self, task: TaskId, group: TargetGroupId, state: &str) -> Value {
        let row = self.world.surroundings.target_groups.get(group);
        let at = match row {
            Some(row) if row.is_classic() => json!({"loadBalancerName": &*row.name}),
            Some(row) => json!({"targetGroupArn": Arns::of(self.world).target_group(row)}),
            None => json!({}),
        };
        let mut object = json!({"state": state});
        merge(&mut object, at);
        self.task(task, object)
    }

    fn container_name(self, task: TaskId, container: u16) -> Option<String> {
        let task = self.world.tasks.get(task)?;
        let definition = task.container_definitions().get(usize::from(container))?;
        Some(definition.name.to_string())
    }

    fn service(self, id: ServiceId, more: Value) -> Value {
        let mut object = json!({"serviceArn": Arns::of(self.world).service(id)});
        merge(&mut object, more);
        object
    }

    fn deployment(self, id: ServiceId, deployment: DeploymentId, more: Value) -> Value {
        let deployment = Arns::of(self.world).deployment(deployment);
        let mut object = self.service(id, json!({"deploymentId": deployment}));
        merge(&mut object, more);
        object
    }

    fn fault(id: FaultId) -> Value {
        json!({"fault": id.0})
    }
}

/// `{ID: …, ARN: …, more…}`
fn named(id: &str, value: String, arn: Option<(&str, String)>, more: Value) -> Value {
    let mut object = Map::new();
    object.insert(id.into(), value.into());
    if let Some((member, arn)) = arn {
        object.insert(member.into(), arn.into());
    }
    let mut object = Value::Object(object);
    merge(&mut object, more);
    object
}

fn merge(object: &mut Value, more: Value) {
    if let (Value::Object(object), Value::Object(more)) = (object, more) {
        object.extend(more);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::Command;
    use crate::model::Settings;

    #[test]
    fn pages_follow_one_another_and_end_where_the_run_is() {
        let mut timeline = Timeline::new(Settings::default());
        for name in ["a", "b", "c"] {
            let body = json!({"clusterName": name}).to_string();
            timeline.ask(Command::new("CreateCluster", &body));
        }
        let first = page(&mut timeline, 0, 2);
        assert_eq!(first["next"], 2);
        assert_eq!(first["events"][1]["seq"], 1);
        assert_eq!(first["events"][1]["at"], 1_767_225_600_000_u64);
        assert_eq!(first["events"][1]["type"], "ClusterCreated");
        let arn = "arn:aws:ecs:us-east-1:123456789012:cluster/b";
        assert_eq!(first["events"][1]["detail"]["clusterArn"], arn);
        let second = page(&mut timeline, 2, 2);
        assert_eq!(second["events"].as_array().map(Vec::len), Some(1));
        let beyond = json!({"next": 3, "events": []});
        assert_eq!(page(&mut timeline, 3, 2), beyond);
        assert_eq!(page(&mut timeline, u64::MAX, 2), beyond);
    }

    #[test]
    fn what_is_gone_has_an_id_and_no_arn() {
        let world = World::new(Settings::default());
        let detail = detail(&world, &Event::TaskForgotten(TaskId(7)));
        assert_eq!(detail["taskId"].as_str().map(str::len), Some(32));
        assert_eq!(detail.get("taskArn"), None);
    }
}
