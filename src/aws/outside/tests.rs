use super::*;
use crate::aws::stream::Streams;

/// Answers calls with their action, and lets the time pass that is slept.
fn echo(need: Need, now: &mut SimTime) -> Reply {
    match need {
        Need::Call { action, .. } => Reply::Answer(Answer {
            status: 200,
            body: action,
        }),
        Need::Sleep { until, .. } => {
            *now = until;
            Reply::Awake
        }
        Need::Line { prompt } => Reply::Line(Some(prompt)),
        Need::Own { words } => Reply::Text(Text {
            out: words.join(" "),
            ..Text::default()
        }),
    }
}

fn run<F: Future<Output = u8> + 'static>(program: impl FnOnce(Outside) -> F) -> (u8, String) {
    let outside = Outside::new(Calendar::DEFAULT);
    let running = Running::new(&outside, program(outside.clone()));
    let code = drive(running, SimTime::START, 1_000, echo).unwrap();
    let written = outside.take_written().into_iter();
    let text = written.map(|(channel, bytes)| format!("{channel:?}:{}", text(bytes)));
    (code, text.collect())
}

fn text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).unwrap()
}

#[test]
fn a_program_asks_and_goes_on_with_the_answer() {
    let (code, shown) = run(|outside| async move {
        let streams = Streams::terminal(&outside);
        let answer = outside.call("ecs", "ListTasks", "{}".to_owned()).await;
        streams.out.write(answer.body.as_bytes());
        outside.sleep(Span::seconds(15), "a reason").await;
        streams.err.write(outside.now().to_string().as_bytes());
        outside.breathe().await;
        let line = outside.line("really? ").await;
        streams.out.write(line.unwrap_or_default().as_bytes());
        let words = ["drydock".to_owned(), "seed".to_owned()];
        streams
            .out
            .write(outside.own(words.to_vec()).await.out.as_bytes());
        7
    });
    assert_eq!(code, 7);
    assert_eq!(
        shown,
        "Out:ListTasksErr:00:00:15.000Out:really? drydock seed"
    );
}

#[test]
fn programs_side_by_side_ask_one_after_the_other() {
    let (code, _) = run(|outside| async move {
        let ask = |action: &'static str| {
            let outside = outside.clone();
            Box::pin(async move { outside.call("ecs", action, String::new()).await.body })
        };
        let (mut left, mut right) = (ask("Left"), ask("Right"));
        let (mut got, mut count) = (vec![String::new(); 2], 0);
        poll_fn(|context| {
            for (index, side) in [&mut left, &mut right].into_iter().enumerate() {
                if got[index].is_empty()
                    && let Poll::Ready(body) = side.as_mut().poll(context)
                {
                    got[index] = body;
                    count += 1;
                }
            }
            if count == 2 {
                Poll::Ready(())
            } else {
                Poll::Pending
            }
        })
        .await;
        u8::from(got == ["Left", "Right"])
    });
    assert_eq!(code, 1);
}

#[test]
fn who_is_cancelled_asks_no_longer() {
    let outside = Outside::new(Calendar::DEFAULT);
    let program = |action: &'static str| {
        let outside = outside.clone();
        async move { u8::from(outside.call("ecs", action, String::new()).await.body == action) }
    };
    let mut first = Running::new(&outside, program("First"));
    assert!(matches!(first.step(SimTime::START, None), Step::Needs(_)));
    drop(first);
    let second = Running::new(&outside, program("Second"));
    assert_eq!(drive(second, SimTime::START, 9, echo), Some(1));
}

#[test]
fn an_endless_loop_ends_with_its_fuel() {
    let outside = Outside::new(Calendar::DEFAULT);
    let hands = outside.clone();
    let running = Running::new(&outside, async move {
        loop {
            hands.breathe().await;
        }
    });
    assert_eq!(drive(running, SimTime::START, 1_000, echo), None);
}

#[test]
fn a_closed_buffer_takes_nothing() {
    let streams = Streams::buffers();
    assert!(streams.out.write(b"a"));
    streams.out.close();
    assert!(!streams.out.write(b"b"));
    assert_eq!(streams.out.take(), b"a");
}
