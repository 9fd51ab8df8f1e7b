use super::*;
use std::fmt::Display;

/// The text without what is for readers.
fn facts(text: &'static str) -> Vec<&'static str> {
    let is_fact = |line: &&str| !line.is_empty() && !line.starts_with('#');
    text.lines().filter(is_fact).collect()
}

fn bounds_text<T: Display>(min: Option<T>, max: Option<T>) -> String {
    let text = |bound: Option<T>| bound.map(|bound| bound.to_string()).unwrap_or_default();
    match format!("{}..{}", text(min), text(max)) {
        none if none == ".." => String::new(),
        some => format!(" {some}"),
    }
}

fn written_member(member: &Member) -> String {
    let mark = if member.required { "!" } else { "" };
    let (name, of) = (member.name, member.shape.get().name);
    if of == "String" {
        return format!(" {name}{mark}");
    }
    let capital = name[..1].to_ascii_uppercase() + &name[1..];
    format!(" {name}{mark}:{}", if of == capital { "" } else { of })
}

fn written_shape(shape: &Shape) -> String {
    let rest = match &shape.kind {
        Kind::Structure { members, union } => {
            let members: String = members.iter().map(written_member).collect();
            format!("{}{members}", if *union { "u" } else { "s" })
        }
        Kind::List { of, min, max } => format!("a {}{}", of.get().name, bounds_text(*min, *max)),
        Kind::Map { value } => format!("m {}", value.get().name),
        Kind::Text { one_of, .. } if !one_of.is_empty() => format!("e {}", one_of.join(" ")),
        Kind::Text {
            min, max, pattern, ..
        } => {
            let pattern = pattern.map(|pattern| format!(" {pattern}"));
            format!(
                "t{}{}",
                bounds_text(*min, *max),
                pattern.unwrap_or_default()
            )
        }
        Kind::Integer { min, max } => format!("i{}", bounds_text(*min, *max)),
        Kind::Number { min, max } => format!("n{}", bounds_text(*min, *max)),
        Kind::Long => "l".into(),
        Kind::Truth => "b".into(),
        Kind::Time => "z".into(),
        Kind::Document => "d".into(),
    };
    format!("{} {rest}", shape.name)
}

fn written_operation(operation: &Operation) -> String {
    let name = operation.name;
    assert_eq!(operation.input.get().name, format!("{name}Request"));
    assert_eq!(operation.output.get().name, format!("{name}Response"));
    let errors = operation.errors.iter().map(|error| error.get().name);
    let errors = errors.map(|error| format!(" {}", error.strip_suffix("Exception").unwrap()));
    name.to_owned() + &errors.collect::<String>()
}

fn written_paginator(paginator: &Paginator) -> String {
    let Paginator {
        operation,
        input_token,
        output_token,
        limit_key,
        result_keys,
    } = paginator;
    let keys = result_keys.join(" ");
    format!("{operation} {input_token} {output_token} {limit_key} {keys}")
}

fn written_waiter(waiter: &Waiter) -> Vec<String> {
    let (delay, attempts) = (waiter.delay, waiter.max_attempts);
    let mut lines = vec![format!(
        "{} {} {delay} {attempts}",
        waiter.name, waiter.operation
    )];
    lines.extend(waiter.acceptors.iter().map(|acceptor| {
        let state = match acceptor.state {
            State::Success => "success",
            State::Failure => "failure",
        };
        let matcher = match acceptor.matcher {
            Matcher::Path => "path",
            Matcher::PathAll => "pathAll",
            Matcher::PathAny => "pathAny",
        };
        let expected = match acceptor.expected {
            Expected::Text(text) => format!("\"{text}\""),
            Expected::Truth(truth) => truth.to_string(),
        };
        format!("> {state} {matcher} {expected} {}", acceptor.argument)
    }));
    lines
}

#[test]
fn every_line_is_read_and_nothing_is_lost() {
    let table = read_definition(DEFINITION_TEXT).unwrap();
    let written: Vec<String> = table.shapes.iter().map(written_shape).collect();
    assert_eq!(written, facts(DEFINITION_TEXT));
    for service in &SERVICES {
        let table = read(service).unwrap();
        let mut written: Vec<String> = table.shapes.iter().map(written_shape).collect();
        written.extend(table.operations.iter().map(written_operation));
        written.extend(table.paginators.iter().map(written_paginator));
        written.extend(table.waiters.iter().flat_map(written_waiter));
        assert_eq!(written, facts(service.text), "{}", service.name);
    }
}

#[test]
fn everything_is_sorted_by_name() {
    fn assert_sorted<T>(rows: &[T], name: impl Fn(&T) -> &str) {
        for pair in rows.windows(2) {
            assert!(name(&pair[0]) < name(&pair[1]), "{}", name(&pair[1]));
        }
    }
    for table in SERVICES
        .iter()
        .map(|service| of(service.place))
        .chain([definition()])
    {
        assert_sorted(&table.shapes, |shape| shape.name);
        assert_sorted(&table.operations, |operation| operation.name);
        assert_sorted(&table.paginators, |paginator| paginator.operation);
        assert_sorted(&table.waiters, |waiter| waiter.name);
    }
}

/// What is wrong with a table.
fn error(text: String) -> Option<&'static str> {
    let service = Service {
        name: "sea",
        title: "Sea",
        place: 1,
        text: text.leak(),
    };
    read(Box::leak(Box::new(service))).err()
}

#[test]
fn a_line_that_makes_no_sense_is_named() {
    let of_shape = |shape: &str| error(format!("# head\n\nString t\n{shape}\n\nStopTask\n\n\n\n"));
    for line in [
        "Tags a Tag",
        "Tags a String 1",
        "Tags a String x..",
        "Tags a String 0..50 more",
        "Tags q",
        "Tags",
        "Tags s :",
        "Tags s key:",
    ] {
        assert_eq!(of_shape(line), Some(line));
    }
    assert_eq!(of_shape("Tags a String 0..50"), Some("StopTask"));
    let missing = "a part is missing";
    assert_eq!(error("# head\n\nString t".to_owned()), Some(missing));
}
