//! `diff`: what differs between two files. Source: GNU diffutils 3.8, by behaviour. Where several
//! shortest ways lead from one to the other, another one may be shown than GNU's.

mod edits;
mod show;

use super::options::{Known, read};
use crate::shell::clock::Clock;
use crate::shell::state::{Boxed, Flow, Shell};
use edits::hunks;
use show::{normal, unified};

const KNOWN: Known = Known {
    long: &[
        ("unified", 'u'),
        ("brief", 'q'),
        ("report-identical-files", 's'),
        ("ignore-case", 'i'),
        ("ignore-all-space", 'w'),
        ("ignore-space-change", 'b'),
        ("ignore-blank-lines", 'B'),
        ("label", 'L'),
        ("recursive", 'r'),
        ("new-file", 'N'),
        ("side-by-side", 'y'),
        ("text", 'a'),
        ("color", 'C'),
    ],
    status: 2,
    ..Known::new("diff", "uU:qsiwbBL:rNyaC")
};

/// Lines that two files may have together.
const LINES_MOST: usize = 200_000;

/// The status of trouble.
const TROUBLE: u8 = 2;

/// What of a line counts, and how a difference is shown.
struct How {
    fold: bool,
    no_blanks: bool,
    fewer_blanks: bool,
    brief: bool,
    same_too: bool,
    missing_is_empty: bool,
    /// Lines around a difference; None for the normal form.
    around: Option<usize>,
    labels: Vec<String>,
    /// The flags as they are shown before a file of a folder.
    flags: String,
}

impl How {
    fn key(&self, line: &str) -> String {
        let line = if self.fold {
            line.to_lowercase()
        } else {
            line.to_string()
        };
        if self.no_blanks {
            return line.split_whitespace().collect();
        }
        if self.fewer_blanks {
            let words: Vec<&str> = line.split_whitespace().collect();
            let lead = if line.starts_with([' ', '\t']) {
                " "
            } else {
                ""
            };
            return format!("{lead}{}", words.join(" "));
        }
        line
    }
}

pub fn run<'a>(shell: &'a mut Shell, arguments: &'a [String]) -> Boxed<'a, Flow> {
    Box::pin(async move {
        shell.status = within(shell, arguments).await;
        Flow::Go
    })
}

async fn within(shell: &mut Shell, arguments: &[String]) -> u8 {
    // `--color` may have a word behind `=`; nobody sees colours here.
    let words: Vec<String> = arguments
        .iter()
        .filter(|word| !word.starts_with("--color"))
        .cloned()
        .collect();
    let given = match read(shell, &KNOWN, &words) {
        Ok(given) => given,
        Err(status) => return status,
    };
    if given.has('y') || given.has('B') {
        let flag = if given.has('y') { "-y" } else { "-B" };
        shell.err(&format!("diff: {flag}: not supported by this shell\n"));
        return TROUBLE;
    }
    let around = match given.value('U').map(str::parse) {
        Some(Ok(lines)) => Some(lines),
        Some(Err(_)) => {
            let text = given.value('U').unwrap_or_default();
            shell.err(&format!("diff: invalid context length '{text}'\n"));
            return TROUBLE;
        }
        None => given.has('u').then_some(3),
    };
    let labels = given.flags.iter().filter(|(letter, _)| *letter == 'L');
    let shown = words
        .iter()
        .filter(|word| word.starts_with('-') && word.len() > 1);
    let how = How {
        fold: given.has('i'),
        no_blanks: given.has('w'),
        fewer_blanks: given.has('b'),
        brief: given.has('q'),
        same_too: given.has('s'),
        missing_is_empty: given.has('N'),
        around,
        labels: labels.map(|(_, label)| label.clone()).collect(),
        flags: shown.map(|word| format!(" {word}")).collect(),
    };
    let [left, right] = given.words.as_slice() else {
        let last = arguments.last().map_or("diff", String::as_str);
        let message = match given.words.get(2) {
            Some(extra) => format!("extra operand '{extra}'"),
            None => format!("missing operand after '{last}'"),
        };
        shell.err(&format!(
            "diff: {message}\ndiff: Try 'diff --help' for more information.\n"
        ));
        return TROUBLE;
    };
    match (shell.disk.is_folder(left), shell.disk.is_folder(right)) {
        (true, true) => folders(shell, &how, left, right, given.has('r')).await,
        (true, false) => {
            let base = right.rsplit('/').next().unwrap_or(right);
            files(shell, &how, &format!("{left}/{base}"), right).await
        }
        (false, true) => {
            let base = left.rsplit('/').next().unwrap_or(left);
            files(shell, &how, left, &format!("{right}/{base}")).await
        }
        (false, false) => files(shell, &how, left, right).await,
    }
}

fn folders<'a>(
    shell: &'a mut Shell,
    how: &'a How,
    left: &'a str,
    right: &'a str,
    deep: bool,
) -> Boxed<'a, u8> {
    Box::pin(async move {
        let mut names = shell.disk.list(left);
        names.extend(shell.disk.list(right));
        crate::sim::sort::sort(&mut names);
        names.dedup();
        let mut status = 0;
        for name in names {
            shell.tick().await;
            let pair = [format!("{left}/{name}"), format!("{right}/{name}")];
            let there = [&pair[0], &pair[1]].map(|path| shell.disk.exists(path));
            let folder = [&pair[0], &pair[1]].map(|path| shell.disk.is_folder(path));
            if there != [true, true] && !how.missing_is_empty {
                let place = if there[0] { left } else { right };
                shell.out(format!("Only in {place}: {name}\n").as_bytes());
                status = status.max(1);
            } else if folder == [true, true] && !deep {
                let text = format!("Common subdirectories: {} and {}\n", pair[0], pair[1]);
                shell.out(text.as_bytes());
            } else if folder[0] || folder[1] {
                status = status.max(folders(shell, how, &pair[0], &pair[1], deep).await);
            } else {
                let flags = if deep { how.flags.as_str() } else { "" };
                let head = format!("diff{flags} {} {}\n", pair[0], pair[1]);
                status = status.max(compared(shell, how, &pair, &head).await);
            }
        }
        status
    })
}

async fn files(shell: &mut Shell, how: &How, left: &str, right: &str) -> u8 {
    compared(shell, how, &[left.to_string(), right.to_string()], "").await
}

/// Lines, and whether the last one has an end.
struct Text {
    lines: Vec<String>,
    ended: bool,
}

async fn text_of(shell: &mut Shell, how: &How, path: &str) -> Option<Text> {
    let bytes = match shell.whole(path).await {
        Ok(bytes) => bytes,
        Err(_) if how.missing_is_empty => Vec::new(),
        Err(message) => {
            shell.err(&format!("diff: {path}: {message}\n"));
            return None;
        }
    };
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let ended = text.is_empty() || text.ends_with('\n');
    let text = text.strip_suffix('\n').unwrap_or(&text);
    let lines = match text {
        "" if bytes.is_empty() => Vec::new(),
        text => text.split('\n').map(str::to_string).collect(),
    };
    Some(Text { lines, ended })
}

async fn compared(shell: &mut Shell, how: &How, paths: &[String; 2], head: &str) -> u8 {
    let left = text_of(shell, how, &paths[0]).await;
    let right = text_of(shell, how, &paths[1]).await;
    let (Some(left), Some(right)) = (left, right) else {
        return TROUBLE;
    };
    if left.lines.len() + right.lines.len() > LINES_MOST {
        shell.err(&format!("diff: more than {LINES_MOST} lines\n"));
        return TROUBLE;
    }
    // A last line without an end is another line than one with it.
    let keys = |text: &Text| -> Vec<String> {
        let last = text.lines.len();
        let ends = |place: usize| {
            if place + 1 == last && !text.ended {
                "\\"
            } else {
                "\n"
            }
        };
        let lines = text.lines.iter().enumerate();
        lines
            .map(|(place, line)| how.key(line) + ends(place))
            .collect()
    };
    let Some(hunks) = hunks(&keys(&left), &keys(&right)) else {
        shell.err("diff: the files differ in too many lines: not supported by this shell\n");
        return TROUBLE;
    };
    if hunks.is_empty() {
        if how.same_too {
            let text = format!("Files {} and {} are identical\n", paths[0], paths[1]);
            shell.out(text.as_bytes());
        }
        return 0;
    }
    let text = if how.brief {
        format!("Files {} and {} differ\n", paths[0], paths[1])
    } else {
        let body = match how.around {
            None => normal(&hunks, &left, &right),
            Some(around) => {
                let now = shell.outside.calendar().epoch_millis(shell.outside.now());
                let clock = Clock::of(shell);
                let at = super::date::format("%Y-%m-%d %H:%M:%S.%N %z", &clock.shows(now));
                let name = |place: usize| match how.labels.get(place) {
                    Some(label) => label.clone(),
                    None => format!("{}\t{at}", paths[place]),
                };
                unified(&hunks, [&left, &right], around, [name(0), name(1)])
            }
        };
        format!("{head}{body}")
    };
    shell.out(text.as_bytes());
    1
}
