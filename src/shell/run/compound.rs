//! Loops and choices.

use super::super::state::{Flow, Shell};
use super::super::syntax::tree::{Arm, Count, For, List, Then, Word};
use crate::shell::expand::pattern::Pattern;

impl Shell {
    /// What `for` and `select` go through: the arguments, where no words are given. None if a word
    /// cannot be expanded, which has been said.
    pub async fn loop_words(&mut self, looped: &For) -> Option<Vec<String>> {
        match &looped.words {
            None => Some(self.arguments.clone()),
            Some(words) => self.arguments_of(words).await.ok(),
        }
    }

    pub async fn for_loop(&mut self, looped: &For) -> Flow {
        let Some(words) = self.loop_words(looped).await else {
            return Flow::Exit;
        };
        self.status = 0;
        self.loops += 1;
        let mut flow = Flow::Go;
        for word in words {
            if let Err(message) = self.put(&looped.name, None, &word, false) {
                self.complain(&message);
                self.status = 1;
                break;
            }
            self.tick().await;
            if self.options.xtrace {
                let all = looped.words.is_none().then_some("in \"$@\"");
                let words = all.unwrap_or(&looped.source);
                self.trace(&format!("for {} {words}", looped.name)).await;
            }
            flow = self.list(&looped.body).await;
            if self.ends_loop(&mut flow) {
                break;
            }
        }
        self.loops -= 1;
        flow
    }

    pub async fn count_loop(&mut self, looped: &Count) -> Flow {
        let calculated = async |shell: &mut Shell, word: &Word, empty: i64| {
            if word.parts.is_empty() {
                return Ok(empty);
            }
            shell.number_of(word, "((: ").await
        };
        if calculated(self, &looped.first, 0).await.is_err() {
            return Flow::Go;
        }
        self.status = 0;
        self.loops += 1;
        let mut flow = Flow::Go;
        loop {
            match calculated(self, &looped.test, 1).await {
                Ok(0) | Err(_) => break,
                Ok(_) => {}
            }
            self.tick().await;
            flow = self.list(&looped.body).await;
            if self.ends_loop(&mut flow) || calculated(self, &looped.step, 0).await.is_err() {
                break;
            }
        }
        self.loops -= 1;
        flow
    }

    pub async fn while_loop(&mut self, until: bool, test: &List, body: &List) -> Flow {
        self.loops += 1;
        let mut flow;
        let mut status = 0;
        loop {
            self.tick().await;
            self.asking += 1;
            flow = self.list(test).await;
            self.asking -= 1;
            if self.ends_loop(&mut flow) {
                break;
            }
            if (self.status == 0) == until {
                self.status = status;
                break;
            }
            flow = self.list(body).await;
            status = self.status;
            if self.ends_loop(&mut flow) {
                break;
            }
        }
        self.loops -= 1;
        flow
    }

    /// Whether a loop is over; what the loops around it have to know stays in `flow`.
    pub fn ends_loop(&mut self, flow: &mut Flow) -> bool {
        match *flow {
            Flow::Go => false,
            Flow::Continue(1) => {
                *flow = Flow::Go;
                false
            }
            Flow::Break(1) => {
                *flow = Flow::Go;
                true
            }
            Flow::Break(count) => {
                *flow = Flow::Break(count - 1);
                true
            }
            Flow::Continue(count) => {
                *flow = Flow::Continue(count - 1);
                true
            }
            Flow::Return | Flow::Exit => true,
        }
    }

    pub async fn choose(&mut self, arms: &[(List, List)], otherwise: Option<&List>) -> Flow {
        for (test, body) in arms {
            self.asking += 1;
            let flow = self.list(test).await;
            self.asking -= 1;
            if flow != Flow::Go {
                return flow;
            }
            if self.status == 0 {
                return self.list(body).await;
            }
        }
        if let Some(body) = otherwise {
            return self.list(body).await;
        }
        self.status = 0;
        Flow::Go
    }

    pub async fn case(&mut self, word: &Word, source: &str, arms: &[Arm]) -> Flow {
        if self.options.xtrace {
            self.trace(&format!("case {source} in")).await;
        }
        let Ok(text) = self.text_of(word).await else {
            return Flow::Exit;
        };
        self.status = 0;
        let mut falls = false;
        for arm in arms {
            let mut fits = falls;
            for pattern in &arm.patterns {
                if fits {
                    break;
                }
                let Ok(pattern) = self.pattern_of(pattern).await else {
                    return Flow::Exit;
                };
                fits = self.pattern_fits(&pattern, self.options.extglob, &text);
            }
            if !fits {
                continue;
            }
            let flow = self.list(&arm.body).await;
            if flow != Flow::Go {
                return flow;
            }
            match arm.then {
                Then::Stop => return Flow::Go,
                Then::Fall => falls = true,
                Then::Test => falls = false,
            }
        }
        Flow::Go
    }

    /// Whether a pattern fits a text; `shopt -s nocasematch` counts.
    pub fn pattern_fits(&self, pattern: &str, extended: bool, text: &str) -> bool {
        if self.options.nocasematch {
            return Pattern::new(&pattern.to_lowercase(), extended).fits(&text.to_lowercase());
        }
        Pattern::new(pattern, extended).fits(text)
    }
}
