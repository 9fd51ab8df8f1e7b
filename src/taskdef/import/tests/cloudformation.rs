//! Templates, whole and in part.

use super::shows;
use expect_test::expect;

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
