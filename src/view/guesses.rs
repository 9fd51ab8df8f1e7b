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
