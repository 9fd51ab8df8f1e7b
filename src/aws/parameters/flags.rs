//! Which flags an operation has: those of its request, and those of the CLI's own.

use crate::aws::python::argparse::{Action, Count, Given, Parsed, Store};
use crate::shapes::client::Paginator;
use crate::shapes::names::{RENAMED, kebab};
use crate::shapes::{Kind, Member, Operation};

/// What a flag stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// A member of the request.
    Member(&'static Member),
    /// A member that is false.
    No(&'static Member),
    /// The whole request.
    Input(Input),
    /// A sample instead of a call.
    Skeleton,
    /// How a list is fetched.
    Paging(Paging),
}

/// In which form a whole request comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Input {
    /// `--cli-input-json`
    Json,
    /// `--cli-input-yaml`
    Yaml,
}

/// How a list is fetched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paging {
    /// Where to go on.
    StartingToken,
    /// Items of one call.
    PageSize,
    /// Items in all.
    MaxItems,
}

/// A flag of an operation.
#[derive(Clone, Debug)]
pub struct Flag {
    /// Its name without dashes.
    pub name: String,
    /// What it stands for.
    pub role: Role,
    /// Whether the command line must have it.
    pub required: bool,
}

/// An operation as a command, or what a waiter makes of it.
pub struct Command {
    /// The operation.
    pub operation: &'static Operation,
    /// How its list is fetched, if it comes in pages.
    pub paginator: Option<&'static Paginator>,
    /// Its flags, in the order of the CLI.
    pub flags: Vec<Flag>,
}

/// The one member that ECS needs and the CLI makes up: no ECS operation requires it today.
const MADE_UP: &str = "clientToken";

impl Command {
    /// The command of an operation.
    pub fn new(operation: &'static Operation) -> Command {
        let paginator = operation.service.paginator(operation.name);
        let mut flags = Vec::new();
        for member in operation.input.get().members() {
            let name = kebab(member.name);
            let is_flag = matches!(member.shape.get().kind, Kind::Truth);
            // Of flags the server asks, not the command line.
            let required = member.required && member.name != MADE_UP && !is_flag;
            let no = format!("no-{name}");
            flags.push(Flag {
                name,
                role: Role::Member(member),
                required,
            });
            if is_flag {
                flags.push(Flag {
                    name: no,
                    role: Role::No(member),
                    required: false,
                });
            }
        }
        let own = |name: &str, role| Flag {
            name: name.to_owned(),
            role,
            required: false,
        };
        flags.push(own("cli-input-json", Role::Input(Input::Json)));
        flags.push(own("cli-input-yaml", Role::Input(Input::Yaml)));
        if paginator.is_some() {
            flags.push(own("starting-token", Role::Paging(Paging::StartingToken)));
            // Some services have a flag of that name: it fetches one page by hand.
            let bounded = paginator.is_some_and(|one| one.limit_key != "-");
            if bounded && !flags.iter().any(|flag| flag.name == "page-size") {
                flags.push(own("page-size", Role::Paging(Paging::PageSize)));
            }
            flags.push(own("max-items", Role::Paging(Paging::MaxItems)));
        }
        flags.push(own("generate-cli-skeleton", Role::Skeleton));
        rename(operation.name, &mut flags);
        Command {
            operation,
            paginator,
            flags,
        }
    }

    /// What may stand on its command line.
    pub fn actions(&self, words: &[String]) -> Vec<Action> {
        let needs_none = needs_none(words);
        let mut actions: Vec<Action> = self.flags.iter().map(action).collect();
        if self.paginator.is_some() {
            // Also where a service has a flag of that name, the CLI's own reads it.
            let sizes = actions.iter_mut().filter(|one| one.dest == "page_size");
            sizes.for_each(|size| size.store = Store::Whole);
        }
        if needs_none {
            actions
                .iter_mut()
                .for_each(|action| action.required = false);
        }
        let help = Action::place("help", Vec::new());
        actions.push(Action {
            count: Count::Optional,
            required: false,
            ..help
        });
        actions
    }

    /// The flag of a member of the request.
    pub fn flag_of(&self, member: &str) -> Option<&Flag> {
        let is = |flag: &&Flag| matches!(flag.role, Role::Member(own) if own.name == member);
        self.flags.iter().find(is)
    }
}

/// Renamed flags stand at the end.
fn rename(operation: &str, flags: &mut Vec<Flag>) {
    for (only, old, new) in RENAMED {
        let applies = only.is_empty() || *only == operation;
        if applies && let Some(index) = flags.iter().position(|flag| flag.name == *old) {
            let mut flag = flags.remove(index);
            flag.name = (*new).to_owned();
            flags.push(flag);
        }
    }
}

/// With a whole request, or for a sample of one, no flag is required.
fn needs_none(words: &[String]) -> bool {
    let has = |name: &str| words.iter().any(|word| word == name);
    if has("--cli-input-json") || has("--cli-input-yaml") {
        return true;
    }
    let skeleton = words
        .iter()
        .position(|word| word == "--generate-cli-skeleton");
    skeleton.is_some_and(|at| words.get(at + 1).is_none_or(|next| next != "output"))
}

fn action(flag: &Flag) -> Action {
    let option = Action {
        required: flag.required,
        ..Action::option(&flag.name)
    };
    match flag.role {
        Role::Member(member) => match member.shape.get().kind {
            Kind::Truth => Action::flag(&flag.name, &option.dest, Store::True),
            Kind::List { .. } => Action {
                count: Count::Any,
                ..option
            },
            Kind::Long => Action {
                store: Store::Whole,
                ..option
            },
            Kind::Number { .. } => Action {
                store: Store::Number,
                ..option
            },
            Kind::Structure { .. }
            | Kind::Map { .. }
            | Kind::Text { .. }
            | Kind::Integer { .. }
            | Kind::Time
            | Kind::Document => option,
        },
        Role::No(member) => {
            let dest = kebab(member.name).replace('-', "_");
            Action::flag(&flag.name, &dest, Store::False)
        }
        Role::Paging(Paging::PageSize | Paging::MaxItems) => Action {
            store: Store::Whole,
            ..option
        },
        Role::Skeleton => Action {
            count: Count::Optional,
            otherwise: Some("input"),
            choices: ["input", "output", "yaml-input"]
                .map(str::to_owned)
                .to_vec(),
            ..option
        },
        Role::Input(_) | Role::Paging(Paging::StartingToken) => option,
    }
}

/// What was given for a flag.
pub fn given<'p>(parsed: &'p Parsed, flag: &Flag) -> Option<&'p Given> {
    parsed.values.get(&flag.name.replace('-', "_"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(operation: &str) -> Vec<String> {
        let operation = crate::shapes::operation(operation).unwrap();
        Command::new(operation)
            .flags
            .into_iter()
            .map(|flag| flag.name)
            .collect()
    }

    #[test]
    fn flags_follow_the_model() {
        let names = names("ListTasks");
        assert_eq!(names[..3], ["cluster", "container-instance", "family"]);
        assert_eq!(
            names[names.len() - 6..],
            [
                "cli-input-json",
                "cli-input-yaml",
                "starting-token",
                "page-size",
                "max-items",
                "generate-cli-skeleton"
            ]
        );
    }

    #[test]
    fn some_flags_have_other_names() {
        let names = names("UpdateService");
        assert!(names.contains(&"disable-execute-command".to_owned()));
        assert!(!names.contains(&"no-enable-execute-command".to_owned()));
        assert!(names.contains(&"no-force-new-deployment".to_owned()));
    }
}
