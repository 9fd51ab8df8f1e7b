//! `help` at every level: what there is, in words of our own, from the table of the API.

mod topics;

use super::operation::Purpose;
use super::{Context, parse, service};
use crate::aws::failure::Failure;
use crate::aws::globals::{OPTIONS, takes_word};
use crate::aws::parameters::flags::{Command, Flag, Role};
use crate::aws::python::argparse::Action;
use crate::shapes::names::kebab;
use crate::shapes::{Kind, Service, Shape};

/// `aws help`, and `aws help return-codes`.
pub fn run(context: &Context, words: &[String]) -> Result<u8, Failure> {
    let names = topics::TOPICS.iter().map(|(name, _)| (*name).to_owned());
    let parsed = parse(
        &[Action::optional_place("subcommand", names.collect())],
        words,
    )?;
    let mut topics = topics::TOPICS.iter();
    let topic = topics.find(|(name, _)| parsed.text("subcommand") == Some(name));
    match topic {
        Some((name, text)) => context.print(&format!("NAME\n       {name}\n\n{text}")),
        None => context.print(&main()),
    }
    Ok(0)
}

fn main() -> String {
    let mut out = String::from(
        "NAME\n       aws\n\nDESCRIPTION\n       The AWS CLI on the simulated Amazon ECS of this \
         page: the same words, nothing leaves the tab.\n\nSYNOPSIS\n       aws [options] <command> \
         <subcommand> [parameters]\n\n\
         COMMANDS\n",
    );
    for name in service::services().chain(["configure", "help"]) {
        out.push_str(&format!("       o {name}\n"));
    }
    out.push('\n');
    out.push_str(&global_options());
    out
}

fn global_options() -> String {
    let mut out = "GLOBAL OPTIONS\n".to_owned();
    for (name, choices) in OPTIONS {
        let kind = if takes_word(name) {
            "string"
        } else {
            "boolean"
        };
        out.push_str(&format!("       --{name} ({kind})\n"));
        for choice in *choices {
            out.push_str(&format!("          o {choice}\n"));
        }
    }
    out
}

/// `aws ecs help`
pub fn service(service: &Service) -> String {
    let what = match service.name {
        "ecs" => "simulated: clusters, task definitions, services and tasks.",
        _ => "simulated as far as it is needed around Amazon ECS.",
    };
    let mut out = format!(
        "NAME\n       {}\n\nDESCRIPTION\n       {}, {what}\n\nAVAILABLE COMMANDS\n",
        service.name, service.title
    );
    for name in service::names(service) {
        out.push_str(&format!("       o {name}\n"));
    }
    out
}

/// `aws ecs wait help`
pub fn waiters(service: &Service) -> String {
    let mut out = String::from(
        "NAME\n       wait\n\nDESCRIPTION\n       Waits in simulated time until a state is \
         reached.\n\nAVAILABLE COMMANDS\n",
    );
    for waiter in service.waiters() {
        out.push_str(&format!("       o {}\n", kebab(waiter.name)));
    }
    out
}

/// `aws configure help`
pub fn configure() -> String {
    "NAME\n       configure\n\nDESCRIPTION\n       Settings, kept in files of this page: \
     ~/.aws/config and ~/.aws/credentials.\n\nSYNOPSIS\n       aws configure [--profile <name>]\n\
     \nAVAILABLE COMMANDS\n       o get\n       o list\n       o list-profiles\n       o set\n"
        .to_owned()
}

/// `aws ecs run-task help`, `aws ecs wait services-stable help`
pub fn operation(command: &Command, purpose: Purpose) -> String {
    let name = match purpose {
        Purpose::Call => kebab(command.operation.name),
        Purpose::Wait(waiter) => kebab(waiter.name),
    };
    let mut out = format!("NAME\n       {name}\n\nDESCRIPTION\n");
    out.push_str(&match purpose {
        Purpose::Call => format!("       Calls {}.", command.operation.name),
        Purpose::Wait(waiter) => format!(
            "       Calls {} every {} seconds, at most {} times, until its state is reached.",
            waiter.operation, waiter.delay, waiter.max_attempts
        ),
    });
    if command.paginator.is_some() {
        out.push_str(" Its list comes in pages; all of them are fetched.");
    }
    out.push_str(&format!("\n\nSYNOPSIS\n            {name}\n"));
    let shown = command.flags.iter().filter(|flag| !is_negative(flag));
    for flag in shown.clone() {
        out.push_str(&format!("          {}\n", synopsis(command, flag)));
    }
    out.push_str("\nOPTIONS\n");
    for flag in shown {
        out.push_str(&format!("       {}\n", heading(command, flag)));
        if let Role::Member(member) = flag.role {
            out.push_str(&values(member.shape.get()));
        }
    }
    out.push('\n');
    out.push_str(&global_options());
    out
}

fn is_negative(flag: &Flag) -> bool {
    matches!(flag.role, Role::No(_))
}

/// The name of the flag that says no.
fn negative<'c>(command: &'c Command, flag: &Flag) -> Option<&'c str> {
    let Role::Member(member) = flag.role else {
        return None;
    };
    let is = |other: &&Flag| matches!(other.role, Role::No(own) if own.name == member.name);
    command
        .flags
        .iter()
        .find(is)
        .map(|other| other.name.as_str())
}

fn synopsis(command: &Command, flag: &Flag) -> String {
    let name = &flag.name;
    let text = match negative(command, flag) {
        Some(no) => format!("--{name} | --{no}"),
        None => format!("--{name} <value>"),
    };
    if flag.required {
        text
    } else {
        format!("[{text}]")
    }
}

fn heading(command: &Command, flag: &Flag) -> String {
    let name = &flag.name;
    match (flag.role, negative(command, flag)) {
        (Role::Member(_), Some(no)) => format!("--{name} | --{no} (boolean)"),
        (Role::Member(member), None) => format!("--{name} ({})", kind(member.shape.get())),
        _ => format!("--{name} (string)"),
    }
}

fn kind(shape: &Shape) -> &'static str {
    match shape.kind {
        Kind::Structure { .. } => "structure",
        Kind::List { .. } => "list",
        Kind::Map { .. } => "map",
        Kind::Text { .. } => "string",
        Kind::Integer { .. } => "integer",
        Kind::Long => "long",
        Kind::Number { .. } => "double",
        Kind::Truth => "boolean",
        Kind::Time => "timestamp",
        Kind::Document => "document",
    }
}

/// The short form, and the values of enums.
fn values(shape: &'static Shape) -> String {
    let inner = shape.item().unwrap_or(shape);
    let mut out = String::new();
    let one_of = inner.one_of();
    if !one_of.is_empty() {
        out.push_str("          Possible values:\n");
        one_of
            .iter()
            .for_each(|one| out.push_str(&format!("          o {one}\n")));
    }
    if !inner.members().is_empty() {
        let short = short_form(inner, &mut Vec::new());
        let more = if std::ptr::eq(inner, shape) {
            ""
        } else {
            " ..."
        };
        out.push_str(&format!(
            "          Shorthand syntax:\n          {short}{more}\n"
        ));
    }
    out
}

fn short_form(shape: &'static Shape, stack: &mut Vec<&'static str>) -> String {
    if stack.contains(&shape.name) || stack.len() > 4 {
        return "...".to_owned();
    }
    stack.push(shape.name);
    let text = match &shape.kind {
        Kind::Structure { members, .. } => {
            let parts = members.iter().map(|member| {
                let inner = short_form(member.shape.get(), stack);
                format!("{}={inner}", member.name)
            });
            let parts = parts.collect::<Vec<_>>().join(",");
            if stack.len() == 1 {
                parts
            } else {
                format!("{{{parts}}}")
            }
        }
        Kind::List { of, .. } => {
            let inner = short_form(of.get(), stack);
            format!("[{inner},{inner}]")
        }
        Kind::Map { value } => {
            let inner = short_form(value.get(), stack);
            format!("{{KeyName1={inner},KeyName2={inner}}}")
        }
        _ => kind(shape).to_owned(),
    };
    stack.pop();
    text
}
