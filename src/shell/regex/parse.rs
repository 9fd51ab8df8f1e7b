//! From the text of a pattern to its steps.

use super::{Assertion, Set, Step};

/// Which of POSIX's two grammars.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Syntax {
    /// `\(`, `\{`, `\|`
    Basic,
    /// `(`, `{`, `|`
    Extended,
    /// As extended, with the escapes of awk, in brackets too.
    Awk,
    /// No signs at all.
    Fixed,
}

/// More steps than this a pattern must not have.
const STEPS_MOST: usize = 20_000;
const DEPTH_MOST: u32 = 60;
const REPEAT_MOST: usize = 32_767;

const CLASSES: &[&str] = &[
    "alpha", "digit", "alnum", "upper", "lower", "space", "blank", "punct", "print", "graph",
    "cntrl", "xdigit",
];

struct Parser<'t> {
    text: Vec<char>,
    at: usize,
    syntax: Syntax,
    fold: bool,
    groups: usize,
    depth: u32,
    pattern: &'t str,
}

type Steps = Result<Vec<Step>, String>;

/// The steps of a pattern and its number of groups, the whole counted.
pub fn compile(pattern: &str, syntax: Syntax, fold: bool) -> Result<(Vec<Step>, usize), String> {
    let mut parser = Parser {
        text: pattern.chars().collect(),
        at: 0,
        syntax,
        fold,
        groups: 1,
        depth: 0,
        pattern,
    };
    let inner = parser.alternatives()?;
    if parser.at < parser.text.len() {
        return Err("Unmatched ) or \\)".to_string());
    }
    let mut steps = vec![Step::Save(0)];
    append(&mut steps, inner)?;
    steps.push(Step::Save(1));
    steps.push(Step::Match);
    Ok((steps, parser.groups))
}

/// Adds steps that count their places from their own start.
fn append(steps: &mut Vec<Step>, more: Vec<Step>) -> Result<(), String> {
    let base = steps.len();
    if base + more.len() > STEPS_MOST {
        return Err("Regular expression too big".to_string());
    }
    steps.extend(more.into_iter().map(|step| match step {
        Step::Split(first, second) => Step::Split(first + base, second + base),
        Step::Jump(to) => Step::Jump(to + base),
        step => step,
    }));
    Ok(())
}

impl Parser<'_> {
    fn peek(&self) -> Option<char> {
        self.text.get(self.at).copied()
    }

    fn basic(&self) -> bool {
        self.syntax == Syntax::Basic
    }

    /// Steps over a sign that is special: bare in one grammar, with a backslash in the other.
    fn take(&mut self, sign: char) -> bool {
        let found = self.looks_at(sign, self.at);
        if found {
            self.at += if self.basic() { 2 } else { 1 };
        }
        found
    }

    fn looks_at(&self, sign: char, at: usize) -> bool {
        match self.syntax {
            Syntax::Basic => {
                self.text.get(at) == Some(&'\\') && self.text.get(at + 1) == Some(&sign)
            }
            Syntax::Extended | Syntax::Awk => self.text.get(at) == Some(&sign),
            Syntax::Fixed => false,
        }
    }

    fn alternatives(&mut self) -> Steps {
        self.depth += 1;
        if self.depth > DEPTH_MOST {
            return Err("Regular expression too big".to_string());
        }
        let mut steps = self.branch()?;
        while self.take('|') {
            let right = self.branch()?;
            let mut both = vec![Step::Split(1, steps.len() + 2)];
            append(&mut both, steps)?;
            both.push(Step::Jump(both.len() + 1 + right.len()));
            append(&mut both, right)?;
            steps = both;
        }
        self.depth -= 1;
        Ok(steps)
    }

    fn branch(&mut self) -> Steps {
        let mut steps = Vec::new();
        let mut first = true;
        while self.peek().is_some() {
            let closes = self.looks_at(')', self.at) && self.depth > 1;
            let stray = self.looks_at(')', self.at) && self.basic();
            if self.looks_at('|', self.at) || closes || stray {
                break;
            }
            if self.looks_at(')', self.at) {
                return Err("Unmatched ) or \\)".to_string());
            }
            let groups = self.groups;
            let atom = self.atom(first)?;
            let anchor = matches!(atom.as_slice(), [Step::Assert(Assertion::Start)]);
            let atom = self.repeated(atom, groups, anchor)?;
            append(&mut steps, atom)?;
            first = anchor && first;
        }
        Ok(steps)
    }

    /// `*`, `+`, `?`, `{…}` behind an atom, as many as there are.
    fn repeated(&mut self, mut atom: Vec<Step>, _groups: usize, anchor: bool) -> Steps {
        if self.syntax == Syntax::Fixed {
            return Ok(atom);
        }
        loop {
            let star_is_plain = self.basic() && anchor;
            let (least, most) = if self.peek() == Some('*') && !star_is_plain {
                self.at += 1;
                (0, None)
            } else if self.take('+') {
                (1, None)
            } else if self.take('?') {
                (0, Some(1))
            } else if self.looks_at('{', self.at) {
                match self.interval()? {
                    Some(bounds) => bounds,
                    None => return Ok(atom),
                }
            } else {
                return Ok(atom);
            };
            atom = repeat(&atom, least, most)?;
        }
    }

    /// `{2}`, `{2,}`, `{,3}`, `{2,3}`; None if it is no interval and stands for itself.
    fn interval(&mut self) -> Result<Option<(usize, Option<usize>)>, String> {
        let start = self.at;
        self.at += if self.basic() { 2 } else { 1 };
        let least = self.number();
        let comma = self.peek() == Some(',');
        self.at += usize::from(comma);
        let most = if comma { self.number() } else { least };
        if !self.take('}') || (least.is_none() && !comma) {
            self.at = start;
            if self.basic() {
                return Err("Unmatched \\{".to_string());
            }
            return Ok(None);
        }
        let least = least.unwrap_or(0);
        let wrong = most.is_some_and(|most| most < least);
        if wrong || least > REPEAT_MOST || most.is_some_and(|most| most > REPEAT_MOST) {
            return Err("Invalid content of \\{\\}".to_string());
        }
        Ok(Some((least, most)))
    }

    fn number(&mut self) -> Option<usize> {
        let start = self.at;
        while self.peek().is_some_and(|c| c.is_ascii_digit()) {
            self.at += 1;
        }
        let digits: String = self.text[start..self.at].iter().collect();
        (!digits.is_empty()).then(|| digits.parse().unwrap_or(usize::MAX))
    }

    fn atom(&mut self, first: bool) -> Steps {
        if self.syntax != Syntax::Fixed && self.take('(') {
            let group = self.groups;
            self.groups += 1;
            let inner = self.alternatives()?;
            if !self.take(')') {
                return Err("Unmatched ( or \\(".to_string());
            }
            let mut steps = vec![Step::Save(group * 2)];
            append(&mut steps, inner)?;
            steps.push(Step::Save(group * 2 + 1));
            return Ok(steps);
        }
        let Some(c) = self.peek() else {
            return Ok(Vec::new());
        };
        self.at += 1;
        if self.syntax == Syntax::Fixed {
            return Ok(vec![self.char(c)]);
        }
        Ok(vec![match c {
            '.' => Step::Any,
            '[' => Step::Set(self.set()?),
            '^' if !self.basic() || first => Step::Assert(Assertion::Start),
            '$' if !self.basic() || self.at_end() => Step::Assert(Assertion::End),
            '\\' => return self.escaped(),
            c => self.char(c),
        }])
    }

    /// Whether a `$` of a basic pattern stands at an end.
    fn at_end(&self) -> bool {
        self.at == self.text.len() || self.looks_at(')', self.at) || self.looks_at('|', self.at)
    }

    fn char(&self, c: char) -> Step {
        Step::Char(if self.fold { lower(c) } else { c })
    }

    fn escaped(&mut self) -> Steps {
        let Some(c) = self.peek() else {
            return Err("Trailing backslash".to_string());
        };
        self.at += 1;
        let class = |name: &str, inverse| {
            Step::Set(Set {
                classes: vec![(name.to_string(), inverse)],
                ..Set::default()
            })
        };
        Ok(vec![match c {
            'w' => class("word", false),
            'W' => class("word", true),
            's' => class("space", false),
            'S' => class("space", true),
            'y' if self.syntax == Syntax::Awk => Step::Assert(Assertion::WordEdge),
            'b' if self.syntax != Syntax::Awk => Step::Assert(Assertion::WordEdge),
            'B' => Step::Assert(Assertion::NoWordEdge),
            '<' => Step::Assert(Assertion::WordStart),
            '>' => Step::Assert(Assertion::WordEnd),
            '`' => Step::Assert(Assertion::Start),
            '\'' => Step::Assert(Assertion::End),
            'n' => Step::Char('\n'),
            't' => Step::Char('\t'),
            c if self.syntax == Syntax::Awk => self.char(self.awk_escape(c)),
            '1'..='9' => {
                return Err(format!(
                    "backreference \\{c} in `{}': not supported by this shell",
                    self.pattern
                ));
            }
            c => self.char(c),
        }])
    }

    /// What a backslash and this letter stand for in a pattern of awk.
    fn awk_escape(&self, c: char) -> char {
        match c {
            'n' => '\n',
            't' => '\t',
            'r' => '\r',
            'a' => '\x07',
            'b' => '\x08',
            'f' => '\x0c',
            'v' => '\x0b',
            c => c,
        }
    }

    fn set(&mut self) -> Result<Set, String> {
        const UNMATCHED: &str = "Unmatched [, [^, [:, [., or [=";
        if self.peek().is_none() {
            return Err("Invalid regular expression".to_string());
        }
        let mut set = Set {
            negated: self.peek() == Some('^'),
            ..Set::default()
        };
        self.at += usize::from(set.negated);
        let mut first = true;
        loop {
            let mut c = self.peek().ok_or(UNMATCHED)?;
            self.at += 1;
            if c == ']' && !first {
                return Ok(set);
            }
            first = false;
            if c == '\\' && self.syntax == Syntax::Awk {
                c = self.awk_escape(self.peek().ok_or(UNMATCHED)?);
                self.at += 1;
            }
            if c == '[' && self.peek() == Some(':') {
                let rest = &self.text[self.at + 1..];
                let end = rest.windows(2).position(|two| two == [':', ']']);
                let end = end.ok_or(UNMATCHED)?;
                let name: String = rest[..end].iter().collect();
                if !CLASSES.contains(&name.as_str()) {
                    return Err("Invalid character class name".to_string());
                }
                let folded = self.fold && (name == "upper" || name == "lower");
                let name = if folded { "alpha".to_string() } else { name };
                set.classes.push((name, false));
                self.at += end + 3;
                continue;
            }
            let ranges =
                self.peek() == Some('-') && self.text.get(self.at + 1).is_some_and(|c| *c != ']');
            if !ranges {
                set.ranges.push((c, c));
                continue;
            }
            let last = self.text[self.at + 1];
            self.at += 2;
            if last < c {
                return Err("Invalid range end".to_string());
            }
            set.ranges.push((c, last));
        }
    }
}

fn repeat(atom: &[Step], least: usize, most: Option<usize>) -> Steps {
    let mut steps = Vec::new();
    for _ in 0..least {
        append(&mut steps, atom.to_vec())?;
    }
    match most {
        None => {
            let behind = atom.len() + 2;
            let mut more = vec![Step::Split(1, behind)];
            append(&mut more, atom.to_vec())?;
            more.push(Step::Jump(0));
            append(&mut steps, more)?;
        }
        Some(most) => {
            for _ in least..most {
                let mut more = vec![Step::Split(1, atom.len() + 1)];
                append(&mut more, atom.to_vec())?;
                append(&mut steps, more)?;
            }
        }
    }
    Ok(steps)
}

/// The lower case of a character, where that is one character.
pub fn lower(c: char) -> char {
    let mut lower = c.to_lowercase();
    match (lower.next(), lower.next()) {
        (Some(one), None) => one,
        _ => c,
    }
}
