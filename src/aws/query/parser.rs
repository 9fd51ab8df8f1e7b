//! Tokens as a tree: a parser after Pratt, with the library's binding powers.

use super::lexer::{Kind, Token, tokens};
use crate::aws::python::repr::quoted_list;
use serde_json::Value;

/// The least power of a token that goes on with a projection.
const PROJECTION_STOP: u8 = 10;
/// Expressions inside of expressions.
const DEPTH: usize = 100;

/// What an expression is made of.
#[derive(Clone, Debug)]
pub enum Node {
    /// The value itself.
    Identity,
    Field(String),
    Literal(Value),
    Index(i64),
    Slice([Option<i64>; 3]),
    /// Each on the result of the one before.
    Chain(Vec<Node>),
    /// The same, made by brackets.
    Indexed(Vec<Node>),
    /// The right on each item of the left.
    Projection(Box<Node>, Box<Node>),
    /// The right on each member of the left.
    Values(Box<Node>, Box<Node>),
    /// The right on those items of the left for which the third holds.
    Filter(Box<Node>, Box<Node>, Box<Node>),
    Flatten(Box<Node>),
    Or(Box<Node>, Box<Node>),
    And(Box<Node>, Box<Node>),
    Not(Box<Node>),
    Compare(Kind, Box<Node>, Box<Node>),
    Call(String, Vec<Node>),
    List(Vec<Node>),
    Hash(Vec<(String, Node)>),
    /// An expression as a value: only functions take such.
    Expref(Box<Node>),
}

/// Reads an expression.
pub fn parse(expression: &str) -> Result<Node, String> {
    let tokens = tokens(expression)?;
    let mut parser = Parser {
        expression,
        tokens,
        at: 0,
        depth: 0,
    };
    let node = parser.expression(0)?;
    let next = parser.token(0);
    if next.kind == Kind::Eof {
        return Ok(node);
    }
    let said = format!("Unexpected token: {}", next.text());
    Err(parser.fault(&next, &said))
}

struct Parser<'e> {
    expression: &'e str,
    tokens: Vec<Token>,
    at: usize,
    depth: usize,
}

type Parsed = Result<Node, String>;

impl Parser<'_> {
    fn token(&self, ahead: usize) -> Token {
        let last = self.tokens.len() - 1;
        self.tokens[(self.at + ahead).min(last)].clone()
    }

    fn kind(&self) -> Kind {
        self.tokens[self.at.min(self.tokens.len() - 1)].kind
    }

    fn fault(&self, token: &Token, message: &str) -> String {
        self.fault_at(token, token.start, message)
    }

    fn fault_at(&self, token: &Token, start: usize, message: &str) -> String {
        let kind = token.kind.name().to_uppercase();
        let under = " ".repeat(start + 1);
        let (text, expression) = (token.text(), self.expression);
        format!(
            "{message}: Parse error at column {start}, token \"{text}\" ({kind}), \
             for expression:\n\"{expression}\"\n{under}^"
        )
    }

    fn incomplete(&self) -> String {
        let under = " ".repeat(self.expression.chars().count() + 1);
        format!(
            "Invalid jmespath expression: Incomplete expression:\n\"{}\"\n{under}^",
            self.expression
        )
    }

    fn must_be(&mut self, kind: Kind) -> Result<(), String> {
        if self.kind() == kind {
            self.at += 1;
            return Ok(());
        }
        Err(self.unexpected(kind.name()))
    }

    fn unexpected(&self, expected: &str) -> String {
        let token = self.token(0);
        if token.kind == Kind::Eof {
            return self.incomplete();
        }
        let got = token.kind.name();
        self.fault(&token, &format!("Expecting: {expected}, got: {got}"))
    }

    fn expression(&mut self, power: u8) -> Parsed {
        self.depth += 1;
        if self.depth > DEPTH {
            return Err("maximum recursion depth exceeded".to_owned());
        }
        let token = self.token(0);
        self.at += 1;
        let mut left = self.prefix(token)?;
        while power < self.kind().power() {
            left = self.infix(left)?;
        }
        self.depth -= 1;
        Ok(left)
    }

    fn prefix(&mut self, token: Token) -> Parsed {
        match token.kind {
            Kind::Literal => Ok(Node::Literal(token.value)),
            Kind::Unquoted => Ok(Node::Field(token.text())),
            Kind::Quoted if self.kind() == Kind::LeftParen => {
                let next = self.token(0);
                let said = "Quoted identifier not allowed for function names.";
                Err(self.fault_at(&next, 0, said))
            }
            Kind::Quoted => Ok(Node::Field(token.text())),
            Kind::Star => {
                let right = match self.kind() {
                    Kind::RightBracket => Node::Identity,
                    _ => self.projected(Kind::Star.power())?,
                };
                Ok(Node::Values(Box::new(Node::Identity), Box::new(right)))
            }
            Kind::Filter => self.filter(Node::Identity),
            Kind::LeftBrace => self.hash(),
            Kind::LeftParen => {
                let inner = self.expression(0)?;
                self.must_be(Kind::RightParen)?;
                Ok(inner)
            }
            Kind::Flatten => self.flatten(Node::Identity),
            Kind::Not => Ok(Node::Not(Box::new(self.expression(Kind::Not.power())?))),
            Kind::LeftBracket => self.bracket(),
            Kind::Current => Ok(Node::Identity),
            Kind::Expref => Ok(Node::Expref(Box::new(
                self.expression(Kind::Expref.power())?,
            ))),
            Kind::Eof => Err(self.incomplete()),
            _ => Err(self.fault(&token, "invalid token")),
        }
    }

    fn infix(&mut self, left: Node) -> Parsed {
        let token = self.token(0);
        let kind = token.kind;
        self.at += 1;
        let right = |parser: &mut Self| parser.expression(kind.power()).map(Box::new);
        match kind {
            Kind::Dot => self.dot(left),
            Kind::Pipe => Ok(Node::Chain(vec![left, *right(self)?])),
            Kind::Or => Ok(Node::Or(Box::new(left), right(self)?)),
            Kind::And => Ok(Node::And(Box::new(left), right(self)?)),
            Kind::Equal
            | Kind::NotEqual
            | Kind::Greater
            | Kind::GreaterEqual
            | Kind::Less
            | Kind::LessEqual => Ok(Node::Compare(kind, Box::new(left), right(self)?)),
            Kind::Filter => self.filter(left),
            Kind::Flatten => self.flatten(left),
            Kind::LeftBracket => self.index(left),
            Kind::LeftParen => self.call(left),
            _ => Err(self.fault(&token, "invalid token")),
        }
    }

    fn dot(&mut self, left: Node) -> Parsed {
        if self.kind() == Kind::Star {
            self.at += 1;
            let right = self.projected(Kind::Dot.power())?;
            return Ok(Node::Values(Box::new(left), Box::new(right)));
        }
        let right = self.behind_dot(Kind::Dot.power())?;
        Ok(Node::Chain(vec![left, right]))
    }

    fn call(&mut self, left: Node) -> Parsed {
        let Node::Field(name) = left else {
            // The paren is one back, what is no name two.
            let token = self.tokens[self.at.saturating_sub(2)].clone();
            let said = format!("Invalid function name '{}'", token.text());
            return Err(self.fault(&token, &said));
        };
        let mut arguments = Vec::new();
        while self.kind() != Kind::RightParen {
            arguments.push(self.expression(0)?);
            if self.kind() == Kind::Comma {
                self.at += 1;
            }
        }
        self.at += 1;
        Ok(Node::Call(name, arguments))
    }

    fn filter(&mut self, left: Node) -> Parsed {
        let condition = self.expression(0)?;
        self.must_be(Kind::RightBracket)?;
        let right = match self.kind() {
            Kind::Flatten => Node::Identity,
            _ => self.projected(Kind::Filter.power())?,
        };
        Ok(Node::Filter(
            Box::new(left),
            Box::new(right),
            Box::new(condition),
        ))
    }

    fn flatten(&mut self, left: Node) -> Parsed {
        let right = self.projected(Kind::Flatten.power())?;
        Ok(Node::Projection(
            Box::new(Node::Flatten(Box::new(left))),
            Box::new(right),
        ))
    }

    /// Behind a bracket that nothing is before.
    fn bracket(&mut self) -> Parsed {
        if matches!(self.kind(), Kind::Number | Kind::Colon) {
            let right = self.number_or_slice()?;
            return self.project_slice(Node::Identity, right);
        }
        if self.kind() == Kind::Star && self.token(1).kind == Kind::RightBracket {
            self.at += 2;
            let right = self.projected(Kind::Star.power())?;
            return Ok(Node::Projection(Box::new(Node::Identity), Box::new(right)));
        }
        self.list()
    }

    /// Behind a bracket that something is before.
    fn index(&mut self, left: Node) -> Parsed {
        if !matches!(self.kind(), Kind::Number | Kind::Colon) {
            self.must_be(Kind::Star)?;
            self.must_be(Kind::RightBracket)?;
            let right = self.projected(Kind::Star.power())?;
            return Ok(Node::Projection(Box::new(left), Box::new(right)));
        }
        let right = self.number_or_slice()?;
        match left {
            // As in the library: a slice of an item does not project.
            Node::Indexed(mut steps) => {
                steps.push(right);
                Ok(Node::Indexed(steps))
            }
            left => self.project_slice(left, right),
        }
    }

    fn project_slice(&mut self, left: Node, right: Node) -> Parsed {
        let is_slice = matches!(right, Node::Slice(_));
        let indexed = Node::Indexed(vec![left, right]);
        if !is_slice {
            return Ok(indexed);
        }
        let right = self.projected(Kind::Star.power())?;
        Ok(Node::Projection(Box::new(indexed), Box::new(right)))
    }

    fn number_or_slice(&mut self) -> Parsed {
        if self.kind() == Kind::Colon || self.token(1).kind == Kind::Colon {
            return self.slice();
        }
        let index = self.token(0).value.as_i64().unwrap_or(i64::MAX);
        self.at += 1;
        self.must_be(Kind::RightBracket)?;
        Ok(Node::Index(index))
    }

    fn slice(&mut self) -> Parsed {
        let mut parts = [None; 3];
        let mut index = 0;
        while self.kind() != Kind::RightBracket && index < 3 {
            let token = self.token(0);
            match token.kind {
                Kind::Colon if index < 2 => index += 1,
                Kind::Number => parts[index] = token.value.as_i64(),
                _ => return Err(self.fault(&token, "syntax error")),
            }
            self.at += 1;
        }
        self.must_be(Kind::RightBracket)?;
        Ok(Node::Slice(parts))
    }

    fn list(&mut self) -> Parsed {
        let mut nodes = vec![self.expression(0)?];
        while self.kind() != Kind::RightBracket {
            self.must_be(Kind::Comma)?;
            nodes.push(self.expression(0)?);
        }
        self.at += 1;
        Ok(Node::List(nodes))
    }

    fn hash(&mut self) -> Parsed {
        let mut pairs = Vec::new();
        loop {
            let key = self.token(0);
            if !matches!(key.kind, Kind::Quoted | Kind::Unquoted) {
                let expected = quoted_list(&["quoted_identifier", "unquoted_identifier"]);
                return Err(self.unexpected(&expected));
            }
            self.at += 1;
            self.must_be(Kind::Colon)?;
            pairs.push((key.text(), self.expression(0)?));
            match self.kind() {
                Kind::Comma => self.at += 1,
                Kind::RightBrace => {
                    self.at += 1;
                    return Ok(Node::Hash(pairs));
                }
                _ => {}
            }
        }
    }

    fn projected(&mut self, power: u8) -> Parsed {
        match self.kind() {
            kind if kind.power() < PROJECTION_STOP => Ok(Node::Identity),
            Kind::LeftBracket | Kind::Filter => self.expression(power),
            Kind::Dot => {
                self.at += 1;
                self.behind_dot(power)
            }
            _ => Err(self.fault(&self.token(0), "syntax error")),
        }
    }

    fn behind_dot(&mut self, power: u8) -> Parsed {
        match self.kind() {
            Kind::Quoted | Kind::Unquoted | Kind::Star => self.expression(power),
            Kind::LeftBracket => {
                self.at += 1;
                self.list()
            }
            Kind::LeftBrace => {
                self.at += 1;
                self.hash()
            }
            kind => {
                let allowed = [
                    "quoted_identifier",
                    "unquoted_identifier",
                    "lbracket",
                    "lbrace",
                ];
                let said = format!("Expecting: {}, got: {}", quoted_list(&allowed), kind.name());
                Err(self.fault(&self.token(0), &said))
            }
        }
    }
}
