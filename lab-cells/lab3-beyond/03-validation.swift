// %% [markdown]
// ## Study 2: a validation curve (검증 곡선)
//
// The handout saw tiny training losses and a good accuracy, and guessed that over-fitting was no danger. Here the network trains on four fifths of
// the training images, and after each epoch both losses are taken: on those images and on the other fifth, which it never sees. Over-fitting
// begins where the validation loss, averaged over some seeds, is lowest: from there on training makes the network worse on
// images it does not know, by that measure. That is the epoch to stop at.
//
// Loss and accuracy need not agree. The loss punishes being *sure* of a wrong digit; the accuracy only counts it. So the cell compares both between the
// picked epoch and the last one (the lowest of many values is a little luck, so the rise after it is a little flattered), and then looks, once, at the test images.

// %% Study 2: where over-fitting starts
//| id: validation
//| role: setup
//| timeout: 10m
//| expect:
//|   regex:
//|     - '^Conclusion: '
//|   values:
//|     picked: { range: [5, 150] }
let parts_2 = standardised(X_fit_raw, X_val_raw, X_test_raw)
let curves = parallelMap(0..<validation_seeds) { seed in
    let network = Network(Setting(solver: "adam"), seed: seed)
    return (0..<validation_epochs).map { _ in
        network.train(parts_2[0], t_fit, epochs: 1)
        return (
            fit: network.score(parts_2[0], t_fit).loss, val: network.score(parts_2[1], t_val),
            test: network.score(parts_2[2], t_test)
        )
    }
}
let fit_curve = (0..<validation_epochs).map { e in mean_se(curves.map { $0[e].fit }).mean }
let val_curve = (0..<validation_epochs).map { e in mean_se(curves.map { $0[e].val.loss }).mean }
let picked = val_curve.indices.min { val_curve[$0] < val_curve[$1] }! + 1   // epochs count from 1
display(
    plot(
        ["training": fit_curve, "validation": val_curve], title: "adam: mean loss of \(validation_seeds) seeds",
        xlabel: "epoch", ylabel: "loss", yscale: .log, vlines: ["picked epoch \(picked)": Double(picked)]))
let zoom = min(9, validation_epochs - 1)   // the first epochs would flatten the rest
display(
    plot(
        [Series("validation", Array(val_curve[zoom...]), x: (zoom..<validation_epochs).map { Double($0 + 1) })],
        title: "The validation loss alone", xlabel: "epoch", ylabel: "loss",
        vlines: ["picked epoch \(picked)": max(Double(picked), Double(zoom + 1))]))

let end_2 = validation_epochs - 1
let rise = mean_se(curves.map { $0[end_2].val.loss - $0[picked - 1].val.loss })
let gain_val = mean_se(curves.map { $0[end_2].val.accuracy - $0[picked - 1].val.accuracy })
let gain_test = mean_se(curves.map { $0[end_2].test.accuracy - $0[picked - 1].test.accuracy })
func at(_ e: Int, _ value: (Int, Int) -> Double) -> String { text(mean_se(curves.indices.map { value($0, e) }).mean) }
print(
    Table(
        ["epoch", "training loss", "validation loss", "validation accuracy", "test accuracy"],
        [picked - 1, end_2].map { e in
            [
                "\(e + 1)", text(fit_curve[e], "%.2e"), text(val_curve[e]), at(e) { curves[$0][$1].val.accuracy },
                at(e) { curves[$0][$1].test.accuracy },
            ]
        }))
if picked == validation_epochs {
    print("Conclusion: the validation loss still falls at epoch \(picked); no over-fitting is seen yet.")
} else {
    print("Conclusion: the validation loss is lowest at epoch \(picked). Over-fitting starts there: by epoch \(validation_epochs)")
    print("  the loss has changed by \(text(rise.mean)) ± \(text(rise.se)), which is \(verdict(rise.mean, rise.se)).")
    let word = gain_val.mean > 0 ? "risen" : gain_val.mean < 0 ? "fallen" : "stayed"
    print("  The validation accuracy has \(word) meanwhile, by \(text(abs(gain_val.mean))) ± \(text(gain_val.se)) (\(verdict(gain_val.mean, gain_val.se)));")
    print("  on the test images going on changed it by \(text(gain_test.mean, "%+.4f")) ± \(text(gain_test.se)) (\(verdict(gain_test.mean, gain_test.se))).")
    if rise.mean > 2 * rise.se && gain_val.mean > 2 * gain_val.se {
        let fewer = gain_test.mean > 2 * gain_test.se ? "That they make fewer, the test images confirm." : "Whether they make fewer, the test images leave open."
        print("  So late epochs are surer of their mistakes: stop at \(picked) for honest probabilities. \(fewer)")
    } else if rise.mean > 2 * rise.se {
        print("  So nothing is gained by going on: stop at \(picked).")
    } else {
        print("  So it makes no difference that these seeds could show.")
    }
}
