//! The machine that runs a program. It never waits: it stops and says what it needs.

use super::code::{self, Code, Origin, SPECIAL, Slot, Target};
use super::record::{Record, Splitter, field_number};
use super::tree::Bytes;
use super::value::{Val, shown};
use crate::shell::clock::Clock;
use crate::shell::disk::Disk;
use crate::shell::regex::Regex;
use crate::shell::streams::{Fd, Fds};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

/// Steps after which the machine lets others go on.
const STEPS: u64 = 2_000;
/// Functions that may call each other.
pub(super) const FRAMES_MOST: usize = 10_000;
/// Bytes of a text that is made here.
const TEXT_MOST: usize = 4 * 1024 * 1024;
/// So many bytes of a new text cost a step: a loop that makes long ones must not fill the memory.
const BYTES_OF_A_STEP: usize = 8;
/// Patterns made from texts that are kept.
const REGEXES_MOST: usize = 200;

pub type Items = Rc<RefCell<BTreeMap<Bytes, Val>>>;

/// What a variable is.
#[derive(Clone)]
pub(super) enum Cell {
    Value(Val),
    Array(Items),
    /// Not used yet, but passed to a function that may make an array of it.
    Open(Items),
}

pub(super) struct Frame {
    pub back: usize,
    /// Where its variables begin, and what was on the way when it was called.
    pub base: usize,
    pub keys: usize,
}

/// What the machine asks for.
pub enum Stop {
    /// Nothing: others may go on.
    Breathe,
    /// The next record of the input, of a file or of the output of a command.
    Record(Origin, Bytes),
    /// To give up the file that is read.
    NextFile,
    /// To run a command; its status is the answer.
    Run(Bytes),
    /// To close what was read or written by this name; the input of a command if it was one.
    Close(Bytes, Option<Vec<u8>>),
    /// It is over, with this status.
    Over(u8),
}

/// What became of a question for a record.
pub enum Given {
    Line(Vec<u8>),
    End,
    Missing,
}

pub(super) enum Pending {
    Main(usize),
    Getline(Origin, Option<Target>),
}

/// What `print` writes to.
pub(super) enum Output {
    Fd(Fd),
    /// The input of a command, as it grows.
    Pipe(Vec<u8>),
}

/// Where the machine runs.
pub struct Host<'h> {
    pub disk: &'h Disk,
    pub fds: &'h Fds,
    /// Seconds since 1970.
    pub now: u64,
    /// The clock of the zone.
    pub clock: Clock,
}

pub(super) type Done = Result<(), String>;

pub struct Machine {
    pub(super) code: Rc<Code>,
    pub(super) at: usize,
    pub(super) stack: Vec<Val>,
    pub(super) globals: Vec<Cell>,
    pub(super) locals: Vec<Cell>,
    pub(super) frames: Vec<Frame>,
    pub(super) keys: Vec<std::vec::IntoIter<Bytes>>,
    pub(super) record: Record,
    pub(super) open: Vec<bool>,
    pub(super) outputs: BTreeMap<Bytes, Output>,
    /// Standard output, not yet written.
    pub out: Vec<u8>,
    pub(super) pending: Option<Pending>,
    pub(super) regexes: BTreeMap<Bytes, Rc<Regex>>,
    pub(super) status: u8,
    pub(super) ending: bool,
    /// Steps since the last breath.
    pub(super) steps: u64,
    /// How often the last substitution substituted.
    pub(super) changed: usize,
    /// Of `rand`: where it is, and what it was set to.
    pub(super) random: (u64, f64),
}

impl Machine {
    pub fn new(
        code: Code,
        arguments: &[String],
        environment: &BTreeMap<String, String>,
    ) -> Machine {
        let mut globals = vec![Cell::Value(Val::Unset); code.globals.len().max(SPECIAL.len())];
        for (place, text) in code::FIRST {
            globals[*place] = Cell::Value(Val::text(text));
        }
        let array = |pairs: Vec<(String, &String)>| {
            let input = |text: &String| Val::Input(text.as_bytes().into());
            let pairs = pairs.into_iter();
            let items = pairs.map(|(key, text)| (key.as_bytes().into(), input(text)));
            Cell::Array(Rc::new(RefCell::new(items.collect())))
        };
        let variables = environment.iter();
        globals[code::ENVIRON] =
            array(variables.map(|(name, text)| (name.clone(), text)).collect());
        let words = arguments.iter().enumerate();
        globals[code::ARGV] = array(
            words
                .map(|(place, text)| (place.to_string(), text))
                .collect(),
        );
        globals[code::ARGC] = Cell::Value(Val::Number(arguments.len() as f64));
        for place in [code::NR, code::FNR, code::RSTART] {
            globals[place] = Cell::Value(Val::Number(0.0));
        }
        globals[code::RLENGTH] = Cell::Value(Val::Number(-1.0));
        let mut record = Record::default();
        record.set(Rc::from([]));
        Machine {
            open: vec![false; code.ranges],
            code: Rc::new(code),
            at: 0,
            stack: Vec::new(),
            globals,
            locals: Vec::new(),
            frames: Vec::new(),
            keys: Vec::new(),
            record,
            outputs: BTreeMap::new(),
            out: Vec::new(),
            pending: None,
            regexes: BTreeMap::new(),
            status: 0,
            ending: false,
            steps: 0,
            changed: 0,
            random: (0, 0.0),
        }
    }

    /// Sets a variable from outside, as `-v` does.
    pub fn assign(&mut self, name: &str, text: &str) {
        let place = self.code.globals.iter().position(|own| own == name);
        let value = Val::Input(super::lexer::unescaped(text.as_bytes()).into());
        if let Some(place) = place {
            // What is set outside stands where the program begins or reads: nothing fails.
            let _ = self.store(Target::Slot(Slot::Global(place)), value);
        }
    }

    /// The argument of a number, if there is one.
    pub fn argument(&self, number: usize) -> Option<String> {
        if number as f64 >= self.special(code::ARGC).number() {
            return None;
        }
        let Cell::Array(items) = &self.globals[code::ARGV] else {
            return None;
        };
        let items = items.borrow();
        let text = items.get(number.to_string().as_bytes());
        let text = text.map(|text| String::from_utf8_lossy(&text.bytes("%.6g")).into_owned());
        Some(text.unwrap_or_default())
    }

    pub(super) fn special(&self, place: usize) -> Val {
        match &self.globals[place] {
            Cell::Value(value) => value.clone(),
            Cell::Array(_) | Cell::Open(_) => Val::Unset,
        }
    }

    pub(super) fn set_special(&mut self, place: usize, value: Val) {
        self.globals[place] = Cell::Value(value);
    }

    pub(super) fn count(&mut self, place: usize) {
        let next = self.special(place).number() + 1.0;
        self.set_special(place, Val::Number(next));
    }

    /// Another file begins.
    pub fn file(&mut self, name: &str) {
        self.set_special(code::FILENAME, Val::text(name));
        self.set_special(code::FNR, Val::Number(0.0));
    }

    pub fn separator(&self) -> Bytes {
        self.bytes(&self.special(code::RS))
    }

    pub(super) fn bytes(&self, value: &Val) -> Bytes {
        match value {
            Val::Number(number) if number.fract() != 0.0 => {
                shown(*number, &self.format(code::CONVFMT))
                    .into_bytes()
                    .into()
            }
            other => other.bytes("%.6g"),
        }
    }

    pub(super) fn format(&self, place: usize) -> String {
        String::from_utf8_lossy(&self.special(place).bytes("%.6g")).into_owned()
    }

    pub(super) fn pop(&mut self) -> Val {
        self.stack.pop().unwrap_or_default()
    }

    pub(super) fn pop_bytes(&mut self) -> Bytes {
        let value = self.pop();
        self.bytes(&value)
    }

    pub(super) fn push(&mut self, value: Val) {
        self.stack.push(value);
    }

    /// A text that was made here.
    pub(super) fn made(&mut self, text: Vec<u8>) -> Result<Bytes, String> {
        if text.len() > TEXT_MOST {
            return Err("a text may have 4 MiB here".to_string());
        }
        self.steps += (text.len() / BYTES_OF_A_STEP) as u64;
        Ok(text.into())
    }

    pub(super) fn regex(&mut self, text: &Bytes) -> Result<Rc<Regex>, String> {
        if let Some(regex) = self.regexes.get(text) {
            return Ok(Rc::clone(regex));
        }
        let regex = super::expressions::regex(&String::from_utf8_lossy(text))?;
        if self.regexes.len() >= REGEXES_MOST {
            self.regexes.clear();
        }
        self.regexes.insert(Rc::clone(text), Rc::clone(&regex));
        Ok(regex)
    }

    /// What a text as `FS` separates.
    pub(super) fn splitter(&mut self, text: &Bytes) -> Result<Splitter, String> {
        Ok(match &**text {
            [] => Splitter::Each,
            b" " => Splitter::Blanks,
            [byte] => Splitter::Byte(*byte),
            _ => Splitter::Regex(self.regex(text)?),
        })
    }

    pub(super) fn split_record(&mut self) -> Done {
        if self.record.is_whole() {
            let separators = self.bytes(&self.special(code::FS));
            let how = self.splitter(&separators)?;
            let lines = self.separator().is_empty();
            self.record.split(&how, lines);
        }
        Ok(())
    }

    pub(super) fn whole(&mut self) -> Bytes {
        let (between, format) = (self.special(code::OFS), self.format(code::CONVFMT));
        self.record.whole(|| between.bytes(&format), &format)
    }

    pub(super) fn cell(&mut self, slot: Slot) -> &mut Cell {
        match slot {
            Slot::Global(place) => &mut self.globals[place],
            Slot::Local(place) => {
                let base = self.frames.last().map_or(0, |frame| frame.base);
                &mut self.locals[base + place]
            }
        }
    }

    /// A variable as an array; it becomes one if it was nothing.
    pub(super) fn array(&mut self, slot: Slot) -> Result<Items, String> {
        let cell = self.cell(slot);
        let items = match cell {
            Cell::Array(items) => return Ok(Rc::clone(items)),
            Cell::Open(items) => Rc::clone(items),
            Cell::Value(Val::Unset) => Items::default(),
            Cell::Value(_) => return Err("a scalar is used as an array".to_string()),
        };
        *cell = Cell::Array(Rc::clone(&items));
        Ok(items)
    }

    pub(super) fn load(&mut self, target: Target) -> Result<Val, String> {
        match target {
            Target::Slot(Slot::Global(code::NF)) => {
                self.split_record()?;
                Ok(Val::Number(self.record.count() as f64))
            }
            Target::Slot(slot) => match self.cell(slot) {
                Cell::Value(value) => Ok(value.clone()),
                Cell::Open(_) => Ok(Val::Unset),
                Cell::Array(_) => Err("an array is used as a scalar".to_string()),
            },
            Target::Field => {
                let number = self.pop().number();
                self.field(number)
            }
            Target::Item(slot) => {
                let key = self.pop_bytes();
                let items = self.array(slot)?;
                let mut items = items.borrow_mut();
                Ok(items.entry(key).or_default().clone())
            }
        }
    }

    fn field(&mut self, number: f64) -> Result<Val, String> {
        let number = field_number(number)?;
        if number == 0 {
            return Ok(Val::Input(self.whole()));
        }
        self.split_record()?;
        Ok(self.record.field(number))
    }

    pub(super) fn store(&mut self, target: Target, value: Val) -> Done {
        match target {
            Target::Slot(Slot::Global(code::NF)) => {
                self.split_record()?;
                self.record.set_count(field_number(value.number())?);
            }
            Target::Slot(slot) => match self.cell(slot) {
                Cell::Array(_) => return Err("an array is used as a scalar".to_string()),
                cell => *cell = Cell::Value(value),
            },
            Target::Field => match field_number(self.pop().number())? {
                0 => {
                    let text = self.bytes(&value);
                    self.record.set(text);
                }
                number => {
                    self.split_record()?;
                    self.record.set_field(number, value);
                }
            },
            Target::Item(slot) => {
                let key = self.pop_bytes();
                self.array(slot)?.borrow_mut().insert(key, value);
            }
        }
        Ok(())
    }

    /// Goes on until something is needed. The error is a message.
    pub fn run(&mut self, host: &Host) -> Result<Stop, String> {
        let code = Rc::clone(&self.code);
        self.steps = 0;
        while let Some(op) = code.ops.get(self.at) {
            if self.steps >= STEPS {
                return Ok(Stop::Breathe);
            }
            self.steps += 1;
            self.at += 1;
            if let Some(stop) = self.step(op, host)? {
                return Ok(stop);
            }
        }
        Ok(Stop::Over(self.status))
    }
}
