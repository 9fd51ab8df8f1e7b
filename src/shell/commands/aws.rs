//! `aws`: the AWS CLI.

use crate::aws;
use crate::aws::folder::Stdin;
use crate::aws::stream::Streams;
use crate::shell::state::{Boxed, Flow, Shell};

pub fn run<'a>(shell: &'a mut Shell, arguments: &'a [String]) -> Boxed<'a, Flow> {
    Box::pin(async move {
        // The CLI reads its input only where it is told to.
        let reads = |word: &String| {
            word.ends_with("file:///dev/stdin") || word.ends_with("fileb:///dev/stdin")
        };
        let mut stdin = Stdin::default();
        if arguments.iter().any(reads) {
            let source = shell.input();
            stdin.is_file = source.is_file();
            let mut input = Vec::new();
            while let Some(chunk) = source.chunk(&shell.outside).await {
                input.extend(chunk);
            }
            stdin.bytes = input.into();
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
        let disk = shell.disk.clone();
        shell.status = aws::run(&outside, words, &environment, stdin, &streams, &disk).await;
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
