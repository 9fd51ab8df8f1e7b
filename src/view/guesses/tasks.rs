//! Guesses about tasks: their definitions, their places, their networks, their health.

use super::{Guess, guess};

pub(super) const ROWS: &[Guess] = &[
    guess(
        "Agent: how long its report of a change takes",
        "Half a second",
        "The samples of the guide show some tenths to a second.",
    ),
    guess(
        "Agent: how long the stages of an update take",
        "45 seconds in all",
        "The API names the stages and no times.",
    ),
    guess(
        "Agent: what a disconnected one does",
        "Containers run on; ECS hears of their ends when it is back",
        "The API says what agentConnected means, and not what is told later.",
    ),
    guess(
        "Health checks: how long a probe takes",
        "No time: probes come at whole intervals after the start or the registration",
        "Nobody says how ECS and load balancers spread their probes.",
    ),
    guess(
        "Health: a process that gets SIGTERM and handles it",
        "It ends 0.8 seconds later",
        "It depends on the program; labels set it for a container.",
    ),
    guess(
        "Images: the CPU and memory that they take with nothing to do",
        "Figures of the usual size, never more memory than the container reserves",
        "It depends on what they do; guesses should kill nobody.",
    ),
    guess(
        "Network: the names of load balancers",
        "NAME.REGION.elb.amazonaws.com, for those of listener rules and for each target group, \
         also without the id that DescribeLoadBalancers shows in it; of several rules at a port \
         the newest holds",
        "Conditions and priorities of rules are not simulated.",
    ),
    guess(
        "Network: the ports at which a container listens",
        "Those of its definition, and port 80 of nginx, httpd, caddy and amazon-ecs-sample",
        "What a process listens to is in its image, which is not here.",
    ),
    guess(
        "Network: the private addresses of container instances",
        "10.0.192.4 and up, sixteen blocks for each Availability Zone",
        "ECS does not show them, and the subnets of tasks have the addresses below.",
    ),
    guess(
        "Network: what a container answers",
        "A page of Drydock's own words, the same for each request; other images name their task",
        "No image is pulled and nothing is executed.",
    ),
    guess(
        "Placement: RunTask without a strategy",
        "Spread over zones, then instances, as services do",
        "Only services have a documented default.",
    ),
    guess(
        "Placement: how many failures RunTask lists",
        "One for each ACTIVE instance",
        "Samples have one instance.",
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
        "Placement: the order of the filters, and so of the reasons",
        "Status, launch type, agent, attributes, platform, zone, CPU, memory, ports, GPU, \
         interfaces, constraints",
        "The guide has the set and no order.",
    ),
    guess(
        "Query language: how values are compared",
        "Numbers as numbers, all else by characters",
        "The guide has no example of either kind against the other.",
    ),
    guess(
        "Query language: what =~ must match",
        "The whole value, as in Java",
        "The guide's examples agree with it.",
    ),
    guess(
        "Query language: which operator binds first",
        "not, then and, then or",
        "The guide only says that parentheses set it.",
    ),
    guess(
        "RunTask: for how long a clientToken is known",
        "As long as one of its tasks can be described",
        "The API gives no time.",
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
        "Schedules: which answers of RunTask are tried again",
        "No task placed, throttling and failures of ECS; what is refused is given up",
        "The API of the scheduler has a retry policy, and no list of errors.",
    ),
    guess(
        "Task definitions: when one in DELETE_IN_PROGRESS goes",
        "Within ten seconds after the last task or deployment of it",
        "The guide names the condition and no time.",
    ),
    guess(
        "Tasks: whether STOPPING is announced",
        "It shows when a task is described, and no event tells of it",
        "The guide has the state; the versions of published events leave no place for it.",
    ),
    guess(
        "Tasks: for how long a task shows as DELETED",
        "One minute",
        "The guide calls it a transition.",
    ),
    guess(
        "Tasks: how long a network interface takes on EC2",
        "10 seconds to attach",
        "Recorded tasks show how long Fargate takes, and how long it takes to detach there.",
    ),
    guess(
        "Tasks: how long a network interface takes to go on Fargate",
        "13 seconds",
        "Recorded tasks take that, or ten seconds more.",
    ),
    guess(
        "Tasks: which ends of containers Fargate tells ten seconds late",
        "Those of essential containers that ran",
        "Recorded tasks have one container.",
    ),
    guess(
        "Tasks: how long a stop takes to reach the containers",
        "12 seconds on Fargate, after the load balancer let go; no time on instances",
        "Recorded tasks of Fargate show 12 to 18 seconds, and not what they go by.",
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
        "Tasks: states that count as pending",
        "PROVISIONING, PENDING and ACTIVATING",
        "The console counts so.",
    ),
];
