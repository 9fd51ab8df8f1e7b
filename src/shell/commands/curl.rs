//! `curl`: requests to simulated hosts. Messages and exit codes: curl(1), "EXIT CODES", and curl
//! 7.88.

mod options;
mod retry;
mod verbose;
mod write_out;

use crate::aws::outside::Text;
use crate::model::World;
use crate::shell::state::{Boxed, Flow, Shell};
use crate::sim::Span;
use crate::view::reach::{Reach, Request, reach};
use options::{Options, Url};
use retry::Retries;

/// How long a connection is tried to an address that does not answer: Linux sends the first packet
/// again for so long (tcp(7), `tcp_syn_retries`).
const CONNECT_MOST: Span = Span::seconds(130);

/// Exit codes.
const UNKNOWN_HOST: u8 = 6;
const NOT_CONNECTED: u8 = 7;
const HTTP_ERROR: u8 = 22;
const NOT_WRITTEN: u8 = 23;
const TIMED_OUT: u8 = 28;
const NO_TLS: u8 = 35;

pub fn run<'a>(shell: &'a mut Shell, arguments: &'a [String]) -> Boxed<'a, Flow> {
    Box::pin(async move {
        let options = match Options::read(arguments) {
            Ok(options) => options,
            Err(message) => {
                shell.err(&format!("curl: {message}\n"));
                shell.status = 2;
                return Flow::Go;
            }
        };
        shell.status = 0;
        for url in &options.urls {
            shell.status = fetch(shell, &options, url).await;
        }
        Flow::Go
    })
}

/// What a host says: the exit code of curl, and the answer as HTTP writes it.
pub fn answer(world: &World, host: &str, port: &str, request: Request<'_>) -> Text {
    let port = port.parse().unwrap_or(0);
    let page = match reach(world, host, port, request) {
        Reach::UnknownHost => return failed(UNKNOWN_HOST),
        Reach::Refused => return failed(NOT_CONNECTED),
        Reach::Silence => return failed(TIMED_OUT),
        Reach::Answers(page) => page,
    };
    let mut out = format!("HTTP/1.1 {} {}\r\n", page.status, page.reason);
    for (name, value) in &page.headers {
        out.push_str(&format!("{name}: {value}\r\n"));
    }
    out.push_str(&format!("\r\n{}", page.body));
    Text {
        out,
        ..Text::default()
    }
}

fn failed(code: u8) -> Text {
    Text {
        code,
        ..Text::default()
    }
}

/// What came of a request, for `-w`.
#[derive(Default)]
struct Outcome {
    url: String,
    host: String,
    port: u16,
    status: u16,
    kind: String,
    size: usize,
    millis: u64,
    code: u8,
}

/// Makes a request, again if that is wanted, and gives curl's exit code.
async fn fetch(shell: &mut Shell, options: &Options, text: &str) -> u8 {
    let started = shell.outside.now();
    let mut retries = Retries::new(options);
    let mut turn = shell.steps.get();
    let outcome = loop {
        let outcome = attempt(shell, options, text, turn).await;
        let passed = shell.outside.now().since(started);
        let in_time = options.retry_most.is_none_or(|most| passed < most);
        let reason = retry::reason(options, &outcome).filter(|_| in_time);
        let Some((pause, warning)) = reason.and_then(|reason| retries.next(reason)) else {
            break outcome;
        };
        if !options.silent {
            shell.err(&warning);
            if options.output.is_some() && outcome.size > 0 {
                shell.err(&format!("Throwing away {} bytes\n", outcome.size));
            }
        }
        let why = format!("curl, to try {} again", outcome.host);
        shell.outside.sleep(pause, &why).await;
        turn += 1;
    };
    if let Some(format) = &options.write_out {
        let text = write_out::written(format, &outcome);
        shell.out(text.as_bytes());
    }
    outcome.code
}

/// Makes a request once.
async fn attempt(shell: &mut Shell, options: &Options, text: &str, turn: u64) -> Outcome {
    let mut outcome = Outcome {
        url: text.to_string(),
        ..Outcome::default()
    };
    let started = shell.outside.now();
    let asked = match Url::read(text) {
        Err(failed) => Err(failed),
        Ok(url) => {
            outcome.host.clone_from(&url.host);
            outcome.port = url.port;
            let asked = ask(shell, options, &url, turn, &mut outcome).await;
            let error = asked.as_ref().err().map(|(_, message)| message.as_str());
            verbose(shell, options, &verbose::end(&url.host, error));
            asked
        }
    };
    outcome.millis = shell.outside.now().since(started).0;
    if let Err((code, message)) = asked {
        outcome.code = code;
        if !options.silent || options.show_error {
            shell.err(&format!("curl: ({code}) {message}\n"));
        }
    }
    outcome
}

fn verbose(shell: &mut Shell, options: &Options, text: &str) {
    if options.verbose {
        shell.err(text);
    }
}

/// Asks the host; the error is curl's exit code and message.
async fn ask(
    shell: &mut Shell,
    options: &Options,
    url: &Url,
    turn: u64,
    outcome: &mut Outcome,
) -> Result<(), (u8, String)> {
    let (port, turn) = (url.port.to_string(), turn.to_string());
    let words = ["curl", options.method(), &url.host, &port, &url.path, &turn];
    let said = shell.outside.own(words.map(str::to_string).to_vec()).await;
    if said.code != UNKNOWN_HOST {
        verbose(shell, options, &verbose::trying(url));
    }
    if said.code != 0 {
        if said.code == NOT_CONNECTED {
            verbose(shell, options, &verbose::refused(url));
        }
        return Err((said.code, unreached(shell, options, url, said.code).await));
    }
    verbose(shell, options, &verbose::connected(url));
    if url.secure {
        let reason = "error:0A00010B:SSL routines::wrong version number";
        return Err((NO_TLS, format!("OpenSSL/3.0.17: {reason}")));
    }
    verbose(shell, options, &verbose::request(options, url));
    receive(shell, options, &said.out, outcome)
}

/// Waits as long as curl would, and words what went wrong.
async fn unreached(shell: &mut Shell, options: &Options, url: &Url, code: u8) -> String {
    let (host, port) = (&url.host, url.port);
    match code {
        UNKNOWN_HOST => format!("Could not resolve host: {host}"),
        NOT_CONNECTED => {
            format!(
                "Failed to connect to {host} port {port} after 0 ms: Couldn't connect to server"
            )
        }
        _ => {
            let most = options.max_time.filter(|most| *most < CONNECT_MOST);
            let wait = most.unwrap_or(CONNECT_MOST);
            shell
                .outside
                .sleep(wait, &format!("curl {host}:{port}"))
                .await;
            let millis = wait.0 + 1;
            match most {
                Some(_) => format!("Connection timed out after {millis} milliseconds"),
                None => format!(
                    "Failed to connect to {host} port {port} after {millis} ms: Couldn't connect \
                     to server"
                ),
            }
        }
    }
}

/// Writes the answer; the error is curl's.
fn receive(
    shell: &mut Shell,
    options: &Options,
    answer: &str,
    outcome: &mut Outcome,
) -> Result<(), (u8, String)> {
    let (head, body) = answer.split_once("\r\n\r\n").unwrap_or((answer, ""));
    let status = head.split(' ').nth(1).and_then(|text| text.parse().ok());
    outcome.status = status.unwrap_or(0);
    let kind = head
        .lines()
        .find_map(|line| line.strip_prefix("Content-Type: "));
    outcome.kind = kind.unwrap_or_default().to_string();
    let fails = options.fail && outcome.status >= 400;
    verbose(shell, options, &verbose::response(head, !fails));
    if fails {
        let message = format!("The requested URL returned error: {}", outcome.status);
        return Err((HTTP_ERROR, message));
    }
    outcome.size = body.len();
    let mut text = String::new();
    if options.head || options.include {
        text.push_str(head);
        text.push_str("\r\n\r\n");
    }
    if !options.head {
        text.push_str(body);
    }
    let Some(path) = &options.output else {
        shell.out(text.as_bytes());
        return Ok(());
    };
    match shell.disk.write(path, text.as_bytes()) {
        Ok(()) => Ok(()),
        Err(reason) => {
            shell.err(&format!(
                "Warning: Failed to open the file {path}: {reason}\n"
            ));
            Err((
                NOT_WRITTEN,
                "Failure writing output to destination".to_string(),
            ))
        }
    }
}
