//! The functions of jq that are not written in jq.

use super::names::Env;
use super::paths::{Item, delete_paths, get, get_path, places, set_path};
use super::run::{Emit, Flow, Machine, Stop, error, until_break};
use super::tree::Ast;
use super::value::{Val, list, number, text};
use super::{dates, lists, numbers, texts};

/// Functions of a value and of the values of their arguments.
type Function = fn(&Val, &[Val]) -> Result<Val, Stop>;

/// Name, number of arguments, function: sorted by name.
const FUNCTIONS: &[(&str, usize, Function)] = &[
    ("_max_by", 1, lists::max_by),
    ("_min_by", 1, lists::min_by),
    ("_group_by", 1, lists::group_by),
    ("_sort_by", 1, lists::sort_by),
    ("_unique_by", 1, lists::unique_by),
    ("_match", 3, texts::matches),
    ("add", 0, lists::add),
    ("ascii_downcase", 0, texts::downcase),
    ("ascii_upcase", 0, texts::upcase),
    ("contains", 1, lists::contains),
    ("delpaths", 1, |value, words| match &words[0] {
        Val::List(paths) => delete_paths(value.clone(), paths),
        _ => error("Paths must be specified as an array"),
    }),
    ("endswith", 1, |value, words| {
        texts::ends("endswith", value, &words[0])
    }),
    ("explode", 0, texts::explode),
    ("_flatten", 1, lists::flatten),
    ("from_entries", 0, lists::from_entries),
    ("fromjson", 0, texts::from_json),
    ("gmtime", 0, dates::gmtime),
    ("has", 1, lists::has),
    ("implode", 0, texts::implode),
    ("_indices", 1, |value, words| match (value, &words[0]) {
        (Val::Null, _) => Ok(Val::Null),
        (Val::Text(whole), Val::Text(part)) => Ok(texts::indices(whole, part)),
        (Val::List(items), Val::List(part)) => Ok(places(items, part)),
        (Val::List(items), part) => Ok(places(items, std::slice::from_ref(part))),
        (other, part) => get(other, part),
    }),
    ("join", 1, lists::join),
    ("keys", 0, |value, _| lists::keys(value, true)),
    ("keys_unsorted", 0, |value, _| lists::keys(value, false)),
    ("length", 0, lists::length),
    ("ltrimstr", 1, |value, words| {
        Ok(texts::without(value, &words[0], true))
    }),
    ("max", 0, |value, _| {
        lists::max_by(value, std::slice::from_ref(value))
    }),
    ("min", 0, |value, _| {
        lists::min_by(value, std::slice::from_ref(value))
    }),
    ("mktime", 0, dates::mktime),
    ("not", 0, |value, _| Ok(Val::Truth(!value.is_true()))),
    ("reverse", 0, lists::reverse),
    ("rtrimstr", 1, |value, words| {
        Ok(texts::without(value, &words[0], false))
    }),
    ("setpath", 2, |value, words| match &words[0] {
        Val::List(path) => set_path(value.clone(), path, words[1].clone()),
        _ => error("Path must be specified as an array"),
    }),
    ("sort", 0, |value, _| lists::sort(value)),
    ("split", 1, texts::split),
    ("split", 2, texts::split_by),
    ("startswith", 1, |value, words| {
        texts::ends("startswith", value, &words[0])
    }),
    ("strftime", 1, dates::strftime),
    ("strflocaltime", 1, dates::strftime),
    ("strptime", 1, dates::strptime),
    ("localtime", 0, dates::gmtime),
    ("tojson", 0, |value, _| {
        Ok(text(&super::write::compact(value)))
    }),
    ("tonumber", 0, texts::to_number),
    ("transpose", 0, lists::transpose),
    ("tostring", 0, |value, _| {
        Ok(text(&super::formats::plain(value)))
    }),
    ("trim", 0, |value, _| texts::trim(value, true, true)),
    ("ltrim", 0, |value, _| texts::trim(value, true, false)),
    ("rtrim", 0, |value, _| texts::trim(value, false, true)),
    ("type", 0, |value, _| Ok(text(value.kind()))),
    ("utf8bytelength", 0, texts::byte_length),
];

/// What needs more than values.
const FORMS: &[(&str, usize)] = &[
    ("empty", 0),
    ("error", 0),
    ("error", 1),
    ("path", 1),
    ("getpath", 1),
    ("range", 2),
    ("first", 1),
    ("recurse", 0),
    ("recurse", 1),
    ("repeat", 1),
    ("until", 2),
    ("while", 2),
    ("input", 0),
    ("inputs", 0),
    ("debug", 0),
    ("stderr", 0),
    ("now", 0),
    ("halt", 0),
    ("halt_error", 1),
    ("input_line_number", 0),
    ("input_filename", 0),
];

fn function(name: &str, count: usize) -> Option<Function> {
    let mut all = FUNCTIONS.iter();
    let found = all.find(|(own, arity, _)| *own == name && *arity == count);
    found.map(|(_, _, function)| *function)
}

/// Whether there is one of this name with so many arguments.
pub fn is_known(name: &str, count: usize) -> bool {
    function(name, count).is_some()
        || FORMS.contains(&(name, count))
        || numbers::is_known(name, count)
}

pub fn call<'p>(
    machine: &Machine,
    name: &'p str,
    arguments: &'p [Ast],
    env: &Env<'p>,
    item: Item,
    emit: Emit,
) -> Flow {
    if FORMS.contains(&(name, arguments.len())) {
        return form(machine, name, arguments, env, item, emit);
    }
    let function = function(name, arguments.len());
    all_of(
        machine,
        arguments,
        env,
        &item.value,
        Vec::new(),
        &mut |words| {
            let made = match function {
                Some(function) => function(&item.value, words)?,
                None => numbers::call(name, &item.value, words)?,
            };
            emit(item.made(made))
        },
    )
}

/// All values of some arguments: those of the first turn fastest.
fn all_of<'p>(
    machine: &Machine,
    arguments: &'p [Ast],
    env: &Env<'p>,
    value: &Val,
    behind: Vec<Val>,
    emit: &mut dyn FnMut(&[Val]) -> Flow,
) -> Flow {
    let Some((last, before)) = arguments.split_last() else {
        return emit(&behind);
    };
    machine.values(last, env, value, &mut |word| {
        let words = [&[word], &behind[..]].concat();
        all_of(machine, before, env, value, words, emit)
    })
}

fn form<'p>(
    machine: &Machine,
    name: &str,
    arguments: &'p [Ast],
    env: &Env<'p>,
    item: Item,
    emit: Emit,
) -> Flow {
    let value = item.value.clone();
    match (name, arguments) {
        ("empty", _) => Ok(()),
        ("error", _) if arguments.is_empty() => Err(Stop::Error(value)),
        ("error", [message]) => machine.values(message, env, &value, &mut |message| {
            Err(Stop::Error(message))
        }),
        ("path", [inner]) => {
            machine.paths_of(inner, env, &value, &mut |path| emit(item.made(list(path))))
        }
        ("getpath", [path]) => machine.values(path, env, &value, &mut |path| {
            let Val::List(keys) = &path else {
                return error("Path must be specified as an array");
            };
            let found = get_path(&value, keys)?;
            emit(item.along(keys, found))
        }),
        ("range", [from, to]) => range(machine, (from, to), env, &item, emit),
        ("first", [inner]) => {
            let label = machine.label();
            let flow = machine.run(inner, env, item, &mut |item| {
                emit(item)?;
                Err(Stop::Break(label))
            });
            until_break(label, flow)
        }
        ("recurse", []) => machine.all(item, emit),
        ("recurse" | "repeat", [next]) => again(machine, (None, next), false, env, item, emit),
        ("until", [end, next]) => again(machine, (Some(end), next), true, env, item, emit),
        ("while", [goes_on, next]) => again(machine, (Some(goes_on), next), false, env, item, emit),
        ("input", _) => match machine.input()? {
            Some(next) => emit(item.made(next)),
            None => error("No more inputs"),
        },
        ("inputs", _) => {
            while let Some(next) = machine.input()? {
                emit(item.made(next))?;
            }
            Ok(())
        }
        ("debug" | "stderr", _) => {
            let shown = super::write::compact(&value);
            let mut said = machine.said.borrow_mut();
            match name {
                "debug" => said.push_str(&format!("[\"DEBUG:\",{shown}]\n")),
                _ => said.push_str(&shown),
            }
            drop(said);
            emit(item)
        }
        ("now", _) => emit(item.made(Val::Number(machine.now as f64 / 1_000.0))),
        ("halt", _) => Err(Stop::Halt(0, None)),
        ("halt_error", [code]) => machine.values(code, env, &value, &mut |code| match code {
            Val::Number(code) => Err(Stop::Halt(code as u8, Some(value.clone()))),
            _ => error("halt_error/1: number required"),
        }),
        ("input_line_number", _) => emit(item.made(number(0))),
        _ => emit(item.made(Val::Null)),
    }
}

/// A value, what a filter makes of it, what it makes of that, and so on: while a condition is true,
/// or until it is, when only the last is an output. It takes no stack, however long it goes on.
fn again<'p>(
    machine: &Machine,
    (condition, next): (Option<&'p Ast>, &'p Ast),
    until: bool,
    env: &Env<'p>,
    item: Item,
    emit: Emit,
) -> Flow {
    let mut waiting = vec![item];
    while let Some(item) = waiting.pop() {
        machine.tick()?;
        let mut truths = vec![true];
        if let Some(condition) = condition {
            truths.clear();
            machine.values(condition, env, &item.value, &mut |truth| {
                truths.push(truth.is_true());
                Ok(())
            })?;
        }
        let mut behind = Vec::new();
        for truth in truths {
            if truth {
                emit(item.clone())?;
            }
            if truth != until {
                machine.run(next, env, item.clone(), &mut |next| {
                    behind.push(next);
                    Ok(())
                })?;
            }
        }
        waiting.extend(behind.into_iter().rev());
    }
    Ok(())
}

impl Machine<'_> {
    /// The next input, if there is one.
    fn input(&self) -> Result<Option<Val>, Stop> {
        let next = (self.inputs.borrow_mut())();
        match next {
            Some(Ok(next)) => Ok(Some(next)),
            Some(Err(message)) => error(message),
            None => Ok(None),
        }
    }
}

fn range<'p>(
    machine: &Machine,
    (from, to): (&'p Ast, &'p Ast),
    env: &Env<'p>,
    item: &Item,
    emit: Emit,
) -> Flow {
    machine.values(from, env, &item.value, &mut |from| {
        machine.values(to, env, &item.value, &mut |to| {
            let (Val::Number(from), Val::Number(to)) = (&from, &to) else {
                return error("Range bounds must be numeric");
            };
            let mut at = *from;
            while at < *to {
                machine.tick()?;
                emit(item.made(Val::Number(at)))?;
                at += 1.0;
            }
            Ok(())
        })
    })
}
