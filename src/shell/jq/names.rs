//! What names mean while a program runs, and calls of functions.

use super::natives;
use super::paths::Item;
use super::run::{Emit, Flow, Machine};
use super::tree::{Ast, Function};
use super::value::Val;
use std::rc::Rc;

/// What a name means, and what the names before it do.
pub type Env<'p> = Option<Rc<Scope<'p>>>;

pub struct Scope<'p> {
    bound: Bound<'p>,
    next: Env<'p>,
}

enum Bound<'p> {
    Variable(&'p str, Val),
    Function(&'p Function),
    /// A parameter: a filter and what its names mean.
    Closure(&'p str, &'p Ast, Env<'p>),
    Label(&'p str, u64),
}

fn bind<'p>(env: &Env<'p>, bound: Bound<'p>) -> Env<'p> {
    let next = env.clone();
    Some(Rc::new(Scope { bound, next }))
}

pub fn set<'p>(env: &Env<'p>, name: &'p str, value: Val) -> Env<'p> {
    bind(env, Bound::Variable(name, value))
}

pub fn define<'p>(env: &Env<'p>, function: &'p Function) -> Env<'p> {
    bind(env, Bound::Function(function))
}

/// With a label and its number.
pub fn label<'p>(env: &Env<'p>, name: &'p str, number: u64) -> Env<'p> {
    bind(env, Bound::Label(name, number))
}

impl Machine<'_> {
    pub fn call<'p>(
        &self,
        name: &'p str,
        arguments: &'p [Ast],
        env: &Env<'p>,
        item: Item,
        emit: Emit,
    ) -> Flow {
        let mut scope = env;
        while let Some(here) = scope {
            match &here.bound {
                Bound::Closure(own, body, of) if *own == name && arguments.is_empty() => {
                    return self.run(body, of, item, emit);
                }
                Bound::Function(function)
                    if function.name == name && function.parameters.len() == arguments.len() =>
                {
                    let inside = scope.clone();
                    return self.enter(function, 0, arguments, (env, inside), item, emit);
                }
                _ => scope = &here.next,
            }
        }
        natives::call(self, name, arguments, env, item, emit)
    }

    /// Binds the parameters of a function from the nth on, then runs it.
    fn enter<'p>(
        &self,
        function: &'p Function,
        nth: usize,
        arguments: &'p [Ast],
        (outer, inside): (&Env<'p>, Env<'p>),
        item: Item,
        emit: Emit,
    ) -> Flow {
        let Some(parameter) = function.parameters.get(nth) else {
            return self.run(&function.body, &inside, item, emit);
        };
        let argument = &arguments[nth];
        match parameter.strip_prefix('$') {
            Some(name) => self.values(argument, outer, &item.value, &mut |value| {
                let closure = Bound::Closure(name, argument, outer.clone());
                let inside = set(&bind(&inside, closure), name, value);
                self.enter(
                    function,
                    nth + 1,
                    arguments,
                    (outer, inside),
                    item.clone(),
                    emit,
                )
            }),
            None => {
                let inside = bind(&inside, Bound::Closure(parameter, argument, outer.clone()));
                self.enter(function, nth + 1, arguments, (outer, inside), item, emit)
            }
        }
    }
}

/// The value of a variable.
pub fn variable(env: &Env, name: &str) -> Val {
    let mut scope = env;
    while let Some(here) = scope {
        match &here.bound {
            Bound::Variable(own, value) if *own == name => return value.clone(),
            _ => scope = &here.next,
        }
    }
    Val::Null
}

/// The number of a label.
pub fn label_of(env: &Env, name: &str) -> u64 {
    let mut scope = env;
    while let Some(here) = scope {
        match &here.bound {
            Bound::Label(own, number) if *own == name => return *number,
            _ => scope = &here.next,
        }
    }
    0
}
