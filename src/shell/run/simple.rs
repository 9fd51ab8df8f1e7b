//! Simple commands: which function, builtin or command is meant, and its surroundings.

use super::super::expand::Expanded;
use super::super::state::{Boxed, Flow, Shell};
use super::super::syntax::tree::{Assigned, Assignment, Redirect, Simple};
use super::super::table::{self, Entry, Run};
use super::trace::shown;
use std::rc::Rc;

/// A variable and its text.
type Set = (String, String);

impl Shell {
    pub async fn simple(&mut self, simple: &Simple, redirects: &[Redirect]) -> Flow {
        self.substituted = None;
        let Ok(words) = self.arguments_of(&simple.words).await else {
            return Flow::Exit;
        };
        let mut values = Vec::new();
        if !words.is_empty() {
            match self.values_of(&simple.assignments).await {
                Ok(expanded) => values = expanded,
                Err(_) => return Flow::Exit,
            }
        }
        let declares = simple.words.iter().any(|word| word.assignment.is_some());
        if !declares {
            self.trace_words(&words).await;
        }
        if let Some(last) = words.last() {
            self.last_word.clone_from(last);
        }
        if words.is_empty() && !simple.assignments.is_empty() {
            return self.assignments_redirected(simple, redirects).await;
        }
        let before = self.fds.clone();
        let stays = words.first().is_some_and(|name| name == "exec") && words.len() == 1;
        if !redirects.is_empty() && self.redirect(redirects).await.is_err() {
            self.fds = before;
            return self.after_failed_redirect();
        }
        let flow = match words.split_first() {
            None => self.assignments_alone(&simple.assignments).await,
            Some(_) if declares => self.declaration(simple, &words).await,
            Some((name, arguments)) => self.with_assignments(values, name, arguments).await,
        };
        if self.fds.get(1).is_some() {
            self.room().await;
        }
        if !stays {
            self.fds = before;
        }
        flow
    }

    /// Assignments without a command: what they call does not see the redirections, which only
    /// make their files.
    async fn assignments_redirected(&mut self, simple: &Simple, redirects: &[Redirect]) -> Flow {
        let flow = self.assignments_alone(&simple.assignments).await;
        if flow != Flow::Go || redirects.is_empty() {
            return flow;
        }
        let before = self.fds.clone();
        let opened = self.redirect(redirects).await;
        self.fds = before;
        match opened {
            Ok(()) => Flow::Go,
            Err(_) => self.after_failed_redirect(),
        }
    }

    /// The assignments before a command, expanded.
    async fn values_of(&mut self, assignments: &[Rc<Assignment>]) -> Expanded<Vec<Set>> {
        let mut values = Vec::new();
        for assignment in assignments {
            let Assigned::Word(word) = &assignment.value else {
                continue;
            };
            let (name, text) = (assignment.name.clone(), self.text_of(word).await?);
            if self.options.xtrace {
                self.trace(&format!("{name}={}", shown(&text))).await;
            }
            values.push((name, text));
        }
        Ok(values)
    }

    async fn assignments_alone(&mut self, assignments: &[Rc<Assignment>]) -> Flow {
        // Until all are done `$?` is what it was, but for what a substitution ended with.
        for assignment in assignments {
            if self.assign(assignment).await.is_err() {
                return Flow::Exit;
            }
            self.trace_assignment(assignment).await;
        }
        self.status = self.substituted.unwrap_or(0);
        Flow::Go
    }

    /// `declare a=b`, `local a=(…)` and their kin.
    async fn declaration(&mut self, simple: &Simple, words: &[String]) -> Flow {
        let declared = simple
            .words
            .iter()
            .filter_map(|word| word.assignment.as_ref());
        let declared: Vec<Rc<Assignment>> = declared.map(Rc::clone).collect();
        for assignment in &simple.assignments {
            if self.assign(assignment).await.is_err() {
                return Flow::Exit;
            }
        }
        // Names first, then values: they may refer to what the names hid.
        let mut with_names = words.to_vec();
        let outer: Expanded<Vec<Assignment>> = self.values_before(&declared).await;
        let Ok(values) = outer else { return Flow::Exit };
        let mut shown = words.to_vec();
        for value in &values {
            match &value.value {
                Assigned::Word(word) => shown.push(format!("{}={}", value.name, word.exact())),
                Assigned::Array(_) => self.trace_assignment(value).await,
            }
        }
        self.trace_words(&shown).await;
        with_names.extend(declared.iter().map(|assignment| assignment.name.clone()));
        let readonly = words
            .iter()
            .any(|word| word == "readonly" || is_flag(word, 'r'));
        let others: Vec<String> = with_names
            .iter()
            .filter(|w| !is_flag(w, 'r'))
            .cloned()
            .collect();
        let name = if readonly && words[0] == "readonly" {
            "declare"
        } else {
            &words[0]
        };
        let flow = self.with_assignments(Vec::new(), name, &others[1..]).await;
        if flow != Flow::Go || self.status != 0 {
            return flow;
        }
        let refers = !readonly && words[1..].iter().any(|word| is_flag(word, 'n'));
        for value in &values {
            if refers && words[0] != "export" {
                self.refer(value).await;
                continue;
            }
            if self.assign(value).await.is_err() {
                return Flow::Exit;
            }
            if words[0] == "export" || words[0] == "readonly" {
                self.trace_assignment(value).await;
            }
            if readonly {
                self.variables.entry(&value.name).readonly = true;
            }
        }
        self.status = 0;
        Flow::Go
    }

    /// `declare -n name=target`
    async fn refer(&mut self, assignment: &Assignment) {
        if let Assigned::Word(word) = &assignment.value
            && let Ok(target) = self.text_of(word).await
        {
            let variable = self.variables.own_entry(&assignment.name);
            variable.value = Some(super::super::variables::Value::Text(target));
        }
    }

    /// The assignments with the words of texts expanded.
    async fn values_before(&mut self, declared: &[Rc<Assignment>]) -> Expanded<Vec<Assignment>> {
        let mut values = Vec::new();
        for assignment in declared {
            let value = match &assignment.value {
                Assigned::Word(word) => {
                    let text = self.text_of(word).await?;
                    Assigned::Word(crate::shell::syntax::tree::Word::literal(&text))
                }
                Assigned::Array(items) => Assigned::Array(items.clone()),
            };
            values.push(Assignment {
                name: assignment.name.clone(),
                index: assignment.index.clone(),
                append: assignment.append,
                value,
                source: assignment.source.clone(),
            });
        }
        Ok(values)
    }

    async fn with_assignments(
        &mut self,
        values: Vec<Set>,
        name: &str,
        arguments: &[String],
    ) -> Flow {
        if values.is_empty() {
            return self.call(name, arguments).await;
        }
        self.variables.enter();
        let mut refused = false;
        for (name, text) in values {
            if self
                .variable(&name)
                .is_some_and(|variable| variable.readonly)
            {
                self.complain(&format!("{name}: readonly variable"));
                refused = true;
                continue;
            }
            self.variables.put_local(
                &name,
                super::super::variables::Variable {
                    value: Some(super::super::variables::Value::Text(text)),
                    exported: true,
                    ..super::super::variables::UNSET
                },
            );
        }
        let flow = if refused {
            self.status = 1;
            Flow::Go
        } else {
            self.call(name, arguments).await
        };
        self.variables.leave();
        flow
    }

    /// Calls a function, a builtin or a command by name.
    pub async fn call(&mut self, name: &str, arguments: &[String]) -> Flow {
        if let Some(body) = self.functions.get(name).map(Rc::clone) {
            return self.function(&body, name, arguments).await;
        }
        self.call_known(name, arguments).await
    }

    /// Whether a name is that of a command, or a script that runs.
    pub fn is_program(&self, name: &str) -> bool {
        table::find(name).is_some() || (name.contains('/') && self.disk.runs(name))
    }

    /// Calls a builtin or a command, never a function.
    pub fn call_known<'a>(&'a mut self, name: &'a str, arguments: &'a [String]) -> Boxed<'a, Flow> {
        Box::pin(async move {
            match table::find(name) {
                Some(entry) => self.entry(entry, arguments).await,
                None if name.contains('/') && self.disk.runs(name) => {
                    let mut words = vec![name.to_string()];
                    words.extend_from_slice(arguments);
                    crate::shell::commands::bash::run(self, &words).await
                }
                None => {
                    let message = if name.contains('/') {
                        let missing = if self.disk.is_folder(name) {
                            "Is a directory"
                        } else if self.disk.is_file(name) {
                            "Permission denied"
                        } else {
                            "No such file or directory"
                        };
                        self.status = if missing.starts_with("No") { 127 } else { 126 };
                        format!("{name}: {missing}")
                    } else {
                        self.status = 127;
                        match crate::shell::commands::absent::instead(name) {
                            Some(text) => format!("{name}: command not found: {text}"),
                            None => format!("{name}: command not found"),
                        }
                    };
                    self.complain(&message);
                    Flow::Go
                }
            }
        })
    }

    async fn entry(&mut self, entry: &'static Entry, arguments: &[String]) -> Flow {
        match entry.run {
            Run::Builtin(run) => match run(self, arguments) {
                Ok(status) => self.status = status,
                Err(flow) => return flow,
            },
            Run::Quick(run) => self.status = run(self, arguments),
            Run::Slow(run) => return run(self, arguments).await,
            Run::Filter(make) => {
                self.status = match make(self, arguments) {
                    Ok((filter, files)) => self.pump(entry.name, filter, files).await,
                    Err(status) => status,
                };
            }
        }
        Flow::Go
    }

    async fn function(
        &mut self,
        body: &Rc<super::super::syntax::tree::Command>,
        name: &str,
        arguments: &[String],
    ) -> Flow {
        let outer = std::mem::replace(&mut self.arguments, arguments.to_vec());
        let loops = std::mem::take(&mut self.loops);
        let line = self.line;
        self.functions_deep += 1;
        self.names.push(name.to_string());
        self.variables.enter();
        let flow = self.command(body).await;
        self.variables.leave();
        self.names.pop();
        self.functions_deep -= 1;
        self.loops = loops;
        self.line = line;
        self.arguments = outer;
        match flow {
            Flow::Exit => Flow::Exit,
            Flow::Go | Flow::Return | Flow::Break(_) | Flow::Continue(_) => Flow::Go,
        }
    }
}

/// Whether a word is a flag with this letter.
fn is_flag(word: &str, letter: char) -> bool {
    word.starts_with('-') && word.contains(letter)
}
