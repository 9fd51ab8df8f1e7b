//! The page of a rule.

use crate::html::{escaped, page};
use crate::marked::sample;
use crate::samples::Text;
use crate::{Shown, severity};
use drydock::taskdef::Finding;
use std::ops::Range;

/// The page of a rule, with its neighbours in the table.
pub fn html(shown: &Shown, before: Option<&Shown>, after: Option<&Shown>) -> String {
    let Shown {
        rule,
        group,
        sample,
        finding,
    } = shown;
    let id = rule.id;
    let mut main = format!("<h1>{id}</h1>\n");
    main.push_str(&said(finding));
    main.push_str(&facts(shown));
    main.push_str(&text(
        "A definition that it speaks of",
        &sample.fires,
        Some(&visible(&sample.fires.text, &finding.range)),
    ));
    main.push_str(&others(&sample.with));
    main.push_str(&fixes(finding));
    main.push_str(&text(
        "A close neighbour that it does not",
        &sample.quiet,
        None,
    ));
    main.push_str(&neighbours(before, after));
    let title = format!("{id} · Drydock");
    let links = format!(
        "<a href=\"../index.html\">All rules</a><a href=\"../index.html#{}\">{}</a>",
        group.name,
        escaped(group.title)
    );
    page("../../", &title, &finding.message, &links, &main)
}

fn said(finding: &Finding) -> String {
    let (name, class) = severity(finding.severity);
    let (message, help) = (escaped(&finding.message), escaped(&finding.help));
    format!(
        "<div class=\"said {class}\">\n<p class=\"message\"><b>{name}:</b> {message}</p>\n\
         <p>{help}</p>\n</div>\n"
    )
}

fn facts(shown: &Shown) -> String {
    let finding = &shown.finding;
    let row = |name: &str, value: &str| format!("<dt>{name}</dt>\n<dd>{value}</dd>\n");
    let path = format!("<code>{}</code>", escaped(&finding.path));
    [
        "<dl>\n".to_owned(),
        row("What happens", &escaped(finding.refused_by.words())),
        row("Whose words", &escaped(finding.wording.words())),
        row("Where", &path),
        row("Source", &escaped(finding.source)),
        row("Held against it on", shown.group.checked),
        "</dl>\n".to_owned(),
    ]
    .concat()
}

fn text(title: &str, text: &Text, marked: Option<&Range<usize>>) -> String {
    let sample = sample(text, marked);
    format!(
        "<h2>{title}</h2>\n<pre role=\"region\" aria-label=\"{title}\" tabindex=\"0\"><code>\
         {sample}</code></pre>\n"
    )
}

/// Of a place of no length, the letter at it; of the whole text, its first brace.
fn visible(text: &str, range: &Range<usize>) -> Range<usize> {
    if *range == (0..text.len()) {
        return 0..1;
    }
    let rest = text.get(range.start..).unwrap_or_default();
    let first = rest.chars().next().map_or(0, char::len_utf8);
    range.start..range.end.max(range.start + first)
}

fn others(with: &[String]) -> String {
    if with.is_empty() {
        return String::new();
    }
    let links: Vec<String> = with.iter().map(|id| link(id)).collect();
    format!("<p>With it comes {}.</p>\n", links.join(", "))
}

fn fixes(finding: &Finding) -> String {
    if finding.fixes.is_empty() {
        return String::new();
    }
    let title = |fix: &drydock::taskdef::Fix| format!("<li>{}</li>\n", escaped(&fix.title));
    let titles: String = finding.fixes.iter().map(title).collect();
    format!("<h2>What the editor offers</h2>\n<ul>\n{titles}</ul>\n")
}

fn neighbours(before: Option<&Shown>, after: Option<&Shown>) -> String {
    let to = |shown: Option<&Shown>, word: &str| {
        let id = shown.map(|shown| shown.rule.id)?;
        Some(format!("<span>{word} {}</span>", link(id)))
    };
    let links: Vec<String> = [to(before, "Before:"), to(after, "After:")]
        .into_iter()
        .flatten()
        .collect();
    format!(
        "<nav class=\"neighbours\" aria-label=\"Neighbours in the table\">{}</nav>\n",
        links.join("")
    )
}

fn link(id: &str) -> String {
    format!("<a href=\"../{id}/index.html\">{id}</a>")
}
