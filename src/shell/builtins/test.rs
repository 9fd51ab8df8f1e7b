//! `test` and `[ … ]`

use crate::shell::run::conditions;
use crate::shell::state::{Flow, Shell};

const ONE: &[&str] = &[
    "-z", "-n", "-e", "-a", "-f", "-d", "-s", "-r", "-w", "-x", "-v", "-o", "-t", "-L", "-h", "-p",
    "-S", "-b", "-c", "-g", "-k", "-u", "-O", "-G", "-N",
];
const TWO: &[&str] = &[
    "=", "==", "!=", "-eq", "-ne", "-lt", "-le", "-gt", "-ge", "-nt", "-ot", "-ef", "<", ">",
];

pub fn bracket(shell: &mut Shell, arguments: &[String]) -> Result<u8, Flow> {
    match arguments.split_last() {
        Some((last, inner)) if last == "]" => Ok(asked(shell, inner, "[")),
        _ => {
            shell.complain("[: missing `]'");
            Ok(2)
        }
    }
}

pub fn run(shell: &mut Shell, arguments: &[String]) -> Result<u8, Flow> {
    Ok(asked(shell, arguments, "test"))
}

fn asked(shell: &mut Shell, words: &[String], who: &str) -> u8 {
    let mut test = Test {
        shell,
        words,
        at: 0,
    };
    let answer = match words {
        [] => Ok(false),
        _ => test.by_count(),
    };
    match answer {
        Ok(holds) => u8::from(!holds),
        Err(message) => {
            shell.complain(&format!("{who}: {message}"));
            2
        }
    }
}

struct Test<'a> {
    shell: &'a mut Shell,
    words: &'a [String],
    at: usize,
}

type Answer = Result<bool, String>;

impl Test<'_> {
    /// POSIX says what few words mean by their number alone.
    fn by_count(&mut self) -> Answer {
        match self.words {
            [one] => Ok(!one.is_empty()),
            [not, one] if not == "!" => Ok(one.is_empty()),
            [sign, one] if ONE.contains(&sign.as_str()) => {
                Ok(conditions::one(self.shell, sign, one))
            }
            [sign, _] => Err(format!("{sign}: unary operator expected")),
            [left, sign, right] if TWO.contains(&sign.as_str()) => self.two(left, sign, right),
            [left, sign, right] if sign == "-a" => Ok(!left.is_empty() && !right.is_empty()),
            [left, sign, right] if sign == "-o" => Ok(!left.is_empty() || !right.is_empty()),
            [not, rest @ ..] if not == "!" && rest.len() <= 3 => {
                let mut inner = Test {
                    shell: self.shell,
                    words: rest,
                    at: 0,
                };
                Ok(!inner.by_count()?)
            }
            [open, one, close] if open == "(" && close == ")" => Ok(!one.is_empty()),
            [_, sign, _] => Err(format!("{sign}: binary operator expected")),
            _ => {
                let holds = self.or(0)?;
                if self.at < self.words.len() {
                    return Err("too many arguments".to_string());
                }
                Ok(holds)
            }
        }
    }

    fn peek(&self) -> Option<&str> {
        self.words.get(self.at).map(String::as_str)
    }

    fn or(&mut self, depth: u32) -> Answer {
        let mut holds = self.and(depth)?;
        while self.peek() == Some("-o") {
            self.at += 1;
            holds |= self.and(depth)?;
        }
        Ok(holds)
    }

    fn and(&mut self, depth: u32) -> Answer {
        let mut holds = self.primary(depth)?;
        while self.peek() == Some("-a") {
            self.at += 1;
            holds &= self.primary(depth)?;
        }
        Ok(holds)
    }

    fn primary(&mut self, depth: u32) -> Answer {
        let words = self.words;
        let rest = &words[self.at..];
        if depth > 50 {
            return Err("too many arguments".to_string());
        }
        match rest {
            [] => Err("argument expected".to_string()),
            [not, ..] if not == "!" => {
                self.at += 1;
                Ok(!self.primary(depth + 1)?)
            }
            [open, ..] if open == "(" => {
                self.at += 1;
                let holds = self.or(depth + 1)?;
                if self.peek() != Some(")") {
                    return Err("`)' expected".to_string());
                }
                self.at += 1;
                Ok(holds)
            }
            [left, sign, right, ..] if TWO.contains(&sign.as_str()) => {
                self.at += 3;
                self.two(left, sign, right)
            }
            [sign, one, ..] if ONE.contains(&sign.as_str()) => {
                self.at += 2;
                Ok(conditions::one(self.shell, sign, one))
            }
            [one, ..] => {
                self.at += 1;
                Ok(!one.is_empty())
            }
        }
    }

    fn two(&mut self, left: &str, sign: &str, right: &str) -> Answer {
        match sign {
            "=" | "==" => Ok(left == right),
            "!=" => Ok(left != right),
            "<" => Ok(left < right),
            ">" => Ok(left > right),
            "-nt" | "-ot" | "-ef" => Ok(conditions::files(self.shell, left, sign, right)),
            _ => Ok(conditions::numbers(number(left)?, sign, number(right)?)),
        }
    }
}

fn number(text: &str) -> Result<i64, String> {
    let number = text.trim().parse();
    number.map_err(|_| format!("{text}: integer expression expected"))
}
