//! Parts of the page whose code comes after that of the page around them, which therefore stands
//! sooner: check, engine and board at once, the others when they are first wanted.
//!
//! A release build cuts them off (feature `split`); every other build has them at hand.

use super::definition::check::{Check, check};
use super::prelude::*;
use super::run::{self, Run};
use super::state::{Page, use_page};

/// Makes the view of a part.
pub type Room = fn(Page) -> AnyView;

/// A part with its code apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Chunk {
    /// The check of the definition, and what is shown of it.
    Check,
    /// The engine, and the middle column.
    Run,
    /// The inspector. Its code comes with that of the run.
    Inspector,
    /// The terminal, with the shell and the AWS CLI.
    Terminal,
    /// What opens in the right column in the inspector's place.
    Forms,
    /// Definitions in other forms: CloudFormation, Terraform, compose.
    Import,
    /// What lies under the selection: hosts, demand, traffic, scaling, cost.
    Load,
}

impl Chunk {
    /// All of them.
    const ALL: [Chunk; 7] = [
        Chunk::Check,
        Chunk::Run,
        Chunk::Inspector,
        Chunk::Terminal,
        Chunk::Forms,
        Chunk::Import,
        Chunk::Load,
    ];
}

/// Where the code of a part is.
#[derive(Clone, Copy)]
enum Code {
    Elsewhere,
    OnItsWay,
    #[cfg_attr(
        not(feature = "split"),
        expect(dead_code, reason = "nothing is fetched then")
    )]
    Lost,
    Here(Room),
}

/// Where the code of each part is.
#[derive(Clone, Copy)]
pub struct Chunks {
    /// How a definition is checked, once its code is there.
    pub rules: RwSignal<Option<Check>>,
    check: RwSignal<Code>,
    run: RwSignal<Code>,
    inspector: RwSignal<Code>,
    terminal: RwSignal<Code>,
    forms: RwSignal<Code>,
    import: RwSignal<Code>,
    load: RwSignal<Code>,
}

impl Chunks {
    /// Nothing is fetched yet.
    pub fn new() -> Chunks {
        Chunks {
            rules: RwSignal::new(None),
            check: RwSignal::new(Code::Elsewhere),
            run: RwSignal::new(Code::Elsewhere),
            inspector: RwSignal::new(Code::Elsewhere),
            terminal: RwSignal::new(Code::Elsewhere),
            forms: RwSignal::new(Code::Elsewhere),
            import: RwSignal::new(Code::Elsewhere),
            load: RwSignal::new(Code::Elsewhere),
        }
    }

    fn code(self, chunk: Chunk) -> RwSignal<Code> {
        match chunk {
            Chunk::Check => self.check,
            Chunk::Run => self.run,
            Chunk::Inspector => self.inspector,
            Chunk::Terminal => self.terminal,
            Chunk::Forms => self.forms,
            Chunk::Import => self.import,
            Chunk::Load => self.load,
        }
    }

    /// Follows whether a part is there.
    pub fn follow(self, chunk: Chunk) {
        self.code(chunk).track();
    }

    /// Fetches what is not there and not on its way.
    pub fn fetch(self, chunk: Chunk) {
        let code = self.code(chunk);
        match code.get_untracked() {
            Code::Elsewhere | Code::Lost => {
                code.set(Code::OnItsWay);
                self.bring(chunk);
            }
            Code::OnItsWay | Code::Here(_) => {}
        }
    }

    /// Fetches all of it while nobody waits, so that nobody waits later. What could not come is
    /// left alone: the page says so there, and fetching it again is for the reader to press.
    pub fn fetch_when_idle(self) {
        request_idle_callback(move || {
            for chunk in Chunk::ALL {
                match self.code(chunk).get_untracked() {
                    Code::Elsewhere => self.fetch(chunk),
                    Code::OnItsWay | Code::Lost | Code::Here(_) => {}
                }
            }
        });
    }
}

impl Default for Chunks {
    fn default() -> Self {
        Chunks::new()
    }
}

/// Shows a part; until its code is there, that it comes.
#[component]
pub fn Part(
    /// Which one.
    chunk: Chunk,
    /// Says nothing until it is there: nobody has asked for it.
    #[prop(optional)]
    quiet: bool,
) -> impl IntoView {
    let page = use_page();
    page.chunks.fetch(chunk);
    let code = page.chunks.code(chunk);
    live(move || match code.get() {
        Code::Here(room) => room(page),
        Code::Elsewhere | Code::OnItsWay | Code::Lost if quiet => ().into_any(),
        Code::Elsewhere | Code::OnItsWay => {
            view! { <p class="comes" role="status">"Loading…"</p> }.into_any()
        }
        Code::Lost => view! {
            <div class="comes" role="alert">
                <p>"This part could not be loaded. Is the network gone?"</p>
                <button class="btn sm" on:click=move |_| page.chunks.fetch(chunk)>
                    "Try again"
                </button>
                {(chunk == Chunk::Forms).then(|| view! {
                    <button class="btn sm" on:click=move |_| page.close()>
                        "Close"
                    </button>
                })}
            </div>
        }
        .into_any(),
    })
}

/// What comes with a part: its view, and what others wait for.
type Came = (Room, Brings);

/// What a part brings to the rest of the page. Of several parts that bring the same, whichever is
/// there first does.
enum Brings {
    Nothing,
    Rules(Check),
    Engine(&'static dyn Run),
}

fn with_engine(room: Room) -> Came {
    (room, Brings::Engine(&run::Engine))
}

fn with_rules(room: Room) -> Came {
    (room, Brings::Rules(check))
}

impl Chunks {
    fn is_here(self, chunk: Chunk, (room, brings): Came) {
        match brings {
            Brings::Nothing => {}
            Brings::Rules(check) => self.rules.set(Some(check)),
            Brings::Engine(engine) => run::come(engine),
        }
        self.code(chunk).set(Code::Here(room));
    }

    #[cfg(not(feature = "split"))]
    fn bring(self, chunk: Chunk) {
        let came = match chunk {
            Chunk::Check => with_rules(super::definition::room),
            Chunk::Run => with_engine(super::cluster::room),
            Chunk::Inspector => with_engine(super::inspector::room),
            Chunk::Terminal => with_engine(super::terminal::room),
            Chunk::Forms => with_engine(super::column::room),
            Chunk::Import => (super::definition::import::room as Room, Brings::Nothing),
            Chunk::Load => with_engine(super::inspector::load::room),
        };
        self.is_here(chunk, came);
    }

    #[cfg(feature = "split")]
    fn bring(self, chunk: Chunk) {
        wasm_bindgen_futures::spawn_local(async move {
            if chunk != Chunk::Check {
                // Nobody waits as much for anything else: on a slow line it has the line to itself.
                // Where it cannot come, whoever shows it says so.
                let _ = apart::check().await;
            }
            let came = match chunk {
                Chunk::Check => apart::check().await,
                Chunk::Run => apart::run().await,
                Chunk::Inspector => apart::inspector().await,
                Chunk::Terminal => apart::terminal().await,
                Chunk::Forms => apart::forms().await,
                Chunk::Import => apart::import().await,
                Chunk::Load => apart::load().await,
            };
            match came {
                Ok(came) => self.is_here(chunk, came),
                Err(_) => self.code(chunk).set(Code::Lost),
            }
        });
    }
}

/// The cuts. What only these functions lead to is left out of the page's first Wasm. Check and
/// engine are handed over as what they return: where the compiler could see which one the page is
/// given, it would call it by its name, and so bind it to the first Wasm.
#[cfg(feature = "split")]
mod apart {
    // What the macro writes declares the other side of the cut, which Rust cannot see.
    #![allow(unsafe_code)]

    use super::{Brings, Came, with_engine, with_rules};
    use wasm_split_helpers::{SplitLoaderError, wasm_split};

    #[wasm_split(check, fallible)]
    pub fn check() -> Result<Came, SplitLoaderError> {
        Ok(with_rules(crate::ui::definition::room))
    }

    #[wasm_split(run, fallible)]
    pub fn run() -> Result<Came, SplitLoaderError> {
        Ok(with_engine(crate::ui::cluster::room))
    }

    #[wasm_split(run, fallible)]
    pub fn inspector() -> Result<Came, SplitLoaderError> {
        Ok(with_engine(crate::ui::inspector::room))
    }

    #[wasm_split(terminal, fallible)]
    pub fn terminal() -> Result<Came, SplitLoaderError> {
        Ok(with_engine(crate::ui::terminal::room))
    }

    #[wasm_split(forms, fallible)]
    pub fn forms() -> Result<Came, SplitLoaderError> {
        Ok(with_engine(crate::ui::column::room))
    }

    #[wasm_split(import, fallible)]
    pub fn import() -> Result<Came, SplitLoaderError> {
        Ok((crate::ui::definition::import::room, Brings::Nothing))
    }

    #[wasm_split(load, fallible)]
    pub fn load() -> Result<Came, SplitLoaderError> {
        Ok(with_engine(crate::ui::inspector::load::room))
    }
}
