//! What runs side by side: the parts of a pipeline, and commands with an `&`.

use super::state::{Boxed, Shell};
use std::cell::RefCell;
use std::future::poll_fn;
use std::rc::Rc;
use std::task::{Context, Poll};

/// Jobs that may be there at once.
const JOBS_MOST: usize = 64;

/// Commands in the background.
#[derive(Default)]
pub struct Jobs {
    jobs: Vec<Job>,
    started: u32,
}

struct Job {
    number: u32,
    text: String,
    /// Taken out while it runs a step: it may look at the jobs itself.
    program: Option<Boxed<'static, u8>>,
    status: Option<u8>,
}

/// The process id of the first job; later ones count on.
const FIRST: u32 = 4_243;

impl Jobs {
    /// Adds a job and gives its process id; None if there are too many.
    pub fn start(&mut self, program: Boxed<'static, u8>, text: String) -> Option<u32> {
        if self.running().count() >= JOBS_MOST {
            return None;
        }
        self.started += 1;
        let number = FIRST + self.started - 1;
        self.jobs.push(Job {
            number,
            text,
            program: Some(program),
            status: None,
        });
        Some(number)
    }

    /// Process ids and texts of those that are not over.
    pub fn running(&self) -> impl Iterator<Item = (u32, &str)> {
        let running = self.jobs.iter().filter(|job| job.status.is_none());
        running.map(|job| (job.number, job.text.as_str()))
    }

    /// The outer None: there is no such job. The inner: it is not over.
    pub fn status(&self, number: u32) -> Option<Option<u8>> {
        let job = self.jobs.iter().find(|job| job.number == number)?;
        Some(job.status)
    }

    /// Ends a job; false if there is none that runs.
    pub fn kill(&mut self, number: u32, status: u8) -> bool {
        let found = self.jobs.iter_mut().find(|job| job.number == number);
        let Some(job) = found.filter(|job| job.status.is_none()) else {
            return false;
        };
        job.program = None;
        job.status = Some(status);
        true
    }

    /// Forgets everything.
    pub fn clear(&mut self) {
        self.jobs.clear();
    }
}

/// Turns that jobs get when their script is over: one of them may be a loop without end.
const TURNS_OF_THE_LEFT: u32 = 1_000;

impl Shell {
    /// Ends what runs in the background. What it can do without time passing it does before: bash
    /// lets `echo a &` end too.
    pub async fn end_jobs(&mut self) {
        let count = |shell: &Shell| shell.jobs.borrow().running().count();
        if count(self) > 0 {
            self.outside.settle(TURNS_OF_THE_LEFT).await;
        }
        let ended = count(self);
        if ended > 0 && self.interactive {
            let rule = "what runs in the background ends with its command line";
            self.err(&format!(
                "bash: {rule} ({ended} did): `wait` waits for it\n"
            ));
        }
        self.jobs.borrow_mut().clear();
    }
}

/// Lets each job go on.
pub fn poll_jobs(jobs: &Rc<RefCell<Jobs>>, context: &mut Context<'_>) {
    let mut at = 0;
    loop {
        let program = match jobs.borrow_mut().jobs.get_mut(at) {
            None => return,
            Some(job) => job.program.take(),
        };
        if let Some(mut program) = program {
            let polled = program.as_mut().poll(context);
            if let Some(job) = jobs
                .borrow_mut()
                .jobs
                .get_mut(at)
                .filter(|job| job.status.is_none())
            {
                match polled {
                    Poll::Ready(status) => job.status = Some(status),
                    Poll::Pending => job.program = Some(program),
                }
            }
        }
        at += 1;
    }
}

/// Runs all of them side by side and gives their results in order.
pub async fn together<T>(mut programs: Vec<Boxed<'_, T>>) -> Vec<T> {
    let mut results: Vec<Option<T>> = programs.iter().map(|_| None).collect();
    poll_fn(|context| {
        let mut over = true;
        for (program, result) in programs.iter_mut().zip(&mut results) {
            if result.is_some() {
                continue;
            }
            match program.as_mut().poll(context) {
                Poll::Ready(value) => {
                    *result = Some(value);
                    // What it held open is closed now: others wait for that.
                    *program = Box::pin(std::future::pending());
                }
                Poll::Pending => over = false,
            }
        }
        if over { Poll::Ready(()) } else { Poll::Pending }
    })
    .await;
    results.into_iter().flatten().collect()
}
