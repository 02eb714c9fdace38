use std::ops::ControlFlow;
fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).ok_or("a path")?;
    let budget: Option<i64> = std::env::args().nth(2).and_then(|b| b.parse().ok());
    let blueprint = service_blueprint::parse(&std::fs::read_to_string(path)?)?;
    let investing = peak_end::Investing::new(&blueprint, peak_end::InvestOptions::default())?;
    println!("now {}", investing.now()?);
    let start = std::time::Instant::now();
    let best = investing.best(budget, &mut |_| ControlFlow::Continue(()))?;
    println!("{best:?} {:?}", start.elapsed());
    let start = std::time::Instant::now();
    let frontier = investing.frontier(budget, &mut |_| ControlFlow::Continue(()))?;
    for p in &frontier.points {
        println!(
            "{} {:.4} {:?} {}",
            p.cost,
            p.remembered,
            p.chosen.iter().map(|o| o.as_str()).collect::<Vec<_>>(),
            p.nodes
        );
    }
    println!("{:?}", start.elapsed());
    Ok(())
}
