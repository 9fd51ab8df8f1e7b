use super::*;
use serde_json::Value;
use std::collections::BTreeSet;

/// The steps of a path as the table writes it.
fn steps(path: &str) -> Vec<Step> {
    let mut steps = Vec::new();
    for part in path.split('.') {
        steps.push(Step::Member(part.trim_end_matches("[]").into()));
        if part.ends_with("[]") {
            steps.push(Step::Item(0));
        }
    }
    steps
}

#[test]
fn every_field_says_one_short_sentence_of_its_own() {
    let mut paths = BTreeSet::new();
    for Field { path, says, .. } in all() {
        assert!(paths.insert(path), "{path} twice");
        assert!(says.ends_with('.'), "{path}: {says}");
        assert!(says.chars().count() <= 160, "{path}: {says}");
        assert!(
            says.starts_with(|c: char| !c.is_lowercase()),
            "{path}: {says}"
        );
    }
}

#[test]
fn areas_are_sorted() {
    for area in [
        task::FIELDS,
        container::FIELDS,
        life::FIELDS,
        networking::FIELDS,
        storage::FIELDS,
        logging::FIELDS,
        linux::FIELDS,
    ] {
        for pair in area.windows(2) {
            assert!(pair[0].path < pair[1].path, "{}", pair[1].path);
        }
    }
}

#[test]
fn examples_fit_the_api_model() {
    for field in all() {
        let shape = shape_at(&steps(field.path));
        let shape = shape.unwrap_or_else(|| panic!("{} is no member", field.path));
        let example = serde_json::from_str(field.example);
        let example = example.unwrap_or_else(|_| panic!("{}: {}", field.path, field.example));
        fits(field.path, shape, &example);
    }
}

#[test]
fn the_table_has_the_members_of_the_api_model() {
    let is_key = |path: &str| {
        let parent = path.rsplit_once('.').map(|(parent, _)| parent);
        let parent = parent.and_then(|parent| shape_at(&steps(parent)));
        parent.is_some_and(|parent| kind(parent) == "map")
    };
    let paths = all().map(|field| field.path);
    let table: BTreeSet<String> = paths
        .filter(|path| !is_key(path))
        .map(str::to_owned)
        .collect();
    let mut model = BTreeSet::new();
    let input = shapes::definition();
    collect(String::new(), input, &mut model);
    let missing: Vec<_> = model.difference(&table).collect();
    assert!(missing.is_empty(), "no field for {missing:?}");
    assert_eq!(table, model);
}

fn collect(parent: String, shape: &Shape, into: &mut BTreeSet<String>) {
    if let Kind::List { of, .. } = &shape.kind {
        collect(format!("{parent}[]"), of.get(), into);
    }
    for member in shape.members() {
        let dot = if parent.is_empty() { "" } else { "." };
        let path = format!("{parent}{dot}{}", member.name);
        into.insert(path.clone());
        collect(path, member.shape.get(), into);
    }
}

fn fits(path: &str, shape: &Shape, value: &Value) {
    match (&shape.kind, value) {
        (Kind::Structure { members, .. }, Value::Object(object)) => {
            for (name, value) in object {
                let member = shape.member(name);
                let member = member.unwrap_or_else(|| panic!("{path}: no {name}"));
                fits(path, member.shape.get(), value);
            }
            for member in members.iter().filter(|member| member.required) {
                assert!(object.contains_key(member.name), "{path}: {}", member.name);
            }
        }
        (Kind::List { of, .. }, Value::Array(items)) => {
            items.iter().for_each(|item| fits(path, of.get(), item));
        }
        (Kind::Map { value }, Value::Object(object)) => {
            object
                .values()
                .for_each(|item| fits(path, value.get(), item));
        }
        (Kind::Text { one_of, .. }, Value::String(text)) => {
            assert!(
                one_of.is_empty() || one_of.contains(&text.as_str()),
                "{path}: {text}"
            );
        }
        (Kind::Integer { .. } | Kind::Long, Value::Number(number)) => {
            assert!(number.is_i64(), "{path}: {number}");
        }
        (Kind::Truth, Value::Bool(_)) => {}
        _ => panic!("{path}: {value} is no {}", kind(shape)),
    }
}
