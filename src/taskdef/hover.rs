//! What the editor says of a member when the pointer rests on its name or its value.

use super::caret::{Caret, Step, scan};
use super::fields::{self, Field};
use std::ops::Range;

/// What a member is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hover {
    /// The token that it is about.
    pub range: Range<usize>,
    /// The member and its kind: `cpu: text`.
    pub title: String,
    /// What it is for, and its values if there are only some.
    pub text: String,
    /// Where the facts are from.
    pub source: String,
}

/// What is to be said of the member at a byte offset.
pub fn hover(text: &str, offset: usize) -> Option<Hover> {
    let caret = scan(text, offset).caret;
    if caret.token.is_empty() || offset >= caret.token.end {
        return None;
    }
    let (field, depth) = field_of(&caret)?;
    let steps = caret.steps.get(..depth)?;
    let shape = fields::shape_at(steps)?;
    let mut item = steps.to_vec();
    item.push(Step::Item(0));
    let of_items = fields::shape_at(&item).map_or(&[][..], |item| item.one_of());
    let values = [shape.one_of(), of_items].concat();
    let mut text = field.says.to_owned();
    if !values.is_empty() {
        text.push_str(&format!(" One of {}.", values.join(", ")));
    }
    let name = field.path.rsplit('.').next().unwrap_or(field.path);
    let required = match steps.split_last() {
        Some((_, parent)) => is_required(parent, name),
        None => false,
    };
    let required = if required { ", required" } else { "" };
    Some(Hover {
        range: caret.token,
        title: format!("{name}: {}{required}", fields::kind(shape)),
        text,
        source: source(steps),
    })
}

/// The field at the caret or, inside a list or map of plain values, around it; and how many steps
/// lead to it.
fn field_of(caret: &Caret) -> Option<(&'static Field, usize)> {
    let whole = caret.steps.len();
    let at = |depth: usize| {
        let path = super::caret::pattern(caret.steps.get(..depth)?);
        Some((fields::field_at(&path)?, depth))
    };
    if caret.in_value
        && caret
            .steps
            .last()
            .is_some_and(|step| matches!(step, Step::Item(_)))
    {
        return at(whole - 1);
    }
    at(whole)
}

fn is_required(parent: &[Step], name: &str) -> bool {
    let mut members = fields::members_at(parent).iter();
    members.any(|member| member.name == name && member.required)
}

fn source(steps: &[Step]) -> String {
    let parents = (0..steps.len()).rev();
    let mut shapes = parents.filter_map(|depth| fields::shape_at(&steps[..depth]));
    let parent = shapes.find(|shape| !shape.members().is_empty());
    match parent.map(|shape| shape.name) {
        None | Some("RegisterTaskDefinitionRequest") => "ECS API, RegisterTaskDefinition".into(),
        Some(name) => format!("ECS API, {name}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn over(text: &str) -> String {
        let offset = text.find('|').expect("a bar");
        match hover(&text.replacen('|', "", 1), offset) {
            Some(hover) => format!("{} ({})", hover.title, hover.source),
            None => "nothing".into(),
        }
    }

    #[test]
    fn explains_names_and_values() {
        let family = "family: text, required (ECS API, RegisterTaskDefinition)";
        let cpu = "cpu: integer (ECS API, ContainerDefinition)";
        for (text, expected) in [
            (r#"{"fam|ily": "web"}"#, family),
            (r#"{"family": "|web"}"#, family),
            (r#"{"family": "web"|}"#, "nothing"),
            (r#"{"nosuch|": 1}"#, "nothing"),
            (r#"{"containerDefinitions": [{"|cpu": 1"#, cpu),
        ] {
            assert_eq!(over(text), expected, "{text}");
        }
    }

    #[test]
    fn names_the_values_of_enums() {
        let text = r#"{"networkMode": "awsvpc", "requiresCompatibilities": ["EC2"]}"#;
        let mode = hover(text, 3).expect("a text").text;
        assert!(
            mode.ends_with(" One of bridge, host, awsvpc, none."),
            "{mode}"
        );
        for place in ["requiresC", "EC2"] {
            let types = hover(text, text.find(place).expect(place))
                .expect("a text")
                .text;
            assert!(types.contains(" One of EC2, FARGATE,"), "{types}");
        }
    }
}
