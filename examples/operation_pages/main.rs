//! The page of the operations, as plain HTML: `operation_pages FOLDER` writes `FOLDER/index.html`.
//! `cargo xtask build` calls it. All that it says stands in the tables that the engine goes by.

#[path = "../rule_pages/html.rs"]
mod html;

use drydock::api::ops::nested;
use drydock::api::ops::not_simulated::NOT_SIMULATED;
use drydock::api::ops::{OPERATIONS, Operation, named};
use drydock::shapes;
use html::{escaped, page};
use std::fs;
use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    let Some(folder) = std::env::args().nth(1) else {
        eprintln!("usage: operation_pages FOLDER");
        return ExitCode::FAILURE;
    };
    let path = Path::new(&folder).join("index.html");
    let written = fs::create_dir_all(&folder).and_then(|()| fs::write(&path, whole()));
    match written {
        Ok(()) => {
            println!("{} operations are on the page", shapes::operations().len());
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{}: {error}", path.display());
            ExitCode::FAILURE
        }
    }
}

/// The page.
fn whole() -> String {
    let mut main = "<h1>Operations of the ECS API</h1>\n".to_owned();
    main.push_str(&summary());
    main.push_str(&contents());
    let simulated = shapes::operations().iter();
    let simulated = simulated.filter_map(|shape| Some((shape, named(shape.name)?)));
    for (shape, operation) in simulated {
        main.push_str(&section(shape, operation));
    }
    main.push_str(&own());
    main.push_str(&not_simulated());
    let description = "Which operations of the Amazon ECS API Drydock simulates, and how far.";
    page("../", "Operations · Drydock", description, "", &main)
}

fn summary() -> String {
    let all = shapes::operations().len();
    let simulated = shapes::operations().iter();
    let simulated = simulated
        .filter(|shape| named(shape.name).is_some())
        .count();
    format!(
        "<p>The API has {all} operations. Drydock simulates {simulated} and says of the other {} \
         that it does not. Requests are checked against the API&#39;s model; members that it does \
         not know are ignored, as ECS ignores them. Every member of a request that is not named \
         below as ignored or only shown again is honoured. Parts of members that are checked and \
         shown again, but that nothing in a run goes by, are named below with their way.</p>\n",
        all - simulated
    )
}

fn contents() -> String {
    let names = shapes::operations().iter().map(|shape| shape.name);
    let links: String = names
        .filter(|name| named(name).is_some())
        .map(|name| format!("<li><a href=\"#{name}\">{name}</a></li>\n"))
        .collect();
    format!(
        "<nav aria-label=\"Operations\">\n<ul class=\"contents\">\n{links}\
         <li><a href=\"#own\">Drydock&#39;s own</a></li>\n\
         <li><a href=\"#not-simulated\">Not simulated</a></li>\n</ul>\n</nav>\n"
    )
}

fn section(shape: &shapes::Operation, operation: &Operation) -> String {
    let name = operation.name;
    let members = shape.input.get().members().iter().map(|member| member.name);
    let honoured: Vec<&str> = members
        .filter(|member| !operation.ignored.contains(member))
        .filter(|member| !operation.shown_only.contains(member))
        .collect();
    let elsewhere = [operation.ignored, operation.shown_only].concat();
    let nested = nested::without_effect(shape.input.get(), &elsewhere);
    let nested: Vec<&str> = nested.iter().map(String::as_str).collect();
    let errors: Vec<&str> = shape.errors.iter().map(|error| error.get().name).collect();
    let rows: String = [
        ("Honoured", &honoured[..]),
        (
            "Accepted and shown again, without effect",
            operation.shown_only,
        ),
        ("Accepted and ignored", operation.ignored),
        ("Accepted inside of others, without effect", &nested),
        ("Refused", operation.refused),
        ("Errors", &errors),
    ]
    .into_iter()
    .filter(|(_, names)| !names.is_empty())
    .map(|(title, names)| row(title, names))
    .collect();
    format!("<h2 id=\"{name}\">{name}</h2>\n<dl class=\"left-out\">\n{rows}</dl>\n")
}

fn row(title: &str, names: &[&str]) -> String {
    let names: Vec<String> = names
        .iter()
        .map(|name| format!("<code>{}</code>", escaped(name)))
        .collect();
    format!("<dt>{title}</dt>\n<dd>{}</dd>\n", names.join(", "))
}

/// The actions that are no part of the API.
fn own() -> String {
    let own = OPERATIONS.iter().map(|operation| operation.name);
    let own: Vec<&str> = own.filter(|name| name.starts_with("Drydock.")).collect();
    let rows = row("What AWS does beside ECS, asked for by name", &own);
    format!("<h2 id=\"own\">Drydock&#39;s own</h2>\n<dl class=\"left-out\">\n{rows}</dl>\n")
}

fn not_simulated() -> String {
    let families = NOT_SIMULATED.iter();
    let rows: String = families
        .map(|family| row(family.what, family.operations))
        .collect();
    format!("<h2 id=\"not-simulated\">Not simulated</h2>\n<dl class=\"left-out\">\n{rows}</dl>\n")
}
