//! `md5sum`, `sha1sum`, `sha256sum`.

use super::options::{Known, read};
use crate::shell::filter::{Filter, Filtered, Next, Output};
use crate::shell::state::Shell;
use md5::{Digest, Md5};
use sha1::Sha1;
use sha2::Sha256;

/// What is summed up.
struct Kind {
    name: &'static str,
    /// The sum in hexadecimal digits.
    sum: fn(&[u8]) -> String,
}

const MD5: Kind = Kind {
    name: "md5sum",
    sum: hexadecimal::<Md5>,
};

const SHA1: Kind = Kind {
    name: "sha1sum",
    sum: hexadecimal::<Sha1>,
};

const SHA256: Kind = Kind {
    name: "sha256sum",
    sum: hexadecimal::<Sha256>,
};

fn hexadecimal<D: Digest>(bytes: &[u8]) -> String {
    let sum = D::digest(bytes);
    sum.iter().map(|byte| format!("{byte:02x}")).collect()
}

const KNOWN: Known = Known {
    long: &[
        ("check", 'c'),
        ("quiet", 'q'),
        ("status", 'S'),
        ("text", 't'),
        ("binary", 'b'),
    ],
    ..Known::new("", "cqStb")
};

pub fn md5sum(shell: &mut Shell, arguments: &[String]) -> Filtered {
    filter(shell, arguments, &MD5)
}

pub fn sha1sum(shell: &mut Shell, arguments: &[String]) -> Filtered {
    filter(shell, arguments, &SHA1)
}

pub fn sha256sum(shell: &mut Shell, arguments: &[String]) -> Filtered {
    filter(shell, arguments, &SHA256)
}

fn filter(shell: &mut Shell, arguments: &[String], kind: &'static Kind) -> Filtered {
    let known = Known {
        name: kind.name,
        ..KNOWN
    };
    let given = read(shell, &known, arguments)?;
    if !given.has('c') {
        let sums = Sums {
            kind,
            name: String::new(),
            bytes: Vec::new(),
        };
        return Ok((Box::new(sums), given.words));
    }
    let check = Check {
        kind,
        files: shell.disk.clone(),
        silent: given.has('S'),
        quiet: given.has('q'),
        read: 0,
        wrong: 0,
        missing: 0,
    };
    Ok((Box::new(check), given.words))
}

struct Sums {
    kind: &'static Kind,
    name: String,
    bytes: Vec<u8>,
}

impl Filter for Sums {
    fn file(&mut self, name: &str, _to: &mut Output) {
        self.name = name.to_string();
        self.bytes.clear();
    }

    fn line(&mut self, line: &[u8], ended: bool, _to: &mut Output) -> Next {
        self.bytes.extend_from_slice(line);
        if ended {
            self.bytes.push(b'\n');
        }
        Next::Line
    }

    fn file_end(&mut self, to: &mut Output) -> Next {
        to.work += self.bytes.len();
        to.line(format!("{}  {}", (self.kind.sum)(&self.bytes), self.name).as_bytes());
        Next::Line
    }

    fn end(&mut self, _to: &mut Output) -> u8 {
        0
    }
}

/// `-c`: lines with sums that files should have.
struct Check {
    kind: &'static Kind,
    files: crate::shell::disk::Disk,
    silent: bool,
    quiet: bool,
    read: u32,
    wrong: u32,
    missing: u32,
}

impl Filter for Check {
    fn line(&mut self, line: &[u8], _ended: bool, to: &mut Output) -> Next {
        let text = String::from_utf8_lossy(line);
        let Some((sum, name)) = text.split_once("  ").or_else(|| text.split_once(" *")) else {
            return Next::Line;
        };
        self.read += 1;
        let said = match self.files.read(name) {
            Ok(bytes) if (self.kind.sum)(&bytes) == sum.to_lowercase() => {
                if self.quiet {
                    return Next::Line;
                }
                "OK"
            }
            Ok(_) => {
                self.wrong += 1;
                "FAILED"
            }
            Err(message) => {
                self.missing += 1;
                to.err
                    .push_str(&format!("{}: {name}: {message}\n", self.kind.name));
                "FAILED open or read"
            }
        };
        if !self.silent {
            to.line(format!("{name}: {said}").as_bytes());
        }
        Next::Line
    }

    fn end(&mut self, to: &mut Output) -> u8 {
        let name = self.kind.name;
        if self.read == 0 {
            to.err.push_str(&format!(
                "{name}: 'standard input': no properly formatted checksum lines found\n"
            ));
            return 1;
        }
        let many = |count: u32| if count == 1 { "" } else { "s" };
        let mut warn = |count: u32, one: &str, what: &str| {
            if count > 0 && !self.silent {
                let many = many(count);
                to.err
                    .push_str(&format!("{name}: WARNING: {count} {one}{many} {what}\n"));
            }
        };
        warn(self.missing, "listed file", "could not be read");
        warn(self.wrong, "computed checksum", "did NOT match");
        u8::from(self.wrong + self.missing > 0)
    }
}
