//! The steps, in order; one that fails does not keep the independent ones from being tried.

use std::fs;
use std::path::{Path, PathBuf};

use alm_build::Workspace;
use ethers::types::Address;
use eyre::{WrapErr, ensure, eyre};

use super::{outcome::Outcome, tools::Tools};
use crate::contracts::risk_engine;

/// First of the ten funded accounts, known to everybody, and its key.
const SENDER: &str = "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266";
const KEY: &str = "0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80";
/// Selector of every Stylus constructor.
const CONSTRUCTOR: &str = "0x5585258d";
/// A contract nobody has deployed.
const NOBODY: &str = "0x0000000000000000000000000000000000000007";

/// Everything a step needs.
pub(super) struct Session<'a> {
    tools: &'a Tools,
    url: &'a str,
    folder: &'a Path,
    wasm: PathBuf,
}

impl<'a> Session<'a> {
    /// A session against a chain, in an empty folder.
    pub(super) fn new(
        workspace: &Workspace,
        tools: &'a Tools,
        url: &'a str,
        folder: &'a Path,
    ) -> Self {
        let wasm = workspace
            .artifacts()
            .join(format!("{}.wasm", risk_engine::PACKAGE));
        Self {
            tools,
            url,
            folder,
            wasm,
        }
    }

    /// Every step.
    pub(super) fn run(&self, outcome: &mut Outcome) -> Outcome {
        // cargo-stylus wants a project around it, even to deploy a file.
        if let Some(project) = outcome.take("cargo stylus new", self.new_project()) {
            self.shipped(&project, outcome);
            self.template(&project, outcome);
        }
        *outcome
    }

    fn shipped(&self, project: &Path, outcome: &mut Outcome) {
        eprintln!("alm: deploying the bytes we ship");
        let result = self.deploy_shipped(project);
        let Some(engine) = outcome.take("cargo stylus deploy --no-verify --wasm-file", result)
        else {
            return;
        };
        outcome.take("cast send, the constructor", self.construct(&engine));
        let owner = self.call(&engine, &["owner()(address)"], SENDER);
        outcome.take("cast call owner() of the engine", owner);
        outcome.take("cast call, a typed error", self.typed_error(&engine));
    }

    fn template(&self, project: &Path, outcome: &mut Outcome) {
        eprintln!("alm: building the SDK's template (a minute or two)");
        outcome.take("cargo stylus check", self.check(project));
        eprintln!("alm: deploying the SDK's template (a minute or two)");
        let result = self.deploy(project, &[]);
        let Some(counter) = outcome.take("cargo stylus deploy --no-verify", result) else {
            return;
        };
        let zero = self.call(&counter, &["number()(uint256)"], "0");
        outcome.take("cast call number()", zero);
        outcome.take("cast send setNumber(42)", self.set_number(&counter));
        let set = self.call(&counter, &["number()(uint256)"], "42");
        outcome.take("cast call number() again", set);
    }

    fn new_project(&self) -> eyre::Result<(PathBuf, String)> {
        self.tools.stylus(self.folder, &["new", "template"])?;
        let project = self.folder.join("template");
        let file = project.join("rust-toolchain.toml");
        let text = fs::read_to_string(&file).wrap_err_with(|| file.display().to_string())?;
        fs::write(&file, with_channel(&text, self.tools.channel()))?;
        Ok((
            project,
            format!("its toolchain set to {}", self.tools.channel()),
        ))
    }

    fn check(&self, project: &Path) -> eyre::Result<((), String)> {
        let text = self
            .tools
            .stylus(project, &["check", "--endpoint", self.url])?;
        let size = field(&text, "contract size: ").ok_or_else(|| eyre!("it names no size"))?;
        Ok(((), format!("contract size {size}")))
    }

    fn deploy_shipped(&self, project: &Path) -> eyre::Result<(String, String)> {
        let wasm = self.wasm.to_string_lossy();
        self.deploy(project, &["--wasm-file", &wasm])
    }

    /// Calls the constructor: cargo-stylus 0.10.10 ignores `--constructor-args` beside
    /// `--wasm-file`. `cargo alm deploy` constructs in the transaction that creates.
    fn construct(&self, engine: &str) -> eyre::Result<((), String)> {
        let owner = SENDER.trim_start_matches("0x");
        self.send(&[engine, &format!("{CONSTRUCTOR}{owner:0>64}")])
    }

    fn deploy(&self, folder: &Path, options: &[&str]) -> eyre::Result<(String, String)> {
        let mut arguments = vec![
            "deploy",
            "--no-verify",
            "--endpoint",
            self.url,
            "--private-key",
            KEY,
        ];
        arguments.extend(options);
        let text = self.tools.stylus(folder, &arguments)?;
        let address = deployed(&text).ok_or_else(|| eyre!("it names no address"))?;
        let code = self.rpc_code(&address)?;
        let size = field(&text, "contract size: ").map_or_else(String::new, |size| size + ", ");
        Ok((
            address.clone(),
            format!("{address}, {size}{code} bytes on the chain"),
        ))
    }

    /// Bytes of code at an address.
    fn rpc_code(&self, address: &str) -> eyre::Result<usize> {
        let code = self.tools.cast(&["code", address, "--rpc-url", self.url])?;
        let bytes = code.trim_start_matches("0x").len() / 2;
        ensure!(
            code.starts_with("0xeff0"),
            "no Stylus program stands at {address}"
        );
        Ok(bytes)
    }

    fn call(&self, to: &str, call: &[&str], want: &str) -> eyre::Result<((), String)> {
        let mut arguments = vec!["call", "--rpc-url", self.url, to];
        arguments.extend(call);
        let have = self.tools.cast(&arguments)?;
        ensure!(have == want, "it answers {have}, not {want}");
        Ok(((), have))
    }

    fn set_number(&self, counter: &str) -> eyre::Result<((), String)> {
        self.send(&[counter, "setNumber(uint256)", "42"])
    }

    fn send(&self, call: &[&str]) -> eyre::Result<((), String)> {
        let mut arguments = vec![
            "send",
            "--json",
            "--rpc-url",
            self.url,
            "--private-key",
            KEY,
        ];
        arguments.extend(call);
        let receipt: serde_json::Value = serde_json::from_str(&self.tools.cast(&arguments)?)?;
        ensure!(receipt["status"] == "0x1", "it reverted: {receipt}");
        let gas = receipt["gasUsed"].as_str().unwrap_or_default();
        let gas = u64::from_str_radix(gas.trim_start_matches("0x"), 16)?;
        Ok(((), format!("{gas} gas")))
    }

    /// A call the engine refuses, whose error cast decodes.
    fn typed_error(&self, engine: &str) -> eyre::Result<((), String)> {
        let call = [
            "call",
            "--rpc-url",
            self.url,
            engine,
            "poke(address)",
            NOBODY,
        ];
        // Started through its npm package, cast ends with 0 even when the call reverts.
        let refusal = self
            .tools
            .cast(&call)
            .unwrap_or_else(|error| error.to_string());
        let data = hexadecimal(&refusal, "data: \"")
            .ok_or_else(|| eyre!("no revert data in: {refusal}"))?;
        let error = "NotListed(address)";
        let decoded = self.tools.cast(&["decode-error", "--sig", error, data])?;
        let asset: Address = decoded.trim().parse().wrap_err(decoded)?;
        Ok(((), format!("NotListed({asset:?})")))
    }
}

/// A rust-toolchain.toml with another channel.
fn with_channel(text: &str, channel: &str) -> String {
    let lines = text.lines().map(|line| {
        if line.trim_start().starts_with("channel") {
            format!("channel = \"{channel}\"")
        } else {
            line.to_owned()
        }
    });
    lines.collect::<Vec<_>>().join("\n") + "\n"
}

/// The address in `deployed code at address: 0x…`.
fn deployed(text: &str) -> Option<String> {
    [
        "deployed code at address: ",
        "deployed contract at address: ",
    ]
    .into_iter()
    .find_map(|before| hexadecimal(text, before))
    .filter(|address| address.len() == 42)
    .map(str::to_owned)
}

/// The first `0x…` behind some words, colours in between or not.
fn hexadecimal<'t>(text: &'t str, before: &str) -> Option<&'t str> {
    let (_, rest) = text.split_once(before)?;
    let rest = &rest[rest.find("0x")?..];
    let end = rest[2..].find(|c: char| !c.is_ascii_hexdigit());
    Some(&rest[..end.map_or(rest.len(), |end| end + 2)])
}

/// What stands behind some words to the end of the line, without colours.
fn field(text: &str, before: &str) -> Option<String> {
    let (_, rest) = text.split_once(before)?;
    let line = rest.lines().next()?;
    let mut plain = String::new();
    let mut colour = false;
    for c in line.chars() {
        match c {
            '\u{1b}' => colour = true,
            'm' if colour => colour = false,
            _ if colour => {}
            other => plain.push(other),
        }
    }
    Some(plain.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn test_deployed_reads_through_colours() {
        let address = "0x2279b7a0a67db372996a5fab50d91eaa73d2ebe6";
        let text = format!("x deployed code at address: \u{1b}[38;5;183;1m{address}\u{1b}[0;0m y");
        assert_eq!(deployed(&text).as_deref(), Some(address));
        assert_eq!(deployed("nothing"), None);
    }

    #[test]
    fn test_field_is_plain() {
        let text = "contract size: \u{1b}[1m4.9 KB\u{1b}[0m (4919 bytes)\nmore";
        assert_eq!(
            field(text, "contract size: ").as_deref(),
            Some("4.9 KB (4919 bytes)")
        );
    }

    #[test]
    fn test_with_channel_keeps_the_rest() {
        assert_eq!(
            with_channel(
                "[toolchain]\nchannel = \"1.91.0\"\ntargets = []\n",
                "1.95.0"
            ),
            "[toolchain]\nchannel = \"1.95.0\"\ntargets = []\n"
        );
    }
}
