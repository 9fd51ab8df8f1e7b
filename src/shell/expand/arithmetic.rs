//! Arithmetic: `$(( … ))`, `(( … ))`, `let`, indices.

mod values;

use super::super::syntax::reader::is_name_part;
use values::{closing, digit_value};

/// Deeper than this nobody nests, and the stack of a browser is small.
const DEPTH_MOST: u32 = 60;

/// Where variables are found and kept.
pub trait Names {
    /// The text of a variable or an item; None if it is unset.
    fn found(&mut self, name: &str, index: Option<&str>) -> Result<Option<String>, String>;
    fn keep(&mut self, name: &str, index: Option<&str>, value: i64) -> Result<(), String>;
}

/// The value of an expression; the error as bash words it, without the place.
pub fn evaluate(text: &str, names: &mut dyn Names) -> Result<i64, String> {
    evaluate_at(text, names, 0)
}

fn evaluate_at(text: &str, names: &mut dyn Names, depth: u32) -> Result<i64, String> {
    let trimmed = text.trim_start();
    let mut sum = Sum {
        text: trimmed,
        at: 0,
        token: 0,
        names,
        depth,
        skip: false,
    };
    sum.blanks();
    if sum.rest().is_empty() {
        return Ok(0);
    }
    let value = sum.comma()?;
    if sum.rest().is_empty() {
        return Ok(value);
    }
    let what = if sum
        .rest()
        .starts_with(|c: char| c.is_ascii_digit() || is_name_part(c))
    {
        "syntax error in expression"
    } else if sum.rest().starts_with(['=', '+', '-', '*', '/', '%']) {
        "attempted assignment to non-variable"
    } else {
        "syntax error: invalid arithmetic operator"
    };
    Err(sum.error(what))
}

struct Sum<'t, 'n> {
    text: &'t str,
    at: usize,
    /// Where the last token starts: errors show the text from there.
    token: usize,
    names: &'n mut dyn Names,
    depth: u32,
    /// Behind a `&&`, `||` or `?` that has decided: nothing is set.
    skip: bool,
}

/// Binary operators by precedence, loosest first; `&&`, `||`, `?:` and assignments stand apart.
const LEVELS: &[&[&str]] = &[
    &["|"],
    &["^"],
    &["&"],
    &["==", "!="],
    &["<=", ">=", "<", ">"],
    &["<<", ">>"],
    &["+", "-"],
    &["*", "/", "%"],
];

/// Operators that assign.
const ASSIGN: &[&str] = &[
    "<<=", ">>=", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "=",
];

type Result64 = Result<i64, String>;

impl<'t> Sum<'t, '_> {
    fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    fn blanks(&mut self) {
        self.at = self.text.len() - self.rest().trim_start().len();
    }

    /// Steps over an operator; not over the start of a longer one.
    fn take(&mut self, sign: &str) -> bool {
        let Some(behind) = self.rest().strip_prefix(sign) else {
            return false;
        };
        let longer = match sign {
            "&" | "|" => behind.starts_with(sign) || behind.starts_with('='),
            "<" | ">" => behind.starts_with(sign) || behind.starts_with('='),
            "+" | "-" | "*" | "/" | "%" | "^" | "<<" | ">>" => behind.starts_with('='),
            "!" => behind.starts_with('='),
            "=" => behind.starts_with('='),
            _ => false,
        };
        let longer = longer || (sign == "*" && behind.starts_with('*'));
        if longer {
            return false;
        }
        self.token = self.at;
        self.at += sign.len();
        self.blanks();
        true
    }

    fn error(&self, what: &str) -> String {
        let token = if self.rest().is_empty() {
            &self.text[self.token..]
        } else {
            self.rest()
        };
        format!("{}: {what} (error token is \"{token}\")", self.text)
    }

    fn comma(&mut self) -> Result64 {
        let mut value = self.assignment()?;
        while self.take(",") {
            value = self.assignment()?;
        }
        Ok(value)
    }

    fn assignment(&mut self) -> Result64 {
        if self.depth > DEPTH_MOST {
            return Err(self.error("expression recursion level exceeded"));
        }
        self.depth += 1;
        let value = self.assignment_or_choice();
        self.depth -= 1;
        value
    }

    fn assignment_or_choice(&mut self) -> Result64 {
        let start = self.at;
        if let Some((name, index)) = self.variable()? {
            for sign in ASSIGN {
                if !self.take(sign) {
                    continue;
                }
                let right_at = self.at;
                let mut value = self.assignment()?;
                if *sign != "=" {
                    let left = self.value_of(&name, index.as_deref())?;
                    value = self.apply(&sign[..sign.len() - 1], left, value, right_at)?;
                }
                self.set(&name, index.as_deref(), value)?;
                return Ok(value);
            }
        }
        self.at = start;
        self.choice()
    }

    fn choice(&mut self) -> Result64 {
        let test = self.or()?;
        if !self.take("?") {
            return Ok(test);
        }
        let yes = self.skipping(test == 0, |sum| sum.comma())?;
        if !self.take(":") {
            return Err(self.error("`:' expected for conditional expression"));
        }
        let no = self.skipping(test != 0, |sum| sum.assignment())?;
        Ok(if test == 0 { no } else { yes })
    }

    fn skipping(&mut self, skip: bool, read: impl FnOnce(&mut Self) -> Result64) -> Result64 {
        let before = self.skip;
        self.skip |= skip;
        let value = read(self);
        self.skip = before;
        value
    }

    fn or(&mut self) -> Result64 {
        let mut value = self.and()?;
        while self.take("||") {
            let right = self.skipping(value != 0, |sum| sum.and())?;
            value = i64::from(value != 0 || right != 0);
        }
        Ok(value)
    }

    fn and(&mut self) -> Result64 {
        let mut value = self.binary(0)?;
        while self.take("&&") {
            let right = self.skipping(value == 0, |sum| sum.binary(0))?;
            value = i64::from(value != 0 && right != 0);
        }
        Ok(value)
    }

    fn binary(&mut self, level: usize) -> Result64 {
        let Some(signs) = LEVELS.get(level) else {
            return self.power();
        };
        let mut left = self.binary(level + 1)?;
        while let Some(sign) = signs.iter().find(|sign| self.take(sign)) {
            let right_at = self.at;
            let right = self.binary(level + 1)?;
            left = self.apply(sign, left, right, right_at)?;
        }
        Ok(left)
    }

    fn power(&mut self) -> Result64 {
        let base = self.unary()?;
        if !self.take("**") {
            return Ok(base);
        }
        let right_at = self.at;
        let exponent = self.power()?;
        if exponent < 0 {
            self.token = right_at;
            return Err(self.error("exponent less than 0"));
        }
        let most = u32::try_from(exponent).unwrap_or(u32::MAX);
        Ok(base.wrapping_pow(most))
    }

    fn unary(&mut self) -> Result64 {
        if self.depth > DEPTH_MOST {
            return Err(self.error("expression recursion level exceeded"));
        }
        self.depth += 1;
        let value = self.unary_inner();
        self.depth -= 1;
        value
    }

    fn unary_inner(&mut self) -> Result64 {
        for (sign, step) in [("++", 1), ("--", -1)] {
            let start = self.at;
            if !self.take(sign) {
                continue;
            }
            let Some((name, index)) = self.variable()? else {
                // `--5` is minus minus 5.
                self.at = start + 1;
                let value = self.unary()?;
                return Ok(if step > 0 {
                    value
                } else {
                    value.wrapping_neg()
                });
            };
            let value = self.value_of(&name, index.as_deref())?.wrapping_add(step);
            self.set(&name, index.as_deref(), value)?;
            return Ok(value);
        }
        if self.take("!") {
            return Ok(i64::from(self.unary()? == 0));
        }
        if self.take("~") {
            return Ok(!self.unary()?);
        }
        if self.take("-") {
            return Ok(self.unary()?.wrapping_neg());
        }
        if self.take("+") {
            return self.unary();
        }
        self.primary()
    }

    fn primary(&mut self) -> Result64 {
        if self.take("(") {
            let value = self.comma()?;
            if !self.take(")") {
                return Err(self.error("missing `)'"));
            }
            return Ok(value);
        }
        if let Some((name, index)) = self.variable()? {
            let value = self.value_of(&name, index.as_deref())?;
            for (sign, step) in [("++", 1), ("--", -1)] {
                if self.take(sign) {
                    self.set(&name, index.as_deref(), value.wrapping_add(step))?;
                }
            }
            return Ok(value);
        }
        self.number()
    }

    fn number(&mut self) -> Result64 {
        let rest = self.rest();
        let digit = |c: char| is_name_part(c) || c == '#' || c == '@';
        let end = rest.find(|c| !digit(c)).unwrap_or(rest.len());
        let text = &rest[..end];
        if text.is_empty() {
            return Err(self.error("syntax error: operand expected"));
        }
        self.token = self.at;
        let (radix, digits) = if let Some((radix, digits)) = text.split_once('#') {
            (radix.parse().unwrap_or(0), digits)
        } else if let Some(digits) = text.strip_prefix("0x").or(text.strip_prefix("0X")) {
            (16, digits)
        } else if text.len() > 1 && text.starts_with('0') {
            (8, &text[1..])
        } else {
            (10, text)
        };
        if !(2..=64).contains(&radix) {
            return Err(self.error("invalid arithmetic base"));
        }
        let mut value = 0i64;
        for c in digits.chars() {
            let Some(digit) = digit_value(c, radix) else {
                return Err(self.error("value too great for base"));
            };
            value = value.wrapping_mul(radix).wrapping_add(digit);
        }
        self.at += end;
        self.blanks();
        Ok(value)
    }

    /// `name` or `name[index]`.
    fn variable(&mut self) -> Result<Option<(String, Option<String>)>, String> {
        let rest = self.rest();
        if !rest.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_') {
            return Ok(None);
        }
        self.token = self.at;
        let end = rest.find(|c| !is_name_part(c)).unwrap_or(rest.len());
        let name = rest[..end].to_string();
        self.at += end;
        let mut index = None;
        if self.rest().starts_with('[') {
            let Some(close) = closing(self.rest()) else {
                return Err(self.error("bad array subscript"));
            };
            index = Some(self.rest()[1..close].to_string());
            self.at += close + 1;
        }
        self.blanks();
        Ok(Some((name, index)))
    }

    fn value_of(&mut self, name: &str, index: Option<&str>) -> Result64 {
        if self.skip {
            return Ok(0);
        }
        let Some(text) = self.names.found(name, index)? else {
            return Ok(0);
        };
        if let Ok(number) = text.parse::<i64>()
            && (!text.starts_with('0') || text.len() == 1)
        {
            return Ok(number);
        }
        if self.depth > DEPTH_MOST {
            return Err(format!(
                "{text}: expression recursion level exceeded (error token is \"{text}\")"
            ));
        }
        evaluate_at(&text, self.names, self.depth + 10)
    }

    fn set(&mut self, name: &str, index: Option<&str>, value: i64) -> Result<(), String> {
        if self.skip {
            return Ok(());
        }
        self.names.keep(name, index, value)
    }

    fn apply(&mut self, sign: &str, left: i64, right: i64, right_at: usize) -> Result64 {
        match values::apply(sign, left, right) {
            Some(value) => Ok(value),
            None if self.skip => Ok(0),
            None => {
                let token = &self.text[right_at..];
                Err(format!(
                    "{}: division by 0 (error token is \"{token}\")",
                    self.text
                ))
            }
        }
    }
}
