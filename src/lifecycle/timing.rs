//! How long things take: the one table of durations.
//!
//! "Sample" means the task samples of the AWS CLI reference (describe-tasks, run-task), read by
//! their timestamps. What nobody documents is marked as an assumption.

use crate::model::container_instance::AgentUpdate;
use crate::model::task::LaunchType;
use crate::sim::Span;

/// The service scheduler looks at a service at multiples of this. Field reports show gaps of
/// about 10 s between its events.
pub const SCHEDULER_TICK: Span = Span::seconds(10);

/// A network interface is made and attached. Recorded tasks on Fargate of 2019 to 2025 have
/// connectivityAt 3.3 to 7.6 s after createdAt, half of them within 4 s; assumption: 10 s on an
/// instance that runs already.
pub fn interface_attach(launch_type: LaunchType) -> Span {
    match launch_type {
        LaunchType::Fargate => Span::seconds(4),
        LaunchType::Ec2 | LaunchType::External | LaunchType::ManagedInstances => Span::seconds(10),
    }
}

/// How long a task waits for an instance of its capacity provider. Assumption: that it gives up is
/// documented, when is not.
pub const PROVISIONING_TIMEOUT: Span = Span::minutes(15);

/// ECS makes, changes or deletes what it keeps for the capacity providers of a cluster: scaling
/// policies, and hooks of Auto Scaling groups. Assumption: five seconds; reports show that the
/// requests of the next seconds find a cluster busy.
pub const ATTACHMENTS: Span = Span::seconds(5);

/// A capacity provider is changed or deleted. Assumption: as long as the attachments of a cluster.
pub const PROVIDER_CHANGE: Span = Span::seconds(5);

/// An Auto Scaling group launches an instance: EC2 starts it, it boots, and its agent registers.
/// Assumption: a minute, as Linux images take; of the group's own pace nobody says anything.
pub const INSTANCE_BOOT: Span = Span::seconds(60);

/// A managed instance is launched and its agent registers. Assumption: Bottlerocket, which they
/// run, boots faster than other images.
pub const MANAGED_BOOT: Span = Span::seconds(45);

/// So long after its machine has stopped an instance is replaced by its Auto Scaling group.
/// Assumption: two status checks of EC2, which come each minute.
pub const HEALTH_CHECK_FAILS: Span = Span::minutes(2);

/// An Auto Scaling group that finds no capacity tries again after this. Assumption.
pub const LAUNCH_FAILS_AGAIN: Span = Span::minutes(1);

/// So long an instance that shall go waits for its tasks. Source: Developer Guide, "Safely stop
/// Amazon ECS workloads running on EC2 instances" (managed instance draining): 48 hours.
pub const LONGEST_DRAIN: Span = Span::hours(48);

/// An agent that is cut off for so long makes its instance IMPAIRED. Source: Developer Guide,
/// "Amazon ECS container instance health change events": beyond a threshold. Assumption: the time.
pub const AGENT_IS_MISSED: Span = Span::minutes(5);

/// So long an impaired managed instance is drained before it is terminated. Source: Developer
/// Guide, "GPU auto repair for Amazon ECS managed instances": after the drain period ends.
/// Assumption: the time.
pub const REPAIR_DRAIN: Span = Span::minutes(15);

/// So long after its launch a managed instance is drained, so that it can be patched. Source:
/// Developer Guide, "Patching in Amazon ECS Managed Instances": at day 14.
pub const MANAGED_LIFE: Span = Span::hours(14 * 24);

/// So long after its launch a managed instance is terminated at the latest. Source: as above: no
/// later than day 21.
pub const MANAGED_LONGEST_LIFE: Span = Span::hours(21 * 24);

/// From the notice of a Spot interruption to the end, on Fargate and on EC2. Source: Developer
/// Guide, "Amazon ECS clusters for Fargate" (Fargate Spot termination notices); Amazon EC2 User
/// Guide, "Spot Instance interruption notices".
pub const SPOT_NOTICE: Span = Span::minutes(2);

/// From a failed run of a schedule to its first retry, doubled each time up to the second.
/// Assumption: the API says exponential, and no numbers.
pub const SCHEDULE_RETRY: Span = Span::minutes(1);
/// See above.
pub const SCHEDULE_RETRY_MOST: Span = Span::minutes(10);

/// Between two looks whether a task definition that shall be deleted is still in use. Assumption.
pub const DEFINITION_SWEEP: Span = Span::seconds(10);

/// How long each stage of an update of the agent takes: it is asked for, fetched, there, and starts
/// again. Assumption.
pub fn agent_update(stage: AgentUpdate) -> Span {
    match stage {
        AgentUpdate::Pending => Span::seconds(5),
        AgentUpdate::Staging => Span::seconds(15),
        AgentUpdate::Staged => Span::seconds(5),
        AgentUpdate::Updating => Span::seconds(20),
        AgentUpdate::Updated => Span::ZERO,
    }
}

/// A network interface is detached and deleted. Eleven of fifteen recorded tasks on Fargate of 2018
/// to 2025 are STOPPED 12.5 to 15.3 s after ECS knew of their end, the others ten seconds later;
/// one on EC2 of 2025 12.9 s after executionStoppedAt. Assumption: the shorter one.
pub fn interface_detach(launch_type: LaunchType) -> Span {
    match launch_type {
        LaunchType::Fargate => Span::seconds(13),
        LaunchType::Ec2 | LaunchType::External | LaunchType::ManagedInstances => Span::seconds(12),
    }
}

/// From the end of a container that ran to the moment ECS hears of it, where it is the agent of
/// Fargate that tells. Recorded tasks whose essential container exited have stoppingAt 10.0 to
/// 10.8 s after executionStoppedAt: all three of 2022 to 2025, and four of seven before, of which
/// the others have it within a second. Assumption: the same where ECS has stopped the task, as
/// recorded ones are STOPPED so much later; not so for containers that never ran.
pub const FARGATE_TELLS_OF_END: Span = Span::seconds(10);

/// From PENDING to the first image pull. Sample: 1.5 s on EC2. Recorded tasks on Fargate of 2021
/// to 2025 have pullStartedAt 6.4 to 10.6 s after connectivityAt, half of them within 7.5 s.
pub fn agent_pickup(launch_type: LaunchType) -> Span {
    match launch_type {
        LaunchType::Fargate => Span::seconds(7),
        LaunchType::Ec2 | LaunchType::External | LaunchType::ManagedInstances => {
            Span::millis(1_500)
        }
    }
}

/// Asking the registry for the manifest of an image, cached or not. Assumption.
pub const PULL_MANIFEST: Span = Span::millis(600);

/// Pulling and unpacking one MiB of compressed image. Sample: an image of about 65 MiB takes 5.6 s
/// on EC2 and 3.9 s on Fargate.
pub fn pull_per_mib(launch_type: LaunchType) -> Span {
    match launch_type {
        LaunchType::Fargate => Span::millis(50),
        LaunchType::Ec2 | LaunchType::External | LaunchType::ManagedInstances => Span::millis(76),
    }
}

/// Five failed tries with their pauses of 1.1, 2.2, 4.4 and 5 s.
/// Source: amazon-ecs-agent, `agent/dockerclient/dockerapi/docker_client.go` (pull retries).
pub const PULL_FAILS: Span = Span::millis(13_500);

/// A container is created and started. Sample: 1.1 to 1.5 s from pullStoppedAt to startedAt.
pub const CREATE_AND_START: Span = Span::millis(1_200);

/// A state change travels from the agent to ECS. Assumption.
pub const AGENT_REPORT: Span = Span::millis(500);

/// How much durations vary, in thousandths to either side. Assumption.
pub const VARIATION_PERMILLE: u64 = 100;

/// From STOPPING to SIGTERM, where it is ECS that stops a task, and not the end of a container.
/// Recorded tasks on Fargate (1.4.0) have executionStoppedAt 12.0 s after stoppingAt where they end
/// at SIGTERM (2022), 43.4 s (2023) and 48.1 s (2024) where they are killed after 30 s. Assumption:
/// it counts from the end of the deregistration; agents on instances are told at once.
pub fn stop_is_heard(launch_type: LaunchType) -> Span {
    match launch_type {
        LaunchType::Fargate => Span::seconds(12),
        LaunchType::Ec2 | LaunchType::External | LaunchType::ManagedInstances => Span::ZERO,
    }
}

/// SIGTERM to SIGKILL where the container sets no `stopTimeout`.
/// Source: amazon-ecs-agent, `ECS_CONTAINER_STOP_TIMEOUT`, default 30 s.
pub const STOP_TIMEOUT: Span = Span::seconds(30);

/// How long STOPPED tasks can be described. Source: ECS API, DescribeTasks: "at least one hour".
pub const STOPPED_RETENTION: Span = Span::hours(1);

/// How long a task shows as DELETED after that. Assumption: the guide calls it a transition.
pub const DELETED_SHOWN: Span = Span::minutes(1);

/// How long a rolling deployment stands before it is complete, where alarms are looked at and
/// nothing else is said. Source: Developer Guide, "How CloudWatch alarms detect Amazon ECS
/// deployment failures": less than five minutes. Assumption: the exact time.
pub const BAKE_TIME: Span = Span::minutes(5);

/// A stage of a deployment that shifts traffic takes no longer than this, or it is rolled back.
/// Source: Developer Guide, "Amazon ECS blue/green service deployments workflow".
pub const LONGEST_STAGE: Span = Span::hours(24);

/// A function that says IN_PROGRESS is called again after this, unless it says when.
/// Source: Developer Guide, "Lifecycle hooks for Amazon ECS service deployments".
pub const HOOK_CALLS_AGAIN: Span = Span::seconds(30);

/// A placement that failed counts once in this time for the circuit breaker. Assumption.
pub const PLACEMENT_FAILS_AGAIN: Span = Span::minutes(1);

/// Without load balancer and health check a task counts as healthy this long after it started.
/// Source: ECS API, `DeploymentConfiguration.minimumHealthyPercent`.
pub const HEALTHY_AFTER: Span = Span::seconds(40);
