//! The AWS CLI on a run: what is typed happens, and waiting lets time pass.

mod lines;
mod odd;
mod services;

use drydock::aws::folder::Stdin;
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
            aws::run(
                &hands,
                words,
                &Environment::new(),
                Stdin::default(),
                &outputs,
                &hands,
            )
            .await
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
