//! A module taken apart: what validation, instrumentation and the figures look at.

use std::collections::BTreeMap;

use wasmparser::{
    Data, Element, Export, FuncType, Global, Import, Imports, KnownCustom, MemoryType, Name,
    Operator, Parser, Payload, TableType, TypeRef, ValType, Validator, WasmFeatures,
};

use crate::{Rules, ValidationError, rules::STYLUS_VERSION_3};

/// An imported function.
#[derive(Debug, Clone)]
pub(crate) struct FunctionImport<'a> {
    pub(crate) module: &'a str,
    pub(crate) name: &'a str,
    pub(crate) type_index: u32,
}

/// A function of the module's own.
#[derive(Debug, Clone)]
pub(crate) struct Code<'a> {
    /// Declared locals, one entry each, without parameters.
    pub(crate) locals: Vec<ValType>,
    pub(crate) ops: Vec<Operator<'a>>,
}

/// A parsed module. Operators are replaced in place by the instrumentation.
#[derive(Default)]
pub(crate) struct Module<'a> {
    pub(crate) types: Vec<FuncType>,
    pub(crate) imports: Vec<FunctionImport<'a>>,
    /// Type of each function of the module's own.
    pub(crate) functions: Vec<u32>,
    pub(crate) tables: Vec<TableType>,
    pub(crate) memories: Vec<MemoryType>,
    pub(crate) globals: Vec<Global<'a>>,
    pub(crate) exports: Vec<Export<'a>>,
    pub(crate) start: Option<u32>,
    pub(crate) elements: Vec<Element<'a>>,
    pub(crate) codes: Vec<Code<'a>>,
    pub(crate) datas: Vec<Data<'a>>,
    pub(crate) module_name: Option<&'a str>,
    pub(crate) function_names: BTreeMap<u32, &'a str>,
}

impl Module<'_> {
    /// Type of a function, imported or not.
    pub(crate) fn function_type(&self, index: u32) -> Option<&FuncType> {
        let index = index as usize;
        let type_index = match self.imports.get(index) {
            Some(import) => import.type_index,
            None => *self.functions.get(index.checked_sub(self.imports.len())?)?,
        };
        self.types.get(type_index as usize)
    }

    /// Index of an imported host function.
    pub(crate) fn import_index(&self, module: &str, name: &str) -> Option<u32> {
        let found = |i: &FunctionImport<'_>| i.module == module && i.name == name;
        self.imports.iter().position(found).map(|i| i as u32)
    }
}

/// Features of the WASM accepted by a Stylus version.
fn features(rules: &Rules) -> WasmFeatures {
    let mut features = WasmFeatures::MUTABLE_GLOBAL
        | WasmFeatures::SATURATING_FLOAT_TO_INT
        | WasmFeatures::SIGN_EXTENSION
        | WasmFeatures::BULK_MEMORY
        | WasmFeatures::FLOATS
        | WasmFeatures::GC_TYPES;
    if rules.stylus_version < STYLUS_VERSION_3 {
        features |= WasmFeatures::MULTI_VALUE;
    }
    features
}

/// Validates the module as WASM and takes it apart.
pub(crate) fn parse<'a>(wasm: &'a [u8], rules: &Rules) -> Result<Module<'a>, ValidationError> {
    if !(1..=STYLUS_VERSION_3).contains(&rules.stylus_version) {
        return Err(ValidationError::UnknownVersion(rules.stylus_version));
    }
    Validator::new_with_features(features(rules)).validate_all(wasm)?;
    let mut module = Module::default();
    for payload in Parser::new(0).parse_all(wasm) {
        section(&mut module, payload?)?;
    }
    Ok(module)
}

fn section<'a>(module: &mut Module<'a>, payload: Payload<'a>) -> Result<(), ValidationError> {
    match payload {
        Payload::TypeSection(types) => {
            for ty in types.into_iter_err_on_gc_types() {
                module.types.push(ty?);
            }
        }
        Payload::ImportSection(imports) => {
            for group in imports {
                module.imports.push(import(group?)?);
            }
        }
        Payload::FunctionSection(functions) => collect(&mut module.functions, functions)?,
        Payload::TableSection(tables) => {
            for table in tables {
                module.tables.push(table?.ty);
            }
        }
        Payload::MemorySection(memories) => collect(&mut module.memories, memories)?,
        Payload::GlobalSection(globals) => collect(&mut module.globals, globals)?,
        Payload::ExportSection(exports) => collect(&mut module.exports, exports)?,
        Payload::StartSection { func, .. } => module.start = Some(func),
        Payload::ElementSection(elements) => collect(&mut module.elements, elements)?,
        Payload::CodeSectionEntry(body) => module.codes.push(code(&body)?),
        Payload::DataSection(datas) => collect(&mut module.datas, datas)?,
        Payload::CustomSection(custom) => {
            if let KnownCustom::Name(names) = custom.as_known() {
                for name in names {
                    record_name(module, name?)?;
                }
            }
        }
        Payload::Version { .. } | Payload::CodeSectionStart { .. } | Payload::End(_) => {}
        Payload::DataCountSection { .. } => {}
        _ => return Err(ValidationError::Section("of unknown kind")),
    }
    Ok(())
}

fn collect<'a, T: wasmparser::FromReader<'a>>(
    into: &mut Vec<T>,
    section: wasmparser::SectionLimited<'a, T>,
) -> Result<(), ValidationError> {
    for item in section {
        into.push(item?);
    }
    Ok(())
}

fn import(group: Imports<'_>) -> Result<FunctionImport<'_>, ValidationError> {
    let Imports::Single(_, Import { module, name, ty }) = group else {
        return Err(ValidationError::Section("of compact imports"));
    };
    match ty {
        TypeRef::Func(type_index) => Ok(FunctionImport {
            module,
            name,
            type_index,
        }),
        _ => Err(ValidationError::ImportKind {
            module: module.to_owned(),
            name: name.to_owned(),
        }),
    }
}

fn code<'a>(body: &wasmparser::FunctionBody<'a>) -> Result<Code<'a>, ValidationError> {
    let mut locals = Vec::new();
    for group in body.get_locals_reader()? {
        let (count, ty) = group?;
        locals.extend(std::iter::repeat_n(ty, count as usize));
    }
    let mut ops = Vec::new();
    for op in body.get_operators_reader()? {
        ops.push(op?);
    }
    Ok(Code { locals, ops })
}

fn record_name<'a>(module: &mut Module<'a>, name: Name<'a>) -> Result<(), ValidationError> {
    match name {
        Name::Module { name, .. } => module.module_name = Some(name),
        Name::Function(map) => {
            for naming in map {
                let naming = naming?;
                module.function_names.insert(naming.index, naming.name);
            }
        }
        _ => {}
    }
    Ok(())
}
