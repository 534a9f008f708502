//! `cargo alm deploy`: bring the contracts onto a chain, safely repeatable.

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
};

use ethers::providers::Middleware;
use eyre::{WrapErr, bail, eyre};

use super::build;
use crate::{
    account::Account,
    artifacts::{Program, Programs},
    contracts,
    deployment::{Deployment, check_chain},
    plan::Plan,
    record::Record,
    transport::{Client, Transport},
};

/// Where and what to deploy.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// JSON-RPC address of the chain
    #[arg(long, value_name = "URL")]
    pub rpc: String,
    /// Roles, feeds and parameters of this deployment
    #[arg(long, value_name = "FILE")]
    pub config: PathBuf,
    /// Where the deployment record is kept (deploy/deployments/NETWORK.json)
    #[arg(long, value_name = "FILE", alias = "out")]
    pub record: Option<PathBuf>,
    /// Name of the environment variable that holds the private key
    #[arg(long, value_name = "VAR", default_value = "ALM_KEY", conflicts_with_all = ["key_file", "unlocked"])]
    pub key_env: String,
    /// File that holds the private key
    #[arg(long, value_name = "FILE", conflicts_with = "unlocked")]
    pub key_file: Option<PathBuf>,
    /// Send from the node's first unlocked account (development chains)
    #[arg(long)]
    pub unlocked: bool,
}

/// Deploy by plan.
///
/// # Errors
/// When the configuration is invalid or the chain refuses a step.
pub fn run(args: Args) -> eyre::Result<()> {
    let plan = Plan::read(&args.config)?;
    let client = Client::new(Transport::http(&args.rpc)?);
    let path = args.record.clone().unwrap_or_else(|| default_record(&plan));
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let account = runtime.block_on(async {
        let account = account(&args, client).await?;
        check_chain(&account, &plan).await?;
        eyre::Ok(account)
    })?;
    build::ensure()?;
    let programs = contracts::programs()?;
    let record = runtime.block_on(async {
        announce(&plan, &programs, &account, &args.rpc, &path);
        let deployment = Deployment {
            account: &account,
            plan: &plan,
            programs: &programs,
            record: Some(path.clone()),
        };
        let record = deployment.run(&mut |step| eprintln!("alm: {step}")).await?;
        eyre::Ok(record)
    })?;
    print(&record, &path);
    Ok(())
}

fn default_record(plan: &Plan) -> PathBuf {
    Path::new("deploy/deployments").join(format!("{}.json", plan.network))
}

/// The sender: an unlocked account, or a key that never stands on the command line.
async fn account(args: &Args, client: Client) -> eyre::Result<Account> {
    if args.unlocked {
        let accounts = client
            .get_accounts()
            .await
            .wrap_err("cannot reach the chain; check --rpc")?;
        let first = accounts.first().copied();
        return first
            .map(|address| Account::unlocked(client, address))
            .ok_or_else(|| {
                eyre!("the node has no unlocked account; give a key by --key-env or --key-file")
            });
    }
    let key = match &args.key_file {
        Some(path) => std::fs::read_to_string(path)
            .wrap_err_with(|| format!("cannot read {}; check --key-file", path.display()))?,
        None => match std::env::var(&args.key_env) {
            Ok(key) => key,
            Err(_) => bail!(
                "no key: set {} to the private key, or name another variable by --key-env, a file by --key-file, or \
                 use --unlocked on a development chain",
                args.key_env
            ),
        },
    };
    Ok(Account::with_key(client, &key).await?)
}

fn announce(plan: &Plan, programs: &Programs, account: &Account, rpc: &str, path: &Path) {
    eprintln!(
        "alm: plan `{}` on {rpc}, from {:?}",
        plan.network,
        account.address()
    );
    let planned: BTreeSet<_> = contracts::planned(plan)
        .iter()
        .map(|one| one.package())
        .collect();
    let needed = |program: &&Program| planned.contains(program.name.as_str());
    for program in programs.iter().filter(needed) {
        eprintln!(
            "alm:   {}: {} bytes of code, hash {:?}",
            program.name,
            program.code.len(),
            program.code_hash
        );
    }
    eprintln!(
        "alm:   owner: {:?}",
        plan.owner.unwrap_or_else(|| account.address())
    );
    for asset in &plan.assets {
        eprintln!(
            "alm:   asset {}: {:?}, feed {:?}",
            asset.name, asset.asset, asset.feed
        );
    }
    for book in &plan.books {
        eprintln!(
            "alm:   book {}: {:?}, first deposit {}, desks: {}",
            book.name,
            book.token,
            book.seed,
            book.desks.len()
        );
    }
    eprintln!("alm:   record: {}", path.display());
}

fn print(record: &Record, path: &Path) {
    for (name, contract) in &record.contracts {
        println!(
            "{name}: {:?}, code hash {:?}",
            contract.address, contract.code_hash
        );
    }
    println!("owner: {:?}", record.owner);
    if let Some(pending) = record.pending_owner {
        println!("pending owner: {pending:?}");
    }
    println!("record: {}", path.display());
}
