//! `curl` that asks again, and that shows what it asks.

use super::*;
use crate::model::task::AttachmentStatus;

/// A run with a task of nginx whose interface is there and whose container is not yet; its address.
fn starting() -> (Timeline, String) {
    let mut timeline = just_run();
    for _ in 0..300 {
        timeline.advance(Span(100), u32::MAX);
        let world = timeline.world();
        let task = world.tasks.rows().next();
        let found = task.and_then(|task| {
            let interface = task.interface.as_ref()?;
            let is_there = interface.status == AttachmentStatus::Attached;
            is_there.then(|| Arns::of(world).private_address(task.zone, interface.number))
        });
        if let Some(address) = found {
            return (timeline, address);
        }
    }
    unreachable!("the interface is attached within half a minute");
}

#[test]
fn curl_asks_again_until_somebody_answers() {
    let (mut timeline, host) = starting();
    let script = format!(
        "curl {host}; echo $? $SECONDS; \
         curl -s --retry 99 --retry-delay 2 --retry-connrefused {host} | grep -c 'nginx runs'; \
         echo $((SECONDS % 2)) $((SECONDS > 4))"
    );
    let expected = format!(
        "!curl: (7) Failed to connect to {host} port 80 after 0 ms: Couldn't connect to server\n\
         7 0\n1\n0 1\n"
    );
    assert_eq!(done(&mut timeline, &script), expected);
}

#[test]
fn curl_gives_up_after_so_many_tries() {
    let (mut timeline, host) = starting();
    timeline.advance(Span::minutes(5), u32::MAX);
    let unknown = "curl: (6) Could not resolve host: nowhere\n";
    let warning = |problem: &str, seconds: u32, left: u32| {
        format!(
            "Warning: Problem {problem}. Will retry in {seconds} seconds. {left} retries left.\n"
        )
    };
    let timeout = |seconds, left| warning(": timeout", seconds, left);
    let refused = format!(
        "curl: (7) Failed to connect to {host} port 81 after 0 ms: Couldn't connect to server\n"
    );
    let missing = "curl: (22) The requested URL returned error: 404\n";
    let again = "(retrying all errors)";
    for (script, expected) in [
        (
            "curl --retry 3 nowhere; echo $? $SECONDS".to_owned(),
            format!(
                "!{unknown}{}{unknown}{}{unknown}{}{unknown}6 7\n",
                timeout(1, 3),
                timeout(2, 2),
                timeout(4, 1)
            ),
        ),
        (
            "curl --retry 9 --retry-delay 5 --retry-max-time 7 nowhere; echo $SECONDS".to_owned(),
            format!(
                "!{unknown}{}{unknown}{}{unknown}10\n",
                timeout(5, 9),
                timeout(5, 8)
            ),
        ),
        (
            format!("curl --retry 2 {host}:81; echo $? $SECONDS"),
            format!("!{refused}7 0\n"),
        ),
        (
            format!("curl --retry 1 --retry-connrefused {host}:81; echo $? $SECONDS"),
            format!(
                "!{refused}{}{refused}7 1\n",
                warning(": connection refused", 1, 1)
            ),
        ),
        (
            format!("curl -f --retry 1 {host}/nope; echo $? $SECONDS"),
            format!("!{missing}22 0\n"),
        ),
        (
            format!("curl -f --retry 1 --retry-all-errors {host}/nope; echo $? $SECONDS"),
            format!("!{missing}{}{missing}22 1\n", warning(again, 1, 1)),
        ),
        (
            "curl -s --retry 1 --connect-timeout 3 10.0.9.9; echo $? $SECONDS".to_owned(),
            "28 7\n".to_owned(),
        ),
    ] {
        let script = format!("SECONDS=0; {script}");
        assert_eq!(done(&mut timeline, &script), expected, "{script}");
    }
}

#[test]
fn curl_counts_tries_in_whole_numbers() {
    let mut timeline = cluster();
    for (value, what) in [("x", "proper"), ("-1", "positive"), ("1.5", "proper")] {
        let said = done(
            &mut timeline,
            &format!("curl --retry {value} nowhere; echo $?"),
        );
        let first = format!("!curl: option --retry: expected a {what} numerical parameter\n");
        assert!(
            said.starts_with(&first) && said.ends_with("\n2\n"),
            "{said}"
        );
    }
}

#[test]
fn curl_shows_what_it_asks() {
    let (mut timeline, host) = starting();
    timeline.advance(Span::minutes(5), u32::MAX);
    let opened = format!("!*   Trying {host}:80...\n* Connected to {host} ({host}) port 80 (#0)\n");
    let got = format!(
        "{opened}> HEAD /x HTTP/1.1\n> Host: {host}\n> User-Agent: me\n> Accept: */*\n\
         > X-A: b\n> \n\
         < HTTP/1.1 404 Not Found\n< Server: nginx\n< Content-Type: text/html\n\
         < Content-Length: 23\n< Connection: keep-alive\n"
    );
    for (words, expected) in [
        (
            format!("-I -A me -H 'X-A: b' -o /dev/null {host}/x"),
            format!("{got}< \n* Connection #0 to host {host} left intact\n"),
        ),
        (
            format!("-fI -A me -H 'X-A: b' {host}/x"),
            format!(
                "{got}* The requested URL returned error: 404\n* Closing connection 0\n\
                 curl: (22) The requested URL returned error: 404\n"
            ),
        ),
        (
            format!("{host}:81"),
            format!(
                "!*   Trying {host}:81...\n\
                 * connect to {host} port 81 failed: Connection refused\n\
                 * Failed to connect to {host} port 81 after 0 ms: Couldn't connect to server\n\
                 * Closing connection 0\n\
                 curl: (7) Failed to connect to {host} port 81 after 0 ms: Couldn't connect to \
                 server\n"
            ),
        ),
        (
            "nowhere".to_owned(),
            "!* Could not resolve host: nowhere\n* Closing connection 0\n\
             curl: (6) Could not resolve host: nowhere\n"
                .to_owned(),
        ),
        (
            format!("-X POST -d a=1 -d b=2 -H Accept: -o /dev/null {host}"),
            format!(
                "{opened}> POST / HTTP/1.1\n> Host: {host}\n> User-Agent: curl/7.88.1\n\
                 > Content-Length: 7\n> Content-Type: application/x-www-form-urlencoded\n> \n\
                 < HTTP/1.1 405 Method Not Allowed\n< Server: nginx\n\
                 < Content-Type: text/html\n< Content-Length: 32\n\
                 < Connection: keep-alive\n< \n* Connection #0 to host {host} left intact\n"
            ),
        ),
    ] {
        let said = done(&mut timeline, &format!("curl -v {words}"));
        assert_eq!(said, expected, "{words}");
    }
}
