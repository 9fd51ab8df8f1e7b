//! The services around ECS on a run.

use super::Terminal;
use drydock::sim::Span;

#[test]
fn the_services_around_ecs_answer() {
    let mut terminal = Terminal::new();
    terminal.says(
        "sts get-caller-identity",
        "{\n    \"UserId\": \"123456789012\",\n    \"Account\": \"123456789012\",\n    \
         \"Arn\": \"arn:aws:iam::123456789012:root\"\n}\n",
    );
    terminal.says(
        "elbv2 describe-target-groups --names web api --output text \
         --query TargetGroups[].[TargetGroupName,Port,TargetType]",
        "web\t80\tip\napi\t80\tip\n",
    );
    let balancers = "elbv2 describe-load-balancers --query LoadBalancers[].LoadBalancerName";
    terminal.says(&format!("{balancers} --output text --page-size 1"), "web\n");
    // As in the CLI, the query is asked of the token too.
    terminal.says(
        &format!("{balancers} --output text --max-items 1"),
        "web\nNone\n",
    );
    let (said, code) = terminal.run("elbv2 describe-target-health --target-group-arn web");
    assert_eq!(
        said,
        "\nAn error occurred (ValidationError) when calling the DescribeTargetHealth operation: \
         'web' is not a valid target group ARN\n"
    );
    assert_eq!(code, 254);
    terminal.says(
        "logs describe-log-groups --log-group-name-prefix /ecs/w --query logGroups[0].arn",
        "\"arn:aws:logs:us-east-1:123456789012:log-group:/ecs/web:*\"\n",
    );
    terminal.says(
        "ec2 describe-subnets --filters Name=availability-zone,Values=us-east-1b \
         --query Subnets[].SubnetId --output text",
        "subnet-0d0c1b00000000002\n",
    );
}

#[test]
fn rules_of_security_groups_are_taken() {
    let mut terminal = Terminal::new();
    let (id, code) = terminal.run(
        "ec2 create-security-group --group-name front --description d --query GroupId \
         --output text",
    );
    assert_eq!(code, 0, "{id}");
    let allow = format!(
        "ec2 authorize-security-group-ingress --group-id {} --protocol tcp",
        id.trim()
    );
    terminal.says(
        &format!(
            "{allow} --port 8000-8010 --cidr 10.0.0.0/8 --output text \
             --query SecurityGroupRules[].[FromPort,ToPort,CidrIpv4,IsEgress]"
        ),
        "8000\t8010\t10.0.0.0/8\tFalse\n",
    );
    terminal.says(
        &format!(
            "{allow} --port 80 --source-group sg-1 --output text \
             --query SecurityGroupRules[].ReferencedGroupInfo.GroupId"
        ),
        "sg-1\n",
    );
    terminal.says(
        "ec2 authorize-security-group-ingress --group-name front --output text \
         --ip-permissions IpProtocol=tcp,FromPort=22,ToPort=22,IpRanges=[{CidrIp=10.0.0.1/32}] \
         --query SecurityGroupRules[].[FromPort,CidrIpv4]",
        "22\t10.0.0.1/32\n",
    );
    for (line, code) in [
        (
            "--group-id sg-none --protocol tcp --port 80",
            "InvalidGroup.NotFound",
        ),
        ("--protocol tcp --port 80", "MissingParameter"),
        ("--group-name front", "MissingParameter"),
    ] {
        let (said, status) = terminal.run(&format!("ec2 authorize-security-group-ingress {line}"));
        assert!(said.contains(code) && status == 254, "{line}: {said}");
    }
    let (said, code) = terminal.run("ec2 delete-security-group --group-id sg-1");
    assert!(said.contains("costs nothing") && code == 255, "{said}");
}

#[test]
fn how_long_logs_stay_is_taken() {
    let mut terminal = Terminal::new();
    terminal.says("logs create-log-group --log-group-name /ecs/new", "");
    let keep = "logs put-retention-policy --retention-in-days 7 --log-group-name";
    terminal.says(&format!("{keep} /ecs/new"), "");
    let (said, code) = terminal.run(&format!("{keep} /ecs/none"));
    assert!(said.contains("(ResourceNotFoundException)"), "{said}");
    assert_eq!(code, 254);
}

#[test]
fn other_services_act_on_the_run() {
    let mut terminal = Terminal::new();
    for line in [
        "ecs create-cluster",
        "ecs register-task-definition --cli-input-json file://web.json",
        "ecs create-service --service-name web --task-definition web --desired-count 1 \
         --launch-type FARGATE --network-configuration \
         awsvpcConfiguration={subnets=[subnet-0d0c1a00000000001]}",
    ] {
        let (said, code) = terminal.run(line);
        assert_eq!(code, 0, "{said}");
    }
    let of_web = "--service-namespace ecs --resource-id service/default/web \
                  --scalable-dimension ecs:service:DesiredCount";
    let aas = "application-autoscaling";
    let (said, code) = terminal.run(&format!(
        "{aas} register-scalable-target {of_web} --min-capacity 2 --max-capacity 5"
    ));
    assert_eq!(code, 0, "{said}");
    terminal.says(
        &format!(
            "{aas} describe-scalable-targets --service-namespace ecs --output text \
             --query ScalableTargets[].[ResourceId,MinCapacity,MaxCapacity]"
        ),
        "service/default/web\t2\t5\n",
    );
    let put = format!(
        "{aas} put-scheduled-action {of_web} --scheduled-action-name up \
         --scalable-target-action MinCapacity=3 --schedule"
    );
    let mut words: Vec<String> = put.split(' ').map(str::to_owned).collect();
    words.push("rate(5 minutes)".to_owned());
    assert_eq!(terminal.run_words(words), (String::new(), 0));
    terminal.says(&format!("{aas} deregister-scalable-target {of_web}"), "");
    let create = "scheduler create-schedule --name often --flexible-time-window Mode=OFF \
                  --target Arn=default,RoleArn=any,EcsParameters={TaskDefinitionArn=web} \
                  --schedule-expression";
    let mut words: Vec<String> = create.split_whitespace().map(str::to_owned).collect();
    words.push("rate(5 minutes)".to_owned());
    let (said, code) = terminal.run_words(words);
    assert!(said.contains(":schedule/default/often"), "{said}");
    assert_eq!(code, 0);
    terminal.says(
        "scheduler get-schedule --name often --output text \
         --query [Name,State,Target.EcsParameters.TaskDefinitionArn]",
        "often\tENABLED\tweb\n",
    );
    terminal.says("scheduler delete-schedule --name often", "");
    let (said, code) = terminal.run("scheduler get-schedule --name often");
    assert!(said.contains("(ResourceNotFoundException)"), "{said}");
    assert_eq!(code, 254);
}

#[test]
fn what_there_is_not_says_so() {
    let mut terminal = Terminal::new();
    for (line, part) in [
        ("s3 ls", "aws s3 is not simulated. Simulated are ecs, "),
        ("--region us-east-1 deploy list-applications", "BLUE_GREEN"),
        (
            "sts assume-role",
            "aws sts assume-role is not simulated. Of sts there are: get-caller",
        ),
        (
            "logs tail /ecs/web --follow",
            "What containers write is not simulated",
        ),
        ("ecr get-login-password", "there is no docker here"),
        ("ec2 run-instances --count 1", "drydock instances add"),
    ] {
        let (said, code) = terminal.run(line);
        assert!(said.contains(part), "{line}: {said}");
        assert_eq!(code, 255, "{line}");
    }
    // A word that is no operation of AWS is the CLI's own complaint.
    for (line, part) in [
        ("ecz list-tasks", "argument command: Invalid choice"),
        ("sts whoami", "argument operation: Invalid choice"),
        (
            "ecs describe-everything",
            "argument operation: Invalid choice",
        ),
    ] {
        let (said, code) = terminal.run(line);
        assert!(said.contains(part), "{line}: {said}");
        assert_eq!(code, 252, "{line}");
    }
    let (said, _) = terminal.run("elbv2 describe-target-health help");
    assert!(said.contains("--target-group-arn <value>"), "{said}");
}

#[test]
fn who_waits_for_targets_lets_time_pass() {
    let mut terminal = Terminal::new();
    let (group, _) = terminal.run(
        "elbv2 describe-target-groups --names api --output text \
         --query TargetGroups[0].TargetGroupArn",
    );
    let group = group.trim().to_owned();
    for line in [
        "ecs create-cluster".to_owned(),
        "ecs register-task-definition --family api --network-mode awsvpc --cpu 256 --memory 512 \
         --requires-compatibilities FARGATE --container-definitions \
         [{\"name\":\"api\",\"image\":\"nginx\",\"portMappings\":[{\"containerPort\":80}]}]"
            .to_owned(),
        format!(
            "ecs create-service --service-name api --task-definition api --desired-count 1 \
             --launch-type FARGATE --load-balancers \
             targetGroupArn={group},containerName=api,containerPort=80 --network-configuration \
             awsvpcConfiguration={{subnets=[subnet-0d0c1a00000000001]}}"
        ),
    ] {
        let (said, code) = terminal.run(&line);
        assert_eq!(code, 0, "{said}");
    }
    let before = terminal.timeline.now();
    let wait = format!("elbv2 wait target-in-service --target-group-arn {group}");
    terminal.says(&wait, "");
    assert!(terminal.timeline.now().since(before) >= Span::seconds(60));
    terminal.says(
        &format!(
            "elbv2 describe-target-health --target-group-arn {group} --output text \
             --query TargetHealthDescriptions[].[Target.Port,TargetHealth.State]"
        ),
        "80\thealthy\n",
    );
}
