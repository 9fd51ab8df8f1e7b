//! The second half of the guesses.

use super::{Guess, guess};

pub(super) const ROWS: &[Guess] = &[
    guess(
        "Task definitions: when one in DELETE_IN_PROGRESS goes",
        "Within ten seconds after the last task or deployment of it",
        "The guide names the condition and no time.",
    ),
    guess(
        "Agent: how long its report of a change takes",
        "Half a second",
        "The samples of the guide show some tenths to a second.",
    ),
    guess(
        "Agent: what a disconnected one does",
        "Containers run on; ECS hears of their ends when it is back",
        "The API says what agentConnected means, and not what is told later.",
    ),
    guess(
        "Capacity: how long an EC2 instance takes to start",
        "A minute in an Auto Scaling group; one that is added by hand is ACTIVE at once",
        "The minutes depend on the image and the instance type, and teach nothing about ECS.",
    ),
    guess(
        "Schedules: which answers of RunTask are tried again",
        "No task placed, throttling and failures of ECS; what is refused is given up",
        "The API of the scheduler has a retry policy, and no list of errors.",
    ),
    guess(
        "Schedules: at() of a time that summer time leaves out",
        "It comes later by as much as the clock is put forward",
        "The guide says what becomes of cron expressions then, and not of one-time schedules.",
    ),
    guess(
        "Schedules: how long a retry waits",
        "A minute, doubled each time, up to ten minutes",
        "The API says exponential, and no numbers.",
    ),
    guess(
        "Capacity: how long measuring and scaling take by themselves",
        "No time: a group changes with the measurement that asks for it",
        "The guide names the minute between measurements, and no delay of the alarms.",
    ),
    guess(
        "Capacity: what an empty group grows to where the target is below 100",
        "Two instances, as with any target",
        "The guide has the two, and no word of the target.",
    ),
    guess(
        "Capacity: how fast a group shrinks",
        "By half at most in each minute, rounded up",
        "The guide says gradually, and gives no pace.",
    ),
    guess(
        "Capacity: which instance of a zone goes when its group shrinks",
        "The oldest",
        "AWS goes by the next billing hour, which is the same for all that were launched together.",
    ),
    guess(
        "Capacity: placement constraints of tasks that wait",
        "distinctInstance counts like a static host port, others have no say in the metric",
        "The guide names resources, and not constraints.",
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
        "Capacity: for how long a deregistered instance can be described",
        "The last hundred can",
        "The API says that INACTIVE instances can be found for some time.",
    ),
    guess(
        "Capacity: memory that an instance type registers",
        "94 to 97 percent of what it has",
        "Samples have it for five types; others differ with kernel and image.",
    ),
    guess(
        "Capacity: stopCode of tasks when an instance is deregistered by force",
        "UserInitiated",
        "Public reports have the reason's text, not its code.",
    ),
    guess(
        "Cluster: the order in which DeleteCluster asks what is left in it",
        "Services, instances, tasks",
        "The API has an exception for each and no order.",
    ),
    guess(
        "Events: the reason of a deployment that failed by an alarm",
        "ECS deployment failed: alarm detected",
        "The guide has the text of the circuit breaker only.",
    ),
    guess(
        "Events: the states of a task's attachment to its load balancers",
        "PRECREATED, ATTACHING with ACTIVATING, ATTACHED, DETACHING, DETACHED, DELETED",
        "A published event has DELETED for a task that is STOPPED.",
    ),
    guess(
        "Events: when the end of a container that is not essential is sent",
        "At once",
        "The agent collects such changes for some ten seconds.",
    ),
    guess(
        "Faults: what an outage of an Availability Zone looks like",
        "Its instances count as stopped, its Fargate tasks as lost, Fargate has no capacity there",
        "Nobody documents what ECS tells of it.",
    ),
    guess(
        "Faults: what ECS does about a missing target or target group",
        "It finds out as with a failing health check, says so and replaces the task",
        "Only the service event is documented.",
    ),
    guess(
        "Faults: how many vCPUs an account may run on Fargate",
        "Any number, unless a fault sets the quota",
        "New accounts begin with 6, and AWS raises that as they are used.",
    ),
    guess(
        "Faults: the words of a missing secret or permission on EC2",
        "Those that Fargate has",
        "The agent's own are not collected anywhere.",
    ),
    guess(
        "Health: a process that gets SIGTERM and handles it",
        "It ends 0.8 seconds later",
        "It depends on the program; labels set it for a container.",
    ),
    guess(
        "Limits: code and text where a quota is reached",
        "Built like those that are known",
        "Quotas are documented, their refusals are not.",
    ),
    guess(
        "Placement: the order of the filters, and so of the reasons",
        "Status, launch type, agent, attributes, platform, zone, CPU, memory, ports, GPU, \
         interfaces, constraints",
        "The guide has the set and no order.",
    ),
    guess(
        "Placement: how many failures RunTask lists",
        "One for each ACTIVE instance",
        "Samples have one instance.",
    ),
    guess(
        "Placement: RunTask without a strategy",
        "Spread over zones, then instances, as services do",
        "Only services have a documented default.",
    ),
    guess(
        "Placement: instances that rank the same",
        "The one that was registered first",
        "ECS takes any of them.",
    ),
    guess(
        "Placement: instances without the attribute that tasks are spread over",
        "They come last",
        "The guide does not say.",
    ),
    guess(
        "Query language: which operator binds first",
        "not, then and, then or",
        "The guide only says that parentheses set it.",
    ),
    guess(
        "Query language: what =~ must match",
        "The whole value, as in Java",
        "The guide's examples agree with it.",
    ),
    guess(
        "Query language: how values are compared",
        "Numbers as numbers, all else by characters",
        "The guide has no example of either kind against the other.",
    ),
    guess(
        "RunTask: for how long a clientToken is known",
        "As long as one of its tasks can be described",
        "The API gives no time.",
    ),
    guess(
        "Requests: texts of refusals that nobody has published",
        "Built like the texts that are known",
        "The API has the exceptions, not their messages.",
    ),
    guess(
        "Requests: numbers with a fraction where whole ones are asked for",
        "The fraction is cut",
        "Java's numbers do so, and the service runs on it.",
    ),
    guess(
        "Services: the throttle of starts that fail",
        "Pauses that double from 10 seconds to 27 minutes; any task that runs ends them",
        "The guide has the ceiling only.",
    ),
    guess(
        "Services: which tasks go first where a service shrinks",
        "Those that do not run yet",
        "The guide speaks of running ones.",
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
        "Services: how many tasks one message names",
        "Ten",
        "Published lists are of about that length.",
    ),
    guess(
        "Services: whether STOPPING tasks count against maximumPercent",
        "They do",
        "The guide counts them, the API reference does not.",
    ),
    guess(
        "Surroundings: what every account has",
        "Three subnets, two security groups, three roles, three log groups, two secrets, five \
         target groups",
        "It is what the examples need; Drydock.Declare adds to it.",
    ),
    guess(
        "Services: who may manage the task sets of a service for CodeDeploy",
        "Whoever may call the API, as CodeDeploy itself does",
        "CodeDeploy calls the same operations with a role of the account.",
    ),
    guess(
        "Services: whether percentages count for task sets",
        "Never those of the service: 100 and 200 hold for each set, on any launch type",
        "The API reference says so of EC2 and of DRAINING instances only.",
    ),
    guess(
        "Services: how fine the scale of a task set is",
        "Millionths of a per cent",
        "The API takes any number between 0 and 100.",
    ),
    guess(
        "Requests: whether a task set with tasks can be deleted without force",
        "It can, unless it is PRIMARY",
        "Public deployment tools do so, and ECS refuses the PRIMARY one in these words.",
    ),
    guess(
        "Shell: what containers answer to requests",
        "Web servers have one page at their root, at the ports of the definition",
        "No image is run.",
    ),
    guess(
        "Surroundings: private addresses of instances",
        "The upper quarter of their subnet",
        "They must differ from those of tasks.",
    ),
    guess(
        "Surroundings: how many Availability Zones a Region has",
        "Three",
        "Most have three or more.",
    ),
    guess(
        "Tasks: states that count as pending",
        "PROVISIONING, PENDING and ACTIVATING",
        "The console counts so.",
    ),
    guess(
        "Tasks: how long a network interface takes on EC2",
        "10 seconds to attach, 10 to detach",
        "Samples have 18 seconds for Fargate.",
    ),
    guess(
        "Tasks: how long asking for a manifest takes",
        "0.6 seconds",
        "Registries differ.",
    ),
    guess(
        "Tasks: how much durations vary",
        "A tenth to either side, by the seed",
        "Samples are too few for more.",
    ),
    guess(
        "Tasks: for how long a task shows as DELETED",
        "One minute",
        "The guide calls it a transition.",
    ),
];
