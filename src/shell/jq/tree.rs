//! A program of jq.

use super::value::Val;
use std::rc::Rc;

/// A filter.
#[derive(Debug)]
pub enum Ast {
    /// `.`
    Same,
    /// `..`
    All,
    Literal(Val),
    /// A text with what is put into it, by a format.
    Text(Option<String>, Vec<Part>),
    /// `@base64`
    Format(String),
    /// `.a[b]`
    Index(Box<Ast>, Box<Ast>),
    /// `.a[1:2]`
    Slice(Box<Ast>, Option<Box<Ast>>, Option<Box<Ast>>),
    /// `.a[]`
    Each(Box<Ast>),
    /// `[ … ]`
    List(Option<Box<Ast>>),
    /// `{ … }`
    Object(Vec<(Ast, Ast)>),
    Negated(Box<Ast>),
    Pipe(Box<Ast>, Box<Ast>),
    Comma(Box<Ast>, Box<Ast>),
    /// `+`, `==`, …
    Binary(&'static str, Box<Ast>, Box<Ast>),
    And(Box<Ast>, Box<Ast>),
    Or(Box<Ast>, Box<Ast>),
    /// `//`
    Else(Box<Ast>, Box<Ast>),
    /// `=`, `|=`, `+=`, …
    Assign(&'static str, Box<Ast>, Box<Ast>),
    If(Box<Ast>, Box<Ast>, Box<Ast>),
    /// What is tried, and what is done with its error.
    Try(Box<Ast>, Option<Box<Ast>>),
    Reduce(Box<Ast>, Pattern, Box<Ast>, Box<Ast>),
    Foreach(Box<Ast>, Pattern, Box<Ast>, Box<Ast>, Option<Box<Ast>>),
    Define(Rc<Function>, Box<Ast>),
    Call(String, Vec<Ast>),
    Variable(String),
    /// `f as $x ?// [$x] | …`
    Bind(Box<Ast>, Vec<Pattern>, Box<Ast>),
    Label(String, Box<Ast>),
    Break(String),
}

/// A part of a text.
#[derive(Debug)]
pub enum Part {
    Plain(Rc<str>),
    Inner(Ast),
}

/// What values are taken apart by.
#[derive(Debug)]
pub enum Pattern {
    Variable(String),
    List(Vec<Pattern>),
    /// A variable that the whole member gets, the member's name, and its parts.
    Object(Vec<(Option<String>, Ast, Option<Pattern>)>),
}

impl Pattern {
    /// The variables that it sets.
    pub fn variables(&self) -> Vec<&str> {
        match self {
            Pattern::Variable(name) => vec![name],
            Pattern::List(parts) => parts.iter().flat_map(Pattern::variables).collect(),
            Pattern::Object(parts) => {
                let parts = parts.iter().flat_map(|(whole, _, part)| {
                    let part = part.iter().flat_map(Pattern::variables);
                    whole.as_deref().into_iter().chain(part)
                });
                parts.collect()
            }
        }
    }
}

/// `def name(parameters): body;`
#[derive(Debug)]
pub struct Function {
    pub name: String,
    /// Those with a `$` are values.
    pub parameters: Vec<String>,
    pub body: Ast,
}
