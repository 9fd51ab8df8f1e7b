//! One step of the machine.

use super::code::{self, Op, Origin, Separators, Slot, Target};
use super::machine::{Cell, Done, FRAMES_MOST, Frame, Given, Host, Machine, Pending, Stop};
use super::record::Splitter;
use super::tree::{Binary, Bytes, Unary};
use super::value::{Val, in_order};
use crate::shell::regex::Regex;
use std::cmp::Ordering;
use std::rc::Rc;

impl Machine {
    pub(super) fn step(&mut self, op: &Op, host: &Host) -> Result<Option<Stop>, String> {
        match op {
            Op::Const(_)
            | Op::Pop
            | Op::Double
            | Op::Load(_)
            | Op::Store(_)
            | Op::Update(_, _)
            | Op::Bump(_, _, _)
            | Op::Binary(_)
            | Op::Unary(_) => self.value_step(op)?,
            Op::Match(own, negated) => {
                let regex = self.given_regex(own)?;
                let text = self.pop_bytes();
                self.push(Val::truth(regex.is_in(&text) != *negated));
            }
            Op::Jump(to) => self.at = *to,
            Op::JumpIf(to) | Op::JumpUnless(to) => {
                if self.pop().is_true() == matches!(op, Op::JumpIf(_)) {
                    self.at = *to;
                }
            }
            Op::IsOpen(number) => {
                let open = self.open[*number];
                self.push(Val::truth(open));
            }
            Op::SetOpen(number, open) => self.open[*number] = *open,
            Op::Key(_)
            | Op::In(_)
            | Op::LengthOf(_)
            | Op::Split(_, _)
            | Op::Delete(_)
            | Op::DeleteAll(_)
            | Op::Keys(_)
            | Op::NextKey(_)
            | Op::DropKeys => self.array_step(op)?,
            Op::Find(own) => self.find(own)?,
            Op::Substitute(own, all) => self.substitute(own, *all)?,
            Op::StoreChanged(target) => self.store_changed(*target)?,
            Op::Pass | Op::PassName(_) | Op::Call(_, _) | Op::Return => self.function_step(op)?,
            Op::Native(native, count) => return self.native(*native, *count, host),
            Op::Print(count, sink) => self.print(*count, *sink, host)?,
            Op::Printf(count, sink) => self.printf(*count, *sink, host)?,
            Op::Record(_)
            | Op::Getline(_, _)
            | Op::Next
            | Op::NextFile
            | Op::Exit(_)
            | Op::Halt => return self.flow_step(op),
        }
        Ok(None)
    }

    /// Constants, places and sums.
    fn value_step(&mut self, op: &Op) -> Done {
        match op {
            Op::Const(value) => self.push(value.clone()),
            Op::Pop => {
                self.pop();
            }
            Op::Double => {
                let top = self.stack.last().cloned().unwrap_or_default();
                self.push(top);
            }
            Op::Load(target) => {
                let value = self.load(*target)?;
                self.push(value);
            }
            Op::Store(target) => {
                let value = self.pop();
                self.store(*target, value.clone())?;
                self.push(value);
            }
            Op::Update(target, how) => {
                let right = self.pop();
                self.change(*target, false, |machine, left| {
                    machine.binary(*how, &left, &right)
                })?;
            }
            Op::Bump(target, by, post) => self.change(*target, *post, |_, left| {
                Ok(Val::Number(left.number() + by))
            })?,
            Op::Binary(how) => {
                let (right, left) = (self.pop(), self.pop());
                let value = self.binary(*how, &left, &right)?;
                self.push(value);
            }
            Op::Unary(how) => {
                let value = self.pop();
                self.push(match how {
                    Unary::Not => Val::truth(!value.is_true()),
                    Unary::Minus => Val::Number(-value.number()),
                    Unary::Plus => Val::Number(value.number()),
                });
            }
            _ => {}
        }
        Ok(())
    }

    /// A pattern of the program, or the text on the stack as one.
    pub(super) fn given_regex(&mut self, own: &Option<Rc<Regex>>) -> Result<Rc<Regex>, String> {
        match own {
            Some(regex) => Ok(Rc::clone(regex)),
            None => {
                let text = self.pop_bytes();
                self.regex(&text)
            }
        }
    }

    /// Calculates with what is in a place; leaves the new value or the old one as a number.
    fn change(
        &mut self,
        target: Target,
        old: bool,
        how: impl FnOnce(&mut Self, Val) -> Result<Val, String>,
    ) -> Done {
        let key = match target {
            Target::Slot(_) => None,
            Target::Field | Target::Item(_) => self.stack.last().cloned(),
        };
        let before = self.load(target)?;
        let number = Val::Number(before.number());
        let after = how(self, before)?;
        if let Some(key) = key {
            self.push(key);
        }
        self.store(target, after.clone())?;
        self.push(if old { number } else { after });
        Ok(())
    }

    fn binary(&mut self, how: Binary, left: &Val, right: &Val) -> Result<Val, String> {
        let (a, b) = (|| left.number(), || right.number());
        let compared = || left.compare(right, "%.6g");
        Ok(match how {
            Binary::Add => Val::Number(a() + b()),
            Binary::Subtract => Val::Number(a() - b()),
            Binary::Multiply => Val::Number(a() * b()),
            Binary::Divide => Val::Number(a() / b()),
            Binary::Modulo => Val::Number(a() % b()),
            Binary::Power => Val::Number(a().powf(b())),
            Binary::Join => {
                let mut text = self.bytes(left).to_vec();
                text.extend_from_slice(&self.bytes(right));
                Val::Text(self.made(text)?)
            }
            Binary::Less => Val::truth(compared() == Some(Ordering::Less)),
            Binary::LessEqual => Val::truth(compared().is_some_and(Ordering::is_le)),
            Binary::Equal => Val::truth(compared() == Some(Ordering::Equal)),
            Binary::NotEqual => Val::truth(compared() != Some(Ordering::Equal)),
            Binary::Greater => Val::truth(compared() == Some(Ordering::Greater)),
            Binary::GreaterEqual => Val::truth(compared().is_some_and(Ordering::is_ge)),
        })
    }

    fn array_step(&mut self, op: &Op) -> Done {
        match op {
            Op::Key(count) => {
                let between = self.bytes(&self.special(code::SUBSEP));
                let from = self.stack.len().saturating_sub(*count);
                let parts = self.stack.split_off(from);
                let parts: Vec<Bytes> = parts.iter().map(|part| self.bytes(part)).collect();
                self.push(Val::Text(parts.join(&*between).into()));
            }
            Op::In(slot) => {
                let key = self.pop_bytes();
                let found = self.array(*slot)?.borrow().contains_key(&key);
                self.push(Val::truth(found));
            }
            Op::LengthOf(slot) => {
                let length = match self.cell(*slot) {
                    Cell::Array(items) | Cell::Open(items) => items.borrow().len(),
                    Cell::Value(_) => {
                        let value = self.load(Target::Slot(*slot))?;
                        self.bytes(&value).len()
                    }
                };
                self.push(Val::Number(length as f64));
            }
            Op::Split(slot, how) => self.split(*slot, how)?,
            Op::Delete(slot) => {
                let key = self.pop_bytes();
                self.array(*slot)?.borrow_mut().remove(&key);
            }
            Op::DeleteAll(slot) => self.array(*slot)?.borrow_mut().clear(),
            Op::Keys(slot) => {
                let items = self.array(*slot)?;
                let keys = in_order(items.borrow().keys());
                self.keys.push(keys.into_iter());
            }
            Op::NextKey(out) => match self.keys.last_mut().and_then(Iterator::next) {
                Some(key) => self.push(Val::Input(key)),
                None => {
                    self.keys.pop();
                    self.at = *out;
                }
            },
            _ => {
                self.keys.pop();
            }
        }
        Ok(())
    }

    fn split(&mut self, slot: Slot, how: &Separators) -> Done {
        let how = match how {
            Separators::Fields => {
                let text = self.bytes(&self.special(code::FS));
                self.splitter(&text)?
            }
            Separators::Regex(regex) => Splitter::Regex(Rc::clone(regex)),
            Separators::Given => {
                let text = self.pop_bytes();
                self.splitter(&text)?
            }
        };
        let text = self.pop_bytes();
        let parts = how.split(&text);
        self.steps += parts.len() as u64;
        let items = self.array(slot)?;
        let mut items = items.borrow_mut();
        items.clear();
        let count = parts.len() as f64;
        for (place, part) in parts.into_iter().enumerate() {
            items.insert(
                (place + 1).to_string().into_bytes().into(),
                Val::Input(part),
            );
        }
        self.stack.push(Val::Number(count));
        Ok(())
    }

    fn function_step(&mut self, op: &Op) -> Done {
        match op {
            Op::Pass => {
                let value = self.pop();
                self.locals.push(Cell::Value(value));
            }
            Op::PassName(slot) => {
                let special = *slot == Slot::Global(code::NF);
                let cell = match self.cell(*slot) {
                    cell @ Cell::Value(Val::Unset) if !special => {
                        *cell = Cell::Open(Default::default());
                        cell.clone()
                    }
                    cell => cell.clone(),
                };
                let nf = special
                    .then(|| self.load(Target::Slot(*slot)))
                    .transpose()?;
                self.locals.push(nf.map_or(cell, Cell::Value));
            }
            Op::Call(number, count) => {
                if self.frames.len() >= FRAMES_MOST {
                    return Err("functions call each other too deep".to_string());
                }
                let function = &self.code.functions[*number];
                let base = self.locals.len() - count;
                self.locals
                    .resize(base + function.parameters, Cell::Value(Val::Unset));
                self.frames.push(Frame {
                    back: self.at,
                    base,
                    keys: self.keys.len(),
                });
                self.at = function.start;
            }
            _ => {
                if let Some(frame) = self.frames.pop() {
                    self.locals.truncate(frame.base);
                    self.keys.truncate(frame.keys);
                    self.at = frame.back;
                }
            }
        }
        Ok(())
    }

    fn flow_step(&mut self, op: &Op) -> Result<Option<Stop>, String> {
        match op {
            Op::Record(out) => {
                self.pending = Some(Pending::Main(*out));
                return Ok(Some(Stop::Record(Origin::Main, Rc::from([]))));
            }
            Op::Getline(origin, target) => {
                let name = match origin {
                    Origin::Main => Rc::from([]),
                    Origin::File | Origin::Command => self.pop_bytes(),
                };
                self.pending = Some(Pending::Getline(*origin, *target));
                return Ok(Some(Stop::Record(*origin, name)));
            }
            Op::Next | Op::NextFile => {
                self.forget();
                self.at = self.code.records.unwrap_or(self.code.end);
                return Ok(matches!(op, Op::NextFile).then_some(Stop::NextFile));
            }
            Op::Exit(given) => {
                if *given {
                    self.status = self.pop().number() as i64 as u8;
                }
                self.forget();
                if self.ending {
                    return Ok(Some(Stop::Over(self.status)));
                }
                self.ending = true;
                self.at = self.code.end;
            }
            _ => return Ok(Some(Stop::Over(self.status))),
        }
        Ok(None)
    }

    /// Leaves all functions and loops.
    fn forget(&mut self) {
        self.stack.clear();
        self.locals.clear();
        self.frames.clear();
        self.keys.clear();
    }

    /// Goes on with the record that was asked for.
    pub fn give(&mut self, given: Given) -> Done {
        match self.pending.take() {
            None => {}
            Some(Pending::Main(out)) => match given {
                Given::Line(line) => {
                    self.count(code::NR);
                    self.count(code::FNR);
                    self.record.set(line.into());
                }
                Given::End | Given::Missing => {
                    self.ending = true;
                    self.at = out;
                }
            },
            Some(Pending::Getline(origin, target)) => match given {
                Given::Line(line) => {
                    if origin != Origin::File {
                        self.count(code::NR);
                    }
                    if origin == Origin::Main {
                        self.count(code::FNR);
                    }
                    match target {
                        None => self.record.set(line.into()),
                        Some(target) => self.store(target, Val::Input(line.into()))?,
                    }
                    self.push(Val::Number(1.0));
                }
                Given::End | Given::Missing => {
                    if matches!(target, Some(Target::Field | Target::Item(_))) {
                        self.pop();
                    }
                    let status = if matches!(given, Given::End) {
                        0.0
                    } else {
                        -1.0
                    };
                    self.push(Val::Number(status));
                }
            },
        }
        Ok(())
    }

    /// Goes on with the number that a command or a file ended with.
    pub fn give_number(&mut self, number: f64) {
        self.push(Val::Number(number));
    }
}
