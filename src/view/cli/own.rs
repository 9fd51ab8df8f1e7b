//! The commands of Drydock's terminal that ask an action of its own: one table, read both ways. The
//! terminal reads its words into an action and its request; the page says an action in the words
//! that are read into just that again, or not at all.

mod items;
mod table;

pub use table::TABLE;

use super::{Word, quoted};
use serde_json::{Map, Value, json};

/// A command that asks an action.
#[derive(Debug)]
pub struct Row {
    /// Its words behind `drydock`, such as `instances add`.
    pub words: &'static str,
    /// The action that it asks.
    pub action: &'static str,
    /// What it does, for people.
    pub about: &'static str,
    /// How it may be written, behind `drydock`.
    pub example: &'static str,
    /// The members of the request that have flags.
    pub flags: &'static [Flag],
    /// What its words without a flag are.
    pub bare: Bare,
}

/// A flag, and the member of the request that it is.
#[derive(Debug)]
pub struct Flag {
    /// With its dashes.
    pub name: &'static str,
    /// The member.
    pub member: &'static str,
    /// What it takes.
    pub kind: Kind,
    /// Whose names it may have.
    pub live: Live,
}

/// What a flag takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A text.
    Text,
    /// A whole number.
    Number,
    /// Nothing: it is true, and false as `--no-…`.
    Switch,
    /// One text or several.
    Texts,
    /// JSON.
    Json,
}

/// What the words of a command without a flag are.
#[derive(Debug)]
pub enum Bare {
    /// There are none.
    None,
    /// The values of these members, one behind the other.
    Members(&'static [Flag]),
    /// Texts, the items of a member.
    Names(&'static str),
    /// Whole numbers, the items of a member; `Live` says of what.
    Numbers(&'static str, Live),
    /// A fault and its parameters: `SlowPull image=nginx`.
    Fault,
    /// Kinds of resources, each with the members of one: `targetGroups targetGroupName=shop`.
    Resources,
}

/// Whose names a word may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Live {
    /// Nobody's.
    None,
    /// Clusters.
    Clusters,
    /// Services of the cluster.
    Services,
    /// Services of all clusters, as Application Auto Scaling names them.
    Scalable,
    /// Tasks of the cluster.
    Tasks,
    /// Containers of the tasks of the cluster.
    Containers,
    /// Container instances of the cluster.
    Instances,
    /// Capacity providers.
    Providers,
    /// Types of instances.
    Types,
    /// Availability Zones.
    Zones,
    /// Alarms.
    Alarms,
    /// Faults that are switched on.
    Faults,
    /// One of these.
    OneOf(&'static [&'static str]),
}

/// An action of Drydock's own and its request.
#[derive(Debug, PartialEq, Eq)]
pub struct Said {
    /// The action.
    pub action: &'static str,
    /// Its request.
    pub body: Value,
}

/// The command that these words begin with, `drydock` not among them, and the words behind it.
pub fn named<'w, 't>(words: &'w [&'t str]) -> Option<(&'static Row, &'w [&'t str])> {
    let behind = |row: &'static Row| {
        let own = row.words.split(' ').count();
        let begins = words.len() >= own && row.words.split(' ').eq(words[..own].iter().copied());
        begins.then(|| (row, &words[own..]))
    };
    TABLE.iter().find_map(behind)
}

/// The action that a command of these words asks; None where none of the table does.
///
/// # Errors
/// Words that are none of the command's, each with what it takes.
pub fn read(words: &[&str]) -> Option<Result<Said, String>> {
    let (row, rest) = named(words)?;
    let said = row.read(rest).map(|body| Said {
        action: row.action,
        body: Value::Object(body),
    });
    Some(said.map_err(|reason| format!("{}: {reason}", row.words)))
}

/// The words of an action of Drydock's own. None where no command is read into just this request.
pub fn say(action: &str, body: &Value) -> Option<Vec<Word>> {
    let row = TABLE.iter().find(|row| row.action == action)?;
    let parts = row.parts(body.as_object()?)?;
    let words: Vec<&str> = parts.iter().map(Part::text).collect();
    let again = row.read(&words).ok()?;
    // Objects are the same whatever the order of their members.
    if Some(&again) != body.as_object() {
        return None;
    }
    let command = Word::Command(format!("drydock {}", row.words));
    let rest = parts.iter().map(|part| match part {
        Part::Flag(text) => Word::Flag(text.clone()),
        Part::Value(text) => Word::Value(quoted(text)),
    });
    Some(std::iter::once(command).chain(rest).collect())
}

/// A word of a command, not yet quoted.
enum Part {
    Flag(String),
    Value(String),
}

impl Part {
    fn text(&self) -> &str {
        match self {
            Part::Flag(text) | Part::Value(text) => text,
        }
    }
}

impl Row {
    /// How it is written, for people: `instances add [TYPE [COUNT]] [--cluster CLUSTER] …`.
    pub fn usage(&self) -> String {
        let mut text = self.words.to_owned();
        match self.bare {
            Bare::None => {}
            Bare::Members(members) => {
                let names = members.iter().map(|flag| format!(" [{}]", flag.takes()));
                text.extend(names);
            }
            Bare::Names(_) => text.push_str(" NAME ..."),
            Bare::Numbers(..) => text.push_str(" [ID ...]"),
            Bare::Fault => text.push_str(" TYPE [MEMBER=VALUE ...]"),
            Bare::Resources => text.push_str(" KIND MEMBER=VALUE ... [KIND ...]"),
        }
        for flag in self.flags {
            text.push_str(&match flag.kind {
                Kind::Switch => format!(" [{}]", flag.name),
                Kind::Texts => format!(" [{} {} ...]", flag.name, flag.takes()),
                Kind::Text | Kind::Number | Kind::Json => {
                    format!(" [{} {}]", flag.name, flag.takes())
                }
            });
        }
        text
    }

    /// The request that these words are.
    fn read(&self, words: &[&str]) -> Result<Map<String, Value>, String> {
        let (mut body, mut bare) = (Map::new(), Vec::new());
        let mut words = words.iter().copied().peekable();
        while let Some(word) = words.next() {
            if !word.starts_with("--") || word.len() == 2 {
                bare.push(word);
                self.bare_read(&bare, &mut body)?;
                continue;
            }
            let (name, given) = match word.split_once('=') {
                Some((name, value)) => (name, Some(value)),
                None => (word, None),
            };
            let (flag, on) = self.flag(name)?;
            let value = match flag.kind {
                Kind::Switch => Value::Bool(on),
                Kind::Texts => {
                    let mut items: Vec<&str> = given.into_iter().collect();
                    while let Some(item) = words.next_if(|word| !word.starts_with("--")) {
                        items.push(item);
                    }
                    json!(items)
                }
                Kind::Text | Kind::Number | Kind::Json => {
                    let value = given.or_else(|| words.next());
                    let value = value.ok_or_else(|| format!("{name} needs {}", flag.takes()))?;
                    flag.kind.value(value)
                }
            };
            body.insert(flag.member.to_owned(), value);
        }
        Ok(body)
    }

    /// The flag of this name, and whether it switches on.
    fn flag(&self, name: &str) -> Result<(&'static Flag, bool), String> {
        let named = |name: &str| self.flags.iter().find(|flag| flag.name == name);
        if let Some(flag) = named(name) {
            return Ok((flag, true));
        }
        let off = name.strip_prefix("--no-");
        let off = off.and_then(|name| named(&format!("--{name}")));
        if let Some(flag) = off.filter(|flag| flag.kind == Kind::Switch) {
            return Ok((flag, false));
        }
        let known: Vec<&str> = self.flags.iter().map(|flag| flag.name).collect();
        Err(match known.is_empty() {
            true => format!("there is no {name}: it takes no flags"),
            false => format!("there is no {name}: it takes {}", known.join(", ")),
        })
    }

    /// Reads the last of the words without a flag.
    fn bare_read(&self, bare: &[&str], body: &mut Map<String, Value>) -> Result<(), String> {
        let (Some(word), at) = (bare.last().copied(), bare.len() - 1) else {
            return Ok(());
        };
        let list = |body: &mut Map<String, Value>, member: &str, item: Value| {
            let items = body.entry(member).or_insert_with(|| json!([]));
            if let Some(items) = items.as_array_mut() {
                items.push(item);
            }
        };
        match self.bare {
            Bare::None => return Err(format!("`{word}` is one word too many")),
            Bare::Members(members) => {
                let flag = members.get(at);
                let flag = flag.ok_or_else(|| format!("`{word}` is one word too many"))?;
                body.insert(flag.member.to_owned(), flag.kind.value(word));
            }
            Bare::Names(member) => list(body, member, json!(word)),
            Bare::Numbers(member, _) => list(body, member, Kind::Number.value(word)),
            Bare::Fault => items::fault_word(at, word, body)?,
            Bare::Resources => items::resource_word(word, body)?,
        }
        Ok(())
    }

    /// The words of a request, in its order; None where a member has none.
    fn parts(&self, body: &Map<String, Value>) -> Option<Vec<Part>> {
        let mut parts = Vec::new();
        match self.bare {
            Bare::Fault => {
                parts.extend(items::fault_words(body)?.into_iter().map(Part::Value));
                return Some(parts);
            }
            Bare::Resources => {
                parts.extend(items::resource_words(body)?.into_iter().map(Part::Value));
                return Some(parts);
            }
            Bare::None | Bare::Members(_) | Bare::Names(_) | Bare::Numbers(..) => {}
        }
        for (member, value) in body {
            match self.flags.iter().find(|flag| flag.member == member) {
                Some(flag) => flag.parts(value, &mut parts)?,
                None => self.bare_parts(member, value, &mut parts)?,
            }
        }
        Some(parts)
    }

    fn bare_parts(&self, member: &str, value: &Value, parts: &mut Vec<Part>) -> Option<()> {
        match self.bare {
            Bare::Members(members) => {
                let flag = members.iter().find(|flag| flag.member == member)?;
                parts.push(Part::Value(flag.kind.text(value)?));
            }
            Bare::Names(own) | Bare::Numbers(own, _) if own == member => {
                let items = value.as_array()?.iter();
                let texts = items.map(|item| Kind::Text.text(item).map(Part::Value));
                parts.extend(texts.collect::<Option<Vec<Part>>>()?);
            }
            Bare::None | Bare::Names(_) | Bare::Numbers(..) | Bare::Fault | Bare::Resources => {
                return None;
            }
        }
        Some(())
    }
}

impl Flag {
    /// What stands for its value where it is explained.
    pub fn takes(&self) -> String {
        let name = self.name.trim_start_matches('-').to_uppercase();
        match self.kind {
            Kind::Json => "JSON".to_owned(),
            Kind::Text | Kind::Number | Kind::Switch | Kind::Texts => name,
        }
    }

    fn parts(&self, value: &Value, parts: &mut Vec<Part>) -> Option<()> {
        match (self.kind, value) {
            (Kind::Switch, Value::Bool(true)) => parts.push(Part::Flag(self.name.to_owned())),
            (Kind::Switch, Value::Bool(false)) => {
                let name = self.name.trim_start_matches('-');
                parts.push(Part::Flag(format!("--no-{name}")));
            }
            (Kind::Switch, _) => return None,
            (Kind::Texts, value) => {
                parts.push(Part::Flag(self.name.to_owned()));
                let items = value.as_array()?.iter();
                let texts = items.map(|item| item.as_str().map(|text| Part::Value(text.into())));
                parts.extend(texts.collect::<Option<Vec<Part>>>()?);
            }
            (Kind::Text | Kind::Number | Kind::Json, value) => {
                parts.push(Part::Flag(self.name.to_owned()));
                parts.push(Part::Value(self.kind.text(value)?));
            }
        }
        Some(())
    }
}

impl Kind {
    /// A word as the value of a member. What is no number stays a text, so that the action answers
    /// for it.
    fn value(self, word: &str) -> Value {
        let read = match self {
            Kind::Number => word.parse::<i64>().ok().map(|number| json!(number)),
            Kind::Json => serde_json::from_str(word).ok(),
            Kind::Text | Kind::Switch | Kind::Texts => None,
        };
        read.unwrap_or_else(|| json!(word))
    }

    /// A value as a word.
    fn text(self, value: &Value) -> Option<String> {
        match (self, value) {
            (Kind::Json, Value::Object(_) | Value::Array(_)) => Some(value.to_string()),
            (_, Value::String(text)) => Some(text.clone()),
            (_, Value::Number(number)) => Some(number.to_string()),
            (_, Value::Null | Value::Bool(_) | Value::Object(_) | Value::Array(_)) => None,
        }
    }
}

#[cfg(test)]
mod tests;
