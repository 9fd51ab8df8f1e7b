//! Where Drydock had to guess: what nobody documents of ECS, and what is done here instead.

/// One guess.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Guess {
    /// What is not documented.
    pub what: &'static str,
    /// What Drydock does.
    pub choice: &'static str,
    /// Why that.
    pub why: &'static str,
}

const fn guess(what: &'static str, choice: &'static str, why: &'static str) -> Guess {
    Guess { what, choice, why }
}

/// All guesses, by what they are about.
pub const GUESSES: &[Guess] = &[
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
        "Target groups: which ones there are before anybody declares any",
        "web, api, web-instances, and the pair web-blue and web-green",
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
        "No time: updates, deletions and attachments are complete at once",
        "The samples show states in progress and no times.",
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
        "No time: it is ACTIVE at once",
        "The minutes depend on the image and the instance type, and teach nothing about ECS.",
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

#[cfg(test)]
mod tests {
    use super::GUESSES;
    use std::collections::BTreeSet;

    #[test]
    fn each_guess_is_told_once_and_in_full() {
        let what: BTreeSet<&str> = GUESSES.iter().map(|guess| guess.what).collect();
        assert_eq!(what.len(), GUESSES.len());
        for guess in GUESSES {
            let full = !guess.what.ends_with('.') && !guess.choice.ends_with('.');
            assert!(full && guess.why.ends_with('.'), "{}", guess.what);
        }
    }
}
