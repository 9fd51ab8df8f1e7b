//! How a command fails: its exit code and what it says.
//! Source: AWS CLI user guide, "Return codes"; awscli 2.9, `errorhandler.py`, by behaviour.

/// A command that failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// Its exit code.
    pub code: u8,
    /// What it says, between two line ends.
    pub text: String,
}

/// The command line, or a parameter, is wrong.
pub const PARAMETER: u8 = 252;
/// Something is not configured.
pub const CONFIGURATION: u8 = 253;
/// The service refused.
pub const SERVICE: u8 = 254;
/// Everything else.
pub const GENERAL: u8 = 255;

/// What every complaint about a command line begins with.
const USAGE: &str = "usage: aws [options] <command> <subcommand> [<subcommand> ...] [parameters]\n\
                     To see help text, you can run:\n\
                     \n  aws help\n  aws <command> help\n  aws <command> <subcommand> help\n";

/// What the first look at a command line knows.
pub const FIRST_USAGE: &str = "usage: aws [-h] [--profile PROFILE] [--debug]";

impl Failure {
    /// A failure with a code.
    pub fn new(code: u8, text: impl Into<String>) -> Failure {
        Failure {
            code,
            text: text.into(),
        }
    }

    /// Anything that Python says and nobody handles.
    pub fn general(text: impl Into<String>) -> Failure {
        Failure::new(GENERAL, text)
    }

    /// A command line that cannot be taken apart.
    pub fn usage(said: &str) -> Failure {
        Failure::new(PARAMETER, format!("{USAGE}\naws: error: {said}\n"))
    }

    /// The same, as the first look at a command line says it.
    pub fn first_usage(said: &str) -> Failure {
        Failure::new(PARAMETER, format!("{FIRST_USAGE}\n\naws: error: {said}\n"))
    }

    /// Words that nobody knows.
    pub fn unknown_words(words: &[String]) -> Failure {
        Failure::new(
            PARAMETER,
            format!("{USAGE}\nUnknown options: {}\n", words.join(", ")),
        )
    }

    /// A value of a flag that cannot be read.
    pub fn parameter(flag: &str, said: &str) -> Failure {
        Failure::new(
            PARAMETER,
            format!("Error parsing parameter '{flag}': {said}"),
        )
    }
}
