//! What a program is once it is read.

use crate::shell::regex::Regex;
use std::rc::Rc;

pub type Bytes = Rc<[u8]>;

/// Something that has a value.
#[derive(Debug)]
pub enum Expr {
    Number(f64),
    Text(Bytes),
    /// Alone it asks whether the record matches.
    Regex(Rc<Regex>),
    Place(Place),
    Assign(Place, Box<Expr>),
    /// `a += b`
    Update(Place, Binary, Box<Expr>),
    /// `++a`, `a--`
    Bump {
        place: Place,
        by: f64,
        post: bool,
    },
    Binary(Binary, Box<Expr>, Box<Expr>),
    Unary(Unary, Box<Expr>),
    And(Box<Expr>, Box<Expr>),
    Or(Box<Expr>, Box<Expr>),
    Choose(Box<Expr>, Box<Expr>, Box<Expr>),
    Match {
        text: Box<Expr>,
        regex: Box<Expr>,
        negated: bool,
    },
    In(Vec<Expr>, String),
    Call(String, Vec<Expr>),
    Native(Native, Vec<Expr>),
    Getline {
        from: From,
        to: Option<Place>,
    },
    /// `(a, b)`: arguments of `print`, or a key before `in`.
    List(Vec<Expr>),
}

/// What `getline` reads.
#[derive(Debug)]
pub enum From {
    Main,
    File(Box<Expr>),
    Command(Box<Expr>),
}

/// What can be assigned to.
#[derive(Debug)]
pub enum Place {
    Name(String),
    Field(Box<Expr>),
    Item(String, Vec<Expr>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Binary {
    Add,
    Subtract,
    Multiply,
    Divide,
    Modulo,
    Power,
    Join,
    Less,
    LessEqual,
    Equal,
    NotEqual,
    Greater,
    GreaterEqual,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unary {
    Not,
    Minus,
    Plus,
}

/// The functions that there are without being defined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Native {
    Length,
    Substr,
    Index,
    Split,
    Sub,
    Gsub,
    Match,
    Sprintf,
    Tolower,
    Toupper,
    Sin,
    Cos,
    Atan2,
    Exp,
    Log,
    Sqrt,
    Int,
    Rand,
    Srand,
    System,
    Close,
    Fflush,
    Systime,
    Strftime,
    Mktime,
}

/// Names of functions and how many arguments they take.
pub const NATIVES: &[(&str, Native, usize, usize)] = &[
    ("length", Native::Length, 0, 1),
    ("substr", Native::Substr, 2, 3),
    ("index", Native::Index, 2, 2),
    ("split", Native::Split, 2, 3),
    ("sub", Native::Sub, 2, 3),
    ("gsub", Native::Gsub, 2, 3),
    ("match", Native::Match, 2, 2),
    ("sprintf", Native::Sprintf, 1, 255),
    ("tolower", Native::Tolower, 1, 1),
    ("toupper", Native::Toupper, 1, 1),
    ("sin", Native::Sin, 1, 1),
    ("cos", Native::Cos, 1, 1),
    ("atan2", Native::Atan2, 2, 2),
    ("exp", Native::Exp, 1, 1),
    ("log", Native::Log, 1, 1),
    ("sqrt", Native::Sqrt, 1, 1),
    ("int", Native::Int, 1, 1),
    ("rand", Native::Rand, 0, 0),
    ("srand", Native::Srand, 0, 1),
    ("system", Native::System, 1, 1),
    ("close", Native::Close, 1, 1),
    ("fflush", Native::Fflush, 0, 1),
    ("systime", Native::Systime, 0, 0),
    ("strftime", Native::Strftime, 0, 2),
    ("mktime", Native::Mktime, 1, 1),
];

/// Something that is done.
#[derive(Debug)]
pub enum Statement {
    Expr(Expr),
    Print {
        arguments: Vec<Expr>,
        formatted: bool,
        to: Option<(Sink, Expr)>,
    },
    If(Expr, Vec<Statement>, Vec<Statement>),
    While(Expr, Vec<Statement>),
    Do(Vec<Statement>, Expr),
    For {
        first: Option<Expr>,
        test: Option<Expr>,
        step: Option<Expr>,
        body: Vec<Statement>,
    },
    ForIn {
        name: String,
        array: String,
        body: Vec<Statement>,
    },
    Delete(String, Option<Vec<Expr>>),
    Next,
    NextFile,
    Exit(Option<Expr>),
    Return(Option<Expr>),
    Break,
    Continue,
}

/// Where `print` writes if not to standard output.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sink {
    File,
    Append,
    Pipe,
}

/// When an action is carried out.
#[derive(Debug)]
pub enum Pattern {
    Begin,
    End,
    Always,
    If(Expr),
    Range(Expr, Expr),
}

#[derive(Debug)]
pub struct Rule {
    pub pattern: Pattern,
    /// None: the record is printed.
    pub action: Option<Vec<Statement>>,
}

#[derive(Debug)]
pub struct Function {
    pub name: String,
    pub parameters: Vec<String>,
    pub body: Vec<Statement>,
}

/// A whole program.
#[derive(Debug, Default)]
pub struct Tree {
    pub rules: Vec<Rule>,
    pub functions: Vec<Function>,
}
