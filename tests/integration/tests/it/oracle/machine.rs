//! The interpreter: integers, locals, globals, one memory, structured control.

use wasmparser::{BlockType, MemArg, Operator};

use super::{
    host::Host,
    module::{Function, Module},
    price,
};

/// Bytes of a page of memory.
const PAGE: usize = 65_536;

/// A program at work.
pub(crate) struct Machine<'m, 'a> {
    pub(crate) host: Host,
    /// Ink paid so far.
    pub(crate) ink: u64,
    module: &'m Module<'a>,
    memory: Vec<u8>,
    globals: Vec<u64>,
    /// Values, 32-bit ones zero-extended.
    stack: Vec<u64>,
}

/// Where a branch leads, and what it leaves on the stack.
#[derive(Clone, Copy)]
struct Label {
    target: usize,
    height: usize,
    results: usize,
    repeats: bool,
}

impl<'m, 'a> Machine<'m, 'a> {
    /// A fresh instance.
    pub(crate) fn new(module: &'m Module<'a>, host: Host) -> Self {
        let mut memory = vec![0; module.pages as usize * PAGE];
        for (at, bytes) in &module.data {
            memory[*at..][..bytes.len()].copy_from_slice(bytes);
        }
        Self {
            host,
            ink: 0,
            module,
            memory,
            globals: module.globals.clone(),
            stack: Vec::new(),
        }
    }

    /// Runs the entry point and returns its status.
    pub(crate) fn start(&mut self, length: usize) -> u64 {
        self.stack.push(length as u64);
        self.call(self.module.entry);
        self.pop()
    }

    fn pop(&mut self) -> u64 {
        self.stack.pop().expect("a valid program")
    }

    fn pop32(&mut self) -> u32 {
        self.pop() as u32
    }

    fn call(&mut self, index: u32) {
        let imports = self.module.imports.len();
        let module = self.module;
        let Some((name, ty)) = module.imports.get(index as usize) else {
            return self.run(&module.functions[index as usize - imports]);
        };
        let count = module.types[*ty].params().len();
        let arguments = self.stack.split_off(self.stack.len() - count);
        let (ink, result) = self.host.call(name, &arguments, &mut self.memory);
        self.ink += ink;
        self.stack.extend(result);
    }

    fn run(&mut self, function: &Function<'a>) {
        let ty = &self.module.types[function.ty];
        let mut locals = self.stack.split_off(self.stack.len() - ty.params().len());
        locals.resize(locals.len() + function.locals, 0);
        let mut labels = vec![Label {
            target: function.ops.len(),
            height: self.stack.len(),
            results: ty.results().len(),
            repeats: false,
        }];
        let (mut at, mut enters) = (0, true);
        while let Some(op) = function.ops.get(at) {
            self.ink += function.ink[at] + if enters { price::RUN } else { 0 };
            enters = price::ends_run(op);
            at = match op {
                Operator::LocalGet { local_index } => {
                    self.stack.push(locals[*local_index as usize]);
                    at + 1
                }
                Operator::LocalSet { local_index } => {
                    locals[*local_index as usize] = self.pop();
                    at + 1
                }
                Operator::LocalTee { local_index } => {
                    locals[*local_index as usize] = *self.stack.last().expect("a value");
                    at + 1
                }
                _ => match self.control(op, at, function, &mut labels) {
                    Some(next) => next,
                    None => {
                        self.plain(op);
                        at + 1
                    }
                },
            };
        }
    }

    /// The next operator after one of control; `None` when it is none.
    fn control(
        &mut self,
        op: &Operator<'a>,
        at: usize,
        function: &Function<'a>,
        labels: &mut Vec<Label>,
    ) -> Option<usize> {
        let next = at + 1;
        Some(match op {
            Operator::Block { blockty } => {
                let (_, end) = function.closes[&at];
                labels.push(self.label(end + 1, *blockty));
                next
            }
            Operator::Loop { blockty } => {
                labels.push(Label {
                    results: 0,
                    repeats: true,
                    ..self.label(next, *blockty)
                });
                next
            }
            Operator::If { blockty } => {
                let (middle, end) = function.closes[&at];
                let holds = self.pop32() != 0;
                if holds || middle.is_some() {
                    labels.push(self.label(end + 1, *blockty));
                }
                match middle {
                    _ if holds => next,
                    Some(middle) => middle + 1,
                    None => end + 1,
                }
            }
            Operator::Else => {
                labels.pop();
                function.closes[&at].1 + 1
            }
            Operator::End => {
                labels.pop();
                next
            }
            Operator::Br { relative_depth } => self.branch(*relative_depth, labels),
            Operator::BrIf { relative_depth } => match self.pop32() {
                0 => next,
                _ => self.branch(*relative_depth, labels),
            },
            Operator::BrTable { targets } => {
                let chosen = self.pop32() as usize;
                let mut depths = targets.targets().map(|depth| depth.expect("a target"));
                let depth = depths.nth(chosen).unwrap_or(targets.default());
                self.branch(depth, labels)
            }
            Operator::Return => self.branch(labels.len() as u32 - 1, labels),
            Operator::Call { function_index } => {
                self.call(*function_index);
                next
            }
            Operator::CallIndirect { .. } => {
                let slot = self.pop32();
                self.call(self.module.table[&slot]);
                next
            }
            _ => return None,
        })
    }

    fn label(&self, target: usize, ty: BlockType) -> Label {
        Label {
            target,
            height: self.stack.len(),
            results: usize::from(matches!(ty, BlockType::Type(_))),
            repeats: false,
        }
    }

    fn branch(&mut self, depth: u32, labels: &mut Vec<Label>) -> usize {
        let index = labels.len() - 1 - depth as usize;
        let label = labels[index];
        let results = self.stack.split_off(self.stack.len() - label.results);
        self.stack.truncate(label.height);
        self.stack.extend(results);
        labels.truncate(if label.repeats { index + 1 } else { index });
        label.target
    }

    fn plain(&mut self, op: &Operator<'a>) {
        match op {
            Operator::Nop | Operator::Unreachable => {
                assert!(matches!(op, Operator::Nop), "the program traps");
            }
            Operator::Drop => drop(self.pop()),
            Operator::Select => {
                let (chosen, second, first) = (self.pop32(), self.pop(), self.pop());
                self.stack.push(if chosen != 0 { first } else { second });
            }
            Operator::GlobalGet { global_index } => {
                self.stack.push(self.globals[*global_index as usize]);
            }
            Operator::GlobalSet { global_index } => {
                self.globals[*global_index as usize] = self.pop();
            }
            Operator::I32Const { value } => self.stack.push(u64::from(*value as u32)),
            Operator::I64Const { value } => self.stack.push(*value as u64),
            Operator::MemorySize { .. } => self.stack.push((self.memory.len() / PAGE) as u64),
            Operator::MemoryGrow { .. } => {
                let (by, pages) = (self.pop(), (self.memory.len() / PAGE) as u64);
                self.ink += price::grow(pages + by, by);
                self.memory.resize((pages + by) as usize * PAGE, 0);
                self.stack.push(pages);
            }
            Operator::MemoryCopy { .. } => {
                let (length, from, to) = (self.pop() as usize, self.pop() as usize, self.pop());
                self.ink += price::BULK_BYTE * length as u64;
                self.memory.copy_within(from..from + length, to as usize);
            }
            Operator::MemoryFill { .. } => {
                let (length, value, to) = (self.pop() as usize, self.pop(), self.pop() as usize);
                self.ink += price::BULK_BYTE * length as u64;
                self.memory[to..][..length].fill(value as u8);
            }
            _ => self.access(op),
        }
    }

    fn access(&mut self, op: &Operator<'a>) {
        match op {
            Operator::I32Load { memarg } | Operator::I64Load32U { memarg } => {
                self.load(memarg, 4, |raw| raw);
            }
            Operator::I64Load { memarg } => self.load(memarg, 8, |raw| raw),
            Operator::I32Load8U { memarg } | Operator::I64Load8U { memarg } => {
                self.load(memarg, 1, |raw| raw);
            }
            Operator::I32Load16U { memarg } | Operator::I64Load16U { memarg } => {
                self.load(memarg, 2, |raw| raw);
            }
            Operator::I32Load8S { memarg } => {
                self.load(memarg, 1, |raw| u64::from(i32::from(raw as i8) as u32));
            }
            Operator::I32Load16S { memarg } => {
                self.load(memarg, 2, |raw| u64::from(i32::from(raw as i16) as u32));
            }
            Operator::I64Load8S { memarg } => {
                self.load(memarg, 1, |raw| i64::from(raw as i8) as u64)
            }
            Operator::I64Load16S { memarg } => {
                self.load(memarg, 2, |raw| i64::from(raw as i16) as u64);
            }
            Operator::I64Load32S { memarg } => {
                self.load(memarg, 4, |raw| i64::from(raw as i32) as u64);
            }
            Operator::I32Store8 { memarg } | Operator::I64Store8 { memarg } => {
                self.store(memarg, 1);
            }
            Operator::I32Store16 { memarg } | Operator::I64Store16 { memarg } => {
                self.store(memarg, 2);
            }
            Operator::I32Store { memarg } | Operator::I64Store32 { memarg } => {
                self.store(memarg, 4);
            }
            Operator::I64Store { memarg } => self.store(memarg, 8),
            _ => super::numbers::apply(op, &mut self.stack),
        }
    }

    fn load(&mut self, memarg: &MemArg, size: usize, widen: impl Fn(u64) -> u64) {
        let at = self.pop() as usize + memarg.offset as usize;
        let mut word = [0; 8];
        word[..size].copy_from_slice(&self.memory[at..][..size]);
        self.stack.push(widen(u64::from_le_bytes(word)));
    }

    fn store(&mut self, memarg: &MemArg, size: usize) {
        let value = self.pop().to_le_bytes();
        let at = self.pop() as usize + memarg.offset as usize;
        self.memory[at..][..size].copy_from_slice(&value[..size]);
    }
}
