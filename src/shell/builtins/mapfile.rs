//! `mapfile` and `readarray`

use crate::shell::state::{Boxed, Flow, Shell};
use crate::shell::variables::Value;
use std::collections::BTreeMap;

/// Lines an array may take.
const LINES_MOST: i64 = 1_000_000;

pub fn run<'a>(shell: &'a mut Shell, arguments: &'a [String]) -> Boxed<'a, Flow> {
    Box::pin(async move {
        let (mut strip, mut mark, mut name) = (false, b'\n', "MAPFILE");
        let mut rest = arguments.iter();
        while let Some(argument) = rest.next() {
            match argument.as_str() {
                "-t" => strip = true,
                "-d" => {
                    let text = rest.next().map_or("", String::as_str);
                    mark = text.bytes().next().unwrap_or(0);
                }
                flag if flag.starts_with('-') => {
                    shell.complain(&format!("mapfile: {flag}: not supported by this shell"));
                    shell.status = 2;
                    return Flow::Go;
                }
                other => name = other,
            }
        }
        let source = shell.input();
        let mut lines = BTreeMap::new();
        let mut next = 0;
        while next < LINES_MOST
            && let Some(mut line) = source.until(mark, &shell.outside, "").await
        {
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
