//! The first half of the guesses.

use super::{Guess, guess};

pub(super) const ROWS: &[Guess] = &[
    guess(
        "AWS CLI: the pause before a call is tried again",
        "Half a second, doubled each time",
        "The standard mode draws it at random, up to twice that.",
    ),
    guess(
        "Health checks: how long a probe takes",
        "No time: probes come at whole intervals after the start or the registration",
        "Nobody says how ECS and load balancers spread their probes.",
    ),
    guess(
        "Load balancers: a task whose essential container has ended",
        "It is deregistered, and does not wait until it is drained",
        "Nothing answers its requests any more.",
    ),
    guess(
        "Events: when the capacity providers of a service are steady",
        "With the service",
        "The guide lists CAPACITY_PROVIDER_STEADY_STATE, and no condition.",
    ),
    guess(
        "Managed instances: which instance types are launched for tasks that wait",
        "The cheapest that takes them all, by vCPUs and memory; else the largest, and again",
        "The guide says cost-optimized, and not how.",
    ),
    guess(
        "Managed instances: how long an idle one is kept where the provider does not say",
        "Five minutes; nothing but idle and old instances is given up",
        "The API speaks of a default behavior.",
    ),
    guess(
        "Target groups: which ones there are before anybody declares any",
        "web, api, web-instances, and the pair web-blue and web-green",
        "Examples need some, and a real account has none.",
    ),
    guess(
        "Services: what a change of the deployment controller does with what runs",
        "The deployment is the PRIMARY task set; back at ECS, a deployment replaces task sets",
        "The guide says which changes there are, and of their outcome little.",
    ),
    guess(
        "Requests: when subnets and security groups of two VPCs are refused",
        "With the request, in the words of Amazon EC2",
        "The API reference asks for one VPC, and names no error.",
    ),
    guess(
        "Surroundings: which VPC, load balancers and repositories there are from the start",
        "One VPC; web and web-classic; the repositories web, api, app and shop/web",
        "Examples need some, and a real account has none.",
    ),
    guess(
        "Unhealthy tasks: the replacement is unhealthy too",
        "The replacement stops, and the next one is tried",
        "The guide says that one of the two stops, and not which.",
    ),
    guess(
        "Unhealthy tasks: when the next one follows where maximumPercent allows no task more",
        "When no task is on its way and every new one is healthy or unhealthy",
        "The guide says one by one, and not at what pace.",
    ),
    guess(
        "Unhealthy tasks: minimumHealthyPercent where one must stop first",
        "It counts RUNNING tasks, healthy or not",
        "The API calls it a constraint; a count of healthy ones would not fall.",
    ),
    guess(
        "Network: the private addresses of container instances",
        "10.0.192.4 and up, sixteen blocks for each Availability Zone",
        "ECS does not show them, and the subnets of tasks have the addresses below.",
    ),
    guess(
        "Network: the ports at which a container listens",
        "Those of its definition, and port 80 of nginx, httpd, caddy and amazon-ecs-sample",
        "What a process listens to is in its image, which is not here.",
    ),
    guess(
        "Network: the names of load balancers",
        "NAME.REGION.elb.amazonaws.com, for those of listener rules and for each target group",
        "Real names have a number that nobody can know.",
    ),
    guess(
        "Network: what a container answers",
        "A page of Drydock's own words, the same for each request; other images name their task",
        "No image is pulled and nothing is executed.",
    ),
    guess(
        "Daemon: the moment at which a new instance gets its daemon tasks",
        "At once, before the scheduler's next tick",
        "The guide only says that daemon tasks are placed before any other.",
    ),
    guess(
        "Daemon: an instance whose agent is disconnected",
        "It keeps the task that it has and gets none",
        "Nobody could stop the task, and nobody could start one.",
    ),
    guess(
        "Rebalancing: the zones over which tasks on instances are spread",
        "Those with a task of the service, or an ACTIVE instance that could take one",
        "The guide names the subnets, which only awsvpc tasks have.",
    ),
    guess(
        "Deployments: when a change of a service is taken up",
        "At the scheduler's next tick; until then it is PENDING",
        "A sample shows 1.6 seconds from createdAt to startedAt, and nobody says what decides it.",
    ),
    guess(
        "Deployments: a task that finds no place, for the circuit breaker",
        "It counts as one failure in a minute, and is tried again after that",
        "The API says that a task which cannot be launched has failed, and not how often it is \
         tried.",
    ),
    guess(
        "Deployments: rollback is on and no deployment has ever been complete",
        "The service deployment is STOPPED, and its deployment FAILED",
        "The guide says that it stalls, and not under which status.",
    ),
    guess(
        "Deployments: StopServiceDeployment with ABORT",
        "Nothing is started any more, nothing is taken away, the status is STOPPED",
        "The API names ABORT and describes ROLLBACK only.",
    ),
    guess(
        "Deployments: the bake time where alarms are on and none is given",
        "Five minutes",
        "The guide says that it is worked out and mostly less than that.",
    ),
    guess(
        "Deployments: a threshold of the circuit breaker that comes to less than one failure",
        "One failure",
        "Nobody says what UNBOUNDED_PERCENT of few tasks rounds to.",
    ),
    guess(
        "Deployments: names of alarms that do not exist",
        "They count as OK",
        "Nobody says what DescribeAlarms without an answer leads to.",
    ),
    guess(
        "Traffic shifts: how long a stage takes that has no work and no hook",
        "One tick of the scheduler",
        "The guide describes what a stage does, and not its pace.",
    ),
    guess(
        "Traffic shifts: the first deployment of a service",
        "It rolls out without stages, hooks and bake time",
        "There is no traffic to move.",
    ),
    guess(
        "Traffic shifts: a newer deployment while traffic moves",
        "All traffic is with the last complete deployment again, and the others' tasks go first",
        "The guide names the stage RECONCILE_SERVICE, and not where traffic is in it.",
    ),
    guess(
        "Traffic shifts: PRE_PRODUCTION_TRAFFIC_SHIFT as a stage that is shown",
        "It shows as PRODUCTION_TRAFFIC_SHIFT",
        "Hooks can be for it, and the API's list of stages does not have it.",
    ),
    guess(
        "Task protection: instances that are drained",
        "They keep protected tasks until the protection ends",
        "Only StopTask, crashes, failed health checks and the end of the instance are said to go \
         past it.",
    ),
    guess(
        "Task protection: when DEPLOYMENT_BLOCKED is the answer",
        "As long as an older deployment has only protected tasks left",
        "The guide names the reason and not its condition.",
    ),
    guess(
        "Task protection: tasks that are STOPPED",
        "They are TASK_NOT_VALID",
        "Their service does not keep them running any more.",
    ),
    guess(
        "Account settings: who calls",
        "The account's root user, so a setting without a principal is everybody's",
        "No request says who signs it.",
    ),
    guess(
        "Agent: how long the stages of an update take",
        "45 seconds in all",
        "The API names the stages and no times.",
    ),
    guess(
        "Attributes: what DeleteAttributes answers",
        "All attributes that were named, there or not",
        "The API only says that they are returned.",
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
        "Capacity providers: how long changes take",
        "Five seconds each: updates, deletions, and the attachments of a cluster",
        "The samples show states in progress and no times. What ECS itself launches goes at once.",
    ),
    guess(
        "Capacity providers: how long a deleted one can be described",
        "As long as it is one of the last hundred",
        "The API says that it is INACTIVE, and not for how long.",
    ),
    guess(
        "Cluster: what can run in one that is PROVISIONING",
        "Everything; only its capacity providers cannot be changed",
        "Programs run tasks in it a second later; the API says that ACTIVE ones are ready.",
    ),
    guess(
        "Capacity providers: how long a task waits for an instance",
        "15 minutes, then it stops with the reason",
        "That it gives up is documented, when is not.",
    ),
    guess(
        "ECS Exec: what a session opens",
        "Nothing: its id and token are made up",
        "Containers run no commands here.",
    ),
    guess(
        "Namespaces: which there are",
        "Those that a cluster or a service has named",
        "Cloud Map is not simulated.",
    ),
    guess(
        "Submit operations of the agent",
        "They are acknowledged and not heeded",
        "What happens to tasks the simulation knows first.",
    ),
    guess(
        "Tags: how many are too many for TagResource",
        "LimitExceededException above 50 on the resource",
        "The API has the exception and no text.",
    ),
];
