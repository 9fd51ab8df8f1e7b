//! The cluster query language: `attribute:ecs.instance-type =~ m5.* and not(task:group == x)`.
//!
//! Source: Amazon ECS Developer Guide, "Create expressions to define container instances for
//! Amazon ECS tasks". The precedence not > and > or is an assumption: the guide only says that
//! parentheses set it.

mod holds;
mod lexer;
mod parser;
mod pattern;

pub use holds::holds;
pub use parser::parse;
pub use pattern::Pattern;

use std::sync::Arc;

/// Why a text is no expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxError {
    /// The byte of the text at which it goes wrong.
    pub at: usize,
    /// What is wrong there.
    pub message: String,
}

/// The longest expression. Source: ECS API, `PlacementConstraint.expression`.
pub const LONGEST: usize = 2_000;

/// An expression, read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expression {
    /// One of them holds.
    Or(Vec<Expression>),
    /// All of them hold.
    And(Vec<Expression>),
    /// It does not hold.
    Not(Box<Expression>),
    /// A subject passes a test.
    Compare(Subject, Test),
}

/// What is asked about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    /// `agentConnected`
    AgentConnected,
    /// `agentVersion`
    AgentVersion,
    /// `ec2InstanceId`
    Ec2InstanceId,
    /// `registeredAt`
    RegisteredAt,
    /// `runningTasksCount`
    RunningTasksCount,
    /// `attribute:NAME`; the name without the prefix.
    Attribute(Arc<str>),
    /// `task:group`
    TaskGroup,
}

/// An operator with its argument.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Test {
    /// `==`, `!=`, `>`, `>=`, `<`, `<=`
    Order(Order, Arc<str>),
    /// `in` (true) or `not_in` (false) a list.
    OneOf(bool, Vec<Arc<str>>),
    /// `exists` (true) or `not_exists` (false).
    Exists(bool),
    /// `matches` (true) or `not_matches` (false) a pattern.
    Matches(bool, Pattern),
}

/// The comparing operators.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// `==`
    Equal,
    /// `!=`
    NotEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterEqual,
    /// `<`
    Less,
    /// `<=`
    LessEqual,
}

#[cfg(test)]
mod tests;
