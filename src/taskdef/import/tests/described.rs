//! Answers of the API, and the request in YAML.

use super::shows;
use expect_test::expect;

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
