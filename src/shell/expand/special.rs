//! Parameters that the shell itself sets, and how arithmetic finds its variables.

use super::super::state::Shell;
use super::super::syntax::reader::is_name;
use super::super::variables::Value;
use super::arithmetic::{self, Names};

const MACHINE: &str = "x86_64-pc-linux-gnu";

impl Shell {
    /// The value of a parameter that is no array; None if it is unset.
    pub fn value(&mut self, name: &str) -> Option<String> {
        let text = match name {
            "?" => self.status.to_string(),
            "#" => self.arguments.len().to_string(),
            "$" | "BASHPID" => "4242".to_string(),
            "!" => return self.last_job.map(|number| number.to_string()),
            "0" => self.name.clone(),
            "-" => self.flags(),
            "LINENO" => self.line.to_string(),
            "RANDOM" => self.next_random().to_string(),
            "SECONDS" => {
                let now = self.outside.now();
                (now.since(self.started.unwrap_or(now)).0 / 1_000).to_string()
            }
            "_" => self.last_word.clone(),
            "BASH_SUBSHELL" => self.subshells.to_string(),
            "PPID" => "4241".to_string(),
            "UID" | "EUID" => "1000".to_string(),
            "HOSTNAME" => "drydock".to_string(),
            "OSTYPE" => "linux-gnu".to_string(),
            "HOSTTYPE" => "x86_64".to_string(),
            "MACHTYPE" => MACHINE.to_string(),
            "BASH" => "/bin/bash".to_string(),
            "FUNCNAME" | "BASH_SOURCE" | "BASH_VERSINFO" | "DIRSTACK" | "PIPESTATUS" => {
                return self.own_list(name).and_then(|list| list.first().cloned());
            }
            "EPOCHSECONDS" => {
                let calendar = self.outside.calendar();
                (calendar.epoch_millis(self.outside.now()) / 1_000).to_string()
            }
            "BASH_VERSION" => "5.2.15(1)-release".to_string(),
            _ if name.starts_with(|c: char| c.is_ascii_digit()) => {
                let place = name.parse::<usize>().ok()?;
                return self.arguments.get(place.checked_sub(1)?).cloned();
            }
            _ => return self.text(name).map(str::to_string),
        };
        Some(text)
    }

    /// An array that the shell itself sets.
    pub fn own_list(&self, name: &str) -> Option<Vec<String>> {
        let names = self.names.iter().rev();
        Some(match name {
            "PIPESTATUS" => self.statuses.iter().map(u8::to_string).collect(),
            "FUNCNAME" => {
                let main = !self.names.is_empty() && !self.sources.is_empty();
                names
                    .cloned()
                    .chain(main.then(|| "main".to_string()))
                    .collect()
            }
            "BASH_SOURCE" => {
                let sources = self.sources.iter().rev().cloned();
                if self.sources.is_empty() && names.len() == 0 {
                    return None;
                }
                let origin = |name: &String| self.origins.get(name).cloned().unwrap_or_default();
                names.map(origin).chain(sources).collect()
            }
            "BASH_VERSINFO" => ["5", "2", "15", "1", "release", MACHINE]
                .map(str::to_string)
                .into(),
            "DIRSTACK" => {
                let here = std::iter::once(&self.disk.folder);
                here.chain(&self.folders).cloned().collect()
            }
            _ => return None,
        })
    }

    fn flags(&self) -> String {
        let flags = [
            ('a', self.options.allexport),
            ('e', self.options.errexit),
            ('f', self.options.noglob),
            ('h', true),
            ('u', self.options.nounset),
            ('x', self.options.xtrace),
            ('B', true),
            ('C', self.options.noclobber),
            ('E', self.options.errtrace),
            ('c', !self.interactive),
        ];
        let on = flags.iter().filter(|(_, on)| *on);
        on.map(|(flag, _)| *flag).collect()
    }

    /// The next of a row of numbers that is the same in each run.
    fn next_random(&mut self) -> u32 {
        self.random = self.random.wrapping_mul(1_103_515_245).wrapping_add(12_345);
        (self.random >> 16) & 0x7fff
    }

    /// The place that a text means in a list.
    pub fn place_of(&mut self, name: &str, index: &str) -> Result<i64, String> {
        let place = arithmetic::evaluate(index, self)?;
        if place >= 0 {
            return Ok(place);
        }
        let last = match self
            .variable(name)
            .and_then(|variable| variable.value.as_ref())
        {
            Some(Value::List(items)) => items.keys().next_back().copied().unwrap_or(-1),
            Some(Value::Text(_)) => 0,
            Some(Value::Map(_)) | None => -1,
        };
        let place = last + 1 + place;
        if place < 0 {
            return Err(format!("{name}[{index}]: bad array subscript"));
        }
        Ok(place)
    }

    /// An item of an array; a text is its own item 0.
    pub fn item(&mut self, name: &str, index: &str) -> Result<Option<String>, String> {
        if let Some(Value::Map(items)) = self.variable(name).and_then(|it| it.value.as_ref()) {
            return Ok(items.get(index).cloned());
        }
        let place = self.place_of(name, index)?;
        if let Some(list) = self.own_list(name) {
            let place = usize::try_from(place).ok();
            return Ok(place.and_then(|place| list.get(place).cloned()));
        }
        let value = self
            .variable(name)
            .and_then(|variable| variable.value.as_ref());
        Ok(match value {
            Some(Value::List(items)) => items.get(&place).cloned(),
            Some(Value::Text(text)) if place == 0 => Some(text.clone()),
            Some(Value::Text(_) | Value::Map(_)) | None => None,
        })
    }
}

impl Names for Shell {
    fn found(&mut self, name: &str, index: Option<&str>) -> Result<Option<String>, String> {
        let text = match index {
            Some(index) => self.item(name, index)?,
            None => self.value(name),
        };
        if text.is_none() && index.is_none() && self.options.nounset && is_name(name) {
            return Err(format!("{name}: unbound variable"));
        }
        Ok(text.filter(|text| !text.is_empty()))
    }

    fn keep(&mut self, name: &str, index: Option<&str>, value: i64) -> Result<(), String> {
        self.put(name, index, &value.to_string(), false)
    }
}
