//! Carries out what was read.

mod compound;
mod condition;
pub mod conditions;
mod redirect;
mod select;
mod simple;
mod timing;
mod trace;

use super::jobs::{poll_jobs, together};
use super::state::{Boxed, Flow, Shell};
use super::streams::pipe;
use super::syntax::tree::{AndOr, Command, Join, Kind, List, Pipeline};
use super::syntax::{Reader, SyntaxError};
use std::future::{Future, poll_fn};
use std::pin::pin;
use std::rc::Rc;

/// Commands may lie in each other this deep, those of functions that call each other counted: a
/// browser's stack is small. Bash has no bound, and crashes some thousands deep.
const DEPTH_MOST: u32 = 400;

impl Shell {
    /// Runs a script to its end and gives its status; what still runs in the background then is
    /// ended.
    pub async fn script(&mut self, text: &str) -> u8 {
        let jobs = Rc::clone(&self.jobs);
        let mut main = pin!(self.script_alone(text));
        poll_fn(|context| {
            poll_jobs(&jobs, context);
            main.as_mut().poll(context)
        })
        .await
    }

    async fn script_alone(&mut self, text: &str) -> u8 {
        let flow = self.lines(text, "-c: ").await;
        if flow == Flow::Exit || !self.interactive {
            self.leave().await;
        }
        self.end_jobs().await;
        self.status
    }

    /// Runs a text line by line, as bash reads it: what stands before an error is carried out.
    pub fn lines<'a>(&'a mut self, text: &'a str, place: &'a str) -> Boxed<'a, Flow> {
        self.lines_from(text, place, 1)
    }

    /// The same, with the number of its first line.
    fn lines_from<'a>(&'a mut self, text: &'a str, place: &'a str, first: u32) -> Boxed<'a, Flow> {
        Box::pin(async move {
            let mut reader = Reader::from_line(text, first);
            loop {
                reader.extended = self.options.extglob;
                reader.aliases = match self.interactive || self.options.expand_aliases {
                    true => Rc::clone(&self.aliases),
                    false => Rc::default(),
                };
                let read = reader.next_line();
                for (line, warning) in std::mem::take(&mut reader.warnings) {
                    self.line = line;
                    self.complain(&warning);
                }
                let list = match read {
                    Ok(Some(_)) if self.options.noexec => continue,
                    Ok(Some(list)) => list,
                    Ok(None) => return Flow::Go,
                    Err(error) => {
                        self.syntax_error(&error, place);
                        return Flow::Exit;
                    }
                };
                let flow = self.list(&list).await;
                if flow != Flow::Go {
                    return flow;
                }
            }
        })
    }

    fn syntax_error(&mut self, error: &SyntaxError, place: &str) {
        let head = if self.interactive {
            "bash: ".to_string()
        } else {
            format!("{}: {place}line {}: ", self.place(), error.line)
        };
        self.err(&format!("{head}{}\n", error.message));
        if let Some(shown) = &error.shown {
            self.err(&format!("{head}`{shown}'\n"));
        }
        self.status = 2;
        self.unreadable = true;
    }

    /// Runs the trap of the end, if there is one.
    async fn leave(&mut self) {
        if let Some(trap) = self.exit_trap.take() {
            let status = self.status;
            self.leaving = Some(status);
            let flow = self.lines(&trap, "").await;
            self.leaving = None;
            // An `exit` in it decides.
            if flow != Flow::Exit {
                self.status = status;
            }
        }
    }

    /// Runs a text as a shell of its own does, and gives its status.
    pub async fn run_text(&mut self, text: &str, place: &str) -> u8 {
        self.lines(text, place).await;
        self.leave().await;
        self.status
    }

    /// Runs a list as a shell of its own does, and gives its status.
    pub async fn subshell(&mut self, list: &List) -> u8 {
        self.list(list).await;
        self.leave().await;
        self.status
    }

    pub fn list<'a>(&'a mut self, list: &'a List) -> Boxed<'a, Flow> {
        Box::pin(async move {
            for item in &list.items {
                let flow = if item.background {
                    self.start_job(item)
                } else {
                    self.and_or(item).await
                };
                if flow != Flow::Go {
                    return flow;
                }
            }
            Flow::Go
        })
    }

    /// Too many shells side by side.
    fn no_room(&mut self) -> Flow {
        self.complain("fork: retry: Resource temporarily unavailable");
        self.status = 254;
        Flow::Exit
    }

    fn start_job(&mut self, item: &Rc<AndOr>) -> Flow {
        if self.is_crowded() {
            return self.no_room();
        }
        let mut fork = self.fork();
        let item = Rc::clone(item);
        fork.fds.set(0, super::streams::Source::bytes(Vec::new()));
        let program = Box::pin(async move {
            fork.outside.breathe().await;
            fork.and_or(&item).await;
            fork.outside.nudge();
            fork.status
        });
        let started = self.jobs.borrow_mut().start(program, "job".to_string());
        match started {
            Some(number) => {
                self.last_job = Some(number);
                self.own_jobs.push(number);
                // It begins before time passes.
                self.outside.nudge();
                self.status = 0;
            }
            None => return self.no_room(),
        }
        Flow::Go
    }

    async fn and_or(&mut self, item: &AndOr) -> Flow {
        let mut pipeline = &item.first;
        let mut rest = item.rest.iter().peekable();
        loop {
            // All but the last are asked only whether they succeed.
            let asked = rest.peek().is_some();
            self.asking += u32::from(asked || pipeline.negated);
            let flow = self.pipeline(pipeline).await;
            self.asking -= u32::from(asked || pipeline.negated);
            if flow != Flow::Go {
                return flow;
            }
            if !asked {
                break;
            }
            let next = rest.find(|(join, _)| (*join == Join::And) == (self.status == 0));
            match next {
                Some((_, next)) => pipeline = next,
                None => return Flow::Go,
            }
        }
        let simple = !matches!(pipeline.commands.as_slice(), [command] if is_list(&command.kind));
        let fails = self.status != 0 && !pipeline.negated && self.asking == 0;
        if fails && simple {
            let flow = self.after_error().await;
            if flow != Flow::Go || self.options.errexit {
                return Flow::Exit;
            }
        }
        Flow::Go
    }

    /// Runs the trap of errors, if there is one here: functions have it with `set -E` only.
    async fn after_error(&mut self) -> Flow {
        let here = self.functions_deep == 0 || self.options.errtrace;
        if !here || self.in_error_trap {
            return Flow::Go;
        }
        let Some(trap) = self.error_trap.clone() else {
            return Flow::Go;
        };
        let (status, line) = (self.status, self.line);
        self.in_error_trap = true;
        let flow = self.lines_from(&trap, "", line).await;
        self.in_error_trap = false;
        if flow == Flow::Go {
            (self.status, self.line) = (status, line);
        }
        flow
    }

    async fn pipeline(&mut self, pipeline: &Pipeline) -> Flow {
        let started = self.outside.now();
        let flow = match pipeline.commands.as_slice() {
            [command] => self.command(command).await,
            commands => self.piped(commands).await,
        };
        if pipeline.negated && flow == Flow::Go {
            self.status = u8::from(self.status == 0);
        }
        if pipeline.timed {
            let millis = self.outside.now().since(started).0;
            let own = self.text("TIMEFORMAT").unwrap_or(timing::PLAIN);
            let format = if pipeline.portable {
                timing::PORTABLE
            } else {
                own
            };
            let text = timing::text(format, millis);
            self.err(&text);
        }
        flow
    }

    async fn piped(&mut self, commands: &[Command]) -> Flow {
        if self.is_crowded() {
            return self.no_room();
        }
        let mut programs: Vec<Boxed<'_, u8>> = Vec::new();
        let mut input = None;
        for (place, command) in commands.iter().enumerate() {
            let mut fork = self.fork();
            if let Some(input) = input.take() {
                fork.fds.set(0, input);
            }
            if place + 1 < commands.len() {
                let (write, read) = pipe(&self.outside);
                fork.fds.set(1, write);
                input = Some(read);
            }
            programs.push(Box::pin(async move {
                let mut fork = fork;
                fork.command(command).await;
                fork.leave().await;
                fork.status
            }));
        }
        let statuses = together(programs).await;
        let failed = statuses.iter().rev().find(|status| **status != 0).copied();
        self.status = match failed {
            Some(status) if self.options.pipefail => status,
            _ => statuses.last().copied().unwrap_or(0),
        };
        self.statuses = statuses;
        Flow::Go
    }

    pub fn command<'a>(&'a mut self, command: &'a Command) -> Boxed<'a, Flow> {
        Box::pin(async move {
            self.tick().await;
            if self.options.noexec {
                return Flow::Go;
            }
            self.line = command.line;
            if self.depth >= DEPTH_MOST {
                self.complain(&format!("commands are nested too deep ({DEPTH_MOST})"));
                self.status = 1;
                return Flow::Exit;
            }
            self.depth += 1;
            let flow = self.redirected(command).await;
            self.depth -= 1;
            flow
        })
    }

    async fn redirected(&mut self, command: &Command) -> Flow {
        let simple = matches!(command.kind, Kind::Simple(_));
        if command.redirects.is_empty() || simple {
            return self.kind(command).await;
        }
        let before = self.fds.clone();
        let flow = match self.redirect(&command.redirects).await {
            Ok(()) => self.kind(command).await,
            Err(_) => {
                self.fds = before;
                return self.after_failed_redirect();
            }
        };
        self.fds = before;
        flow
    }

    /// Status 1, and with `set -e` the end.
    fn after_failed_redirect(&mut self) -> Flow {
        self.status = 1;
        self.statuses = vec![1];
        Flow::Go
    }

    async fn kind(&mut self, command: &Command) -> Flow {
        let flow = match &command.kind {
            Kind::Simple(simple) => self.simple(simple, &command.redirects).await,
            Kind::Group(list) => self.list(list).await,
            Kind::Subshell(list) => {
                let mut fork = self.fork();
                self.status = fork.subshell(list).await;
                self.broken |= fork.broken;
                Flow::Go
            }
            Kind::For(looped) => self.for_loop(looped).await,
            Kind::Select(looped) => self.select_loop(looped).await,
            Kind::Count(looped) => self.count_loop(looped).await,
            Kind::Loop { until, test, body } => self.while_loop(*until, test, body).await,
            Kind::If { arms, otherwise } => self.choose(arms, otherwise.as_ref()).await,
            Kind::Case { word, source, arms } => self.case(word, source, arms).await,
            Kind::Function { name, body } => {
                self.functions.insert(name.clone(), Rc::clone(body));
                match self.sources.last() {
                    Some(file) => self.origins.insert(name.clone(), file.clone()),
                    None => self.origins.remove(name),
                };
                self.status = 0;
                Flow::Go
            }
            Kind::Test(test) => match self.condition(test, false).await {
                Ok(holds) => {
                    self.status = u8::from(!holds);
                    Flow::Go
                }
                Err(_) => Flow::Exit,
            },
            Kind::Arithmetic(word) => {
                // An error in it is one of the command, not of the shell.
                let value = self.number_of(word, "((: ").await.unwrap_or(0);
                self.status = u8::from(value == 0);
                Flow::Go
            }
        };
        if !is_list(&command.kind) {
            self.statuses = vec![self.status];
        }
        if self.broken && flow != Flow::Exit {
            self.status = 141;
            return Flow::Exit;
        }
        flow
    }
}

/// Whether its status is that of a command within, which `set -e` has looked at already.
fn is_list(kind: &Kind) -> bool {
    match kind {
        Kind::Simple(_) | Kind::Subshell(_) | Kind::Test(_) | Kind::Arithmetic(_) => false,
        Kind::Group(_)
        | Kind::For(_)
        | Kind::Select(_)
        | Kind::Count(_)
        | Kind::Loop { .. }
        | Kind::If { .. }
        | Kind::Case { .. }
        | Kind::Function { .. } => true,
    }
}
