//! The text of an import, read once for all forms.

use super::yaml;
use crate::taskdef::parse;
use serde_json::Value;

/// A text, and the tree that it is.
pub struct Source<'t> {
    /// The text.
    pub text: &'t str,
    /// The text as JSON; None if it is none.
    pub json: Option<Value>,
    /// The text as YAML; None if it is none, or meant as JSON.
    pub yaml: Option<Value>,
}

impl Source<'_> {
    /// Reads a text.
    pub fn new(text: &str) -> Source<'_> {
        let json = parse::tree(text).ok().map(|tree| tree.to_value());
        // What begins like JSON is meant as JSON, although YAML would take it.
        let is_yaml = json.is_none() && !text.trim_start().starts_with(['{', '[']);
        let yaml = is_yaml.then(|| yaml::read(text)).flatten();
        Source { text, json, yaml }
    }

    /// The tree, whichever way it is written.
    pub fn tree(&self) -> Option<&Value> {
        self.json.as_ref().or(self.yaml.as_ref())
    }
}
