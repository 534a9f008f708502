//! `cargo alm report`: the balance sheet of a deployment, as of a block.

use std::path::PathBuf;

use eyre::{WrapErr, eyre};

use crate::{
    record::Record,
    report::{write_json, write_sheet},
    sheet::{Source, read, table},
    transport::{Client, Transport},
};

/// What to report.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// JSON-RPC address of the chain
    #[arg(long, value_name = "URL")]
    pub rpc: String,
    /// Record of the deployment, as `deploy` wrote it
    #[arg(
        long,
        value_name = "FILE",
        default_value = "deploy/deployments/local.json"
    )]
    pub record: PathBuf,
    /// Block to report; absent: the newest
    #[arg(long, value_name = "N")]
    pub block: Option<u64>,
    /// Currency whose interest-rate shocks are applied (ISO code)
    #[arg(long, value_name = "CODE", default_value = "USD", value_parser = currency)]
    pub currency: [u8; 3],
    /// Folder for the report
    #[arg(long, value_name = "DIR", default_value = "out/report")]
    pub out: PathBuf,
    /// Write the result as JSON to this file too
    #[arg(long, value_name = "FILE")]
    pub json: Option<PathBuf>,
}

/// Read, print and write the report.
///
/// # Errors
/// When there is no record, the chain is another one, or a contract does not answer.
pub fn run(args: Args) -> eyre::Result<()> {
    let record = Record::read(&args.record)?.ok_or_else(|| {
        eyre!(
            "there is no record {}; name one by --record, or deploy first",
            args.record.display()
        )
    })?;
    let client = Client::new(Transport::http(&args.rpc)?);
    let source = Source {
        client,
        record: &record,
        block: args.block,
        currency: args.currency,
    };
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let report = runtime.block_on(read(&source))?;
    write_sheet(&args.out, &report)
        .wrap_err_with(|| format!("cannot write the report into {}", args.out.display()))?;
    if let Some(path) = &args.json {
        write_json(path, &report).wrap_err_with(|| format!("cannot write {}", path.display()))?;
    }
    print!("{}", table(&report));
    println!("report: {}", args.out.join("report.html").display());
    Ok(())
}

/// Three capital letters.
fn currency(text: &str) -> Result<[u8; 3], String> {
    let code: Result<[u8; 3], _> = text.as_bytes().try_into();
    code.ok()
        .filter(|code| code.iter().all(u8::is_ascii_uppercase))
        .ok_or_else(|| format!("{text:?} is no ISO code of a currency, like USD"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn test_currency_is_three_capitals() {
        assert_eq!(currency("EUR"), Ok(*b"EUR"));
        for wrong in ["", "usd", "EURO", "U$D"] {
            assert!(currency(wrong).is_err(), "{wrong}");
        }
    }
}
