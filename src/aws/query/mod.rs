//! JMESPath, the language of `--query` and of waiters: the whole of it.
//!
//! Members keep their order, which the output shows; and errors are those of the library that the
//! CLI uses. Source: the specification at jmespath.org; the messages of jmespath.py 1.0.

mod arguments;
mod functions;
mod lexer;
mod parser;
mod run;

use serde_json::Value;

/// An expression that was understood.
#[derive(Clone, Debug)]
pub struct Query {
    root: parser::Node,
}

impl Query {
    /// Reads an expression; the error is the library's.
    pub fn new(expression: &str) -> Result<Query, String> {
        let root = parser::parse(expression)?;
        Ok(Query { root })
    }

    /// What the expression finds in a value; the error is a function's, in the library's words.
    pub fn search(&self, value: &Value) -> Result<Value, String> {
        Ok(run::run(&self.root, value)?.into_owned())
    }
}

#[cfg(test)]
mod tests;
