//! The language of `awk`. The reference is Debian's `awk`, which is mawk 1.3.4, as
//! `tests/shell/awk.txt` has it. Where this one differs:
//!
//! | what | why |
//! |---|---|
//! | `for (k in a)` has whole numbers first, upwards, then texts | the same in every run |
//! | whole numbers beyond 2^31 keep all their digits; `a{3}` repeats | as later versions of mawk |
//! | `**`, `func`; `\s`, `\w`, `\y` in patterns | as gawk, which Amazon Linux has |
//! | `substr(s, 0, 3)` has two letters; `command \| getline` counts in `NR` | POSIX |
//! | without `srand` each run draws the same numbers | POSIX |
//! | patterns match characters; lengths and places are bytes, as in mawk | `grep` shares them |
//! | a command that is written to runs when it is closed, or at the end | nothing runs beside it |
//! | `getline` from a command begins when the command is over | the same |
//! | no `gensub`, no third argument of `match` | mawk has none |
//! | texts have 4 MiB, records 100,000 fields, calls lie 10,000 deep | the page must go on |

mod code;
mod compile;
mod compile_expr;
mod expressions;
mod lexer;
mod machine;
mod natives;
mod parser;
mod printf;
mod printing;
mod record;
mod statements;
mod step;
mod tree;
mod value;

pub use code::Origin;
pub use machine::{Given, Host, Machine, Stop};

use crate::shell::regex::Regex;
use std::rc::Rc;

/// A program that was read.
pub struct Program(code::Code);

impl Program {
    /// Reads a program. The error is what awk says of it.
    pub fn read(text: &str) -> Result<Program, String> {
        let tree = parser::program(text)?;
        Ok(Program(compile::compile(&tree)?))
    }

    /// A machine that runs it: `arguments` are `ARGV`.
    pub fn machine(
        self,
        arguments: &[String],
        environment: &std::collections::BTreeMap<String, String>,
    ) -> Machine {
        Machine::new(self.0, arguments, environment)
    }
}

/// A pattern of awk, as `RS` may be one.
pub fn regex(source: &str) -> Result<Rc<Regex>, String> {
    expressions::regex(source)
}
