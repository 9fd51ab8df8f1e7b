//! Guesses about capacity, and about what takes it away.

use super::{Guess, guess};

pub(super) const ROWS: &[Guess] = &[
    guess(
        "Capacity providers: how long a deleted one can be described",
        "As long as it is one of the last hundred",
        "The API says that it is INACTIVE, and not for how long.",
    ),
    guess(
        "Capacity providers: how long a task waits for an instance",
        "15 minutes, then it stops with the reason",
        "That it gives up is documented, when is not.",
    ),
    guess(
        "Capacity providers: how long changes take",
        "Five seconds each: updates, deletions, and the attachments of a cluster",
        "The samples show states in progress and no times.",
    ),
    guess(
        "Capacity providers: how weights interleave",
        "Whoever is furthest behind its share, the first among equals",
        "The guide gives totals, not an order.",
    ),
    guess(
        "Capacity providers: which task goes first",
        "One of the provider that is furthest above its share",
        "Nobody documents the way back.",
    ),
    guess(
        "Capacity: for how long a deregistered instance can be described",
        "The last hundred can",
        "The API says that INACTIVE instances can be found for some time.",
    ),
    guess(
        "Capacity: how fast a group shrinks",
        "By half at most in each minute, rounded up",
        "The guide says gradually, and gives no pace.",
    ),
    guess(
        "Capacity: how long an EC2 instance takes to start",
        "A minute in an Auto Scaling group; one that is added by hand is ACTIVE at once",
        "The minutes depend on the image and the instance type, and teach nothing about ECS.",
    ),
    guess(
        "Capacity: how long measuring and scaling take by themselves",
        "No time: a group changes with the measurement that asks for it",
        "The guide names the minute between measurements, and no delay of the alarms.",
    ),
    guess(
        "Capacity: memory that an instance type registers",
        "94 to 97 percent of what it has",
        "Samples have it for five types; others differ with kernel and image.",
    ),
    guess(
        "Capacity: placement constraints of tasks that wait",
        "distinctInstance counts like a static host port, others have no say in the metric",
        "The guide names resources, and not constraints.",
    ),
    guess(
        "Capacity: stopCode of tasks when an instance is deregistered by force",
        "UserInitiated",
        "Public reports have the reason's text, not its code.",
    ),
    guess(
        "Capacity: what an empty group grows to where the target is below 100",
        "Two instances, as with any target",
        "The guide has the two, and no word of the target.",
    ),
    guess(
        "Capacity: when a group replaces an instance whose machine has stopped",
        "Two minutes later",
        "EC2 Auto Scaling goes by status checks of EC2, which come each minute.",
    ),
    guess(
        "Capacity: when a group that found no capacity tries again",
        "Each minute",
        "EC2 Auto Scaling retries, and nobody says how often.",
    ),
    guess(
        "Capacity: which instance of a zone goes when its group shrinks",
        "The oldest",
        "AWS goes by the next billing hour, which is the same for all that were launched together.",
    ),
    guess(
        "Quotas: how many vCPUs an account may run on Fargate",
        "Any number, until the quota is set: such an account has had it raised",
        "New accounts begin with 6, and AWS raises that as they are used.",
    ),
    guess(
        "Faults: the words of a missing secret or permission on EC2",
        "Those that Fargate has",
        "The agent's own are not collected anywhere.",
    ),
    guess(
        "Faults: what ECS does about a missing target or target group",
        "It finds out as with a failing health check, says so and replaces the task",
        "Only the service event is documented.",
    ),
    guess(
        "Faults: what throttled calls hold up",
        "No task is started for replicas (ecs), no target registered or deregistered (elb), until \
         the fault is cleared",
        "ECS backs off and tries again; nobody says how often a call gets through.",
    ),
    guess(
        "Faults: what an outage of an Availability Zone looks like",
        "Its instances count as stopped, its Fargate tasks as lost, Fargate has no capacity there",
        "Nobody documents what ECS tells of it.",
    ),
    guess(
        "Managed instances: how long an idle one is kept where the provider does not say",
        "Five minutes, and one whose tasks would fit elsewhere as well",
        "The API speaks of a default behavior.",
    ),
    guess(
        "Managed instances: when one counts as underutilized",
        "Its tasks fit on the others of its zone, or all on a new one with fewer vCPUs; one goes \
         at a time, and never one with tasks that memberOf binds",
        "The guide says suboptimal, and existing or new instances that are more efficient.",
    ),
    guess(
        "Managed instances: when an impaired one is drained, and for how long",
        "When its agent is cut off for five minutes; the drain ends after fifteen",
        "The guide says beyond a threshold, and when the drain period ends.",
    ),
    guess(
        "Managed instances: which instance types are launched for tasks that wait",
        "The cheapest that takes them all, by vCPUs and memory; else the largest, and again",
        "The guide says cost-optimized, and not how.",
    ),
];
