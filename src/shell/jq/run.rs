//! Runs a program of jq: each filter gives its outputs to a function, one after another.

use super::names::{self, Env, define, label_of, variable};
use super::paths::Item;
use super::tree::{Ast, Part};
use super::value::{Object, Val, list, put, text};
use super::{formats, operators, paths};
use std::cell::{Cell, RefCell};
use std::rc::Rc;

/// Steps after which a program is taken to be endless.
const STEPS_MOST: u64 = 3_000_000;
/// Filters inside of others, calls counted: each takes some of the stack.
const DEPTH_MOST: u32 = 300;

/// Why no more outputs come.
#[derive(Clone, Debug)]
pub enum Stop {
    Error(Val),
    /// `break` to the label with this number.
    Break(u64),
    /// The program ends itself: its status, and what it says.
    Halt(u8, Option<Val>),
}

pub type Flow = Result<(), Stop>;
/// Takes an output.
pub type Emit<'e> = &'e mut dyn FnMut(Item) -> Flow;

/// An error with a message.
pub fn error<T>(message: impl AsRef<str>) -> Result<T, Stop> {
    Err(Stop::Error(text(message.as_ref())))
}

/// Where `input` comes from.
pub type Inputs<'m> = RefCell<&'m mut dyn FnMut() -> Option<Result<Val, String>>>;

/// What runs.
pub struct Machine<'m> {
    pub inputs: Inputs<'m>,
    /// What `debug` and `stderr` wrote.
    pub said: RefCell<String>,
    /// Milliseconds since 1970.
    pub now: u64,
    steps: Cell<u64>,
    depth: Cell<u32>,
    labels: Cell<u64>,
}

impl<'m> Machine<'m> {
    pub fn new(inputs: &'m mut dyn FnMut() -> Option<Result<Val, String>>, now: u64) -> Self {
        Machine {
            inputs: RefCell::new(inputs),
            said: RefCell::default(),
            now,
            steps: Cell::new(0),
            depth: Cell::new(0),
            labels: Cell::new(0),
        }
    }

    /// All outputs of a filter go to `emit`.
    pub fn run<'p>(&self, ast: &'p Ast, env: &Env<'p>, item: Item, emit: Emit) -> Flow {
        self.tick()?;
        if self.depth.get() >= DEPTH_MOST {
            return Err(Stop::Halt(
                5,
                Some(text("jq: error: filters too deep in others\n")),
            ));
        }
        self.depth.set(self.depth.get() + 1);
        let flow = self.run_one(ast, env, item, emit);
        self.depth.set(self.depth.get() - 1);
        flow
    }

    /// Steps so far.
    pub fn steps(&self) -> usize {
        usize::try_from(self.steps.get()).unwrap_or(usize::MAX)
    }

    /// One step more.
    pub fn tick(&self) -> Flow {
        self.steps.set(self.steps.get() + 1);
        if self.steps.get() > STEPS_MOST {
            return Err(Stop::Halt(
                5,
                Some(text("jq: error: more than 3000000 steps\n")),
            ));
        }
        Ok(())
    }

    /// All outputs of a filter on a value, without their paths.
    pub fn values<'p>(
        &self,
        ast: &'p Ast,
        env: &Env<'p>,
        value: &Val,
        emit: &mut dyn FnMut(Val) -> Flow,
    ) -> Flow {
        let item = Item::plain(value.clone());
        self.run(ast, env, item, &mut |item| emit(item.value))
    }

    fn run_one<'p>(&self, ast: &'p Ast, env: &Env<'p>, item: Item, emit: Emit) -> Flow {
        match ast {
            Ast::Same => emit(item),
            Ast::All => self.all(item, emit),
            Ast::Literal(value) => emit(item.made(value.clone())),
            Ast::Format(name) => emit(item.made(formats::whole(name, &item.value)?)),
            Ast::Text(format, parts) => {
                let made = item.clone();
                self.texts(
                    format.as_deref(),
                    parts,
                    env,
                    &item.value,
                    "",
                    &mut |whole| emit(made.made(text(whole))),
                )
            }
            Ast::Index(of, key) => self.values(key, env, &item.value, &mut |key| {
                self.run(of, env, item.clone(), &mut |of| {
                    emit(paths::index(of, &key)?)
                })
            }),
            Ast::Slice(of, from, to) => self.bound_of(to, env, &item, &mut |to| {
                self.bound_of(from, env, &item, &mut |from| {
                    let key = paths::slice_key(from, to.clone());
                    self.run(of, env, item.clone(), &mut |of| {
                        emit(paths::index(of, &key)?)
                    })
                })
            }),
            Ast::Each(of) => self.run(of, env, item, &mut |of| paths::each(of, emit)),
            Ast::List(inner) => {
                let mut items = Vec::new();
                if let Some(inner) = inner {
                    self.values(inner, env, &item.value, &mut |value| {
                        items.push(value);
                        Ok(())
                    })?;
                }
                emit(item.made(list(items)))
            }
            Ast::Object(members) => {
                let made = item.clone();
                self.members(members, env, &item.value, Object::new(), &mut |members| {
                    emit(made.made(Val::Object(Rc::new(members))))
                })
            }
            Ast::Negated(of) => self.values(of, env, &item.value, &mut |value| {
                emit(item.made(operators::negated(&value)?))
            }),
            Ast::Pipe(left, right) => self.run(left, env, item, &mut |item| {
                self.run(right, env, item, emit)
            }),
            Ast::Comma(left, right) => {
                self.run(left, env, item.clone(), emit)?;
                self.run(right, env, item, emit)
            }
            Ast::Binary(sign, left, right) => self.values(right, env, &item.value, &mut |right| {
                self.values(left, env, &item.value, &mut |left| {
                    emit(item.made(operators::binary(sign, &left, &right)?))
                })
            }),
            _ => self.run_other(ast, env, item, emit),
        }
    }

    fn run_other<'p>(&self, ast: &'p Ast, env: &Env<'p>, item: Item, emit: Emit) -> Flow {
        match ast {
            Ast::And(left, right) => self.logic(false, left, right, env, item, emit),
            Ast::Or(left, right) => self.logic(true, left, right, env, item, emit),
            Ast::Else(left, right) => {
                let mut some = false;
                self.run(
                    left,
                    env,
                    item.clone(),
                    &mut |item| match item.value.is_true() {
                        true => {
                            some = true;
                            emit(item)
                        }
                        false => Ok(()),
                    },
                )?;
                match some {
                    true => Ok(()),
                    false => self.run(right, env, item, emit),
                }
            }
            Ast::Assign(sign, left, right) => self.assign(sign, (left, right), env, item, emit),
            Ast::If(condition, then, other) => {
                self.values(condition, env, &item.value, &mut |truth| {
                    let way = if truth.is_true() { then } else { other };
                    self.run(way, env, item.clone(), emit)
                })
            }
            Ast::Try(body, catch) => self.attempt(body, catch.as_deref(), env, item, emit),
            Ast::Reduce(..) | Ast::Foreach(..) => self.fold(ast, env, item, emit),
            Ast::Define(function, rest) => self.run(rest, &define(env, function), item, emit),
            Ast::Call(name, arguments) => self.call(name, arguments, env, item, emit),
            Ast::Variable(name) => emit(item.made(variable(env, name))),
            Ast::Bind(source, patterns, body) => {
                self.values(source, env, &item.value, &mut |value| {
                    self.alternatives(patterns, &value, env, &item.value, &mut |env| {
                        self.run(body, env, item.clone(), emit)
                    })
                })
            }
            Ast::Label(name, body) => {
                let number = self.label();
                let env = names::label(env, name, number);
                until_break(number, self.run(body, &env, item, emit))
            }
            Ast::Break(name) => Err(Stop::Break(label_of(env, name))),
            _ => Ok(()),
        }
    }

    /// The number of a new label.
    pub fn label(&self) -> u64 {
        self.labels.set(self.labels.get() + 1);
        self.labels.get()
    }

    /// A value and all in it.
    pub fn all(&self, item: Item, emit: Emit) -> Flow {
        emit(item.clone())?;
        if matches!(item.value, Val::List(_) | Val::Object(_)) {
            return paths::each(item, &mut |item| self.all(item, emit));
        }
        Ok(())
    }

    /// All texts that the parts from here on give, behind `before`: the first parts turn fastest.
    fn texts<'p>(
        &self,
        format: Option<&str>,
        parts: &'p [Part],
        env: &Env<'p>,
        value: &Val,
        behind: &str,
        emit: &mut dyn FnMut(&str) -> Flow,
    ) -> Flow {
        let Some((last, before)) = parts.split_last() else {
            return emit(behind);
        };
        match last {
            Part::Plain(plain) => self.texts(
                format,
                before,
                env,
                value,
                &format!("{plain}{behind}"),
                emit,
            ),
            Part::Inner(inner) => self.values(inner, env, value, &mut |inner| {
                let inner = formats::inner(format, &inner)?;
                self.texts(
                    format,
                    before,
                    env,
                    value,
                    &format!("{inner}{behind}"),
                    emit,
                )
            }),
        }
    }

    fn bound_of<'p>(
        &self,
        bound: &'p Option<Box<Ast>>,
        env: &Env<'p>,
        item: &Item,
        emit: &mut dyn FnMut(Val) -> Flow,
    ) -> Flow {
        match bound {
            Some(bound) => self.values(bound, env, &item.value, emit),
            None => emit(Val::Null),
        }
    }

    fn members<'p>(
        &self,
        members: &'p [(Ast, Ast)],
        env: &Env<'p>,
        value: &Val,
        before: Object,
        emit: &mut dyn FnMut(Object) -> Flow,
    ) -> Flow {
        let Some(((name, own), rest)) = members.split_first() else {
            return emit(before);
        };
        self.values(name, env, value, &mut |name| {
            let Val::Text(name) = name else {
                let shown = name.shown();
                return error(format!("Cannot use {shown} as object key"));
            };
            self.values(own, env, value, &mut |own| {
                let mut members = before.clone();
                put(&mut members, name.clone(), own);
                self.members(rest, env, value, members, emit)
            })
        })
    }

    /// `and` and `or`: one of them is over with the first truth of its kind.
    fn logic<'p>(
        &self,
        over: bool,
        left: &'p Ast,
        right: &'p Ast,
        env: &Env<'p>,
        item: Item,
        emit: Emit,
    ) -> Flow {
        self.values(left, env, &item.value, &mut |left| {
            if left.is_true() == over {
                return emit(item.made(Val::Truth(over)));
            }
            self.values(right, env, &item.value, &mut |right| {
                emit(item.made(Val::Truth(right.is_true())))
            })
        })
    }

    /// What is tried: an error of its own is caught, none of those who take its outputs.
    fn attempt<'p>(
        &self,
        body: &'p Ast,
        catch: Option<&'p Ast>,
        env: &Env<'p>,
        item: Item,
        emit: Emit,
    ) -> Flow {
        let mut behind = false;
        let flow = self.run(body, env, item, &mut |item| {
            let flow = emit(item);
            behind = flow.is_err();
            flow
        });
        match flow {
            Err(Stop::Error(value)) if !behind => match catch {
                // Source: jq 1.6, where an error of null is the end of outputs.
                Some(_) if matches!(value, Val::Null) => Ok(()),
                Some(catch) => self.run(catch, env, Item::plain(value), emit),
                None => Ok(()),
            },
            flow => flow,
        }
    }
}

/// The end of a break to this label is a good end.
pub fn until_break(number: u64, flow: Flow) -> Flow {
    match flow {
        Err(Stop::Break(to)) if to == number => Ok(()),
        flow => flow,
    }
}
