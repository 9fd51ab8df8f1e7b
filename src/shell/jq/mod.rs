//! The language of `jq`, version 1.6, with what of 1.7 changes nothing that 1.6 takes: `if` without
//! `else`, `.a.[0]`, `pick`, `toarray`, `abs`, `trim`, `debug/1`.
//!
//! It is our own: `jaq-core` 3.1, `jaq-json` 2.0 and the least of `jaq-std` 3.0 would be 195 KiB of
//! Wasm in brotli, this is 35 KiB; and they say other things than jq where something is wrong.
//! The reference is Debian's jq, as `tests/shell/jq.txt` has it. Where this one differs:
//!
//! | what | why |
//! |---|---|
//! | a syntax error names what is expected only where that is one thing | the rest is bison's |
//! | `try` catches no error of what takes its outputs | 1.6 does, by mistake; 1.7 does not |
//! | `limit(0; …)` gives nothing, `repeat(f)` begins with its input | the same |
//! | `input` behind the last one says `No more inputs`, not `break` | as 1.7 |
//! | patterns are those of POSIX: the longest match, nothing lazy, no look-around | as `grep` |
//! | no modules, streams, `@base32d`, `--seq`, `--stream`, colours | nobody asks for them here |
//! | years are those from 1970 to 9999 | the calendar of the run |
//! | a program ends after 3,000,000 steps, or 300 filters in each other | the page must go on |

mod check;
mod dates;
mod definitions;
mod fold;
mod formats;
mod lexer;
mod lists;
mod names;
mod natives;
mod numbers;
mod operators;
mod parser;
mod paths;
mod prelude;
pub mod read;
pub mod run;
mod terms;
mod texts;
mod tree;
pub mod value;
pub mod write;

use check::Names;
use lexer::Word;
use names::Env;
use paths::Item;
use run::{Flow, Machine};
use std::rc::Rc;
use tree::Ast;
use value::Val;

/// A program and the variables that it may use.
pub struct Program {
    prelude: Rc<Ast>,
    main: Ast,
    variables: Vec<(String, Val)>,
}

impl Program {
    /// Reads a program. The error is what jq writes of it.
    pub fn read(code: &str, variables: Vec<(String, Val)>) -> Result<Program, String> {
        let located = |message: &str, at: usize| {
            let before = code.get(..at).unwrap_or_default();
            let line = before.matches('\n').count();
            let column = before.len() - before.rfind('\n').map_or(0, |end| end + 1);
            let text = code.split('\n').nth(line).unwrap_or_default();
            let (number, pad) = (line + 1, " ".repeat(column));
            format!("jq: error: {message} at <top-level>, line {number}:\n{text}{pad}\n")
        };
        let ended = |errors: String, count: usize| {
            let many = if count == 1 { "" } else { "s" };
            format!("{errors}jq: {count} compile error{many}\n")
        };
        let main = parser::program(code);
        let main = main.map_err(|fault| {
            let said = fault.0.iter().map(|(message, at)| located(message, *at));
            ended(said.collect(), fault.0.len())
        })?;
        let prelude = prelude();
        let missing = {
            let mut known = Names::default();
            let mut tree = &*prelude;
            while let Ast::Define(function, rest) = tree {
                known
                    .functions
                    .push((&function.name, function.parameters.len()));
                tree = rest;
            }
            known
                .variables
                .extend(variables.iter().map(|(name, _)| &**name));
            known.check(&main);
            known.missing.take()
        };
        if missing.is_empty() {
            return Ok(Program {
                prelude,
                main,
                variables,
            });
        }
        let errors = missing
            .iter()
            .map(|name| located(&format!("{name} is not defined"), place_of(code, name)));
        Err(ended(errors.collect(), missing.len()))
    }

    /// All outputs of the program on a value.
    pub fn run(&self, machine: &Machine, value: Val, emit: &mut dyn FnMut(Val) -> Flow) -> Flow {
        let mut env: Env = None;
        for (name, value) in &self.variables {
            env = names::set(&env, name, value.clone());
        }
        let mut tree = &*self.prelude;
        while let Ast::Define(function, rest) = tree {
            env = names::define(&env, function);
            tree = rest;
        }
        machine.run(&self.main, &env, Item::plain(value), &mut |item| {
            emit(item.value)
        })
    }
}

/// The functions that are written in jq, read once. They end in the filter `.`.
fn prelude() -> Rc<Ast> {
    thread_local! {
        static PRELUDE: Rc<Ast> = Rc::new(parser::program(prelude::PRELUDE).unwrap_or(Ast::Same));
    }
    PRELUDE.with(Rc::clone)
}

/// Where a program first names something: `f/1`, `$x`, `$*label-x`.
fn place_of(code: &str, name: &str) -> usize {
    let bare = name.split('/').next().unwrap_or(name);
    let bare = bare.trim_start_matches("$*label-").trim_start_matches('$');
    let words = lexer::words(code).unwrap_or_default();
    let is_name = |place: &usize| matches!(&words[*place].word, Word::Name(own) if own == bare);
    let defines = |place: &usize| *place > 0 && words[*place - 1].word == Word::Sign("def");
    let found = (0..words.len()).find(|place| is_name(place) && !defines(place));
    let sigil = name.starts_with('$');
    let found = found.map(|place| {
        if sigil {
            place.saturating_sub(1)
        } else {
            place
        }
    });
    let place = match name.starts_with("$*") {
        true => found.map(|place| place.saturating_sub(1)),
        false => found,
    };
    place
        .and_then(|place| words.get(place))
        .map_or(0, |token| token.at)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// All outputs on null, or what went wrong.
    fn run(code: &str) -> String {
        let program = match Program::read(code, Vec::new()) {
            Ok(program) => program,
            Err(said) => return said,
        };
        let mut none = || None;
        let machine = Machine::new(&mut none, 0);
        let mut outputs = Vec::new();
        let flow = program.run(&machine, Val::Null, &mut |value| {
            outputs.push(write::compact(&value));
            Ok(())
        });
        match flow {
            Ok(()) => outputs.join(" "),
            Err(stop) => format!("{} {stop:?}", outputs.join(" "))
                .trim_start()
                .to_string(),
        }
    }

    #[test]
    fn the_prelude_names_only_what_there_is() {
        let prelude = parser::program(prelude::PRELUDE).expect("it is a program");
        let names = Names {
            variables: vec!["ENV"],
            ..Names::default()
        };
        names.check(&prelude);
        assert_eq!(names.missing.take(), [""; 0]);
    }

    #[test]
    fn what_is_of_1_7_works() {
        assert_eq!(run("if 1 then 2 end"), "2");
        assert_eq!(run("{a: [1]} | .a.[0]"), "1");
        assert_eq!(run("{a: 1, b: 2} | pick(.a)"), r#"{"a":1}"#);
        assert_eq!(
            run(r#"[-1 | abs], (1 | toarray), (" a " | trim)"#),
            r#"[1] [1] "a""#
        );
    }

    #[test]
    fn nothing_goes_on_for_ever() {
        assert!(run("[repeat(1)]").contains("more than 3000000 steps"));
        assert!(run("def f: f; f").contains("too deep"));
        assert!(run("range(infinite) | empty").contains("steps"));
        let deep = "[".repeat(1_000);
        assert!(
            run(&deep).contains("brackets inside of others"),
            "{}",
            run(&deep)
        );
        assert_eq!(run("[limit(3; repeat(1))] | length"), "3");
    }

    #[test]
    fn what_patterns_cannot_say_is_refused() {
        for pattern in ["a*?", "(?=a)", "(?<!a)b"] {
            let said = run(&format!(r#""a" | test("{pattern}")"#));
            assert!(said.contains("not simulated"), "{said}");
        }
    }
}
