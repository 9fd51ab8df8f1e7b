//! `aws`: the AWS CLI.

use crate::aws;
use crate::aws::stream::Streams;
use crate::shell::state::{Boxed, Flow, Shell};

pub fn run<'a>(shell: &'a mut Shell, arguments: &'a [String]) -> Boxed<'a, Flow> {
    Box::pin(async move {
        // The CLI reads its input only where it is told to.
        let reads = |word: &String| word.ends_with("file:///dev/stdin") || word == "-";
        let mut input = Vec::new();
        if arguments.iter().any(reads) {
            let source = shell.input();
            while let Some(chunk) = source.chunk(&shell.outside).await {
                input.extend(chunk);
            }
        }
        shell.disk.flush();
        let environment = shell.variables.environment();
        let fds = [shell.fds.get(1).cloned(), shell.fds.get(2).cloned()];
        let [(out, keep_out), (err, keep_err)] = fds.map(|fd| match fd {
            Some(fd) => fd.stream(),
            None => (crate::aws::stream::Stream::nowhere(), false),
        });
        let streams = Streams { out, err };
        let outside = shell.outside.clone();
        let words = arguments.to_vec();
        shell.status = aws::run(&outside, words, &environment, input.into(), &streams).await;
        if keep_out {
            let text = streams.out.take();
            shell.out(&text);
        }
        if keep_err {
            let text = String::from_utf8_lossy(&streams.err.take()).into_owned();
            shell.err(&text);
        }
        shell.outside.nudge();
        Flow::Go
    })
}
