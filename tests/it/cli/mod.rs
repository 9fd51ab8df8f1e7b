//! The AWS CLI on a run: what is typed happens, and waiting lets time pass.

mod lines;
mod odd;

use drydock::aws::on_timeline::{hands_of, run_on};
use drydock::aws::outside::{Outside, Running};
use drydock::aws::stream::Streams;
use drydock::aws::{self, Environment};
use drydock::engine::Timeline;
use drydock::model::Settings;
use drydock::sim::Span;

const WEB: &str = r#"{
    "family": "web", "networkMode": "awsvpc", "requiresCompatibilities": ["FARGATE"],
    "cpu": "256", "memory": "512", "containerDefinitions": [{"name": "web", "image": "nginx"}]
}"#;

struct Terminal {
    timeline: Timeline,
    outside: Outside,
}

impl Terminal {
    fn new() -> Terminal {
        let timeline = Timeline::new(Settings::default());
        let outside = hands_of(&timeline);
        outside.write("web.json", WEB.as_bytes()).expect("it is so");
        Terminal { timeline, outside }
    }

    /// The output of a command line without quotes, and its exit code.
    fn run(&mut self, line: &str) -> (String, u8) {
        self.run_words(line.split_whitespace().map(str::to_owned).collect())
    }

    fn run_words(&mut self, words: Vec<String>) -> (String, u8) {
        let (streams, hands) = (Streams::buffers(), self.outside.clone());
        let outputs = streams.clone();
        let running = Running::new(&self.outside, async move {
            aws::run(&hands, words, &Environment::new(), [].into(), &outputs).await
        });
        let code = run_on(&mut self.timeline, running, 100_000).expect("an end");
        let text = [streams.out.take(), streams.err.take()].concat();
        (String::from_utf8(text).expect("it is so"), code)
    }

    fn says(&mut self, line: &str, wanted: &str) {
        assert_eq!(self.run(line), (wanted.to_owned(), 0), "{line}");
    }
}

const RUN: &str = "ecs run-task --cluster harbor --task-definition web --launch-type FARGATE \
                   --network-configuration \
                   awsvpcConfiguration={subnets=[subnet-0d0c1a00000000001]} \
                   --query tasks[0].taskArn --output text";

#[test]
fn a_task_from_its_start_to_its_end() {
    let mut terminal = Terminal::new();
    terminal.says(
        "ecs create-cluster --cluster-name harbor --query cluster.status",
        "\"ACTIVE\"\n",
    );
    terminal.says(
        "ecs register-task-definition --cli-input-json file://web.json \
         --query taskDefinition.revision --output text",
        "1\n",
    );
    let (arn, code) = terminal.run(RUN);
    assert_eq!(code, 0, "{arn}");
    let arn = arn.trim();
    let before = terminal.timeline.now();
    terminal.says(
        &format!("ecs wait tasks-running --cluster harbor --tasks {arn}"),
        "",
    );
    assert!(terminal.timeline.now().since(before) >= Span::seconds(6));
    terminal.says(
        &format!(
            "ecs describe-tasks --cluster harbor --tasks {arn} --output text \
             --query tasks[].[lastStatus,desiredStatus]"
        ),
        "RUNNING\tRUNNING\n",
    );
    let stopped = terminal.run(&format!("ecs stop-task --cluster harbor --task {arn}"));
    assert_eq!(stopped.1, 0, "{}", stopped.0);
    terminal.says(
        &format!("ecs wait tasks-stopped --cluster harbor --tasks {arn}"),
        "",
    );
}

#[test]
fn refusals_are_those_of_ecs() {
    let mut terminal = Terminal::new();
    let refused = terminal.run("ecs list-tasks --cluster nowhere");
    let said = "\nAn error occurred (ClusterNotFoundException) when calling the ListTasks \
                operation: Cluster not found.\n";
    assert_eq!(refused, (said.to_owned(), 254));
    let (said, code) = terminal.run("ecs wait services-stable --services web");
    assert!(
        said.starts_with("\nWaiter ServicesStable failed: "),
        "{said}"
    );
    assert_eq!(code, 255);
}

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
fn what_there_is_not_is_the_cli_s_own_complaint() {
    let mut terminal = Terminal::new();
    let (said, code) = terminal.run("s3 ls");
    assert!(said.contains("argument command: Invalid choice"), "{said}");
    assert_eq!(code, 252);
    let (said, code) = terminal.run("sts assume-role");
    assert!(
        said.contains("argument operation: Invalid choice"),
        "{said}"
    );
    assert_eq!(code, 252);
    let (said, _) = terminal.run("elbv2 describe-target-health help");
    assert!(said.contains("--target-group-arn <value>"), "{said}");
}
