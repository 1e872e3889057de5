// %% Setup
//| id: setup
//| role: setup
import Foundation
import LabKit

Random.seed(3)
let X = Random.randn(20, 4)
let labels = (0..<20).map { X[$0, 0] > 0 ? 1 : 0 }
let y = eye(2)[Labels(labels)]

final class Layer {
    var wegt: Matrix
    var bias: Vector
    init(_ n_out: Int, _ n_in: Int) {
        wegt = zeros(n_out, n_in)
        bias = zeros(n_out)
    }
}

final class Memory {
    var m: Matrix
    var v: Matrix
    init(_ n_out: Int, _ n_in: Int) {
        m = zeros(n_out, n_in)
        v = zeros(n_out, n_in)
    }
}

func softmax(_ z: Matrix) -> Matrix {
    let e = exp(z - z.max(axis: 1, keepdims: true))
    return e / e.sum(axis: 1, keepdims: true)
}

// %% create_mini_batches
//| id: batches
//| role: solution
func create_mini_batches(_ X: Matrix, _ y: Matrix, batch_size: Int = 8) -> [(X: Matrix, y: Matrix)] {
    var mini_batches: [(X: Matrix, y: Matrix)] = []
    let n_variables = X.shape[1]
    // ### START CODE HERE ###
    var data = hstack([X, y])
    Random.shuffle(&data)
    var start = 0
    while start < data.shape[0] {
        let parts = split(data[start..<min(start + batch_size, data.shape[0])], [n_variables], axis: 1)
        mini_batches.append((parts[0], parts[1]))
        start += batch_size
    }
    // ### END CODE HERE ###
    return mini_batches
}

// %% Ten rows in batches of four
//| id: batches-check
//| role: check
//| points: 10
//| timeout: 3s
//| hints:
//|   - The rows that are left over make a last, shorter batch.
//| expect:
//|   values:
//|     n_batches: { value: 3, points: 4 }
//|     last_shape: { value: [2, 2], points: 3 }
//|     first_labels: { value: [-12, -19, -16, -14], points: 3 }
Random.seed(1)
let ten_X = arange(20).reshape(10, 2)
let ten_y = -arange(10, 20).reshape(10, 1)
let ten = create_mini_batches(ten_X, ten_y, batch_size: 4)
let n_batches = ten.count
let last_shape = ten.last.map { $0.X.shape } ?? []
let first_labels = ten[0].y[0..., 0]

// %% Any number of rows
//| id: batches-hidden
//| role: hidden
//| points: 6
//| timeout: 3s
//| vary: seed
//| hints:
//|   - Each row must be in exactly one batch, beside its own label.
//| expect:
//|   values:
//|     sizes: [5, 5, 3]
//|     checksum: { value: -96.6275613971987, rtol: 1e-9 }
let seed = 5
Random.seed(seed)
let many = Random.randn(13, 3)
let many_y = many[0..., 0..<1] * 2.0
let batches = create_mini_batches(many, many_y, batch_size: 5)
let sizes = batches.map { $0.X.shape[0] }
let checksum = batches.enumerated().map { Double($0.offset + 1) * ($0.element.X.sum() + 10 * $0.element.y.sum()) }
    .reduce(0, +)

// %% gradient
//| id: gradient
//| role: solution
func gradient(_ layer: Layer, _ X: Matrix, _ y: Matrix) -> (dw: Matrix, db: Vector) {
    let a = softmax(X.matmul(layer.wegt.T) + layer.bias)
    var dw = zeros(layer.wegt.shape[0], layer.wegt.shape[1])
    var db: Vector = zeros(layer.bias.shape[0])
    // ### START CODE HERE ###
    let d = a - y
    dw = d.T.matmul(X)
    db = d.sum(axis: 0)
    // ### END CODE HERE ###
    return (dw, db)
}

// %% Gradients are sums
//| id: gradient-check
//| role: check
//| points: 10
//| timeout: 3s
//| hints:
//|   - Sums over the mini-batch, not means.
//| expect:
//|   values:
//|     dw_first: { value: [9.031400865543292, 4.196622234885543, -2.3845535023249917, 0.6777207195903842], rtol: 1e-9 }
//|     db_all: { value: [-3.0, 3.0], rtol: 1e-9 }
let probe_layer = Layer(2, 4)
let (probe_dw, probe_db) = gradient(probe_layer, X, y)
let dw_first = probe_dw[0]
let db_all = probe_db

// %% adam
//| id: adam
//| role: solution
func adam(_ layer: Layer, _ memory: Memory, _ grad: Matrix, rate: Double = 0.1, iter: Int = 1) {
    let beta1 = 0.9, beta2 = 0.99, epsilon = 1e-8
    var delta = grad
    // ### START CODE HERE ###
    memory.m = beta1 * memory.m + (1 - beta1) * grad
    memory.v = beta2 * memory.v + (1 - beta2) * (grad * grad)
    let mc = memory.m / (1 - pow(beta1, Double(iter)))
    let vc = memory.v / (1 - pow(beta2, Double(iter)))
    delta = rate / (sqrt(vc) + epsilon) * mc
    // ### END CODE HERE ###
    layer.wegt = layer.wegt - delta
}

// %% Three steps of adam
//| id: adam-check
//| role: check
//| points: 10
//| timeout: 3s
//| hints:
//|   - Adam's epsilon stands outside the root.
//| expect:
//|   values:
//|     after_three: { value: [[-0.29194089059688755, 0.291940884603403, 0.2919408875384536], [0.29194089099601567, 0.291940644352493, 0.29194088535567664]], rtol: 1e-9 }
//|     tiny: { value: [[-0.00909090909090909, -0.00909090909090909]], rtol: 1e-6 }
//|     kept: { value: [[0.9814441098722053, -0.16048695121394096, -0.27184103917606195], [-1.4885117117456894, -0.004647677078217003, -0.1793131950717712]], rtol: 1e-9 }
Random.seed(11)
let adam_layer = Layer(2, 3)
let adam_memory = Memory(2, 3)
let adam_grad = Random.randn(2, 3)
for k in 1...3 { adam(adam_layer, adam_memory, adam_grad * Double(k), iter: k) }
let after_three = adam_layer.wegt
let kept = adam_memory.m
let tiny_layer = Layer(1, 2)
adam(tiny_layer, Memory(1, 2), 1e-9 * ones(1, 2), iter: 1)
let tiny = tiny_layer.wegt

// %% train
//| id: train
//| role: solution
func train(epochs: Int) -> [Double] {
    Random.seed(0)
    let layer = Layer(2, 4)
    let memory = Memory(2, 4)
    var losses: [Double] = []
    // ### START CODE HERE ###
    for epoch in 0..<epochs {
        for (X_mini, y_mini) in create_mini_batches(X, y) {
            adam(layer, memory, gradient(layer, X_mini, y_mini).dw, iter: epoch + 1)
        }
        let a = softmax(X.matmul(layer.wegt.T) + layer.bias)
        losses.append(-log(a[y .> 0.5]).sum() / Double(X.shape[0]))
    }
    // ### END CODE HERE ###
    return losses
}

// %% Five epochs
//| id: train-check
//| role: check
//| points: 10
//| together: 4
//| timeout: 3s
//| hints:
//|   - iter is the epoch, counted from 1.
//| expect:
//|   stdout: |
//|     5 losses
//|   values:
//|     losses: { value: [0.3829565750861226, 0.28732101652172737, 0.21994561150834208, 0.1673005325941232, 0.13918925597805304], rtol: 1e-9 }
let losses = train(epochs: 5)
print(losses.count, "losses")
