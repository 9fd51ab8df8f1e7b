//! The tables of the APIs: `definition.txt`, `model.txt` and those in `services/`, each read once,
//! when somebody first asks.
//!
//! What a task definition may hold stands apart from the rest of ECS, so that a page that checks
//! one needs no more: nothing that leads there may lead to the other texts.
//!
//! Behind its head a text has four parts, parted by blank lines: shapes, operations, paginators
//! and waiters, each sorted by name; `definition.txt` has shapes only. Lines that begin with `#`
//! are for readers. Lines are words:
//!
//! | line | is |
//! |---|---|
//! | `Tag s key: value!:TagValue x` | a structure, see [`member`]; `u` is a union |
//! | `Tags a Tag 0..50` | a list |
//! | `StringMap m String` | a map from strings |
//! | `LaunchType e EC2 FARGATE` | a text that is one of these |
//! | `TagKey t 1..128 [a-z]+` | another text |
//! | `Duration i 0..` | an integer; `n` is a number, `l` a long, `b` a truth, `z` a time |
//! | `HookDetails d` | any JSON value |
//! | `StopTask Client Server` | an operation and its errors, without their last word |
//! | `ListTasks in out limit keys…` | a paginator |
//! | `TasksStopped DescribeTasks 6 100` | a waiter: operation, delay, greatest number of calls |
//! | `> success pathAll "STOPPED" tasks[].lastStatus` | an acceptor of the waiter above |
//!
//! The errors of other services than ECS are not told: no client needs them.
//!
//! Names stand here for shapes where numbers would be a little shorter: so an update of the model
//! changes the lines of what has changed, and no others.

use std::str::{FromStr, SplitAsciiWhitespace};
use std::sync::OnceLock;

use super::client::{Acceptor, Expected, Matcher, Paginator, State, Waiter};
use super::services::{ECS, SERVICES, SERVICES_COUNT, Service};
use super::{Kind, Member, Operation, Ref, Shape};

/// The place of `definition.txt`, behind those of the services.
const DEFINITION: u16 = SERVICES_COUNT as u16;

const DEFINITION_TEXT: &str = include_str!("definition.txt");

/// A table, each part of it sorted by name.
#[derive(Default)]
pub(super) struct Table {
    pub shapes: Vec<Shape>,
    pub operations: Vec<Operation>,
    pub paginators: Vec<Paginator>,
    pub waiters: Vec<Waiter>,
}

static TABLES: [OnceLock<Table>; SERVICES_COUNT + 1] =
    [const { OnceLock::new() }; SERVICES_COUNT + 1];

/// The table of the service at this place.
pub(super) fn of(place: u16) -> &'static Table {
    let place = usize::from(place);
    TABLES[place].get_or_init(|| said(read(&SERVICES[place])))
}

/// The table of what a task definition may hold.
pub(super) fn definition() -> &'static Table {
    TABLES[usize::from(DEFINITION)].get_or_init(|| said(read_definition(DEFINITION_TEXT)))
}

/// What `RegisterTaskDefinition` is given.
pub(super) fn request_of_definition() -> &'static Shape {
    let shapes = &definition().shapes;
    match shapes.binary_search_by(|shape| shape.name.cmp("RegisterTaskDefinitionRequest")) {
        Ok(index) => &shapes[index],
        Err(_) => unreachable!("definition.txt is made of this shape"),
    }
}

/// A table that was read already: somebody has a reference into it.
pub(super) fn known(place: u16) -> &'static Table {
    match TABLES[usize::from(place)].get() {
        Some(table) => table,
        None => unreachable!("table {place} was not read, and yet something refers to it"),
    }
}

fn said(table: Result<Table, &'static str>) -> Table {
    match table {
        Ok(table) => table,
        Err(line) => unreachable!("it is written by a program and read by a test: {line}"),
    }
}

type Words<'w> = &'w mut SplitAsciiWhitespace<'static>;

/// How shapes are found by name. Two thousand times, so a search in a sorted list takes too long.
struct Names {
    all: Vec<(&'static str, Ref)>,
    /// Each at the place that its hash says, or at the next one that was free. At most half are
    /// taken.
    slots: Vec<Option<u16>>,
}

impl Names {
    fn of(all: Vec<(&'static str, Ref)>) -> Names {
        let count = (2 * all.len() + 1).next_power_of_two();
        let mut slots = vec![None; count];
        for ((name, _), index) in all.iter().zip(0..) {
            let mut order = Names::order(name, count);
            if let Some(free) = order.find(|slot| slots[*slot].is_none()) {
                slots[free] = Some(index);
            }
        }
        Names { all, slots }
    }

    /// The places where a name may be, the likeliest first. The hash is FNV-1a.
    fn order(name: &str, count: usize) -> impl Iterator<Item = usize> {
        let hash = name.bytes().fold(0x811c_9dc5_u32, |hash, byte| {
            (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
        });
        // Also on 32 bits nothing is lost.
        let first = hash as usize;
        (0..count).map(move |step| first.wrapping_add(step) % count)
    }

    fn find(&self, name: &str) -> Option<Ref> {
        for slot in Names::order(name, self.slots.len()) {
            let (of, found) = self.all[usize::from(self.slots[slot]?)];
            if of == name {
                return Some(found);
            }
        }
        None
    }
}

/// Reads the text of a service; the error is the first line that makes no sense.
fn read(service: &'static Service) -> Result<Table, &'static str> {
    let mut parts = service.text.split("\n\n").map(lines).skip(1);
    let mut part = || parts.next().ok_or("a part is missing");
    let (shapes, operations, paginators, waiters) = (part()?, part()?, part()?, part()?);
    let mut all = names(service.place, shapes.iter().map(|line| first(line)));
    if service.place == ECS.place {
        let others = definition().shapes.iter().map(|shape| shape.name);
        all.extend(names(DEFINITION, others));
    }
    let names = Names::of(all);
    Ok(Table {
        shapes: each(&shapes, |words| shape(&names, words))?,
        operations: each(&operations, |words| operation(service, &names, words))?,
        paginators: each(&paginators, paginator)?,
        waiters: read_waiters(&waiters)?,
    })
}

/// The same of a text that has shapes only.
fn read_definition(text: &'static str) -> Result<Table, &'static str> {
    let shapes = text.split("\n\n").nth(1).ok_or("a part is missing")?;
    let shapes = lines(shapes);
    let names = Names::of(names(DEFINITION, shapes.iter().map(|line| first(line))));
    Ok(Table {
        shapes: each(&shapes, |words| shape(&names, words))?,
        ..Table::default()
    })
}

fn names(place: u16, shapes: impl Iterator<Item = &'static str>) -> Vec<(&'static str, Ref)> {
    let named = shapes.zip(0..);
    named
        .map(|(name, shape)| (name, Ref::new(place, shape)))
        .collect()
}

fn lines(part: &'static str) -> Vec<&'static str> {
    let lines = part.lines();
    lines.filter(|line| !line.starts_with('#')).collect()
}

fn first(line: &'static str) -> &'static str {
    line.split(' ').next().unwrap_or(line)
}

fn each<T>(
    lines: &[&'static str],
    row: impl Fn(Words) -> Option<T>,
) -> Result<Vec<T>, &'static str> {
    let rows = lines.iter().map(|line| whole(line, &row).ok_or(*line));
    rows.collect()
}

/// What a line says, if that uses up its words.
fn whole<T>(line: &'static str, row: impl Fn(Words) -> Option<T>) -> Option<T> {
    let mut words = line.split_ascii_whitespace();
    let row = row(&mut words)?;
    words.next().is_none().then_some(row)
}

fn shape(names: &Names, words: Words) -> Option<Shape> {
    let name = words.next()?;
    let kind = match words.next()? {
        "s" => structure(names, words, false)?,
        "u" => structure(names, words, true)?,
        "a" => {
            let of = names.find(words.next()?)?;
            let (min, max) = bounds(words)?;
            Kind::List { of, min, max }
        }
        "m" => {
            let value = names.find(words.next()?)?;
            Kind::Map { value }
        }
        "e" => Kind::Text {
            one_of: words.collect::<Vec<_>>().leak(),
            min: None,
            max: None,
            pattern: None,
        },
        "t" => {
            let (min, max) = bounds(words)?;
            let pattern = words.next();
            Kind::Text {
                one_of: &[],
                min,
                max,
                pattern,
            }
        }
        "i" => {
            let (min, max) = bounds(words)?;
            Kind::Integer { min, max }
        }
        "n" => {
            let (min, max) = bounds(words)?;
            Kind::Number { min, max }
        }
        "l" => Kind::Long,
        "b" => Kind::Truth,
        "z" => Kind::Time,
        "d" => Kind::Document,
        _ => return None,
    };
    Some(Shape { name, kind })
}

fn structure(names: &Names, words: Words, union: bool) -> Option<Kind> {
    let members: Option<Vec<Member>> = words.map(|word| member(names, word)).collect();
    let members = members?.leak();
    Some(Kind::Structure { members, union })
}

/// `name` is of the shape String; `name:Shape` says its shape; `name:` has a shape of the same
/// name with a capital. A `!` behind the name says that it is required.
fn member(names: &Names, word: &'static str) -> Option<Member> {
    let colon = word.bytes().position(|byte| byte == b':');
    let (name, of) = match colon {
        Some(colon) => (&word[..colon], Some(&word[colon + 1..])),
        None => (word, None),
    };
    let (name, required) = match name.strip_suffix('!') {
        Some(name) => (name, true),
        None => (name, false),
    };
    let shape = match of {
        None => names.find("String")?,
        Some("") => {
            let mut of = name.to_owned();
            of.get_mut(..1)?.make_ascii_uppercase();
            names.find(&of)?
        }
        Some(of) => names.find(of)?,
    };
    Some(Member {
        name,
        shape,
        required,
    })
}

/// `1..50`, or `1..` and `..50`; perhaps nothing at all.
fn bounds<T: FromStr>(words: Words) -> Option<(Option<T>, Option<T>)> {
    let Some(word) = words.next() else {
        return Some((None, None));
    };
    let bound = |text: &str| match text {
        "" => Some(None),
        text => text.parse().ok().map(Some),
    };
    let (min, max) = word.split_once("..")?;
    Some((bound(min)?, bound(max)?))
}

fn operation(service: &'static Service, names: &Names, words: Words) -> Option<Operation> {
    let name = words.next()?;
    let with = |start: &str, end: &str| names.find(&format!("{start}{end}"));
    let errors: Option<Vec<Ref>> = words.map(|word| with(word, "Exception")).collect();
    Some(Operation {
        service,
        name,
        input: with(name, "Request")?,
        output: with(name, "Response")?,
        errors: errors?.leak(),
    })
}

fn paginator(words: Words) -> Option<Paginator> {
    Some(Paginator {
        operation: words.next()?,
        input_token: words.next()?,
        output_token: words.next()?,
        limit_key: words.next()?,
        result_keys: words.collect::<Vec<_>>().leak(),
    })
}

fn read_waiters(lines: &[&'static str]) -> Result<Vec<Waiter>, &'static str> {
    let is_acceptor = |line: &&str| line.starts_with('>');
    let mut waiters = Vec::new();
    let mut rest = lines;
    while let [head, below @ ..] = rest {
        let count = below.iter().take_while(|line| is_acceptor(line)).count();
        let (acceptors, others) = below.split_at(count);
        let acceptors: Result<Vec<Acceptor>, &str> = acceptors
            .iter()
            .map(|line| acceptor(line).ok_or(*line))
            .collect();
        let acceptors = acceptors?.leak();
        waiters.push(whole(head, |words| waiter(words, acceptors)).ok_or(*head)?);
        rest = others;
    }
    Ok(waiters)
}

fn waiter(words: Words, acceptors: &'static [Acceptor]) -> Option<Waiter> {
    Some(Waiter {
        name: words.next()?,
        operation: words.next()?,
        delay: words.next()?.parse().ok()?,
        max_attempts: words.next()?.parse().ok()?,
        acceptors,
    })
}

/// The argument is the rest of the line: it may have blanks.
fn acceptor(line: &'static str) -> Option<Acceptor> {
    let mut words = line.strip_prefix("> ")?.splitn(4, ' ');
    let state = match words.next()? {
        "success" => State::Success,
        "failure" => State::Failure,
        _ => return None,
    };
    let matcher = match words.next()? {
        "path" => Matcher::Path,
        "pathAll" => Matcher::PathAll,
        "pathAny" => Matcher::PathAny,
        _ => return None,
    };
    let expected = match words.next()? {
        "true" => Expected::Truth(true),
        "false" => Expected::Truth(false),
        text => Expected::Text(text.strip_prefix('"')?.strip_suffix('"')?),
    };
    Some(Acceptor {
        matcher,
        argument: words.next()?,
        expected,
        state,
    })
}

#[cfg(test)]
mod tests;
