//! Makes blocks at an interval, on a thread of its own.

use std::{
    sync::{Arc, Weak},
    thread::{self, JoinHandle},
    time::Duration,
};

use parking_lot::{Condvar, Mutex};

use crate::rpc::Rpc;

/// What the thread is told.
#[derive(Debug, Default)]
struct Signal {
    ended: Mutex<bool>,
    changed: Condvar,
}

/// The thread; it ends on drop.
#[derive(Debug)]
pub(super) struct BlockMaker {
    signal: Arc<Signal>,
    thread: Option<JoinHandle<()>>,
}

impl BlockMaker {
    /// Starts the thread; it sleeps while no interval is set.
    pub(super) fn start(rpc: &Rpc) -> std::io::Result<Self> {
        let signal = Arc::new(Signal::default());
        // The dispatcher must not keep the thread's signal alive after the node.
        let notified: Weak<Signal> = Arc::downgrade(&signal);
        rpc.on_mining_change(Arc::new(move || {
            if let Some(signal) = notified.upgrade() {
                signal.changed.notify_all();
            }
        }));
        let (rpc, shared) = (rpc.clone(), signal.clone());
        let thread = thread::Builder::new()
            .name("devchain-blocks".into())
            .spawn(move || run(&rpc, &shared))?;
        Ok(Self {
            signal,
            thread: Some(thread),
        })
    }
}

impl Drop for BlockMaker {
    fn drop(&mut self) {
        *self.signal.ended.lock() = true;
        self.signal.changed.notify_all();
        if let Some(thread) = self.thread.take() {
            // A thread that panicked has nothing left to clean up.
            let _ended = thread.join();
        }
    }
}

fn run(rpc: &Rpc, signal: &Signal) {
    let mut ended = signal.ended.lock();
    while !*ended {
        let interval = rpc.chain().mining.interval_millis;
        match interval {
            None => signal.changed.wait(&mut ended),
            Some(millis) => {
                let wait = signal
                    .changed
                    .wait_for(&mut ended, Duration::from_millis(millis));
                if wait.timed_out() && !*ended {
                    rpc.chain().mine();
                }
            }
        }
    }
}
