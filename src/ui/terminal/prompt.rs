//! The one input of the terminal.

use super::super::prelude::*;
use super::super::state::{Page, use_page};
use super::complete;
use super::desk::Terminal;
use super::line::Line;
use crate::shell;
use leptos::html::Textarea;
use web_sys::{HtmlTextAreaElement, KeyboardEvent};

/// Rows that the input shows at most: a longer paste scrolls in it.
const MOST_ROWS: usize = 8;

/// A search through the history, Ctrl R.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Search {
    /// What is looked for.
    wanted: String,
    /// How many matches are passed over.
    passed: usize,
    /// What was typed before.
    before: String,
}

/// What the input shares with its keys.
#[derive(Clone, Copy)]
pub struct Prompt {
    page: Page,
    terminal: Terminal,
    node: NodeRef<Textarea>,
    text: RwSignal<String>,
    /// The place in the history, counted from its end; 0 is the line being typed.
    back: RwSignal<usize>,
    /// The line being typed while an older one is shown.
    typed: RwSignal<String>,
    search: RwSignal<Option<Search>>,
    hint: RwSignal<String>,
    /// Whether the hint is what Tab offers.
    offers: RwSignal<bool>,
}

/// The input.
#[component]
pub fn PromptView(
    /// What it is the input of.
    terminal: Terminal,
    /// The field.
    node: NodeRef<Textarea>,
    /// What is told below it has changed.
    told: impl Fn() + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let prompt = Prompt {
        page: use_page(),
        terminal,
        node,
        text: RwSignal::new(String::new()),
        back: RwSignal::new(0),
        typed: RwSignal::new(String::new()),
        search: RwSignal::new(None),
        hint: RwSignal::new(String::new()),
        offers: RwSignal::new(false),
    };
    let rows = move || {
        let lines = prompt.text.with(|text| text.matches('\n').count() + 1);
        lines.min(MOST_ROWS).to_string()
    };
    let sign = move || match (terminal.question.get(), prompt.search.get()) {
        (Some(question), _) => question,
        (None, Some(search)) => format!("(search) {}", search.wanted),
        (None, None) => "$".to_owned(),
    };
    let label = move || match terminal.question.get() {
        Some(question) => format!("Answer to: {question}"),
        None => "Command line".to_owned(),
    };
    let input = move |event| {
        prompt.text.set(event_target_value(&event));
        prompt.say(String::new());
        prompt.back.set(0);
        prompt.search.set(None);
    };
    view! {
        <div class="ask">
            <div class="prompt" class:asks=move || terminal.question.with(Option::is_some)>
                <span class="ps" aria-hidden="true">{live(sign)}</span>
                <textarea
                    node_ref=node
                    rows=live(rows)
                    aria-label=live(label)
                    aria-describedby="terminal-hint"
                    autocapitalize="off"
                    autocomplete="off"
                    spellcheck="false"
                    enterkeyhint="send"
                    prop:value=move || prompt.text.get()
                    on:input=input
                    on:keydown=move |event| prompt.key(&event)
                ></textarea>
            </div>
            <Hint prompt told />
        </div>
    }
}

/// What is told below the input.
#[component]
fn Hint(prompt: Prompt, told: impl Fn() + Copy + Send + Sync + 'static) -> impl IntoView {
    let hint = Memo::new(move |_| {
        let lines = prompt.text.with(|text| text.matches('\n').count() + 1);
        let own = prompt.hint.get();
        if own.is_empty() && lines > 1 {
            return format!("{lines} lines: Enter runs them, Shift Enter adds one, Esc discards");
        }
        own
    });
    Effect::new(move |_| {
        hint.track();
        told();
    });
    view! {
        <p
            id="terminal-hint"
            class="hint"
            class:offers=move || prompt.offers.get()
            role="status"
        >
            {hint}
        </p>
    }
}

impl Prompt {
    /// Tells something below the input.
    fn say(self, text: String) {
        self.offers.set(false);
        self.hint.set(text);
    }

    fn element(self) -> Option<HtmlTextAreaElement> {
        self.node.get_untracked()
    }

    fn line(self) -> Line {
        let mut line = Line::at_end(&self.text.get_untracked());
        let caret = self
            .element()
            .and_then(|node| node.selection_start().ok().flatten());
        if let Some(caret) = caret {
            line.caret = (caret as usize).min(line.text.len());
        }
        line
    }

    /// Shows a text with the caret in it.
    fn show(self, line: &Line) {
        let text = line.text();
        if let Some(node) = self.element() {
            node.set_value(&text);
            let caret = line.caret as u32;
            // The field is text: it has a selection.
            let _ = node.set_selection_range(caret, caret);
        }
        self.text.set(text);
    }

    fn change(self, change: impl FnOnce(&mut Line)) {
        let mut line = self.line();
        change(&mut line);
        self.show(&line);
    }

    fn key(self, event: &KeyboardEvent) {
        if event.is_composing() || event.alt_key() || event.meta_key() {
            return;
        }
        let used = if event.ctrl_key() {
            self.control(&event.key())
        } else {
            self.plain(event)
        };
        if used {
            event.prevent_default();
        }
    }

    /// Keys with Ctrl; false for those that are the browser's.
    fn control(self, key: &str) -> bool {
        match key {
            "a" => self.change(Line::go_to_start),
            "e" => self.change(Line::go_to_end),
            "u" => self.change(Line::kill_before),
            "k" => self.change(Line::kill_after),
            "w" => self.change(Line::kill_word),
            "l" => self.terminal.clear(),
            "r" => self.search_on(),
            "c" => return self.interrupt(),
            "d" if self.terminal.question.with_untracked(Option::is_some) => {
                self.terminal.answer(self.page, None);
            }
            _ => return false,
        }
        true
    }

    fn plain(self, event: &KeyboardEvent) -> bool {
        let key = event.key();
        match key.as_str() {
            key if self.search_for(key) => {}
            "Enter" if !event.shift_key() => self.enter(),
            "ArrowUp" if self.line().is_on_first() => self.recall(1),
            "ArrowDown" if self.line().is_on_last() => self.recall(-1),
            "Tab" if !event.shift_key() => return self.complete(),
            "Escape" => return self.escape(),
            _ => return false,
        }
        true
    }

    /// A selection is copied as ever; without one the program is interrupted, or the line dropped.
    fn interrupt(self) -> bool {
        let selected = self
            .element()
            .is_some_and(|node| node.selection_start().ok() != node.selection_end().ok());
        let elsewhere = window().get_selection().ok().flatten();
        if selected || elsewhere.is_some_and(|selection| !selection.is_collapsed()) {
            return false;
        }
        if self.terminal.busy.get_untracked() {
            self.terminal.interrupt(self.page);
        } else {
            self.forget();
        }
        true
    }

    fn forget(self) {
        self.search.set(None);
        self.back.set(0);
        self.say(String::new());
        self.show(&Line::at_end(""));
    }

    fn escape(self) -> bool {
        if let Some(search) = self.search.get_untracked() {
            self.forget();
            self.show(&Line::at_end(&search.before));
            return true;
        }
        let typed = !self.text.with_untracked(String::is_empty);
        if typed {
            self.forget();
        }
        typed
    }

    fn enter(self) {
        let text = self.text.get_untracked();
        if self.terminal.question.with_untracked(Option::is_some) {
            self.forget();
            self.terminal.answer(self.page, Some(text));
            return;
        }
        if self.terminal.busy.get_untracked() {
            self.say("A command is running. Ctrl C ends it.".to_owned());
            return;
        }
        self.search.set(None);
        if shell::needs_more(&text) {
            self.change(|line| {
                let caret = line.caret;
                line.replace_before(caret, "\n");
            });
            return;
        }
        self.forget();
        self.terminal.start(self.page, &text);
    }

    /// An older line of the history, or a newer one.
    fn recall(self, older: isize) {
        let back = self.back.get_untracked();
        let next = back.saturating_add_signed(older);
        let found = self.terminal.history.with_untracked(|lines| match next {
            0 => Some(self.typed.get_untracked()),
            back => lines.len().checked_sub(back).map(|at| lines[at].clone()),
        });
        let Some(text) = found.filter(|_| next != back) else {
            return;
        };
        if back == 0 {
            self.typed.set(self.text.get_untracked());
        }
        self.search.set(None);
        self.back.set(next);
        self.show(&Line::at_end(&text));
    }

    /// Ctrl R: the newest line of the history with what is typed in it; again, the one before.
    fn search_on(self) {
        let typed = self.text.get_untracked();
        self.find(match self.search.get_untracked() {
            None => Search {
                wanted: typed.clone(),
                passed: 0,
                before: typed,
            },
            Some(search) => Search {
                passed: search.passed + 1,
                ..search
            },
        });
    }

    /// What is typed while the history is searched is looked for; false for other keys.
    fn search_for(self, key: &str) -> bool {
        let Some(mut search) = self.search.get_untracked() else {
            return false;
        };
        match key {
            "Backspace" => {
                search.wanted.pop();
            }
            key if key.chars().count() == 1 => search.wanted.push_str(key),
            _ => return false,
        }
        search.passed = 0;
        self.search.set(Some(search.clone()));
        self.find(search);
        true
    }

    fn find(self, search: Search) {
        let wanted = &search.wanted;
        let found = self.terminal.history.with_untracked(|lines| {
            let mut matches = lines.iter().rev().filter(|line| line.contains(wanted));
            matches.nth(search.passed).cloned()
        });
        match found {
            Some(text) => {
                self.say("History: type what to look for, Ctrl R for older, Esc back".to_owned());
                self.search.set(Some(search));
                self.show(&Line::at_end(&text));
            }
            None => self.say(format!("No older line with “{wanted}”")),
        }
    }

    /// Completes the word before the caret; false where nothing is typed: then Tab moves on.
    fn complete(self) -> bool {
        if self.text.with_untracked(|text| text.trim().is_empty()) {
            return false;
        }
        let mut line = self.line();
        let told = complete::complete(&mut line);
        self.hint.set(told.text);
        self.offers.set(told.offers);
        self.show(&line);
        true
    }
}
