//! The language of `bc`, carried out as it is read.

use super::broken;
use super::number::Number;
use super::tokens::{Token, tokens};
use std::collections::BTreeMap;

/// How deep parentheses may lie in each other.
const DEPTH_MOST: u32 = 50;
/// Digits behind the point that may be asked for.
const SCALE_MOST: usize = 1_000;

const WORDS: &[&str] = &[
    "for", "while", "define", "auto", "return", "break", "continue", "read", "ibase", "obase", "s",
    "c", "a", "l", "e", "j",
];

/// What was calculated so far.
#[derive(Default)]
pub struct Calculator {
    pub scale: usize,
    pub out: String,
    variables: BTreeMap<String, Number>,
    last: Number,
    tokens: Vec<Token>,
    at: usize,
    depth: u32,
    /// What stands in a branch that is not taken changes nothing.
    skips: bool,
}

type Value = Result<Number, String>;

impl Calculator {
    /// Carries a line out; true if it ends the program.
    pub fn line(&mut self, line: &str) -> Result<bool, String> {
        let located = |message: String| format!("1: {message}");
        self.tokens = tokens(line).map_err(located)?;
        (self.at, self.depth, self.skips) = (0, 0, false);
        self.statements().map_err(located)
    }

    fn statements(&mut self) -> Result<bool, String> {
        while self.at < self.tokens.len() {
            if self.take(";") {
                continue;
            }
            if self.word("quit") || self.word("halt") {
                return Ok(true);
            }
            self.statement()?;
            if self.at < self.tokens.len() && !self.is(";") {
                return Err("syntax error".to_string());
            }
        }
        Ok(false)
    }

    fn is(&self, sign: &str) -> bool {
        matches!(self.tokens.get(self.at), Some(Token::Sign(own)) if *own == sign)
    }

    fn take(&mut self, sign: &str) -> bool {
        let found = self.is(sign);
        self.at += usize::from(found);
        found
    }

    fn word(&mut self, word: &str) -> bool {
        let found = matches!(self.tokens.get(self.at), Some(Token::Name(own)) if own == word);
        self.at += usize::from(found);
        found
    }

    fn need(&mut self, sign: &str) -> Result<(), String> {
        if self.take(sign) {
            Ok(())
        } else {
            Err("syntax error".to_string())
        }
    }

    fn statement(&mut self) -> Result<(), String> {
        self.depth += 1;
        if self.depth > DEPTH_MOST {
            return Err("the line lies too deep".to_string());
        }
        if self.word("if") {
            self.choice()?;
        } else if self.take("{") {
            while !self.take("}") {
                if self.at >= self.tokens.len() {
                    return Err("syntax error".to_string());
                }
                if !self.take(";") {
                    self.statement()?;
                }
            }
        } else if self.word("print") {
            self.print()?;
        } else if let Some(Token::Text(text)) = self.tokens.get(self.at).cloned() {
            self.at += 1;
            self.write(&text);
        } else {
            let start = self.at;
            let value = self.or()?;
            if !self.assigns(start) && !self.skips {
                self.last = value.clone();
                let text = broken(&value.text());
                self.write(&text);
            }
        }
        self.depth -= 1;
        Ok(())
    }

    fn write(&mut self, text: &str) {
        if !self.skips {
            self.out.push_str(text);
        }
    }

    /// Whether an expression that begins there is an assignment, which shows nothing.
    fn assigns(&self, start: usize) -> bool {
        let sign = match (self.tokens.get(start), self.tokens.get(start + 1)) {
            (Some(Token::Name(_)), Some(Token::Sign(sign))) => *sign,
            _ => return false,
        };
        matches!(sign, "=" | "+=" | "-=" | "*=" | "/=" | "%=" | "^=")
    }

    fn choice(&mut self) -> Result<(), String> {
        self.need("(")?;
        let holds = !self.or()?.is_zero();
        self.need(")")?;
        let outer = self.skips;
        self.skips = outer || !holds;
        self.statement()?;
        self.skips = outer || holds;
        let end = self.at;
        self.take(";");
        if self.word("else") {
            self.statement()?;
        } else {
            self.at = end;
        }
        self.skips = outer;
        Ok(())
    }

    fn print(&mut self) -> Result<(), String> {
        loop {
            if let Some(Token::Text(text)) = self.tokens.get(self.at).cloned() {
                self.at += 1;
                let text = text.replace("\\n", "\n").replace("\\t", "\t");
                self.write(&text);
            } else {
                let value = self.or()?;
                self.write(&value.text());
            }
            if !self.take(",") {
                return Ok(());
            }
        }
    }

    fn or(&mut self) -> Value {
        let mut left = self.and()?;
        while self.take("||") {
            let right = self.and()?;
            left = truth(!left.is_zero() || !right.is_zero());
        }
        Ok(left)
    }

    fn and(&mut self) -> Value {
        let mut left = self.not()?;
        while self.take("&&") {
            let right = self.not()?;
            left = truth(!left.is_zero() && !right.is_zero());
        }
        Ok(left)
    }

    fn not(&mut self) -> Value {
        let mut negated = false;
        while self.take("!") {
            negated = !negated;
        }
        let value = self.compared()?;
        Ok(if negated {
            truth(value.is_zero())
        } else {
            value
        })
    }

    fn compared(&mut self) -> Value {
        let left = self.sum()?;
        for sign in ["==", "!=", "<=", ">=", "<", ">"] {
            if self.take(sign) {
                let order = left.compare(&self.sum()?);
                return Ok(truth(match sign {
                    "==" => order.is_eq(),
                    "!=" => order.is_ne(),
                    "<=" => order.is_le(),
                    ">=" => order.is_ge(),
                    "<" => order.is_lt(),
                    _ => order.is_gt(),
                }));
            }
        }
        Ok(left)
    }

    fn sum(&mut self) -> Value {
        let mut left = self.product()?;
        loop {
            if self.take("+") {
                left = left.add(&self.product()?)?;
            } else if self.take("-") {
                left = left.add(&self.product()?.negated())?;
            } else {
                return Ok(left);
            }
        }
    }

    fn product(&mut self) -> Value {
        let mut left = self.power()?;
        loop {
            let sign = match self.tokens.get(self.at) {
                Some(Token::Sign(sign @ ("*" | "/" | "%"))) => *sign,
                _ => return Ok(left),
            };
            self.at += 1;
            let right = self.power()?;
            left = self.two(&left, sign, &right)?;
        }
    }

    fn two(&self, left: &Number, sign: &str, right: &Number) -> Value {
        if self.skips {
            return Ok(Number::default());
        }
        match sign {
            "+" => left.add(right),
            "-" => left.add(&right.negated()),
            "*" => left.multiply(right, self.scale),
            "/" => left.divide(right, self.scale),
            "%" => left.modulo(right, self.scale),
            _ => left.power(right, self.scale),
        }
    }

    fn power(&mut self) -> Value {
        self.depth += 1;
        if self.depth > DEPTH_MOST {
            return Err("the line lies too deep".to_string());
        }
        let left = self.operand()?;
        let value = match self.take("^") {
            true => {
                let right = self.power()?;
                self.two(&left, "^", &right)
            }
            false => Ok(left),
        };
        self.depth -= 1;
        value
    }

    fn operand(&mut self) -> Value {
        let token = self.tokens.get(self.at).cloned();
        self.at += 1;
        match token {
            Some(Token::Number(text)) => Ok(Number::read(&text)),
            Some(Token::Sign("-")) => {
                self.depth += 1;
                if self.depth > DEPTH_MOST {
                    return Err("the line lies too deep".to_string());
                }
                let value = self.operand()?.negated();
                self.depth -= 1;
                Ok(value)
            }
            Some(Token::Sign(sign @ ("++" | "--"))) => {
                let Some(Token::Name(name)) = self.tokens.get(self.at).cloned() else {
                    return Err("syntax error".to_string());
                };
                self.at += 1;
                let now = self.variable(&name);
                let value = self.two(&now, &sign[..1], &Number::whole(1))?;
                self.set(&name, value)
            }
            Some(Token::Sign("(")) => {
                let value = self.or()?;
                self.need(")")?;
                Ok(value)
            }
            Some(Token::Name(name)) => self.named(name),
            Some(Token::Sign(_) | Token::Text(_)) | None => Err("syntax error".to_string()),
        }
    }

    fn named(&mut self, name: String) -> Value {
        if self.is("(") && matches!(name.as_str(), "sqrt" | "length" | "scale") {
            self.at += 1;
            let value = self.or()?;
            self.need(")")?;
            return match name.as_str() {
                "sqrt" => value.sqrt(self.scale),
                "length" => Ok(Number::whole(value.length())),
                _ => Ok(Number::whole(value.scale)),
            };
        }
        if self.is("(") || (name.len() > 1 && WORDS.contains(&name.as_str())) {
            return Err(format!("`{name}`: not supported by this shell"));
        }
        let now = self.variable(&name);
        let sign = match self.tokens.get(self.at) {
            Some(Token::Sign(sign)) => *sign,
            _ => return Ok(now),
        };
        let one = Number::whole(1);
        match sign {
            "=" => {
                self.at += 1;
                let value = self.or()?;
                self.set(&name, value)
            }
            "++" | "--" => {
                self.at += 1;
                let value = self.two(&now, &sign[..1], &one)?;
                self.set(&name, value)?;
                Ok(now)
            }
            "+=" | "-=" | "*=" | "/=" | "%=" | "^=" => {
                self.at += 1;
                let right = self.or()?;
                let value = self.two(&now, &sign[..1], &right)?;
                self.set(&name, value)
            }
            _ => Ok(now),
        }
    }

    fn variable(&self, name: &str) -> Number {
        match name {
            "scale" => Number::whole(self.scale),
            "last" => self.last.clone(),
            name => self.variables.get(name).cloned().unwrap_or_default(),
        }
    }

    fn set(&mut self, name: &str, value: Number) -> Value {
        if self.skips {
            return Ok(value);
        }
        match name {
            "scale" => {
                let wanted = value.scaled(0).text().parse().unwrap_or(usize::MAX);
                if wanted > SCALE_MOST {
                    return Err(format!("scale may be {SCALE_MOST} here"));
                }
                self.scale = wanted;
            }
            "last" => self.last = value.clone(),
            _ => {
                self.variables.insert(name.to_string(), value.clone());
            }
        }
        Ok(value)
    }
}

fn truth(holds: bool) -> Number {
    Number::whole(usize::from(holds))
}
