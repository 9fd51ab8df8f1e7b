//! Carries out a script of `sed`.

use super::{Address, Command, Piece, Point, Substitute, To, Verb};
use crate::shell::filter::{Filter, Next, Output};
use crate::shell::regex::Groups;

/// A line that waits until it is known whether it is the last.
type Waiting = Option<(Vec<u8>, bool)>;

pub struct Sed {
    commands: Vec<Command>,
    quiet: bool,
    in_place: bool,
    waiting: Waiting,
    /// Some command asks for the last line.
    asks_last: bool,
    state: State,
    /// The file under way, and what it becomes.
    file: String,
    edited: Vec<u8>,
}

#[derive(Default)]
struct State {
    line: usize,
    last: bool,
    hold: Vec<u8>,
    /// Written behind the line.
    after: Vec<u8>,
    quit: Option<u8>,
}

/// How a script goes on with a line.
#[derive(PartialEq, Eq)]
enum Step {
    Next,
    Drop,
    Quit,
}

impl Sed {
    pub fn new(commands: Vec<Command>, quiet: bool, in_place: bool) -> Sed {
        let asks_last = asks_last(&commands);
        Sed {
            commands,
            quiet,
            in_place,
            waiting: None,
            asks_last,
            state: State::default(),
            file: String::new(),
            edited: Vec::new(),
        }
    }

    fn process(&mut self, mut line: Vec<u8>, ended: bool, to: &mut Output) -> Next {
        self.state.line += 1;
        let mut out = Output::default();
        let step = run(&mut self.commands, &mut line, &mut self.state, &mut out);
        if step != Step::Drop && !self.quiet {
            out.out.extend_from_slice(&line);
            if ended || !self.state.after.is_empty() {
                out.out.push(b'\n');
            }
        }
        out.out.append(&mut self.state.after);
        if self.in_place {
            self.edited.append(&mut out.out);
        } else {
            to.out.append(&mut out.out);
        }
        if step == Step::Quit {
            Next::Enough
        } else {
            Next::Line
        }
    }

    fn release(&mut self, last: bool, to: &mut Output) -> Next {
        let Some((line, ended)) = self.waiting.take() else {
            return Next::Line;
        };
        self.state.last = last;
        self.process(line, ended, to)
    }
}

fn asks_last(commands: &[Command]) -> bool {
    let last = |point: &Point| matches!(point, Point::Last);
    commands.iter().any(|command| {
        let own = command.address.as_ref().is_some_and(|address| {
            last(&address.from) || matches!(&address.to, Some(To::Point(point)) if last(point))
        });
        own || matches!(&command.verb, Verb::Block(inner) if asks_last(inner))
    })
}

impl Filter for Sed {
    fn file(&mut self, name: &str, _to: &mut Output) {
        self.file = name.to_string();
    }

    fn line(&mut self, line: &[u8], ended: bool, to: &mut Output) -> Next {
        if !self.asks_last {
            return self.process(line.to_vec(), ended, to);
        }
        let next = self.release(false, to);
        self.waiting = Some((line.to_vec(), ended));
        next
    }

    fn file_end(&mut self, to: &mut Output) -> Next {
        if self.in_place {
            let next = self.release(true, to);
            let edited = std::mem::take(&mut self.edited);
            to.files.push((self.file.clone(), edited));
            self.state = State::default();
            return next;
        }
        Next::Line
    }

    fn trouble(&self) -> u8 {
        2
    }

    fn end(&mut self, to: &mut Output) -> u8 {
        if self.state.quit.is_none() {
            self.release(true, to);
        }
        self.state.quit.unwrap_or(0)
    }
}

fn run(commands: &mut [Command], line: &mut Vec<u8>, state: &mut State, to: &mut Output) -> Step {
    for command in commands {
        if !applies(command, line, state) {
            continue;
        }
        let ends_range = command.open.is_none();
        let step = act(&mut command.verb, ends_range, line, state, to);
        if step != Step::Next {
            return step;
        }
    }
    Step::Next
}

fn applies(command: &mut Command, line: &[u8], state: &State) -> bool {
    let Some(address) = &command.address else {
        return true;
    };
    within(address, &mut command.open, line, state) != address.not
}

fn within(address: &Address, open: &mut Option<Option<usize>>, line: &[u8], state: &State) -> bool {
    let is_at = |point: &Point| match point {
        Point::Line(number) => state.line == *number,
        Point::Last => state.last,
        Point::Match(regex) => regex.is_in(line),
        Point::Step(first, 0) => state.line == *first,
        Point::Step(first, step) => {
            state.line >= *first && (state.line - first).is_multiple_of(*step)
        }
    };
    let Some(to) = &address.to else {
        return is_at(&address.from);
    };
    match *open {
        None => {
            if !is_at(&address.from) {
                return false;
            }
            *open = match to {
                To::More(0) => None,
                To::More(count) => Some(Some(state.line + count)),
                To::Point(Point::Line(end)) if *end <= state.line => None,
                To::Point(Point::Line(end)) => Some(Some(*end)),
                To::Point(Point::Last) if state.last => None,
                To::Point(_) => Some(None),
            };
            true
        }
        Some(Some(end)) => {
            if state.line >= end {
                *open = None;
            }
            state.line <= end
        }
        Some(None) => {
            if let To::Point(point) = to
                && is_at(point)
            {
                *open = None;
            }
            true
        }
    }
}

fn act(
    verb: &mut Verb,
    ends_range: bool,
    line: &mut Vec<u8>,
    state: &mut State,
    to: &mut Output,
) -> Step {
    let with_end = |text: &str| format!("{text}\n").into_bytes();
    match verb {
        Verb::Substitute(how) => {
            if substitute(how, line) && how.prints {
                to.line(line);
            }
        }
        Verb::Print => to.line(line),
        Verb::Delete => return Step::Drop,
        Verb::Quit(status) => {
            state.quit = Some(*status);
            return Step::Quit;
        }
        Verb::Number => to.line(state.line.to_string().as_bytes()),
        Verb::Append(text) => state.after.extend(with_end(text)),
        Verb::Insert(text) => to.out.extend(with_end(text)),
        Verb::Change(text) => {
            if ends_range {
                to.out.extend(with_end(text));
            }
            return Step::Drop;
        }
        Verb::Translate(pairs) => {
            let swap = |c: char| {
                pairs
                    .iter()
                    .find(|(from, _)| *from == c)
                    .map_or(c, |pair| pair.1)
            };
            let text: String = String::from_utf8_lossy(line).chars().map(swap).collect();
            *line = text.into_bytes();
        }
        Verb::Hold('h') => state.hold.clone_from(line),
        Verb::Hold('H') => {
            state.hold.push(b'\n');
            state.hold.extend_from_slice(line);
        }
        Verb::Hold('g') => line.clone_from(&state.hold),
        Verb::Hold('G') => {
            line.push(b'\n');
            line.extend_from_slice(&state.hold);
        }
        Verb::Hold(_) => std::mem::swap(line, &mut state.hold),
        Verb::Block(commands) => return run(commands, line, state, to),
    }
    Step::Next
}

fn substitute(how: &Substitute, line: &mut Vec<u8>) -> bool {
    let mut out = Vec::new();
    let (mut at, mut copied, mut count) = (0, 0, 0);
    let mut changed = false;
    while at <= line.len()
        && let Some(groups) = how.regex.find(line, at)
        && let Some((start, end)) = groups[0]
    {
        // An empty match right behind the last one is none.
        let empty_again = start == end && start == copied && count > 0;
        if !empty_again {
            count += 1;
        }
        if !empty_again && count >= how.number {
            out.extend_from_slice(&line[copied..start]);
            fill(&how.with, line, &groups, &mut out);
            copied = end;
            changed = true;
            if !how.all {
                break;
            }
        }
        at = if end > start {
            end
        } else {
            let rest = String::from_utf8_lossy(&line[end..])
                .chars()
                .next()
                .map_or(1, char::len_utf8);
            end + rest
        };
    }
    if changed {
        out.extend_from_slice(&line[copied..]);
        *line = out;
    }
    changed
}

fn fill(pieces: &[Piece], line: &[u8], groups: &Groups, out: &mut Vec<u8>) {
    let (mut case, mut once) = ('E', None);
    for piece in pieces {
        let text = match piece {
            Piece::Case(sign @ ('u' | 'l')) => {
                once = Some(*sign);
                continue;
            }
            Piece::Case(sign) => {
                case = *sign;
                continue;
            }
            Piece::Text(text) => text.clone(),
            Piece::Group(number) => {
                let group = groups.get(*number).copied().flatten();
                let bytes = group.map_or(&[][..], |(from, to)| &line[from..to]);
                String::from_utf8_lossy(bytes).into_owned()
            }
        };
        let mut text = match case {
            'U' => text.to_uppercase(),
            'L' => text.to_lowercase(),
            _ => text,
        };
        if !text.is_empty()
            && let Some(sign) = once.take()
        {
            let mut chars = text.chars();
            let first = chars.next().map_or(String::new(), |c| match sign {
                'u' => c.to_uppercase().collect(),
                _ => c.to_lowercase().collect(),
            });
            text = first + chars.as_str();
        }
        out.extend_from_slice(text.as_bytes());
    }
}
