//! Whether a program names only what there is.

use super::natives;
use super::tree::{Ast, Function, Part, Pattern};
use std::cell::RefCell;
use std::rc::Rc;

/// What names mean at a place, the nearest last.
#[derive(Clone, Default)]
pub struct Names<'p> {
    pub functions: Vec<(&'p str, usize)>,
    pub variables: Vec<&'p str>,
    pub labels: Vec<&'p str>,
    /// What there is not, each as messages name it: `f/1`, `$x`.
    pub missing: Rc<RefCell<Vec<String>>>,
}

impl<'p> Names<'p> {
    fn with_function(&self, function: &'p Function) -> Names<'p> {
        let mut names = self.clone();
        names
            .functions
            .push((&function.name, function.parameters.len()));
        names
    }

    fn with_patterns(&self, patterns: impl IntoIterator<Item = &'p Pattern>) -> Names<'p> {
        let mut names = self.clone();
        let all = patterns.into_iter().flat_map(Pattern::variables);
        names.variables.extend(all);
        names
    }

    fn all(&self, trees: impl IntoIterator<Item = &'p Ast>) {
        trees.into_iter().for_each(|tree| self.check(tree));
    }

    fn miss(&self, name: String) {
        self.missing.borrow_mut().push(name);
    }

    /// Notes all that a filter names and there is not.
    pub fn check(&self, tree: &'p Ast) {
        match tree {
            Ast::Same | Ast::All | Ast::Literal(_) | Ast::Format(_) => {}
            Ast::Text(_, parts) => {
                for part in parts {
                    match part {
                        Part::Plain(_) => {}
                        Part::Inner(inner) => self.check(inner),
                    }
                }
            }
            Ast::Index(of, key) => self.all([&**of, key]),
            Ast::Slice(of, from, to) => {
                self.check(of);
                self.all(from.as_deref());
                self.all(to.as_deref());
            }
            Ast::Each(of) | Ast::Negated(of) => self.check(of),
            Ast::List(inner) => self.all(inner.as_deref()),
            Ast::Object(members) => {
                for (name, value) in members {
                    self.all([name, value]);
                }
            }
            Ast::Pipe(left, right)
            | Ast::Comma(left, right)
            | Ast::Binary(_, left, right)
            | Ast::And(left, right)
            | Ast::Or(left, right)
            | Ast::Else(left, right)
            | Ast::Assign(_, left, right) => self.all([&**left, right]),
            Ast::If(condition, then, other) => self.all([&**condition, then, other]),
            Ast::Try(body, catch) => {
                self.check(body);
                self.all(catch.as_deref());
            }
            _ => self.check_names(tree),
        }
    }

    fn check_names(&self, tree: &'p Ast) {
        match tree {
            Ast::Reduce(source, pattern, first, update) => {
                self.all([&**source, first]);
                self.with_patterns([pattern]).check(update);
            }
            Ast::Foreach(source, pattern, first, update, extract) => {
                self.all([&**source, first]);
                let inside = self.with_patterns([pattern]);
                inside.check(update);
                inside.all(extract.as_deref());
            }
            Ast::Variable(name) if !self.variables.contains(&&**name) => {
                self.miss(format!("${name}"));
            }
            Ast::Bind(source, patterns, body) => {
                self.check(source);
                self.with_patterns(patterns).check(body);
            }
            Ast::Label(name, body) => {
                let mut inside = self.clone();
                inside.labels.push(name);
                inside.check(body);
            }
            Ast::Break(name) if !self.labels.contains(&&**name) => {
                self.miss(format!("$*label-{name}"));
            }
            Ast::Define(function, rest) => {
                let outside = self.with_function(function);
                let mut inside = outside.clone();
                for parameter in &function.parameters {
                    let name = parameter.strip_prefix('$').unwrap_or(parameter);
                    inside.functions.push((name, 0));
                    if name != parameter {
                        inside.variables.push(name);
                    }
                }
                inside.check(&function.body);
                outside.check(rest);
            }
            Ast::Call(name, arguments) => {
                let own = (&**name, arguments.len());
                if !self.functions.contains(&own) && !natives::is_known(own.0, own.1) {
                    self.miss(format!("{name}/{}", arguments.len()));
                }
                self.all(arguments);
            }
            _ => {}
        }
    }
}
