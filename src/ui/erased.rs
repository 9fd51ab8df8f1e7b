//! Leptos' parts, each compiled once instead of once for every type and closure they meet.
//!
//! A signal, a `Memo`, a `For` or an `Effect` of Leptos is 2 to 8 KB of Wasm for each type of value
//! and for each closure. These hold values and closures behind a pointer, so that a new panel costs
//! what it says and no more. They are used as Leptos' own are; [`super::prelude`] has them in place
//! of those.

use leptos::children::{ChildrenFn, ViewFn};
use leptos::either::Either;
use leptos::prelude::{
    AnyView, Get, GetUntracked, IntoAny, IntoAttributeValue, IntoRender, IntoView, Owner, Read,
    ReadUntracked, Set, Signal, Track, Write, component,
};
use leptos::tachys::reactive_graph::{OwnedView, SharedReactiveFunction};
use leptos::tachys::view::keyed::keyed;
use std::any::Any;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;
use std::sync::{Arc, Mutex};

/// A value of some type, which can tell whether another one is the same.
#[derive(Clone)]
struct Held {
    value: Arc<dyn Any + Send + Sync>,
    same: fn(&dyn Any, &dyn Any) -> bool,
}

impl Held {
    fn new<T: PartialEq + Send + Sync + 'static>(value: T) -> Held {
        Held {
            value: Arc::new(value),
            same: |left, right| left.downcast_ref::<T>() == right.downcast_ref::<T>(),
        }
    }

    fn read<T: 'static>(&self) -> &T {
        read(&*self.value)
    }
}

fn read<T: 'static>(value: &dyn Any) -> &T {
    let value = value.downcast_ref();
    value.unwrap_or_else(|| unreachable!("each of them holds what it was made for"))
}

impl PartialEq for Held {
    fn eq(&self, other: &Held) -> bool {
        (self.same)(&*self.value, &*other.value)
    }
}

/// A value worked out from others, and again when they change.
pub struct Memo<T> {
    held: leptos::prelude::Memo<Held>,
    of: PhantomData<fn() -> T>,
}

impl<T> Clone for Memo<T> {
    fn clone(&self) -> Memo<T> {
        *self
    }
}

impl<T> Copy for Memo<T> {}

impl<T: PartialEq + Send + Sync + 'static> Memo<T> {
    /// Works the value out; the closure is given the one before.
    pub fn new(work_out: impl Fn(Option<&T>) -> T + Send + Sync + 'static) -> Memo<T> {
        let work_out = move |before: Option<&Held>| Held::new(work_out(before.map(Held::read)));
        Memo {
            held: memo(Box::new(work_out)),
            of: PhantomData,
        }
    }

    /// The value, followed.
    pub fn get(&self) -> T
    where
        T: Clone,
    {
        self.with(T::clone)
    }

    /// The value, not followed.
    pub fn get_untracked(&self) -> T
    where
        T: Clone,
    {
        self.with_untracked(T::clone)
    }

    /// Looks at the value, followed.
    pub fn with<U>(&self, look: impl FnOnce(&T) -> U) -> U {
        look(self.held.get().read())
    }

    /// Looks at the value, not followed.
    pub fn with_untracked<U>(&self, look: impl FnOnce(&T) -> U) -> U {
        look(self.held.get_untracked().read())
    }

    /// Follows the value. It is looked at, as what nobody has looked at follows nothing itself.
    pub fn track(&self) {
        self.with(|_| ());
    }
}

impl<T: PartialEq + Clone + Send + Sync + 'static> From<Memo<T>> for Signal<T> {
    fn from(memo: Memo<T>) -> Signal<T> {
        Signal::derive(move || memo.get())
    }
}

impl<T: PartialEq + Clone + Send + Sync + 'static> IntoRender for Memo<T> {
    type Output = SharedReactiveFunction<T>;

    fn into_render(self) -> Self::Output {
        live(move || self.get())
    }
}

impl<T: PartialEq + Clone + Send + Sync + 'static> IntoAttributeValue for Memo<T> {
    type Output = SharedReactiveFunction<T>;

    fn into_attribute_value(self) -> Self::Output {
        self.into_render()
    }
}

type WorkOut = Box<dyn Fn(Option<&Held>) -> Held + Send + Sync>;

fn memo(work_out: WorkOut) -> leptos::prelude::Memo<Held> {
    leptos::prelude::Memo::new(work_out)
}

/// A value that can be set.
pub struct RwSignal<T> {
    held: leptos::prelude::RwSignal<AnyValue>,
    of: PhantomData<fn() -> T>,
}

type AnyValue = Box<dyn Any + Send + Sync>;

impl<T> Clone for RwSignal<T> {
    fn clone(&self) -> RwSignal<T> {
        *self
    }
}

impl<T> Copy for RwSignal<T> {}

impl<T: Send + Sync + 'static> RwSignal<T> {
    /// A signal with its first value.
    pub fn new(value: T) -> RwSignal<T> {
        RwSignal {
            held: leptos::prelude::RwSignal::new(Box::new(value)),
            of: PhantomData,
        }
    }

    /// The value, followed.
    pub fn get(&self) -> T
    where
        T: Clone,
    {
        self.with(T::clone)
    }

    /// The value, not followed.
    pub fn get_untracked(&self) -> T
    where
        T: Clone,
    {
        self.with_untracked(T::clone)
    }

    /// Looks at the value, followed.
    pub fn with<U>(&self, look: impl FnOnce(&T) -> U) -> U {
        look(read(&**self.held.read()))
    }

    /// Looks at the value, not followed.
    pub fn with_untracked<U>(&self, look: impl FnOnce(&T) -> U) -> U {
        look(read(&**self.held.read_untracked()))
    }

    /// Follows the value.
    pub fn track(&self) {
        self.held.track();
    }

    /// Puts another value in its place.
    pub fn set(&self, value: T) {
        self.held.set(Box::new(value));
    }

    /// Changes the value.
    pub fn update(&self, change: impl FnOnce(&mut T)) {
        if let Some(mut value) = self.held.try_write()
            && let Some(value) = value.downcast_mut()
        {
            change(value);
        }
    }
}

/// A closure as a part of a view or as an attribute. The `view!` macro does this by itself where
/// the closure is written in its place.
pub fn live<T: 'static>(show: impl FnMut() -> T + Send + 'static) -> SharedReactiveFunction<T> {
    Arc::new(Mutex::new(show))
}

/// Collects views into a list.
pub trait CollectView {
    /// The list.
    fn collect_view(self) -> Vec<AnyView>;
}

impl<I: IntoIterator<Item: IntoAny>> CollectView for I {
    fn collect_view(self) -> Vec<AnyView> {
        self.into_iter().map(IntoAny::into_any).collect()
    }
}

/// What runs whenever something that it read has changed.
pub struct Effect;

impl Effect {
    /// Runs it soon, and then again and again; it is given what it returned before.
    pub fn new<T: 'static>(mut run: impl FnMut(Option<T>) -> T + 'static) -> Effect {
        let mut before = None;
        effect(Box::new(move || before = Some(run(before.take()))));
        Effect
    }
}

fn effect(mut run: Box<dyn FnMut()>) {
    leptos::prelude::Effect::new(move |_: Option<()>| run());
}

/// Runs something before the browser draws next. One closure for all callers: one of a type of its
/// own would bind what it runs to the first Wasm of the page.
pub fn request_animation_frame(run: impl FnOnce() + 'static) {
    leptos::prelude::request_animation_frame(Box::new(run) as Box<dyn FnOnce()>);
}

/// Whether something is so, asked again when it changes.
pub struct Condition(Arc<dyn Fn() -> bool + Send + Sync>);

impl<F: Fn() -> bool + Send + Sync + 'static> From<F> for Condition {
    fn from(ask: F) -> Condition {
        Condition(Arc::new(ask))
    }
}

/// Shows its children while something is so, and the fallback otherwise.
#[component]
pub fn Show(
    /// Whether it is so.
    #[prop(into)]
    when: Condition,
    /// What it shows then.
    children: ChildrenFn,
    /// What it shows otherwise.
    #[prop(optional, into)]
    fallback: ViewFn,
) -> impl IntoView {
    let shown = Memo::new(move |_| (when.0)());
    let view = move || -> Either<AnyView, AnyView> {
        if shown.get() {
            Either::Left(children())
        } else {
            Either::Right(fallback.run())
        }
    };
    view.into_any()
}

/// A key of any type.
#[derive(Clone)]
struct Key(Arc<dyn KeyOfAnyType>);

trait KeyOfAnyType: Any + Send + Sync {
    fn same(&self, other: &dyn Any) -> bool;
    fn hash(&self, state: &mut dyn Hasher);
}

impl<K: Eq + Hash + Send + Sync + 'static> KeyOfAnyType for K {
    fn same(&self, other: &dyn Any) -> bool {
        other.downcast_ref() == Some(self)
    }

    fn hash(&self, mut state: &mut dyn Hasher) {
        Hash::hash(self, &mut state);
    }
}

impl PartialEq for Key {
    fn eq(&self, other: &Key) -> bool {
        let other: &dyn Any = &*other.0;
        self.0.same(other)
    }
}

impl Eq for Key {}

impl Hash for Key {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}

/// A row of a list; its view is made when it is new.
type Row = (Key, Box<dyn FnOnce() -> AnyView + Send>);

/// A list whose rows are kept by their keys.
#[component]
pub fn For<I, T, K, N>(
    /// The items.
    each: impl Fn() -> I + Send + 'static,
    /// What tells an item from the others.
    key: impl Fn(&T) -> K + Send + 'static,
    /// An item's view.
    children: impl Fn(T) -> N + Send + Sync + 'static,
) -> impl IntoView
where
    I: IntoIterator<Item = T> + 'static,
    T: Send + 'static,
    K: Eq + Hash + Send + Sync + 'static,
    N: IntoView + 'static,
{
    let children: Arc<dyn Fn(T) -> AnyView + Send + Sync> =
        Arc::new(move |item| children(item).into_any());
    let row = move |item: T| -> Row {
        let (key, children) = (Key(Arc::new(key(&item))), children.clone());
        (key, Box::new(move || children(item)))
    };
    rows(Box::new(move || each().into_iter().map(&row).collect()))
}

/// Each row has an owner of its own below the list's, which lives as long as the row.
fn rows(each: Box<dyn Fn() -> Vec<Row> + Send>) -> AnyView {
    let list = Owner::current().unwrap_or_default();
    let view = move |_, (_, view): Row| {
        let owner = list.with(Owner::new);
        let view = owner.with(view);
        (|_| (), OwnedView::new_with_owner(view, owner))
    };
    (move || keyed(each(), |(key, _): &Row| key.clone(), view.clone())).into_any()
}
