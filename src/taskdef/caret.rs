//! Where the caret stands in a text that may not parse, which is the normal state while typing.
//!
//! A scanner of our own, since the parser gives up at the first error: it reads JSON with comments,
//! keeps a stack of objects and arrays, and takes missing commas, colons and braces in its stride.

mod tokens;

use self::tokens::{Shape, Token};
use std::ops::Range;

/// The longest text that is looked at; the check reads no longer one either.
const LONGEST_TEXT: usize = 1 << 20;

/// The deepest value that is kept. No member of a definition is deeper than ten.
const DEEPEST: usize = 16;

/// A step from a value to one inside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// To a member of an object.
    Member(String),
    /// To an item of an array.
    Item(usize),
}

/// What stands at the caret.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Caret {
    /// The way to the value, or to the member whose name is being written.
    pub steps: Vec<Step>,
    /// Whether the name of a member stands here, or could.
    pub in_name: bool,
    /// Whether a value stands here, or could.
    pub in_value: bool,
    /// The string, word or number at the caret with its quotes; empty if there is none.
    pub token: Range<usize>,
    /// The other members of the object.
    pub siblings: Vec<String>,
    /// Where a comma is missing before the caret.
    pub comma: Option<usize>,
    /// What comes after the token.
    pub next: Next,
}

/// What comes after the token at the caret.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Next {
    /// A comma, a closing bracket or nothing.
    #[default]
    End,
    /// A colon.
    Colon,
    /// Another member or item: a comma is missing.
    More,
}

impl Caret {
    /// The path as the table of fields writes it: `containerDefinitions[].cpu`.
    pub fn path(&self) -> String {
        pattern(&self.steps)
    }

    /// The path with indices: `containerDefinitions[0].cpu`.
    pub fn concrete(&self) -> String {
        joined(&self.steps, |index| format!("[{index}]"))
    }
}

/// Steps as the table of fields writes them.
pub fn pattern(steps: &[Step]) -> String {
    joined(steps, |_| "[]".into())
}

fn joined(steps: &[Step], item: impl Fn(usize) -> String) -> String {
    let mut path = String::new();
    for step in steps {
        match step {
            Step::Member(name) => {
                if !path.is_empty() {
                    path.push('.');
                }
                path.push_str(name);
            }
            Step::Item(index) => path.push_str(&item(*index)),
        }
    }
    path
}

/// A string, word or number that is a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leaf {
    /// The way to it.
    pub steps: Vec<Step>,
    /// What it says, without quotes.
    pub value: String,
}

/// What a look through a text finds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scan {
    /// What stands at the caret.
    pub caret: Caret,
    /// The values, in the order of the text.
    pub leaves: Vec<Leaf>,
}

impl Scan {
    /// The values at a path of the table of fields.
    pub fn values<'a>(&'a self, path: &'a str) -> impl Iterator<Item = &'a Leaf> + 'a {
        self.leaves
            .iter()
            .filter(move |leaf| pattern(&leaf.steps) == path)
    }
}

/// What stands at a byte offset of a text.
pub fn caret(text: &str, offset: usize) -> Caret {
    scan(text, offset).caret
}

/// Looks through a text.
pub fn scan(text: &str, offset: usize) -> Scan {
    if text.len() > LONGEST_TEXT {
        return Scan::default();
    }
    let mut edges = (0..=offset.min(text.len())).rev();
    let offset = edges.find(|at| text.is_char_boundary(*at));
    let mut scanner = Scanner {
        text,
        offset: offset.unwrap_or_default(),
        stack: Vec::new(),
        names: Vec::new(),
        leaves: Vec::new(),
        last: Last::default(),
        found: None,
    };
    for token in tokens::tokens(text) {
        scanner.take(&token);
    }
    scanner.finish()
}

/// An object or array that is open.
struct Frame {
    /// Whether it is an array.
    list: bool,
    /// The place of its names in [`Scanner::names`].
    id: usize,
    /// The item of an array.
    index: usize,
    /// The member of an object.
    name: String,
    state: State,
}

/// What an object or array waits for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Name,
    Colon,
    Value,
    Comma,
}

/// The last value.
#[derive(Default)]
struct Last {
    range: Range<usize>,
    /// Whether it is a string, which a colon may turn out to be a name.
    leaf: bool,
}

struct Scanner<'a> {
    text: &'a str,
    offset: usize,
    stack: Vec<Frame>,
    /// For every object the names of its members and where they stand.
    names: Vec<Vec<(String, Range<usize>)>>,
    leaves: Vec<Leaf>,
    last: Last,
    /// The caret once it is found, with the object it is in and whether the next token was seen.
    found: Option<(Caret, Option<usize>, bool)>,
}

impl Scanner<'_> {
    fn take(&mut self, token: &Token) {
        let range = token.range.clone();
        match token.shape {
            Shape::Comment { open_end } => {
                self.gap(range.start + 1);
                let last = if open_end { range.end } else { range.end - 1 };
                if self.found.is_none() && self.offset <= last {
                    self.found = Some((Caret::default(), None, true));
                }
                return;
            }
            Shape::Scalar => self.gap(range.start),
            Shape::Open { .. } | Shape::Close { .. } | Shape::Comma | Shape::Colon => {
                self.gap(range.start + 1);
            }
        }
        if let Some((caret, _, seen)) = &mut self.found
            && !*seen
        {
            *seen = true;
            caret.next = match token.shape {
                Shape::Colon => Next::Colon,
                Shape::Scalar | Shape::Open { .. } => Next::More,
                Shape::Close { .. } | Shape::Comma | Shape::Comment { .. } => Next::End,
            };
        }
        match token.shape {
            Shape::Comment { .. } => {}
            Shape::Scalar => self.scalar(range),
            Shape::Open { list } => self.open(list),
            Shape::Close { list } => self.close(list, range),
            Shape::Comma => self.comma(),
            Shape::Colon => self.colon(),
        }
    }

    /// The caret stands in the blanks before a place.
    fn gap(&mut self, before: usize) {
        if self.found.is_some() || self.offset >= before {
            return;
        }
        let token = self.offset..self.offset;
        match self.stack.last().map(|top| (top.list, top.state)) {
            None | Some((_, State::Value)) => self.find(token, false, None),
            Some((false, State::Name)) => self.find(token, true, None),
            Some((_, State::Colon)) => self.found = Some((Caret::default(), None, true)),
            Some((list, State::Comma | State::Name)) => {
                let comma = Some(self.last.range.end);
                self.next_item();
                self.find(token, !list, comma);
                self.previous_item();
            }
        }
    }

    fn next_item(&mut self) {
        if let Some(top) = self.stack.last_mut()
            && top.list
        {
            top.index += 1;
        }
    }

    fn previous_item(&mut self) {
        if let Some(top) = self.stack.last_mut()
            && top.list
        {
            top.index -= 1;
        }
    }

    fn find(&mut self, token: Range<usize>, in_name: bool, comma: Option<usize>) {
        let mut steps = self.steps();
        if in_name && let Some(Step::Member(name)) = steps.last_mut() {
            *name = self.content(&token);
        }
        let caret = Caret {
            steps: unwrapped(steps),
            in_name,
            in_value: !in_name,
            token,
            comma,
            ..Caret::default()
        };
        let id = self.stack.last().filter(|top| !top.list).map(|top| top.id);
        self.found = Some((caret, id, false));
    }

    fn steps(&self) -> Vec<Step> {
        let step = |frame: &Frame| match frame.list {
            true => Step::Item(frame.index),
            false => Step::Member(frame.name.clone()),
        };
        self.stack.iter().map(step).collect()
    }

    fn content(&self, token: &Range<usize>) -> String {
        tokens::content(self.text.get(token.clone()).unwrap_or_default())
    }

    fn scalar(&mut self, range: Range<usize>) {
        let here = self.found.is_none() && self.offset <= range.end;
        let state = self.stack.last().map(|top| (top.list, top.state));
        match state {
            Some((false, State::Name | State::Colon | State::Comma)) => {
                let missing = state == Some((false, State::Comma));
                let name = self.content(&range);
                if let Some(top) = self.stack.last_mut() {
                    top.name.clone_from(&name);
                    top.state = State::Colon;
                    self.names[top.id].push((name, range.clone()));
                }
                if here {
                    self.find(range, true, missing.then_some(self.last.range.end));
                }
            }
            None | Some((_, State::Value)) => self.value(range, here, None),
            Some((true, State::Name | State::Colon | State::Comma)) => {
                let comma = Some(self.last.range.end);
                self.next_item();
                self.value(range, here, comma);
            }
        }
    }

    fn value(&mut self, range: Range<usize>, here: bool, comma: Option<usize>) {
        let leaf = self.stack.len() <= DEEPEST;
        if leaf {
            let value = self.content(&range);
            let steps = unwrapped(self.steps());
            self.leaves.push(Leaf { steps, value });
        }
        if here {
            self.find(range.clone(), false, comma);
        }
        self.passed(range, leaf);
    }

    /// A value has ended.
    fn passed(&mut self, range: Range<usize>, leaf: bool) {
        self.last = Last { range, leaf };
        if let Some(top) = self.stack.last_mut() {
            top.state = State::Comma;
        }
    }

    fn open(&mut self, list: bool) {
        if self.stack.last().map(|top| top.state) == Some(State::Comma) {
            self.next_item();
        }
        self.stack.push(Frame {
            list,
            id: self.names.len(),
            index: 0,
            name: String::new(),
            state: if list { State::Value } else { State::Name },
        });
        self.names.push(Vec::new());
    }

    fn close(&mut self, list: bool, range: Range<usize>) {
        let Some(depth) = self.stack.iter().rposition(|frame| frame.list == list) else {
            return;
        };
        self.stack.truncate(depth);
        self.passed(range, false);
    }

    fn comma(&mut self) {
        self.next_item();
        if let Some(top) = self.stack.last_mut() {
            top.state = if top.list { State::Value } else { State::Name };
        }
    }

    fn colon(&mut self) {
        let name = self.content(&self.last.range.clone());
        let Some(top) = self.stack.last_mut().filter(|top| !top.list) else {
            return;
        };
        // What was taken for a value is the name of the next member: the value is missing.
        if top.state == State::Comma && self.last.leaf {
            self.leaves.pop();
            top.name.clone_from(&name);
            self.names[top.id].push((name, self.last.range.clone()));
        }
        top.state = State::Value;
    }

    fn finish(mut self) -> Scan {
        self.gap(usize::MAX);
        let (mut caret, id, _) = self.found.take().unwrap_or_default();
        let names = id.and_then(|id| self.names.get(id));
        let others = names.into_iter().flatten();
        let others = others.filter(|(_, range)| !caret.in_name || *range != caret.token);
        caret.siblings = others.map(|(name, _)| name.clone()).collect();
        let leaves = self.leaves;
        Scan { caret, leaves }
    }
}

/// The steps inside the request, where the text is the output of DescribeTaskDefinition.
/// Source: ECS API, DescribeTaskDefinition, Response Elements.
fn unwrapped(mut steps: Vec<Step>) -> Vec<Step> {
    if steps.len() > 1 && steps[0] == Step::Member("taskDefinition".into()) {
        steps.remove(0);
    }
    steps
}

#[cfg(test)]
mod tests;
