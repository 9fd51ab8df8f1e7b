//! ListAccountSettings: what a principal has chosen, or what holds for it.
//! Source: ECS API, ListAccountSettings.

use crate::api::read::account;
use crate::api::{Refusal, Request, paging};
use crate::lifecycle::Turn;
use crate::model::account::SETTINGS;
use serde_json::Value;

/// How many settings a page has, and can have. Source: ECS API, `maxResults`. Assumption: without
/// the member all come, as there are fewer than two dozen.
const PAGE: (usize, i64) = (SETTINGS.len(), 10);

pub fn run(turn: &mut Turn, request: Request) -> Result<Value, Refusal> {
    let world = turn.world();
    let name = request.filled_text("name");
    let wanted = request.filled_text("value");
    if wanted.is_some() && name.is_none() {
        // Source: ECS API, `value`: a name is needed with it. Assumption: the text.
        let message = "The account setting name must be specified with its value.";
        return Err(Refusal::invalid(message));
    }
    let principal = account::principal(world, request)?;
    let effective = request.truth("effectiveSettings").unwrap_or(false);
    let rows = (0..).zip(SETTINGS).filter_map(|(place, kind)| {
        let own = world.account.own(principal.as_ref(), kind);
        let value = match effective {
            true => Some(world.account.effective(principal.as_ref(), kind)),
            false => own,
        }?;
        let meant = name.is_none_or(|name| name == kind.name)
            && wanted.is_none_or(|wanted| wanted == value);
        meant.then(|| {
            (
                place,
                account::shown(world, kind, value, principal.as_ref()),
            )
        })
    });
    let (page, next) = paging::page_within(world, request, PAGE, rows)?;
    Ok(paging::answer("settings", page, next))
}
