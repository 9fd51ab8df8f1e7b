use super::testing::{granted, refused};
use super::*;
use crate::api::testing::Asked;

#[test]
fn every_operation_of_the_tables_is_carried_out() {
    let mut all = 0;
    for service in shapes::services().iter().filter(|one| one.name != "ecs") {
        let own = SERVICES.iter().find(|own| own.name == service.name);
        let own = own.unwrap_or_else(|| panic!("{} is not simulated", service.name));
        let simulated: Vec<&str> = own.operations.iter().map(|(name, _)| *name).collect();
        let known = service.operations().iter().map(|one| one.name);
        assert_eq!(simulated, known.collect::<Vec<_>>(), "{}", service.name);
        all += 1;
    }
    assert_eq!(all, SERVICES.len());
}

#[test]
fn ecs_itself_is_asked_as_it_is() {
    let mut asked = Asked::default();
    let answer = call(&mut asked, "ecs", "ListClusters", "{}");
    assert_eq!(answer.body, r#"{"clusterArns":[]}"#);
}

#[test]
fn lists_come_in_pages() {
    let mut asked = Asked::default();
    let ask = |asked: &mut Asked, body| granted(asked, "elbv2", "DescribeTargetGroups", body);
    let names = |page: &Value| {
        let groups = page["TargetGroups"].as_array().expect("a list");
        let names = groups.iter().map(|row| row["TargetGroupName"].to_string());
        names.collect::<Vec<_>>()
    };
    let whole = ask(&mut asked, json!({}));
    assert_eq!(names(&whole).len(), 5);
    assert_eq!(whole["NextMarker"], Value::Null);
    let first = ask(&mut asked, json!({"PageSize": 3}));
    let next = json!({"PageSize": 3, "Marker": first["NextMarker"]});
    let second = ask(&mut asked, next);
    assert_eq!([names(&first), names(&second)].concat(), names(&whole));
    assert_eq!(second["NextMarker"], Value::Null);
    let said = refused(
        &mut asked,
        "elbv2",
        "DescribeTargetGroups",
        json!({"Marker": "x"}),
    );
    assert_eq!(said, "ValidationError: The token x is not valid.");
}
