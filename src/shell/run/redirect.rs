//! Redirections.

use super::super::expand::Expanded;
use super::super::state::{Fault, Shell};
use super::super::streams::{Source, open_input, open_output};
use super::super::syntax::tree::{Redirect, Sign, Word};

impl Shell {
    /// Opens what the redirections name, in order; the caller puts the old descriptors back.
    pub async fn redirect(&mut self, redirects: &[Redirect]) -> Expanded<()> {
        for redirect in redirects {
            self.redirect_one(redirect).await?;
        }
        Ok(())
    }

    async fn redirect_one(&mut self, redirect: &Redirect) -> Expanded<()> {
        let from = redirect.from;
        match &redirect.sign {
            Sign::Read(word) | Sign::ReadWrite(word) => {
                let path = self.path_of(word).await?;
                let opened = open_input(&self.disk, &self.fds, &path);
                let fd = opened.map_err(|message| self.not_opened(&path, message))?;
                self.fds.set(from, fd);
            }
            Sign::Write(word) => self.open_to(word, false, &[from]).await?,
            Sign::Force(word) => {
                let before = std::mem::take(&mut self.options.noclobber);
                let opened = self.open_to(word, false, &[from]).await;
                self.options.noclobber = before;
                opened?;
            }
            Sign::Append(word) => self.open_to(word, true, &[from]).await?,
            Sign::Both { word, append } => self.open_to(word, *append, &[1, 2]).await?,
            Sign::Copy(word) => self.copy(from, word).await?,
            Sign::Here(body) => {
                let text = match body.get() {
                    Some(word) => self.text_of(word).await?,
                    None => String::new(),
                };
                self.fds.set(from, Source::bytes(text.into_bytes()));
            }
            Sign::Text(word) => {
                let text = self.text_of(word).await? + "\n";
                self.fds.set(from, Source::bytes(text.into_bytes()));
            }
        }
        Ok(())
    }

    async fn open_to(&mut self, word: &Word, append: bool, numbers: &[u32]) -> Expanded<()> {
        let path = self.path_of(word).await?;
        let clobbers = !append && self.options.noclobber && self.disk.is_file(&path);
        if clobbers && !path.starts_with("/dev/") {
            return Err(self.not_opened(&path, "cannot overwrite existing file"));
        }
        let opened = open_output(&self.disk, &self.fds, &path, append);
        let fd = opened.map_err(|message| self.not_opened(&path, message))?;
        for number in numbers {
            self.fds.set(*number, fd.clone());
        }
        Ok(())
    }

    async fn copy(&mut self, from: u32, word: &Word) -> Expanded<()> {
        let text = self.text_of(word).await?;
        if text == "-" {
            self.fds.close(from);
            return Ok(());
        }
        let Ok(number) = text.parse::<u32>() else {
            // `>& file` is `&> file`.
            return self.open_to(word, false, &[1, 2]).await;
        };
        match self.fds.get(number).cloned() {
            Some(fd) => self.fds.set(from, fd),
            None => return Err(self.not_opened(&text, "Bad file descriptor")),
        }
        Ok(())
    }

    async fn path_of(&mut self, word: &Word) -> Expanded<String> {
        let mut paths = self.arguments_of(std::slice::from_ref(word)).await?;
        match paths.pop() {
            Some(path) if paths.is_empty() => Ok(path),
            _ => {
                let plain = word.parts.iter().map(|part| match part {
                    crate::shell::syntax::tree::Part::Parameter(parameter) => {
                        parameter.source.as_str()
                    }
                    crate::shell::syntax::tree::Part::Plain(text) => text,
                    _ => "",
                });
                let shown: String = plain.collect();
                Err(self.fault(&format!("{shown}: ambiguous redirect"), 1))
            }
        }
    }

    fn not_opened(&mut self, path: &str, message: &str) -> Fault {
        self.fault(&format!("{path}: {message}"), 1)
    }
}
