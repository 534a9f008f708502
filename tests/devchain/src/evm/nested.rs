//! Calls and deployments that a program makes: each runs on a frame stack of its own.

use revm::{
    Database,
    context_interface::context::take_error,
    handler::{EvmTr, FrameResult, ItemOrResult},
    interpreter::{FrameInput, interpreter_action::FrameInit},
};

use super::machine::{Fault, Machine};

impl<'a, DB: Database> Machine<'a, DB> {
    /// Runs a frame and everything below it to its end, beside the frames that wait.
    pub(crate) fn run_nested(
        &mut self,
        frame_input: FrameInput,
        depth: usize,
    ) -> Result<FrameResult, Fault<DB>> {
        let mut workspace = self.workspaces.take();
        let memory = workspace.memory(self.ctx.cfg.memory_limit);
        self.exchange(&mut workspace);
        let result = self.run_to_end(FrameInit {
            depth,
            memory,
            frame_input,
        });
        self.exchange(&mut workspace);
        self.workspaces.give(workspace);
        take_error::<Fault<DB>, _>(&mut self.ctx.error)?;
        result
    }

    fn exchange(&mut self, workspace: &mut super::frame_stack::Workspace) {
        std::mem::swap(&mut self.frames, &mut workspace.frames);
        std::mem::swap(
            &mut self.ctx.local.shared_memory_buffer,
            &mut workspace.buffer,
        );
    }

    fn run_to_end(&mut self, first: FrameInit) -> Result<FrameResult, Fault<DB>> {
        if let ItemOrResult::Result(result) = self.frame_init(first)? {
            return Ok(result);
        }
        loop {
            let result = match self.frame_run()? {
                ItemOrResult::Item(init) => match self.frame_init(init)? {
                    ItemOrResult::Item(_) => continue,
                    ItemOrResult::Result(result) => result,
                },
                ItemOrResult::Result(result) => result,
            };
            if let Some(result) = self.frame_return_result(result)? {
                return Ok(result);
            }
        }
    }
}
