//! `print`, `printf`, and where they write.

use super::code;
use super::machine::{Done, Host, Machine, Output};
use super::tree::{Bytes, Sink};
use super::value::{Val, shown};
use crate::shell::streams::open_output;
use std::rc::Rc;

/// Files and commands that may be written to at once.
const OUTPUTS_MOST: usize = 100;

impl Machine {
    pub(super) fn print(&mut self, count: usize, sink: Option<Sink>, host: &Host) -> Done {
        let name = sink.map(|_| self.pop_bytes());
        let from = self.stack.len().saturating_sub(count);
        let values = self.stack.split_off(from);
        let mut text = Vec::new();
        if count == 0 {
            text.extend_from_slice(&self.whole());
        }
        let between = self.bytes(&self.special(code::OFS));
        let format = self.format(code::OFMT);
        for (place, value) in values.iter().enumerate() {
            if place > 0 {
                text.extend_from_slice(&between);
            }
            match value {
                Val::Number(number) => text.extend(shown(*number, &format).bytes()),
                other => text.extend_from_slice(&self.bytes(other)),
            }
        }
        text.extend_from_slice(&self.bytes(&self.special(code::ORS)));
        self.write(&text, sink.zip(name), host)
    }

    pub(super) fn printf(&mut self, count: usize, sink: Option<Sink>, host: &Host) -> Done {
        let name = sink.map(|_| self.pop_bytes());
        let mut text = Vec::new();
        let formatted = self.formatted(count, "printf", &mut text);
        self.write(&text, sink.zip(name), host)?;
        formatted
    }

    /// Writes the values on the stack by the format below them.
    pub(super) fn formatted(&mut self, count: usize, who: &str, out: &mut Vec<u8>) -> Done {
        let from = self.stack.len().saturating_sub(count);
        let values = self.stack.split_off(from);
        let Some((format, values)) = values.split_first() else {
            return Ok(());
        };
        let format = self.bytes(format);
        let numbers = self.format(code::CONVFMT);
        super::printf::formatted(&format, values, &numbers, out).map_err(|message| {
            let format = String::from_utf8_lossy(&format);
            let place = [code::FILENAME, code::FNR, code::NR].map(|place| self.format(place));
            let [file, number, record] = place;
            format!(
                "run time error: {message} {who}(\"{format}\")\n\
                 \tFILENAME=\"{file}\" FNR={number} NR={record}"
            )
        })
    }

    fn write(&mut self, text: &[u8], to: Option<(Sink, Bytes)>, host: &Host) -> Done {
        let Some((sink, name)) = to else {
            self.steps += (text.len() / 64) as u64;
            self.out.extend_from_slice(text);
            return Ok(());
        };
        if &*name == b"/dev/stdout" || &*name == b"-" {
            self.out.extend_from_slice(text);
            return Ok(());
        }
        if !self.outputs.contains_key(&name) {
            if self.outputs.len() >= OUTPUTS_MOST {
                return Err(format!("more than {OUTPUTS_MOST} files are open"));
            }
            let output = open(sink, &name, host)?;
            self.outputs.insert(Rc::clone(&name), output);
        }
        match self.outputs.get_mut(&name) {
            Some(Output::Pipe(held)) => {
                held.extend_from_slice(text);
                self.steps += (text.len() / 8) as u64;
            }
            Some(Output::Fd(fd)) => {
                // What was written before stands before it on a terminal.
                let out = std::mem::take(&mut self.out);
                if let Some(first) = host.fds.get(1) {
                    first.write(&out);
                }
                fd.write(text);
            }
            None => {}
        }
        Ok(())
    }

    /// Forgets an output: the inner one is the input of a command.
    pub(super) fn close_output(&mut self, name: &Bytes) -> Option<Option<Vec<u8>>> {
        match self.outputs.remove(name)? {
            Output::Pipe(input) => Some(Some(input)),
            Output::Fd(_) => Some(None),
        }
    }

    /// The next command that still waits for its input.
    pub fn next_pipe(&mut self) -> Option<(Bytes, Vec<u8>)> {
        while let Some((name, output)) = self.outputs.pop_first() {
            if let Output::Pipe(input) = output {
                return Some((name, input));
            }
        }
        None
    }
}

fn open(sink: Sink, name: &Bytes, host: &Host) -> Result<Output, String> {
    if sink == Sink::Pipe {
        return Ok(Output::Pipe(Vec::new()));
    }
    let path = String::from_utf8_lossy(name);
    if path.is_empty() {
        return Err("cannot open \"\" for output".to_string());
    }
    let opened = open_output(host.disk, host.fds, &path, sink == Sink::Append);
    let refused = |message| format!("cannot open \"{path}\" for output ({message})");
    opened.map(Output::Fd).map_err(refused)
}
