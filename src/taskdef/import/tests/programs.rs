//! Literals of programs, templates of other tools, and JSON inside a text.

use super::{recognise, shows};
use expect_test::expect;

#[test]
fn arguments_and_answers_in_python() {
    shows(
        "import boto3\nclient.register_task_definition(\n  family='web',  # the shop's\n  \
         containerDefinitions=[{'name': 'a', 'image': f'{repo}:1', 'memory': 8,\n    \
         'essential': True, 'environment': [{'name': 'B', 'value': \"it's\"}]}],\n  cpu=None)\n",
        expect![[r##"
            # task definition in a program: web
            {
              "family": "web",
              "containerDefinitions": [
                {
                  "name": "a",
                  "image": "${f\"{repo}:1\"}",
                  "memory": 8,
                  "essential": true,
                  "environment": [
                    {
                      "name": "B",
                      "value": "it's"
                    }
                  ]
                }
              ]
            }
        "##]],
    );
    shows(
        "{'taskDefinition': {'family': 'web', 'revision': 3, 'containerDefinitions': [{'name': \
         'a', 'image': 'b', 'memory': 8}], 'registeredAt': datetime.datetime(2026, 1, 2, \
         tzinfo=tzlocal())}, 'ResponseMetadata': {'RetryAttempts': 0}}",
        expect![[r##"
            # task definition in a program: web:3
            {
              "family": "web",
              "containerDefinitions": [
                {
                  "name": "a",
                  "image": "b",
                  "memory": 8
                }
              ]
            }
            - Only answers have revision, registeredAt: left out.
        "##]],
    );
}

#[test]
fn objects_of_javascript_and_jsonnet() {
    shows(
        "await ecs.send(new RegisterTaskDefinitionCommand({\n  family: 'web', // for all\n  \
         containerDefinitions: [{ name: 'a', image: `${registry}/b:1`, memory: 8, }],\n}));",
        expect![[r##"
            # task definition in a program: web
            {
              "family": "web",
              "containerDefinitions": [
                {
                  "name": "a",
                  "image": "${registry}/b:1",
                  "memory": 8
                }
              ]
            }
        "##]],
    );
    shows(
        "const task = new aws.ecs.TaskDefinition(\"web\", {\n  family: \"web\",\n  \
         containerDefinitions: JSON.stringify([{ name: \"a\", image: repo.url, memory: 8 }]),\n});",
        expect![[r##"
            # task definition in a program: web
            {
              "family": "web",
              "containerDefinitions": [
                {
                  "name": "a",
                  "image": "${repo.url}",
                  "memory": 8
                }
              ]
            }
        "##]],
    );
    shows(
        "{\n  # of the shop\n  family: 'web',\n  containerDefinitions: [{ name: 'a', image: 'b', \
         memory: 8 }],\n}\n",
        expect![[r##"
            # task definition in a program: web
            {
              "family": "web",
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
fn templates_of_other_tools() {
    shows(
        "{\"family\": \"web-{{ env }}\", \"containerDefinitions\": [{\"name\": \"a\",\n  \
         \"image\": \"<%= image %>\", \"memory\": {{ memory | default(8) }}, \"cpu\": $CPU,\n  \
         \"environment\": [{% for k in vars %}{\"name\": \"{{ k }}\", \"value\": \"1\"},\n  \
         {% endfor %}]}]}",
        expect![[r##"
            # template of a task definition
            {
              "family": "web-{{ env }}",
              "containerDefinitions": [
                {
                  "name": "a",
                  "image": "${image}",
                  "memory": "${memory | default(8)}",
                  "cpu": "${CPU}",
                  "environment": [
                    {
                      "name": "{{ k }}",
                      "value": "1"
                    }
                  ]
                }
              ]
            }
            - Variables are written ${…} here, in quotes: that makes it JSON.
            - What a loop or a condition encloses is here once.
        "##]],
    );
}

#[test]
fn definitions_deep_inside_other_data() {
    shows(
        "resources:\n  task:\n    properties:\n      family: web\n      containerDefinitions:\n\
         \x20       fn::toJSON:\n          - {name: a, image: b, memory: 8}\n",
        expect![[r##"
            # data with a task definition in it: web
            {
              "family": "web",
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
        r#"{"States": {"Register": {"Parameters": {"Family": "web", "ContainerDefinitions":
            [{"Name": "a", "Image": "b", "Memory": 8}]}}}}"#,
        expect![[r##"
            # data with a task definition in it: Register
            {
              "family": "web",
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
        r#"{"resources": [{"inputs": {"family": "web", "containerDefinitions":
            "[{\"name\": \"a\", \"image\": \"b\", \"memory\": 8}]"}, "outputs": {"revision": 1,
            "family": "web", "containerDefinitions": "[]"}}]}"#,
        expect![[r##"
            # data with a task definition in it: web
            {
              "family": "web",
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
fn arguments_of_ansible() {
    shows(
        "- ecs_taskdefinition:\n    family: web\n    state: present\n    launch_type: FARGATE\n    \
         network_mode: awsvpc\n    cpu: '256'\n    memory: '512'\n    containers:\n    \
         - {name: a, image: \"{{ image }}\", memory: 8}\n",
        expect![[r##"
            # data with a task definition in it: web
            {
              "family": "web",
              "networkMode": "awsvpc",
              "cpu": "256",
              "memory": "512",
              "containerDefinitions": [
                {
                  "name": "a",
                  "image": "{{ image }}",
                  "memory": 8
                }
              ],
              "requiresCompatibilities": [
                "FARGATE"
              ]
            }
        "##]],
    );
}

#[test]
fn json_inside_a_text() {
    shows(
        "cat > web.json <<'EOF'\n{\"family\": \"web\", \"containerDefinitions\": [{\"name\": \
         \"a\", \"image\": \"b\", \"memory\": 8}]}\nEOF\naws ecs register-task-definition\n",
        expect![[r##"
            # text with a task definition in it: web
            {
              "family": "web",
              "containerDefinitions": [
                {
                  "name": "a",
                  "image": "b",
                  "memory": 8
                }
              ]
            }
            - Only the JSON of the text is here, not what stands around it.
        "##]],
    );
    shows(
        "{\"name\": \"a\", \"image\": \"b\", \"memory\": 8}",
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
fn jsonnet_may_begin_with_variables() {
    let text = "local a = import 'b.libsonnet';\nlocal c = 1;\n{family: 'x', \
                containerDefinitions: [a.web {cpu: c}, {name: 'log', image: 'y', memory: 1}]}";
    let imported = recognise(text).expect("a definition");
    let text = &imported.definitions[0].text;
    assert!(text.contains("${containerDefinitions[0].image}"), "{text}");
    assert!(text.contains("\"name\": \"log\""), "{text}");
}

#[test]
fn json_with_a_mistake_is_no_program() {
    for text in [
        r#"{"family": "a", "containerDefinitions": [{"name": "b",, "image": "c"}]}"#,
        r#"{"family": “a”, "containerDefinitions": [{"name": "b"}]}"#,
    ] {
        assert_eq!(recognise(text), None, "{text}");
    }
}
