//! Frame stacks and memory buffers of nested EVM executions, reused within a message.
//!
//! The execution loop of revm ends when its frame stack is empty, so a call that a program makes
//! runs on a stack and a shared memory of its own; the suspended ones wait on the native stack.

use std::{cell::RefCell, rc::Rc};

use revm::{
    context_interface::FrameStack,
    handler::EthFrame,
    interpreter::{SharedMemory, interpreter::EthInterpreter},
};

/// Memory buffer shared by the frames of one stack.
pub(crate) type MemoryBuffer = Rc<RefCell<Vec<u8>>>;

/// Frames of one execution loop.
pub(crate) type Frames = FrameStack<EthFrame<EthInterpreter>>;

/// A frame stack and the memory its frames share.
#[derive(Debug)]
pub(crate) struct Workspace {
    /// Frames.
    pub(crate) frames: Frames,
    /// Memory.
    pub(crate) buffer: MemoryBuffer,
}

impl Workspace {
    fn new() -> Self {
        Self {
            frames: Frames::new(),
            buffer: Rc::new(RefCell::new(Vec::with_capacity(4096))),
        }
    }

    /// Memory of the first frame on this stack.
    pub(crate) fn memory(&self, limit: u64) -> SharedMemory {
        let mut memory = SharedMemory::new_with_buffer(self.buffer.clone());
        memory.set_memory_limit(limit);
        memory
    }
}

/// Idle workspaces.
#[derive(Debug, Default)]
pub(crate) struct WorkspacePool(Vec<Workspace>);

impl WorkspacePool {
    /// An empty workspace.
    pub(crate) fn take(&mut self) -> Workspace {
        self.0.pop().unwrap_or_else(Workspace::new)
    }

    /// Gives a workspace back; its content is dropped.
    pub(crate) fn give(&mut self, mut workspace: Workspace) {
        workspace.frames.clear();
        workspace.buffer.borrow_mut().clear();
        self.0.push(workspace);
    }
}
