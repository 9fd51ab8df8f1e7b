//! A list: a row is a set of fields that can be removed, and another can be added.

use super::super::super::icons::{Icon, icon};
use super::super::super::prelude::*;
use super::field::{Spot, said_view};
use super::group::fields_view;
use crate::view::service_form::field::row_shape;
use wasm_bindgen::JsCast;

/// A list.
pub fn rows_view(spot: Spot) -> AnyView {
    let Some((rows, of)) = spot.field.rows.zip(row_shape(spot.of, spot.field.path)) else {
        return ().into_any();
    };
    let count = Memo::new(move |_| spot.at.with_value(|at| spot.sheet.count(at)));
    let add = move |_| {
        let last = count.get_untracked();
        spot.base
            .with_value(|base| spot.sheet.add(base, spot.field));
        focus_soon(format!("{}-{last} :is(input, select, textarea)", spot.id()));
    };
    let row = move |index: usize| {
        let base = spot.at.with_value(|at| format!("{at}.{index}"));
        let remove = move |_| {
            spot.at.with_value(|at| spot.sheet.remove(at, index));
            // The row after it has come up, or there is none: then the way to another one.
            let (last, id) = (count.get_untracked(), spot.id());
            focus_soon(match index < last {
                true => format!("{id}-{index} .away"),
                false => format!("{id} > .btn"),
            });
        };
        let title = format!("{} {}", rows.one, index + 1);
        let away = format!("Remove {title}");
        view! {
            <fieldset class="item" id=format!("{}-{index}", spot.id())>
                <legend>{title}</legend>
                <button
                    type="button"
                    class="btn sm bare icon away"
                    aria-label=away.clone()
                    title=away
                    on:click=remove
                >
                    {icon(Icon::Cross)}
                </button>
                {fields_view(spot.sheet, rows.fields, base, Some(of))}
            </fieldset>
        }
    };
    let label = spot.field.label;
    let none = move || (count.get() == 0).then_some(spot.field.none);
    view! {
        <div
            class="field wide list"
            id=spot.id()
            role="group"
            aria-label=label
            aria-describedby=move || spot.is_wrong().then(|| spot.note_id())
        >
            <span class="label" aria-hidden="true">
                {label}
                <span class="was">{live(none)}</span>
            </span>
            <For each=move || 0..count.get() key=|index| *index children=row />
            <button type="button" class="btn sm" on:click=add>
                {format!("Add {}", rows.one)}
            </button>
            {said_view(spot)}
        </div>
    }
    .into_any()
}

/// Puts the focus on what an id and a path below it name, once it is drawn.
fn focus_soon(path: String) {
    request_animation_frame(move || {
        let found = document()
            .query_selector(&format!("#{path}"))
            .ok()
            .flatten();
        if let Some(found) = found.and_then(|found| found.dyn_into::<web_sys::HtmlElement>().ok()) {
            let _ = found.focus();
        }
    });
}
