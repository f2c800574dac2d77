//! Many files at once: worked on in parallel, handed over in order, one fault never taking the rest with it.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressState, ProgressStyle};

/// Work that takes longer than this shows a progress bar.
const PATIENCE: Duration = Duration::from_secs(1);

/// A panic of the work on one item.
#[derive(Debug)]
pub struct Fault;

/// Works on every item and hands the results to `take`, in the order of the items, until it returns `false`.
pub fn run<I: Sync, R: Send>(items: &[I], work: impl Fn(&I) -> R + Sync, mut take: impl FnMut(&I, Result<R, Fault>) -> bool) {
    let guarded = |item: &I| catch_unwind(AssertUnwindSafe(|| work(item))).map_err(|_| Fault);
    if let [only] = items {
        take(only, guarded(only));
        return;
    }
    let threads = std::thread::available_parallelism().map_or(1, usize::from).min(items.len());
    let next = AtomicUsize::new(0);
    let (sender, receiver) = mpsc::channel();
    let mut progress = Progress::new(items.len());
    std::thread::scope(|scope| {
        for _ in 0..threads {
            let (sender, next, guarded) = (sender.clone(), &next, &guarded);
            scope.spawn(move || {
                loop {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    let Some(item) = items.get(at) else { return };
                    if sender.send((at, guarded(item))).is_err() {
                        return;
                    }
                }
            });
        }
        drop(sender);
        let mut early = BTreeMap::new();
        let mut due = 0;
        for (at, result) in receiver {
            early.insert(at, result);
            progress.step();
            while let Some(result) = early.remove(&due) {
                if !progress.aside(|| take(&items[due], result)) {
                    // The workers find the items used up, or nobody listening.
                    next.store(items.len(), Ordering::Relaxed);
                    return;
                }
                due += 1;
            }
        }
    });
    progress.finish();
}

/// A bar on a terminal's standard error; nothing elsewhere.
struct Progress {
    start: Instant,
    done: usize,
    total: usize,
    bar: Option<ProgressBar>,
}

impl Progress {
    fn new(total: usize) -> Progress {
        Progress { start: Instant::now(), done: 0, total, bar: None }
    }

    fn step(&mut self) {
        self.done += 1;
        if self.bar.is_none() && self.start.elapsed() > PATIENCE {
            let bar = ProgressBar::new(self.total as u64);
            if let Ok(style) = ProgressStyle::with_template("{bar:32} {pos}/{len} {rate} {eta}") {
                let rate = |state: &ProgressState, out: &mut dyn std::fmt::Write| {
                    let _ = write!(out, "{:.0}/s", state.per_sec());
                };
                bar.set_style(style.with_key("rate", rate));
            }
            self.bar = Some(bar);
        }
        if let Some(bar) = &self.bar {
            bar.set_position(self.done as u64);
        }
    }

    /// Runs what prints, with the bar out of the way.
    fn aside<T>(&self, print: impl FnOnce() -> T) -> T {
        match &self.bar {
            Some(bar) => bar.suspend(print),
            None => print(),
        }
    }

    fn finish(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_order_and_a_fault_stays_alone() {
        let items: Vec<usize> = (0..200).collect();
        let mut seen = Vec::new();
        let work = |item: &usize| if *item == 7 { std::panic::panic_any("meant to") } else { item * 2 };
        run(&items, work, |item, result| {
            seen.push((*item, result.ok()));
            true
        });
        let expected: Vec<_> = items.iter().map(|i| (*i, (*i != 7).then_some(i * 2))).collect();
        assert_eq!(seen, expected);
    }

    #[test]
    fn it_stops_when_nobody_listens() {
        let items: Vec<usize> = (0..1000).collect();
        let mut taken = 0;
        run(
            &items,
            |i| *i,
            |_, _| {
                taken += 1;
                taken < 3
            },
        );
        assert_eq!(taken, 3);
    }
}
