//! `aws ecs`, `aws elbv2` and so on: an operation, a waiter, or one of the CLI's own.

use super::operation::{self, Purpose};
use super::{Context, elsewhere, help, parse};
use crate::aws::failure::{Failure, GENERAL};
use crate::aws::python::argparse::Action;
use crate::shapes::client::Waiter;
use crate::shapes::names::kebab;
use crate::shapes::{self, Operation, Service};

/// What `aws ecs deploy` answers: it is a client of CodeDeploy, which is not simulated.
const DEPLOY: &str = "aws ecs deploy is not simulated: it drives blue/green deployments with AWS \
                      CodeDeploy, and there is no CodeDeploy here. Use update-service, with a \
                      deployment configuration whose strategy is BLUE_GREEN.";

/// Whether it is the service whose commands the CLI adds to.
fn is_ecs(service: &Service) -> bool {
    service.name == "ecs"
}

/// The names of all commands of a service, in the order of the CLI.
pub fn names(service: &Service) -> Vec<String> {
    let operations = service.operations().iter();
    let mut names: Vec<String> = operations.map(|one| kebab(one.name)).collect();
    let own = [
        ("deploy", is_ecs(service)),
        ("wait", !service.waiters().is_empty()),
        ("help", true),
    ];
    let own = own.into_iter().filter(|(_, has)| *has);
    names.extend(own.map(|(name, _)| name.to_owned()));
    names
}

/// The names of all services, ECS first.
pub fn services() -> impl Iterator<Item = &'static str> {
    shapes::services().iter().map(|service| service.name)
}

/// The operation of a command.
pub fn operation_named(service: &Service, command: &str) -> Option<&'static Operation> {
    let mut operations = service.operations().iter();
    operations.find(|one| kebab(one.name) == command)
}

/// The waiter of a command.
pub fn waiter_named(service: &Service, command: &str) -> Option<&'static Waiter> {
    let mut waiters = service.waiters().iter();
    waiters.find(|one| kebab(one.name) == command)
}

/// Runs `aws ecs …`, or what is behind another service.
pub async fn run(
    context: &mut Context<'_>,
    service: &Service,
    words: &[String],
) -> Result<u8, Failure> {
    let parsed = parse(&[Action::place("operation", names(service))], words);
    let parsed = parsed.map_err(|said| elsewhere::command_of(service, words).unwrap_or(said))?;
    let command = parsed.text("operation").unwrap_or_default().to_owned();
    match command.as_str() {
        "help" => {
            context.print(&help::service(service));
            Ok(0)
        }
        "wait" => wait(context, service, &parsed.rest).await,
        "deploy" => Err(Failure::new(GENERAL, DEPLOY)),
        name => match operation_named(service, name) {
            Some(operation) => {
                operation::run(context, operation, Purpose::Call, &parsed.rest).await
            }
            None => Err(Failure::general(format!("Unknown operation: {name}"))),
        },
    }
}

async fn wait(
    context: &mut Context<'_>,
    service: &Service,
    words: &[String],
) -> Result<u8, Failure> {
    if words == ["help"] {
        context.print(&help::waiters(service));
        return Ok(0);
    }
    let names = service.waiters().iter().map(|one| kebab(one.name));
    let names = names.collect();
    let parsed = parse(&[Action::optional_place("subcommand", names)], words)?;
    let Some(name) = parsed.text("subcommand") else {
        return Err(Failure::new(
            crate::aws::failure::PARAMETER,
            format!(
                "usage: aws [options] {} wait <subcommand> [parameters]\n\
                 aws: error: too few arguments",
                service.name
            ),
        ));
    };
    let mut rest = words.to_vec();
    if let Some(at) = rest.iter().position(|word| word == name) {
        rest.remove(at);
    }
    let waiter = waiter_named(service, name);
    match waiter.and_then(|waiter| Some((waiter, service.operation(waiter.operation)?))) {
        Some((waiter, operation)) => {
            operation::run(context, operation, Purpose::Wait(waiter), &rest).await
        }
        None => Err(Failure::general(format!("Unknown waiter: {name}"))),
    }
}
