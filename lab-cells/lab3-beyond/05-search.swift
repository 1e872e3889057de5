// %% [markdown]
// ## Study 4: a search for good parameters
//
// *Random search* (무작위 탐색): draw a solver, a learning rate (evenly over its powers of ten, from 0.0001 to 1) and a batch size. *Successive halving*: give
// all settings a few epochs, keep the best third, let those go on, and so on. Most of the time then goes to settings that deserve it. Judged is the
// loss on the validation images, since it tells settings apart more finely than 288 rights and wrongs.
//
// The winner was chosen on the validation images, so it must not be praised with them. It is trained again, on all training images and
// from ten new seeds, next to the handout's setting (adam, 0.01, 64) with as many epochs, and both are compared on the test images, which the search never touched.

// %% Study 4: random search, then successive halving
//| id: search
//| role: setup
//| timeout: 10m
//| expect:
//|   regex:
//|     - '^Conclusion: '
//|   values:
//|     winner_accuracy: { range: [0.95, 1] }
let search_random = RandomState(2024)
let drawn_settings = (0..<search_settings).map { _ in
    Setting(
        solver: solvers[search_random.randint(0, solvers.count)],
        learning_rate: pow(10, search_random.uniform(-4, 0)),
        batch_size: [16, 32, 64, 128, 256][search_random.randint(0, 5)])
}
struct Candidate {
    let network: Network
    var loss = Double.infinity   // on the validation images
    var accuracy = 0.0
}
func name(_ s: Setting) -> String { "\(s.solver), \(text(s.learning_rate, "%.2g")), \(s.batch_size)" }

var alive = drawn_settings.map { Candidate(network: Network($0, seed: 1000)) }
var rounds: [(settings: Int, epochs: Int, best: Candidate, worst_kept: Double)] = []
var first_round: [Candidate] = []
for budget in [3, 9, 27, 81] {
    alive = parallelMap(alive) { candidate in
        let network = candidate.network
        network.train(parts_2[0], t_fit, epochs: budget - network.epoch)
        let score = network.score(parts_2[1], t_val)
        return Candidate(network: network, loss: score.loss.isFinite ? score.loss : .infinity, accuracy: score.accuracy)
    }
    alive.sort { $0.loss < $1.loss }
    if first_round.isEmpty { first_round = alive }
    let kept = max(1, alive.count / 3)
    rounds.append((alive.count, budget, alive[0], alive[kept - 1].loss))
    if budget < 81 { alive = Array(alive.prefix(kept)) }
}
print(
    Table(
        ["epochs", "settings", "leader (solver, rate, batch)", "validation loss", "accuracy", "kept up to loss"],
        rounds.map { r in
            [
                "\(r.epochs)", "\(r.settings)", name(r.best.network.setting), text(r.best.loss), text(r.best.accuracy),
                text(r.worst_kept),
            ]
        }))
display(
    plot(
        solvers.compactMap { solver in
            let mine = first_round.filter { $0.network.setting.solver == solver }
            return mine.isEmpty ? nil : Series(solver, mine.map(\.accuracy), x: mine.map(\.network.setting.learning_rate))
        }, title: "All \(search_settings) settings after 3 epochs", xlabel: "learning rate", ylabel: "validation accuracy",
        xscale: .log, style: .points))

let winner = alive[0].network.setting
let contest = [winner, Setting()].flatMap { setting in (100..<110).map { (setting: setting, seed: $0) } }
let contest_accuracies = parallelMap(contest) { run in
    let network = Network(run.setting, seed: run.seed)
    network.train(whole[0], t_train, epochs: 81)
    return network.score(whole[1], t_test).accuracy
}
let winner_runs = Array(contest_accuracies[..<10])
let handout_runs = Array(contest_accuracies[10...])
let winner_accuracy = mean_se(winner_runs).mean
let contest_lead = mean_se(zip(winner_runs, handout_runs).map { $0 - $1 })
display(
    barChart(
        ["found: \(name(winner))", "handout: \(name(Setting()))"], [winner_runs, handout_runs].map { mean_se($0).mean },
        errors: [winner_runs, handout_runs].map { mean_se($0).se }, start: 0.9,
        title: "Test accuracy after 81 epochs, mean and standard error of 10 seeds"))
print("Conclusion: the search picks \(name(winner)), with \(text(winner_accuracy)) ± \(text(mean_se(winner_runs).se)) on the test images")
print("  after 81 epochs. Against the handout's setting that is \(text(contest_lead.mean, "%+.4f")) ± \(text(contest_lead.se)), \(verdict(contest_lead.mean, contest_lead.se)).")
if contest_lead.mean >= 3 * contest_lead.se {
    print("  The search was worth its while.")
} else if contest_lead.mean >= 2 * contest_lead.se {
    print("  The search was probably worth its while; more seeds would tell.")
} else if contest_lead.mean < -2 * contest_lead.se {
    print("  The handout's setting is the better one; the validation images misled the search.")
} else {
    print("  The handout's setting is as good, as far as ten seeds can tell.")
}
