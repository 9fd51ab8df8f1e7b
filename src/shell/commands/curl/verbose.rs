//! `curl -v`: what is sent and what comes, as curl 7.88 shows it. Addresses of names are not shown:
//! the shell is not told them.

use super::options::{Options, Url};

/// What curl calls itself.
const AGENT: &str = "curl/7.88.1";

/// Before the connection is there.
pub fn trying(url: &Url) -> String {
    match is_address(&url.host) {
        true => format!("*   Trying {}:{}...\n", url.host, url.port),
        false => String::new(),
    }
}

/// The connection is there.
pub fn connected(url: &Url) -> String {
    let (host, port) = (&url.host, url.port);
    match is_address(host) {
        true => format!("* Connected to {host} ({host}) port {port} (#0)\n"),
        false => format!("* Connected to {host} port {port} (#0)\n"),
    }
}

/// The host does not want one.
pub fn refused(url: &Url) -> String {
    let (host, port) = (&url.host, url.port);
    match is_address(host) {
        true => format!("* connect to {host} port {port} failed: Connection refused\n"),
        false => String::new(),
    }
}

/// The request.
pub fn request(options: &Options, url: &Url) -> String {
    let standard = if url.secure { 443 } else { 80 };
    let host = match url.port == standard {
        true => url.host.clone(),
        false => format!("{}:{}", url.host, url.port),
    };
    let agent = options.agent.as_deref().unwrap_or(AGENT);
    let mut lines = vec![
        format!("Host: {host}"),
        format!("User-Agent: {agent}"),
        "Accept: */*".to_string(),
    ];
    let name = |line: &str| {
        let name = line.split([':', ';']).next().unwrap_or_default();
        name.to_ascii_lowercase()
    };
    for given in &options.headers {
        lines.retain(|line| name(line) != name(given));
    }
    // `Name:` alone takes a header away.
    let sent = options
        .headers
        .iter()
        .filter(|line| !line.trim_end().ends_with(':'));
    lines.extend(sent.cloned());
    if let Some(data) = &options.data {
        let given = |own: &str| options.headers.iter().any(|line| name(line) == own);
        if !given("content-length") {
            lines.push(format!("Content-Length: {}", data.len()));
        }
        if !given("content-type") {
            lines.push("Content-Type: application/x-www-form-urlencoded".to_string());
        }
    }
    let mut text = format!("> {} {} HTTP/1.1\n", options.method(), url.path);
    for line in lines {
        text.push_str(&format!("> {line}\n"));
    }
    text + "> \n"
}

/// The head of the answer; `whole` if its body is taken too.
pub fn response(head: &str, whole: bool) -> String {
    let lines = head.lines().map(|line| format!("< {line}\n"));
    let mut text: String = lines.collect();
    if whole {
        text.push_str("< \n");
    }
    text
}

/// The end: what went wrong, if something did.
pub fn end(host: &str, error: Option<&str>) -> String {
    match error {
        Some(error) => format!("* {error}\n* Closing connection 0\n"),
        None => format!("* Connection #0 to host {host} left intact\n"),
    }
}

fn is_address(host: &str) -> bool {
    host.parse::<std::net::IpAddr>().is_ok()
}
