//! The page's entry in the browser; everything else is in [`drydock::ui`].

fn main() {
    drydock::ui::mount();
}
