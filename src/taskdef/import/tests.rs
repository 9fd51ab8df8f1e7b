//! What is recognised, and what comes of it.

use super::recognise;
use crate::taskdef::{RefusedBy, Severity, Target, check};
use expect_test::{Expect, expect};

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
    expected.assert_eq(&shown(text));
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

#[test]
fn a_template_in_yaml() {
    let text = r#"
Parameters:
  Image: {Type: String}
  Level: {Type: String, Default: info}
Conditions:
  Traced: !Equals [!Ref Level, debug]
Resources:
  Logs: {Type: AWS::Logs::LogGroup}
  TaskDefinition:
    Type: AWS::ECS::TaskDefinition
    Properties:
      RequiresCompatibilities: [FARGATE]
      NetworkMode: awsvpc
      Cpu: 256
      Memory: 0.5GB
      ExecutionRoleArn: !GetAtt Role.Arn
      Volumes:
        - Name: data
          EFSVolumeConfiguration:
            FilesystemId: fs-0123456789abcdef0
            TransitEncryption: ENABLED
            AuthorizationConfig: {IAM: ENABLED, AccessPointId: !Ref Point}
      ContainerDefinitions:
        - Name: web
          Image: !Ref Image
          Memory: !Ref Megabytes
          Essential: 'true'
          PortMappings: [{ContainerPort: '8080'}]
          Environment:
            - {Name: LEVEL, Value: !Ref Level}
            - {Name: WORKERS, Value: 4}
            - {Name: STRICT, Value: true}
            - !If [Traced, {Name: TRACE, Value: x}, !Ref AWS::NoValue]
          Command: !Split [' ', !Ref Words]
          LogConfiguration:
            LogDriver: awslogs
            Options:
              awslogs-group: !Ref Logs
              awslogs-region: !Ref AWS::Region
              awslogs-stream-prefix: web
          DockerLabels: {Team.Name: web}
      Tags: [{Key: team, Value: web}]
"#;
    shows(
        text,
        expect![[r##"
        # CloudFormation template: AWS::ECS::TaskDefinition resource TaskDefinition
        {
          "family": "TaskDefinition",
          "requiresCompatibilities": [
            "FARGATE"
          ],
          "networkMode": "awsvpc",
          "cpu": "256",
          "memory": "0.5GB",
          "executionRoleArn": "${Role.Arn}",
          "volumes": [
            {
              "name": "data",
              "efsVolumeConfiguration": {
                "fileSystemId": "fs-0123456789abcdef0",
                "transitEncryption": "ENABLED",
                "authorizationConfig": {
                  "iam": "ENABLED",
                  "accessPointId": "${Point}"
                }
              }
            }
          ],
          "containerDefinitions": [
            {
              "name": "web",
              "image": "${Image}",
              "memory": "${Megabytes}",
              "essential": true,
              "portMappings": [
                {
                  "containerPort": 8080
                }
              ],
              "environment": [
                {
                  "name": "LEVEL",
                  "value": "${Level}"
                },
                {
                  "name": "WORKERS",
                  "value": "4"
                },
                {
                  "name": "STRICT",
                  "value": "true"
                },
                {
                  "name": "TRACE",
                  "value": "x"
                }
              ],
              "command": [
                "${Words}"
              ],
              "logConfiguration": {
                "logDriver": "awslogs",
                "options": {
                  "awslogs-group": "${Logs}",
                  "awslogs-region": "${AWS::Region}",
                  "awslogs-stream-prefix": "web"
                }
              },
              "dockerLabels": {
                "Team.Name": "web"
              }
            }
          ],
          "tags": [
            {
              "key": "team",
              "value": "web"
            }
          ]
        }
        - ContainerDefinitions[0].Environment[3] is as if the condition Traced holds.
        - There is no family: it is "TaskDefinition" here. CloudFormation makes one of the names of the stack and of the resource.
    "##]],
    );
}

#[test]
fn a_template_in_json_with_several_definitions() {
    let text = r#"{
        "Transform": "AWS::Serverless-2016-10-31",
        "Resources": {
            "One": {"Type": "AWS::ECS::TaskDefinition", "Properties": {
                "Family": {"Fn::Join": ["-", [{"Ref": "AWS::StackName"}, "one"]]},
                "NetworkMode": "awsvpc",
                "ProxyConfiguration": {"Type": "APPMESH", "ContainerName": "envoy",
                    "ProxyConfigurationProperties": [{"Name": "IgnoredUID", "Value": 1337},
                        {"Name": "AppPorts", "Value": "80"},
                        {"Name": "ProxyIngressPort", "Value": 15000},
                        {"Name": "ProxyEgressPort", "Value": 15001}]},
                "ContainerDefinitions": [{"Name": "envoy", "Image": "envoy", "Memory": "128",
                    "LogConfiguration": {"Fn::If": ["Logged",
                        {"LogDriver": "json-file"}, {"Ref": "AWS::NoValue"}]}}],
                "Tags": {"Ref": "Tags"}
            }},
            "Other": {"Type": "AWS::ECS::TaskDefinition", "Properties": {
                "Family": "other",
                "Volumes": [{"Name": "v", "FSxWindowsFileServerVolumeConfiguration":
                    {"FileSystemId": "fs-1", "RootDirectory": "a", "Colour": "red"}}],
                "ContainerDefinitions": [{"Fn::Transform": {"Name": "X"}, "Name": "app",
                    "Image": "nginx", "Memory": 64}]
            }}
        }
    }"#;
    shows(
        text,
        expect![[r##"
        # SAM template: AWS::ECS::TaskDefinition resource One
        {
          "family": "${AWS::StackName}-one",
          "networkMode": "awsvpc",
          "proxyConfiguration": {
            "type": "APPMESH",
            "containerName": "envoy",
            "properties": [
              {
                "name": "IgnoredUID",
                "value": "1337"
              },
              {
                "name": "AppPorts",
                "value": "80"
              },
              {
                "name": "ProxyIngressPort",
                "value": "15000"
              },
              {
                "name": "ProxyEgressPort",
                "value": "15001"
              }
            ]
          },
          "containerDefinitions": [
            {
              "name": "envoy",
              "image": "envoy",
              "memory": 128,
              "logConfiguration": {
                "logDriver": "json-file"
              }
            }
          ]
        }
        - ContainerDefinitions[0].LogConfiguration is as if the condition Logged holds.
        - Tags is filled in later, by ${Tags}: it is left out.
        ! $.proxyConfiguration.properties: The property EgressIgnoredIPs is missing
        # SAM template: AWS::ECS::TaskDefinition resource Other
        {
          "family": "other",
          "volumes": [
            {
              "name": "v",
              "fsxWindowsFileServerVolumeConfiguration": {
                "fileSystemId": "fs-1",
                "rootDirectory": "a",
                "Colour": "red"
              }
            }
          ],
          "containerDefinitions": [
            {
              "name": "app",
              "image": "nginx",
              "memory": 64
            }
          ]
        }
        - Fn::Transform adds members when the template is deployed: they are missing here.
        ! $.volumes[0].fsxWindowsFileServerVolumeConfiguration: FSx for Windows File Server needs Windows Server 2019+ on EC2
        ! $.volumes[0].fsxWindowsFileServerVolumeConfiguration.fileSystemId: Only FSx for Windows File Server is supported
    "##]],
    );
}

#[test]
fn parts_of_templates() {
    let properties = "Family: app\nContainerDefinitions:\n- {Name: a, Image: b, Memory: 8}\n";
    let indented = properties.replace('\n', "\n  ");
    shows(
        properties,
        expect![[r##"
        # part of a CloudFormation template: properties of AWS::ECS::TaskDefinition
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
    "##]],
    );
    shows(
        &format!("Type: AWS::ECS::TaskDefinition\nProperties:\n  {indented}"),
        expect![[r##"
            # part of a CloudFormation template: AWS::ECS::TaskDefinition resource TaskDefinition
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

#[test]
fn compose_projects() {
    let text = r#"
name: shop
x-base: &base {mem_limit: 256m, restart: always}
services:
  web:
    <<: *base
    build: .
    command: npm start -- --port "80 80"
    ports: ["8080:80", "53:53/udp", "90-91", "1-2:1-2"]
    environment: {LEVEL: info, WORKERS: 4, TOKEN: }
    depends_on:
      db: {condition: service_healthy}
      migrate: {condition: service_completed_successfully}
    volumes: ["./src:/app:ro", "cache:/cache", "/tmp/scratch"]
    cpus: 0.5
    networks: [front]
  db:
    image: postgres:17
    environment: [POSTGRES_DB=shop]
    healthcheck:
      test: pg_isready
      interval: 1m30s
      timeout: 5s
      retries: 3
    stop_grace_period: 1m
    deploy: {replicas: 2, resources: {limits: {cpus: '1', memory: 1g}}}
    ulimits: {nofile: {soft: 1024, hard: 2048}, nproc: 64}
    logging: {driver: awslogs, options: {awslogs-group: db}}
  migrate:
    image: shop/migrate
    depends_on: [db]
    cap_add: [SYS_PTRACE]
    init: true
    extra_hosts: ["a.local:10.0.0.1"]
    secrets: [password]
secrets: {password: {file: ./password}}
"#;
    shows(
        text,
        expect![[r##"
        # docker compose project: 3 services
        {
          "family": "shop",
          "networkMode": "bridge",
          "containerDefinitions": [
            {
              "name": "web",
              "image": "web:latest",
              "cpu": 512,
              "memory": 256,
              "portMappings": [
                {
                  "containerPort": 80,
                  "hostPort": 8080,
                  "protocol": "tcp"
                },
                {
                  "containerPort": 53,
                  "hostPort": 53,
                  "protocol": "udp"
                },
                {
                  "containerPortRange": "90-91",
                  "protocol": "tcp"
                }
              ],
              "essential": true,
              "command": [
                "npm",
                "start",
                "--",
                "--port",
                "80 80"
              ],
              "environment": [
                {
                  "name": "LEVEL",
                  "value": "info"
                },
                {
                  "name": "WORKERS",
                  "value": "4"
                }
              ],
              "mountPoints": [
                {
                  "sourceVolume": "src",
                  "containerPath": "/app",
                  "readOnly": true
                },
                {
                  "sourceVolume": "cache",
                  "containerPath": "/cache",
                  "readOnly": false
                },
                {
                  "sourceVolume": "tmp-scratch",
                  "containerPath": "/tmp/scratch",
                  "readOnly": false
                }
              ],
              "dependsOn": [
                {
                  "containerName": "db",
                  "condition": "HEALTHY"
                },
                {
                  "containerName": "migrate",
                  "condition": "SUCCESS"
                }
              ]
            },
            {
              "name": "db",
              "image": "postgres:17",
              "cpu": 1024,
              "memory": 1024,
              "essential": true,
              "environment": [
                {
                  "name": "POSTGRES_DB",
                  "value": "shop"
                }
              ],
              "healthCheck": {
                "command": [
                  "CMD-SHELL",
                  "pg_isready"
                ],
                "interval": 90,
                "timeout": 5,
                "retries": 3
              },
              "stopTimeout": 60,
              "logConfiguration": {
                "logDriver": "awslogs",
                "options": {
                  "awslogs-group": "db"
                }
              },
              "ulimits": [
                {
                  "name": "nofile",
                  "softLimit": 1024,
                  "hardLimit": 2048
                },
                {
                  "name": "nproc",
                  "softLimit": 64,
                  "hardLimit": 64
                }
              ]
            },
            {
              "name": "migrate",
              "image": "shop/migrate",
              "memoryReservation": 512,
              "essential": false,
              "dependsOn": [
                {
                  "containerName": "db",
                  "condition": "START"
                }
              ],
              "extraHosts": [
                {
                  "hostname": "a.local",
                  "ipAddress": "10.0.0.1"
                }
              ],
              "linuxParameters": {
                "capabilities": {
                  "add": [
                    "SYS_PTRACE"
                  ]
                },
                "initProcessEnabled": true
              }
            }
          ],
          "volumes": [
            {
              "name": "src",
              "host": {
                "sourcePath": "./src"
              }
            },
            {
              "name": "cache"
            },
            {
              "name": "tmp-scratch"
            }
          ]
        }
        - All services are containers of one task here: they start, stop and scale together. With networkMode bridge they find each other by links only.
        - secrets has no counterpart in a task definition.
        - web: it is built from source: push an image and write its name.
        - web: the port 1-2:1-2 could not be carried over.
        - web: TOKEN would come from the shell: left out.
        - web: the path ./src is relative to the project: write a path of the instance.
        - web: what it waits for needs a healthCheck of its own: that of an image is not seen.
        - web: networks are left out: containers of a task share one.
        - web: restart is left out: a service of ECS replaces its tasks.
        - db: deploy.replicas is for the service, not the definition.
        - migrate: it has no memory limit, which ECS wants: 512 MiB are reserved here.
        - migrate: secrets could not be carried over.
        ! $.containerDefinitions[1].logConfiguration.options: Log driver awslogs requires options: awslogs-region
    "##]],
    );
}
