//! `xargs`

use super::options::{Given, Known, read};
use crate::shell::quote::traced;
use crate::shell::state::{Boxed, Flow, Shell};
use crate::shell::streams::Source;

const KNOWN: Known = Known {
    long: &[
        ("max-args", 'n'),
        ("max-procs", 'P'),
        ("replace", 'I'),
        ("no-run-if-empty", 'r'),
        ("interactive", 'p'),
        ("verbose", 't'),
        ("null", '0'),
        ("delimiter", 'd'),
        ("max-lines", 'L'),
        ("arg-file", 'a'),
        ("max-chars", 's'),
    ],
    first_ends: true,
    ..Known::new("xargs", "n:P:I:rpt0d:L:s:xa:E:")
};

/// Words of one command line.
const WORDS_MOST: usize = 10_000;

pub fn run<'a>(shell: &'a mut Shell, arguments: &'a [String]) -> Boxed<'a, Flow> {
    Box::pin(async move {
        shell.status = within(shell, arguments).await;
        Flow::Go
    })
}

async fn within(shell: &mut Shell, arguments: &[String]) -> u8 {
    let given = match read(shell, &KNOWN, arguments) {
        Ok(given) => given,
        Err(status) => return status,
    };
    for letter in ['n', 'L', 's'] {
        let help = "Try 'xargs --help' for more information.\n";
        match given.number(letter) {
            Some(Ok(0)) => {
                let text = format!("xargs: value 0 for -{letter} option should be >= 1\n");
                shell.err(&(text + help));
                return 1;
            }
            Some(Err(value)) => {
                let text = format!("xargs: invalid number \"{value}\" for -{letter} option\n");
                shell.err(&(text + help));
                return 1;
            }
            Some(Ok(_)) | None => {}
        }
    }
    let file = given.value('a').unwrap_or("-");
    let input = match shell.whole(file).await {
        Ok(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
        Err(message) => {
            shell.err(&format!(
                "xargs: Cannot open input file '{file}': {message}\n"
            ));
            return 1;
        }
    };
    let items = match items(&input, &given) {
        Ok(items) => items,
        Err(message) => {
            shell.err(&format!("xargs: {message}\n"));
            return 1;
        }
    };
    let mut command = given.words.clone();
    if command.is_empty() {
        command.push("echo".to_string());
    }
    warn(shell, &given);
    let lines = match command_lines(&command, items, &given) {
        Ok(lines) => lines,
        Err((lines, message)) => {
            // What came before is carried out.
            for line in &lines {
                if let Err(status) = one(shell, line, &given).await {
                    return status;
                }
            }
            shell.err(&format!("xargs: {message}\n"));
            return 1;
        }
    };
    let mut worst = 0;
    for line in lines {
        match one(shell, &line, &given).await {
            Ok(status) => worst = worst.max(status),
            Err(status) => return status,
        }
        shell.tick().await;
    }
    worst
}

/// The items of the input, line by line: blanks and quotes count unless a delimiter is given.
fn items(input: &str, given: &Given) -> Result<Vec<Vec<String>>, String> {
    let delimiter = match given.value('d') {
        Some("\\n") => Some('\n'),
        Some("\\t") => Some('\t'),
        Some("\\0") => Some('\0'),
        Some(text) => text.chars().next(),
        None => given.has('0').then_some('\0'),
    };
    if let Some(delimiter) = delimiter {
        let text = input.strip_suffix(delimiter).unwrap_or(input);
        if text.is_empty() {
            return Ok(Vec::new());
        }
        return Ok(text
            .split(delimiter)
            .map(|item| vec![item.to_string()])
            .collect());
    }
    let end = given.value('E').filter(|end| !end.is_empty());
    let mut lines = Vec::new();
    for line in input.lines() {
        let mut items = if given.has('I') {
            let line = line.trim_start_matches([' ', '\t']);
            let whole = unquoted(line, false)?;
            whole.into_iter().collect()
        } else {
            unquoted(line, true)?
        };
        let over = end.and_then(|end| items.iter().position(|item| item == end));
        items.truncate(over.unwrap_or(items.len()));
        if !items.is_empty() {
            lines.push(items);
        }
        if over.is_some() {
            break;
        }
    }
    Ok(lines)
}

/// A line without its quotes and backslashes, cut at blanks or not.
fn unquoted(line: &str, cuts: bool) -> Result<Vec<String>, String> {
    let mut items = Vec::new();
    let mut item: Option<String> = None;
    let mut quote = None;
    let mut chars = line.chars();
    while let Some(c) = chars.next() {
        match (quote, c) {
            (Some(open), c) if c == open => quote = None,
            (Some(_), c) => item.get_or_insert_default().push(c),
            (None, '"' | '\'') => {
                quote = Some(c);
                item.get_or_insert_default();
            }
            (None, '\\') => item.get_or_insert_default().extend(chars.next()),
            (None, ' ' | '\t') if cuts => items.extend(item.take()),
            (None, c) => item.get_or_insert_default().push(c),
        }
    }
    if let Some(quote) = quote {
        let kind = if quote == '"' { "double" } else { "single" };
        return Err(format!(
            "unmatched {kind} quote; by default quotes are special to xargs unless you use the -0 \
             option"
        ));
    }
    items.extend(item);
    Ok(items)
}

/// What takes no effect beside a later flag.
fn warn(shell: &mut Shell, given: &Given) {
    let place = |letter| given.flags.iter().rposition(|(own, _)| *own == letter);
    if let (Some(count), Some(mark)) = (place('n'), place('I'))
        && count < mark
    {
        shell.err(
            "xargs: warning: options --max-args and --replace/-I/-i are mutually exclusive, \
             ignoring previous --max-args value\n",
        );
    }
}

/// Command lines, or those before one that is too long and what is wrong with it.
type Lines = Result<Vec<Vec<String>>, (Vec<Vec<String>>, &'static str)>;

fn command_lines(command: &[String], lines: Vec<Vec<String>>, given: &Given) -> Lines {
    let number = |letter| given.number(letter).and_then(Result::ok);
    let most = number('s').unwrap_or(usize::MAX);
    if size(command) > most {
        let message = "cannot fit single argument within argument list size limit";
        return Err((Vec::new(), message));
    }
    let made = unbounded(command, lines, given);
    let mut bounded = Vec::new();
    for line in made {
        // Those of `-I` and `-L` are not cut.
        if size(&line) <= most {
            bounded.push(line);
            continue;
        }
        if given.has('I') || given.has('L') {
            return Err((bounded, TOO_LONG));
        }
        let mut part = command.to_vec();
        for word in &line[command.len()..] {
            if size(&part) + word.len() + 1 > most && part.len() > command.len() {
                bounded.push(std::mem::replace(&mut part, command.to_vec()));
            }
            part.push(word.clone());
            if size(&part) > most {
                return Err((bounded, TOO_LONG));
            }
        }
        bounded.push(part);
    }
    Ok(bounded)
}

const TOO_LONG: &str = "argument line too long";

/// Bytes of a command line, each word with an end.
fn size(words: &[String]) -> usize {
    words.iter().map(|word| word.len() + 1).sum()
}

fn unbounded(command: &[String], lines: Vec<Vec<String>>, given: &Given) -> Vec<Vec<String>> {
    if let Some(mark) = given.value('I') {
        let put = |item: &String| {
            let fill = |word: &String| word.replace(mark, item);
            command.iter().map(fill).collect()
        };
        return lines.iter().flatten().map(put).collect();
    }
    let number = |letter| given.number(letter).and_then(Result::ok);
    let groups: Vec<Vec<String>> = if let Some(count) = number('L') {
        lines.chunks(count).map(|lines| lines.concat()).collect()
    } else {
        let all = lines.concat();
        let count = number('n').unwrap_or(WORDS_MOST);
        all.chunks(count.max(1)).map(<[String]>::to_vec).collect()
    };
    if groups.is_empty() && !given.has('r') {
        return vec![command.to_vec()];
    }
    let with = |group: Vec<String>| command.iter().cloned().chain(group).collect();
    groups.into_iter().map(with).collect()
}

/// Runs one command line; the error ends all.
async fn one(shell: &mut Shell, line: &[String], given: &Given) -> Result<u8, u8> {
    let Some((name, arguments)) = line.split_first() else {
        return Ok(0);
    };
    let shown: Vec<String> = line.iter().map(|word| traced(word)).collect();
    let shown = shown.join(" ");
    if given.has('p') {
        let answer = shell.outside.line(&format!("{shown} ?...")).await;
        if !answer.is_some_and(|answer| answer.starts_with(['y', 'Y'])) {
            return Ok(0);
        }
    } else if given.has('t') {
        shell.err(&format!("{shown}\n"));
    }
    if !shell.is_program(name) {
        shell.err(&format!("xargs: {name}: No such file or directory\n"));
        return Err(127);
    }
    let mut inner = shell.fork();
    inner.fds.set(0, Source::bytes(Vec::new()));
    inner.interactive = false;
    inner.call_known(name, arguments).await;
    inner.room().await;
    if inner.broken {
        shell.broken = true;
        return Err(125);
    }
    match inner.status {
        0 => Ok(0),
        255 => {
            shell.err(&format!(
                "xargs: {name}: exited with status 255; aborting\n"
            ));
            Err(124)
        }
        _ => Ok(123),
    }
}
