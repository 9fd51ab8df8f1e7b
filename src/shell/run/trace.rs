//! `set -x`: each command is shown before it is carried out.

use super::super::expand::fields::unquote;
use super::super::quote::traced;
use super::super::state::{Boxed, Shell};
use super::super::syntax::tree::{Assigned, Assignment};
use super::super::syntax::{Reader, Until};

impl Shell {
    /// Shows what is carried out, if that is asked for.
    pub fn trace<'a>(&'a mut self, text: &'a str) -> Boxed<'a, ()> {
        Box::pin(async move {
            if self.options.xtrace {
                let head = self.trace_head().await;
                self.err(&format!("{head}{text}\n"));
            }
        })
    }

    /// Shows words with the quotes that they need.
    pub async fn trace_words(&mut self, words: &[String]) {
        if self.options.xtrace && !words.is_empty() {
            let words: Vec<String> = words.iter().map(|word| shown(word)).collect();
            self.trace(&words.join(" ")).await;
        }
    }

    /// Shows an assignment that was carried out.
    pub async fn trace_assignment(&mut self, assignment: &Assignment) {
        if !self.options.xtrace {
            return;
        }
        let name = &assignment.name;
        let text = match (&assignment.value, &assignment.index) {
            (Assigned::Word(_), None) if !assignment.append => {
                let text = self.value(name).unwrap_or_default();
                format!(
                    "{name}={}",
                    if text.is_empty() { text } else { shown(&text) }
                )
            }
            _ => assignment.source.clone(),
        };
        self.trace(&text).await;
    }

    /// Shows a question of `[[ … ]]`.
    pub async fn trace_test(&mut self, negated: bool, words: &[&str]) {
        let sign = if negated { "! " } else { "" };
        let words: Vec<&str> = words
            .iter()
            .map(|word| if word.is_empty() { "''" } else { word })
            .collect();
        let text = format!("[[ {sign}{} ]]", words.join(" "));
        self.trace(&text).await;
    }

    /// What stands before: `$PS4`, its first character once more in each shell that is inside.
    async fn trace_head(&mut self) -> String {
        let head = self.text("PS4").unwrap_or("+ ").to_string();
        let mut reader = Reader::from_line(&head, self.line);
        let head = match reader.word_until(Until::End, true) {
            Ok(word) => {
                let before = (self.status, self.substituted);
                self.options.xtrace = false;
                let text = self.quoted_text_of(&word).await;
                self.options.xtrace = true;
                (self.status, self.substituted) = before;
                text.unwrap_or_default()
            }
            Err(_) => unquote(&head),
        };
        let first = head.chars().next().map(String::from).unwrap_or_default();
        first.repeat(self.inside as usize) + &head
    }
}

/// A word with the quotes that it needs. Source: bash 5.2, which shows ends of lines as they are.
pub fn shown(text: &str) -> String {
    match text.replace(['\n', '\t'], "") {
        bare if bare.len() == text.len() || bare.chars().any(char::is_control) => traced(text),
        _ => format!("'{}'", text.replace('\'', "'\\''")),
    }
}
