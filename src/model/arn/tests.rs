use super::*;

#[test]
fn ids_can_be_read_back_and_kinds_do_not_mix() {
    let world = World::default();
    let arns = Arns::of(&world);
    for number in [0, 1, 2, 77, u32::MAX] {
        let hex = arns.task_hex(TaskId(number));
        assert_eq!(hex.len(), 32);
        assert_eq!(arns.read_task(&hex), Some(TaskId(number)));
        assert_eq!(
            arns.read_task(&format!("arn:aws:ecs:x:task/c/{hex}")),
            Some(TaskId(number))
        );
        assert_eq!(arns.read_instance(&hex), None);
    }
    assert_eq!(arns.read_task("4f3a"), None);
}

#[test]
fn other_ids_have_the_forms_that_aws_prints() {
    let world = World::default();
    let arns = Arns::of(&world);
    assert_eq!(
        arns.deployment(DeploymentId(1)).len(),
        "ecs-svc/".len() + 19
    );
    assert_eq!(
        arns.ec2_instance(InstanceId(1)).len(),
        "i-0123456789abcdef0".len()
    );
    assert_eq!(arns.mac_address(1).len(), "0e:00:00:00:00:00".len());
    assert_eq!(arns.docker_id(TaskId(1), 0).len(), 64);
    assert_ne!(arns.docker_id(TaskId(1), 0), arns.docker_id(TaskId(1), 1));
    let runtime_id = arns.fargate_runtime_id(TaskId(1), 0);
    assert_eq!(runtime_id.len(), 32 + 1 + 10);
    let digest = arns.image_digest("nginx:1.27");
    assert_eq!(digest.len(), "sha256:".len() + 64);
    assert_eq!(arns.image_digest(&format!("web@{digest}")), digest);
    let uuid = arns.uuid(Uuid::Container, 1, 2);
    assert_eq!(uuid.len(), 36);
    assert_eq!(&uuid[14..15], "4");
}
