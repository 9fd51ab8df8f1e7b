//! The examples of the guides, and the rules between policies.

use super::decide::{Decision, Standing, adjusted, decide, step_of};
use crate::model::scaling::{
    Adjustment, Comparison, Metric, Policy, PolicyKind, ScaledOut, Scaling, Step, Watch,
};
use crate::model::traffic::Datapoint;
use crate::sim::{SimTime, Span};
use std::collections::VecDeque;

const NOW: SimTime = SimTime(3_600_000);

fn scaling(policies: Vec<PolicyKind>) -> Scaling {
    let policies = policies.into_iter().zip(0..).map(|(kind, number)| Policy {
        name: format!("policy-{number}").into(),
        number,
        kind,
        created_at: SimTime::START,
    });
    Scaling {
        min: 1,
        max: 100,
        suspended: Default::default(),
        policies: policies.collect(),
        scheduled: Vec::new(),
        last_out: None,
        last_in: None,
        activities: VecDeque::new(),
        created_at: SimTime::START,
    }
}

fn tracking(metric: Metric, target_milli: i64) -> PolicyKind {
    PolicyKind::Tracking {
        metric,
        target_milli,
        out_cooldown: Span::seconds(300),
        in_cooldown: Span::seconds(300),
        scales_in: true,
    }
}

/// Minutes with so many percent of CPU and of memory.
fn minutes(percent: &[(u32, u32)]) -> VecDeque<Datapoint> {
    let points = percent.iter().map(|(cpu, memory)| Datapoint {
        cpu_permille: Some(cpu * 10),
        memory_permille: Some(memory * 10),
        ..Datapoint::default()
    });
    points.collect()
}

fn running(tasks: u32) -> Standing {
    Standing {
        running: tasks,
        desired: tasks,
        deploying: false,
    }
}

fn desired(scaling: &Scaling, points: &VecDeque<Datapoint>, standing: Standing) -> Option<u32> {
    decide(scaling, points, standing, NOW).map(|decision| decision.desired)
}

#[test]
fn target_tracking_brings_the_metric_to_its_target() {
    let scaling = scaling(vec![tracking(Metric::Cpu, 50_000)]);
    let high = |percent| minutes(&[(percent, 0); 3]);
    // Load in proportion: four tasks at 75 % are six at 50 %.
    assert_eq!(desired(&scaling, &high(75), running(4)), Some(6));
    assert_eq!(desired(&scaling, &high(51), running(4)), Some(5));
    assert_eq!(desired(&scaling, &high(50), running(4)), None);
    assert_eq!(desired(&scaling, &high(400), running(20)), Some(100));
    // Three minutes in a row, and not two.
    let two = minutes(&[(40, 0), (75, 0), (75, 0)]);
    assert_eq!(desired(&scaling, &two, running(4)), None);
    // A quarter of an hour more than a tenth below the target.
    let low = |percent, count| minutes(&vec![(percent, 0); count]);
    assert_eq!(desired(&scaling, &low(20, 15), running(5)), Some(2));
    assert_eq!(desired(&scaling, &low(20, 14), running(5)), None);
    assert_eq!(desired(&scaling, &low(45, 15), running(5)), None);
    assert_eq!(desired(&scaling, &low(0, 15), running(5)), Some(1));
}

#[test]
fn without_data_nothing_happens() {
    let scaling = scaling(vec![tracking(Metric::RequestsPerTarget, 1_000_000)]);
    let mut points = minutes(&[(90, 90); 15]);
    assert_eq!(desired(&scaling, &points, running(2)), None);
    for point in &mut points {
        point.per_target = Some(1_500);
    }
    assert_eq!(desired(&scaling, &points, running(2)), Some(3));
}

#[test]
fn out_if_any_says_so_and_in_if_all_do() {
    let policies = vec![
        tracking(Metric::Cpu, 50_000),
        tracking(Metric::Memory, 50_000),
    ];
    let both = scaling(policies);
    let out = minutes(&[(10, 80); 15]);
    let decision = decide(&both, &out, running(5), NOW).expect("memory is short");
    assert_eq!((decision.desired, decision.policy), (8, 1));
    let most = minutes(&[(100, 80); 3]);
    let decision = decide(&both, &most, running(5), NOW).expect("both are short");
    assert_eq!((decision.desired, decision.policy), (10, 0));
    assert_eq!(desired(&both, &minutes(&[(10, 48); 15]), running(5)), None);
    assert_eq!(
        desired(&both, &minutes(&[(10, 20); 15]), running(5)),
        Some(2)
    );
}

#[test]
fn cooldowns_and_deployments_hold_back() {
    let mut scaling = scaling(vec![tracking(Metric::Cpu, 50_000)]);
    let low = minutes(&[(10, 0); 15]);
    let deploying = Standing {
        deploying: true,
        ..running(5)
    };
    assert_eq!(desired(&scaling, &low, deploying), None);
    assert_eq!(
        desired(&scaling, &minutes(&[(80, 0); 3]), deploying),
        Some(8)
    );
    scaling.last_in = Some((SimTime(NOW.0 - 200_000), Span::seconds(300)));
    assert_eq!(desired(&scaling, &low, running(5)), None);
    // A scale-out breaks the cooldown of a scale-in.
    assert_eq!(
        desired(&scaling, &minutes(&[(80, 0); 3]), running(5)),
        Some(8)
    );
    // What was added then counts: from four tasks, 60 % asks for five and 90 % for eight.
    scaling.last_out = Some(ScaledOut {
        at: SimTime(NOW.0 - 200_000),
        cooldown: Span::seconds(300),
        before: 4,
    });
    assert_eq!(desired(&scaling, &minutes(&[(60, 0); 3]), running(5)), None);
    assert_eq!(
        desired(&scaling, &minutes(&[(90, 0); 3]), running(5)),
        Some(8)
    );
    scaling.suspended.scale_out = true;
    assert_eq!(desired(&scaling, &minutes(&[(90, 0); 3]), running(5)), None);
}

#[test]
fn bounds_come_first() {
    let mut scaling = scaling(vec![tracking(Metric::Cpu, 50_000)]);
    (scaling.min, scaling.max) = (4, 6);
    let high = minutes(&[(400, 0); 3]);
    assert_eq!(desired(&scaling, &high, running(2)), Some(4));
    assert_eq!(desired(&scaling, &high, running(5)), Some(6));
    assert_eq!(desired(&scaling, &high, running(6)), None);
    let low = minutes(&[(1, 0); 15]);
    assert_eq!(desired(&scaling, &low, running(9)), Some(6));
    assert_eq!(desired(&scaling, &low, running(5)), Some(4));
}

fn step(lower: Option<i64>, upper: Option<i64>, adjustment: i32) -> Step {
    Step {
        lower_milli: lower.map(|bound| bound * 1_000),
        upper_milli: upper.map(|bound| bound * 1_000),
        adjustment,
    }
}

/// The two policies of the guide's example: a threshold of 50 and steps in percent.
fn example() -> Scaling {
    let steps = |comparison, steps| PolicyKind::Steps {
        alarms: vec![Watch {
            name: "example".into(),
            metric: Metric::Cpu,
            comparison,
            threshold_milli: 50_000,
            minutes: 1,
            periods: 1,
            breaching: 1,
        }],
        adjustment: Adjustment::Percent { at_least: 0 },
        steps,
        cooldown: Span::ZERO,
    };
    let out = vec![
        step(Some(0), Some(10), 0),
        step(Some(10), Some(20), 10),
        step(Some(20), None, 30),
    ];
    let inward = vec![
        step(Some(-10), Some(0), 0),
        step(Some(-20), Some(-10), -10),
        step(None, Some(-20), -30),
    ];
    scaling(vec![
        steps(Comparison::AtLeast, out),
        steps(Comparison::AtMost, inward),
    ])
}

/// Source: Amazon EC2 Auto Scaling User Guide, "Step and simple scaling policies": ten, and the
/// metric rises to 60 and to 70, and falls to 40 and to 30.
#[test]
fn steps_go_as_in_the_guide() {
    let scaling = example();
    let mut tasks = 10;
    for (percent, expected) in [(60, 11), (70, 14), (40, 13), (30, 10)] {
        let point = minutes(&[(percent, 0)]);
        tasks = desired(&scaling, &point, running(tasks)).expect("a step");
        assert_eq!(tasks, expected, "at {percent} %");
    }
    assert_eq!(desired(&scaling, &minutes(&[(55, 0)]), running(10)), None);
    assert_eq!(desired(&scaling, &minutes(&[(45, 0)]), running(10)), None);
}

#[test]
fn bounds_of_steps_belong_to_one_side() {
    let up = [step(Some(0), Some(10), 1), step(Some(10), None, 2)];
    let by = |steps: &[Step], breach: i64, above| {
        step_of(steps, breach * 1_000, above).map(|step| step.adjustment)
    };
    assert_eq!(
        [0, 9, 10, 99].map(|breach| by(&up, breach, true)),
        [1, 1, 2, 2].map(Some)
    );
    assert_eq!(by(&up, -1, true), None);
    let down = [step(Some(-10), Some(0), -1), step(None, Some(-10), -2)];
    assert_eq!(
        [0, -9, -10, -99].map(|b| by(&down, b, false)),
        [-1, -1, -2, -2].map(Some)
    );
}

/// Source: Application Auto Scaling User Guide, "Scaling adjustment types".
#[test]
fn percentages_are_rounded() {
    let percent = |from, by| adjusted(from, Adjustment::Percent { at_least: 0 }, by);
    // 12.7 is 12 and −6.67 is −6; 0.67 is 1 and −0.58 is −1.
    assert_eq!(percent(127, 10), 139);
    assert_eq!(percent(29, -23), 23);
    assert_eq!(percent(67, 1), 68);
    assert_eq!(percent(58, -1), 57);
    assert_eq!(percent(5, 0), 5);
    let at_least = Adjustment::Percent { at_least: 2 };
    assert_eq!(
        (adjusted(4, at_least, 25), adjusted(4, at_least, -25)),
        (6, 2)
    );
    assert_eq!(
        (
            adjusted(4, Adjustment::Change, -9),
            adjusted(4, Adjustment::Exact, 7)
        ),
        (0, 7)
    );
}

#[test]
fn a_decision_names_its_policy() {
    let found = decide(&example(), &minutes(&[(70, 0)]), running(10), NOW);
    let expected = Decision {
        desired: 13,
        policy: 0,
        is_out: true,
        cooldown: Span::ZERO,
    };
    assert_eq!(found, Some(expected));
}
