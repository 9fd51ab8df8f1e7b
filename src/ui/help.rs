//! Help: what the page is, its keys, its signs.

use super::column::FormHead;
use super::icons::{glyph, state_class};
use super::keyboard::KEYS;
use super::prelude::*;
use super::state::{Column, use_page};
use crate::model::TaskStatus;

/// What a state means, in a few words.
fn meaning(status: TaskStatus) -> &'static str {
    match status {
        TaskStatus::Provisioning => "it waits for an instance, or for its network interface",
        TaskStatus::Pending => "the agent has it: images are pulled",
        TaskStatus::Activating => "containers start; what follows a start is set up",
        TaskStatus::Running => "it runs",
        TaskStatus::Deactivating => "what must go before the containers is taken away",
        TaskStatus::Stopping => "SIGTERM, then SIGKILL when stopTimeout is over",
        TaskStatus::Deprovisioning => "its network interface is detached and deleted",
        TaskStatus::Stopped => "over; it can be described for an hour",
    }
}

/// The labels of containers that say what their processes do.
const LABELS: &[(&str, &str)] = &[
    ("drydock.run-for", "ends by itself after 90s, 5m, 1h"),
    ("drydock.exit-code", "with this exit code"),
    ("drydock.start-delay", "takes so much longer to start"),
    ("drydock.stop-delay", "takes so long to end after SIGTERM"),
    ("drydock.healthy-after", "passes health checks from then on"),
    ("drydock.unhealthy-after", "and fails them again"),
    (
        "drydock.cpu",
        "CPU units: 300, ramp 100 900 10m, daily 100 900, requests 20ms",
    ),
    (
        "drydock.memory",
        "MiB: 300, ramp 100 900 10m, daily 100 900",
    ),
];

/// The panel.
#[component]
pub fn Help() -> impl IntoView {
    let keys = KEYS.iter().map(|(key, what)| {
        view! {
            <dt>
                <kbd class="kbd">{*key}</kbd>
            </dt>
            <dd>{*what}</dd>
        }
    });
    let states = TaskStatus::ALL.map(|status| {
        view! {
            <li class=state_class(status)>
                {glyph(status)}
                <span>
                    <code>{status.name()}</code>
                    ": "
                    {meaning(status)}
                </span>
            </li>
        }
    });
    view! {
        <FormHead title="Help and keys" />
        <div class="scroll" tabindex="0" role="group" aria-label="Help">
            <section class="sect">
                <h3>"How to begin"</h3>
                <p class="note">
                    "Write a task definition on the left and register it. Run it as a task or \
                     as a service, then press play and watch it travel. Everything is simulated \
                     in this tab: no account, no server, no network. A link holds all of it."
                </p>
            </section>
            <section class="sect">
                <h3>"Keys"</h3>
                <dl class="facts keys">{keys.collect_view()}</dl>
            </section>
            <section class="sect">
                <h3>"Eight states"</h3>
                <ul class="state-list">{states.collect_view()}</ul>
            </section>
            <section class="sect">
                <h3>"The board"</h3>
                <p class="note">
                    "An instance is a plot: its width is CPU, its height memory. Tasks climb as \
                     a staircase, so the top right corner is what one more task may use. Dots \
                     are task network interfaces, tags are host ports. A cut corner means \
                     desired STOPPED; a ring is the simulated time that a wait still takes."
                </p>
            </section>
            <Labels />
            <section class="sect">
                <h3>"Time"</h3>
                <p class="note">
                    "Drag the track to go back: the past is exact. Whoever acts in the past \
                     starts another future; the old one stays in the list of futures until the \
                     page is reloaded."
                </p>
            </section>
            <section class="sect">
                <h3>"In front of others"</h3>
                <p class="note">
                    "A link holds this moment; whoever has opened it comes back to it with \
                     “Start over” in the menu of the title, as often as they like. The zoom of \
                     the browser makes all of it larger, and the layout follows."
                </p>
            </section>
            <About />
        </div>
    }
}

/// The labels with what they mean.
#[component]
fn Labels() -> impl IntoView {
    let labels = LABELS.iter().map(|(label, what)| {
        view! {
            <dt>
                <code>{*label}</code>
            </dt>
            <dd>{*what}</dd>
        }
    });
    view! {
        <section class="sect">
            <h3>"What containers do"</h3>
            <p class="note">
                "No image is pulled: what a process does is read from its command, from \
                 dockerLabels, or guessed from its image."
            </p>
            <dl class="facts keys">{labels.collect_view()}</dl>
        </section>
    }
}

/// What it is, whose it is, and how far it goes.
#[component]
fn About() -> impl IntoView {
    let page = use_page();
    view! {
        <section class="sect">
            <h3>"About"</h3>
            <p class="note">
                {format!("Drydock {}. ", env!("CARGO_PKG_VERSION"))}
                "Free software under MIT or Apache 2.0. It is not made or endorsed by \
                 Amazon Web Services; ECS behaves here as its documentation, its API model \
                 and its open-source agent describe it."
            </p>
            <p class="note">
                <a href="operations/index.html" target="_blank" rel="noopener">
                    "What is simulated of each operation"
                </a>
            </p>
            <div class="fixes">
                <button class="btn sm" on:click=move |_| page.open(Column::Guesses)>
                    "Where Drydock had to guess"
                </button>
                <button class="btn sm" on:click=move |_| page.open(Column::Surroundings)>
                    "Surroundings"
                </button>
            </div>
        </section>
    }
}
