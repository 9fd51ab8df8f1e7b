//! `jobs`, `wait` and `kill`

use crate::shell::state::{Boxed, Flow, Shell};

/// The process id of the shell, as `$$` has it.
const OWN: u32 = 4_242;

/// The jobs of this shell that are not over.
fn running(shell: &Shell) -> Vec<u32> {
    let jobs = shell.jobs.borrow();
    let running = jobs.running().map(|(number, _)| number);
    running
        .filter(|number| shell.own_jobs.contains(number))
        .collect()
}

pub fn list(shell: &mut Shell, _arguments: &[String]) -> Result<u8, Flow> {
    for (place, number) in running(shell).iter().enumerate() {
        shell.out(format!("[{}]   Running   process {number}\n", place + 1).as_bytes());
    }
    Ok(0)
}

pub fn wait<'a>(shell: &'a mut Shell, arguments: &'a [String]) -> Boxed<'a, Flow> {
    Box::pin(async move {
        shell.status = 0;
        if arguments.is_empty() {
            while !running(shell).is_empty() {
                shell.outside.idle().await;
            }
            return Flow::Go;
        }
        if arguments.first().is_some_and(|first| first == "-n") {
            any(shell, &arguments[1..]).await;
            return Flow::Go;
        }
        for argument in arguments {
            let number = argument.parse().unwrap_or(0);
            loop {
                let own = shell.own_jobs.contains(&number);
                let status = shell.jobs.borrow().status(number).filter(|_| own);
                match status {
                    None => {
                        let message = format!("wait: pid {argument} is not a child of this shell");
                        shell.complain(&message);
                        shell.status = 127;
                        break;
                    }
                    Some(Some(status)) => {
                        shell.status = status;
                        break;
                    }
                    Some(None) => shell.outside.idle().await,
                }
            }
        }
        Flow::Go
    })
}

/// `wait -n`: until the first of some jobs is over, or of all.
async fn any(shell: &mut Shell, words: &[String]) {
    let named: Vec<u32> = words.iter().filter_map(|word| word.parse().ok()).collect();
    let mut waits = if words.is_empty() {
        running(shell)
    } else {
        named
    };
    waits.retain(|number| shell.own_jobs.contains(number));
    if waits.is_empty() {
        shell.status = 127;
        return;
    }
    loop {
        let over = {
            let jobs = shell.jobs.borrow();
            let mut statuses = waits.iter().map(|number| jobs.status(*number).flatten());
            statuses.find_map(|status| status)
        };
        if let Some(status) = over {
            shell.status = status;
            return;
        }
        shell.outside.idle().await;
    }
}

const USAGE: &str = "kill: usage: kill [-s sigspec | -n signum | -sigspec] pid | jobspec ... or \
                     kill -l [sigspec]\n";

pub fn kill(shell: &mut Shell, arguments: &[String]) -> Result<u8, Flow> {
    let mut signal = "TERM".to_string();
    let mut rest = arguments;
    while let Some((first, behind)) = rest.split_first()
        && let Some(flag) = first.strip_prefix('-').filter(|flag| !flag.is_empty())
    {
        rest = behind;
        match flag {
            "l" => {
                let words = ["-l".to_string()];
                return super::trap::run(shell, &words);
            }
            "-" => break,
            "s" | "n" => {
                signal = behind.first().cloned().unwrap_or_default();
                rest = behind.get(1..).unwrap_or_default();
            }
            own => signal = own.to_string(),
        }
    }
    let name = super::trap::signal(&signal);
    if name.is_none() && !matches!(signal.as_str(), "0" | "9" | "KILL" | "SIGKILL") {
        shell.complain(&format!("kill: {signal}: invalid signal specification"));
        return Ok(1);
    }
    if rest.is_empty() {
        shell.err(USAGE);
        return Ok(2);
    }
    let mut status = 0;
    for text in rest {
        let number = match text.strip_prefix('%') {
            Some(place) => place.parse::<usize>().ok().and_then(|place| {
                let place = place.checked_sub(1)?;
                running(shell).get(place).copied()
            }),
            None => text.parse().ok(),
        };
        let Some(number) = number else {
            let message = format!("kill: {text}: arguments must be process or job IDs");
            shell.complain(&message);
            status = 1;
            continue;
        };
        if !reach(shell, number, &signal) {
            shell.complain(&format!("kill: ({number}) - No such process"));
            status = 1;
        }
        shell.outside.nudge();
    }
    Ok(status)
}

/// Ends a process, or with `0` only looks whether it is there; false if it is not.
fn reach(shell: &Shell, number: u32, signal: &str) -> bool {
    let mut jobs = shell.jobs.borrow_mut();
    if signal == "0" {
        return number == OWN || jobs.status(number) == Some(None);
    }
    let status = match signal.trim_start_matches("SIG") {
        "9" | "KILL" => 137,
        "2" | "INT" => 130,
        "1" | "HUP" => 129,
        _ => 143,
    };
    jobs.kill(number, status)
}
