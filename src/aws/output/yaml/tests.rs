use super::dump;
use serde_json::Value;

/// What the CLI's own writer made of these values.
#[test]
fn writes_what_the_cli_writes() {
    let samples = include_str!("../../../../tests/fixtures/cli/yaml.json");
    let samples: Vec<(Value, String)> = serde_json::from_str(samples).unwrap();
    assert!(samples.len() > 100);
    for (value, text) in samples {
        assert_eq!(dump(&value), text, "{value}");
    }
}
