//! Guesses about services, their deployments and what they report.

use super::{Guess, guess};

pub(super) const ROWS: &[Guess] = &[
    guess(
        "Daemon: an instance whose agent is disconnected",
        "It keeps the task that it has and gets none",
        "Nobody could stop the task, and nobody could start one.",
    ),
    guess(
        "Daemon: the moment at which a new instance gets its daemon tasks",
        "At once, before the scheduler's next tick",
        "The guide only says that daemon tasks are placed before any other.",
    ),
    guess(
        "Deployments: StopServiceDeployment with ABORT",
        "Nothing is started any more, nothing is taken away, the status is STOPPED",
        "The API names ABORT and describes ROLLBACK only.",
    ),
    guess(
        "Deployments: a task that finds no place, for the circuit breaker",
        "It counts as one failure in a minute, and is tried again after that",
        "The API says that a task which cannot be launched has failed, and not how often it is \
         tried.",
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
        "Deployments: rollback is on and no deployment has ever been complete",
        "The service deployment is STOPPED, and its deployment FAILED",
        "The guide says that it stalls, and not under which status.",
    ),
    guess(
        "Deployments: the bake time where alarms are on and none is given",
        "Five minutes",
        "The guide says that it is worked out and mostly less than that.",
    ),
    guess(
        "Deployments: older tasks that have not run for 40 seconds yet",
        "They stay while they are needed for the minimum, and go first otherwise",
        "The API says that they do not count until then, and not whether they may be stopped.",
    ),
    guess(
        "Deployments: when a change of a service is taken up",
        "At the scheduler's next tick; until then it is PENDING",
        "A sample shows 1.6 seconds from createdAt to startedAt, and nobody says what decides it.",
    ),
    guess(
        "Services: when one says that operations are being throttled",
        "When the quota of launches per minute is used up, or a fault throttles calls",
        "The guide speaks of API throttling limits, and not of which.",
    ),
    guess(
        "Services: when one says that its IAM role is misconfigured",
        "When it cannot register or deregister targets with it; that it reads their health is \
         never refused",
        "The guide has the two texts, and one event of a service that could not deregister is in \
         public.",
    ),
    guess(
        "Services: when one has timed out waiting for the ECS agent",
        "The agent is cut off for five minutes while it has a task to start; where a task finds \
         no place for that, the error is AGENT",
        "The guide explains both texts with the same words.",
    ),
    guess(
        "Services: texts of the guide that nothing here causes",
        "The limit on the number of tasks, the requested CPU or MEMORY configuration above the \
         limit, Internal error",
        "The first limit has given way to that of vCPUs, the next two are of accounts that AWS \
         holds back, and the last is of zones without Fargate, of which there are none here.",
    ),
    guess(
        "Events: the reason of a deployment that failed by an alarm",
        "ECS deployment failed: alarm detected",
        "The guide has the text of the circuit breaker only.",
    ),
    guess(
        "Events: the eventType of a hook that was answered with ROLLBACK, or whose time is up",
        "ERROR",
        "The guide has a sample of one that waits, which is INFO.",
    ),
    guess(
        "Events: the states of a task's attachments to load balancers and service discovery",
        "PRECREATED, ATTACHING with ACTIVATING, ATTACHED, DETACHING, DETACHED, DELETED",
        "Published events have ATTACHED for a task that is RUNNING, DELETED for one STOPPED.",
    ),
    guess(
        "Events: when the capacity providers of a service are steady",
        "With the service",
        "The guide lists CAPACITY_PROVIDER_STEADY_STATE, and no condition.",
    ),
    guess(
        "Events: when the end of a container that is not essential is sent",
        "At once",
        "The agent collects such changes for some ten seconds.",
    ),
    guess(
        "Rebalancing: the zones over which tasks on instances are spread",
        "Those with a task of the service, or an ACTIVE instance that could take one",
        "The guide names the subnets, which only awsvpc tasks have.",
    ),
    guess(
        "Service Connect: when the proxy of a task starts and ends",
        "It runs from the first pull to the end of the last container, and ends with 0",
        "A published answer shows it beside a task that runs, and healthy.",
    ),
    guess(
        "Services: how fine the scale of a task set is",
        "Millionths of a per cent",
        "The API takes any number between 0 and 100.",
    ),
    guess(
        "Services: how many tasks one message names",
        "Ten",
        "Published lists are of about that length.",
    ),
    guess(
        "Services: the throttle of starts that fail",
        "Pauses that double from 30 seconds to 27 minutes; any task that runs ends them",
        "The guide has the ceiling only.",
    ),
    guess(
        "Services: what a change of the deployment controller does with what runs",
        "The deployment is the PRIMARY task set; back at ECS, a deployment replaces task sets",
        "The guide says which changes there are, and of their outcome little.",
    ),
    guess(
        "Services: when one that found no room tries again",
        "With each change of the capacity",
        "ECS has a rhythm of its own; the end is the same.",
    ),
    guess(
        "Services: when the tags of images are resolved, so that the others can start",
        "When the first task of the deployment is RUNNING; DAEMON does not wait",
        "ECS has the digest a little earlier, with the report of the pulled manifest.",
    ),
    guess(
        "Services: whether STOPPING tasks count against maximumPercent",
        "They do",
        "The guide counts them, the API reference does not.",
    ),
    guess(
        "Services: whether percentages count for task sets",
        "Never those of the service: 100 and 200 hold for each set, on any launch type",
        "The API reference says so of EC2 and of DRAINING instances only.",
    ),
    guess(
        "Services: which tasks go first where a service shrinks",
        "Those that do not run yet",
        "The guide speaks of running ones.",
    ),
    guess(
        "Services: who may manage the task sets of a service for CodeDeploy",
        "Whoever may call the API, as CodeDeploy itself does",
        "CodeDeploy calls the same operations with a role of the account.",
    ),
    guess(
        "Task protection: instances that are drained",
        "They keep protected tasks until the protection ends",
        "Only StopTask, crashes, failed health checks and the end of the instance are said to go \
         past it.",
    ),
    guess(
        "Task protection: tasks that are STOPPED",
        "They are TASK_NOT_VALID",
        "Their service does not keep them running any more.",
    ),
    guess(
        "Task protection: when DEPLOYMENT_BLOCKED is the answer",
        "As long as an older deployment has only protected tasks left",
        "The guide names the reason and not its condition.",
    ),
    guess(
        "Traffic shifts: PRE_PRODUCTION_TRAFFIC_SHIFT as a stage that is shown",
        "It shows as PRODUCTION_TRAFFIC_SHIFT",
        "Hooks can be for it, and the API's list of stages does not have it.",
    ),
    guess(
        "Traffic shifts: a newer deployment while traffic moves",
        "All traffic is with the last complete deployment again, and the others' tasks go first",
        "The guide names the stage RECONCILE_SERVICE, and not where traffic is in it.",
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
        "Unhealthy tasks: minimumHealthyPercent where one must stop first",
        "It counts RUNNING tasks, healthy or not",
        "The API calls it a constraint; a count of healthy ones would not fall.",
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
];
