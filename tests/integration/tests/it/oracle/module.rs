//! A module as the oracle needs it.

use std::collections::BTreeMap;

use wasmparser::{
    ConstExpr, DataKind, ElementItems, ElementKind, FuncType, FunctionBody, Operator, Parser,
    Payload, TypeRef,
};

use super::price;

/// Globals that metering adds to a program: ink left, its state, a scratch, stack left.
const ADDED_GLOBALS: u64 = 4;

/// A function of the module's own.
pub(crate) struct Function<'a> {
    pub(crate) ty: usize,
    pub(crate) locals: usize,
    pub(crate) ops: Vec<Operator<'a>>,
    /// Ink of each operator.
    pub(crate) ink: Vec<u64>,
    /// For `block`, `loop` and `if`: where the `else` is, if any, and the `end`; for `else`: the `end`.
    pub(crate) closes: BTreeMap<usize, (Option<usize>, usize)>,
}

/// A parsed module.
#[derive(Default)]
pub(crate) struct Module<'a> {
    pub(crate) types: Vec<FuncType>,
    pub(crate) imports: Vec<(String, usize)>,
    pub(crate) functions: Vec<Function<'a>>,
    pub(crate) table: BTreeMap<u32, u32>,
    pub(crate) pages: u64,
    pub(crate) globals: Vec<u64>,
    pub(crate) data: Vec<(usize, &'a [u8])>,
    pub(crate) entry: u32,
    declared: Vec<usize>,
    bytes: u64,
    segments: u64,
}

impl<'a> Module<'a> {
    /// Parses what the build made; anything it does not make is a panic.
    pub(crate) fn parse(wasm: &'a [u8]) -> Self {
        let mut module = Self {
            bytes: wasm.len() as u64,
            ..Self::default()
        };
        for payload in Parser::new(0).parse_all(wasm) {
            module.take(payload.expect("a module the build made"));
        }
        module
    }

    fn take(&mut self, payload: Payload<'a>) {
        match payload {
            Payload::TypeSection(section) => {
                let types = section.into_iter_err_on_gc_types();
                self.types = types.map(|ty| ty.expect("a type")).collect();
            }
            Payload::ImportSection(section) => {
                for import in section.into_imports() {
                    let import = import.expect("an import");
                    if let TypeRef::Func(ty) = import.ty {
                        self.imports.push((import.name.into(), ty as usize));
                    }
                }
            }
            Payload::FunctionSection(section) => {
                let types = section.into_iter().map(|ty| ty.expect("a type") as usize);
                self.declared = types.collect();
            }
            Payload::MemorySection(section) => {
                let mut memories = section.into_iter();
                self.pages = memories
                    .next()
                    .map_or(0, |one| one.expect("a memory").initial);
            }
            Payload::GlobalSection(section) => {
                let globals = section.into_iter().map(|one| one.expect("a global"));
                self.globals = globals.map(|one| constant(&one.init_expr)).collect();
            }
            Payload::ExportSection(section) => {
                let mut exports = section.into_iter().map(|one| one.expect("an export"));
                let entry = exports.find(|one| one.name == "user_entrypoint");
                self.entry = entry.expect("an entry point").index;
            }
            Payload::ElementSection(section) => {
                for element in section {
                    let element = element.expect("an element segment");
                    self.segments += element.range.len() as u64;
                    self.elements(element.kind, element.items);
                }
            }
            Payload::DataSection(section) => {
                for data in section {
                    let data = data.expect("a data segment");
                    self.segments += data.range.len() as u64;
                    let DataKind::Active { offset_expr, .. } = data.kind else {
                        panic!("a passive segment")
                    };
                    self.data.push((constant(&offset_expr) as usize, data.data));
                }
            }
            Payload::CodeSectionEntry(body) => {
                let ty = self.declared[self.functions.len()];
                self.functions.push(function(ty, &body, &self.types));
            }
            _ => {}
        }
    }

    fn elements(&mut self, kind: ElementKind<'a>, items: ElementItems<'a>) {
        let (ElementKind::Active { offset_expr, .. }, ElementItems::Functions(functions)) =
            (kind, items)
        else {
            panic!("a segment of another kind")
        };
        let first = constant(&offset_expr) as u32;
        for (index, function) in (first..).zip(functions) {
            self.table.insert(index, function.expect("a function"));
        }
    }

    /// Gas of a start: always the cached part, and the rest when it is not cached.
    pub(crate) fn start_gas(&self, cached: bool) -> u64 {
        assert!(self.pages <= price::FREE_PAGES, "{} pages", self.pages);
        let count = self.functions.len() as u64;
        let words = |ty: &usize| self.types[*ty].params().len() + self.types[*ty].results().len();
        let types = self.declared.iter().map(words).sum::<usize>() as u64;
        let warm = count * 13_420 / 100_000
            + types * 89 / 100_000
            + self.bytes * 122 / 100_000
            + (self.globals.len() as u64 + ADDED_GLOBALS) * 1_628 / 1_000
            + self.segments * 75_244 / 100_000
            + self.pages * 5;
        let init = count * 8_252 / 1_000 + types * 1_059 / 1_000 + self.bytes * 1_286 / 10_000;
        let cold = if cached { 0 } else { 128 * 69 + init };
        32 * 11 + warm + cold
    }
}

fn function<'a>(ty: usize, body: &FunctionBody<'a>, types: &[FuncType]) -> Function<'a> {
    let locals = body.get_locals_reader().expect("locals");
    let locals = locals
        .into_iter()
        .map(|one| one.expect("locals").0 as usize);
    let ops = body.get_operators_reader().expect("operators").into_iter();
    let ops: Vec<_> = ops.map(|op| op.expect("an operator")).collect();
    let mut open: Vec<(usize, Option<usize>)> = Vec::new();
    let mut closes = BTreeMap::new();
    for (at, op) in ops.iter().enumerate() {
        match op {
            Operator::Block { .. } | Operator::Loop { .. } | Operator::If { .. } => {
                open.push((at, None));
            }
            Operator::Else => open.last_mut().expect("an if is open").1 = Some(at),
            Operator::End => {
                // The last end closes the function, which is no operator.
                if let Some((from, middle)) = open.pop() {
                    closes.insert(from, (middle, at));
                    closes.extend(middle.map(|middle| (middle, (None, at))));
                }
            }
            _ => {}
        }
    }
    Function {
        ty,
        locals: locals.sum(),
        ink: ops.iter().map(|op| price::operator(op, types)).collect(),
        ops,
        closes,
    }
}

fn constant(expression: &ConstExpr<'_>) -> u64 {
    match expression.get_operators_reader().read() {
        Ok(Operator::I32Const { value }) => u64::from(value as u32),
        Ok(Operator::I64Const { value }) => value as u64,
        other => panic!("{other:?} is no constant"),
    }
}
