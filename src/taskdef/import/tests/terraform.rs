//! Resources, containers alone, and states.

use super::shows;
use expect_test::expect;

#[test]
fn terraform_joins_lists() {
    shows(
        r#"container_definitions = jsonencode(concat(
            [{ name = "a", image = "b", memory = 8, secrets = concat([], var.secrets) }],
            [{ name = "c", image = "d", memory = 8 }],
            var.sidecars,
        ))"#,
        expect![[r##"
            # containers without their task definition
            {
              "family": "app",
              "containerDefinitions": [
                {
                  "name": "a",
                  "image": "b",
                  "memory": 8,
                  "secrets": []
                },
                {
                  "name": "c",
                  "image": "d",
                  "memory": 8
                },
                {
                  "name": "${containerDefinitions[2].name}",
                  "image": "${containerDefinitions[2].image}",
                  "memory": "${containerDefinitions[2].memory}"
                }
              ],
              "memory": "${memory}",
              "executionRoleArn": "${execution_role_arn}"
            }
            - The resource around the containers is not here: put in its memory,
                  executionRoleArn.
            - containerDefinitions[0].secrets[0] is filled in later, by ${var.secrets}:
                  it is left out.
            - containerDefinitions[2] is filled in later, by ${var.sidecars}: it has
                  variables here.
            - There is no family: it is "app" here. Every definition has one: write it.
        "##]],
    );
}

#[test]
fn terraform_resources() {}

#[test]
fn terraform_heredocs_and_templates() {
    let container = r#"{"name": "app", "image": "${image}", "memory": ${memory}}"#;
    shows(
        &format!("[{container}]"),
        expect![[r##"
            # containers without their task definition
            {
              "family": "app",
              "containerDefinitions": [
                {
                  "name": "app",
                  "image": "${image}",
                  "memory": "${memory}"
                }
              ]
            }
            - There is no family: it is "app" here. Every definition has one: write it.
        "##]],
    );
    shows(
        &format!(r#"{{"family": "app", "containerDefinitions": [{container}]}}"#),
        expect![[r##"
            # template of a task definition
            {
              "family": "app",
              "containerDefinitions": [
                {
                  "name": "app",
                  "image": "${image}",
                  "memory": "${memory}"
                }
              ]
            }
            - Variables are written ${…} here, in quotes: that makes it JSON.
        "##]],
    );
    shows(
        r#"container_definitions = jsonencode([{ name = "a", image = "b", memory = 8 }])"#,
        expect![[r##"
            # containers without their task definition
            {
              "family": "app",
              "containerDefinitions": [
                {
                  "name": "a",
                  "image": "b",
                  "memory": 8
                }
              ]
            }
            - There is no family: it is "app" here. Every definition has one: write it.
        "##]],
    );
}

#[test]
fn terraform_passes_over_what_the_api_does_not_have() {
    shows(
        r#"[{"name": "a", "image": "b", "memory": 8, "networkMode": "awsvpc",
            "firelensConfiguration": {"type": "fluentbit", "enable-ecs-log-metadata": true}}]"#,
        expect![[r##"
            # containers without their task definition
            {
              "family": "app",
              "containerDefinitions": [
                {
                  "name": "a",
                  "image": "b",
                  "memory": 8,
                  "firelensConfiguration": {
                    "type": "fluentbit"
                  }
                }
              ]
            }
            - containerDefinitions[0].networkMode means nothing to Terraform there:
                  left out.
            - containerDefinitions[0].firelensConfiguration.enable-ecs-log-metadata
                  means nothing to Terraform there: left out.
            - There is no family: it is "app" here. Every definition has one: write it.
            ! $.containerDefinitions[0].firelensConfiguration: When a
                  firelensConfiguration object is specified, at least one container has to be
                  configured with the awsfirelens log driver.
        "##]],
    );
}

#[test]
fn terraform_states() {
    let text = r#"{"format_version": "1.0", "planned_values": {"root_module": {"resources": [
        {"type": "aws_ecs_task_definition", "name": "web", "mode": "managed", "values": {
            "family": "web", "cpu": "256", "memory": null, "ipc_mode": "", "skip_destroy": false,
            "container_definitions": "[{\"name\": \"a\", \"image\": \"b\", \"memory\": 8}]",
            "volume": [{"name": "v", "host_path": "", "configure_at_launch": false,
                "efs_volume_configuration": []}]}}]}}}"#;
    shows(
        text,
        expect![[r##"
        # output of terraform show -json: aws_ecs_task_definition resource web
        {
          "family": "web",
          "cpu": "256",
          "containerDefinitions": [
            {
              "name": "a",
              "image": "b",
              "memory": 8
            }
          ],
          "volumes": [
            {
              "name": "v"
            }
          ]
        }
    "##]],
    );
}
