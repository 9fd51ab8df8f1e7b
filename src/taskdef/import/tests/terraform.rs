//! Resources, containers alone, and states.

use super::shows;
use expect_test::expect;

#[test]
fn terraform_resources() {
    let text = r#"
locals {
  sidecar = { name = "log", image = "fluent-bit", memory = 64, essential = false }
}
resource "aws_ecs_task_definition" "web" {
  family                   = "web-${var.stage}"
  requires_compatibilities = ["FARGATE"] # both
  network_mode             = "awsvpc"
  cpu                      = 256
  memory                   = var.stage == "prod" ? 1024 : 512
  execution_role_arn       = aws_iam_role.execution.arn
  container_definitions = jsonencode([
    {
      name         = "app"
      image        = "${aws_ecr_repository.app.repository_url}:${var.tag}"
      essential    = true
      portMappings = [{ containerPort = 80 }, { containerPort = var.port }]
      environment = [
        for key, value in var.environment : { name = key, value = value }
      ]
      command = ["sh", "-c", "echo \"$${HOME}\""]
    },
    local.sidecar,
    module.other.container,
  ])
  volume {
    name = "data"
    efs_volume_configuration {
      file_system_id = aws_efs_file_system.data.id
      authorization_config {
        iam = "ENABLED"
      }
      transit_encryption = "ENABLED"
    }
  }
  volume {
    name      = "host"
    host_path = "/srv"
  }
  dynamic "volume" {
    for_each = var.volumes
    content { name = volume.value }
  }
  runtime_platform {
    operating_system_family = "LINUX"
    cpu_architecture        = "ARM64"
  }
  proxy_configuration {
    type           = "APPMESH"
    container_name = "app"
    properties     = { AppPorts = "80", IgnoredUID = "1337" }
  }
  ephemeral_storage { size_in_gib = 30 }
  tags = { team = "web" }
  lifecycle { ignore_changes = [container_definitions] }
}
"#;
    shows(
        text,
        expect![[r##"
            # Terraform configuration: aws_ecs_task_definition resource web
            {
              "family": "web-${var.stage}",
              "requiresCompatibilities": [
                "FARGATE"
              ],
              "networkMode": "awsvpc",
              "cpu": "256",
              "memory": "${var.stage == \"prod\" ? 1024 : 512}",
              "executionRoleArn": "${aws_iam_role.execution.arn}",
              "containerDefinitions": [
                {
                  "name": "app",
                  "image": "${aws_ecr_repository.app.repository_url}:${var.tag}",
                  "essential": true,
                  "portMappings": [
                    {
                      "containerPort": 80
                    },
                    {
                      "containerPort": "${var.port}"
                    }
                  ],
                  "command": [
                    "sh",
                    "-c",
                    "echo \"${HOME}\""
                  ]
                },
                {
                  "name": "log",
                  "image": "fluent-bit",
                  "memory": 64,
                  "essential": false
                }
              ],
              "tags": [
                {
                  "key": "team",
                  "value": "web"
                }
              ],
              "volumes": [
                {
                  "name": "data",
                  "efsVolumeConfiguration": {
                    "fileSystemId": "${aws_efs_file_system.data.id}",
                    "transitEncryption": "ENABLED",
                    "authorizationConfig": {
                      "iam": "ENABLED"
                    }
                  }
                },
                {
                  "name": "host",
                  "host": {
                    "sourcePath": "/srv"
                  }
                }
              ],
              "runtimePlatform": {
                "operatingSystemFamily": "LINUX",
                "cpuArchitecture": "ARM64"
              },
              "proxyConfiguration": {
                "type": "APPMESH",
                "containerName": "app",
                "properties": [
                  {
                    "name": "AppPorts",
                    "value": "80"
                  },
                  {
                    "name": "IgnoredUID",
                    "value": "1337"
                  }
                ]
              },
              "ephemeralStorage": {
                "sizeInGiB": 30
              }
            }
            - The dynamic block volume depends on values that are known later: left out.
            - containerDefinitions[0].environment is filled in later, by ${[ for key, value in var.environment : { name = key, value = value } ]}: it is left out.
            - containerDefinitions[2] is filled in later, by ${module.other.container}: it is left out.
            ! $.volumes[1].host.sourcePath: Fargate compatible task definitions do not support sourcePath
            ! $.proxyConfiguration.properties: Ingress port not found
        "##]],
    );
}

#[test]
fn terraform_heredocs_and_templates() {
    let text = r#"
resource "aws_ecs_task_definition" "web" {
  family = "web"
  container_definitions = <<-EOF
    [{"name": "app", "image": "nginx", "memory": ${var.memory},
      "environment": [{"name": "A", "value": "${join(",", var.list)}"}]}]
  EOF
}

resource "aws_ecs_task_definition" "elsewhere" {
  count                 = 2
  family                = "elsewhere"
  container_definitions = templatefile("${path.module}/a.json", { a = 1 })
}
"#;
    shows(
        text,
        expect![[r##"
            # Terraform configuration: aws_ecs_task_definition resource web
            {
              "family": "web",
              "containerDefinitions": [
                {
                  "name": "app",
                  "image": "nginx",
                  "memory": "${var.memory}",
                  "environment": [
                    {
                      "name": "A",
                      "value": "${join(\",\", var.list)}"
                    }
                  ]
                }
              ]
            }
            # Terraform configuration: aws_ecs_task_definition resource elsewhere
            {
              "family": "elsewhere"
            }
            - count makes several of it: one is here.
            - containerDefinitions is filled in later, by ${templatefile("${path.module}/a.json", { a = 1 })}: it is left out.
        "##]],
    );
    let container = r#"{"name": "app", "image": "${image}", "memory": ${memory}}"#;
    shows(
        &format!("[{container}]"),
        expect![[r##"
        # Terraform container_definitions
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
        - There is no family: it is "app" here. Terraform wants one: write it.
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
            - Variables stand in quotes here: it is JSON only then.
        "##]],
    );
    shows(
        r#"container_definitions = jsonencode([{ name = "a", image = "b", memory = 8 }])"#,
        expect![[r##"
            # Terraform container_definitions
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
            - There is no family: it is "app" here. Terraform wants one: write it.
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
