//! Why code is not a program, and why a program is not accepted.

/// Deployed code that cannot be unpacked into a WASM module.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CodeError {
    /// The code does not begin with a Stylus prefix.
    #[error("not a Stylus program: the code does not begin with EFF000 or EFF002")]
    NotStylus,
    /// A fragment holds data only.
    #[error("a fragment (EFF001) is data: it cannot be activated or called")]
    Fragment,
    /// Fragments (EFF001, EFF002) exist from ArbOS 60 on.
    #[error("a root program needs its fragments: unpack it through its root")]
    Root,
    /// The shared dictionary is not part of this tool.
    #[error("the program is compressed with dictionary 1, which is not available here")]
    DictionaryUnavailable,
    /// No such dictionary.
    #[error("unknown compression dictionary {0}")]
    UnknownDictionary(u8),
    /// Nothing follows the prefix, or the header is cut off.
    #[error("the code ends inside its header: {have} bytes, at least {want} needed")]
    Truncated {
        /// Bytes there are.
        have: usize,
        /// Bytes needed.
        want: usize,
    },
    /// Not a brotli stream.
    #[error("the program does not decompress: {0}")]
    Corrupt(String),
    /// The decompressed module exceeds the chain's bound.
    #[error("decompressed program exceeds {max} bytes")]
    TooLarge {
        /// Bound in bytes.
        max: usize,
    },
    /// Compression failed.
    #[error("compression failed: {0}")]
    Compress(String),
    /// A root's addresses are not a whole number of 20 bytes.
    #[error("root program: {0} bytes of addresses are not a multiple of 20")]
    RootAddresses(usize),
    /// A root names no or too many fragments.
    #[error("root program names {have} fragments, 1 to {want} allowed")]
    FragmentCount {
        /// Fragments named.
        have: usize,
        /// Most allowed.
        want: usize,
    },
    /// A root names the zero address.
    #[error("root program: fragment {0} is the zero address")]
    ZeroFragment(usize),
    /// What a root names is not a fragment.
    #[error("root program: the code of fragment {0} does not begin with EFF001")]
    NotFragment(usize),
    /// The fragments decompress to another length than the root states.
    #[error("root program: fragments decompress to {have} bytes, the root states {want}")]
    RootLength {
        /// Decompressed bytes.
        have: usize,
        /// Bytes stated.
        want: usize,
    },
}

/// A rule of activation that a program breaks.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ValidationError {
    /// Not a valid module under the accepted features.
    #[error("invalid WASM at byte {offset}: {message}")]
    Malformed {
        /// What is wrong.
        message: String,
        /// Where.
        offset: u64,
    },
    /// A table index of `call_indirect` in more bytes than needed, as raw compiler output has it.
    #[error(
        "invalid WASM at byte {offset}: zero byte expected (padded call_indirect table index; \
         encode the module again through its text form)"
    )]
    PaddedTableIndex {
        /// Where.
        offset: u64,
    },
    /// No configuration for this version.
    #[error("no rules exist for Stylus version {0}")]
    UnknownVersion(u16),
    /// A section the chain does not read.
    #[error("section {0} is not accepted")]
    Section(&'static str),
    /// A count over its limit.
    #[error("too many WASM {what}: {have} > {want}")]
    TooMany {
        /// What is counted.
        what: &'static str,
        /// Counted.
        have: u64,
        /// Limit.
        want: u64,
    },
    /// A count over its limit in one function.
    #[error("too many {what} in function {function}: {have} > {want}")]
    TooManyInFunction {
        /// Index among the module's own functions.
        function: u32,
        /// What is counted.
        what: &'static str,
        /// Counted.
        have: u64,
        /// Limit.
        want: u64,
    },
    /// A name over its limit.
    #[error("WASM {what} too long: {have} > {want} bytes")]
    NameTooLong {
        /// Whose name.
        what: &'static str,
        /// Bytes.
        have: usize,
        /// Limit.
        want: usize,
    },
    /// No memory exported as `memory`.
    #[error("missing memory with export name memory")]
    MissingMemory,
    /// More initial pages than a program may have at all, or than are free now.
    #[error("memory exceeds limit: {have} > {want} pages")]
    MemoryTooLarge {
        /// Initial pages.
        have: u64,
        /// Limit.
        want: u64,
    },
    /// A growing memory without the import that pays for it.
    #[error("memory can grow but pay_for_memory_grow is not imported from vm_hooks")]
    MissingMemoryGrow,
    /// Something other than a function is imported.
    #[error("import {module}.{name} is not a function")]
    ImportKind {
        /// Module.
        module: String,
        /// Name.
        name: String,
    },
    /// No such host function.
    #[error("no host function {module}.{name}")]
    UnknownImport {
        /// Module.
        module: String,
        /// Name.
        name: String,
    },
    /// A host function of debug chains only.
    #[error("host function {module}.{name} exists on debug chains only")]
    DebugImport {
        /// Module.
        module: String,
        /// Name.
        name: String,
    },
    /// A host function imported with another type.
    #[error("import {module}.{name} has type {have}, expected {want}")]
    ImportType {
        /// Module.
        module: String,
        /// Name.
        name: String,
        /// Type imported.
        have: String,
        /// Type of the host function.
        want: String,
    },
    /// The same function imported under two type indices.
    #[error("inconsistent imports of {module}.{name}")]
    InconsistentImport {
        /// Module.
        module: String,
        /// Name.
        name: String,
    },
    /// An import that has the name of an export.
    #[error("the module exports an import with the same name {0}")]
    ReExportedImport(String),
    /// A name beginning with `stylus`.
    #[error("the module {direction} reserved symbol {name}")]
    ReservedSymbol {
        /// `exports` or `imports`.
        direction: &'static str,
        /// Symbol.
        name: String,
    },
    /// No entry point.
    #[error("missing export with name user_entrypoint")]
    MissingEntryPoint,
    /// The entry point is not a function.
    #[error("export user_entrypoint must be a function")]
    EntryPointKind,
    /// The entry point has another type.
    #[error("user_entrypoint has type {have}, expected (i32) -> (i32)")]
    EntryPointType {
        /// Its type.
        have: String,
    },
    /// Start functions exist on debug chains only.
    #[error("start functions not allowed")]
    StartFunction,
    /// Floating point arithmetic.
    #[error("floating point operation {operator} in function {function}")]
    Float {
        /// Index among the module's own functions.
        function: u32,
        /// Operator.
        operator: String,
    },
    /// An operator that no version accepts.
    #[error("operator {operator} in function {function} is not supported")]
    Operator {
        /// Index among the module's own functions.
        function: u32,
        /// Operator.
        operator: String,
    },
    /// A frame of too many words.
    #[error("frame of function {function} too large: {have} > {want} words")]
    FrameTooLarge {
        /// Index among the module's own functions.
        function: u32,
        /// Words: worst stack, locals and 4.
        have: u64,
        /// Limit.
        want: u64,
    },
    /// Too many values on the operand stack at once.
    #[error("too many values on the stack at once in function {function}: {have} > {want}")]
    StackContention {
        /// Index among the module's own functions.
        function: u32,
        /// Worst stack in words.
        have: u64,
        /// Limit.
        want: u64,
    },
    /// A global that is not initialised by a plain constant.
    #[error("global {0} has a non-constant initialiser")]
    GlobalInitializer(u32),
    /// A segment whose offset is not a plain constant, or with initialisers other than functions.
    #[error("{what} segment {index} is not constant")]
    SegmentNotConstant {
        /// `data` or `element`.
        what: &'static str,
        /// Which.
        index: u32,
    },
    /// A segment outside its memory or table.
    #[error("{what} segment {index} ends at {have}, beyond {want}")]
    SegmentOutOfBounds {
        /// `data` or `element`.
        what: &'static str,
        /// Which.
        index: u32,
        /// End of the segment.
        have: u64,
        /// Size of the memory or table.
        want: u64,
    },
    /// A figure that does not fit its field of the program's record.
    #[error("{what} too high: {have} > {want}")]
    CostTooHigh {
        /// Which figure.
        what: &'static str,
        /// Its value.
        have: u64,
        /// Largest value of the field.
        want: u64,
    },
    /// The instrumented module could not be encoded.
    #[error("encoding the instrumented module failed: {0}")]
    Encode(String),
}

impl From<wasmparser::Error> for ValidationError {
    fn from(error: wasmparser::Error) -> Self {
        let offset = error.offset() as u64;
        if error.message().contains("zero byte expected") {
            return Self::PaddedTableIndex { offset };
        }
        Self::Malformed {
            message: error.message().to_owned(),
            offset,
        }
    }
}
