//! The list of all rules.

use crate::html::{escaped, page};
use crate::{Shown, severity};
use drydock::taskdef::Severity;
use drydock::taskdef::rules::{GROUPS, Group, LEFT_OUT};

/// The page with all rules, grouped, in the order of the table.
pub fn html(rules: &[Shown]) -> String {
    let mut main = "<h1>Rules for task definitions</h1>\n".to_owned();
    main.push_str(&summary(rules));
    main.push_str(&contents());
    for group in GROUPS {
        main.push_str(&section(group, rules));
    }
    main.push_str(&left_out());
    let description = "What Drydock's validator says of task definitions of Amazon ECS.";
    page("../", "Rules · Drydock", description, "", &main)
}

fn summary(rules: &[Shown]) -> String {
    let count = |severity: Severity| {
        let same = rules.iter().filter(|shown| shown.rule.severity == severity);
        same.count()
    };
    format!(
        "<p>{} rules: {} errors, {} warnings, {} notes. They stand in the order in which ECS is \
         likely to speak; the editor shows what they say in the order of the text. Each leads to \
         a definition that it speaks of and a close neighbour that it does not.</p>\n",
        rules.len(),
        count(Severity::Error),
        count(Severity::Warning),
        count(Severity::Info)
    )
}

fn contents() -> String {
    let link = |group: &Group| {
        let title = escaped(group.title);
        format!("<li><a href=\"#{}\">{title}</a></li>\n", group.name)
    };
    let links: String = GROUPS.iter().map(link).collect();
    format!("<nav aria-label=\"Groups\">\n<ul class=\"contents\">\n{links}</ul>\n</nav>\n")
}

fn section(group: &Group, rules: &[Shown]) -> String {
    let own = rules
        .iter()
        .filter(|shown| shown.group.name == group.name)
        .map(item);
    let (name, title) = (group.name, escaped(group.title));
    let items: String = own.collect();
    format!("<h2 id=\"{name}\">{title}</h2>\n<ul class=\"rules\">\n{items}</ul>\n")
}

fn item(shown: &Shown) -> String {
    let rule = shown.rule;
    let (id, (name, class)) = (rule.id, severity(rule.severity));
    let refused = escaped(rule.refused_by.words());
    let wording = escaped(rule.wording.words());
    let message = escaped(&shown.finding.message);
    format!(
        "<li>\n<p><a href=\"{id}/index.html\">{id}</a> <span class=\"facts\">\
         <b class=\"{class}\">{name}</b> · {refused} · {wording}</span></p>\n\
         <p class=\"message\">{message}</p>\n</li>\n"
    )
}

fn left_out() -> String {
    let row = |(id, reason): (&str, &str)| {
        let reason = escaped(reason);
        format!("<dt>{id}</dt>\n<dd>{reason}</dd>\n")
    };
    let rows = LEFT_OUT.iter().map(|one| row((one.id, one.reason)));
    let rows: String = rows.collect();
    format!("<h2 id=\"left-out\">Left out</h2>\n<dl class=\"left-out\">\n{rows}</dl>\n")
}
