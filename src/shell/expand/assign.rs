//! Assignments.

use super::super::state::{Shell, TEXT_MOST};
use super::super::syntax::tree::{Assigned, Assignment, Part, Word};
use super::super::variables::Value;
use super::Expanded;
use super::arithmetic;
use std::collections::BTreeMap;

impl Shell {
    /// Carries out an assignment.
    pub async fn assign(&mut self, assignment: &Assignment) -> Expanded<()> {
        let name = assignment.name.as_str();
        match &assignment.value {
            Assigned::Word(word) => {
                let index = match &assignment.index {
                    Some(index) => Some(self.quoted_text_of(index).await?),
                    None => None,
                };
                let text = self.assigned_text(word).await?;
                if let Err(message) = self.put(name, index.as_deref(), &text, assignment.append) {
                    return Err(self.fault(&message, 1));
                }
            }
            Assigned::Array(items) => self.assign_array(name, items, assignment.append).await?,
        }
        Ok(())
    }

    /// A value: a tilde also means something behind a colon.
    async fn assigned_text(&mut self, word: &Word) -> Expanded<String> {
        let tilde = |part: &Part| matches!(part, Part::Plain(text) if text.contains(":~"));
        if !word.parts.iter().any(tilde) {
            return self.text_of(word).await;
        }
        let home = self.text("HOME").unwrap_or("~").to_string();
        let swap = |part: &Part| match part {
            Part::Plain(text) => Part::Plain(text.replace(":~", &format!(":{home}"))),
            part => part.clone(),
        };
        let parts = word.parts.iter().map(swap).collect();
        let swapped = Word {
            parts,
            assignment: None,
        };
        self.text_of(&swapped).await
    }

    async fn assign_array(
        &mut self,
        name: &str,
        items: &[(Option<Word>, Word)],
        append: bool,
    ) -> Expanded<()> {
        let before = self
            .variable(name)
            .and_then(|variable| variable.value.clone());
        if matches!(before, Some(Value::Map(_))) {
            return self.assign_map(name, items, append).await;
        }
        let mut list = match before {
            Some(Value::List(items)) if append => items,
            Some(Value::Text(text)) if append => BTreeMap::from([(0, text)]),
            _ => BTreeMap::new(),
        };
        let mut next = list.keys().next_back().map_or(0, |last| last + 1);
        for (index, word) in items {
            let Some(index) = index else {
                for text in self.arguments_of(std::slice::from_ref(word)).await? {
                    list.insert(next, text);
                    next += 1;
                }
                continue;
            };
            let index = self.quoted_text_of(index).await?;
            let place = self.calculate(&index, "")?;
            list.insert(place, self.text_of(word).await?);
            next = place + 1;
        }
        self.replace(name, Value::List(list))
    }

    async fn assign_map(
        &mut self,
        name: &str,
        items: &[(Option<Word>, Word)],
        append: bool,
    ) -> Expanded<()> {
        let mut map = match self
            .variable(name)
            .and_then(|variable| variable.value.clone())
        {
            Some(Value::Map(items)) if append => items,
            _ => BTreeMap::new(),
        };
        for (index, word) in items {
            let Some(index) = index else {
                let text = self.text_of(word).await?;
                let message = format!(
                    "{name}: {text}: must use subscript when assigning \
                     associative array"
                );
                self.complain(&message);
                continue;
            };
            let key = self.quoted_text_of(index).await?;
            map.insert(key, self.text_of(word).await?);
        }
        self.replace(name, Value::Map(map))
    }

    fn replace(&mut self, name: &str, value: Value) -> Expanded<()> {
        if self
            .variable(name)
            .is_some_and(|variable| variable.readonly)
        {
            return Err(self.fault(&format!("{name}: readonly variable"), 1));
        }
        self.variables.entry(name).value = Some(value);
        Ok(())
    }

    /// Sets a variable or an item; the error is bash's message.
    pub fn put(
        &mut self,
        name: &str,
        index: Option<&str>,
        text: &str,
        append: bool,
    ) -> Result<(), String> {
        if self
            .variable(name)
            .is_some_and(|variable| variable.readonly)
        {
            return Err(format!("{name}: readonly variable"));
        }
        let mut text = text.to_string();
        if self.variable(name).is_some_and(|variable| variable.integer) {
            let before = if append { self.value(name) } else { None };
            let number = arithmetic::evaluate(&text, self)?;
            let before = before
                .and_then(|text| text.parse::<i64>().ok())
                .unwrap_or(0);
            text = before.wrapping_add(number).to_string();
        } else if append {
            let before = match index {
                Some(index) => self.item(name, index)?,
                None => self.value(name),
            };
            text = before.unwrap_or_default() + &text;
        }
        if let Some(variable) = self.variable(name) {
            if variable.lower {
                text = text.to_lowercase();
            } else if variable.upper {
                text = text.to_uppercase();
            }
        }
        if text.len() > TEXT_MOST {
            return Err(format!("{name}: a value may have 16 MiB here"));
        }
        match name {
            "RANDOM" => self.random = text.parse().unwrap_or(0),
            "OPTIND" => self.option_at = 0,
            _ => {}
        }
        self.store(name, index, text)
    }

    fn store(&mut self, name: &str, index: Option<&str>, text: String) -> Result<(), String> {
        let is_map = |value: &Value| matches!(value, Value::Map(_));
        let map = self
            .variable(name)
            .and_then(|it| it.value.as_ref())
            .is_some_and(is_map);
        let place = match index {
            Some(index) if !map => Some(self.place_of(name, index)?),
            _ => None,
        };
        let export = self.options.allexport;
        let variable = self.variables.entry(name);
        variable.exported |= export;
        match (&mut variable.value, place) {
            (Some(Value::Map(items)), _) => {
                items.insert(index.unwrap_or("0").to_string(), text);
            }
            (Some(Value::List(items)), place) => {
                items.insert(place.unwrap_or(0), text);
            }
            (value, None) => *value = Some(Value::Text(text)),
            (value, Some(place)) => {
                let mut items = BTreeMap::new();
                if let Some(Value::Text(first)) = value {
                    items.insert(0, std::mem::take(first));
                }
                items.insert(place, text);
                *value = Some(Value::List(items));
            }
        }
        Ok(())
    }
}
