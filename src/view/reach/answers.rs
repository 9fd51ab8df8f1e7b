//! What a container answers: pages of our own words, the same in each run.

use super::Reach;
use crate::model::arn::Arns;
use crate::model::{Task, World};

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Request<'a> {
    /// `GET`, `HEAD`, `POST`.
    pub method: &'a str,
    /// From the slash on, with the query.
    pub path: &'a str,
    /// How many steps the shell had done: targets of a load balancer take turns.
    pub turn: u64,
}

/// An answer of HTTP.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// `200`
    pub status: u16,
    /// `OK`
    pub reason: &'static str,
    /// Names and values.
    pub headers: Vec<(&'static str, String)>,
    /// The body; empty for `HEAD`.
    pub body: String,
}

/// What an Application Load Balancer itself says.
pub fn failed(status: u16) -> Reach {
    let reason = match status {
        502 => "Bad Gateway",
        _ => "Service Temporarily Unavailable",
    };
    let body = format!("<html>\n<body>\n<h1>{status} {reason}</h1>\n</body>\n</html>\n");
    Reach::Answers(Page {
        status,
        reason,
        headers: vec![
            ("Server", "awselb/2.0".to_owned()),
            ("Content-Type", "text/html".to_owned()),
            ("Content-Length", body.len().to_string()),
        ],
        body,
    })
}

/// The last part of an image's name: `nginx` of `public.ecr.aws/nginx/nginx:1.27`.
fn base(image: &str) -> &str {
    let last = image.rsplit('/').next().unwrap_or(image);
    last.split([':', '@']).next().unwrap_or(last)
}

/// Whether the image is known to listen at port 80. Source: their pages in Docker's library.
pub fn is_web_server(image: &str) -> bool {
    matches!(
        base(image),
        "nginx" | "httpd" | "caddy" | "amazon-ecs-sample"
    )
}

/// What a container answers. Assumption: web servers have their one page at `/` and nothing else;
/// any other image answers every path with a line that names the task.
pub fn page(world: &World, task: &Task, container: usize, request: Request<'_>) -> Page {
    let definition = &task.launch.spec.containers[container];
    let image = base(&definition.image);
    let path = request.path.split('?').next().unwrap_or_default();
    let at_home = matches!(path, "/" | "/index.html");
    let (server, kind, found) = match image {
        "nginx" => (
            "nginx",
            "text/html",
            "<!DOCTYPE html>\n<html>\n<head><title>nginx</title></head>\n<body>\n\
             <h1>nginx runs here</h1>\n</body>\n</html>\n"
                .to_owned(),
        ),
        "httpd" => (
            "Apache",
            "text/html",
            "<html><body><h1>It works!</h1></body></html>\n".to_owned(),
        ),
        _ => {
            let id = Arns::of(world).task_hex(task.id);
            let name = &definition.name;
            (
                "drydock",
                "text/plain",
                format!("container {name} of task {id} answers\n"),
            )
        }
    };
    let known = matches!(request.method, "GET" | "HEAD") || server == "drydock";
    let (status, reason, body) = if !known {
        (
            405,
            "Method Not Allowed",
            "<h1>405 Method Not Allowed</h1>\n".to_owned(),
        )
    } else if server != "drydock" && !at_home {
        (404, "Not Found", "<h1>404 Not Found</h1>\n".to_owned())
    } else {
        (200, "OK", found)
    };
    let length = body.len().to_string();
    Page {
        status,
        reason,
        headers: vec![
            ("Server", server.to_owned()),
            ("Content-Type", kind.to_owned()),
            ("Content-Length", length),
            ("Connection", "keep-alive".to_owned()),
        ],
        body: if request.method == "HEAD" {
            String::new()
        } else {
            body
        },
    }
}
