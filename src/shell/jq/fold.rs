//! What goes over many values: taking apart, `reduce`, `foreach`, assignments.

use super::names::{Env, set};
use super::operators;
use super::paths::{Item, delete_paths, get, get_path, set_path};
use super::run::{Emit, Flow, Machine, Stop, error, until_break};
use super::tree::{Ast, Pattern};
use super::value::{Val, list, number};

impl Machine<'_> {
    /// All ways in which a pattern takes a value apart, each as what the names then mean.
    pub fn apart<'p>(
        &self,
        pattern: &'p Pattern,
        value: &Val,
        env: &Env<'p>,
        input: &Val,
        emit: &mut dyn FnMut(&Env<'p>) -> Flow,
    ) -> Flow {
        match pattern {
            Pattern::Variable(name) => emit(&set(env, name, value.clone())),
            Pattern::List(parts) => self.apart_list(parts, 0, value, env, input, emit),
            Pattern::Object(parts) => self.apart_object(parts, value, env, input, emit),
        }
    }

    fn apart_list<'p>(
        &self,
        parts: &'p [Pattern],
        nth: usize,
        value: &Val,
        env: &Env<'p>,
        input: &Val,
        emit: &mut dyn FnMut(&Env<'p>) -> Flow,
    ) -> Flow {
        let Some(part) = parts.get(nth) else {
            return emit(env);
        };
        let own = get(value, &number(nth))?;
        self.apart(part, &own, env, input, &mut |env| {
            self.apart_list(parts, nth + 1, value, env, input, emit)
        })
    }

    fn apart_object<'p>(
        &self,
        parts: &'p [(Option<String>, Ast, Option<Pattern>)],
        value: &Val,
        env: &Env<'p>,
        input: &Val,
        emit: &mut dyn FnMut(&Env<'p>) -> Flow,
    ) -> Flow {
        let Some(((whole, name, part), rest)) = parts.split_first() else {
            return emit(env);
        };
        self.values(name, env, input, &mut |name| {
            if !matches!(name, Val::Text(_)) {
                let kind = name.kind();
                return error(format!("Cannot index {} with {kind}", value.kind()));
            }
            let own = get(value, &name)?;
            let env = match whole {
                Some(whole) => set(env, whole, own.clone()),
                None => env.clone(),
            };
            match part {
                Some(part) => self.apart(part, &own, &env, input, &mut |env| {
                    self.apart_object(rest, value, env, input, emit)
                }),
                None => self.apart_object(rest, value, &env, input, emit),
            }
        })
    }

    /// The first of some patterns that causes no error.
    pub fn alternatives<'p>(
        &self,
        patterns: &'p [Pattern],
        value: &Val,
        env: &Env<'p>,
        input: &Val,
        emit: &mut dyn FnMut(&Env<'p>) -> Flow,
    ) -> Flow {
        let Some((pattern, rest)) = patterns.split_first() else {
            return Ok(());
        };
        let mut all = env.clone();
        if !rest.is_empty() || env.is_none() {
            let names = patterns.iter().flat_map(Pattern::variables);
            all = names.fold(all, |all, name| set(&all, name, Val::Null));
        }
        match self.apart(pattern, value, &all, input, emit) {
            Err(Stop::Error(_)) if !rest.is_empty() => {
                let names = pattern.variables().into_iter();
                let env = names.fold(env.clone(), |env, name| set(&env, name, Val::Null));
                self.alternatives(rest, value, &env, input, emit)
            }
            flow => flow,
        }
    }

    pub fn fold<'p>(&self, ast: &'p Ast, env: &Env<'p>, item: Item, emit: Emit) -> Flow {
        match ast {
            Ast::Reduce(source, pattern, first, update) => {
                self.values(first, env, &item.value, &mut |first| {
                    let mut state = first;
                    self.values(source, env, &item.value, &mut |value| {
                        self.apart(pattern, &value, env, &item.value, &mut |env| {
                            let before = std::mem::replace(&mut state, Val::Null);
                            let mut last = Val::Null;
                            self.run(update, env, Item::plain(before), &mut |item| {
                                last = item.value;
                                Ok(())
                            })?;
                            state = last;
                            Ok(())
                        })
                    })?;
                    emit(item.made(state))
                })
            }
            Ast::Foreach(source, pattern, first, update, extract) => {
                self.values(first, env, &item.value, &mut |first| {
                    let mut state = first;
                    self.values(source, env, &item.value, &mut |value| {
                        self.apart(pattern, &value, env, &item.value, &mut |env| {
                            let before = state.clone();
                            self.values(update, env, &before, &mut |next| {
                                state = next.clone();
                                match extract {
                                    Some(extract) => self.values(extract, env, &next, &mut |out| {
                                        emit(item.made(out))
                                    }),
                                    None => emit(item.made(next)),
                                }
                            })
                        })
                    })
                })
            }
            _ => Ok(()),
        }
    }

    /// The paths to all outputs of a filter.
    pub fn paths_of<'p>(
        &self,
        ast: &'p Ast,
        env: &Env<'p>,
        value: &Val,
        emit: &mut dyn FnMut(Vec<Val>) -> Flow,
    ) -> Flow {
        self.run(
            ast,
            env,
            Item::root(value.clone()),
            &mut |item| match item.path()? {
                Val::List(keys) => emit(keys.to_vec()),
                _ => Ok(()),
            },
        )
    }

    pub fn assign<'p>(
        &self,
        sign: &str,
        (left, right): (&'p Ast, &'p Ast),
        env: &Env<'p>,
        item: Item,
        emit: Emit,
    ) -> Flow {
        if sign == "|=" {
            let update = |before: &Val| self.first(right, env, before);
            return emit(item.made(self.updated(left, env, &item.value, update)?));
        }
        self.values(right, env, &item.value, &mut |right| {
            let update = |before: &Val| -> Result<Option<Val>, Stop> {
                let value = match sign.strip_suffix('=') {
                    Some("") | None => right.clone(),
                    Some("//") if before.is_true() => before.clone(),
                    Some("//") => right.clone(),
                    Some(sign) => operators::binary(sign, before, &right)?,
                };
                Ok(Some(value))
            };
            emit(item.made(self.updated(left, env, &item.value, update)?))
        })
    }

    /// The first output of a filter.
    pub fn first<'p>(&self, ast: &'p Ast, env: &Env<'p>, value: &Val) -> Result<Option<Val>, Stop> {
        let mut first = None;
        let label = self.label();
        let flow = self.values(ast, env, value, &mut |value| {
            first = Some(value);
            Err(Stop::Break(label))
        });
        until_break(label, flow)?;
        Ok(first)
    }

    /// A value with something new wherever a filter leads; nothing new takes it away.
    fn updated<'p>(
        &self,
        ast: &'p Ast,
        env: &Env<'p>,
        value: &Val,
        update: impl Fn(&Val) -> Result<Option<Val>, Stop>,
    ) -> Result<Val, Stop> {
        let mut whole = value.clone();
        self.paths_of(ast, env, value, &mut |path| {
            let before = get_path(&whole, &path)?;
            let own = std::mem::replace(&mut whole, Val::Null);
            whole = match update(&before)? {
                Some(after) => {
                    drop(before);
                    set_path(own, &path, after)?
                }
                None => delete_paths(own, &[list(path)])?,
            };
            Ok(())
        })?;
        Ok(whole)
    }
}
