//! A shell and all it knows. A subshell is a clone.

use super::disk::Disk;
use super::jobs::Jobs;
use super::streams::{Fd, Fds, Source};
use super::syntax::tree::Command;
use super::variables::{Value, Variable, Variables};
use crate::aws::outside::Outside;
use crate::aws::stream::Channel;
use crate::sim::SimTime;
use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

/// A future that may call itself.
pub type Boxed<'a, T> = Pin<Box<dyn Future<Output = T> + 'a>>;

/// How a command ended, apart from its status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flow {
    /// The next command follows.
    Go,
    /// So many loops end.
    Break(u32),
    /// So many loops end but the last, which goes on.
    Continue(u32),
    /// The function or the sourced file ends.
    Return,
    /// The shell ends.
    Exit,
}

/// A command could not be carried out; its message is written, the status set. The shell ends, as
/// bash does that was started with `-c`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fault;

/// What `set` and `shopt` switch.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    pub errexit: bool,
    pub nounset: bool,
    pub pipefail: bool,
    pub xtrace: bool,
    pub noglob: bool,
    pub noclobber: bool,
    pub allexport: bool,
    pub extglob: bool,
    pub nullglob: bool,
    pub nocasematch: bool,
    pub errtrace: bool,
    /// `set -n`: commands are read, not carried out.
    pub noexec: bool,
    pub inherit_errexit: bool,
    pub expand_aliases: bool,
}

/// A value longer than this is refused: a loop that doubles a text must not take the tab down.
pub const TEXT_MOST: usize = 16 * 1024 * 1024;

/// Bytes that may be expanded before others go on.
const BYTES_OF_A_BREATH: usize = 64 * 1024;

/// Shells that may be there at once: parts of pipelines, commands in the background. A function
/// that pipes itself into itself must not fill the memory.
const SHELLS_MOST: usize = 500;

#[derive(Clone)]
pub struct Shell {
    pub outside: Outside,
    pub disk: Disk,
    pub variables: Variables,
    pub functions: BTreeMap<String, Rc<Command>>,
    /// The files in which functions were made, of those that were made in one.
    pub origins: BTreeMap<String, String>,
    /// The functions that shells of their own have too.
    pub exported: BTreeSet<String>,
    /// `$1` and so on.
    pub arguments: Vec<String>,
    pub fds: Fds,
    /// `$0`
    pub name: String,
    /// A subshell.
    pub forked: bool,
    pub status: u8,
    /// Of each command of the last pipeline.
    pub statuses: Vec<u8>,
    pub options: Options,
    /// Of the command under way.
    pub line: u32,
    /// A status that is not 0 is being asked for: `set -e` does not end the shell.
    pub asking: u32,
    pub loops: u32,
    /// Commands that lie in each other.
    pub depth: u32,
    /// Sourced files and texts under way.
    pub sourced: u32,
    /// Substitutions and evaluated texts that it lies in: `set -x` shows as many signs more.
    pub inside: u32,
    /// Functions under way.
    pub functions_deep: u32,
    /// The status of a `$( … )` in the assignment under way.
    pub substituted: Option<u8>,
    /// Somebody types the lines: messages name none.
    pub interactive: bool,
    /// Nobody reads any longer what this shell writes.
    pub broken: bool,
    /// The last text had an error of syntax.
    pub unreadable: bool,
    pub exit_trap: Option<String>,
    /// The script of `trap … ERR`, and whether it runs.
    pub error_trap: Option<String>,
    pub in_error_trap: bool,
    /// The trap of the end runs: what the shell was about to end with.
    pub leaving: Option<u8>,
    /// Scripts for signals by name: `trap -p` shows them, no signal comes.
    pub signal_traps: BTreeMap<String, String>,
    pub aliases: Rc<BTreeMap<String, String>>,
    /// Folders that `pushd` left, the last first.
    pub folders: Vec<String>,
    pub history: Rc<RefCell<Vec<String>>>,
    pub jobs: Rc<RefCell<Jobs>>,
    pub last_job: Option<u32>,
    /// Those that this shell started, not one around it.
    pub own_jobs: Vec<u32>,
    /// When its first script began.
    pub started: Option<SimTime>,
    /// Functions under way, the innermost last.
    pub names: Vec<String>,
    /// Files of scripts under way, the innermost last.
    pub sources: Vec<String>,
    /// `$_`: the last word of the last command.
    pub last_word: String,
    /// `$BASH_SUBSHELL`
    pub subshells: u32,
    /// `$RANDOM`
    pub random: u32,
    /// Commands carried out, of all subshells together.
    pub steps: Rc<Cell<u64>>,
    /// Bytes that were expanded and not yet paid for: long texts take time.
    pub debt: Rc<Cell<usize>>,
    /// Where `getopts` is within an argument.
    pub option_at: usize,
}

impl Shell {
    pub fn new(outside: &Outside) -> Shell {
        let terminal = |channel| Fd::Out(outside.terminal(channel));
        let (out, err) = (terminal(Channel::Out), terminal(Channel::Err));
        let mut shell = Shell {
            outside: outside.clone(),
            disk: Disk::new(outside.clone()),
            variables: Variables::default(),
            functions: BTreeMap::new(),
            origins: BTreeMap::new(),
            exported: BTreeSet::new(),
            arguments: Vec::new(),
            fds: Fds::new(Source::terminal(), out, err),
            name: "bash".to_string(),
            forked: false,
            status: 0,
            statuses: vec![0],
            options: Options::default(),
            line: 1,
            asking: 0,
            loops: 0,
            depth: 0,
            sourced: 0,
            inside: 0,
            functions_deep: 0,
            substituted: None,
            interactive: false,
            broken: false,
            unreadable: false,
            exit_trap: None,
            error_trap: None,
            in_error_trap: false,
            leaving: None,
            signal_traps: BTreeMap::new(),
            aliases: Rc::default(),
            folders: Vec::new(),
            history: Rc::default(),
            jobs: Rc::default(),
            last_job: None,
            own_jobs: Vec::new(),
            started: None,
            names: Vec::new(),
            sources: Vec::new(),
            last_word: String::new(),
            subshells: 0,
            random: 1,
            steps: Rc::default(),
            debt: Rc::default(),
            option_at: 0,
        };
        shell.set_text("IFS", " \t\n");
        shell.set_text("OPTIND", "1");
        for (name, text) in [
            ("HOME", "/"),
            ("PWD", "/"),
            ("OLDPWD", "/"),
            ("PATH", "/usr/local/bin:/usr/bin:/bin"),
            ("SHELL", "/bin/bash"),
            ("USER", "you"),
            ("TERM", "xterm-256color"),
            ("TZ", "UTC"),
        ] {
            shell.set_text(name, text);
            shell.variables.entry(name).exported = true;
        }
        shell
    }

    /// A subshell: what it changes stays in it.
    pub fn fork(&self) -> Shell {
        let mut fork = self.clone();
        fork.forked = true;
        fork.subshells += 1;
        fork.exit_trap = None;
        fork.leaving = None;
        if !fork.options.errtrace {
            fork.error_trap = None;
        }
        fork.loops = 0;
        fork.own_jobs.clear();
        fork
    }

    /// Whether there are as many shells side by side as may be.
    pub fn is_crowded(&self) -> bool {
        // Each shell holds on to the count of steps.
        Rc::strong_count(&self.steps) > SHELLS_MOST
    }

    pub fn set_text(&mut self, name: &str, text: &str) {
        let variable = self.variables.entry(name);
        variable.value = Some(Value::Text(text.to_string()));
    }

    pub fn variable(&self, name: &str) -> Option<&Variable> {
        self.variables.get(name)
    }

    /// The text of a variable that was set.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.variables.get(name)?.value.as_ref()?.text()
    }

    /// Writes to standard output.
    pub fn out(&mut self, text: &[u8]) {
        self.write(1, text);
    }

    /// Writes to standard error.
    pub fn err(&mut self, text: &str) {
        self.write(2, text.as_bytes());
    }

    fn write(&mut self, number: u32, text: &[u8]) {
        if text.is_empty() {
            return;
        }
        let written = self.fds.get(number).is_none_or(|fd| fd.write(text));
        if !written && number == 1 {
            self.broken = true;
        }
    }

    /// Writes a message as bash does, with the place.
    pub fn complain(&mut self, message: &str) {
        let text = if self.interactive {
            format!("bash: {message}\n")
        } else {
            format!("{}: line {}: {message}\n", self.place(), self.line)
        };
        self.err(&text);
    }

    /// The file that the command under way stands in, or `bash`.
    pub fn place(&self) -> String {
        let file = self
            .own_list("BASH_SOURCE")
            .and_then(|list| list.into_iter().next());
        let file = file.filter(|file| !file.is_empty());
        file.unwrap_or_else(|| "bash".to_string())
    }

    /// Complains and gives up the command.
    pub fn fault(&mut self, message: &str, status: u8) -> Fault {
        self.complain(message);
        self.status = status;
        Fault
    }

    /// So many bytes were expanded.
    pub fn charge(&self, bytes: usize) {
        self.debt.set(self.debt.get().saturating_add(bytes));
    }

    /// Lets go now and then, so that no loop holds up who runs the shell.
    pub async fn tick(&self) {
        const STEPS: u64 = 32;
        let steps = self.steps.get() + 1;
        self.steps.set(steps);
        if steps.is_multiple_of(STEPS) {
            self.outside.breathe().await;
        }
        while self.debt.get() > BYTES_OF_A_BREATH {
            self.debt.set(self.debt.get() - BYTES_OF_A_BREATH);
            self.outside.breathe().await;
        }
    }

    /// Waits until the pipe behind standard output has room.
    pub async fn room(&self) {
        if let Some(fd) = self.fds.get(1).cloned() {
            fd.room().await;
        }
    }

    /// Standard input.
    pub fn input(&self) -> Rc<Source> {
        self.fds.input(0)
    }
}

impl Shell {
    /// A new script begins: what a stopped one left half done is put right.
    pub fn begin(&mut self) {
        let now = self.outside.now();
        self.started.get_or_insert(now);
        self.names.clear();
        self.sources.clear();
        let fresh = Shell::new(&self.outside);
        self.fds = fresh.fds;
        (self.loops, self.depth, self.sourced) = (0, 0, 0);
        (self.functions_deep, self.asking) = (0, 0);
        (self.broken, self.unreadable) = (false, false);
        (self.in_error_trap, self.leaving) = (false, None);
        self.debt.set(0);
        self.options.noexec = false;
        self.substituted = None;
        self.jobs.borrow_mut().clear();
        self.own_jobs.clear();
        while self.variables.in_function() {
            self.variables.leave();
        }
    }
}
