//! What could stand at the caret: commands, variables, files.

use super::state::Shell;
use super::syntax::reader::is_name_part;
use super::table::TABLE;

/// What a word could become.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Completion {
    /// Where the text starts that an offer replaces, in bytes of the line.
    pub from: usize,
    /// In order of their texts.
    pub offers: Vec<Offer>,
    /// Where the words of an `aws` command line start, behind `aws`: the CLI completes them.
    pub aws: Option<usize>,
    /// The same of a `drydock` command line, which may name what there is in the run.
    pub own: Option<usize>,
}

/// One of them.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Offer {
    /// What replaces the text, with what has to follow: a blank, a slash, a brace.
    pub text: String,
    /// What it is, for people.
    pub about: String,
}

/// Words behind which a command comes.
const BEFORE_COMMANDS: &[&str] = &[
    "if", "then", "else", "elif", "do", "while", "until", "!", "time", "{", "xargs", "env",
    "command", "exec", "builtin", "watch", "timeout", "nohup",
];

/// The command under way, up to the caret.
struct Words<'l> {
    words: Vec<(usize, &'l str)>,
    /// Where the word at the caret starts.
    from: usize,
    /// A file belongs here: behind `>` or `<`.
    redirects: bool,
}

/// The words of the command in which a line ends.
fn words(line: &str) -> Words<'_> {
    let mut words = Words {
        words: Vec::new(),
        from: 0,
        redirects: false,
    };
    let mut quote = None;
    let mut start = None;
    let mut escaped = false;
    let mut spans: Vec<(usize, usize)> = Vec::new();
    for (at, c) in line.char_indices() {
        if std::mem::take(&mut escaped) {
            continue;
        }
        match (quote, c) {
            (Some('\''), '\'') | (Some('"'), '"') => quote = None,
            (Some('\''), _) => {}
            (_, '\\') => {
                escaped = true;
                start.get_or_insert(at);
            }
            (Some('"'), '$') if line[at..].starts_with("$(") => {}
            (None, '\'' | '"') => {
                quote = Some(c);
                start.get_or_insert(at);
            }
            (_, '(' | '`') if c == '`' || quote.is_none() || line[..at].ends_with('$') => {
                // A command of its own begins.
                (quote, start) = (None, None);
                spans.clear();
                words.words.clear();
                words.redirects = false;
            }
            (Some(_), _) => {}
            (None, ' ' | '\t') => {
                end_word(&mut start, at, &mut spans, &mut words.redirects);
            }
            (None, '|' | '&' | ';' | '\n' | ')') => {
                start = None;
                spans.clear();
                words.words.clear();
                words.redirects = false;
            }
            (None, '<' | '>') => {
                end_word(&mut start, at, &mut spans, &mut words.redirects);
                words.redirects = true;
            }
            (None, _) => {
                start.get_or_insert(at);
            }
        }
    }
    words.from = start.unwrap_or(line.len());
    words.words = spans
        .into_iter()
        .map(|(from, to)| (from, &line[from..to]))
        .collect();
    words
}

/// A word is over: a file behind `>` is none of the command's words.
fn end_word(
    start: &mut Option<usize>,
    at: usize,
    spans: &mut Vec<(usize, usize)>,
    redirects: &mut bool,
) {
    if let Some(from) = start.take()
        && !std::mem::take(redirects)
    {
        spans.push((from, at));
    }
}

impl Shell {
    /// What could stand at the caret, which is a place in the line in bytes.
    pub fn complete(&self, line: &str, caret: usize) -> Completion {
        let mut caret = caret.min(line.len());
        while !line.is_char_boundary(caret) {
            caret -= 1;
        }
        let before = &line[..caret];
        let words = words(before);
        let word = &before[words.from..];
        if let Some(found) = self.variables_at(word, words.from) {
            return found;
        }
        let bare: Vec<&(usize, &str)> = words
            .words
            .iter()
            .skip_while(|(_, word)| is_prefix(word))
            .collect();
        let mut completion = Completion {
            from: words.from,
            ..Completion::default()
        };
        if words.redirects {
            self.files(word, &mut completion);
        } else if bare.is_empty() && !word.contains('/') {
            self.commands(word, &mut completion);
        } else {
            let (at, name) = bare.first().map_or((0, ""), |(at, name)| (*at, *name));
            if let Some(path) = word.strip_prefix("file://").filter(|_| name == "aws") {
                completion.from += word.len() - path.len();
                self.files(path, &mut completion);
            } else if name == "aws" {
                completion.aws = Some(at + name.len());
                return completion;
            } else {
                completion.own = (name == "drydock").then_some(at + name.len());
                let words: Vec<&str> = bare.iter().map(|(_, word)| *word).collect();
                self.arguments(&words, word, &mut completion);
            }
        }
        crate::sim::sort::sort(&mut completion.offers);
        completion.offers.dedup();
        completion
    }

    /// What a command takes behind these words, its name the first: mostly files.
    fn arguments(&self, words: &[&str], word: &str, into: &mut Completion) {
        let about = |text: &str, about: &str| Offer {
            text: format!("{text} "),
            about: about.to_string(),
        };
        match words.first().copied().unwrap_or_default() {
            "cd" | "pushd" | "rmdir" => {
                self.files(word, into);
                into.offers.retain(|offer| offer.text.ends_with('/'));
            }
            "export" | "unset" | "readonly" | "declare" | "local" | "printenv" | "read" => {
                let seen = self.variables.seen();
                let named = seen.keys().filter(|name| name.starts_with(word));
                into.offers
                    .extend(named.map(|name| about(name, "a variable")));
            }
            "type" | "which" | "help" | "command" | "hash" => self.commands(word, into),
            "drydock" => {
                let next = super::own::complete::next(&words[1..], None).into_iter();
                into.offers
                    .extend(next.filter(|offer| offer.text.starts_with(word)));
            }
            _ => self.files(word, into),
        }
    }

    /// Variables, if the word ends in the start of one.
    fn variables_at(&self, word: &str, from: usize) -> Option<Completion> {
        let dollar = word.rfind('$')?;
        let behind = &word[dollar + 1..];
        let (brace, start) = match behind.strip_prefix('{') {
            Some(start) => ("}", start),
            None => ("", behind),
        };
        if !start.chars().all(is_name_part) {
            return None;
        }
        let seen = self.variables.seen();
        let named = seen.iter().filter(|(name, _)| name.starts_with(start));
        let offers = named.map(|(name, variable)| Offer {
            text: format!("{name}{brace}"),
            about: variable
                .value
                .as_ref()
                .and_then(|value| value.text())
                .unwrap_or_default()
                .chars()
                .take(40)
                .collect(),
        });
        Some(Completion {
            from: from + word.len() - start.len(),
            offers: offers.collect(),
            ..Completion::default()
        })
    }

    fn commands(&self, word: &str, into: &mut Completion) {
        for entry in TABLE.iter().filter(|entry| entry.name.starts_with(word)) {
            into.offers.push(Offer {
                text: format!("{} ", entry.name),
                about: entry.about.to_string(),
            });
        }
        for (name, text) in self
            .aliases
            .iter()
            .filter(|(name, _)| name.starts_with(word))
        {
            into.offers.push(Offer {
                text: format!("{name} "),
                about: text.clone(),
            });
        }
        for name in self.functions.keys().filter(|name| name.starts_with(word)) {
            into.offers.push(Offer {
                text: format!("{name} "),
                about: "a function".to_string(),
            });
        }
    }

    fn files(&self, word: &str, into: &mut Completion) {
        let (folder, start) = match word.rfind('/') {
            Some(at) => word.split_at(at + 1),
            None => ("", word),
        };
        let quoted = start.starts_with(['"', '\'']);
        let start = start.trim_start_matches(['"', '\'']).replace('\\', "");
        let home = folder.strip_prefix("~/").zip(self.text("HOME"));
        let list = match home {
            Some((rest, home)) => format!("{home}/{rest}"),
            None if folder.is_empty() => ".".to_string(),
            None => folder.replace('\\', ""),
        };
        for name in self.disk.list(&list) {
            if !name.starts_with(&start) || (name.starts_with('.') && !start.starts_with('.')) {
                continue;
            }
            let is_folder = self.disk.is_folder(&format!("{list}/{name}"));
            let written = if quoted {
                format!("{folder}'{name}'")
            } else {
                format!("{folder}{}", super::quote::escaped(&name))
            };
            into.offers.push(Offer {
                text: format!("{written}{}", if is_folder { "/" } else { " " }),
                about: if is_folder { "a folder" } else { "a file" }.to_string(),
            });
        }
    }
}

/// Whether a command comes behind this word still.
fn is_prefix(word: &str) -> bool {
    let name = word.split('=').next().unwrap_or_default();
    let assigns = word.contains('=') && super::syntax::reader::is_name(name);
    let number = word.bytes().all(|byte| byte.is_ascii_digit());
    assigns || number || word.starts_with('-') || BEFORE_COMMANDS.contains(&word)
}
