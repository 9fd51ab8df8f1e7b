//! The functions that there are without being defined.

use super::code;
use super::machine::{Done, Host, Machine, Stop};
use super::tree::{Bytes, Native};
use super::value::Val;
use crate::shell::commands::date;
use crate::shell::regex::Regex;
use crate::sim::{Chance, Purpose};
use std::rc::Rc;

type Stepped = Result<Option<Stop>, String>;

impl Machine {
    pub(super) fn native(&mut self, native: Native, count: usize, host: &Host) -> Stepped {
        let value = match native {
            Native::System | Native::Close | Native::Fflush => return self.outside(native, count),
            Native::Sin
            | Native::Cos
            | Native::Atan2
            | Native::Exp
            | Native::Log
            | Native::Sqrt
            | Native::Int => self.calculate(native),
            Native::Rand | Native::Srand => self.chance(native, count, host),
            Native::Systime => Val::Number(host.now as f64),
            Native::Strftime => self.strftime(count, host),
            Native::Mktime => self.mktime(),
            Native::Sprintf => {
                let mut text = Vec::new();
                self.formatted(count, "sprintf", &mut text)?;
                Val::Text(self.made(text)?)
            }
            Native::Substr => {
                let length = if count > 2 {
                    self.pop().number()
                } else {
                    f64::INFINITY
                };
                let start = self.pop().number();
                let text = self.pop_bytes();
                Val::Text(part(&text, start, length))
            }
            Native::Index => {
                let wanted = self.pop_bytes();
                let text = self.pop_bytes();
                let found = text
                    .windows(wanted.len().max(1))
                    .position(|own| own == &*wanted);
                Val::Number(found.map_or(0.0, |at| (at + 1) as f64))
            }
            Native::Tolower => Val::Text(self.pop_bytes().to_ascii_lowercase().into()),
            Native::Toupper => Val::Text(self.pop_bytes().to_ascii_uppercase().into()),
            Native::Length => Val::Number(self.pop_bytes().len() as f64),
            Native::Split => return Err("the second argument of split is no array".to_string()),
            // They have steps of their own.
            Native::Sub | Native::Gsub | Native::Match => Val::Unset,
        };
        self.push(value);
        Ok(None)
    }

    fn outside(&mut self, native: Native, count: usize) -> Stepped {
        if native == Native::Fflush {
            (0..count).for_each(|_| drop(self.pop()));
            self.push(Val::Number(0.0));
            // Who runs the machine writes whenever it stops.
            return Ok(Some(Stop::Breathe));
        }
        let name = self.pop_bytes();
        if native == Native::Close {
            let input = self.close_output(&name);
            if let Some(None) = input {
                self.push(Val::Number(0.0));
                return Ok(None);
            }
            return Ok(Some(Stop::Close(name, input.flatten())));
        }
        Ok(Some(Stop::Run(name)))
    }

    fn calculate(&mut self, native: Native) -> Val {
        let number = self.pop().number();
        Val::Number(match native {
            Native::Sin => number.sin(),
            Native::Cos => number.cos(),
            Native::Atan2 => self.pop().number().atan2(number),
            Native::Exp => number.exp(),
            Native::Log => number.ln(),
            Native::Sqrt => number.sqrt(),
            _ => number.trunc(),
        })
    }

    /// Without `srand` each run draws the same numbers, as POSIX has it.
    fn chance(&mut self, native: Native, count: usize, host: &Host) -> Val {
        let (drawn, seed) = self.random;
        if native == Native::Srand {
            let next = if count > 0 {
                self.pop().number()
            } else {
                host.now as f64
            };
            self.random = (0, next);
            return Val::Number(seed);
        }
        self.random.0 += 1;
        let chance = Chance {
            seed: seed.to_bits(),
        };
        let drawn = chance.below(1 << 32, Purpose(0), drawn, 0);
        Val::Number(drawn as f64 / 4_294_967_296.0)
    }

    /// `strftime(format, seconds)`
    fn strftime(&mut self, count: usize, host: &Host) -> Val {
        let at = if count > 1 {
            self.pop().number().max(0.0) as u64
        } else {
            host.now
        };
        let format = if count > 0 {
            self.pop_bytes()
        } else {
            Rc::from(*b"%c")
        };
        let format = String::from_utf8_lossy(&format);
        Val::text(&date::format(
            &format,
            &host.clock.shows(at.min(253_402_300_799) * 1_000),
        ))
    }

    /// `mktime("2026 01 31 12 00 00")`
    fn mktime(&mut self) -> Val {
        let text = self.pop_bytes();
        let text = String::from_utf8_lossy(&text);
        let numbers: Option<Vec<u64>> = text.split_whitespace().map(|it| it.parse().ok()).collect();
        let Some([year, month, day, hour, minute, second]) =
            numbers.and_then(|numbers| <[u64; 6]>::try_from(numbers).ok())
        else {
            return Val::Number(-1.0);
        };
        let text = format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z");
        let at = crate::sim::time::parse_iso8601(&text);
        Val::Number(at.map_or(-1.0, |at| (at / 1_000) as f64))
    }

    /// `match(text, pattern)`
    pub(super) fn find(&mut self, own: &Option<Rc<Regex>>) -> Done {
        let regex = self.given_regex(own)?;
        let text = self.pop_bytes();
        let found = regex.find(&text, 0).and_then(|groups| groups[0]);
        let (start, length) = match found {
            Some((from, to)) => ((from + 1) as f64, (to - from) as f64),
            None => (0.0, -1.0),
        };
        self.set_special(code::RSTART, Val::Number(start));
        self.set_special(code::RLENGTH, Val::Number(length));
        self.push(Val::Number(start));
        Ok(())
    }

    /// `sub` and `gsub`: leaves the text, and keeps how often it was changed.
    pub(super) fn substitute(&mut self, own: &Option<Rc<Regex>>, all: bool) -> Done {
        let with = self.pop_bytes();
        let regex = self.given_regex(own)?;
        let text = self.pop_bytes();
        let mut out = Vec::new();
        let (mut at, mut copied) = (0, 0);
        self.changed = 0;
        let search = regex.over(&text);
        while at <= text.len()
            && let Some(groups) = search.find(at)
            && let Some((from, to)) = groups[0]
        {
            self.steps += 1 + (from - at) as u64 / 64;
            // An empty match right behind the last one is none.
            let empty_again = from == to && from == copied && self.changed > 0;
            if !empty_again {
                out.extend_from_slice(&text[copied..from]);
                fill(&with, &text[from..to], &mut out);
                copied = to;
                self.changed += 1;
                if !all {
                    break;
                }
            }
            at = if to > from { to } else { to + 1 };
        }
        out.extend_from_slice(&text[copied..]);
        self.steps += (text.len() / 64) as u64;
        let made = self.made(out)?;
        self.push(Val::Text(made));
        Ok(())
    }

    pub(super) fn store_changed(&mut self, target: Option<code::Target>) -> Done {
        let text = self.pop();
        let count = self.changed;
        match target {
            Some(target) if count > 0 => self.store(target, text)?,
            Some(code::Target::Field | code::Target::Item(_)) => {
                self.pop();
            }
            Some(code::Target::Slot(_)) | None => {}
        }
        self.push(Val::Number(count as f64));
        Ok(())
    }
}

/// A replacement: `&` is what was found, unless a backslash stands before it.
fn fill(with: &[u8], found: &[u8], out: &mut Vec<u8>) {
    let mut at = 0;
    while let Some(byte) = with.get(at) {
        match (byte, with.get(at + 1)) {
            (b'\\', Some(next @ (b'&' | b'\\'))) => {
                out.push(*next);
                at += 1;
            }
            (b'&', _) => out.extend_from_slice(found),
            (byte, _) => out.push(*byte),
        }
        at += 1;
    }
}

/// So many bytes from a place on, counted from 1, both rounded.
fn part(text: &Bytes, start: f64, length: f64) -> Bytes {
    let first = start.round();
    let last = if length.is_infinite() {
        f64::INFINITY
    } else {
        (start + length).round()
    };
    let size = text.len() as f64;
    let from = first.max(1.0).min(size + 1.0) as usize - 1;
    let to = last.max(1.0).min(size + 1.0) as usize - 1;
    if first.is_nan() || last.is_nan() || to <= from {
        return Rc::from([]);
    }
    text[from..to].into()
}
