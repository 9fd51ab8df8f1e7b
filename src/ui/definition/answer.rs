//! The one answer that a registration would get now: a client stops at its first error, and so
//! does ECS.

use super::super::chunks::Chunk;
use super::super::parts::{Refused, refusal};
use super::super::prelude::*;
use super::super::run;
use super::desk::{Desk, use_desk};
use super::problems::{fold, folded};

/// What would be answered, by whom.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Answers {
    /// What the CLI or an SDK says before it sends anything.
    client: Option<String>,
    /// What ECS says of the request.
    service: Option<Refused>,
}

fn answers(desk: Desk) -> Option<Answers> {
    // What ECS says is known as soon as the engine is there.
    desk.page.chunks.follow(Chunk::Run);
    desk.checked.with(|checked| {
        let request = checked.request.as_ref()?;
        if checked.errors() == 0 {
            return None;
        }
        let request = request.to_string();
        let answer = run::get().would_answer("RegisterTaskDefinition", &request);
        Some(Answers {
            client: checked.client_says().map(str::to_owned),
            service: answer.as_ref().and_then(refusal),
        })
    })
}

/// The answer; nothing where the definition would be registered.
#[component]
pub fn Answer() -> impl IntoView {
    let desk = use_desk();
    let answers = Memo::new(move |_| answers(desk));
    let lines = move || {
        let answers = answers.get()?;
        let client = answers.client.map(|message| {
            let (sentence, list) = fold(&message);
            let list = folded(list);
            view! {
                <dt>"The CLI answers"</dt>
                <dd>"Parameter validation failed: " {sentence.to_owned()} {list}</dd>
            }
        });
        let service = match (answers.service, client.is_some()) {
            (Some(Refused { name, message, .. }), stopped) => Some(view! {
                <dt>{if stopped { "An SDK that does not check" } else { "ECS answers" }}</dt>
                <dd>
                    <span class="mono">{name}</span>
                    ": "
                    {message}
                </dd>
            }),
            (None, _) => None,
        };
        Some(view! { <dl class="answer">{client} {service}</dl> })
    };
    live(lines)
}
