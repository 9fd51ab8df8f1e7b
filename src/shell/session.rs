//! A shell that lives as long as its terminal: each script goes on where the last one ended.

use super::complete::Completion;
use super::state::Shell;
use super::syntax::Reader;
use crate::aws::outside::{Outside, Running};
use std::cell::RefCell;
use std::rc::Rc;

/// Lines that `history` keeps.
const HISTORY_MOST: usize = 1_000;

/// A shell between its scripts. Variables, functions and the folder last; files belong to
/// [`Outside`].
pub struct Session {
    outside: Outside,
    /// Empty while a script runs.
    shell: Rc<RefCell<Option<Shell>>>,
    history: Rc<RefCell<Vec<String>>>,
}

/// Puts the shell back even if the script is stopped.
struct Lease {
    shell: Option<Shell>,
    home: Rc<RefCell<Option<Shell>>>,
}

impl Drop for Lease {
    fn drop(&mut self) {
        *self.home.borrow_mut() = self.shell.take();
    }
}

impl Session {
    /// A new shell. `interactive`: somebody types the lines, so that messages name no line.
    pub fn new(outside: &Outside, interactive: bool) -> Session {
        let mut shell = Shell::new(outside);
        shell.interactive = interactive;
        let history = Rc::clone(&shell.history);
        Session {
            outside: outside.clone(),
            shell: Rc::new(RefCell::new(Some(shell))),
            history,
        }
    }

    /// Begins a script: one line or many. Its exit code is what the program ends with; to stop it
    /// is to drop it. None while another one runs.
    pub fn start(&mut self, script: &str) -> Option<Running> {
        let shell = self.shell.borrow_mut().take()?;
        self.remember(script);
        let mut lease = Lease {
            shell: Some(shell),
            home: Rc::clone(&self.shell),
        };
        let script = script.to_string();
        Some(Running::new(&self.outside, async move {
            match lease.shell.as_mut() {
                Some(shell) => {
                    shell.begin();
                    shell.script(&script).await
                }
                None => 1,
            }
        }))
    }

    fn remember(&self, script: &str) {
        let line = script.trim_end();
        let mut history = self.history.borrow_mut();
        if line.is_empty() || history.last().is_some_and(|last| last == line) {
            return;
        }
        history.push(line.to_string());
        if history.len() > HISTORY_MOST {
            history.remove(0);
        }
    }

    /// What could stand at the caret, a place in the line in bytes; nothing while a script runs.
    pub fn complete(&self, line: &str, caret: usize) -> Completion {
        let shell = self.shell.borrow();
        shell
            .as_ref()
            .map_or_else(Completion::default, |shell| shell.complete(line, caret))
    }

    /// What was typed, the oldest first.
    pub fn history(&self) -> Vec<String> {
        self.history.borrow().clone()
    }

    /// Takes up what was typed in an earlier life.
    pub fn set_history(&mut self, lines: Vec<String>) {
        *self.history.borrow_mut() = lines;
    }
}

/// Whether a script goes on in the next line: a quote, a command or a here-document is open.
pub fn needs_more(text: &str) -> bool {
    let mut reader = Reader::new(text);
    loop {
        match reader.next_line() {
            // The reader warns of a here-document that the end of the text has cut off.
            Ok(Some(_)) if !reader.warnings.is_empty() => return true,
            Ok(Some(_)) => {}
            Ok(None) => return !reader.warnings.is_empty() || ends_in_continuation(text),
            Err(error) => return error.incomplete,
        }
    }
}

fn ends_in_continuation(text: &str) -> bool {
    let backslashes = text.chars().rev().take_while(|c| *c == '\\').count();
    backslashes % 2 == 1
}

#[cfg(test)]
mod tests {
    use super::needs_more;

    #[test]
    fn open_parts_want_another_line() {
        let open = [
            "echo 'a",
            "echo \"a",
            "echo \\",
            "if true; then",
            "for x in a b",
            "a |",
            "a &&",
            "cat <<END\na",
            "echo $(ls",
            "f() {",
            "case x in",
        ];
        for text in open {
            assert!(needs_more(text), "{text}");
        }
        let whole = [
            "",
            "echo a",
            "echo 'a'",
            "fi",
            "cat <<END\na\nEND\n",
            "echo \\\\",
            "# it's",
        ];
        for text in whole {
            assert!(!needs_more(text), "{text}");
        }
    }
}
