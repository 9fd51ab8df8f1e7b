//! Where a program writes: the terminal, a buffer that becomes a pipe or a file, or nowhere.

use super::outside::Outside;
use std::cell::RefCell;
use std::rc::Rc;

/// Which of the two outputs of a program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Channel {
    /// Standard output.
    Out,
    /// Standard error.
    Err,
}

/// Takes bytes. Clones write to the same place, so that `2>&1` keeps the order.
#[derive(Clone)]
pub struct Stream(Place);

#[derive(Clone)]
enum Place {
    Terminal(Outside, Channel),
    Buffer(Rc<RefCell<Buffer>>),
    Nowhere,
}

#[derive(Default)]
struct Buffer {
    bytes: Vec<u8>,
    closed: bool,
}

impl Stream {
    pub(super) fn terminal(outside: Outside, channel: Channel) -> Stream {
        Stream(Place::Terminal(outside, channel))
    }

    /// A buffer: what is written stays until somebody takes it.
    pub fn buffer() -> Stream {
        Stream(Place::Buffer(Rc::default()))
    }

    /// Like `/dev/null`.
    pub fn nowhere() -> Stream {
        Stream(Place::Nowhere)
    }

    /// Writes bytes. False if nobody reads any longer, as of a pipe whose reader is over.
    pub fn write(&self, bytes: &[u8]) -> bool {
        match &self.0 {
            Place::Terminal(outside, channel) => outside.show(*channel, bytes),
            Place::Buffer(buffer) => {
                let mut buffer = buffer.borrow_mut();
                if buffer.closed {
                    return false;
                }
                buffer.bytes.extend_from_slice(bytes);
            }
            Place::Nowhere => {}
        }
        true
    }

    /// What was written to a buffer since the last time; nothing of anything else.
    pub fn take(&self) -> Vec<u8> {
        match &self.0 {
            Place::Buffer(buffer) => std::mem::take(&mut buffer.borrow_mut().bytes),
            Place::Terminal(..) | Place::Nowhere => Vec::new(),
        }
    }

    /// How many bytes wait in a buffer.
    pub fn waiting(&self) -> usize {
        match &self.0 {
            Place::Buffer(buffer) => buffer.borrow().bytes.len(),
            Place::Terminal(..) | Place::Nowhere => 0,
        }
    }

    /// The reader of a buffer is over: later writings fail.
    pub fn close(&self) {
        if let Place::Buffer(buffer) = &self.0 {
            buffer.borrow_mut().closed = true;
        }
    }

    /// Whether people see it at once: then the CLI colours its tables.
    pub fn is_terminal(&self) -> bool {
        matches!(self.0, Place::Terminal(..))
    }
}

/// The two outputs of a program.
#[derive(Clone)]
pub struct Streams {
    /// Standard output.
    pub out: Stream,
    /// Standard error.
    pub err: Stream,
}

impl Streams {
    /// Both to the terminal.
    pub fn terminal(outside: &Outside) -> Streams {
        Streams {
            out: outside.terminal(Channel::Out),
            err: outside.terminal(Channel::Err),
        }
    }

    /// Two buffers.
    pub fn buffers() -> Streams {
        Streams {
            out: Stream::buffer(),
            err: Stream::buffer(),
        }
    }
}
