//! `grep`

use super::options::{Given, Known, read};
use crate::shell::expand::pattern::Pattern;
use crate::shell::filter::{Filter, Filtered, Next, Output};
use crate::shell::regex::{Regex, Syntax};
use crate::shell::state::Shell;
use std::collections::VecDeque;

const KNOWN: Known = Known {
    long: &[
        ("extended-regexp", 'E'),
        ("fixed-strings", 'F'),
        ("ignore-case", 'i'),
        ("invert-match", 'v'),
        ("count", 'c'),
        ("only-matching", 'o'),
        ("quiet", 'q'),
        ("silent", 'q'),
        ("line-number", 'n'),
        ("word-regexp", 'w'),
        ("line-regexp", 'x'),
        ("regexp", 'e'),
        ("max-count", 'm'),
        ("files-with-matches", 'l'),
        ("files-without-match", 'L'),
        ("no-filename", 'h'),
        ("with-filename", 'H'),
        ("after-context", 'A'),
        ("before-context", 'B'),
        ("context", 'C'),
        ("color", 'K'),
        ("colour", 'K'),
        ("no-messages", 's'),
        ("line-buffered", 'U'),
        ("recursive", 'r'),
        ("include", 'N'),
        ("exclude", 'X'),
        ("byte-offset", 'b'),
    ],
    status: 2,
    ..Known::new("grep", "EFGivcoqnwxbe:m:lLhHA:B:C:sUPrRN:X:a")
};

struct Grep {
    regexes: Vec<Regex>,
    given: Given,
    names: bool,
    before: usize,
    after: usize,
    most: usize,
    /// The file's name, its line, its matches.
    name: String,
    line: usize,
    matches: usize,
    /// Where the line begins in its file, in bytes.
    offset: usize,
    next_offset: usize,
    any: bool,
    /// Lines with their numbers and places.
    held: VecDeque<((usize, usize), Vec<u8>)>,
    /// Lines behind a match that are still to be written.
    follow: usize,
    last_written: usize,
    wrote: bool,
}

pub fn filter(shell: &mut Shell, arguments: &[String]) -> Filtered {
    let mut given = read(shell, &KNOWN, &counted(arguments))?;
    if given.has('P') {
        shell.err("grep: -P (Perl patterns): write -E: not supported by this shell\n");
        return Err(2);
    }
    let patterns: Vec<String> = if given.has('e') {
        let chosen = given.flags.iter().filter(|(letter, _)| *letter == 'e');
        chosen.map(|(_, value)| value.clone()).collect()
    } else if given.words.is_empty() {
        shell.err("Usage: grep [OPTION]... PATTERNS [FILE]...\n");
        shell.err("Try 'grep --help' for more information.\n");
        return Err(2);
    } else {
        vec![given.words.remove(0)]
    };
    let syntax = if given.has('F') {
        Syntax::Fixed
    } else if given.has('E') {
        Syntax::Extended
    } else {
        Syntax::Basic
    };
    let mut regexes = Vec::new();
    for pattern in patterns.iter().flat_map(|pattern| pattern.split('\n')) {
        match Regex::new(pattern, syntax, given.has('i')) {
            Ok(regex) => regexes.push(regex),
            Err(message) => {
                shell.err(&format!("grep: {message}\n"));
                return Err(2);
            }
        }
    }
    let mut files = std::mem::take(&mut given.words);
    let mut folders = false;
    if given.has('r') || given.has('R') {
        folders = files.is_empty() || files.iter().any(|file| shell.disk.is_folder(file));
        files = below(shell, &files, &given);
        if files.is_empty() {
            files.push("/dev/null".to_string());
        }
    }
    let number = |letter| given.number(letter).and_then(Result::ok);
    let around = number('C').unwrap_or(0);
    let (before, after) = (number('B').unwrap_or(around), number('A').unwrap_or(around));
    let most = number('m').unwrap_or(usize::MAX);
    let grep = Grep {
        regexes,
        names: given.has('H') || ((files.len() > 1 || folders) && !given.has('h')),
        before,
        after,
        most,
        given,
        name: String::new(),
        line: 0,
        matches: 0,
        offset: 0,
        next_offset: 0,
        any: false,
        held: VecDeque::new(),
        follow: 0,
        last_written: 0,
        wrote: false,
    };
    Ok((Box::new(grep), files))
}

/// The words with `-2` as `-C2`.
fn counted(words: &[String]) -> Vec<String> {
    let flags = words.iter().take_while(|word| *word != "--").count();
    let mut counted = words.to_vec();
    for at in 0..flags {
        let number = words[at].strip_prefix('-').unwrap_or_default();
        let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
        if is_number && (at == 0 || words[at - 1] != "-e") {
            counted[at] = format!("-C{number}");
        }
    }
    counted
}

/// The files that are meant, with those in folders.
fn below(shell: &Shell, words: &[String], given: &Given) -> Vec<String> {
    let of = |letter| {
        let own = given.flags.iter().filter(move |(own, _)| *own == letter);
        own.map(|(_, text)| Pattern::new(text, false))
    };
    let (wanted, unwanted): (Vec<_>, Vec<_>) = (of('N').collect(), of('X').collect());
    let fits = |path: &str| {
        let name = path.rsplit('/').next().unwrap_or(path);
        let is = |pattern: &Pattern| pattern.fits(name);
        (wanted.is_empty() || wanted.iter().any(is)) && !unwanted.iter().any(is)
    };
    let mut files = Vec::new();
    let mut one = |word: &str, shown: &str| {
        if !shell.disk.is_folder(word) {
            files.extend(fits(word).then(|| word.to_string()));
            return;
        }
        let root = shell.disk.absolute(word);
        let (from, inside) = match root.as_str() {
            "/" => (0, shell.disk.outside.file_names()),
            _ => (root.len(), shell.disk.below(word)),
        };
        let inside = inside.iter().map(|name| name.get(from..).unwrap_or(name));
        let inside = inside.filter(|name| fits(name) && !name.ends_with(".folder"));
        files.extend(inside.map(|name| format!("{shown}{name}")));
    };
    if words.is_empty() {
        one(".", "");
    }
    for word in words {
        one(word, &format!("{}/", word.trim_end_matches('/')));
    }
    files
}

impl Grep {
    /// The first match at or behind a byte, of all patterns the leftmost and longest.
    fn find(&self, line: &[u8], from: usize) -> Option<(usize, usize)> {
        let mut best: Option<(usize, usize)> = None;
        for regex in &self.regexes {
            let mut at = from;
            while let Some((start, end)) = regex.find(line, at).and_then(|groups| groups[0]) {
                if self.fits(line, start, end) {
                    let better =
                        best.is_none_or(|(from, to)| start < from || (start == from && end > to));
                    if better {
                        best = Some((start, end));
                    }
                    break;
                }
                at = start + 1;
                if at > line.len() {
                    break;
                }
            }
        }
        best
    }

    fn fits(&self, line: &[u8], start: usize, end: usize) -> bool {
        if self.given.has('x') {
            return start == 0 && end == line.len();
        }
        if !self.given.has('w') {
            return true;
        }
        let word = |at: Option<&u8>| at.is_some_and(|b| b.is_ascii_alphanumeric() || *b == b'_');
        let before = start.checked_sub(1).and_then(|at| line.get(at));
        !word(before) && !word(line.get(end))
    }

    fn matches(&self, line: &[u8]) -> bool {
        if self.given.has('w') || self.given.has('x') {
            return self.find(line, 0).is_some();
        }
        self.regexes.iter().any(|regex| regex.is_in(line))
    }

    fn head(&self, (line, offset): (usize, usize), sign: char) -> String {
        let mut head = String::new();
        if self.names {
            head.push_str(&format!("{}{sign}", self.name));
        }
        if self.given.has('n') {
            head.push_str(&format!("{line}{sign}"));
        }
        if self.given.has('b') {
            head.push_str(&format!("{offset}{sign}"));
        }
        head
    }

    fn write(&mut self, place: (usize, usize), line: &[u8], sign: char, to: &mut Output) {
        let number = place.0;
        let context = self.before > 0 || self.after > 0;
        if context && self.wrote && number > self.last_written + 1 {
            to.line(b"--");
        }
        self.wrote = true;
        self.last_written = number;
        to.out.extend_from_slice(self.head(place, sign).as_bytes());
        to.line(line);
    }

    fn write_only(&self, line: &[u8], to: &mut Output) {
        let mut at = 0;
        while at <= line.len()
            && let Some((start, end)) = self.find(line, at)
        {
            if end > start {
                let head = self.head((self.line, self.offset + start), ':');
                to.out.extend_from_slice(head.as_bytes());
                to.line(&line[start..end]);
            }
            at = end.max(start + 1);
        }
    }
}

impl Filter for Grep {
    fn says_nothing(&self) -> bool {
        self.given.has('s')
    }

    fn file(&mut self, name: &str, _to: &mut Output) {
        self.name = if name == "-" {
            "(standard input)"
        } else {
            name
        }
        .to_string();
        (self.line, self.matches, self.follow, self.last_written) = (0, 0, 0, 0);
        self.next_offset = 0;
        self.held.clear();
    }

    fn line(&mut self, line: &[u8], _ended: bool, to: &mut Output) -> Next {
        self.line += 1;
        self.offset = self.next_offset;
        self.next_offset += line.len() + 1;
        if self.matches >= self.most {
            return Next::File;
        }
        let place = (self.line, self.offset);
        let has = |letter| self.given.has(letter);
        if self.matches(line) == has('v') {
            if self.follow > 0 {
                self.follow -= 1;
                self.write(place, line, '-', to);
            } else if self.before > 0 {
                self.held.push_back((place, line.to_vec()));
                if self.held.len() > self.before {
                    self.held.pop_front();
                }
            }
            return Next::Line;
        }
        self.matches += 1;
        self.any = true;
        if has('q') {
            return Next::Enough;
        }
        if has('l') || has('L') {
            return Next::File;
        }
        if has('o') && !has('v') && !has('c') {
            self.write_only(line, to);
        } else if !has('c') && !has('o') {
            for (place, held) in std::mem::take(&mut self.held) {
                self.write(place, &held, '-', to);
            }
            self.write(place, line, ':', to);
            self.follow = self.after;
        }
        let over = self.matches >= self.most && self.follow == 0;
        if over { Next::File } else { Next::Line }
    }

    fn file_end(&mut self, to: &mut Output) -> Next {
        let matched = self.matches > 0;
        if (self.given.has('l') && matched) || (self.given.has('L') && !matched) {
            to.line(self.name.as_bytes());
        } else if self.given.has('c') && !self.given.has('q') {
            let name = if self.names {
                format!("{}:", self.name)
            } else {
                String::new()
            };
            to.line(format!("{name}{}", self.matches).as_bytes());
        }
        Next::Line
    }

    fn end(&mut self, _to: &mut Output) -> u8 {
        u8::from(!self.any)
    }

    fn trouble(&self) -> u8 {
        if self.any && self.given.has('q') {
            0
        } else {
            2
        }
    }
}
