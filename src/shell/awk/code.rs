//! What a program is compiled to: steps for a machine with a stack, so that nothing that a program
//! does goes deeper into the stack of the browser.

use super::tree::{Binary, Bytes, Native, Sink, Unary};
use super::value::Val;
use crate::shell::regex::Regex;
use std::rc::Rc;

/// Where a variable is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slot {
    Global(usize),
    /// Of the function under way.
    Local(usize),
}

/// What is read or set. The number of a field and the key of an item lie on the stack.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    Slot(Slot),
    Field,
    Item(Slot),
}

/// What `getline` reads; names lie on the stack.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    Main,
    File,
    Command,
}

#[derive(Clone, Debug)]
pub enum Op {
    Const(Val),
    Pop,
    /// Doubles what lies on top.
    Double,
    /// Reads, and takes a key from the stack.
    Load(Target),
    /// Takes a value and a key, leaves the value.
    Store(Target),
    /// Takes a value and a key and calculates with what is there.
    Update(Target, Binary),
    /// `++` and `--`: `true` leaves what was there before.
    Bump(Target, f64, bool),
    Binary(Binary),
    Unary(Unary),
    /// Joins so many keys with `SUBSEP`.
    Key(usize),
    /// Whether a text matches; the pattern lies on the stack if it is none of the program.
    Match(Option<Rc<Regex>>, bool),
    /// `match(text, pattern)`
    Find(Option<Rc<Regex>>),
    In(Slot),
    Jump(usize),
    /// Takes a value.
    JumpIf(usize),
    JumpUnless(usize),
    /// An argument of a function: the value on the stack.
    Pass,
    /// An argument that is a bare name, and so may be an array.
    PassName(Slot),
    /// A function by number, and how many arguments were passed.
    Call(usize, usize),
    Return,
    Native(Native, usize),
    /// The length of a variable: an array's number of items.
    LengthOf(Slot),
    /// Takes a text and perhaps separators.
    Split(Slot, Separators),
    /// Takes a replacement, perhaps a pattern, and a text; leaves the text.
    Substitute(Option<Rc<Regex>>, bool),
    /// Takes the text of a substitution and a key, stores it if it changed, leaves the count.
    StoreChanged(Option<Target>),
    Print(usize, Option<Sink>),
    Printf(usize, Option<Sink>),
    Getline(Origin, Option<Target>),
    /// Takes a key.
    Delete(Slot),
    DeleteAll(Slot),
    /// Begins to go through the keys of an array.
    Keys(Slot),
    /// The next key, or on to a place.
    NextKey(usize),
    DropKeys,
    /// Reads the next record, or on to a place.
    Record(usize),
    /// Asks whether a range is open.
    IsOpen(usize),
    SetOpen(usize, bool),
    Next,
    NextFile,
    /// Takes the status if there is one.
    Exit(bool),
    Halt,
}

/// What `split` separates at.
#[derive(Clone, Debug)]
pub enum Separators {
    /// As fields are.
    Fields,
    Regex(Rc<Regex>),
    /// It lies on the stack.
    Given,
}

/// A program that can be run.
#[derive(Debug, Default)]
pub struct Code {
    pub ops: Vec<Op>,
    /// Names of the variables by number, the special ones first.
    pub globals: Vec<String>,
    pub functions: Vec<Compiled>,
    /// Where the records begin, if any rule wants them, and where the end begins.
    pub records: Option<usize>,
    pub end: usize,
    pub ranges: usize,
}

#[derive(Debug, Default)]
pub struct Compiled {
    pub name: String,
    pub start: usize,
    pub parameters: usize,
}

/// Variables with a meaning of their own, by number.
pub const SPECIAL: &[&str] = &[
    "NF", "NR", "FNR", "FS", "OFS", "ORS", "RS", "FILENAME", "RSTART", "RLENGTH", "SUBSEP",
    "CONVFMT", "OFMT", "ENVIRON", "ARGC", "ARGV",
];
pub const NF: usize = 0;
pub const NR: usize = 1;
pub const FNR: usize = 2;
pub const FS: usize = 3;
pub const OFS: usize = 4;
pub const ORS: usize = 5;
pub const RS: usize = 6;
pub const FILENAME: usize = 7;
pub const RSTART: usize = 8;
pub const RLENGTH: usize = 9;
pub const SUBSEP: usize = 10;
pub const CONVFMT: usize = 11;
pub const OFMT: usize = 12;
pub const ENVIRON: usize = 13;
pub const ARGC: usize = 14;
pub const ARGV: usize = 15;

/// What a special variable holds at first.
pub const FIRST: &[(usize, &str)] = &[
    (FS, " "),
    (OFS, " "),
    (ORS, "\n"),
    (RS, "\n"),
    (SUBSEP, "\u{1c}"),
    (CONVFMT, "%.6g"),
    (OFMT, "%.6g"),
    (FILENAME, ""),
];

pub fn constant(text: &Bytes) -> Op {
    Op::Const(Val::Text(Rc::clone(text)))
}
