//! Follows all ways through a pattern at once.

use super::parse::lower;
use super::{Assertion, Regex, Set, Step};
use crate::shell::expand::pattern::is_in_class;
use std::rc::Rc;

/// Where each group matched, the whole first, in bytes.
pub type Groups = Vec<Option<(usize, usize)>>;

/// A way under way: its next step, and the places that it remembers.
type Way = (usize, Rc<Vec<usize>>);

const NOWHERE: usize = usize::MAX;

struct Ways {
    list: Vec<Way>,
    /// For each step the turn in which it was last reached.
    seen: Vec<usize>,
}

/// A text taken apart: characters with the bytes where they start, and the end.
struct Text {
    chars: Vec<char>,
    starts: Vec<usize>,
}

impl Text {
    fn new(bytes: &[u8]) -> Text {
        let mut text = Text {
            chars: Vec::with_capacity(bytes.len()),
            starts: Vec::with_capacity(bytes.len() + 1),
        };
        let mut at = 0;
        for chunk in bytes.utf8_chunks() {
            for c in chunk.valid().chars() {
                text.chars.push(c);
                text.starts.push(at);
                at += c.len_utf8();
            }
            for _ in chunk.invalid() {
                text.chars.push('\u{fffd}');
                text.starts.push(at);
                at += 1;
            }
        }
        text.starts.push(at);
        text
    }

    fn word_at(&self, at: usize) -> bool {
        let c = self.chars.get(at);
        c.is_some_and(|c| c.is_alphanumeric() || *c == '_')
    }

    fn holds(&self, assertion: Assertion, at: usize) -> bool {
        let before = at > 0 && self.word_at(at - 1);
        let here = self.word_at(at);
        match assertion {
            Assertion::Start => at == 0,
            Assertion::End => at == self.chars.len(),
            Assertion::WordStart => !before && here,
            Assertion::WordEnd => before && !here,
            Assertion::WordEdge => before != here,
            Assertion::NoWordEdge => before == here,
        }
    }
}

/// A pattern and a text in which it is looked for again and again.
pub struct Search<'r> {
    regex: &'r Regex,
    text: Text,
}

impl Search<'_> {
    /// The first match that starts at or behind this byte.
    pub fn find(&self, from: usize) -> Option<Groups> {
        self.regex.search(&self.text, from, false)
    }
}

impl Regex {
    /// Whether it matches anywhere.
    pub fn is_in(&self, bytes: &[u8]) -> bool {
        self.search(&Text::new(bytes), 0, true).is_some()
    }

    /// The first match that starts at or behind this byte.
    pub fn find(&self, bytes: &[u8], from: usize) -> Option<Groups> {
        self.search(&Text::new(bytes), from, false)
    }

    /// For who looks for all matches: the text is taken apart once.
    pub fn over(&self, bytes: &[u8]) -> Search<'_> {
        Search {
            regex: self,
            text: Text::new(bytes),
        }
    }

    fn search(&self, text: &Text, from: usize, any: bool) -> Option<Groups> {
        let mut at = text.starts.partition_point(|start| *start < from);
        let empty = || Ways {
            list: Vec::new(),
            seen: vec![NOWHERE; self.steps.len()],
        };
        let (mut ways, mut next) = (empty(), empty());
        let mut best: Option<Rc<Vec<usize>>> = None;
        loop {
            if best.is_none() {
                let places = Rc::new(vec![NOWHERE; self.groups * 2]);
                self.add(&mut ways, 0, places, text, at);
            }
            if ways.list.is_empty() && best.is_some() {
                break;
            }
            for (step, places) in std::mem::take(&mut ways.list) {
                if best.as_ref().is_some_and(|best| places[0] > best[0]) {
                    continue;
                }
                let goes = match (&self.steps[step], text.chars.get(at)) {
                    (Step::Match, _) => {
                        let longer = best
                            .as_ref()
                            .is_none_or(|best| places[0] < best[0] || places[1] > best[1]);
                        if longer {
                            best = Some(places);
                        }
                        if any {
                            return Some(Vec::new());
                        }
                        continue;
                    }
                    (_, None) => false,
                    (Step::Char(own), Some(c)) => *own == self.folded(*c),
                    (Step::Any, Some(_)) => true,
                    (Step::Set(set), Some(c)) => self.set_has(set, *c),
                    _ => false,
                };
                if goes {
                    self.add(&mut next, step + 1, places, text, at + 1);
                }
            }
            if at >= text.chars.len() {
                break;
            }
            at += 1;
            std::mem::swap(&mut ways, &mut next);
        }
        let best = best?;
        let place = |at: usize| (at != NOWHERE).then(|| text.starts[at]);
        let group = |pair: &[usize]| Some((place(pair[0])?, place(pair[1])?));
        Some(best.chunks(2).map(group).collect())
    }

    /// Adds a way and all that it leads to without reading a character.
    fn add(&self, ways: &mut Ways, step: usize, places: Rc<Vec<usize>>, text: &Text, at: usize) {
        let mut open = vec![(step, places)];
        while let Some((step, places)) = open.pop() {
            if ways.seen[step] == at {
                continue;
            }
            ways.seen[step] = at;
            match &self.steps[step] {
                Step::Jump(to) => open.push((*to, places)),
                Step::Split(first, second) => {
                    open.push((*second, Rc::clone(&places)));
                    open.push((*first, places));
                }
                Step::Save(place) => {
                    let mut places = Vec::clone(&places);
                    places[*place] = at;
                    open.push((step + 1, Rc::new(places)));
                }
                Step::Assert(assertion) => {
                    if text.holds(*assertion, at) {
                        open.push((step + 1, places));
                    }
                }
                Step::Char(_) | Step::Any | Step::Set(_) | Step::Match => {
                    ways.list.push((step, places));
                }
            }
        }
    }

    fn folded(&self, c: char) -> char {
        if self.fold { lower(c) } else { c }
    }

    fn set_has(&self, set: &Set, c: char) -> bool {
        let other = if c.is_lowercase() {
            c.to_uppercase().next().unwrap_or(c)
        } else {
            lower(c)
        };
        let within = |c: char| {
            set.ranges
                .iter()
                .any(|(from, to)| (*from..=*to).contains(&c))
        };
        let in_range = within(c) || (self.fold && within(other));
        let class = |(name, inverse): &(String, bool)| is_in_class(name, c) != *inverse;
        (in_range || set.classes.iter().any(class)) != set.negated
    }
}
