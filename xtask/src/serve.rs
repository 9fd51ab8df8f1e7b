//! `serve`: the page on 127.0.0.1, built again on every change.

use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::process::Child;
use std::thread::sleep;
use std::time::Duration;

use crate::run::{Outcome, Step};
use crate::{site, tools};

/// Where the page is served when nobody says otherwise.
pub const DEFAULT_PORT: u16 = 8080;

/// Installs what is missing, builds, serves until interrupted.
pub fn serve(port: u16) -> Outcome {
    refuse_taken(port)?;
    tools::ensure_site_tools()?;
    site::fetch_crates()?;
    site::write_plain_pages()?;
    println!("▸ Building the page (the first build takes a minute or two)");
    let mut trunk = Step::new("Serving the page", "trunk");
    trunk.args([
        "serve",
        "--cargo-profile",
        "serve",
        "--dist",
        "target/serve-dist",
    ]);
    trunk.args([
        "--port",
        &port.to_string(),
        "--offline",
        "--skip-version-check",
    ]);
    trunk.env("PATH", tools::tool_path()?);
    let mut server = site::without_no_color(&mut trunk).spawn()?;
    announce(port, &mut server)?;
    match server.wait() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("Trunk ended ({status})")),
        Err(error) => Err(format!("Trunk was lost: {error}")),
    }
}

/// Said before the build, not after minutes of it.
fn refuse_taken(port: u16) -> Outcome {
    match TcpListener::bind((Ipv4Addr::LOCALHOST, port)) {
        Ok(_) => Ok(()),
        Err(error) => Err(format!(
            "port {port} on 127.0.0.1 cannot be used ({error}); choose one with \
             `cargo xtask serve --port N`"
        )),
    }
}

/// Prints the address once it answers: Trunk listens only after its first build.
fn announce(port: u16, server: &mut Child) -> Outcome {
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    while TcpStream::connect(address).is_err() {
        if let Ok(Some(status)) = server.try_wait() {
            return Err(format!("the page could not be built or served ({status})"));
        }
        sleep(Duration::from_millis(100));
    }
    println!("\n  Drydock is at http://127.0.0.1:{port}/  (Ctrl+C ends it)\n");
    Ok(())
}
