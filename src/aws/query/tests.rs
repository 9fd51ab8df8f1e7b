use super::*;
use serde_json::json;

fn search(expression: &str, value: Value) -> Value {
    let query = Query::new(expression).unwrap_or_else(|said| panic!("{expression}: {said}"));
    query
        .search(&value)
        .unwrap_or_else(|said| panic!("{expression}: {said}"))
}

#[test]
fn keeps_the_order_of_members() {
    let value = json!({"services": [{"b": 1, "a": 2}, {"b": 3, "a": 4}]});
    let found = search("services[?b > `1`].{z: b, y: a}", value.clone());
    assert_eq!(found.to_string(), r#"[{"z":3,"y":4}]"#);
    assert_eq!(search("services[0]", value).to_string(), r#"{"b":1,"a":2}"#);
}

#[test]
fn says_what_the_library_says() {
    let said = |expression: &str| match Query::new(expression) {
        Ok(query) => query.search(&json!({"a": [1, "b"]})).unwrap_err(),
        Err(said) => said,
    };
    assert_eq!(
        said("a[?b=='c'"),
        "Invalid jmespath expression: Incomplete expression:\n\"a[?b=='c'\"\n          ^"
    );
    assert_eq!(
        said("a b"),
        "Unexpected token: b: Parse error at column 2, token \"b\" (UNQUOTED_IDENTIFIER), \
         for expression:\n\"a b\"\n   ^"
    );
    assert_eq!(
        said("a=b"),
        "Bad jmespath expression: Unknown token '=':\na=b\n ^"
    );
    assert_eq!(said("lenght(a)"), "Unknown function: lenght()");
    assert_eq!(
        said("sum(a)"),
        "In function sum(), invalid type for value: b, expected one of: ['array-number'], \
         received: \"str\""
    );
    assert_eq!(
        said("join(a)"),
        "Expected 2 arguments for function join(), received 1"
    );
}

#[test]
fn deep_expressions_are_refused() {
    let deep = "(".repeat(10_000) + "a" + &")".repeat(10_000);
    assert_eq!(
        Query::new(&deep).unwrap_err(),
        "maximum recursion depth exceeded"
    );
}

/// The public suite: what each expression finds, and which are refused.
#[test]
fn passes_the_compliance_suite() {
    let suite = include_str!("../../../tests/fixtures/jmespath/compliance.json");
    let suite: Value = serde_json::from_str(suite).unwrap();
    let (mut count, mut wrong) = (0, String::new());
    for (part, groups) in suite.as_object().unwrap() {
        for group in groups.as_array().unwrap() {
            for case in group["cases"].as_array().unwrap() {
                let expression = case["expression"].as_str().unwrap();
                let found = Query::new(expression).and_then(|query| query.search(&group["given"]));
                let fits = match (case.get("result"), &found) {
                    (Some(wanted), Ok(found)) => run::equal(wanted, found),
                    (None, Err(_)) => case.get("error").is_some(),
                    _ => case.get("bench").is_some(),
                };
                count += 1;
                if !fits {
                    wrong += &format!("{part}: {expression}: {case}\n  {found:?}\n");
                }
            }
        }
    }
    assert!(count > 800, "{count}");
    assert!(wrong.is_empty(), "{wrong}");
}
