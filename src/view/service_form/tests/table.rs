//! The table has a field for all that the API takes.

use super::super::field::{Field, root, row_shape, shape_at};
use super::super::{all_fields, fixed, place};
use super::{Form, registered_plain};
use crate::shapes::{Kind, Shape, input};

/// Members that no field asks for: the first two the page fills in, the others change nothing in
/// the simulation.
const WITHOUT_FIELD: &[&str] = &["cluster", "clientToken", "gatewayConnectors", "monitoring"];

/// Collects the members below a structure that no field has.
fn missing(of: &Shape, fields: &[&Field], base: &str, without: &mut Vec<String>) {
    for member in of.members() {
        let path = place::join(base, member.name);
        let shape = member.shape.get();
        let field = fields.iter().find(|field| field.path == path);
        match (field, &shape.kind) {
            (Some(field), _) => {
                if let Some(rows) = field.rows {
                    let Some(item) = shape.item() else {
                        panic!("{path} is no list");
                    };
                    let fields: Vec<&Field> = rows.fields.iter().collect();
                    let mut inner = Vec::new();
                    missing(item, &fields, "", &mut inner);
                    without.extend(inner.iter().map(|name| format!("{path}[].{name}")));
                }
            }
            (None, Kind::Structure { .. }) => missing(shape, fields, &path, without),
            (
                None,
                Kind::List { .. }
                | Kind::Map { .. }
                | Kind::Text { .. }
                | Kind::Integer { .. }
                | Kind::Long
                | Kind::Number { .. }
                | Kind::Truth
                | Kind::Time
                | Kind::Document,
            ) => without.push(path),
        }
    }
}

#[test]
fn each_member_of_the_two_actions_has_a_field() {
    let fields: Vec<&Field> = all_fields().collect();
    for action in ["CreateService", "UpdateService"] {
        let mut without = Vec::new();
        missing(input(action).expect("it is"), &fields, "", &mut without);
        let known = |path: &String| {
            let member = path.split(['.', '[']).next().unwrap_or("");
            // The field of the name has CreateService's member for it.
            WITHOUT_FIELD.contains(&member) || path == "service"
        };
        without.retain(|path| !known(path));
        assert_eq!(without, [""; 0], "{action}");
    }
}

#[test]
fn each_field_is_a_member() {
    fn check(of: &Shape, field: &Field) {
        let shape = shape_at(of, field.path);
        assert!(shape.is_some(), "{} has no {}", of.name, field.path);
        if let Some(rows) = field.rows {
            let of = row_shape(of, field.path).expect("a list");
            rows.fields.iter().for_each(|field| check(of, field));
        }
    }
    for one in all_fields() {
        check(root(one), one);
    }
}

#[test]
fn what_cannot_change_says_why() {
    let form = Form::of_service(Form::new(registered_plain()).send());
    let fixed = |path: &str| fixed(&form.seen(), path).is_some();
    for path in [
        "serviceName",
        "launchType",
        "schedulingStrategy",
        "role",
        "tags",
    ] {
        assert!(fixed(path), "{path}");
    }
    let update = input("UpdateService").expect("it is");
    for field in all_fields() {
        let member = field.path.split('.').next().unwrap_or("");
        assert_eq!(
            fixed(field.path),
            update.member(member).is_none(),
            "{member}"
        );
    }
}
