//! The work that is measured: hashes, sign-ins, and pages of somebody who is signed in.

use std::time::Duration;

use identity::{secret::Secret, time::Span};
use server::{crypto::limiter::Lane, world::World};
use tokio::task::JoinSet;

use super::{
    Outcome,
    browser::Browser,
    cpu::Own,
    house::House,
    options::Options,
    table::{Row, Table, median, ms},
};

/// What a unit of each work cost in each round.
#[derive(Clone, Debug, Default)]
pub struct Costs {
    sign_ins: AgainstHash,
    first_sign_ins: AgainstHash,
    pages: Vec<f64>,
}

/// And what it is against the hashes that it took turns with.
#[derive(Clone, Debug, Default)]
struct AgainstHash {
    costs: Vec<f64>,
    ratios: Vec<f64>,
}

impl AgainstHash {
    fn push(&mut self, pair: Pair) {
        self.costs.push(pair.sign_in);
        self.ratios.push(pair.sign_in / pair.hash);
    }

    /// The row, and the ratio for its target.
    fn into_row(mut self, what: &str) -> (Row, f64) {
        let ratio = median(&mut self.ratios);
        (
            Row::fact(what, ms(median(&mut self.costs))).ratio(ratio),
            ratio,
        )
    }
}

impl Costs {
    pub fn sign_ins(&mut self, how: In, pair: Pair) {
        match how {
            In::KnownBrowser => self.sign_ins.push(pair),
            In::NewBrowser => self.first_sign_ins.push(pair),
        }
    }

    pub fn page(&mut self, cost: f64) {
        self.pages.push(cost);
    }

    pub fn into_rows(mut self, house: &House, table: &mut Table) {
        let name = house.engine.name();
        let with = if house.engine.is_sqlite() {
            ""
        } else {
            " with its own CPU"
        };
        let most = if house.engine.is_sqlite() { 1.10 } else { 1.20 };
        let (row, ratio) = self.sign_ins.into_row(&format!("sign-in, {name}{with}"));
        table.push(row.target(&format!("at most {most:.2} hashes"), ratio <= most));
        let what = format!("the same in a new browser, with a mail, {name}");
        table.push(self.first_sign_ins.into_row(&what).0);
        let page = median(&mut self.pages);
        let row = Row::fact(&format!("GET /account, {name}{with}"), ms(page));
        table.push(if house.engine.is_sqlite() {
            row.target("at most 1 ms", page <= 0.001)
        } else {
            row
        });
    }
}

/// Everything once: arenas, plans, caches. From then on each account has a browser that is known.
pub async fn warm_up(house: &mut House) -> Outcome<()> {
    let slot = house.desk.hasher.slot(Lane::Proved).await?;
    slot.verify_dummy(Secret::new("warm")).await?;
    drop(slot);
    for account in &house.accounts {
        house.next_code();
        let mut browser = house.browser();
        account.sign_in(&mut browser, house.clock.now()).await?;
        house.browsers.push(browser);
    }
    Ok(())
}

/// In which browser somebody signs in.
#[derive(Clone, Copy, Debug)]
pub enum In {
    /// In that of last time, as most do.
    KnownBrowser,
    /// In one that was never seen before: it becomes known, and the account's owner is told so by mail.
    NewBrowser,
}

/// Seconds of CPU of one hash, and of one sign-in.
#[derive(Clone, Copy, Debug)]
pub struct Pair {
    pub hash: f64,
    pub sign_in: f64,
}

/// So many hashes, and then as many sign-ins, until there are enough of them: a machine that slows down or warms up does so to both.
const TURN: u32 = 10;

/// Sign-ins one after the other, the database's own CPU among them, and in turn with them hashes alone: by the limiter, and in the memory
/// that sign-ins use.
pub async fn sign_ins(house: &mut House, options: &Options, how: In) -> Outcome<Pair> {
    let mut browsers = std::mem::take(&mut house.browsers);
    let (mut of_hashes, mut of_sign_ins) = (Duration::ZERO, Duration::ZERO);
    let mut begun = 0;
    while begun < options.sign_ins {
        let most = TURN.min(options.sign_ins - begun);
        let meter = Meter::start(house)?;
        for _ in 0..most {
            hash(house).await?;
        }
        of_hashes += meter.stop(house)?;
        let meter = Meter::start(house)?;
        for nth in begun..begun + most {
            let nth = usize::try_from(nth)? % browsers.len();
            let (account, known) = house
                .accounts
                .get(nth)
                .zip(browsers.get_mut(nth))
                .ok_or("nobody")?;
            house.next_code();
            let now = house.clock.now();
            match how {
                In::KnownBrowser => {
                    known.sign_out();
                    account.sign_in(known, now).await?;
                }
                In::NewBrowser => account.sign_in(&mut house.browser(), now).await?,
            }
        }
        of_sign_ins += meter.stop(house)?;
        begun += most;
    }
    house.browsers = browsers;
    Ok(Pair {
        hash: share(of_hashes, options.sign_ins),
        sign_in: share(of_sign_ins, options.sign_ins),
    })
}

async fn hash(house: &House) -> Outcome<()> {
    let slot = house.desk.hasher.slot(Lane::Proved).await?;
    slot.verify_dummy(Secret::new("wrong horse battery staple"))
        .await?;
    Ok(())
}

/// What is used of the processors from its start on, here and by the database.
struct Meter {
    own: Own,
    database: Duration,
}

impl Meter {
    /// Looking at the database's processes is work as well, so it comes before.
    fn start(house: &House) -> Outcome<Self> {
        let database = house.engine.used();
        let own = Own::now()?;
        Ok(Self { own, database })
    }

    fn stop(self, house: &House) -> Outcome<Duration> {
        let own = Own::now()?.since(&self.own);
        Ok(own + house.engine.used().saturating_sub(self.database))
    }
}

/// Seconds of CPU of one page, a second after the one before: so once a minute the session is marked as used.
pub async fn pages(house: &House, options: &Options) -> Outcome<f64> {
    let mut browser = signed_in(house, 0).await?;
    let meter = Meter::start(house)?;
    for _ in 0..options.pages {
        house.clock.advance(Span::seconds(1));
        browser.open("/account").await?;
        if browser.path != "/account" {
            return Err(format!("signed out, at {}", browser.path).into());
        }
    }
    Ok(share(meter.stop(house)?, options.pages))
}

/// Sign-ins and pages a second of real time, everybody at once.
pub async fn rates(house: &House, options: &Options) -> Outcome<(f64, f64)> {
    let begun = World::real().now();
    let mut signed_in_so_far = 0_u32;
    while signed_in_so_far < options.sign_ins {
        house.next_code();
        let mut all = JoinSet::new();
        for account in house.accounts.clone() {
            let (mut browser, now) = (house.browser(), house.clock.now());
            all.spawn(async move { account.sign_in(&mut browser, now).await });
            signed_in_so_far += 1;
        }
        while let Some(one) = all.join_next().await {
            one??;
        }
    }
    let sign_ins = per_second(signed_in_so_far, World::real().now() - begun);

    let mut browsers = Vec::new();
    for nth in 0..house.accounts.len().min(8) {
        browsers.push(signed_in(house, nth).await?);
    }
    let (each, begun) = (options.pages / 8 + 1, World::real().now());
    let pages = each * u32::try_from(browsers.len())?;
    let mut all = JoinSet::new();
    for mut browser in browsers {
        all.spawn(async move {
            for _ in 0..each {
                browser.open("/account").await?;
            }
            Outcome::Ok(())
        });
    }
    while let Some(one) = all.join_next().await {
        one??;
    }
    Ok((sign_ins, per_second(pages, World::real().now() - begun)))
}

async fn signed_in(house: &House, nth: usize) -> Outcome<Browser> {
    let mut browser = house.browser();
    house.next_code();
    let account = house.accounts.get(nth).ok_or("nobody")?;
    account.sign_in(&mut browser, house.clock.now()).await?;
    Ok(browser)
}

fn share(used: Duration, count: u32) -> f64 {
    used.as_secs_f64() / f64::from(count)
}

fn per_second(count: u32, time: Span) -> f64 {
    let ms = u32::try_from(time.0.max(1)).unwrap_or(u32::MAX);
    f64::from(count) * 1000.0 / f64::from(ms)
}
