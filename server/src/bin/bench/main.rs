//! The figures of `make bench`: what a sign-in costs against the hash that it cannot do without, measured in one run.
//!
//! A program of its own beside `latchkey`; nothing of it is in the product. Run it as a release:
//! `cargo run --release --package server --bin bench -- --rounds 5 --sign-ins 60 --pages 600`.

use std::{
    error::Error,
    io::{self, Write as _},
    process::ExitCode,
};

mod account;
mod browser;
mod child;
mod cpu;
mod engine;
mod house;
mod lists;
mod many;
mod options;
mod program;
mod sizes;
mod table;
mod work;

use engine::Engine;
use house::House;
use options::Options;
use table::{Row, Table};
use work::In;

type Outcome<T> = Result<T, Box<dyn Error + Send + Sync>>;

fn main() -> ExitCode {
    // The same program serves when it is told to: so its memory and its start are those of the code that is measured.
    if std::env::args().nth(1).as_deref() == Some("serve") {
        return server::cli::run();
    }
    let outcome = Options::parse().and_then(|options| {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .enable_all()
            .build()?;
        // On a worker, as everything that a connection brings in runs in the server: what stands in `block_on` itself would
        // wake another thread for each use case, and be woken.
        runtime.block_on(async { tokio::spawn(measure(options)).await? })
    });
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("bench: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn measure(options: Options) -> Outcome<()> {
    if cfg!(feature = "test-hash") {
        return Err("this build has the cheap hashes of tests; build it with --package server --bin bench alone".into());
    }
    let options = &options;
    let mut houses = vec![House::open(Engine::sqlite()?, options.users).await?];
    if let Some(postgres) = Engine::postgres().await? {
        houses.push(House::open(postgres, options.users).await?);
    }
    let mut table = Table::default();
    for house in &mut houses {
        work::warm_up(house).await?;
    }
    rounds(&mut houses, options, &mut table).await?;
    for house in &mut houses {
        let name = house.engine.name();
        let (sign_ins, pages) = work::rates(house, options).await?;
        table.push(Row::fact(
            &format!("sign-ins a second, {name}"),
            format!("{sign_ins:.0}"),
        ));
        table.push(Row::fact(
            &format!("GET /account a second, {name}"),
            format!("{pages:.0}"),
        ));
    }
    // Only for the figures of SQLite: these have their targets.
    if let Some(house) = houses.first() {
        many::measure(house, &mut table).await?;
        program::measure(house, &mut table).await?;
        sizes::measure(house, &mut table).await?;
    }
    if options.list > 0 {
        lists::measure(options.list, &mut table).await?;
    }
    for house in houses {
        let engine = house.close().await?;
        if let Some(folder) = engine.folder() {
            // What was measured before is told all the same.
            if let Err(error) = child::measure(folder, &mut table) {
                table.push(Row::fact(
                    "a server of its own",
                    format!("not measured: {error}"),
                ));
            }
        }
        engine.remove().await?;
    }
    print(options, &table)
}

/// Hash, sign-ins and page in turn, so that a busy machine slows all alike; the median of the rounds counts.
async fn rounds(houses: &mut [House], options: &Options, table: &mut Table) -> Outcome<()> {
    let (mut hashes, mut each) = (Vec::new(), vec![work::Costs::default(); houses.len()]);
    for _ in 0..options.rounds {
        for (house, costs) in houses.iter_mut().zip(&mut each) {
            house.everybody_leaves().await?;
            for how in [In::KnownBrowser, In::NewBrowser] {
                let pair = work::sign_ins(house, options, how).await?;
                hashes.push(pair.hash);
                costs.sign_ins(how, pair);
            }
            costs.page(work::pages(house, options).await?);
        }
    }
    table.push(Row::fact(
        "one argon2id hash (19456 KiB, 2, 1)",
        table::ms(table::median(&mut hashes)),
    ));
    for (house, costs) in houses.iter().zip(each) {
        costs.into_rows(house, table);
    }
    Ok(())
}

fn print(options: &Options, table: &Table) -> Outcome<()> {
    let mut out = io::stdout().lock();
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    writeln!(
        out,
        "CPU of one unit, median of {} rounds of {} sign-ins and {} pages; {} users; {cores} cores",
        options.rounds, options.sign_ins, options.pages, options.users
    )?;
    if cfg!(debug_assertions) {
        writeln!(out, "a debug build: these figures mean nothing")?;
    }
    Ok(write!(out, "{table}")?)
}
