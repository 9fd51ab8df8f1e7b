use super::*;

/// What stands at the bar: `name|value path «token» (siblings)`.
fn at(text: &str) -> String {
    let offset = text.find('|').expect("a bar");
    let text = text.replacen('|', "", 1);
    let caret = caret(&text, offset);
    let place = match (caret.in_name, caret.in_value) {
        (true, _) => "name",
        (_, true) => "value",
        _ => return "nothing".into(),
    };
    let token = &text[caret.token.clone()];
    let siblings = caret.siblings.join(" ");
    format!("{place} {} «{token}» ({siblings})", caret.concrete())
}

#[test]
fn finds_names_and_values() {
    for (text, expected) in [
        (r#"{|}"#, "name  «» ()"),
        (r#"{"fam|"}"#, r#"name fam «"fam"» ()"#),
        (
            r#"{"cpu": "1", "m|": 2, "a": 3}"#,
            r#"name m «"m"» (cpu a)"#,
        ),
        (r#"{"cpu": |}"#, "value cpu «» (cpu)"),
        (r#"{"cpu": "25|6"}"#, r#"value cpu «"256"» (cpu)"#),
        (r#"{"a": [1, {"b": tr|ue}]}"#, "value a[1].b «true» (b)"),
        (r#"{"a": [1, |]}"#, "value a[1] «» ()"),
        (r#"{"a": {"b": 1}, |}"#, "name  «» (a)"),
        ("|", "value  «» ()"),
        (r#"{"taskDefinition": {"cpu": |}}"#, "value cpu «» (cpu)"),
    ] {
        assert_eq!(at(text), expected, "{text}");
    }
}

#[test]
fn takes_broken_texts_in_its_stride() {
    for (text, expected) in [
        // No closing brackets, no closing quotes.
        (r#"{"a": [{"b": {"c|"#, r#"name a[0].b.c «"c» ()"#),
        ("{\"a\": 1,\n \"cp|\n \"m\": 2}", "name cp «\"cp» (a m)"),
        // A word without quotes.
        ("{fam|", "name fam «fam» ()"),
        // No comma before, no comma after.
        ("{\"a\": 1 \"b|\" \"c\": 2}", "name b «\"b\"» (a c)"),
        ("{\"a\": {} | }", "name  «» (a)"),
        ("[1 2 | ]", "value [2] «» ()"),
        // No value: the next name is none.
        (r#"{"a": | "b": 1, "c": 2}"#, "value a «» (a b c)"),
        (r#"{"a": , "b": [|"#, "value b[0] «» ()"),
        // Brackets that do not match.
        (r#"{"a": [{"b": 1], "c": |}"#, "value c «» (a c)"),
        (r#"}]{"a|": 1}"#, r#"name a «"a"» ()"#),
        // Comments.
        ("{ // |\n}", "nothing"),
        ("{ /* | */ }", "nothing"),
        ("{ /* { */ | }", "name  «» ()"),
        ("{\"a\" | }", "nothing"),
    ] {
        assert_eq!(at(text), expected, "{text}");
    }
}

#[test]
fn says_where_commas_are_missing() {
    let look = |text: &str| {
        let offset = text.find('|').expect("a bar");
        let found = caret(&text.replacen('|', "", 1), offset);
        (found.comma, found.next)
    };
    assert_eq!(look(r#"{"a": 1 "|"}"#), (Some(7), Next::End));
    assert_eq!(look(r#"{"a": 1, "|"}"#), (None, Next::End));
    assert_eq!(look(r#"{"|" "b": 1}"#), (None, Next::More));
    assert_eq!(look(r#"{"|": 1}"#), (None, Next::Colon));
    assert_eq!(look(r#"[{} |]"#), (Some(3), Next::End));
}

#[test]
fn collects_values() {
    let text = r#"{"containerDefinitions": [{"name": "a\u0062"}, {"name": "c", "cpu": 4"#;
    let scan = scan(text, 0);
    let names = scan.values("containerDefinitions[].name");
    let names: Vec<&str> = names.map(|leaf| leaf.value.as_str()).collect();
    assert_eq!(names, ["ab", "c"]);
    assert_eq!(scan.values("containerDefinitions[].cpu").count(), 1);
}

#[test]
fn never_panics() {
    let text = "\u{feff}{\"ä\": [\"😀\\\"\", {\"b\": tru // c\n /* d */ 'x': -1.5e3, ]}} \"e\\";
    for start in 0..=text.len() {
        for end in start..=text.len() {
            let Some(part) = text.get(start..end) else {
                continue;
            };
            for offset in 0..=part.len() + 1 {
                let found = caret(part, offset);
                assert!(part.get(found.token).is_some(), "{part}");
            }
        }
    }
    let deep = "{\"a\":[".repeat(100_000);
    assert!(caret(&deep, deep.len()).in_value);
}
