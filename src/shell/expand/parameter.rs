//! `${…}` with all that can be done to a value on the way.

use super::super::state::{Fault, Shell};
use super::super::syntax::reader::is_name;
use super::super::syntax::tree::{Change, Index, Parameter, Where, Word};
use super::super::variables::Value;
use super::Expanded;
use super::fields::Fields;
use super::pattern::Pattern;

/// What a parameter stands for.
pub enum Values {
    One(Option<String>),
    /// `$@` and `${a[@]}`, or with a star, which makes one text of them in quotes.
    Many(Vec<String>, bool),
}

impl Shell {
    /// The status of a shell that ends since a variable has no value.
    fn status_of_absence(&self) -> u8 {
        match self.forked || self.options.errexit {
            true => 1,
            false => 127,
        }
    }

    /// Whether it is a list without items, which in quotes vanishes.
    pub fn is_empty_list(&self, parameter: &Parameter) -> bool {
        let kept = matches!(
            parameter.change,
            Change::Length | Change::Default { .. } | Change::Bad
        );
        if kept || parameter.indirect {
            return false;
        }
        if parameter.name == "@" {
            return self.arguments.is_empty();
        }
        if let Some(list) = self.own_list(&parameter.name) {
            return matches!(parameter.index, Some(Index::All)) && list.is_empty();
        }
        let value = self
            .variable(&parameter.name)
            .and_then(|it| it.value.as_ref());
        matches!(parameter.index, Some(Index::All)) && value.is_none_or(|it| it.all().is_empty())
    }

    pub async fn parameter(
        &mut self,
        parameter: &Parameter,
        quoted: bool,
        into: &mut Fields,
    ) -> Expanded<()> {
        if matches!(parameter.change, Change::Bad) {
            return Err(self.bad(parameter));
        }
        if matches!(parameter.change, Change::Names) {
            let seen = self.variables.seen();
            let named = seen.keys().filter(|name| name.starts_with(&parameter.name));
            let names = named.map(|name| name.to_string()).collect();
            return self.add(Values::Many(names, false), quoted, into);
        }
        let mut pointed = None;
        if parameter.indirect {
            let target = self.value(&parameter.name);
            let Some(target) = target.filter(|name| !name.is_empty()) else {
                let message = format!("{}: invalid indirect expansion", parameter.name);
                return Err(self.fault(&message, 1));
            };
            // Of a name that stands for another it gives that name.
            if let Some(name) = self.variables.target(&parameter.name).map(str::to_string) {
                return self.add(Values::One(Some(name)), quoted, into);
            }
            pointed = Some(target);
        }
        let name = pointed.as_deref().unwrap_or(&parameter.name);
        let (name, index) = match name.split_once('[') {
            Some((name, index)) => (name, Some(index.trim_end_matches(']'))),
            None => (name, None),
        };
        let values = match index {
            Some("@") => self.listed(name, &Index::All).await?,
            Some(index) => {
                let item = self.item(name, index);
                Values::One(item.map_err(|message| self.fault(&message, 1))?)
            }
            None => self.values(name, parameter.index.as_ref()).await?,
        };
        let values = match &parameter.change {
            Change::Default {
                sign,
                empty_too,
                word,
            } => {
                let place = (*sign, *empty_too, word);
                return self
                    .default(name, parameter, values, place, quoted, into)
                    .await;
            }
            change => {
                let values = self.bound(parameter, values)?;
                self.changed(parameter, change, values).await?
            }
        };
        self.add(values, quoted, into)
    }

    fn bad(&mut self, parameter: &Parameter) -> Fault {
        self.fault(&format!("{}: bad substitution", parameter.source), 1)
    }

    async fn values(&mut self, name: &str, index: Option<&Index>) -> Expanded<Values> {
        match (name, index) {
            ("@", _) => return Ok(Values::Many(self.arguments.clone(), false)),
            ("*", _) => return Ok(Values::Many(self.arguments.clone(), true)),
            _ => {}
        }
        match index {
            None => Ok(Values::One(self.value(name))),
            Some(Index::At(word)) => {
                let index = self.quoted_text_of(word).await?;
                let item = match self.own_list(name) {
                    Some(list) => {
                        let place = self.calculate(&index, "")?;
                        let place = if place < 0 {
                            place + list.len() as i64
                        } else {
                            place
                        };
                        let place = usize::try_from(place).ok();
                        Ok(place.and_then(|place| list.get(place).cloned()))
                    }
                    None => self.item(name, &index),
                };
                match item {
                    Ok(item) => Ok(Values::One(item)),
                    Err(message) => Err(self.fault(&message, 1)),
                }
            }
            Some(index) => self.listed(name, index).await,
        }
    }

    async fn listed(&mut self, name: &str, index: &Index) -> Expanded<Values> {
        let joined = matches!(index, Index::Joined);
        if let Some(list) = self.own_list(name) {
            return Ok(Values::Many(list, joined));
        }
        let value = self
            .variable(name)
            .and_then(|variable| variable.value.as_ref());
        Ok(Values::Many(value.map_or(Vec::new(), Value::all), joined))
    }

    /// With `set -u` what is unset is an error.
    fn bound(&mut self, parameter: &Parameter, values: Values) -> Expanded<Values> {
        let unset = matches!(values, Values::One(None)) && self.options.nounset;
        let keys = matches!(parameter.change, Change::Keys);
        if unset && !keys && parameter.name != "@" && parameter.name != "*" {
            let digit = parameter.name.starts_with(|c: char| c.is_ascii_digit());
            let sign = if digit { "$" } else { "" };
            let index = match &parameter.index {
                Some(Index::At(word)) => match word.parts.as_slice() {
                    [super::Part::Literal(text)] => format!("[{text}]"),
                    _ => String::new(),
                },
                Some(Index::All | Index::Joined) | None => String::new(),
            };
            let message = format!("{sign}{}{index}: unbound variable", parameter.name);
            let status = self.status_of_absence();
            return Err(self.fault(&message, status));
        }
        Ok(values)
    }

    async fn default(
        &mut self,
        name: &str,
        parameter: &Parameter,
        values: Values,
        (sign, empty_too, word): (char, bool, &Word),
        quoted: bool,
        into: &mut Fields,
    ) -> Expanded<()> {
        let missing = match &values {
            Values::One(None) => true,
            Values::One(Some(text)) => empty_too && text.is_empty(),
            Values::Many(all, _) if all.is_empty() => true,
            Values::Many(all, _) => empty_too && all.len() == 1 && all[0].is_empty(),
        };
        match sign {
            '+' if missing => return Ok(()),
            '+' => {}
            _ if !missing => return self.add(values, quoted, into),
            '=' => {
                let text = if quoted {
                    self.quoted_text_of(word).await?
                } else {
                    self.text_of(word).await?
                };
                if !is_name(name) {
                    let message = format!("${name}: cannot assign in this way");
                    return Err(self.fault(&message, 1));
                }
                let index = match &parameter.index {
                    Some(Index::At(word)) => Some(self.quoted_text_of(word).await?),
                    Some(Index::All | Index::Joined) | None => None,
                };
                if let Err(message) = self.put(name, index.as_deref(), &text, false) {
                    return Err(self.fault(&message, 1));
                }
                return self.add(Values::One(Some(text)), quoted, into);
            }
            '?' => {
                let mut text = self.text_of(word).await?;
                if text.is_empty() {
                    text = match empty_too {
                        true => "parameter null or not set".to_string(),
                        false => "parameter not set".to_string(),
                    };
                }
                let status = self.status_of_absence();
                return Err(self.fault(&format!("{name}: {text}"), status));
            }
            _ => {}
        }
        if quoted {
            into.quoted("");
        }
        let outer = std::mem::replace(&mut into.in_operand, true);
        let done = self.parts(&word.parts, quoted, into).await;
        into.in_operand = outer;
        done
    }

    /// Applies the change to each value.
    async fn changed(
        &mut self,
        parameter: &Parameter,
        change: &Change,
        values: Values,
    ) -> Expanded<Values> {
        match change {
            Change::None => return Ok(values),
            Change::Length => {
                let length = match &values {
                    Values::One(text) => text.as_deref().unwrap_or_default().chars().count(),
                    Values::Many(all, _) => all.len(),
                };
                return Ok(Values::One(Some(length.to_string())));
            }
            Change::Keys => {
                let value = self
                    .variable(&parameter.name)
                    .and_then(|it| it.value.as_ref());
                return Ok(Values::Many(value.map_or(Vec::new(), Value::keys), false));
            }
            Change::Slice { from, length } => {
                return self.slice(parameter, values, from, length.as_ref()).await;
            }
            _ => {}
        }
        let change = self.prepared(change).await?;
        Ok(match values {
            Values::One(text) => {
                // What is unset stays so, but in quotes it is empty.
                Values::One(text.map(|text| change.apply(&text)))
            }
            Values::Many(all, star) => {
                Values::Many(all.iter().map(|text| change.apply(text)).collect(), star)
            }
        })
    }

    async fn prepared(&mut self, change: &Change) -> Expanded<super::super::change::Prepared> {
        use super::super::change::Prepared;
        let extended = self.options.extglob;
        Ok(match change {
            Change::Strip {
                suffix,
                longest,
                pattern,
            } => Prepared::Strip {
                suffix: *suffix,
                longest: *longest,
                pattern: Pattern::new(&self.pattern_of(pattern).await?, extended),
            },
            Change::Replace {
                place,
                pattern,
                with,
            } => {
                let text = self.pattern_of(pattern).await?;
                let pattern = Pattern::new(&text, extended);
                let with = self.replacement(with).await?;
                if text.is_empty() && !matches!(place, Where::Start | Where::End) {
                    Prepared::Same
                } else {
                    Prepared::Replace {
                        place: *place,
                        pattern,
                        with,
                    }
                }
            }
            Change::Case { sign, all, pattern } => {
                let text = self.pattern_of(pattern).await?;
                Prepared::Case {
                    sign: *sign,
                    all: *all,
                    pattern: (!text.is_empty()).then(|| Pattern::new(&text, extended)),
                }
            }
            Change::Transform(sign) => Prepared::Transform(*sign),
            _ => Prepared::Same,
        })
    }

    /// What stands in the place of what was found; an `&` that was not quoted is what was found.
    async fn replacement(&mut self, with: &Word) -> Expanded<Vec<Option<String>>> {
        let mut fields = Fields::whole();
        fields.replaces = true;
        self.parts(&with.parts, false, &mut fields).await?;
        let pattern = fields.into_pattern();
        let mut pieces = vec![Some(String::new())];
        let mut chars = pattern.chars();
        while let Some(c) = chars.next() {
            let text = match c {
                '&' => {
                    pieces.push(None);
                    pieces.push(Some(String::new()));
                    continue;
                }
                '\\' => chars.next(),
                c => Some(c),
            };
            if let Some(Some(last)) = pieces.last_mut() {
                last.extend(text);
            }
        }
        Ok(pieces)
    }

    fn add(&mut self, values: Values, quoted: bool, into: &mut Fields) -> Expanded<()> {
        match values {
            Values::One(text) => {
                let text = text.unwrap_or_default();
                self.charge(text.len());
                if quoted {
                    into.quoted(&text);
                } else {
                    into.value(&text);
                }
            }
            Values::Many(all, star) if (quoted && star) || !into.splits() => {
                let separator = match self.text("IFS") {
                    Some(separators) if star => separators
                        .chars()
                        .next()
                        .map_or(String::new(), String::from),
                    _ => " ".to_string(),
                };
                let joined = all.join(&separator);
                self.charge(joined.len());
                into.quoted(&joined);
            }
            Values::Many(all, _) => {
                for (place, text) in all.iter().enumerate() {
                    self.charge(text.len());
                    if place > 0 {
                        into.end_word();
                    }
                    if quoted {
                        into.quoted(text);
                    } else {
                        into.value(text);
                    }
                }
            }
        }
        Ok(())
    }
}
