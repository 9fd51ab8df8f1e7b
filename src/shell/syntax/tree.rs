//! What a script is once it is read.

use std::cell::OnceCell;
use std::rc::Rc;

/// Commands one after another.
#[derive(Debug, Default)]
pub struct List {
    pub items: Vec<Rc<AndOr>>,
}

/// `a && b || c`, and whether an `&` follows.
#[derive(Debug)]
pub struct AndOr {
    pub first: Pipeline,
    pub rest: Vec<(Join, Pipeline)>,
    pub background: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Join {
    And,
    Or,
}

/// `! a | b`.
#[derive(Debug)]
pub struct Pipeline {
    pub negated: bool,
    /// `time` stands before it.
    pub timed: bool,
    /// `time -p`
    pub portable: bool,
    pub commands: Vec<Command>,
}

#[derive(Debug)]
pub struct Command {
    pub kind: Kind,
    pub redirects: Vec<Redirect>,
    /// Counted from 1.
    pub line: u32,
}

#[derive(Debug)]
pub enum Kind {
    Simple(Simple),
    Group(List),
    Subshell(List),
    For(For),
    /// `select x in …`
    Select(For),
    Count(Count),
    /// `while` and `until`.
    Loop {
        until: bool,
        test: List,
        body: List,
    },
    /// `if` and each `elif` with what it guards; and `else`.
    If {
        arms: Vec<(List, List)>,
        otherwise: Option<List>,
    },
    Case {
        word: Word,
        /// The word as it is written.
        source: String,
        arms: Vec<Arm>,
    },
    Function {
        name: String,
        body: Rc<Command>,
    },
    /// `[[ … ]]`
    Test(Test),
    /// `(( … ))`
    Arithmetic(Word),
}

#[derive(Debug, Default)]
pub struct Simple {
    pub assignments: Vec<Rc<Assignment>>,
    pub words: Vec<Word>,
}

#[derive(Debug)]
pub struct For {
    pub name: String,
    /// None: the positional parameters.
    pub words: Option<Vec<Word>>,
    /// The words as they are written, with `in`.
    pub source: String,
    pub body: List,
}

/// `for ((first; test; step))`
#[derive(Debug)]
pub struct Count {
    pub first: Word,
    pub test: Word,
    pub step: Word,
    pub body: List,
}

#[derive(Debug)]
pub struct Arm {
    pub patterns: Vec<Word>,
    pub body: List,
    pub then: Then,
}

/// What follows an arm of `case`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Then {
    /// `;;`
    Stop,
    /// `;&`: the next body, whatever its pattern.
    Fall,
    /// `;;&`: the next pattern that fits.
    Test,
}

/// The inside of `[[ … ]]`.
#[derive(Debug)]
pub enum Test {
    And(Box<Test>, Box<Test>),
    Or(Box<Test>, Box<Test>),
    Not(Box<Test>),
    Word(Word),
    One(String, Word),
    Two(Word, String, Word),
}

#[derive(Debug)]
pub struct Assignment {
    pub name: String,
    pub index: Option<Word>,
    pub append: bool,
    pub value: Assigned,
    /// As it is written.
    pub source: String,
}

#[derive(Debug)]
pub enum Assigned {
    Word(Word),
    /// `(a b [3]=c)`
    Array(Vec<(Option<Word>, Word)>),
}

#[derive(Debug)]
pub struct Redirect {
    /// The descriptor before the sign, or the sign's own.
    pub from: u32,
    pub sign: Sign,
}

#[derive(Debug)]
pub enum Sign {
    Read(Word),
    Write(Word),
    /// `>|`: whatever `set -C` says.
    Force(Word),
    Append(Word),
    ReadWrite(Word),
    /// `>&2`, `<&3`, `>&-`
    Copy(Word),
    /// `&>` and `&>>`
    Both {
        word: Word,
        append: bool,
    },
    /// The text arrives when the line ends.
    Here(Rc<OnceCell<Word>>),
    /// `<<<`
    Text(Word),
}

#[derive(Clone, Debug, Default)]
pub struct Word {
    pub parts: Vec<Part>,
    /// The argument of `declare` and its kin, when it has the form of an assignment.
    pub assignment: Option<Rc<Assignment>>,
}

#[derive(Clone, Debug)]
pub enum Part {
    /// Outside of quotes: braces, globs and a tilde mean something.
    Plain(String),
    /// From quotes or behind a backslash.
    Literal(String),
    /// `"…"`
    Double(Vec<Part>),
    Parameter(Rc<Parameter>),
    /// `$(…)` and backquotes.
    Command(Rc<List>),
    /// `$((…))`
    Arithmetic(Word),
    /// `<(…)`
    Process(Rc<List>),
}

/// `$x` and `${…}`.
#[derive(Debug)]
pub struct Parameter {
    pub name: String,
    pub index: Option<Index>,
    /// `${!x}`
    pub indirect: bool,
    pub change: Change,
    /// As it was written, for messages.
    pub source: String,
}

#[derive(Debug)]
pub enum Index {
    /// `[@]`
    All,
    /// `[*]`
    Joined,
    At(Word),
}

#[derive(Debug)]
pub enum Change {
    None,
    /// `${#x}`
    Length,
    /// `${!a[@]}`
    Keys,
    /// `${!prefix*}`
    Names,
    /// `:-`, `-`, `:=`, `=`, `:?`, `?`, `:+`, `+`
    Default {
        sign: char,
        /// With the colon: empty counts as unset.
        empty_too: bool,
        word: Word,
    },
    /// `#`, `##`, `%`, `%%`
    Strip {
        suffix: bool,
        longest: bool,
        pattern: Word,
    },
    /// `/`, `//`, `/#`, `/%`
    Replace {
        place: Where,
        pattern: Word,
        with: Word,
    },
    /// `${x:from:length}`
    Slice {
        from: Word,
        length: Option<Word>,
    },
    /// `^`, `^^`, `,`, `,,`, `~`, `~~`
    Case {
        sign: char,
        all: bool,
        pattern: Word,
    },
    /// `@Q`, `@U`, `@u`, `@L`
    Transform(char),
    /// Bash would call it a bad substitution when it comes to it.
    Bad,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Where {
    First,
    All,
    Start,
    End,
}

impl Parameter {
    /// `$xa` for `$x`.
    pub fn longer(&self, c: char) -> Parameter {
        Parameter {
            name: format!("{}{c}", self.name),
            index: None,
            indirect: false,
            change: Change::None,
            source: format!("{}{c}", self.source),
        }
    }
}

impl Word {
    /// A word that stands for this text exactly.
    pub fn literal(text: &str) -> Word {
        Word {
            parts: vec![Part::Literal(text.to_string())],
            assignment: None,
        }
    }

    /// The text of a word that stands for it exactly.
    pub fn exact(&self) -> &str {
        match self.parts.as_slice() {
            [Part::Literal(text)] => text,
            _ => "",
        }
    }

    /// The text of a word in which nothing is quoted or expanded.
    pub fn plain(&self) -> Option<&str> {
        match self.parts.as_slice() {
            [Part::Plain(text)] => Some(text),
            _ => None,
        }
    }
}
