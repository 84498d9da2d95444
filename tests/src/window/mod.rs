//! The real window, driven as a person would: what to click is named by its test id, what is typed goes through keys.
//!
//! Every verb waits until what it needs is there. A screenshot is taken wherever the story asks for one, and where it
//! breaks off.

mod driver;
mod profile;
pub mod reader;
pub mod story;
pub mod surroundings;
mod wording;

pub use profile::{Language, Person};

use base64::Engine as _;
use driver::{Driver, ELEMENT};
use serde_json::{Value, json};
use std::cell::Cell;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

/// How long a person would wait: a debug build makes a key of 3,072 bits.
const PATIENCE: Duration = Duration::from_secs(60);
/// One window at a time has the pointer and the focus.
static SCREEN: Mutex<()> = Mutex::new(());
const PAUSE: Duration = Duration::from_millis(40);

/// A key that has no character of its own (W3C WebDriver §17.4.2).
#[derive(Clone, Copy, Debug)]
#[allow(missing_docs)]
pub enum Key {
    Control,
    Shift,
    Escape,
    Enter,
    Tab,
    Left,
    Up,
    Right,
    Down,
    Home,
    End,
    PageDown,
}

impl Key {
    fn code(self) -> char {
        match self {
            Self::Control => '\u{E009}',
            Self::Shift => '\u{E008}',
            Self::Escape => '\u{E00C}',
            Self::Enter => '\u{E007}',
            Self::Tab => '\u{E004}',
            Self::Left => '\u{E012}',
            Self::Up => '\u{E013}',
            Self::Right => '\u{E014}',
            Self::Down => '\u{E015}',
            Self::Home => '\u{E011}',
            Self::End => '\u{E010}',
            Self::PageDown => '\u{E00F}',
        }
    }
}

/// A rectangle in the window, in CSS pixels.
#[derive(Clone, Copy, Debug)]
#[allow(missing_docs)]
pub struct Area {
    pub x: f64,
    pub y: f64,
    pub width: f64,
    pub height: f64,
}

impl Area {
    /// The point so many parts from the left and from the top.
    pub fn at(&self, across: f64, down: f64) -> (f64, f64) {
        (self.x + self.width * across, self.y + self.height * down)
    }
}

/// The program's window.
pub struct Window {
    driver: Driver,
    shots: PathBuf,
    story: String,
    taken: Cell<u32>,
    clicks: Cell<u32>,
    _alone: MutexGuard<'static, ()>,
}

impl Window {
    /// Opens it for a person, with a file where one is given. Screenshots are named after the story.
    pub fn open(person: &Person, story: &str, file: Option<&Path>) -> Self {
        Self::open_at(person, story, file, "title-bar")
    }

    /// Opens it for a person who sees something else first.
    pub fn open_at(person: &Person, story: &str, file: Option<&Path>, first: &str) -> Self {
        let arguments: Vec<String> = file.iter().map(|path| path.display().to_string()).collect();
        let alone = SCREEN.lock().unwrap_or_else(PoisonError::into_inner);
        let window = Self {
            driver: Driver::start(&program(), &arguments, &person.environment()),
            shots: shots(),
            story: format!("{}-{story}", person.language().code()),
            taken: Cell::new(0),
            clicks: Cell::new(0),
            _alone: alone,
        };
        window.resize(1280, 800);
        window.see(first);
        window
    }

    /// Gives the window a size.
    pub fn resize(&self, width: u32, height: u32) {
        let size = json!({ "x": 0, "y": 0, "width": width, "height": height });
        self.driver.post("window/rect", &size).unwrap_or_else(|fault| self.stop(&fault));
    }

    /// Runs a script in the page.
    pub fn script(&self, script: &str, arguments: Value) -> Value {
        let body = json!({ "script": script, "args": arguments });
        self.driver.post("execute/sync", &body).unwrap_or_else(|fault| self.stop(&fault))
    }

    /// Runs a script that answers later, by the last of its arguments.
    pub fn script_later(&self, script: &str, arguments: Value) -> Value {
        let body = json!({ "script": script, "args": arguments });
        self.driver.post("execute/async", &body).unwrap_or_else(|fault| self.stop(&fault))
    }

    /// The elements with this test id that can be seen.
    fn seen(&self, id: &str) -> Vec<Value> {
        let script = "return [...document.querySelectorAll(arguments[0])].filter((e) => e.localName === 'option' || \
                      (e.getClientRects().length > 0 && getComputedStyle(e).visibility === 'visible'))";
        let body = json!({ "script": script, "args": [selector(id)] });
        loop {
            match self.driver.post("execute/sync", &body) {
                Ok(found) => return found.as_array().cloned().unwrap_or_default(),
                // What was found went before the driver could name it.
                Err(fault) if fault.starts_with("stale element") => thread::sleep(PAUSE),
                Err(fault) => self.stop(&fault),
            }
        }
    }

    fn until<T>(&self, what: &str, mut look: impl FnMut() -> Option<T>) -> T {
        let begun = Instant::now();
        loop {
            if let Some(found) = look() {
                return found;
            }
            if begun.elapsed() > PATIENCE {
                self.stop(&format!("waited in vain for {what}"));
            }
            thread::sleep(PAUSE);
        }
    }

    fn reference(&self, id: &str, nth: usize) -> String {
        self.until(id, || Some(self.seen(id).get(nth)?[ELEMENT].as_str()?.to_owned()))
    }

    /// Waits for something to be seen.
    pub fn see(&self, id: &str) -> &Self {
        self.reference(id, 0);
        self
    }

    /// Waits until something is gone.
    pub fn gone(&self, id: &str) -> &Self {
        self.until(&format!("{id} to go"), || self.seen(id).is_empty().then_some(()));
        self
    }

    /// Whether something is seen at this moment.
    pub fn shows(&self, id: &str) -> bool {
        !self.seen(id).is_empty()
    }

    /// How many of them are seen at this moment.
    pub fn count(&self, id: &str) -> usize {
        self.seen(id).len()
    }

    /// Waits until there are so many.
    pub fn see_count(&self, id: &str, wanted: usize) -> &Self {
        self.until(&format!("{wanted} × {id}"), || (self.count(id) == wanted).then_some(()));
        self
    }

    /// The words in it, or its value where it is an input.
    pub fn text(&self, id: &str) -> String {
        self.see(id);
        let words = "const e = document.querySelector(arguments[0]); return e ? (typeof e.value === 'string' ? e.value : e.innerText) : ''";
        self.script(words, json!([selector(id)])).as_str().unwrap_or_default().trim().to_owned()
    }

    /// The words of every one of them that can be seen.
    pub fn words(&self, id: &str) -> Vec<String> {
        let script = "return [...document.querySelectorAll(arguments[0])].map((e) => (e.innerText ?? e.textContent).trim())";
        let found = self.script(script, json!([selector(id)]));
        found.as_array().into_iter().flatten().filter_map(|words| words.as_str().map(str::to_owned)).collect()
    }

    /// An attribute of it.
    pub fn attribute(&self, id: &str, name: &str) -> String {
        self.see(id);
        let script = "return document.querySelector(arguments[0])?.getAttribute(arguments[1]) ?? ''";
        self.script(script, json!([selector(id), name])).as_str().unwrap_or_default().to_owned()
    }

    /// Waits until an attribute has a value.
    pub fn see_attribute(&self, id: &str, name: &str, wanted: &str) -> &Self {
        self.until(&format!("{name}={wanted} of {id}"), || {
            (self.attribute(id, name) == wanted).then_some(())
        });
        self
    }

    /// Waits until its words contain these.
    pub fn see_words(&self, id: &str, wanted: &str) -> &Self {
        self.until(&format!("“{wanted}” in {id}"), || self.text(id).contains(wanted).then_some(()));
        self
    }

    /// Clicks it as soon as it takes clicks.
    pub fn click(&self, id: &str) -> &Self {
        self.click_nth(id, 0)
    }

    /// Clicks the n-th of them, from 0.
    pub fn click_nth(&self, id: &str, nth: usize) -> &Self {
        self.clicks.set(self.clicks.get() + 1);
        let begun = Instant::now();
        loop {
            match self.try_click(id, nth) {
                Ok(()) => return self,
                Err(_) if begun.elapsed() < PATIENCE => thread::sleep(PAUSE),
                Err(fault) => self.stop(&format!("{id} takes no click: {fault}")),
            }
        }
    }

    /// One click; says why where the page did not hear of it. Under load the driver now and then loses one.
    fn try_click(&self, id: &str, nth: usize) -> Result<(), String> {
        let listen = "const e = arguments[0]; if (e.disabled || e.closest('[inert]')) return false; window.heard = e.localName === 'option'; \
                      addEventListener('click', () => (window.heard = true), { capture: true, once: true }); return true";
        let element = self.reference(id, nth);
        let body = json!({ "script": listen, "args": [{ ELEMENT: element }] });
        if self.driver.post("execute/sync", &body)? != Value::Bool(true) {
            return Err("it is disabled".to_owned());
        }
        if let Err(fault) = self.driver.post(&format!("element/{element}/click"), &json!({})) {
            // The driver does not scroll to what is cut by the edge of its column.
            let scroll = "arguments[0].scrollIntoView({ block: 'center' })";
            self.driver.post("execute/sync", &json!({ "script": scroll, "args": [{ ELEMENT: element }] }))?;
            return Err(fault);
        }
        for _ in 0..10 {
            if self.script("return window.heard", json!([])) == Value::Bool(true) {
                return Ok(());
            }
            thread::sleep(PAUSE);
        }
        eprintln!("{}: the click on {id} was lost; once more", self.story);
        Err("the click was lost".to_owned())
    }

    /// How many clicks there were since the last time this was asked.
    pub fn clicks(&self) -> u32 {
        self.clicks.replace(0)
    }

    /// Types into it, in place of what was there.
    pub fn write(&self, id: &str, words: &str) -> &Self {
        let element = self.reference(id, 0);
        self.script("arguments[0].scrollIntoView({ block: 'center' })", json!([{ ELEMENT: element }]));
        let typed = self
            .driver
            .post(&format!("element/{element}/clear"), &json!({}))
            .and_then(|_| self.driver.post(&format!("element/{element}/value"), &json!({ "text": words })));
        typed.unwrap_or_else(|fault| self.stop(&format!("{id}: {fault}")));
        self
    }

    /// Presses a key while others are held.
    pub fn press(&self, held: &[Key], key: impl Into<Stroke>) -> &Self {
        let key: Stroke = key.into();
        let down = |code: char| json!({ "type": "keyDown", "value": code.to_string() });
        let up = |code: char| json!({ "type": "keyUp", "value": code.to_string() });
        let mut actions: Vec<Value> = held.iter().map(|key| down(key.code())).collect();
        actions.extend([down(key.0), up(key.0)]);
        actions.extend(held.iter().rev().map(|key| up(key.code())));
        self.act(json!([{ "type": "key", "id": "keyboard", "actions": actions }]))
    }

    fn act(&self, sources: Value) -> &Self {
        let done = self.driver.post("actions", &json!({ "actions": sources }));
        let done = done.and_then(|_| self.driver.release());
        done.unwrap_or_else(|fault| self.stop(&fault));
        self
    }

    /// Where it is.
    pub fn area(&self, id: &str) -> Area {
        self.see(id);
        let script = "const b = document.querySelector(arguments[0])?.getBoundingClientRect(); return b ? [b.x, b.y, b.width, b.height] : []";
        let found = self.script(script, json!([selector(id)]));
        let number = |at: usize| found[at].as_f64().unwrap_or_default();
        Area { x: number(0), y: number(1), width: number(2), height: number(3) }
    }

    /// Moves the pointer along a path with its button down. A path of one point is a click.
    pub fn drag(&self, path: &[(f64, f64)]) -> &Self {
        let mut actions = Vec::new();
        for (at, (x, y)) in path.iter().enumerate() {
            let (x, y) = (x.round() as i64, y.round() as i64);
            actions
                .push(json!({ "type": "pointerMove", "duration": 8, "x": x, "y": y, "origin": "viewport" }));
            if at == 0 {
                actions.push(json!({ "type": "pointerDown", "button": 0 }));
            }
        }
        actions.push(json!({ "type": "pointerUp", "button": 0 }));
        self.act(json!([{ "type": "pointer", "id": "mouse", "parameters": { "pointerType": "mouse" }, "actions": actions }]))
    }

    /// Clicks at a point of the window.
    pub fn click_at(&self, point: (f64, f64)) -> &Self {
        self.clicks.set(self.clicks.get() + 1);
        self.drag(&[point])
    }

    /// Moves the pointer there.
    pub fn point_at(&self, (x, y): (f64, f64)) -> &Self {
        let (x, y) = (x.round() as i64, y.round() as i64);
        let step = json!({ "type": "pointerMove", "duration": 12, "x": x, "y": y, "origin": "viewport" });
        self.act(json!([{ "type": "pointer", "id": "mouse", "parameters": { "pointerType": "mouse" }, "actions": [step] }]))
    }

    /// Scrolls its column until it can be seen.
    pub fn reveal(&self, id: &str) -> &Self {
        let element = self.reference(id, 0);
        self.script("arguments[0].scrollIntoView({ block: 'center' })", json!([{ ELEMENT: element }]));
        self
    }

    /// Draws the signature of Zhang San on the pad.
    pub fn draw_signature(&self) -> &Self {
        let pad = self.area("pad");
        for stroke in SIGNATURE {
            let path: Vec<_> = smooth(stroke).iter().map(|(across, down)| pad.at(*across, *down)).collect();
            self.drag(&path);
        }
        self
    }

    /// Waits until the pages in view are drawn.
    pub fn see_pages(&self) -> &Self {
        let script = "const box = document.querySelector('[data-testid=pages]')?.getBoundingClientRect(); if (!box) return false; \
                      const seen = [...document.querySelectorAll('[data-testid=page]')].filter((p) => { const b = p.getBoundingClientRect(); \
                      return b.bottom > box.top && b.top < box.bottom; }); \
                      return seen.length > 0 && seen.every((p) => { const i = p.querySelector(':scope > img'); return i?.complete && i.naturalWidth > 300; })";
        self.until("the pages", || self.script(script, json!([])).as_bool()?.then_some(()));
        self
    }

    /// Goes to each page and rests there until it counts as looked at, as a reader does.
    pub fn read_through(&self, pages: u32) -> &Self {
        for page in 1..=pages {
            self.write("page-number", &page.to_string()).press(&[], Key::Enter).see_pages();
            self.see(&format!("page[data-page=\"{page}\"][data-read=\"true\"]"));
        }
        self
    }

    /// Scrolls until a place on a page stands in the middle of the pages; a point of the window. Millimetres from the top
    /// left of an A4 page.
    pub fn find_place(&self, page: u32, left: f64, top: f64) -> (f64, f64) {
        let page = format!("page[data-page=\"{page}\"]");
        let at = |area: Area| area.at(left / 210.0, top / 297.0);
        let (_, y) = at(self.area(&page));
        let middle = self.area("pages").at(0.5, 0.5).1;
        self.script(
            "document.querySelector('[data-testid=pages]').scrollTop += arguments[0]",
            json!([y - middle]),
        );
        self.see_pages();
        at(self.area(&page))
    }

    /// Takes a screenshot; its name says what is to be seen. What is said there has to be said in words.
    pub fn shot(&self, name: &str) -> &Self {
        thread::sleep(Duration::from_millis(250)); // motion ends within 150 ms
        let said = self.script("return document.body.innerText", json!([]));
        if let Some(bare) = wording::bare_code(said.as_str().unwrap_or_default()) {
            self.stop(&format!("“{bare}” is no word for a reader ({name})"));
        }
        let at = self.taken.get() + 1;
        self.taken.set(at);
        self.save(&format!("{}-{at:02}-{name}", self.story));
        self
    }

    fn save(&self, name: &str) {
        // WebKit takes the picture of the next frame that it draws, and draws none where nothing changes.
        let stir = "window.left = 90; const stir = () => { document.body.style.opacity = window.left % 2 ? '0.9999' : ''; \
                    if (window.left-- > 0) requestAnimationFrame(stir); }; stir();";
        let picture = self
            .driver
            .post("execute/sync", &json!({ "script": stir, "args": [] }))
            .and_then(|_| self.driver.get("screenshot"));
        let _ = self.driver.post("execute/sync", &json!({ "script": "window.left = 0", "args": [] }));
        let Ok(Value::String(picture)) = picture else {
            eprintln!("{name}: the window gave no picture: {picture:?}");
            return;
        };
        let bytes = base64::engine::general_purpose::STANDARD.decode(picture).expect("base64");
        std::fs::create_dir_all(&self.shots).expect("the folder of screenshots");
        std::fs::write(self.shots.join(format!("{name}.png")), bytes).expect("a screenshot");
    }

    /// Stops the story with a picture of where it stands.
    pub fn stop(&self, why: &str) -> ! {
        self.save(&format!("{}-99-broke-off", self.story));
        panic!("{}: {why}", self.story)
    }
}

/// One press of a key.
pub struct Stroke(char);

impl From<Key> for Stroke {
    fn from(key: Key) -> Self {
        Self(key.code())
    }
}

impl From<char> for Stroke {
    fn from(key: char) -> Self {
        Self(key)
    }
}

/// The selector of a test id. What follows the name goes into it: `page[data-page="4"]`, `zoom option[value="width"]`.
fn selector(id: &str) -> String {
    let name = id.split([' ', '[']).next().unwrap_or(id);
    format!("[data-testid=\"{name}\"]{}", &id[name.len()..])
}

/// The window under test.
fn program() -> PathBuf {
    let built = std::env::var_os("VERMILION_DESKTOP");
    let built = built.map_or_else(|| crate::kit::target().join("debug/vermilion-desktop"), PathBuf::from);
    assert!(
        built.is_file(),
        "{} is missing: cargo build -p desktop --features scripted-dialogs",
        built.display()
    );
    built
}

fn shots() -> PathBuf {
    let folder = std::env::var_os("VERMILION_DEMO_DIR").or_else(|| std::env::var_os("VERMILION_SHOTS"));
    folder.map_or_else(|| crate::kit::target().join("screenshots"), PathBuf::from)
}

/// 张三 in running hand: strokes of points, as parts of the pad.
const SIGNATURE: &[&[(f64, f64)]] = &[
    &[
        (0.19, 0.27),
        (0.25, 0.25),
        (0.30, 0.26),
        (0.27, 0.36),
        (0.21, 0.42),
        (0.19, 0.50),
        (0.27, 0.49),
        (0.30, 0.54),
        (0.28, 0.68),
        (0.24, 0.77),
        (0.20, 0.72),
    ],
    &[(0.49, 0.22), (0.45, 0.31), (0.39, 0.39), (0.36, 0.42)],
    &[(0.33, 0.54), (0.40, 0.51), (0.48, 0.48), (0.54, 0.46)],
    &[(0.41, 0.24), (0.42, 0.40), (0.41, 0.58), (0.40, 0.75), (0.43, 0.72), (0.47, 0.66)],
    &[(0.43, 0.51), (0.46, 0.60), (0.51, 0.70), (0.58, 0.78), (0.62, 0.79)],
    &[
        (0.63, 0.35),
        (0.68, 0.34),
        (0.73, 0.32),
        (0.75, 0.33),
        (0.70, 0.42),
        (0.66, 0.50),
        (0.70, 0.51),
        (0.75, 0.49),
        (0.71, 0.57),
        (0.63, 0.69),
        (0.61, 0.73),
        (0.70, 0.71),
        (0.79, 0.69),
        (0.88, 0.70),
    ],
];

/// The same path with points between on a smooth curve (Catmull–Rom), as a pointer gives them.
fn smooth(path: &[(f64, f64)]) -> Vec<(f64, f64)> {
    const STEPS: u32 = 5;
    let at = |index: usize| path[index.min(path.len() - 1)];
    let mut points = Vec::new();
    for index in 0..path.len() - 1 {
        let (a, b, c, d) = (at(index.saturating_sub(1)), at(index), at(index + 1), at(index + 2));
        points.extend((0..STEPS).map(|step| {
            let t = f64::from(step) / f64::from(STEPS);
            let curve = |a: f64, b: f64, c: f64, d: f64| {
                b + 0.5 * t * (c - a + t * (2.0 * a - 5.0 * b + 4.0 * c - d + t * (3.0 * (b - c) + d - a)))
            };
            (curve(a.0, b.0, c.0, d.0), curve(a.1, b.1, c.1, d.1))
        }));
    }
    points.extend(path.last());
    points
}
