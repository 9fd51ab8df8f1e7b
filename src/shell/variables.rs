//! Variables: texts and arrays, of the shell and of the functions under way.

use std::collections::BTreeMap;

/// What a variable holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    Text(String),
    List(BTreeMap<i64, String>),
    Map(BTreeMap<String, String>),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variable {
    /// None: declared, not set.
    pub value: Option<Value>,
    pub exported: bool,
    pub readonly: bool,
    pub integer: bool,
    /// `declare -n`: the value is the name of the variable that is meant.
    pub reference: bool,
    /// `declare -l` and `declare -u`: what is assigned is made lower or upper case.
    pub lower: bool,
    pub upper: bool,
}

/// A variable without a value.
pub const UNSET: Variable = Variable {
    value: None,
    exported: false,
    readonly: false,
    integer: false,
    reference: false,
    lower: false,
    upper: false,
};

/// References that may lead to each other.
const REFERENCES_MOST: usize = 10;

/// All variables. A function's own hide those of who called it.
#[derive(Clone, Debug, Default)]
pub struct Variables {
    global: BTreeMap<String, Variable>,
    local: Vec<BTreeMap<String, Variable>>,
}

impl Variables {
    pub fn get(&self, name: &str) -> Option<&Variable> {
        self.own(self.meant(name))
    }

    /// The name that a name leads to: it may be that of a reference.
    fn meant<'a>(&'a self, name: &'a str) -> &'a str {
        let mut name = name;
        for _ in 0..REFERENCES_MOST {
            match self.own(name) {
                Some(variable) if variable.reference => match variable.value.as_ref() {
                    Some(Value::Text(target)) if target != name => name = target,
                    _ => return name,
                },
                _ => return name,
            }
        }
        name
    }

    /// The name that a reference leads to.
    pub fn target<'a>(&'a self, name: &'a str) -> Option<&'a str> {
        Some(self.meant(name)).filter(|target| *target != name)
    }

    /// The variable of just this name.
    fn own(&self, name: &str) -> Option<&Variable> {
        let own = self.local.iter().rev().find_map(|scope| scope.get(name));
        own.or_else(|| self.global.get(name))
    }

    /// The variable that an assignment means, made if there is none.
    pub fn entry(&mut self, name: &str) -> &mut Variable {
        let name = self.meant(name).to_string();
        self.own_entry(&name)
    }

    /// The variable of just this name, made if there is none.
    pub fn own_entry(&mut self, name: &str) -> &mut Variable {
        let scope = self
            .local
            .iter()
            .rposition(|scope| scope.contains_key(name));
        let scope = match scope {
            Some(at) => &mut self.local[at],
            None => &mut self.global,
        };
        scope.entry(name.to_string()).or_insert(UNSET)
    }

    pub fn unset(&mut self, name: &str) {
        let scope = self
            .local
            .iter_mut()
            .rev()
            .find(|scope| scope.contains_key(name));
        scope.unwrap_or(&mut self.global).remove(name);
    }

    pub fn enter(&mut self) {
        self.local.push(BTreeMap::new());
    }

    pub fn leave(&mut self) {
        self.local.pop();
    }

    pub fn in_function(&self) -> bool {
        !self.local.is_empty()
    }

    /// Makes a variable of the function under way; it starts unset.
    pub fn make_local(&mut self, name: &str) {
        let exported = self.get(name).is_some_and(|variable| variable.exported);
        if let Some(scope) = self.local.last_mut() {
            let fresh = Variable { exported, ..UNSET };
            scope.entry(name.to_string()).or_insert(fresh);
        }
    }

    /// Puts a variable in front of all others of its name, until `leave`.
    pub fn put_local(&mut self, name: &str, variable: Variable) {
        if let Some(scope) = self.local.last_mut() {
            scope.insert(name.to_string(), variable);
        }
    }

    /// All that are seen, by name.
    pub fn seen(&self) -> BTreeMap<&str, &Variable> {
        let mut seen = BTreeMap::new();
        for scope in std::iter::once(&self.global).chain(&self.local) {
            for (name, variable) in scope {
                seen.insert(name.as_str(), variable);
            }
        }
        seen
    }

    /// What commands get to see.
    pub fn environment(&self) -> BTreeMap<String, String> {
        let mut environment = BTreeMap::new();
        for (name, variable) in self.seen() {
            if let (true, Some(Value::Text(text))) = (variable.exported, &variable.value) {
                environment.insert(name.to_string(), text.clone());
            }
        }
        environment
    }
}

impl Value {
    /// What `$name` gives: of an array the item 0.
    pub fn text(&self) -> Option<&str> {
        match self {
            Value::Text(text) => Some(text),
            Value::List(items) => items.get(&0).map(String::as_str),
            Value::Map(items) => items.get("0").map(String::as_str),
        }
    }

    pub fn all(&self) -> Vec<String> {
        match self {
            Value::Text(text) => vec![text.clone()],
            Value::List(items) => items.values().cloned().collect(),
            Value::Map(items) => items.values().cloned().collect(),
        }
    }

    pub fn keys(&self) -> Vec<String> {
        match self {
            Value::Text(_) => vec!["0".to_string()],
            Value::List(items) => items.keys().map(i64::to_string).collect(),
            Value::Map(items) => items.keys().cloned().collect(),
        }
    }
}
