//! Reads the words of `find`.

use super::{Ask, DEPTH_MOST, Found, Search, TERMS_MOST, base};
use crate::shell::expand::pattern::Pattern;
use std::cmp::Ordering;

struct Parser<'w> {
    words: &'w [String],
    at: usize,
    depth: u32,
    /// What was asked so far.
    terms: u32,
    least: usize,
    most: usize,
    inner_first: bool,
    many: usize,
    /// Something is done with what is found: it is not printed beside.
    acts: bool,
}

type Read<T> = Result<T, String>;

/// The search that the words ask for.
pub fn search(words: &[String]) -> Read<Search> {
    let is_root = |word: &&String| !word.starts_with('-') && !matches!(word.as_str(), "(" | "!");
    let mut roots: Vec<String> = words.iter().take_while(is_root).cloned().collect();
    let mut parser = Parser {
        words,
        at: roots.len(),
        depth: 0,
        terms: 0,
        least: 0,
        most: usize::MAX,
        inner_first: false,
        many: 0,
        acts: false,
    };
    if roots.is_empty() {
        roots.push(".".to_string());
    }
    let mut ask = Ask::True;
    if parser.at < words.len() {
        ask = parser.or()?;
        if let Some(word) = words.get(parser.at) {
            return Err(match word.as_str() {
                ")" => "you have too many ')'".to_string(),
                word => format!("paths must precede expression: `{word}'"),
            });
        }
    }
    if !parser.acts {
        ask = Ask::And(Box::new(ask), Box::new(Ask::Print("\n")));
    }
    Ok(Search {
        roots,
        ask,
        least: parser.least,
        most: parser.most,
        inner_first: parser.inner_first,
        many: parser.many,
    })
}

impl Parser<'_> {
    fn peek(&self) -> Option<&str> {
        self.words.get(self.at).map(String::as_str)
    }

    fn take(&mut self, words: &[&str]) -> bool {
        let found = self.peek().is_some_and(|word| words.contains(&word));
        self.at += usize::from(found);
        found
    }

    fn or(&mut self) -> Read<Ask> {
        let mut left = self.and()?;
        while self.take(&["-o", "-or"]) {
            left = Ask::Or(Box::new(left), Box::new(self.and()?));
        }
        Ok(left)
    }

    fn and(&mut self) -> Read<Ask> {
        let mut left = self.not()?;
        loop {
            let joined = self.take(&["-a", "-and"]);
            if !joined && matches!(self.peek(), None | Some("-o" | "-or" | ")")) {
                return Ok(left);
            }
            left = Ask::And(Box::new(left), Box::new(self.not()?));
        }
    }

    fn not(&mut self) -> Read<Ask> {
        self.depth += 1;
        self.terms += 1;
        if self.depth > DEPTH_MOST || self.terms > TERMS_MOST {
            return Err("the expression lies too deep".to_string());
        }
        let ask = if self.take(&["!", "-not"]) {
            Ask::Not(Box::new(self.not()?))
        } else if self.take(&["("]) {
            let inner = self.or()?;
            if !self.take(&[")"]) {
                return Err(
                    "invalid expression; I was expecting to find a ')' somewhere but did \
                            not see one."
                        .to_string(),
                );
            }
            inner
        } else {
            self.one()?
        };
        self.depth -= 1;
        Ok(ask)
    }

    fn value(&mut self, of: &str) -> Read<String> {
        let value = self.words.get(self.at).cloned();
        self.at += 1;
        value.ok_or_else(|| format!("missing argument to `{of}'"))
    }

    fn number(&mut self, of: &str) -> Read<usize> {
        let value = self.value(of)?;
        let wrong =
            || format!("Expected a positive decimal integer argument to {of}, but got '{value}'");
        value.parse().map_err(|_| wrong())
    }

    fn one(&mut self) -> Read<Ask> {
        let Some(word) = self.words.get(self.at) else {
            return Err("expected an expression".to_string());
        };
        self.at += 1;
        let fold = word.starts_with("-i");
        Ok(match word.as_str() {
            "-name" | "-iname" => Ask::Name(self.pattern(word, fold)?, fold),
            "-path" | "-ipath" | "-wholename" => Ask::Path(self.pattern(word, fold)?, fold),
            "-type" => match self.value(word)?.as_str() {
                "f" => Ask::Folder(false),
                "d" => Ask::Folder(true),
                "l" | "p" | "s" | "b" | "c" => Ask::False,
                other => return Err(format!("Unknown argument to -type: {other}")),
            },
            "-empty" => Ask::Empty,
            "-size" => self.size(word)?,
            "-true" => Ask::True,
            "-false" => Ask::False,
            "-maxdepth" => {
                self.most = self.number(word)?;
                Ask::True
            }
            "-mindepth" => {
                self.least = self.number(word)?;
                Ask::True
            }
            "-depth" | "-d" => {
                self.inner_first = true;
                Ask::True
            }
            "-print" => self.act(Ask::Print("\n")),
            "-print0" => self.act(Ask::Print("\0")),
            "-printf" => {
                let format = self.value(word)?;
                self.act(Ask::Printf(format))
            }
            "-delete" => {
                self.inner_first = true;
                self.act(Ask::Delete)
            }
            "-quit" => self.act(Ask::Quit),
            "-prune" => Ask::Prune,
            "-exec" => self.exec()?,
            "-mtime" | "-mmin" | "-newer" | "-atime" | "-ctime" | "-amin" | "-cmin"
            | "-newermt" => {
                let reason = "files carry no times here: not supported by this shell";
                return Err(format!("{word}: {reason}"));
            }
            "-regex" | "-iregex" | "-perm" | "-user" | "-group" | "-ok" | "-execdir" | "-ls" => {
                return Err(format!("{word}: not supported by this shell"));
            }
            word if word.starts_with('-') => return Err(format!("unknown predicate `{word}'")),
            word => return Err(format!("paths must precede expression: `{word}'")),
        })
    }

    fn act(&mut self, ask: Ask) -> Ask {
        self.acts = true;
        ask
    }

    fn pattern(&mut self, of: &str, fold: bool) -> Read<Pattern> {
        let text = self.value(of)?;
        let text = if fold { text.to_lowercase() } else { text };
        Ok(Pattern::new(&text, false))
    }

    /// `-size +10k`
    fn size(&mut self, of: &str) -> Read<Ask> {
        let text = self.value(of)?;
        let (order, rest) = match text.as_bytes().first() {
            Some(b'+') => (Ordering::Greater, &text[1..]),
            Some(b'-') => (Ordering::Less, &text[1..]),
            _ => (Ordering::Equal, text.as_str()),
        };
        let digits = rest.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let unit = match &rest[digits.len()..] {
            "c" => 1,
            "w" => 2,
            "" | "b" => 512,
            "k" => 1 << 10,
            "M" => 1 << 20,
            "G" => 1 << 30,
            _ => return Err(format!("invalid -size type `{rest}'")),
        };
        let count = digits
            .parse()
            .map_err(|_| format!("invalid argument `{text}' to `-size'"))?;
        Ok(Ask::Size(order, count, unit))
    }

    fn exec(&mut self) -> Read<Ask> {
        let rest = &self.words[self.at..];
        let end = rest.iter().position(|word| word == ";");
        let many = rest.windows(2).position(|two| two == ["{}", "+"]);
        let (count, many) = match (end, many) {
            (Some(end), many) if many.is_none_or(|many| end < many) => (end, None),
            (_, Some(many)) => {
                self.many += 1;
                (many + 1, Some(self.many - 1))
            }
            _ => return Err("missing argument to `-exec'".to_string()),
        };
        let words = &rest[..count - usize::from(many.is_some())];
        if words.is_empty() {
            return Err("missing argument to `-exec'".to_string());
        }
        let words = words.to_vec();
        self.at += count + 1;
        Ok(self.act(Ask::Exec { words, many }))
    }
}

/// What `-printf` writes.
pub fn formatted(format: &str, found: &Found) -> String {
    let mut out = String::new();
    let mut rest = format.chars();
    while let Some(c) = rest.next() {
        match c {
            '\\' => match rest.next() {
                Some('n') => out.push('\n'),
                Some('t') => out.push('\t'),
                Some('0') => out.push('\0'),
                Some(other) => out.push(other),
                None => out.push('\\'),
            },
            '%' => match rest.next() {
                Some('p') => out.push_str(&found.path),
                Some('f') => out.push_str(base(&found.path)),
                Some('h') => {
                    let folder = found
                        .path
                        .rsplit_once('/')
                        .map_or(".", |(folder, _)| folder);
                    out.push_str(folder);
                }
                Some('P') => {
                    let rest = found
                        .path
                        .strip_prefix(found.root.as_str())
                        .unwrap_or_default();
                    out.push_str(rest.trim_start_matches('/'));
                }
                Some('d') => out.push_str(&found.depth.to_string()),
                Some('y') => out.push(if found.folder { 'd' } else { 'f' }),
                Some('%') => out.push('%'),
                Some(other) => out.extend(['%', other]),
                None => out.push('%'),
            },
            c => out.push(c),
        }
    }
    out
}
