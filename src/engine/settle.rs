//! Letting a run go on until nothing in it is under way: for clients that do not want to wait.

use super::timeline::Timeline;
use crate::model::service_deployment::{HookRun, HookStatus};
use crate::model::{Service, ServiceDeployment, ServiceDeploymentStatus, TaskStatus, World};
use crate::sim::{SimTime, Slot, Span};

/// What a service looks at later than this is no work, but a reminder: that it is steady still.
const SOON: Span = Span::minutes(1);

impl Timeline {
    /// Lets time pass until no task and no instance is between states and no service has anything
    /// to do but to wait out a throttle, a health period, a probe or a hook that waits for
    /// somebody, at most by `most`. Gives the time that passed.
    pub fn settle_down(&mut self, most: Span) -> Span {
        let start = self.now();
        let end = start + most;
        while self.now() < end && !at_rest(self.world(), self.now()) {
            if !self.next_event(end.since(self.now())) {
                self.advance(end.since(self.now()), u32::MAX);
            }
        }
        self.now().since(start)
    }
}

fn at_rest(world: &World, now: SimTime) -> bool {
    let live = world.clusters.rows().flat_map(|row| row.live_tasks.iter());
    let mut tasks = live.filter_map(|id| world.tasks.get(id));
    let tasks_rest = tasks.all(|task| task.is_wanted() && task.last_status == TaskStatus::Running);
    let mut groups = world.scaling_groups.rows();
    let mut clusters = world.clusters.rows();
    let mut providers = world.providers.values();
    tasks_rest
        && !clusters.any(|row| row.change.is_some())
        && !providers.any(|row| row.pending.is_some() || row.is_going())
        && !groups.any(|row| row.is_moving())
        && world
            .services
            .rows()
            .all(|service| rests(world, service, now))
}

/// Whether a service has nothing to look at soon, or may not start anything yet, or waits for
/// somebody.
fn rests(world: &World, service: &Service, now: SimTime) -> bool {
    let is_soon = |slot: Slot| slot.at <= now + SOON;
    match world.current_record(service).map(|record| coming(record)) {
        Some(Coming::ByOthers) => true,
        Some(Coming::ByItself) => false,
        Some(Coming::Nothing) | None => {
            !service.alarm.is_some_and(is_soon) || service.throttle.not_before > now
        }
    }
}

/// What a deployment goes on by.
enum Coming {
    /// Time: it bakes, or shifts traffic. That may be far off.
    ByItself,
    /// An answer to a hook.
    ByOthers,
    /// It is over, or its tasks decide.
    Nothing,
}

fn coming(record: &ServiceDeployment) -> Coming {
    let in_progress = match record.status {
        ServiceDeploymentStatus::InProgress | ServiceDeploymentStatus::RollbackInProgress => true,
        ServiceDeploymentStatus::Pending
        | ServiceDeploymentStatus::StopRequested
        | ServiceDeploymentStatus::RollbackRequested
        | ServiceDeploymentStatus::Successful
        | ServiceDeploymentStatus::Stopped
        | ServiceDeploymentStatus::RollbackSuccessful
        | ServiceDeploymentStatus::RollbackFailed => false,
    };
    let waits = |hook: &HookRun| hook.status == HookStatus::AwaitingAction;
    match &record.shift {
        Some(shift) if in_progress && shift.hooks.iter().any(waits) => Coming::ByOthers,
        Some(_) if in_progress => Coming::ByItself,
        None if in_progress && record.bake_since.is_some() => Coming::ByItself,
        Some(_) | None => Coming::Nothing,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::Command;
    use crate::model::Settings;
    use serde_json::{Value, json};

    fn ask(timeline: &mut Timeline, action: &str, body: Value) -> Value {
        let answer = timeline.ask(Command::new(action, &body.to_string()));
        assert_eq!(answer.status, 200, "{action}: {}", answer.body);
        serde_json::from_str(&answer.body).expect("JSON")
    }

    fn started(command: &str) -> Timeline {
        let mut timeline = Timeline::new(Settings::default());
        ask(&mut timeline, "CreateCluster", json!({}));
        ask(
            &mut timeline,
            "RegisterTaskDefinition",
            json!({
                "family": "web", "networkMode": "awsvpc", "cpu": "256", "memory": "512",
                "requiresCompatibilities": ["FARGATE"],
                "containerDefinitions": [
                    {"name": "web", "image": "nginx:1.27", "command": ["sh", "-c", command]}
                ],
            }),
        );
        let subnets = json!({"awsvpcConfiguration": {"subnets": ["subnet-0d0c1a00000000001"]}});
        ask(
            &mut timeline,
            "CreateService",
            json!({
                "serviceName": "web", "taskDefinition": "web", "desiredCount": 2,
                "launchType": "FARGATE", "networkConfiguration": subnets,
            }),
        );
        timeline
    }

    #[test]
    fn a_service_settles_when_it_is_steady() {
        let mut timeline = started("sleep 100000");
        let passed = timeline.settle_down(Span::minutes(30));
        assert!(passed < Span::minutes(3), "{passed:?}");
        let described = ask(
            &mut timeline,
            "DescribeServices",
            json!({"services": ["web"]}),
        );
        assert_eq!(described["services"][0]["runningCount"], 2);
        assert_eq!(
            described["services"][0]["deployments"][0]["rolloutState"],
            "COMPLETED"
        );
        assert_eq!(timeline.settle_down(Span::minutes(30)), Span::ZERO);
    }

    #[test]
    fn a_cluster_settles_when_its_providers_are_attached() {
        let mut timeline = Timeline::new(Settings::default());
        let body = json!({"clusterName": "harbor", "capacityProviders": ["FARGATE"]});
        let made = ask(&mut timeline, "CreateCluster", body);
        assert_eq!(made["cluster"]["status"], "PROVISIONING");
        let passed = timeline.settle_down(Span::minutes(30));
        assert_eq!(passed, Span::seconds(5));
        let body = json!({"clusters": ["harbor"]});
        let shown = ask(&mut timeline, "DescribeClusters", body);
        assert_eq!(shown["clusters"][0]["status"], "ACTIVE");
    }

    #[test]
    fn a_deployment_bakes_to_its_end_and_pauses_for_somebody() {
        let mut timeline = started("sleep 100000");
        timeline.settle_down(Span::minutes(30));
        let deploy = |timeline: &mut Timeline, configuration: Value| {
            let force = json!({
                "service": "web", "forceNewDeployment": true,
                "serviceConnectConfiguration": {"enabled": true, "namespace": "harbor"},
                "deploymentConfiguration": configuration,
            });
            ask(timeline, "UpdateService", force);
            let passed = timeline.settle_down(Span::minutes(30));
            let list = json!({"service": "web"});
            let list = ask(timeline, "ListServiceDeployments", list);
            (passed, list["serviceDeployments"][0]["status"].clone())
        };
        let bakes = json!({"strategy": "ROLLING", "bakeTimeInMinutes": 10});
        let (passed, status) = deploy(&mut timeline, bakes);
        assert!(passed > Span::minutes(10), "{passed:?}");
        assert_eq!(status, "SUCCESSFUL");
        let pauses = json!({"strategy": "BLUE_GREEN", "bakeTimeInMinutes": 5, "lifecycleHooks": [
            {"targetType": "PAUSE", "lifecycleStages": ["POST_SCALE_UP"]},
        ]});
        let (passed, status) = deploy(&mut timeline, pauses);
        assert!(passed < Span::minutes(5), "{passed:?}");
        assert_eq!(status, "IN_PROGRESS");
    }

    #[test]
    fn a_vain_look_ahead_leaves_no_trace() {
        let mut timeline = started("sleep 100000");
        timeline.settle_down(Span::minutes(30));
        let mut untouched = timeline.clone();
        assert!(!timeline.next_event(Span::minutes(20)));
        assert_eq!(timeline.now(), untouched.now());
        assert_eq!(timeline.horizon(), untouched.horizon());
        for one in [&mut timeline, &mut untouched] {
            ask(one, "CreateCluster", json!({"clusterName": "later"}));
            one.advance(Span::hours(8), u32::MAX);
        }
        assert_eq!(timeline.journal_hash(), untouched.journal_hash());
        assert_eq!(timeline.export(), untouched.export());
    }

    #[test]
    fn a_crash_loop_settles_at_its_bound() {
        let mut timeline = started("exit 1");
        let most = Span::minutes(5);
        let passed = timeline.settle_down(most);
        assert!(passed <= most, "{passed:?}");
    }
}
