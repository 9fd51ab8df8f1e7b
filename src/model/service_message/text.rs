//! The texts of service messages.

mod access;

use super::{Missing, ServiceMessage, UnhealthyTarget};
use crate::model::arn::Arns;
use crate::model::{DeploymentId, InstanceId, ServiceId, TargetGroupId, TaskId, World, Zone};
use std::fmt::Write;

const STUCK: &str = "was unable to stop or start tasks during a deployment because of the service \
     deployment configuration. Update the minimumHealthyPercent or maximumPercent value and try \
     again.";
const UNABLE_TO_START: &str = "is unable to consistently start tasks successfully. For more \
     information, see the Troubleshooting section.";
const NO_INSTANCES_IN_PROVIDER: &str = "was unable to reach steady state. Reason: No Container \
     Instances were found in your capacity provider.";
const PROVISIONING_LIMIT: &str = "was unable to place tasks in your cluster because the tasks \
     provisioning capacity limit was exceeded.";
const AGENT_TIMED_OUT: &str = "Timed out waiting for Amazon ECS Agent to start. Please check logs \
     at /var/log/ecs/ecs-agent.log";

/// How many tasks a short text lists.
const SHOWN: usize = 3;

/// Renders messages of one service.
#[derive(Clone, Copy)]
pub struct Wording<'a> {
    pub world: &'a World,
    pub service: ServiceId,
    /// The task set that speaks, where it is one.
    pub set: Option<DeploymentId>,
    /// Whether ids are cut.
    pub short: bool,
}

impl Wording<'_> {
    pub fn text(self, message: &ServiceMessage) -> String {
        use ServiceMessage as Say;
        match message {
            Say::SteadyState => self.says("has reached a steady state."),
            Say::StartedTasks(list) => self.says(&self.started(list)),
            Say::ReplacedTasks(list) => self.says(&self.replaced(list)),
            Say::StoppedTasks(list) => {
                let (count, list) = (list.len(), self.tasks(list));
                self.says(&format!("has stopped {count} running tasks:{list}."))
            }
            Say::RegisteredTargets(count, group) => self.targets("registered", *count, *group),
            Say::DeregisteredTargets(count, group) => self.targets("deregistered", *count, *group),
            Say::OfTaskSet(set, message) => self.of(*set).text(message),
            Say::ComputedDesiredCount(set, count) => self.says(&self.computed(*set, *count)),
            Say::DrainingConnections(set, count) => self.drains(*set, *count),
            Say::DeploymentStuck => self.says(STUCK),
            Say::DeploymentCompleted(id) => self.deployed(*id, "completed."),
            Say::DeploymentFailed(id, why) => self.deployed(*id, why.text()),
            Say::RollingBack(id) => {
                let id = self.deployment(*id);
                self.says(&format!("rolling back to deployment {id}."))
            }
            Say::UnableToStart => self.says(UNABLE_TO_START),
            Say::UnableToPlace(why) => self.says(&format!("was unable to place a task {why}")),
            Say::UnableToPlaceFor(why) => {
                self.says(&format!("was unable to place a task. Reason: {why}"))
            }
            Say::FailedToLaunch(why) => self.failed_to_launch(why),
            Say::NoInstancesInProvider => self.says(NO_INSTANCES_IN_PROVIDER),
            Say::ProtectedTasks(set) => self.says(&self.protected(*set)),
            Say::ProvisioningLimit => self.says(PROVISIONING_LIMIT),
            Say::UnhealthyTarget(target) => self.says(&self.unhealthy(target)),
            Say::UnhealthyInClassic(task, instance, name) => {
                self.says(&self.unhealthy_in_classic(*task, *instance, name))
            }
            Say::TargetMissing(set, task, group, what) => {
                self.says(&self.missing(*set, *task, *group, *what))
            }
            Say::FailedContainerChecks(task) => self.says(&format!(
                "{} failed container health checks.",
                self.task(*task)
            )),
            Say::OperationsThrottled(on) => self.throttled(on.as_deref()),
            Say::CouldNotLaunch(id, count, why) => {
                let id = self.deployment(*id);
                self.says(&format!(
                    "could not launch {count} tasks for deployment {id}. {why}"
                ))
            }
            Say::NotBalanced(zones) => {
                self.balance("is not", zones, " AZ Rebalancing in progress.")
            }
            Say::Balanced(zones) => self.balance("is", zones, ""),
            Say::StartedToRebalance(zone, list) => self.rebalanced(*zone, list, true),
            Say::StoppedToRebalance(zone, list) => self.rebalanced(*zone, list, false),
            Say::StoppedRebalancing => self.says("stopped AZ Rebalancing."),
            Say::UnableToPlaceIn(zone) => self.says(&self.no_place_in(*zone)),
            Say::CallDenied(call, group) => self.denied(*call, *group),
            Say::PermissionsMisconfigured(permission) => self.no_permission(permission),
            Say::TrustMisconfigured => self.no_trust(),
            Say::AgentTimedOut => self.says(AGENT_TIMED_OUT),
        }
    }

    fn balance(self, is: &str, zones: &[(Zone, u32)], more: &str) -> String {
        let zones = self.zones(zones);
        self.says(&format!("{is} AZ balanced with {zones}.{more}"))
    }

    /// As a task set says it.
    fn of(self, set: DeploymentId) -> Self {
        let set = Some(set);
        Wording { set, ..self }
    }

    fn computed(self, set: DeploymentId, count: u32) -> String {
        let set = self.deployment(set);
        format!("updated computedDesiredCount for taskSet {set} to {count}.")
    }

    fn missing(
        self,
        set: DeploymentId,
        task: TaskId,
        group: TargetGroupId,
        what: Missing,
    ) -> String {
        let (set, task) = (self.deployment(set), self.task(task));
        let (group, what) = (self.group_arn(group), what.text());
        format!("task set ({set}) {task} is not healthy in target-group ({group}) due to {what}")
    }

    fn failed_to_launch(self, why: &str) -> String {
        self.says(&format!("failed to launch a task with (error {why})."))
    }

    fn name(&self) -> &str {
        let row = self.world.services.get(self.service);
        row.map_or("", |row| &row.name)
    }

    fn says(self, what: &str) -> String {
        let name = self.name();
        match self.set {
            Some(set) => format!("(service {name}, taskSet {}) {what}", self.deployment(set)),
            None => format!("(service {name}) {what}"),
        }
    }

    fn started(self, list: &[TaskId]) -> String {
        format!("has started {} tasks:{}.", list.len(), self.tasks(list))
    }

    fn replaced(self, list: &[TaskId]) -> String {
        let (count, started) = (list.len(), self.started(list));
        format!("{started} Amazon ECS replaced {count} tasks due to an unhealthy status.")
    }

    fn targets(self, what: &str, count: u32, group: TargetGroupId) -> String {
        let row = self.world.surroundings.target_groups.get(group);
        match row.filter(|row| row.is_classic()) {
            Some(row) => self.says(&format!("{what} {count} instances in (elb {})", row.name)),
            None => self.says(&format!("{what} {count} targets in {}", self.group(group))),
        }
    }

    fn drains(self, set: DeploymentId, count: u32) -> String {
        let what = format!("has begun draining connections on {count} tasks.");
        self.of(set).says(&what)
    }

    fn deployed(self, id: DeploymentId, what: &str) -> String {
        let id = self.deployment(id);
        self.says(&format!("(deployment {id}) deployment {what}"))
    }

    fn protected(self, set: DeploymentId) -> String {
        let set = self.deployment(set);
        format!(
            "was unable to reach steady state because task set ({set}) was unable to scale in. \
             Reason: The number of protected tasks are more than the desired count of tasks."
        )
    }

    fn unhealthy(self, target: &UnhealthyTarget) -> String {
        let who = match target.instance {
            Some(id) => format!("(instance {})", Arns::of(self.world).ec2_instance(id)),
            None => self.task(target.task),
        };
        let (port, group) = (target.port, self.group(target.group));
        let reason = &target.reason;
        format!("{who} (port {port}) is unhealthy in {group} due to (reason {reason})")
    }

    fn unhealthy_in_classic(self, task: TaskId, instance: InstanceId, name: &str) -> String {
        let task = self.task(task);
        let instance = Arns::of(self.world).ec2_instance(instance);
        format!(
            "{task} (instance {instance}) is unhealthy in (elb {name}) due to (reason Instance \
             has failed at least the UnhealthyThreshold number of health checks consecutively.)"
        )
    }

    fn rebalanced(self, zone: Zone, list: &[TaskId], started: bool) -> String {
        let (name, count, list) = (self.name(), list.len(), self.tasks(list));
        let zone = self.zone(zone);
        if started {
            format!("{name} has started {count} tasks in {zone} to AZ Rebalance:{list}.")
        } else {
            format!(
                "{name} has stopped {count} running tasks in {zone} due to AZ rebalancing:{list}."
            )
        }
    }

    fn no_place_in(self, zone: Zone) -> String {
        let zone = self.zone(zone);
        format!(
            "is unable to place a task in {zone} because no container instance met all of its \
             requirements."
        )
    }

    fn task(self, id: TaskId) -> String {
        let hex = Arns::of(self.world).task_hex(id);
        if self.short {
            format!("(task {}…)", &hex[..8])
        } else {
            format!("(task {hex})")
        }
    }

    fn tasks(self, list: &[TaskId]) -> String {
        let shown = if self.short { SHOWN } else { list.len() };
        let mut text = String::new();
        for id in list.iter().take(shown) {
            text.push(' ');
            text.push_str(&self.task(*id));
        }
        if list.len() > shown {
            // Writing to a String cannot fail.
            let _ = write!(text, " and {} more", list.len() - shown);
        }
        text
    }

    fn deployment(self, id: DeploymentId) -> String {
        Arns::of(self.world).deployment(id)
    }

    fn group(self, id: TargetGroupId) -> String {
        format!("(target-group {})", self.group_arn(id))
    }

    /// Its name where the text is short.
    fn group_arn(self, id: TargetGroupId) -> String {
        match self.world.surroundings.target_groups.get(id) {
            Some(row) if self.short => row.name.to_string(),
            Some(row) => Arns::of(self.world).target_group(row),
            None => String::new(),
        }
    }

    fn zone(self, zone: Zone) -> String {
        zone.name(&self.world.settings.region)
    }

    /// `3 tasks in us-east-1a, 1 tasks in us-east-1b, and 1 tasks in us-east-1c`
    fn zones(self, zones: &[(Zone, u32)]) -> String {
        let mut text = String::new();
        for (place, (zone, count)) in zones.iter().enumerate() {
            let before = match place {
                0 => "",
                _ if place + 1 == zones.len() => ", and ",
                _ => ", ",
            };
            // Writing to a String cannot fail.
            let _ = write!(text, "{before}{count} tasks in {}", self.zone(*zone));
        }
        text
    }
}
