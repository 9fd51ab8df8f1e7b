//! `expr`: an expression in words. Source: POSIX, expr; GNU coreutils 9.1, by behaviour.

use crate::shell::regex::{Regex, Syntax};
use crate::shell::state::Shell;

/// How deep parentheses may lie in each other.
const DEPTH_MOST: u32 = 100;

/// The status of an expression that is none.
const WRONG: u8 = 2;

/// From those that bind loosest; all of a row bind alike, from the left.
const ROWS: &[&[&str]] = &[
    &["|"],
    &["&"],
    &["<", "<=", "=", "==", "!=", ">=", ">"],
    &["+", "-"],
    &["*", "/", "%"],
    &[":"],
];

struct Parser<'w> {
    words: &'w [String],
    at: usize,
    depth: u32,
}

type Value = Result<String, String>;

pub fn run(shell: &mut Shell, arguments: &[String]) -> u8 {
    let words = match arguments.first() {
        Some(first) if first == "--" => &arguments[1..],
        _ => arguments,
    };
    if words.is_empty() {
        shell.err("expr: missing operand\nTry 'expr --help' for more information.\n");
        return WRONG;
    }
    let mut parser = Parser {
        words,
        at: 0,
        depth: 0,
    };
    let value = parser.row(0).and_then(|value| match words.get(parser.at) {
        None => Ok(value),
        Some(word) => Err(format!("syntax error: unexpected argument '{word}'")),
    });
    match value {
        Ok(value) => {
            shell.out(format!("{value}\n").as_bytes());
            u8::from(is_null(&value))
        }
        Err(message) => {
            shell.err(&format!("expr: {message}\n"));
            WRONG
        }
    }
}

fn number(text: &str) -> Option<i64> {
    text.parse().ok().filter(|_| !text.starts_with('+'))
}

fn is_null(text: &str) -> bool {
    text.is_empty() || number(text) == Some(0)
}

impl Parser<'_> {
    fn next(&mut self) -> Result<&str, String> {
        let word = self.words.get(self.at);
        let last = self.at.checked_sub(1).and_then(|at| self.words.get(at));
        let last = last.map_or("", String::as_str);
        self.at += 1;
        let missing = || format!("syntax error: missing argument after '{last}'");
        word.map(String::as_str).ok_or_else(missing)
    }

    fn row(&mut self, row: usize) -> Value {
        let Some(signs) = ROWS.get(row) else {
            return self.operand();
        };
        let mut left = self.row(row + 1)?;
        while let Some(sign) = self.words.get(self.at)
            && let Some(sign) = signs.iter().find(|own| **own == sign.as_str())
        {
            self.at += 1;
            let right = self.row(row + 1)?;
            left = two(&left, sign, &right)?;
        }
        Ok(left)
    }

    fn operand(&mut self) -> Value {
        self.depth += 1;
        if self.depth > DEPTH_MOST {
            return Err("syntax error: the expression lies too deep".to_string());
        }
        let value = self.one();
        self.depth -= 1;
        value
    }

    fn one(&mut self) -> Value {
        let word = self.next()?.to_string();
        match word.as_str() {
            "(" => {
                let value = self.row(0)?;
                match self.words.get(self.at) {
                    Some(close) if close == ")" => self.at += 1,
                    Some(other) => {
                        return Err(format!("syntax error: expecting ')' instead of '{other}'"));
                    }
                    None => {
                        let last = self.words.last().map_or("", String::as_str);
                        return Err(format!("syntax error: expecting ')' after '{last}'"));
                    }
                }
                Ok(value)
            }
            ")" => Err("syntax error: unexpected ')'".to_string()),
            "+" => Ok(self.next()?.to_string()),
            "length" => {
                let text = self.operand()?;
                Ok(text.chars().count().to_string())
            }
            "match" => {
                let text = self.operand()?;
                let pattern = self.operand()?;
                matched(&text, &pattern)
            }
            "index" => {
                let text = self.operand()?;
                let wanted = self.operand()?;
                let found = text.chars().position(|c| wanted.contains(c));
                Ok(found.map_or(0, |at| at + 1).to_string())
            }
            "substr" => {
                let text = self.operand()?;
                let (from, length) = (self.operand()?, self.operand()?);
                let (Some(from), Some(length)) = (number(&from), number(&length)) else {
                    return Ok(String::new());
                };
                if from < 1 || length < 1 {
                    return Ok(String::new());
                }
                let chars = text.chars().skip(from as usize - 1);
                Ok(chars.take(length as usize).collect())
            }
            _ => Ok(word),
        }
    }
}

fn two(left: &str, sign: &str, right: &str) -> Value {
    let numbers = number(left).zip(number(right));
    let order = match numbers {
        Some((left, right)) => left.cmp(&right),
        None => left.cmp(right),
    };
    let truth = |holds: bool| Ok(u8::from(holds).to_string());
    match sign {
        "|" if !is_null(left) => Ok(left.to_string()),
        "|" if !right.is_empty() => Ok(right.to_string()),
        "|" => truth(false),
        "&" if is_null(left) || is_null(right) => truth(false),
        "&" => Ok(left.to_string()),
        "<" => truth(order.is_lt()),
        "<=" => truth(order.is_le()),
        "=" | "==" => truth(order.is_eq()),
        "!=" => truth(order.is_ne()),
        ">=" => truth(order.is_ge()),
        ">" => truth(order.is_gt()),
        ":" => matched(left, right),
        sign => {
            let (left, right) = numbers.ok_or("non-integer argument")?;
            let value = match sign {
                "+" => left.checked_add(right),
                "-" => left.checked_sub(right),
                "*" => left.checked_mul(right),
                _ if right == 0 => return Err("division by zero".to_string()),
                "/" => left.checked_div(right),
                _ => left.checked_rem(right),
            };
            let value = value.ok_or("the number has more than 64 bits")?;
            Ok(value.to_string())
        }
    }
}

/// `text : pattern`: the first group, or how many characters match from the start.
fn matched(text: &str, pattern: &str) -> Value {
    let regex = Regex::new(&format!("^{pattern}"), Syntax::Basic, false)?;
    let groups = regex.find(text.as_bytes(), 0);
    let group = |number: usize| {
        let place = groups
            .as_ref()
            .and_then(|groups| groups.get(number).copied());
        place.flatten().map(|(from, to)| &text[from..to])
    };
    if regex.groups() > 0 {
        return Ok(group(1).unwrap_or_default().to_string());
    }
    Ok(group(0).map_or(0, |text| text.chars().count()).to_string())
}
