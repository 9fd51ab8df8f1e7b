//! Answers of the API, and the request in YAML.

use super::{recognise, shows};
use expect_test::expect;

#[test]
fn files_of_elastic_beanstalk() {
    shows(
        r#"{"AWSEBDockerrunVersion": 2, "authentication": {"bucket": "b", "key": "k"},
            "containerDefinitions": [{"name": "a", "image": "b", "memory": 8}]}"#,
        expect![[r##"
            # Dockerrun.aws.json of Elastic Beanstalk: app
            {
              "containerDefinitions": [
                {
                  "name": "a",
                  "image": "b",
                  "memory": 8
                }
              ],
              "family": "app"
            }
            - Elastic Beanstalk has no family: it is "app" here. Write yours.
            - authentication is left out: see repositoryCredentials of a container.
        "##]],
    );
}

#[test]
fn answers_of_the_api() {
    let inner = r#"{"taskDefinitionArn": "arn:aws:ecs:eu-west-1:123456789012:task-definition/app:3",
        "family": "app", "revision": 3, "status": "ACTIVE", "cpu": "256",
        "containerDefinitions": [{"name": "a", "image": "b", "memory": 8, "links": null}]}"#;
    shows(
        &format!(r#"{{"taskDefinition": {inner}, "tags": [{{"key": "a", "value": "b"}}]}}"#),
        expect![[r##"
            # output of describe-task-definition: app:3
            {
              "family": "app",
              "cpu": "256",
              "containerDefinitions": [
                {
                  "name": "a",
                  "image": "b",
                  "memory": 8
                }
              ],
              "tags": [
                {
                  "key": "a",
                  "value": "b"
                }
              ]
            }
            - Only answers have taskDefinitionArn, revision, status: left out.
        "##]],
    );
    shows(
        inner,
        expect![[r##"
        # registered task definition: app:3
        {
          "family": "app",
          "cpu": "256",
          "containerDefinitions": [
            {
              "name": "a",
              "image": "b",
              "memory": 8
            }
          ]
        }
        - Only answers have taskDefinitionArn, revision, status: left out.
    "##]],
    );
    shows(
        "family: app\ncpu: 256\ncontainerDefinitions:\n  - name: a\n    image: b\n    memory: 8\n",
        expect![[r##"
            # task definition in YAML: app
            {
              "family": "app",
              "cpu": 256,
              "containerDefinitions": [
                {
                  "name": "a",
                  "image": "b",
                  "memory": 8
                }
              ]
            }
        "##]],
    );
}

#[test]
fn a_stored_definition_without_tags_gets_none() {
    let text = r#"{"family": "a", "containerDefinitions": [], "revision": 2, "tags": []}"#;
    let imported = recognise(text).expect("a stored definition");
    assert!(!imported.definitions[0].text.contains("tags"));
}
