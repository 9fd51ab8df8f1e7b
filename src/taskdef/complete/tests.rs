use super::*;

fn at(text: &str) -> (Completions, String) {
    let offset = text.find('|').expect("a bar");
    let text = text.replacen('|', "", 1);
    (completions(&text, offset), text)
}

fn labels(text: &str) -> String {
    let items = at(text).0.items.into_iter();
    let labels: Vec<String> = items.map(|item| item.label).collect();
    labels.join(" ")
}

/// The text after the first choice is taken.
fn taken(text: &str) -> String {
    let (found, mut text) = at(text);
    let first = found.items.first().expect("a choice");
    let mut insert = first.insert.clone();
    insert.insert(first.select.end, '»');
    insert.insert(first.select.start, '«');
    text.replace_range(found.from..found.to, &insert);
    if let Some(comma) = found.comma {
        text.insert(comma, ',');
    }
    text
}

#[test]
fn offers_members_that_are_not_there_yet() {
    let first = labels("{|}");
    assert!(first.starts_with("family containerDefinitions "), "{first}");
    assert!(!labels(r#"{"family": "a", |}"#).contains("family "));
    assert_eq!(labels(r#"{"fam|"}"#), "family");
    // Those that start with it come before those that contain it.
    assert_eq!(labels(r#"{"mem|"}"#), "memory");
    let container = labels(r#"{"containerDefinitions": [{"name": "a", "mem|"#);
    assert_eq!(container, "memory memoryReservation");
    assert_eq!(
        labels(r#"{"containerDefinitions": [{"portMappings": [{"Port|"#),
        { "containerPort hostPort containerPortRange" }
    );
    assert_eq!(labels(r#"{"fam"|}"#), "");
    assert_eq!(labels(r#"{"nosuch": {|}}"#), "");
}

#[test]
fn writes_members_with_a_value_to_start_from() {
    assert_eq!(taken(r#"{"fam|"}"#), r#"{"family": "«web»"}"#);
    assert_eq!(taken(r#"{fam|}"#), r#"{"family": "«web»"}"#);
    assert_eq!(taken(r#"{"fam|": 1}"#), r#"{"family"«»: 1}"#);
    let both = taken("{\"cpu\": \"256\"\n\"fam|\"\n\"memory\": \"512\"}");
    assert_eq!(
        both,
        "{\"cpu\": \"256\",\n\"family\": \"«web»\",\n\"memory\": \"512\"}"
    );
}

#[test]
fn offers_values() {
    assert_eq!(labels(r#"{"networkMode": "|"}"#), "bridge host awsvpc none");
    assert_eq!(
        taken(r#"{"networkMode": aw|}"#),
        r#"{"networkMode": "awsvpc«»"}"#.replace("«»\"", "\"«»")
    );
    let container = r#"{"containerDefinitions": [{"essential": |"#;
    assert_eq!(labels(container), "true false");
    let types = r#"{"requiresCompatibilities": ["FARGATE", "|"]}"#;
    assert_eq!(labels(types), "EC2 EXTERNAL MANAGED_INSTANCES");
}

#[test]
fn offers_names_from_elsewhere() {
    let text = r#"{"containerDefinitions": [
        {"name": "app", "dependsOn": [{"containerName": "|"}], "mountPoints": []},
        {"name": "proxy"}, {"name": "log"
    "#;
    assert_eq!(labels(text), "proxy log");
    let text = r#"{"containerDefinitions": [{"mountPoints": [{"sourceVolume": |}]}],
        "volumes": [{"name": "data"}, {"name": "logs"}]}"#;
    assert_eq!(labels(text), "data logs");
    assert_eq!(at(text).0.items[0].kind, ItemKind::Reference);
}

#[test]
fn offers_the_sizes_of_fargate() {
    assert_eq!(
        labels(r#"{"cpu": "|"}"#),
        "256 512 1024 2048 4096 8192 16384 32768"
    );
    assert_eq!(
        labels(r#"{"cpu": ".25 vCPU", "memory": "|"}"#),
        "512 1024 2048"
    );
    let windows = r#"{"runtimePlatform": {"operatingSystemFamily": "WINDOWS_SERVER_2022_CORE"},
        "cpu": |}"#;
    assert_eq!(labels(windows), "1024 2048 4096");
    let (found, _) = at(r#"{"cpu": "1024", "memory": |}"#);
    assert_eq!(found.items[0].detail, "2 GB");
    assert_eq!(found.items[0].insert, "\"2048\"");
}

#[test]
fn knows_the_keys_of_maps() {
    let options = r#"{"containerDefinitions": [{"logConfiguration": {"options": {"awslogs-c|"#;
    assert_eq!(labels(options), "awslogs-create-group");
    assert_eq!(taken(options).split('{').next_back(), {
        Some(r#""awslogs-create-group": "«true»""#)
    });
    let mode = r#"{"containerDefinitions": [{"logConfiguration": {"options": {"mode": "|"#;
    assert_eq!(labels(mode), "blocking non-blocking");
}

#[test]
fn writes_long_values_in_the_style_of_the_author() {
    let text = "{\n\t\"family\": \"web\",\n\t\"runtimeP|\"\n}";
    let expected = "{\n\t\"family\": \"web\",\n\t\"runtimePlatform\": {\n\t\t\
                    \"cpuArchitecture\": \"«X86_64»\",\n\t\t\
                    \"operatingSystemFamily\": \"LINUX\"\n\t}\n}";
    assert_eq!(taken(text), expected);
    let list = "{\n  \"volumes\": [\n    |\n  ]\n}";
    assert_eq!(taken(list), list.replace('|', "{\"name\": \"«data»\"}"));
}
