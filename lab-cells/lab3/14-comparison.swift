// %% [markdown]
// ## Step 8: comparison (비교)
//
// The five networks in one table, one plot and one chart. Watch the scale of the losses: between adagrad and adam lie
// nine powers of ten, and yet their accuracies differ by a few images in a hundred. A loss that is a thousand times smaller on the
// training set is no promise about the test set.

// %% The table
//| id: comparison
//| role: setup
//| timeout: 30s
func loss_at(_ epoch: Int, _ solver: String) -> String {
    guard let k = runs[solver]!.epochs.firstIndex(of: Double(epoch)) else { return "" }
    return String(format: "%.8f", runs[solver]!.losses[k])
}
let mid_epoch = min(100, n_epochs)
let comparison = Table(
    ["solver", "loss at \(mid_epoch)", "loss at \(n_epochs)", "accuracy"],
    opts.map { [$0, loss_at(mid_epoch, $0), loss_at(n_epochs, $0), String(format: "%.4f", accuracy($0))] }
        + [["MLPClassifier", "", "", String(format: "%.4f", accuracy_sklearn)]])
print(comparison)

// %% The losses
//| id: comparison-losses
//| role: setup
plot(
    opts.map { Series($0, runs[$0]!.losses, x: runs[$0]!.epochs) }, title: "Training loss", xlabel: "epoch",
    ylabel: "loss", yscale: .log)

// %% The accuracies
//| id: comparison-accuracies
//| role: setup
barChart(
    opts + ["MLPClassifier"], opts.map(accuracy) + [accuracy_sklearn], start: 0.9, title: "Accuracy on the test set",
    xlabel: "part of the test images")

// %% Which digits are confused
//| id: comparison-confusion
//| role: setup
plotConfusionMatrix(confusionMatrix(y_test, y_pred), title: "adam on the test set")

// %% [markdown]
// ### What this does and does not show
//
// In this run, as in the handout's, one solver comes out on top. But the accuracies rest on 360 images: one image more or less
// is .0028, and from seed to seed an accuracy moves by twice or three times that. To say which solver is *better* it takes many seeds, their mean and their standard error
// (표준오차), and a validation set for choosing among settings. The notebook *Lab 3, beyond* does that.
