//! What is written, and that imports read it again.

use super::{FORMATS, cli, cloudformation, terraform};
use crate::taskdef::import::recognise;
use expect_test::expect;
use serde_json::{Value, json};

fn request() -> Value {
    json!({
        "family": "web-app",
        "networkMode": "awsvpc",
        "cpu": "256",
        "requiresCompatibilities": ["FARGATE"],
        "containerDefinitions": [{
            "name": "app",
            "image": "nginx:1.27",
            "memory": 128,
            "essential": true,
            "command": ["sh", "-c", "echo \"${HOME}\"\n", "%{ ${"],
            "portMappings": [{"containerPort": 80, "protocol": "tcp"}],
            "environment": [{"name": "N", "value": "010"}],
            "dockerLabels": {"com.example/team": "web: a", "plain": ""},
            "mountPoints": [],
        }],
        "volumes": [
            {"name": "data", "efsVolumeConfiguration": {
                "fileSystemId": "fs-1", "authorizationConfig": {"iam": "ENABLED"}}},
            {"name": "host", "host": {"sourcePath": "/srv"}},
        ],
        "ephemeralStorage": {"sizeInGiB": 30},
        "proxyConfiguration": {
            "containerName": "app", "properties": [{"name": "AppPorts", "value": "80"}]},
        "tags": [{"key": "team", "value": "web"}],
    })
}

#[test]
fn a_command_line() {
    let short = json!({"family": "a"});
    expect![[r#"
        cat > task.json <<'EOF'
        {
          "family": "a"
        }
        EOF
        aws ecs register-task-definition --cli-input-json file://task.json
    "#]]
    .assert_eq(&cli(&short));
}

#[test]
fn a_template() {
    expect![[r#"
        Resources:
          WebAppTaskDefinition:
            Type: AWS::ECS::TaskDefinition
            Properties:
              Family: web-app
              NetworkMode: awsvpc
              Cpu: "256"
              RequiresCompatibilities:
                - FARGATE
              ContainerDefinitions:
                - Name: app
                  Image: nginx:1.27
                  Memory: 128
                  Essential: true
                  Command:
                    - sh
                    - "-c"
                    - "echo \"${HOME}\"\n"
                    - "%{ ${"
                  PortMappings:
                    - ContainerPort: 80
                      Protocol: tcp
                  Environment:
                    - Name: "N"
                      Value: "010"
                  DockerLabels:
                    com.example/team: "web: a"
                    plain: ""
                  MountPoints: []
              Volumes:
                - Name: data
                  EFSVolumeConfiguration:
                    FilesystemId: fs-1
                    AuthorizationConfig:
                      IAM: ENABLED
                - Name: host
                  Host:
                    SourcePath: /srv
              EphemeralStorage:
                SizeInGiB: 30
              ProxyConfiguration:
                ContainerName: app
                ProxyConfigurationProperties:
                  - Name: AppPorts
                    Value: "80"
              Tags:
                - Key: team
                  Value: web
    "#]]
    .assert_eq(&cloudformation(&request()));
}

#[test]
fn a_resource() {
    expect![[r#"
        resource "aws_ecs_task_definition" "web_app" {
          family = "web-app"
          network_mode = "awsvpc"
          cpu = "256"
          requires_compatibilities = ["FARGATE"]
          container_definitions = jsonencode([
            {
              name = "app"
              image = "nginx:1.27"
              memory = 128
              essential = true
              command = ["sh", "-c", "echo \"$${HOME}\"\n", "%%{ $${"]
              portMappings = [
                {
                  containerPort = 80
                  protocol = "tcp"
                },
              ]
              environment = [
                {
                  name = "N"
                  value = "010"
                },
              ]
              dockerLabels = {
                "com.example/team" = "web: a"
                plain = ""
              }
              mountPoints = []
            },
          ])
          tags = {
            team = "web"
          }

          volume {
            name = "data"

            efs_volume_configuration {
              file_system_id = "fs-1"

              authorization_config {
                iam = "ENABLED"
              }
            }
          }

          volume {
            name = "host"
            host_path = "/srv"
          }

          ephemeral_storage {
            size_in_gib = 30
          }

          proxy_configuration {
            container_name = "app"
            properties = {
              AppPorts = "80"
            }
          }
        }
    "#]]
    .assert_eq(&terraform(&request()));
}

#[test]
fn imports_read_what_exports_write() {
    for format in FORMATS.iter().filter(|format| format.name != "AWS CLI") {
        let written = (format.write)(&request());
        let imported = recognise(&written).expect(format.name);
        let read: Value = serde_json::from_str(&imported.definitions[0].text).expect("JSON");
        assert_eq!(read, request(), "{}", format.name);
        assert_eq!(imported.definitions[0].notes, [""; 0], "{}", format.name);
    }
}
