//! Answers as text: the five forms of `--output`.

pub mod table;
pub mod text;
pub mod width;
pub mod yaml;
mod yaml_scalar;

use crate::aws::call::pages::Pages;
use crate::aws::failure::Failure;
use crate::aws::parameters::skeleton::{MOMENT, MOMENT_SPACED};
use crate::aws::python::dump::{OUTPUT, SCALAR, dumps};
use crate::aws::query::Query;
use crate::aws::stream::Stream;
use serde_json::{Map, Value, json};

/// A form of output.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Indented by four.
    Json,
    /// Between tabs.
    Text,
    /// In boxes.
    Table,
    /// One document.
    Yaml,
    /// A list for each answer.
    YamlStream,
}

/// The forms by name.
pub const FORMS: &[(&str, Form)] = &[
    ("json", Form::Json),
    ("text", Form::Text),
    ("table", Form::Table),
    ("yaml", Form::Yaml),
    ("yaml-stream", Form::YamlStream),
];

/// How an answer is shown.
pub struct Printer {
    /// In which form.
    pub form: Form,
    /// What of it.
    pub query: Option<Query>,
    /// Whether tables have colours.
    pub colours: bool,
    /// How many columns tables may have before they are turned on their side.
    pub columns: usize,
    /// Where.
    pub out: Stream,
}

impl Printer {
    fn chosen(&self, answer: Value) -> Result<Value, Failure> {
        match &self.query {
            Some(query) => query.search(&answer).map_err(Failure::general),
            None => Ok(answer),
        }
    }

    fn write(&self, text: &str) {
        self.out.write(text.as_bytes());
    }

    /// Shows one answer; `title` is the operation's name.
    pub fn print(&self, title: &str, answer: Value) -> Result<(), Failure> {
        let chosen = self.chosen(answer)?;
        self.show(title, chosen)
    }

    /// Shows a sample of an answer: its moments are none that a service told, and JSON alone writes
    /// them like those. Here they count as texts when the query looks at them.
    pub fn print_sample(&self, title: &str, answer: Value) -> Result<(), Failure> {
        let mut chosen = self.chosen(answer)?;
        let is_scalar = !chosen.is_array() && !chosen.is_object();
        let is_empty = chosen == Value::Object(Map::new());
        match self.form {
            Form::Json => {}
            Form::Text | Form::Table => spaced(&mut chosen),
            Form::Yaml if is_scalar => {}
            Form::Yaml | Form::YamlStream if is_empty => {}
            Form::Yaml | Form::YamlStream => {
                spaced(&mut chosen);
                if self.form == Form::YamlStream {
                    chosen = Value::Array(vec![chosen]);
                }
                let text = yaml::dump(&chosen);
                self.write(&text.replace(&format!("'{MOMENT_SPACED}'"), MOMENT_SPACED));
                return Ok(());
            }
        }
        self.show(title, chosen)
    }

    fn show(&self, title: &str, chosen: Value) -> Result<(), Failure> {
        let is_empty = chosen == Value::Object(Map::new());
        match self.form {
            Form::Json if is_empty => {}
            Form::Json => self.write(&(dumps(&chosen, OUTPUT) + "\n")),
            Form::Text => return self.print_text(&chosen),
            Form::Table => {
                let (colours, columns) = (self.colours, self.columns);
                let text = table::table(title, &chosen, colours, columns);
                self.write(&text.map_err(Failure::general)?);
            }
            Form::Yaml | Form::YamlStream if is_empty => {}
            Form::Yaml => self.write(&yaml_or_scalar(&chosen)),
            Form::YamlStream => self.write(&yaml::dump(&Value::Array(vec![chosen]))),
        }
        Ok(())
    }

    fn print_text(&self, chosen: &Value) -> Result<(), Failure> {
        let mut text = String::new();
        let outcome = text::write(chosen, &mut text);
        self.write(&text);
        outcome.map_err(Failure::general)
    }

    /// Shows a list that comes in pages: as texts and streams each page when it is there, else all
    /// of it in the end.
    pub async fn print_pages(&self, title: &str, mut pages: Pages) -> Result<(), Failure> {
        match self.form {
            Form::Json | Form::Table | Form::Yaml => {
                let whole = pages.whole().await?;
                self.print(title, whole)
            }
            Form::YamlStream => {
                while let Some(page) = pages.next().await {
                    let chosen = self.chosen(page?)?;
                    self.write(&yaml::dump(&Value::Array(vec![chosen])));
                }
                Ok(())
            }
            Form::Text => {
                while let Some(page) = pages.next().await {
                    let page = page?;
                    let mut shown = Map::new();
                    for key in pages.result_keys() {
                        let found = page.get(*key).cloned().unwrap_or_default();
                        shown.insert((*key).to_owned(), found);
                    }
                    let chosen = self.chosen(Value::Object(shown))?;
                    self.print_text(&chosen)?;
                }
                match &pages.resume_token {
                    Some(token) => {
                        let chosen = self.chosen(json!({"NextToken": {"NextToken": token}}))?;
                        self.print_text(&chosen)
                    }
                    None => Ok(()),
                }
            }
        }
    }
}

/// Writes the moments of a sample as Python does.
fn spaced(value: &mut Value) {
    match value {
        Value::String(text) if text == MOMENT => *text = MOMENT_SPACED.to_owned(),
        Value::Array(items) => items.iter_mut().for_each(spaced),
        Value::Object(members) => members.values_mut().for_each(spaced),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// A scalar alone is written as JSON: YAML would end it with dots.
fn yaml_or_scalar(value: &Value) -> String {
    match value {
        Value::Array(_) | Value::Object(_) => yaml::dump(value),
        scalar => dumps(scalar, SCALAR) + "\n",
    }
}
