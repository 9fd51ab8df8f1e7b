//! What is recognised, and what comes of it.

mod cloudformation;
mod described;
mod programs;
mod terraform;

use super::recognise;
use crate::taskdef::rules::fixtures::folded;
use crate::taskdef::{RefusedBy, Severity, Target, check};
use expect_test::{Expect, expect_file};
use proptest::prelude::*;

/// What was recognised, the requests, the notes, and what ECS would refuse.
fn shown(text: &str) -> String {
    let Some(imported) = recognise(text) else {
        return "nothing".into();
    };
    let mut out = String::new();
    for one in imported.definitions {
        out.push_str(&format!("# {}\n{}\n", one.what, one.text));
        for note in one.notes {
            out.push_str(&format!("- {note}\n"));
        }
        for finding in check(&one.text, Target::Unknown).findings {
            if finding.severity == Severity::Error && finding.refused_by == RefusedBy::Service {
                out.push_str(&format!("! {}: {}\n", finding.path, finding.message));
            }
        }
    }
    out
}

fn shows(text: &str, expected: Expect) {
    expected.assert_eq(&folded(&shown(text)));
}

/// Whole files with all that people write in them, and what comes of each in a file beside it.
#[test]
fn whole_files() {
    for (name, text) in [
        ("template.yaml", include_str!("fixtures/template.yaml")),
        ("template.json", include_str!("fixtures/template.json")),
        ("resource.tf", include_str!("fixtures/resource.tf")),
        ("heredocs.tf", include_str!("fixtures/heredocs.tf")),
        ("module.tf", include_str!("fixtures/module.tf")),
        ("project.yaml", include_str!("fixtures/project.yaml")),
        ("manifest.yml", include_str!("fixtures/manifest.yml")),
        ("ecs-params.yml", include_str!("fixtures/ecs-params.yml")),
        ("pulumi.yaml", include_str!("fixtures/pulumi.yaml")),
    ] {
        let expected = expect_file![format!("fixtures/{name}.txt")];
        expected.assert_eq(&folded(&shown(text)));
    }
}

#[test]
fn other_texts_are_nothing() {
    for text in [
        "",
        "{}",
        "[]",
        "null",
        "words",
        "a: 1",
        "{\"family\": \"app\", \"containerDefinitions\": []}",
        "{\"Resources\": {\"Bucket\": {\"Type\": \"AWS::S3::Bucket\"}}}",
        "{\"tasks\": [{\"taskArn\": \"a\"}]}",
        "resource \"aws_s3_bucket\" \"b\" {}",
        "resource \"aws_ecs_task_definition\" \"b\" {",
        "services: {a: {}}",
        "\u{feff}",
        "${",
        "[${",
        "%YAML 9",
    ] {
        assert_eq!(shown(text), "nothing", "{text}");
    }
}

/// Pieces of all the forms, to be put together in any way.
const PIECES: &[&str] = &[
    "Resources:\n",
    "  T:\n",
    "    Type: AWS::ECS::TaskDefinition\n",
    "    Properties:\n",
    "      ContainerDefinitions: !If [A, [{Name: a}], !Ref AWS::NoValue]\n",
    "!Sub '${A}'",
    "!Join",
    "services:\n",
    "  a:\n",
    "    image: b\n",
    "    ports: ['1:2/udp', 3-4, {target: 5}]\n",
    "    mem_limit: 1.5g\n",
    "    ulimits: {nofile: {soft: 1}}\n",
    "    depends_on: {b: {}}\n",
    "resource \"aws_ecs_task_definition\" \"a\" {\n",
    "  container_definitions = ",
    "jsonencode([",
    "<<-EOF\n",
    "EOF\n",
    "{ name = \"a\", memory = var.m ? 1 : 2 }",
    "module \"a\" {\n",
    "locals {\n",
    "(local.a) = {",
    "register_task_definition(",
    "module.exports = {",
    "containerDefinitions=[",
    "`",
    "\"\"\"",
    "None",
    "{{ a }}",
    "{% if a %}",
    "<%= a %>",
    "<A>",
    "$A",
    "])\n",
    "}\n",
    "volume {\n",
    "[{\"name\": \"a\", \"cpu\": ${cpu}}]",
    "{\"taskDefinition\": {",
    "\"containerDefinitions\": [",
    "\"",
    "'",
    "${",
    "}",
    "{",
    "[",
    "]",
    "\\",
    "&a ",
    "*a",
    "<<: ",
    ": ",
    "- ",
    "\n",
    "ä",
    "\u{0}",
    "#",
    "/*",
    ",",
    "=",
    "(",
    ")",
    "null",
    "1e999",
    "\t",
];

proptest! {
    #[test]
    fn nothing_panics_and_all_results_are_json(
        picks in proptest::collection::vec(0..PIECES.len(), 0..24),
    ) {
        let text: String = picks.into_iter().map(|pick| PIECES[pick]).collect();
        for one in recognise(&text).into_iter().flat_map(|imported| imported.definitions) {
            prop_assert!(check(&one.text, Target::Unknown).draft.is_some());
        }
    }
}
