//! `aws ecs`: an operation, a waiter, or one of the CLI's own.

use super::operation::{self, Purpose};
use super::{Context, help, parse};
use crate::aws::failure::{Failure, GENERAL};
use crate::aws::parameters::names::kebab;
use crate::aws::python::argparse::Action;
use crate::shapes::client::Waiter;
use crate::shapes::{Operation, operation as by_name, operations, waiters};

/// What `aws ecs deploy` answers: it is a client of CodeDeploy, which is not simulated.
const DEPLOY: &str = "aws ecs deploy is not simulated: it drives blue/green deployments with AWS \
                      CodeDeploy, and there is no CodeDeploy here. Use update-service, with a \
                      deployment configuration whose strategy is BLUE_GREEN.";

/// The names of all commands of `aws ecs`, in the order of the CLI.
pub fn names() -> Vec<String> {
    let mut names: Vec<String> = operations().iter().map(|one| kebab(one.name)).collect();
    names.extend(["deploy", "wait", "help"].map(str::to_owned));
    names
}

/// The operation of a command.
pub fn operation_named(command: &str) -> Option<&'static Operation> {
    operations().iter().find(|one| kebab(one.name) == command)
}

/// The waiter of a command.
pub fn waiter_named(command: &str) -> Option<&'static Waiter> {
    waiters().iter().find(|one| kebab(one.name) == command)
}

/// Runs `aws ecs …`.
pub async fn run(context: &mut Context<'_>, words: &[String]) -> Result<u8, Failure> {
    let parsed = parse(&[Action::place("operation", names())], words)?;
    let command = parsed.text("operation").unwrap_or_default().to_owned();
    match command.as_str() {
        "help" => {
            context.print(&help::service());
            Ok(0)
        }
        "wait" => wait(context, &parsed.rest).await,
        "deploy" => Err(Failure::new(GENERAL, DEPLOY)),
        name => match operation_named(name) {
            Some(operation) => {
                operation::run(context, operation, Purpose::Call, &parsed.rest).await
            }
            None => Err(Failure::general(format!("Unknown operation: {name}"))),
        },
    }
}

async fn wait(context: &mut Context<'_>, words: &[String]) -> Result<u8, Failure> {
    if words == ["help"] {
        context.print(&help::waiters());
        return Ok(0);
    }
    let names = waiters().iter().map(|one| kebab(one.name)).collect();
    let parsed = parse(&[Action::optional_place("subcommand", names)], words)?;
    let Some(name) = parsed.text("subcommand") else {
        return Err(Failure::new(
            crate::aws::failure::PARAMETER,
            "usage: aws [options] ecs wait <subcommand> [parameters]\n\
             aws: error: too few arguments",
        ));
    };
    let mut rest = words.to_vec();
    if let Some(at) = rest.iter().position(|word| word == name) {
        rest.remove(at);
    }
    match waiter_named(name).and_then(|waiter| Some((waiter, by_name(waiter.operation)?))) {
        Some((waiter, operation)) => {
            operation::run(context, operation, Purpose::Wait(waiter), &rest).await
        }
        None => Err(Failure::general(format!("Unknown waiter: {name}"))),
    }
}
