//! `jobs`, `wait` and `kill`

use crate::shell::state::{Boxed, Flow, Shell};

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

pub fn kill(shell: &mut Shell, arguments: &[String]) -> Result<u8, Flow> {
    let numbers: Vec<&String> = arguments
        .iter()
        .filter(|word| !word.starts_with('-'))
        .collect();
    if numbers.is_empty() {
        shell.err(
            "kill: usage: kill [-s sigspec | -n signum | -sigspec] pid | jobspec ... or kill -l \
             [sigspec]\n",
        );
        return Ok(2);
    }
    let mut status = 0;
    for text in numbers {
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
        if !shell.jobs.borrow_mut().kill(number, 143) {
            shell.complain(&format!("kill: ({number}) - No such process"));
            status = 1;
        }
        shell.outside.nudge();
    }
    Ok(status)
}
