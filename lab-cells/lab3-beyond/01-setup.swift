// %% [markdown]
// # Lab 3, beyond the handout
//
// The handout ends with four wishes:
//
// 1. "Run it many times and take the mean and the standard error" (평균과 표준오차).
// 2. A validation set (검증 데이터), to see over-fitting (과적합) and to choose the number of epochs.
// 3. To *see* what the weights learn, instead of guessing from one number.
// 4. To find good parameters, not only to compare five fixed settings.
//
// Each is one cell here. Each ends in a conclusion, and the conclusion is worked out from the numbers of that very run: change
// a parameter, play the notebook again, and the sentences change with it.
//
// Runs go side by side on all cores (`parallelMap`). Every run draws from a `RandomState` of its own, so its numbers
// do not depend on what runs beside it: they are those of one run after another, to the last digit.

// %% Parameters
//| id: parameters
//| role: setup
//| parameters: true
let mnist_folder = ""          // "" for the 8x8 digits that come with LabKit
let split_seed = 42
let n_seeds = 20               // study 1
let n_epochs = 300             // study 1; the lab trains for 1000, which takes three times as long
let validation_seeds = 10      // study 2
let validation_epochs = 300    // study 2
let search_settings = 27       // study 4

// %% [markdown]
// ## The lab's functions, gathered
//
// What Lab 3 built step by step stands here in one cell, with two changes. The random stream is a value that a network owns,
// not the global one. And a network can go on training where it stopped, which studies 2 to 4 need.

// %% Data and network
//| id: setup
//| role: setup
//| timeout: 60s
import Foundation
import LabKit

let digits = mnist_folder.isEmpty ? loadDigits() : try loadMNIST(mnist_folder)
let (X_train_raw, X_test_raw, t_train, t_test) = trainTestSplit(
    digits.data, digits.target, test_size: 0.2, random_state: split_seed)
// A fifth of the training images is held back from training once more, for choosing.
let (X_fit_raw, X_val_raw, t_fit, t_val) = trainTestSplit(X_train_raw, t_train, test_size: 0.2, random_state: split_seed)
let n_inputs = X_train_raw.shape[1]
let n_classes = 10

/// Each matrix by the column means and deviations of the first one.
func standardised(_ first: Matrix, _ others: Matrix...) -> [Matrix] {
    let mean = first.mean(axis: 0)
    let std = first.std(axis: 0)
    let scale = `where`(std .== 0, 1.0, std)
    return ([first] + others).map { ($0 - mean) / scale }
}

let solvers = ["sgd", "momentum", "adagrad", "rmsprop", "adam"]

struct Setting {
    var solver = "adam"
    var learning_rate = 0.01
    var batch_size = 64
}

final class Layer {
    var wegt: Matrix
    var bias: Vector
    var W_m: Matrix, W_v: Matrix   // memory of the optimizer
    var B_m: Vector, B_v: Vector

    init(_ n_out: Int, _ n_in: Int, _ random: RandomState) {
        wegt = random.randn(n_out, n_in)
        bias = zeros(n_out)
        W_m = zeros(n_out, n_in)
        W_v = zeros(n_out, n_in)
        B_m = zeros(n_out)
        B_v = zeros(n_out)
    }

    func step(_ dw: Matrix, _ db: Vector, _ setting: Setting, iter: Int) {
        let eta = setting.learning_rate
        let epsilon = 1e-8
        switch setting.solver {
        case "momentum":
            W_m = 0.9 * W_m + eta * dw
            B_m = 0.9 * B_m + eta * db
            wegt = wegt - W_m
            bias = bias - B_m
        case "adagrad", "rmsprop":
            let (old, new) = setting.solver == "adagrad" ? (1.0, 1.0) : (0.9, 0.1)
            W_v = old * W_v + new * (dw * dw)
            B_v = old * B_v + new * (db * db)
            wegt = wegt - eta / sqrt(W_v + epsilon) * dw
            bias = bias - eta / sqrt(B_v + epsilon) * db
        case "adam":
            W_m = 0.9 * W_m + 0.1 * dw
            B_m = 0.9 * B_m + 0.1 * db
            W_v = 0.99 * W_v + 0.01 * (dw * dw)
            B_v = 0.99 * B_v + 0.01 * (db * db)
            let first = 1 - pow(0.9, Double(iter))
            let second = 1 - pow(0.99, Double(iter))
            wegt = wegt - eta / (sqrt(W_v / second) + epsilon) * (W_m / first)
            bias = bias - eta / (sqrt(B_v / second) + epsilon) * (B_m / first)
        default:
            wegt = wegt - eta * dw
            bias = bias - eta * db
        }
    }
}

func sigmoid(_ z: Matrix) -> Matrix { 1.0 / (1.0 + exp(-z)) }

final class Network {
    let setting: Setting
    let random: RandomState
    let layers: [Layer]
    var epoch = 0

    init(_ setting: Setting, seed: Int) {
        self.setting = setting
        let random = RandomState(seed)
        let sizes = [n_inputs, 80, 70, n_classes]
        layers = (0..<3).map { Layer(sizes[$0 + 1], sizes[$0], random) }
        self.random = random
    }

    func forward(_ X: Matrix) -> (Matrix, Matrix, Matrix) {
        let a_1 = sigmoid(X.matmul(layers[0].wegt.T) + layers[0].bias)
        let a_2 = sigmoid(a_1.matmul(layers[1].wegt.T) + layers[1].bias)
        let z = a_2.matmul(layers[2].wegt.T) + layers[2].bias
        let e = exp(z - z.max(axis: 1, keepdims: true))
        return (a_1, a_2, e / e.sum(axis: 1, keepdims: true))
    }

    /// Goes on for some epochs, from where it stopped.
    func train(_ X: Matrix, _ t: Labels, epochs: Int) {
        let y = eye(n_classes)[t]
        let size = setting.batch_size
        for _ in 0..<epochs {
            epoch += 1
            var data = hstack([X, y])
            random.shuffle(&data)
            for start in stride(from: 0, to: data.shape[0], by: size) {
                let rows = data[start..<min(start + size, data.shape[0])]
                let parts = split(rows, [n_inputs], axis: 1)
                let (a_1, a_2, a_3) = forward(parts[0])
                let d_3 = a_3 - parts[1]
                let d_2 = d_3.matmul(layers[2].wegt) * a_2 * (1 - a_2)
                let d_1 = d_2.matmul(layers[1].wegt) * a_1 * (1 - a_1)
                layers[0].step(d_1.T.matmul(parts[0]), d_1.sum(axis: 0), setting, iter: epoch)
                layers[1].step(d_2.T.matmul(a_1), d_2.sum(axis: 0), setting, iter: epoch)
                layers[2].step(d_3.T.matmul(a_2), d_3.sum(axis: 0), setting, iter: epoch)
            }
        }
    }

    /// Mean of -log p of the right digit, and the part of digits named rightly.
    func score(_ X: Matrix, _ t: Labels) -> (loss: Double, accuracy: Double) {
        let p = forward(X).2
        return (-log(p[eye(n_classes)[t] .> 0.5]).sum() / Double(X.shape[0]), accuracyScore(t, p.argmax(axis: 1)))
    }
}

/// Mean and standard error of the mean, from runs that differ in their seed.
func mean_se(_ runs: [Double]) -> (mean: Double, se: Double) {
    let n = Double(runs.count)
    let mean = runs.reduce(0, +) / n
    let squares = runs.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return (mean, n > 1 ? (squares / (n - 1) / n).squareRoot() : .nan)
}

func text(_ value: Double, _ format: String = "%.4f") -> String { String(format: format, value) }

/// What a difference of `d` with standard error `se` allows to say.
func verdict(_ d: Double, _ se: Double) -> String {
    if se == 0 { return d == 0 ? "no difference at all" : "the same difference in every run" }
    let t = abs(d) / se
    return t >= 3 ? "beyond doubt" : t >= 2 ? "likely, not certain" : "within chance"
}
