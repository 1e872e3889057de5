// %% [markdown]
// ## Study 1: many seeds
//
// Twenty runs for each solver, from seeds 0 to 19. A run's weights and shuffles depend on its seed alone, so the five solvers
// meet the same starts: their accuracies can be compared pair by pair, which takes away what is luck of the start. For the
// best solver and each other one the table gives the mean of those differences *d* and its standard error; *t = d / se* says how many standard errors it lies from nothing.
//
// Two cautions. The best of five was picked *because* it came out best, so its lead is a little flattered. And all runs share one split: the
// standard error speaks of seeds, not of other test images. For those the last line gives the binomial deviation of one accuracy on
// this many images.

// %% Study 1: twenty seeds for each solver
//| id: seeds
//| role: setup
//| timeout: 20m
//| expect:
//|   regex:
//|     - '^Conclusion: '
//|     - '^One by one, .* the same numbers to the last digit$'
//|   values:
//|     worst_mean: { range: [0.91, 0.96] }
//|     best_mean: { range: [0.96, 0.985] }
let whole = standardised(X_train_raw, X_test_raw)
let seed_runs = solvers.flatMap { solver in (0..<n_seeds).map { (solver: solver, seed: $0) } }
let seed_accuracies = parallelMap(seed_runs) { run in
    let network = Network(Setting(solver: run.solver), seed: run.seed)
    network.train(whole[0], t_train, epochs: n_epochs)
    return network.score(whole[1], t_test).accuracy
}

// Side by side or one by one must make no difference; a few short runs are played both ways.
@Sendable func short_run(_ run: (solver: String, seed: Int)) -> Double {
    let network = Network(Setting(solver: run.solver), seed: run.seed)
    network.train(whole[0], t_train, epochs: 5)
    return network.score(whole[0], t_train).loss
}
let sample_runs = seed_runs.filter { $0.seed < 2 }
let agrees = parallelMap(sample_runs, short_run) == sample_runs.map(short_run)
print("One by one, \(sample_runs.count) short runs give \(agrees ? "the same numbers to the last digit" : "OTHER NUMBERS")")

let by_solver = solvers.indices.map { Array(seed_accuracies[$0 * n_seeds..<($0 + 1) * n_seeds]) }
let means = by_solver.map(mean_se)
let best = means.indices.max { means[$0].mean < means[$1].mean }!
let leads = by_solver.map { runs in mean_se(zip(by_solver[best], runs).map { $0 - $1 }) }
let best_mean = means[best].mean
let worst_mean = means.map(\.mean).min()!

print(
    Table(
        ["solver", "mean", "se", "smallest", "largest", "behind \(solvers[best])", "se of that", "t"],
        solvers.indices.map { k in
            let lead = k == best ? ["", "", ""] : [text(leads[k].mean), text(leads[k].se), text(leads[k].mean / leads[k].se, "%.1f")]
            return [
                solvers[k], text(means[k].mean), text(means[k].se), text(by_solver[k].min()!), text(by_solver[k].max()!),
            ] + lead
        }))
display(
    barChart(
        solvers, means.map(\.mean), errors: means.map(\.se), start: 0.9,
        title: "Test accuracy, mean and standard error of \(n_seeds) seeds", xlabel: "accuracy"))

let spread = (best_mean * (1 - best_mean) / Double(X_test_raw.shape[0])).squareRoot()
print("Conclusion: \(solvers[best]) has the highest mean, \(text(best_mean)) ± \(text(means[best].se)), over \(n_seeds) seeds.")
for k in solvers.indices where k != best {
    print("  Its lead on \(solvers[k]), \(text(leads[k].mean)) ± \(text(leads[k].se)), is \(verdict(leads[k].mean, leads[k].se)).")
}
print("  Other test images would move any of these accuracies by about \(text(spread)).")
