//! The API of ECS as data: which operations there are, which members their requests, responses and
//! errors have, and of which kinds; how clients page and wait.
//!
//! The facts stand in `model.txt`, and those of task definitions in `definition.txt`, which
//! `cargo xtask model` writes from the model that botocore ships.
//! Source: Amazon ECS API model (ecs/2014-11-13).
//!
//! Of the services around ECS there are those operations that show what surrounds it, each service
//! in a file of `services/`, from the same place. What does not name a service means ECS.

pub mod client;
pub mod names;
pub mod place;
mod services;
mod table;
pub mod wire;

use client::{Paginator, Waiter};
use services::ECS;
pub use services::{Service, service, services};

/// A named type of the API.
#[derive(Debug, PartialEq, Eq)]
pub struct Shape {
    /// Its name, such as `ContainerDefinition`.
    pub name: &'static str,
    /// What values of it are.
    pub kind: Kind,
}

/// Kinds of values.
#[derive(Debug, PartialEq, Eq)]
pub enum Kind {
    /// An object with known members.
    Structure {
        /// The members, in the order of the model.
        members: &'static [Member],
        /// Whether exactly one of them is to be set.
        union: bool,
    },
    /// An array.
    List {
        /// Of what.
        of: Ref,
        /// The least number of items.
        min: Option<u32>,
        /// The greatest number of items.
        max: Option<u32>,
    },
    /// An object with keys of the user's choice.
    Map {
        /// What its values are.
        value: Ref,
    },
    /// A string.
    Text {
        /// The only values, if it is an enum; else empty.
        one_of: &'static [&'static str],
        /// The least number of characters.
        min: Option<u32>,
        /// The greatest number of characters.
        max: Option<u32>,
        /// The regular expression that it matches.
        pattern: Option<&'static str>,
    },
    /// A whole number of 32 bits.
    Integer {
        /// The least value.
        min: Option<i32>,
        /// The greatest value.
        max: Option<i32>,
    },
    /// A whole number of 64 bits.
    Long,
    /// A number with or without a fraction.
    Number {
        /// The least value.
        min: Option<i32>,
        /// The greatest value.
        max: Option<i32>,
    },
    /// A Boolean.
    Truth,
    /// A moment; in JSON, the seconds since 1970 with or without a fraction.
    Time,
    /// Any JSON value.
    Document,
}

/// A member of a structure.
#[derive(Debug, PartialEq, Eq)]
pub struct Member {
    /// Its name.
    pub name: &'static str,
    /// What it is.
    pub shape: Ref,
    /// Whether a request must have it.
    pub required: bool,
}

/// A shape by the place of its service, in the upper four bits, and its own in the service's table:
/// a quarter of the size of a reference and its relocation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ref(u16);

/// The bits of a reference that say which shape of its service it is.
const OF_SERVICE: u32 = 12;

impl Ref {
    fn new(service: u16, shape: u16) -> Ref {
        Ref(service << OF_SERVICE | shape)
    }

    /// The shape.
    pub fn get(self) -> &'static Shape {
        let (service, shape) = (self.0 >> OF_SERVICE, self.0 & ((1 << OF_SERVICE) - 1));
        &table::known(service).shapes[usize::from(shape)]
    }
}

impl Shape {
    /// The members of a structure; none of anything else.
    pub fn members(&self) -> &'static [Member] {
        match self.kind {
            Kind::Structure { members, .. } => members,
            Kind::List { .. }
            | Kind::Map { .. }
            | Kind::Text { .. }
            | Kind::Integer { .. }
            | Kind::Long
            | Kind::Number { .. }
            | Kind::Truth
            | Kind::Time
            | Kind::Document => &[],
        }
    }

    /// What the items of a list are; None of anything else.
    pub fn item(&self) -> Option<&'static Shape> {
        match self.kind {
            Kind::List { of, .. } => Some(of.get()),
            Kind::Structure { .. }
            | Kind::Map { .. }
            | Kind::Text { .. }
            | Kind::Integer { .. }
            | Kind::Long
            | Kind::Number { .. }
            | Kind::Truth
            | Kind::Time
            | Kind::Document => None,
        }
    }

    /// The only values of an enum; none of anything else.
    pub fn one_of(&self) -> &'static [&'static str] {
        match self.kind {
            Kind::Text { one_of, .. } => one_of,
            Kind::Structure { .. }
            | Kind::List { .. }
            | Kind::Map { .. }
            | Kind::Integer { .. }
            | Kind::Long
            | Kind::Number { .. }
            | Kind::Truth
            | Kind::Time
            | Kind::Document => &[],
        }
    }

    /// The only values of an enum, or of the items of a list of such.
    pub fn choices(&self) -> &'static [&'static str] {
        self.item()
            .map_or_else(|| self.one_of(), |item| item.one_of())
    }

    /// A member of a structure by its name.
    pub fn member(&self, name: &str) -> Option<&'static Member> {
        let last = name.as_bytes().last();
        // Of the names as long as this one few end in its letter: hardly any is compared in vain.
        let may_be = |other: &str| other.len() == name.len() && other.as_bytes().last() == last;
        let mut members = self.members().iter();
        members.find(|member| may_be(member.name) && member.name == name)
    }
}

/// An operation of the API.
#[derive(Debug, PartialEq, Eq)]
pub struct Operation {
    /// Whose it is.
    pub service: &'static Service,
    /// Its name, such as `RunTask`.
    pub name: &'static str,
    /// What a request is: a structure.
    pub input: Ref,
    /// What a response is: a structure.
    pub output: Ref,
    /// What may come instead, such as `ClientException`: structures.
    pub errors: &'static [Ref],
}

/// All operations of the API, by name.
pub fn operations() -> &'static [Operation] {
    ECS.operations()
}

/// An operation by its name.
pub fn operation(name: &str) -> Option<&'static Operation> {
    ECS.operation(name)
}

/// The input of `RegisterTaskDefinition`: a structure. Who asks for no more than this and what it
/// holds needs the rest of the API not at all.
pub fn definition() -> &'static Shape {
    table::request_of_definition()
}

/// The input of an operation: a structure.
pub fn input(operation: &str) -> Option<&'static Shape> {
    Some(self::operation(operation)?.input.get())
}

/// The output of an operation: a structure.
pub fn output(operation: &str) -> Option<&'static Shape> {
    Some(self::operation(operation)?.output.get())
}

/// The errors that an operation may give, in the order of the model; none of one that is not known.
pub fn errors(operation: &str) -> &'static [Ref] {
    self::operation(operation).map_or(&[], |operation| operation.errors)
}

/// All shapes of the API: those that task definitions are made of, then the others.
pub fn shapes() -> impl Iterator<Item = &'static Shape> {
    table::definition()
        .shapes
        .iter()
        .chain(&table::of(ECS.place).shapes)
}

/// How clients page through lists, by operation.
pub fn paginators() -> &'static [Paginator] {
    ECS.paginators()
}

/// What clients can wait for, by name.
pub fn waiters() -> &'static [Waiter] {
    ECS.waiters()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_the_inputs_of_operations() {
        let input = input("RegisterTaskDefinition").unwrap();
        assert_eq!(input.name, "RegisterTaskDefinitionRequest");
        let required = input.members().iter().filter(|member| member.required);
        let required: Vec<&str> = required.map(|member| member.name).collect();
        assert_eq!(required, ["family", "containerDefinitions"]);
        assert_eq!(super::input("FlyToTheMoon"), None);
    }

    #[test]
    fn knows_all_operations_with_outputs_and_errors() {
        assert_eq!(operations().len(), 88);
        let output = output("StopTask").unwrap();
        assert_eq!(output.member("task").unwrap().shape.get().name, "Task");
        let stopped = shapes().find(|shape| shape.name == "Task").unwrap();
        let stopped_at = stopped.member("stoppedAt").unwrap();
        assert_eq!(stopped_at.shape.get().kind, Kind::Time);
        let errors = |operation| {
            let errors = errors(operation).iter().map(|error| error.get());
            errors.map(|error| error.name).collect::<Vec<_>>()
        };
        let all = [
            "AccessDenied",
            "Server",
            "InvalidParameter",
            "Client",
            "ClusterNotFound",
        ];
        assert_eq!(
            errors("StopTask"),
            all.map(|name| format!("{name}Exception"))
        );
        assert_eq!(errors("FlyToTheMoon"), [""; 0]);
        for operation in operations() {
            assert!(super::input(operation.name).is_some(), "{}", operation.name);
        }
    }

    #[test]
    fn knows_how_clients_page_and_wait() {
        assert_eq!((paginators().len(), waiters().len()), (12, 9));
        let tasks = paginators().iter().find(|one| one.operation == "ListTasks");
        let tasks = tasks.unwrap();
        assert_eq!(
            (tasks.input_token, tasks.limit_key),
            ("nextToken", "maxResults")
        );
        assert_eq!(tasks.result_keys, ["taskArns"]);
        let stable = waiters().iter().find(|one| one.name == "ServicesStable");
        let stable = stable.unwrap();
        assert_eq!((stable.delay, stable.max_attempts), (15, 40));
        let last = stable.acceptors.last().unwrap();
        assert_eq!(last.state, client::State::Success);
        assert_eq!(last.matcher, client::Matcher::Path);
        assert_eq!(last.expected, client::Expected::Truth(true));
        assert!(
            last.argument
                .starts_with("length(services[?!(length(deployments) == `1` && ")
        );
        for operation in waiters().iter().map(|one| one.operation) {
            assert!(super::operation(operation).is_some(), "{operation}");
        }
    }

    #[test]
    fn keeps_enums_limits_and_unions() {
        let shape = |name: &str| shapes().find(|shape| shape.name == name);
        let enabled = ["ENABLED", "DISABLED"];
        let Kind::Text { one_of, .. } = shape("EFSTransitEncryption").unwrap().kind else {
            panic!("not a text");
        };
        assert_eq!(one_of, enabled);
        let Kind::List { max, .. } = shape("Tags").unwrap().kind else {
            panic!("not a list");
        };
        assert_eq!(max, Some(50));
        let percent = Kind::Number {
            min: Some(0),
            max: Some(100),
        };
        assert_eq!(shape("DaemonDrainPercent").unwrap().kind, percent);
        assert_eq!(shape("HookDetails").unwrap().kind, Kind::Document);
        let Kind::Structure { union, .. } = shape("SharingStrategy").unwrap().kind else {
            panic!("not a structure");
        };
        assert!(union);
    }
}
