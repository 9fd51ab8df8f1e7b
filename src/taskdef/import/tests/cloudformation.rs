//! Templates, whole and in part.

use super::shows;
use expect_test::expect;

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
            # part of a CloudFormation template: AWS::ECS::TaskDefinition resource
                  TaskDefinition
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
