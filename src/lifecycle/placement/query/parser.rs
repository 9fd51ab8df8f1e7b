//! From tokens to an expression.

use super::lexer::{Token, tokens};
use super::{Expression, LONGEST, Order, Pattern, Subject, SyntaxError, Test};
use std::sync::Arc;

/// How deep parentheses and negations may nest: a bound for the stack.
const DEEPEST: usize = 64;

/// Reads an expression.
///
/// # Errors
/// Where and why it is none.
pub fn parse(text: &str) -> Result<Expression, SyntaxError> {
    if text.chars().count() > LONGEST {
        let message = format!("an expression has at most {LONGEST} characters");
        return Err(SyntaxError {
            at: LONGEST,
            message,
        });
    }
    let mut parser = Parser {
        tokens: tokens(text)?,
        next: 0,
        depth: 0,
    };
    let expression = parser.or()?;
    match parser.peek() {
        Token::End => Ok(expression),
        _ => Err(parser.expected("and, or, or the end")),
    }
}

struct Parser {
    tokens: Vec<(usize, Token)>,
    next: usize,
    depth: usize,
}

impl Parser {
    fn peek(&self) -> &Token {
        &self.tokens[self.next].1
    }

    fn error(&self, message: String) -> SyntaxError {
        SyntaxError {
            at: self.tokens[self.next].0,
            message,
        }
    }

    fn expected(&self, what: &str) -> SyntaxError {
        let found = match self.peek() {
            Token::Word(text) | Token::Quoted(text) => text.clone(),
            Token::Sign(sign) => (*sign).into(),
            Token::End => "the end".into(),
        };
        self.error(format!("expected {what}, found {found}"))
    }

    /// Goes past the next token if it is this sign or word.
    fn eat(&mut self, sign: &str, word: &str) -> bool {
        let found = match self.peek() {
            Token::Sign(text) => *text == sign,
            Token::Word(text) => text == word,
            Token::Quoted(_) | Token::End => false,
        };
        self.next += usize::from(found);
        found
    }

    fn or(&mut self) -> Result<Expression, SyntaxError> {
        let mut parts = vec![self.and()?];
        while self.eat("||", "or") {
            parts.push(self.and()?);
        }
        Ok(join(parts, Expression::Or))
    }

    fn and(&mut self) -> Result<Expression, SyntaxError> {
        let mut parts = vec![self.unary()?];
        while self.eat("&&", "and") {
            parts.push(self.unary()?);
        }
        Ok(join(parts, Expression::And))
    }

    fn unary(&mut self) -> Result<Expression, SyntaxError> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(self.error(format!("nested deeper than {DEEPEST}")));
        }
        let found = if self.eat("!", "not") {
            Expression::Not(Box::new(self.unary()?))
        } else if self.eat("(", "") {
            let inner = self.or()?;
            if !self.eat(")", "") {
                return Err(self.expected(")"));
            }
            inner
        } else {
            self.comparison()?
        };
        self.depth -= 1;
        Ok(found)
    }

    fn comparison(&mut self) -> Result<Expression, SyntaxError> {
        let subject = self.subject()?;
        let at = self.next;
        let test = self.test()?;
        if !allowed(&subject, &test) {
            self.next = at;
            return Err(self.error("the subject does not take this operator".into()));
        }
        Ok(Expression::Compare(subject, test))
    }

    fn subject(&mut self) -> Result<Subject, SyntaxError> {
        let Token::Word(word) = self.peek() else {
            return Err(self.expected("a subject"));
        };
        let subject = match word.as_str() {
            "agentConnected" => Subject::AgentConnected,
            "agentVersion" => Subject::AgentVersion,
            "ec2InstanceId" => Subject::Ec2InstanceId,
            "registeredAt" => Subject::RegisteredAt,
            "runningTasksCount" => Subject::RunningTasksCount,
            "task:group" => Subject::TaskGroup,
            word => match word.strip_prefix("attribute:") {
                Some(name) if !name.is_empty() => Subject::Attribute(name.into()),
                Some(_) | None => return Err(self.expected("a subject")),
            },
        };
        self.next += 1;
        Ok(subject)
    }

    fn test(&mut self) -> Result<Test, SyntaxError> {
        let operator = match self.peek() {
            Token::Sign(sign) => (*sign).to_string(),
            Token::Word(word) => word.clone(),
            Token::Quoted(_) | Token::End => return Err(self.expected("an operator")),
        };
        let start = self.next;
        self.next += 1;
        let order = match operator.as_str() {
            "==" | "equals" => Order::Equal,
            "!=" | "not_equals" => Order::NotEqual,
            ">" | "greater_than" => Order::Greater,
            ">=" | "greater_than_equal" => Order::GreaterEqual,
            "<" | "less_than" => Order::Less,
            "<=" | "less_than_equal" => Order::LessEqual,
            "exists" => return Ok(Test::Exists(true)),
            "not_exists" => return Ok(Test::Exists(false)),
            "in" => return Ok(Test::OneOf(true, self.list()?)),
            "not_in" => return Ok(Test::OneOf(false, self.list()?)),
            "=~" | "matches" => return Ok(Test::Matches(true, self.pattern()?)),
            "!~" | "not_matches" => return Ok(Test::Matches(false, self.pattern()?)),
            "!" if self.eat("", "exists") => return Ok(Test::Exists(false)),
            "!" if self.eat("", "in") => return Ok(Test::OneOf(false, self.list()?)),
            _ => {
                self.next = start;
                return Err(self.expected("an operator"));
            }
        };
        Ok(Test::Order(order, self.literal()?))
    }

    fn literal(&mut self) -> Result<Arc<str>, SyntaxError> {
        let (Token::Word(text) | Token::Quoted(text)) = self.peek() else {
            return Err(self.expected("a value"));
        };
        let text = text.as_str().into();
        self.next += 1;
        Ok(text)
    }

    fn pattern(&mut self) -> Result<Pattern, SyntaxError> {
        let at = self.next;
        let text = self.literal()?;
        Pattern::parse(&text).map_err(|message| {
            self.next = at;
            self.error(message)
        })
    }

    fn list(&mut self) -> Result<Vec<Arc<str>>, SyntaxError> {
        if !self.eat("[", "") {
            return Ok(vec![self.literal()?]);
        }
        let mut found = vec![self.literal()?];
        while self.eat(",", "") {
            found.push(self.literal()?);
        }
        if self.eat("]", "") {
            Ok(found)
        } else {
            Err(self.expected(", or ]"))
        }
    }
}

fn join(mut parts: Vec<Expression>, all: fn(Vec<Expression>) -> Expression) -> Expression {
    match parts.pop() {
        Some(only) if parts.is_empty() => only,
        Some(last) => {
            parts.push(last);
            all(parts)
        }
        None => all(parts),
    }
}

/// Which subject takes which operator.
/// Source: Developer Guide, "Create expressions …", the table of subjects.
fn allowed(subject: &Subject, test: &Test) -> bool {
    let equality = matches!(test, Test::Order(Order::Equal | Order::NotEqual, _));
    match subject {
        Subject::Attribute(_) => true,
        Subject::AgentConnected | Subject::Ec2InstanceId | Subject::TaskGroup => {
            equality || matches!(test, Test::OneOf(..) | Test::Matches(..))
        }
        Subject::AgentVersion => matches!(test, Test::Order(..)),
        Subject::RegisteredAt => match test {
            Test::Order(_, value) => crate::sim::time::parse_iso8601(value).is_some(),
            Test::OneOf(..) | Test::Exists(_) | Test::Matches(..) => false,
        },
        Subject::RunningTasksCount => match test {
            Test::Order(_, value) => value.parse::<u32>().is_ok(),
            Test::OneOf(..) | Test::Exists(_) | Test::Matches(..) => false,
        },
    }
}
