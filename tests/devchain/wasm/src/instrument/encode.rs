//! Writes the instrumented module.

use wasm_encoder::{
    CodeSection, ConstExpr, DataSection, ElementSection, EntityType, ExportKind, ExportSection,
    Function, FunctionSection, GlobalSection, GlobalType, ImportSection, Instruction,
    MemorySection, NameMap, NameSection, TableSection, TypeSection, ValType,
    reencode::{Reencode, RoundtripReencoder},
};
use wasmparser::Operator;

use super::AddedGlobals;
use crate::{
    INK_LEFT, INK_STATUS, Rules, SCRATCH, STACK_LEFT, START, ValidationError, module::Module,
    rules::STYLUS_VERSION_3,
};

/// Encodes the module with its added globals and exports.
pub(crate) fn encode(module: &Module<'_>, rules: &Rules) -> Result<Vec<u8>, ValidationError> {
    let fill = (rules.stylus_version < STYLUS_VERSION_3 && fills_memory(module))
        .then(|| (module.imports.len() + module.functions.len()) as u32);
    let mut out = wasm_encoder::Module::new();
    out.section(&types(module, fill)?);
    out.section(&imports(module));
    out.section(&functions(module, fill));
    out.section(&tables(module)?);
    out.section(&memories(module)?);
    out.section(&globals(module)?);
    out.section(&exports(module, rules)?);
    out.section(&elements(module)?);
    out.section(&codes(module, fill)?);
    out.section(&datas(module)?);
    if rules.debug {
        out.section(&names(module));
    }
    Ok(out.finish())
}

type Encoded<T> = Result<T, ValidationError>;

fn failed(error: impl std::fmt::Display) -> ValidationError {
    ValidationError::Encode(error.to_string())
}

fn fills_memory(module: &Module<'_>) -> bool {
    let is_fill = |op: &Operator<'_>| matches!(op, Operator::MemoryFill { .. });
    module.codes.iter().any(|c| c.ops.iter().any(is_fill))
}

fn types(module: &Module<'_>, fill: Option<u32>) -> Encoded<TypeSection> {
    let mut section = TypeSection::new();
    for ty in &module.types {
        let ty = RoundtripReencoder.func_type(ty.clone()).map_err(failed)?;
        section.ty().func_type(&ty);
    }
    if fill.is_some() {
        section.ty().function([ValType::I32; 3], []);
    }
    Ok(section)
}

fn imports(module: &Module<'_>) -> ImportSection {
    let mut section = ImportSection::new();
    for import in &module.imports {
        let ty = EntityType::Function(import.type_index);
        section.import(import.module, import.name, ty);
    }
    section
}

fn functions(module: &Module<'_>, fill: Option<u32>) -> FunctionSection {
    let mut section = FunctionSection::new();
    for type_index in &module.functions {
        section.function(*type_index);
    }
    if fill.is_some() {
        section.function(module.types.len() as u32);
    }
    section
}

fn tables(module: &Module<'_>) -> Encoded<TableSection> {
    let mut section = TableSection::new();
    for table in &module.tables {
        section.table(RoundtripReencoder.table_type(*table).map_err(failed)?);
    }
    Ok(section)
}

fn memories(module: &Module<'_>) -> Encoded<MemorySection> {
    let mut section = MemorySection::new();
    for memory in &module.memories {
        section.memory(RoundtripReencoder.memory_type(*memory).map_err(failed)?);
    }
    Ok(section)
}

fn globals(module: &Module<'_>) -> Encoded<GlobalSection> {
    let mut section = GlobalSection::new();
    for global in &module.globals {
        RoundtripReencoder
            .parse_global(&mut section, global.clone())
            .map_err(failed)?;
    }
    let mut add = |val_type, init: &ConstExpr| {
        let ty = GlobalType {
            val_type,
            mutable: true,
            shared: false,
        };
        section.global(ty, init);
    };
    add(ValType::I64, &ConstExpr::i64_const(0)); // ink left
    add(ValType::I32, &ConstExpr::i32_const(0)); // ink status
    add(ValType::I32, &ConstExpr::i32_const(0)); // scratch
    add(ValType::I32, &ConstExpr::i32_const(0)); // stack left
    Ok(section)
}

fn exports(module: &Module<'_>, rules: &Rules) -> Encoded<ExportSection> {
    let mut section = ExportSection::new();
    for export in &module.exports {
        RoundtripReencoder
            .parse_export(&mut section, *export)
            .map_err(failed)?;
    }
    if let (true, Some(start)) = (rules.debug, module.start) {
        section.export(START, ExportKind::Func, start);
    }
    let added = AddedGlobals::of(module);
    for (name, index) in [
        (INK_LEFT, added.ink_left),
        (INK_STATUS, added.ink_status),
        (SCRATCH, added.scratch),
        (STACK_LEFT, added.stack_left),
    ] {
        section.export(name, ExportKind::Global, index);
    }
    Ok(section)
}

fn elements(module: &Module<'_>) -> Encoded<ElementSection> {
    let mut section = ElementSection::new();
    for element in &module.elements {
        RoundtripReencoder
            .parse_element(&mut section, element.clone())
            .map_err(failed)?;
    }
    Ok(section)
}

fn codes(module: &Module<'_>, fill: Option<u32>) -> Encoded<CodeSection> {
    let mut section = CodeSection::new();
    for code in &module.codes {
        let mut locals = Vec::with_capacity(code.locals.len());
        for ty in &code.locals {
            locals.push(RoundtripReencoder.val_type(*ty).map_err(failed)?);
        }
        let mut function = Function::new_with_locals_types(locals);
        for op in &code.ops {
            let instruction = match (op, fill) {
                (Operator::MemoryFill { .. }, Some(index)) => Instruction::Call(index),
                _ => RoundtripReencoder.instruction(op.clone()).map_err(failed)?,
            };
            function.instruction(&instruction);
        }
        section.function(&function);
    }
    if fill.is_some() {
        section.function(&trapping_fill());
    }
    Ok(section)
}

/// `memory.fill` of Stylus versions 1 and 2: a value above 255 traps instead of being masked.
fn trapping_fill() -> Function {
    let mut function = Function::new([]);
    for instruction in [
        Instruction::LocalGet(1),
        Instruction::I32Const(255),
        Instruction::I32GtU,
        Instruction::If(wasm_encoder::BlockType::Empty),
        Instruction::Unreachable,
        Instruction::End,
        Instruction::LocalGet(0),
        Instruction::LocalGet(1),
        Instruction::LocalGet(2),
        Instruction::MemoryFill(0),
        Instruction::End,
    ] {
        function.instruction(&instruction);
    }
    function
}

fn datas(module: &Module<'_>) -> Encoded<DataSection> {
    let mut section = DataSection::new();
    for data in &module.datas {
        RoundtripReencoder
            .parse_data(&mut section, data.clone())
            .map_err(failed)?;
    }
    Ok(section)
}

fn names(module: &Module<'_>) -> NameSection {
    let mut section = NameSection::new();
    if let Some(name) = module.module_name {
        section.module(name);
    }
    let mut functions = NameMap::new();
    for (index, name) in &module.function_names {
        functions.append(*index, name);
    }
    section.functions(&functions);
    section
}
