//! `mapfile` and `readarray`

use crate::shell::state::{Boxed, Flow, Shell};
use crate::shell::syntax::reader::is_name;
use crate::shell::variables::Value;
use std::collections::BTreeMap;

/// Lines an array may take.
const LINES_MOST: i64 = 1_000_000;

pub fn run<'a>(shell: &'a mut Shell, arguments: &'a [String]) -> Boxed<'a, Flow> {
    Box::pin(async move {
        let (mut strip, mut mark, mut name) = (false, b'\n', "MAPFILE");
        let (mut most, mut skipped, mut first) = (LINES_MOST, 0, None);
        let mut rest = arguments.iter();
        while let Some(argument) = rest.next() {
            match argument.as_str() {
                "-t" => strip = true,
                flag if ["-d", "-n", "-s", "-O"]
                    .iter()
                    .any(|own| flag.starts_with(own)) =>
                {
                    let text = match &flag[2..] {
                        "" => rest.next().map_or("", String::as_str),
                        own => own,
                    };
                    let number = || text.parse::<i64>().ok().filter(|number| *number >= 0);
                    match (&flag[..2], number()) {
                        ("-d", _) => mark = text.bytes().next().unwrap_or(0),
                        ("-n", Some(0)) => most = LINES_MOST,
                        ("-n", Some(count)) => most = count.min(LINES_MOST),
                        ("-s", Some(count)) => skipped = count,
                        ("-O", Some(count)) => first = Some(count),
                        (_, _) => {
                            shell.complain(&format!("mapfile: {text}: invalid line count"));
                            shell.status = 1;
                            return Flow::Go;
                        }
                    }
                }
                flag if flag.starts_with('-') => {
                    shell.complain(&format!("mapfile: {flag}: not supported by this shell"));
                    shell.status = 2;
                    return Flow::Go;
                }
                other => name = other,
            }
        }
        if !is_name(name) {
            shell.complain(&format!("mapfile: `{name}': not a valid identifier"));
            shell.status = 1;
            return Flow::Go;
        }
        let source = shell.input();
        let before = shell.variable(name).and_then(|it| it.value.clone());
        let mut lines = match before {
            Some(Value::List(items)) if first.is_some() => items,
            _ => BTreeMap::new(),
        };
        let mut next = first.unwrap_or(0);
        most = most.saturating_add(next);
        while next < most
            && let Some(mut line) = source.until(mark, &shell.outside, "").await
        {
            if skipped > 0 {
                skipped -= 1;
                continue;
            }
            if strip && line.last() == Some(&mark) {
                line.pop();
            }
            lines.insert(next, String::from_utf8_lossy(&line).into_owned());
            next += 1;
            shell.tick().await;
        }
        shell.variables.entry(name).value = Some(Value::List(lines));
        shell.status = 0;
        Flow::Go
    })
}
