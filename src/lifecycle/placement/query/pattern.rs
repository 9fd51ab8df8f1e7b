//! The part of Java's regular expressions that expressions use, matched in linear time.
//!
//! The pattern becomes a small machine whose states are followed all at once, so no pattern can
//! make it slow. The whole text must match, as with Java's `Matcher.matches` (assumption).
//! What is not understood is refused by name instead of being matched in another way.

/// A pattern, ready to match.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    states: Vec<State>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum State {
    /// One character of this set; then the next state.
    One(Set),
    /// Go on at either place, counted from here.
    Either(isize, isize),
    /// Go on there, counted from here.
    Go(isize),
    /// The pattern ends here.
    Done,
}

/// A set of characters: those in the ranges, or all others.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Set {
    negated: bool,
    ranges: Vec<(char, char)>,
}

impl Set {
    fn has(&self, c: char) -> bool {
        let inside = |(low, high): &(char, char)| (*low..=*high).contains(&c);
        self.ranges.iter().any(inside) != self.negated
    }
}

/// How deep groups may nest: a bound for the stack.
const DEEPEST: usize = 32;

impl Pattern {
    /// Reads a pattern.
    ///
    /// # Errors
    /// What is wrong with it, or not supported.
    pub fn parse(text: &str) -> Result<Pattern, String> {
        let mut reader = Reader {
            rest: text.chars().peekable(),
            depth: 0,
        };
        let mut states = reader.alternatives()?;
        if reader.rest.next().is_some() {
            return Err("the pattern closes a group that it does not open".into());
        }
        states.push(State::Done);
        Ok(Pattern { states })
    }

    /// Whether the whole text matches.
    pub fn matches(&self, text: &str) -> bool {
        let mut now = vec![false; self.states.len()];
        self.enter(&mut now, 0);
        for c in text.chars() {
            let mut after = vec![false; self.states.len()];
            for (place, _) in now.iter().enumerate().filter(|(_, on)| **on) {
                if let State::One(set) = &self.states[place]
                    && set.has(c)
                {
                    self.enter(&mut after, place + 1);
                }
            }
            now = after;
        }
        now.last() == Some(&true)
    }

    /// Switches a state on, and all that follow from it without a character.
    fn enter(&self, on: &mut [bool], place: usize) {
        let mut todo = vec![place];
        while let Some(place) = todo.pop() {
            if std::mem::replace(&mut on[place], true) {
                continue;
            }
            match self.states[place] {
                State::Either(left, right) => {
                    todo.extend([place.saturating_add_signed(left)]);
                    todo.extend([place.saturating_add_signed(right)]);
                }
                State::Go(to) => todo.push(place.saturating_add_signed(to)),
                State::One(_) | State::Done => {}
            }
        }
    }
}

struct Reader<'a> {
    rest: std::iter::Peekable<std::str::Chars<'a>>,
    depth: usize,
}

impl Reader<'_> {
    fn eat(&mut self, c: char) -> bool {
        self.rest.next_if_eq(&c).is_some()
    }

    fn alternatives(&mut self) -> Result<Vec<State>, String> {
        let left = self.sequence()?;
        if !self.eat('|') {
            return Ok(left);
        }
        let right = self.alternatives()?;
        let (over_left, over_right) = (left.len() as isize + 2, right.len() as isize + 1);
        let mut states = vec![State::Either(1, over_left)];
        states.extend(left);
        states.push(State::Go(over_right));
        states.extend(right);
        Ok(states)
    }

    fn sequence(&mut self) -> Result<Vec<State>, String> {
        let mut states = Vec::new();
        while let Some(next) = self.rest.peek() {
            if matches!(next, '|' | ')') {
                break;
            }
            let piece = self.piece()?;
            states.extend(self.repeated(piece)?);
        }
        Ok(states)
    }

    fn piece(&mut self) -> Result<Vec<State>, String> {
        let one = |set| Ok(vec![State::One(set)]);
        match self.rest.next() {
            Some('(') => self.group(),
            Some('[') => one(self.class()?),
            Some('.') => one(not_newline()),
            Some('\\') => one(self.escape()?),
            Some(c @ ('*' | '+' | '?')) => Err(format!("nothing stands before {c} to repeat")),
            Some(c @ ('{' | '^' | '$')) => Err(format!("{c} is not supported in patterns here")),
            Some(c) => one(single(c)),
            None => Ok(Vec::new()),
        }
    }

    fn group(&mut self) -> Result<Vec<State>, String> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(format!("groups nest deeper than {DEEPEST}"));
        }
        if self.eat('?') && !self.eat(':') {
            return Err("groups that begin with (? are not supported, but for (?:".into());
        }
        let inner = self.alternatives()?;
        self.depth -= 1;
        if self.eat(')') {
            Ok(inner)
        } else {
            Err("a group is not closed".into())
        }
    }

    /// Applies the repetition that follows a piece. Whether it is greedy makes no difference to
    /// whether the whole text matches.
    fn repeated(&mut self, piece: Vec<State>) -> Result<Vec<State>, String> {
        let Some(sign) = self.rest.next_if(|c| matches!(c, '*' | '+' | '?')) else {
            return Ok(piece);
        };
        let length = piece.len() as isize;
        let mut states = piece;
        match sign {
            '+' => states.push(State::Either(-length, 1)),
            '?' => states.insert(0, State::Either(1, length + 1)),
            _ => {
                states.insert(0, State::Either(1, length + 2));
                states.push(State::Go(-(length + 1)));
            }
        }
        self.eat('?');
        match self.rest.peek() {
            Some('+') => Err(format!("the repetition {sign}+ is not supported")),
            Some(_) | None => Ok(states),
        }
    }

    fn class(&mut self) -> Result<Set, String> {
        let mut set = Set {
            negated: self.eat('^'),
            ranges: Vec::new(),
        };
        let unclosed = || "a character class is not closed".to_string();
        loop {
            let low = match self.rest.next().ok_or_else(unclosed)? {
                ']' if !set.ranges.is_empty() => return Ok(set),
                '[' | '&' => return Err("nested character classes are not supported".into()),
                '\\' => {
                    let escaped = self.escape()?;
                    match escaped.ranges[..] {
                        _ if escaped.negated => {
                            return Err("a negated escape in a class is not supported".into());
                        }
                        [(low, high)] if low == high => low,
                        _ => {
                            set.ranges.extend(escaped.ranges);
                            continue;
                        }
                    }
                }
                c => c,
            };
            let mut high = low;
            if self.eat('-') {
                match self.rest.peek().copied().ok_or_else(unclosed)? {
                    ']' => set.ranges.push(('-', '-')),
                    '\\' => return Err("an escape at the end of a range is not supported".into()),
                    c => {
                        high = c;
                        self.rest.next();
                    }
                }
            }
            if high < low {
                return Err(format!("the range {low}-{high} runs backwards"));
            }
            set.ranges.push((low, high));
        }
    }

    fn escape(&mut self) -> Result<Set, String> {
        let c = self.rest.next().ok_or("the pattern ends in a \\")?;
        let ranges = match c.to_ascii_lowercase() {
            'd' => vec![('0', '9')],
            'w' => vec![('a', 'z'), ('A', 'Z'), ('_', '_'), ('0', '9')],
            's' => vec![(' ', ' '), ('\t', '\r')],
            _ if c.is_ascii_alphanumeric() => {
                return Err(format!("\\{c} is not supported in patterns here"));
            }
            _ => return Ok(single(c)),
        };
        Ok(Set {
            negated: c.is_ascii_uppercase(),
            ranges,
        })
    }
}

fn single(c: char) -> Set {
    Set {
        negated: false,
        ranges: vec![(c, c)],
    }
}

fn not_newline() -> Set {
    Set {
        negated: true,
        ranges: vec![('\n', '\n'), ('\r', '\r')],
    }
}
