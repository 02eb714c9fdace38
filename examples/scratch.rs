use std::ops::ControlFlow;
fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).ok_or("a path")?;
    let budget: Option<i64> = std::env::args().nth(2).and_then(|b| b.parse().ok());
    let limit: f64 = std::env::args().nth(3).map_or(20.0, |b| b.parse().unwrap());
    let blueprint = service_blueprint::parse(&std::fs::read_to_string(path)?)?;
    let t = std::time::Instant::now();
    let investing = peak_end::Investing::new(&blueprint, peak_end::InvestOptions::default())?;
    println!("new {:?} now {}", t.elapsed(), investing.now()?);
    let start = std::time::Instant::now();
    let mut last = 0.0;
    let best = investing.best(budget, &mut |p| {
        let e = start.elapsed().as_secs_f64();
        if e > last + 0.2 {
            last = e;
            eprintln!("{e:.2}s {p:?}");
        }
        if e > limit {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    })?;
    println!(
        "cost {} value {} bound {} gap {:.4}% optimal {} nodes {} n={} {:?}",
        best.cost,
        best.remembered,
        best.bound,
        100.0 * (best.bound - best.remembered) / best.remembered,
        best.optimal,
        best.nodes,
        best.chosen.len(),
        start.elapsed()
    );
    Ok(())
}
