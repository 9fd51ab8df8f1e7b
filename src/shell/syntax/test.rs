//! `[[ … ]]`.

use super::reader::{Read, Reader, is_meta};
use super::tree::{Test, Word};
use super::words::Until;

const ONE: &[&str] = &[
    "-z", "-n", "-e", "-a", "-f", "-d", "-s", "-r", "-w", "-x", "-v", "-o", "-t", "-L", "-h", "-p",
];
const TWO: &[&str] = &[
    "==", "=~", "!=", "=", "-eq", "-ne", "-lt", "-le", "-gt", "-ge", "-nt", "-ot", "-ef", "<", ">",
];

impl Reader {
    /// Behind `[[`, up to and over `]]`.
    pub fn bracket_test(&mut self) -> Read<Test> {
        self.in_test = true;
        let test = self.test_or();
        self.in_test = false;
        let test = test?;
        self.skip_lines()?;
        if self.take_keyword("]]") {
            return Ok(test);
        }
        Err(self.test_error())
    }

    fn test_error(&mut self) -> super::SyntaxError {
        let mut error = self.unexpected();
        if !error.incomplete {
            error.message = error
                .message
                .replace("syntax error near unexpected token", "syntax error near");
        }
        error
    }

    fn test_or(&mut self) -> Read<Test> {
        let mut left = self.test_and()?;
        while self.skip_lines().is_ok() && self.take("||") {
            let right = self.test_and()?;
            left = Test::Or(Box::new(left), Box::new(right));
        }
        Ok(left)
    }

    fn test_and(&mut self) -> Read<Test> {
        let mut left = self.test_not()?;
        while self.skip_lines().is_ok() && self.take("&&") {
            let right = self.test_not()?;
            left = Test::And(Box::new(left), Box::new(right));
        }
        Ok(left)
    }

    fn test_not(&mut self) -> Read<Test> {
        self.skip_lines()?;
        if self.take_keyword("!") {
            let inner = self.deeper(|reader| reader.test_not())?;
            return Ok(Test::Not(Box::new(inner)));
        }
        if self.take("(") {
            let inner = self.deeper(|reader| reader.test_or())?;
            self.skip_lines()?;
            return if self.take(")") {
                Ok(inner)
            } else {
                Err(self.test_error())
            };
        }
        self.test_primary()
    }

    fn test_primary(&mut self) -> Read<Test> {
        if let Some(sign) = ONE.iter().find(|sign| self.at_keyword(sign)) {
            let start = self.at;
            self.at += sign.len();
            self.skip_blanks();
            let alone = self.at_keyword("]]") || self.peek().is_none_or(is_meta);
            if !alone {
                let word = self.word()?;
                return Ok(Test::One((*sign).to_string(), word));
            }
            self.at = start;
        }
        let left = self.test_word()?;
        self.skip_blanks();
        let Some(sign) = TWO.iter().find(|sign| self.at_sign(sign)) else {
            return Ok(Test::Word(left));
        };
        self.at += sign.len();
        self.skip_blanks();
        if self.at_keyword("]]") {
            let mut error = self.unexpected();
            error.message = "unexpected argument `]]' to conditional binary operator".to_string();
            return Err(error);
        }
        let right = if *sign == "=~" {
            self.word_until(Until::Regex, false)?
        } else {
            self.test_word()?
        };
        Ok(Test::Two(left, (*sign).to_string(), right))
    }

    fn at_sign(&self, sign: &str) -> bool {
        // `<` and `>` end words by themselves.
        self.at_keyword(sign) || (matches!(sign, "<" | ">") && self.looking_at(sign))
    }

    fn test_word(&mut self) -> Read<Word> {
        if self.peek().is_none_or(is_meta) || self.at_keyword("]]") {
            return Err(self.test_error());
        }
        self.word()
    }
}
