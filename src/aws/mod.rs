//! The AWS CLI, version 2, on the simulated ECS: every operation and waiter of the API's table,
//! with the CLI's own words, forms of output, errors and exit codes; and of the services around ECS
//! the operations that show what surrounds it ([`services`]).
//!
//! The reference is the CLI 2.9, with botocore's model as the table has it: `tests/cli` holds what
//! it says to many command lines, byte for byte, and in `tests/wire/same` both go through the same
//! on a run each. Where this one differs:
//!
//! | what | why |
//! |---|---|
//! | `help` has words of its own | the CLI's are Amazon's texts |
//! | remarks of `--generate-cli-skeleton yaml-input` | the same |
//! | only `configure`, `ecs` and what is around it are commands | the rest is not simulated |
//! | `configure` has `get`, `set`, `list`, `list-profiles` | the rest asks, or brings secrets |
//! | `--cli-auto-prompt` asks nothing | the terminal completes words |
//! | messages call `&expression` an expression | the CLI tells where in its memory it lies |
//! | what a service answers against its own model is shown | no answer here does |
//! | other services have a few operations and waiters | they are there to look around |
//! | rules of security groups and how long logs stay are taken, and kept nowhere | all passes |
//! | policies by customized or predicted metrics have no members | they are not simulated |
//! | samples of other services' answers know no enums and lengths | the page need not carry them |
//! | whatever region is named, the run's own answers, and ARNs name that | a run has one Region |
//! | neither region nor credentials are asked for | there is nobody to sign for |
//! | `execute-command` calls without a plugin | the checks of the request can be seen |
//! | dates of YAML stay texts, NaN is null, whole numbers have 64 bits | no request has more |
//! | `%YAML 1.1` is passed over, and names of YAML that are no texts become such | the same |
//! | moments in samples of answers are texts for `--query` | nobody asks what they are |
//! | digits are `0` to `9`, half a surrogate pair is `\u{fffd}` | the same |
//! | dates need year, month and day | the CLI takes the rest from today |
//! | `--endpoint-url` must be an address, and the run answers whatever it is | nothing is far |
//! | `--debug` shows requests | the CLI's own steps are not taken here |
//! | aliases of `~/.aws/cli/alias` are not read | nobody has written any here |
//! | `deploy` is refused | there is no CodeDeploy |
//! | tables have no colours unless asked for | a terminal in the page is no `tty` |
//! | letters of rare scripts are one column wide in tables | a table of all is 850 ranges |

pub mod call;
pub mod commands;
pub mod complete;
pub mod failure;
pub mod files;
pub mod folder;
pub mod globals;
pub mod on_timeline;
pub mod output;
pub mod outside;
pub mod parameters;
pub mod python;
pub mod query;
pub mod services;
pub mod settings;
pub mod stream;
pub mod times;

pub use complete::complete;

use crate::shapes;
use commands::{Context, configure, elsewhere, help, service};
use failure::Failure;
use folder::{Folder, Stdin};
use globals::Globals;
use outside::Outside;
use python::argparse::{self, Stop};
use settings::Settings;
use std::collections::BTreeMap;
use std::sync::Arc;
use stream::Streams;

/// Bytes that clones share.
pub type Bytes = Arc<[u8]>;

/// Environment variables.
pub type Environment = BTreeMap<String, String>;

/// What `aws --version` says: the version whose words these are, and who says them.
const VERSION: &str = "aws-cli/2.9.19 Python/3.11.2 Drydock/0.1.0\n";

/// Runs the command line `aws …`; `words` are those behind `aws`, `folder` has the files that they
/// name. Gives its exit code.
pub async fn run(
    outside: &Outside,
    words: Vec<String>,
    environment: &Environment,
    stdin: Stdin,
    streams: &Streams,
    folder: &dyn Folder,
) -> u8 {
    match dispatch(outside, &words, environment, stdin, streams, folder).await {
        Ok(code) => code,
        Err(failure) => {
            streams
                .err
                .write(format!("\n{}\n", failure.text).as_bytes());
            failure.code
        }
    }
}

async fn dispatch(
    outside: &Outside,
    words: &[String],
    environment: &Environment,
    stdin: Stdin,
    streams: &Streams,
    folder: &dyn Folder,
) -> Result<u8, Failure> {
    if let Some(help) = globals::first_look(words)? {
        streams.out.write(help.as_bytes());
        return Ok(0);
    }
    settings::check(folder, environment)?;
    let commands: Vec<&str> = service::services().chain(["configure", "help"]).collect();
    let actions = globals::actions(&commands);
    let parsed = match argparse::parse(&actions, words) {
        Ok(parsed) => parsed,
        Err(Stop::Asked(_)) => {
            streams.out.write(VERSION.as_bytes());
            return Ok(0);
        }
        Err(Stop::Error(said)) => {
            let elsewhere = elsewhere::service_of(words);
            return Err(elsewhere.unwrap_or_else(|| Failure::usage(&said)));
        }
    };
    let settings = Settings::read(folder, environment, parsed.text("profile"));
    let globals = Globals::new(&parsed, settings)?;
    let command = parsed.text("command").unwrap_or_default();
    let mut context = Context {
        outside,
        folder,
        environment,
        stdin,
        streams,
        globals,
    };
    match command {
        "help" => help::run(&context, &parsed.rest),
        "configure" => configure::run(&mut context, &parsed.rest).await,
        name => {
            context.globals.wire_times()?;
            match shapes::service(name) {
                Some(service) => service::run(&mut context, service, &parsed.rest).await,
                None => Err(Failure::general(format!("Unknown command: {name}"))),
            }
        }
    }
}
