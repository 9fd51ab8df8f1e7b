//! Where Drydock had to guess: what nobody documents of ECS, and what is done here instead.

mod capacity;
mod hosts;
mod requests;
mod services;
mod surroundings;
mod tasks;

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
pub fn guesses() -> impl Iterator<Item = &'static Guess> {
    let topics = [
        tasks::ROWS,
        services::ROWS,
        capacity::ROWS,
        hosts::ROWS,
        requests::ROWS,
        surroundings::ROWS,
    ];
    topics.into_iter().flatten()
}

#[cfg(test)]
mod tests {
    use super::guesses;
    use std::collections::BTreeSet;

    #[test]
    fn each_guess_is_told_once_and_in_full() {
        let what: BTreeSet<&str> = guesses().map(|guess| guess.what).collect();
        assert_eq!(what.len(), guesses().count());
        for guess in guesses() {
            let full = !guess.what.ends_with('.') && !guess.choice.ends_with('.');
            assert!(full && guess.why.ends_with('.'), "{}", guess.what);
        }
    }
}
