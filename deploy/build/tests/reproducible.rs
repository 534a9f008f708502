//! The same source gives the same bytes, wherever the checkout lies.

use std::fs;
use std::path::Path;

use alm_build::{Built, Pipeline, Workspace};

/// A contract that answers every call with the path of its own source file, the one thing that a
/// compiler tells of where it ran.
const SOURCE: &str = r#"
//! Answers with its own path.

#[link(wasm_import_module = "vm_hooks")]
unsafe extern "C" {
    fn write_result(data: *const u8, len: usize);
    fn pay_for_memory_grow(pages: u32);
}

#[unsafe(no_mangle)]
pub extern "C" fn user_entrypoint(_len: usize) -> usize {
    let path = file!();
    unsafe {
        pay_for_memory_grow(0);
        write_result(path.as_ptr(), path.len());
    }
    0
}
"#;

const PACKAGE: &str = r#"
[package]
name = "echo"
version = "0.1.0"
edition = "2024"

[lib]
crate-type = ["cdylib"]
"#;

const TOP: &str = r#"
[workspace]
resolver = "3"
members = ["contracts/echo"]

[profile.release]
codegen-units = 1
lto = true
panic = "abort"
strip = true
"#;

const LOCK: &str = r#"
version = 4

[[package]]
name = "echo"
version = "0.1.0"
"#;

/// A checkout with one contract at a given path.
fn checkout(root: &Path) -> Workspace {
    let here = Workspace::above(Path::new(env!("CARGO_MANIFEST_DIR"))).expect("our own checkout");
    let pin = fs::read_to_string(here.root().join("rust-toolchain.toml")).expect("our own file");
    let files = [
        ("Cargo.toml", TOP),
        ("Cargo.lock", LOCK),
        ("rust-toolchain.toml", pin.as_str()),
        ("deploy/build/Cargo.toml", ""),
        ("contracts/echo/Cargo.toml", PACKAGE),
        ("contracts/echo/Stylus.toml", "[contract]\n"),
        ("contracts/echo/src/lib.rs", SOURCE),
    ];
    for (name, text) in files {
        let path = root.join(name);
        fs::create_dir_all(path.parent().expect("a file lies in a folder")).expect("a new folder");
        fs::write(path, text).expect("a new file");
    }
    Workspace::above(root).expect("what was just laid out")
}

fn build(root: &Path) -> Built {
    let pipeline = Pipeline::new(checkout(root)).expect("the tools `cargo alm build` needs");
    let contracts = pipeline.contracts().expect("well-formed manifests");
    let [contract] = contracts.as_slice() else {
        panic!("one contract was laid out, {} were found", contracts.len());
    };
    pipeline.build(contract).expect("a valid contract")
}

#[test]
fn test_build_from_another_path_gives_the_same_bytes() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let near = build(&folder.path().join("near"));
    let far = build(&folder.path().join("a/folder/that lies/farther away"));
    let says = |path: &[u8]| {
        near.artifact
            .wasm
            .windows(path.len())
            .any(|bytes| bytes == path)
    };
    assert!(
        says(b"contracts/echo/src/lib.rs"),
        "the program must tell a path"
    );
    assert_eq!(near.entry, far.entry);
    assert_eq!(near.artifact, far.artifact);
}
