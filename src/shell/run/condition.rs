//! `[[ … ]]`.

use super::super::expand::Expanded;
use super::super::expand::fields::unquote;
use super::super::regex::{Regex, Syntax};
use super::super::state::{Boxed, Shell};
use super::super::syntax::tree::{Test, Word};
use super::super::variables::Value;
use super::conditions;

impl Shell {
    /// `negated`: a `!` stands before it, which `set -x` shows.
    pub fn condition<'a>(&'a mut self, test: &'a Test, negated: bool) -> Boxed<'a, Expanded<bool>> {
        Box::pin(async move {
            match test {
                Test::And(left, right) => {
                    Ok(self.condition(left, false).await? && self.condition(right, false).await?)
                }
                Test::Or(left, right) => {
                    Ok(self.condition(left, false).await? || self.condition(right, false).await?)
                }
                Test::Not(inner) => Ok(!self.condition(inner, true).await?),
                Test::Word(word) => {
                    let text = self.text_of(word).await?;
                    self.trace_test(negated, &["-n", &text]).await;
                    Ok(!text.is_empty())
                }
                Test::One(sign, word) => {
                    let text = self.text_of(word).await?;
                    self.trace_test(negated, &[sign, &text]).await;
                    Ok(conditions::one(self, sign, &text))
                }
                Test::Two(left, sign, right) => self.comparison(left, sign, right, negated).await,
            }
        })
    }

    async fn comparison(
        &mut self,
        left: &Word,
        sign: &str,
        right: &Word,
        negated: bool,
    ) -> Expanded<bool> {
        let text = self.text_of(left).await?;
        match sign {
            "=" | "==" | "!=" => {
                let pattern = self.pattern_of(right).await?;
                self.trace_test(negated, &[&text, sign, &pattern]).await;
                Ok(self.pattern_fits(&pattern, true, &text) == (sign != "!="))
            }
            "=~" => self.matches(&text, right, negated).await,
            "<" | ">" => {
                let right = self.text_of(right).await?;
                self.trace_test(negated, &[&text, sign, &right]).await;
                Ok(if sign == "<" {
                    text < right
                } else {
                    text > right
                })
            }
            "-nt" | "-ot" | "-ef" => {
                let right = self.text_of(right).await?;
                self.trace_test(negated, &[&text, sign, &right]).await;
                Ok(conditions::files(self, &text, sign, &right))
            }
            _ => {
                let right = self.text_of(right).await?;
                self.trace_test(negated, &[&text, sign, &right]).await;
                let left = self.calculate(&text, "[[: ");
                let right = left.and_then(|left| Ok((left, self.calculate(&right, "[[: ")?)));
                // An error in it makes it false, and the shell goes on.
                Ok(right.is_ok_and(|(left, right)| conditions::numbers(left, sign, right)))
            }
        }
    }

    async fn matches(&mut self, text: &str, right: &Word, negated: bool) -> Expanded<bool> {
        let pattern = self.pattern_of(right).await?;
        self.trace_test(negated, &[text, "=~", &pattern]).await;
        let source = regex_source(&pattern);
        let fold = self.options.nocasematch;
        let regex = match Regex::new(&source, Syntax::Extended, fold) {
            Ok(regex) => regex,
            Err(_) => {
                self.status = 2;
                return Ok(false);
            }
        };
        let found = regex.find(text.as_bytes(), 0);
        let holds = found.is_some();
        let mut groups = std::collections::BTreeMap::new();
        for (place, group) in found.iter().flatten().enumerate() {
            let group = group.map_or("", |(from, to)| &text[from..to]);
            groups.insert(place as i64, group.to_string());
        }
        self.variables.entry("BASH_REMATCH").value = Some(Value::List(groups));
        Ok(holds)
    }
}

/// A field's pattern as a regular expression: what was quoted stands for itself.
fn regex_source(pattern: &str) -> String {
    let mut source = String::new();
    let mut chars = pattern.chars();
    while let Some(c) = chars.next() {
        if c != '\\' {
            source.push(c);
            continue;
        }
        let Some(next) = chars.next() else { break };
        let quoted = unquote(&format!("\\{next}"));
        if ".*?+^$[]{}()|\\".contains(next) {
            source.push('\\');
        }
        source.push_str(&quoted);
    }
    source
}
