//! Commands that hold others.

use super::reader::{Read, Reader, is_meta, is_name};
use super::tree::{Arm, Count, For, Kind, List, Then, Word};
use super::words::Until;
use std::rc::Rc;

impl Reader {
    /// The compound command or definition that starts here, if one does.
    pub fn compound(&mut self) -> Read<Option<Kind>> {
        let kind = match self.peek() {
            Some('(') if self.peek_at(1) == Some('(') => match self.arithmetic_command()? {
                Some(kind) => kind,
                None => self.subshell()?,
            },
            Some('(') => self.subshell()?,
            Some('{') if self.take_keyword("{") => {
                let body = self.body()?;
                self.need_keyword("}")?;
                Kind::Group(body)
            }
            Some('[') if self.take_keyword("[[") => Kind::Test(self.bracket_test()?),
            Some('a'..='z') => return self.reserved(),
            _ => return self.definition(),
        };
        Ok(Some(kind))
    }

    fn reserved(&mut self) -> Read<Option<Kind>> {
        let kind = if self.take_keyword("if") {
            self.if_command()?
        } else if self.take_keyword("while") {
            self.loop_command(false)?
        } else if self.take_keyword("until") {
            self.loop_command(true)?
        } else if self.take_keyword("for") {
            self.for_command()?
        } else if self.take_keyword("select") {
            Kind::Select(self.for_words()?)
        } else if self.take_keyword("case") {
            self.case_command()?
        } else if self.take_keyword("function") {
            self.skip_blanks();
            let name = self.bare_word();
            self.skip_blanks();
            if self.take("(") {
                self.skip_blanks();
                self.take(")");
            }
            return self.function(name).map(Some);
        } else if self.at_keyword("coproc") {
            return Err(self.refuse("`coproc`: write `command > file &`"));
        } else {
            return self.definition();
        };
        Ok(Some(kind))
    }

    fn subshell(&mut self) -> Read<Kind> {
        self.at += 1;
        let body = self.body()?;
        self.skip_lines()?;
        if self.take(")") {
            Ok(Kind::Subshell(body))
        } else {
            Err(self.unexpected())
        }
    }

    /// `(( … ))`; None if it turns out to be a subshell in a subshell.
    fn arithmetic_command(&mut self) -> Read<Option<Kind>> {
        let start = self.at;
        self.at += 2;
        if let Ok(word) = self.word_until(Until::Arithmetic, true)
            && self.take("))")
        {
            return Ok(Some(Kind::Arithmetic(word)));
        }
        self.at = start;
        Ok(None)
    }

    fn if_command(&mut self) -> Read<Kind> {
        let mut arms = Vec::new();
        loop {
            let test = self.body()?;
            self.need_keyword("then")?;
            arms.push((test, self.body()?));
            self.skip_lines()?;
            if !self.take_keyword("elif") {
                break;
            }
        }
        let otherwise = if self.take_keyword("else") {
            Some(self.body()?)
        } else {
            None
        };
        self.need_keyword("fi")?;
        Ok(Kind::If { arms, otherwise })
    }

    fn loop_command(&mut self, until: bool) -> Read<Kind> {
        let test = self.body()?;
        let body = self.do_body()?;
        Ok(Kind::Loop { until, test, body })
    }

    fn do_body(&mut self) -> Read<List> {
        self.need_keyword("do")?;
        let body = self.body()?;
        self.need_keyword("done")?;
        Ok(body)
    }

    /// `do … done`, or `{ … }` as bash takes it too.
    fn for_body(&mut self) -> Read<List> {
        self.skip_lines()?;
        if !self.take_keyword("{") {
            return self.do_body();
        }
        let body = self.body()?;
        self.need_keyword("}")?;
        Ok(body)
    }

    fn for_command(&mut self) -> Read<Kind> {
        self.skip_blanks();
        if self.take("((") {
            return self.count_command();
        }
        self.for_words().map(Kind::For)
    }

    /// `name in words; do … done`, as `for` and `select` have it.
    fn for_words(&mut self) -> Read<For> {
        self.skip_blanks();
        let name = self.bare_word();
        if !is_name(&name) {
            self.at -= name.chars().count();
            if name.is_empty() {
                return Err(self.unexpected());
            }
            let mut error = self.unexpected();
            error.message = format!("`{name}': not a valid identifier");
            return Err(error);
        }
        self.skip_lines()?;
        let start = self.at;
        let words = if self.take_keyword("in") {
            let mut words = Vec::new();
            loop {
                self.skip_blanks();
                if !self.starts_word() {
                    break;
                }
                let word = self.word()?;
                self.braces(word, &mut words)?;
            }
            Some(words)
        } else {
            None
        };
        let source = self.slice(start, self.at).trim_end().to_string();
        self.skip_blanks();
        if !self.take(";") && words.is_some() && self.peek() != Some('\n') {
            return Err(self.unexpected());
        }
        let body = self.for_body()?;
        Ok(For {
            name,
            words,
            source,
            body,
        })
    }

    /// `for ((…; …; …))`
    fn count_command(&mut self) -> Read<Kind> {
        let mut parts = Vec::new();
        for _ in 0..2 {
            self.skip_blanks();
            parts.push(self.word_until(Until::Semicolon, true)?);
            if !self.take(";") {
                return Err(self.unexpected());
            }
        }
        self.skip_blanks();
        parts.push(self.word_until(Until::Arithmetic, true)?);
        if !self.take("))") {
            return Err(self.unexpected());
        }
        let mut parts = parts.into_iter();
        let mut part = || parts.next().unwrap_or_else(Word::default);
        let (first, test, step) = (part(), part(), part());
        self.skip_blanks();
        self.take(";");
        self.skip_lines()?;
        let body = if self.take_keyword("{") {
            let body = self.body()?;
            self.need_keyword("}")?;
            body
        } else {
            self.do_body()?
        };
        Ok(Kind::Count(Count {
            first,
            test,
            step,
            body,
        }))
    }

    fn case_command(&mut self) -> Read<Kind> {
        self.skip_blanks();
        let start = self.at;
        let word = self.word()?;
        if word.parts.is_empty() {
            return Err(self.unexpected());
        }
        let source = self.slice(start, self.at);
        self.need_keyword("in")?;
        let mut arms = Vec::new();
        loop {
            self.skip_lines()?;
            if self.take_keyword("esac") {
                return Ok(Kind::Case { word, source, arms });
            }
            self.take("(");
            let mut patterns = Vec::new();
            loop {
                self.skip_blanks();
                let pattern = self.word()?;
                if pattern.parts.is_empty() {
                    return Err(self.unexpected());
                }
                patterns.push(pattern);
                self.skip_blanks();
                if !self.take("|") {
                    break;
                }
            }
            if !self.take(")") {
                return Err(self.unexpected());
            }
            let body = self.deeper(|reader| reader.list())?;
            self.skip_lines()?;
            let (then, ended) = if self.take(";;&") {
                (Then::Test, true)
            } else if self.take(";;") {
                (Then::Stop, true)
            } else {
                let fall = self.take(";&");
                (if fall { Then::Fall } else { Then::Stop }, fall)
            };
            arms.push(Arm {
                patterns,
                body,
                then,
            });
            if !ended && !self.at_keyword("esac") {
                return Err(self.unexpected());
            }
        }
    }

    /// `name() command`, if that stands here.
    fn definition(&mut self) -> Read<Option<Kind>> {
        let start = self.at;
        let name = self.bare_word();
        let blank = |c: Option<char>| matches!(c, Some(' ' | '\t'));
        let mut ahead = 0;
        while blank(self.peek_at(ahead)) {
            ahead += 1;
        }
        let opens = !name.is_empty() && self.peek_at(ahead) == Some('(');
        if opens {
            self.at += ahead + 1;
            self.skip_blanks();
            if self.take(")") {
                return self.function(name).map(Some);
            }
            // Not a definition: what stands behind the parenthesis does not belong there.
            return Err(self.unexpected());
        }
        self.at = start;
        Ok(None)
    }

    fn function(&mut self, name: String) -> Read<Kind> {
        self.skip_lines()?;
        let line = self.line();
        let Some(kind) = self.deeper(|reader| reader.compound())? else {
            return Err(self.unexpected());
        };
        let redirects = self.redirects()?;
        let body = Rc::new(super::tree::Command {
            kind,
            redirects,
            line,
        });
        Ok(Kind::Function { name, body })
    }

    /// A word without any quote or expansion; empty if there is none here.
    fn bare_word(&mut self) -> String {
        let start = self.at;
        let bare = |c: char| !is_meta(c) && !"'\"\\$`={}[]#*?~".contains(c);
        while self.peek().is_some_and(bare) {
            self.at += 1;
        }
        self.slice(start, self.at)
    }
}
