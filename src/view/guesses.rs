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
