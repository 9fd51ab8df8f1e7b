//! From words to arguments: parameters, commands and arithmetic, then splitting, then file names.
//!
//! The order is bash's: <https://www.gnu.org/software/bash/manual/bash.html>, "Shell Expansions".

pub mod arithmetic;
pub mod assign;
pub mod fields;
mod files;
mod parameter;
pub mod pattern;
mod slice;
mod special;

use super::state::{Boxed, Fault, Shell};
use super::streams::Fd;
use super::syntax::tree::{Kind, List, Part, Sign, Word};
use crate::aws::stream::Stream;
use fields::Fields;
use std::rc::Rc;

pub type Expanded<T> = Result<T, Fault>;

impl Shell {
    /// The arguments that words become.
    pub async fn arguments_of(&mut self, words: &[Word]) -> Expanded<Vec<String>> {
        let mut arguments = Vec::new();
        for word in words {
            if word.assignment.is_some() {
                continue;
            }
            let mut fields = Fields::split_at(self.text("IFS").unwrap_or(" \t\n").to_string());
            self.parts(&word.parts, false, &mut fields).await?;
            for field in fields.finish() {
                self.file_names(&field, &mut arguments);
            }
        }
        Ok(arguments)
    }

    /// The one text that a word becomes where nothing is split: in assignments, in `[[ … ]]`.
    pub async fn text_of(&mut self, word: &Word) -> Expanded<String> {
        if let [Part::Literal(text)] = word.parts.as_slice() {
            return Ok(text.clone());
        }
        let mut fields = Fields::whole();
        self.parts(&word.parts, false, &mut fields).await?;
        Ok(fields.into_text())
    }

    /// The text that a word becomes as if it stood in double quotes.
    pub async fn quoted_text_of(&mut self, word: &Word) -> Expanded<String> {
        let mut fields = Fields::whole();
        self.parts(&word.parts, true, &mut fields).await?;
        Ok(fields.into_text())
    }

    /// The pattern that a word becomes: what was quoted stands for itself.
    pub async fn pattern_of(&mut self, word: &Word) -> Expanded<String> {
        let mut fields = Fields::whole();
        self.parts(&word.parts, false, &mut fields).await?;
        Ok(fields.into_pattern())
    }

    /// The value of an arithmetic expression.
    pub async fn number_of(&mut self, word: &Word, command: &str) -> Expanded<i64> {
        let text = self.quoted_text_of(word).await?;
        if command == "((: " && self.options.xtrace {
            self.trace(&format!("(( {text} ))")).await;
        }
        self.calculate(&text, command)
    }

    /// The value of an expression that is a text already; `command` stands before messages.
    pub fn calculate(&mut self, text: &str, command: &str) -> Expanded<i64> {
        match arithmetic::evaluate(text, self) {
            Ok(value) => Ok(value),
            Err(message) => Err(self.fault(&format!("{command}{message}"), 1)),
        }
    }

    pub fn parts<'a>(
        &'a mut self,
        parts: &'a [Part],
        quoted: bool,
        into: &'a mut Fields,
    ) -> Boxed<'a, Expanded<()>> {
        Box::pin(async move {
            for (place, part) in parts.iter().enumerate() {
                match part {
                    Part::Plain(text) if quoted => into.quoted(text),
                    Part::Plain(text) if place == 0 && text.starts_with('~') => {
                        self.tilde(text, into);
                    }
                    Part::Plain(text) => into.plain(text),
                    Part::Literal(text) => into.quoted(text),
                    Part::Double(parts) => {
                        // `"$@"` without arguments is no word at all.
                        if !self.vanishes(parts) {
                            into.quoted("");
                        }
                        self.parts(parts, true, into).await?;
                    }
                    Part::Parameter(parameter) => self.parameter(parameter, quoted, into).await?,
                    Part::Command(list) => {
                        let text = self.output_of(list).await?;
                        if quoted {
                            into.quoted(&text);
                        } else {
                            into.value(&text);
                        }
                    }
                    Part::Process(list) => {
                        let path = self.process(list).await;
                        into.quoted(&path);
                    }
                    Part::Arithmetic(word) => {
                        let number = self.number_of(word, "").await?.to_string();
                        if quoted {
                            into.quoted(&number);
                        } else {
                            into.value(&number);
                        }
                    }
                }
            }
            Ok(())
        })
    }

    fn vanishes(&self, parts: &[Part]) -> bool {
        let [Part::Parameter(parameter)] = parts else {
            return false;
        };
        self.is_empty_list(parameter)
    }

    fn tilde(&self, text: &str, into: &mut Fields) {
        let end = text.find('/').unwrap_or(text.len());
        let home = match &text[..end] {
            "~" => self.text("HOME"),
            "~+" => self.text("PWD"),
            "~-" => self.text("OLDPWD"),
            _ => None,
        };
        match home {
            Some(home) => {
                into.quoted(home);
                if end < text.len() {
                    let rest = &text[end..];
                    into.plain(if home == "/" { &rest[1..] } else { rest });
                }
            }
            None => into.plain(text),
        }
    }

    /// `<( … )`: the file that has what a command writes. The command runs to its end first.
    async fn process(&mut self, list: &Rc<List>) -> String {
        let buffer = Stream::buffer();
        let mut fork = self.fork();
        fork.fds.set(1, Fd::Out(buffer.clone()));
        fork.inside += 1;
        fork.options.errexit = false;
        let list = Rc::clone(list);
        fork.subshell(&list).await;
        drop(fork);
        self.disk.keep_output(buffer.take())
    }

    /// What a command writes, without the ends of lines at its end.
    async fn output_of(&mut self, list: &Rc<List>) -> Expanded<String> {
        if let Some(word) = file_only(list) {
            let path = self.text_of(word).await?;
            let read = self.disk.read(&path);
            return match read {
                Ok(bytes) => {
                    self.substituted = Some(0);
                    Ok(trimmed(&bytes))
                }
                Err(message) => {
                    self.complain(&format!("{path}: {message}"));
                    self.substituted = Some(1);
                    Ok(String::new())
                }
            };
        }
        let buffer = Stream::buffer();
        let mut fork = self.fork();
        fork.inside += 1;
        fork.fds.set(1, Fd::Out(buffer.clone()));
        fork.options.errexit &= self.options.inherit_errexit;
        let list = Rc::clone(list);
        let status = fork.subshell(&list).await;
        drop(fork);
        self.substituted = Some(status);
        self.status = status;
        let bytes = buffer.take();
        self.charge(bytes.len());
        if bytes.contains(&0) {
            self.complain("warning: command substitution: ignored null byte in input");
        }
        Ok(trimmed(&bytes))
    }
}

/// `$(< file)`
fn file_only(list: &List) -> Option<&Word> {
    let [item] = list.items.as_slice() else {
        return None;
    };
    let [command] = item.first.commands.as_slice() else {
        return None;
    };
    let Kind::Simple(simple) = &command.kind else {
        return None;
    };
    let empty = simple.words.is_empty() && simple.assignments.is_empty();
    match command.redirects.as_slice() {
        [redirect] if empty && item.rest.is_empty() => match &redirect.sign {
            Sign::Read(word) => Some(word),
            _ => None,
        },
        _ => None,
    }
}

fn trimmed(bytes: &[u8]) -> String {
    let text: Vec<u8> = bytes.iter().copied().filter(|byte| *byte != 0).collect();
    let text = String::from_utf8_lossy(&text);
    text.trim_end_matches('\n').to_string()
}
