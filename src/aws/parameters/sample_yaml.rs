//! A sample request as YAML: `--generate-cli-skeleton yaml-input`. Behind a member stands what the
//! model says of it: whether it is required, and which values it may have.

use super::skeleton::MOMENT_SPACED;
use crate::shapes::{Kind, Member, Shape};

/// A sample request with remarks.
pub fn input(shape: &'static Shape) -> String {
    let mut out = String::new();
    if shape.members().is_empty() {
        return "{}\n".to_owned();
    }
    members(shape, "", "", &mut vec![shape.name], &mut out);
    out
}

/// The members of a structure, the first behind `lead`, the others behind `indent`.
fn members(
    shape: &'static Shape,
    lead: &str,
    indent: &str,
    stack: &mut Vec<&'static str>,
    out: &mut String,
) {
    for (index, member) in shape.members().iter().enumerate() {
        let before = if index == 0 { lead } else { indent };
        out.push_str(&format!("{before}{}:", member.name));
        value(member.shape.get(), &remark(member), indent, stack, out);
    }
}

fn remark(member: &Member) -> String {
    let mut parts = Vec::new();
    if member.required {
        parts.push("[REQUIRED]".to_owned());
    }
    if let Kind::Text { one_of, .. } = member.shape.get().kind
        && !one_of.is_empty()
    {
        parts.push(format!("Valid values are: {}.", one_of.join(", ")));
    }
    if parts.is_empty() {
        String::new()
    } else {
        format!(" # {}", parts.join(" "))
    }
}

/// A value behind a colon.
fn value(
    shape: &'static Shape,
    remark: &str,
    indent: &str,
    stack: &mut Vec<&'static str>,
    out: &mut String,
) {
    let deeper = format!("{indent}  ");
    match &shape.kind {
        Kind::Structure { .. } if stack.contains(&shape.name) || shape.members().is_empty() => {
            out.push_str(&format!(" {{}}{remark}\n"));
        }
        Kind::Structure { .. } => {
            out.push_str(&format!("{remark}\n"));
            stack.push(shape.name);
            members(shape, &deeper, &deeper, stack, out);
            stack.pop();
        }
        Kind::List { of, .. } => {
            out.push_str(&format!("{remark}\n"));
            item(of.get(), indent, stack, out);
        }
        Kind::Map { value: of } => {
            out.push_str(&format!("{remark}\n{deeper}KeyName:"));
            value(of.get(), "", &deeper, stack, out);
        }
        _ => out.push_str(&format!(" {}{remark}\n", scalar(shape))),
    }
}

fn item(shape: &'static Shape, indent: &str, stack: &mut Vec<&'static str>, out: &mut String) {
    let lead = format!("{indent}- ");
    match &shape.kind {
        Kind::Structure { .. } if !stack.contains(&shape.name) => {
            stack.push(shape.name);
            members(shape, &lead, &format!("{indent}  "), stack, out);
            stack.pop();
        }
        Kind::Structure { .. } => out.push_str(&format!("{lead}{{}}\n")),
        _ => out.push_str(&format!("{lead}{}\n", scalar(shape))),
    }
}

fn scalar(shape: &Shape) -> String {
    match shape.kind {
        Kind::Text {
            one_of: [first, ..],
            ..
        } => (*first).to_owned(),
        Kind::Integer { .. } | Kind::Long => "0".to_owned(),
        Kind::Number { .. } => "0.0".to_owned(),
        Kind::Truth => "true".to_owned(),
        Kind::Time => MOMENT_SPACED.to_owned(),
        Kind::Text { .. } => "''".to_owned(),
        Kind::Structure { .. } | Kind::List { .. } | Kind::Map { .. } | Kind::Document => {
            "{}".to_owned()
        }
    }
}
