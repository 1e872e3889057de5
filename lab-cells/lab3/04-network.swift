// %% [markdown]
// ## Step 3: the network, carried over from Lab 2
//
// Two hidden layers with **sigmoid** units and ten outputs with **softmax**: 64 - 80 - 70 - 10. Weights start as draws from the normal
// distribution N(0, 1), biases as 0.
//
// - *Forward* (순전파): each layer multiplies by its weights, adds its bias and squashes the sum. A row of `a_3` holds ten
//   probabilities.
// - *Backward* (역전파): for softmax with cross-entropy the error of the last layer is simply `a_3 - y`. Each step back multiplies by
//   the weights and by the slope of the sigmoid, `a * (1 - a)`. The gradients are **sums** over the mini-batch, not means: a batch of 64 moves
//   the weights as far as 64 images together would.
// - *Loss* (손실): the mean of `-log p`, where `p` is the probability that the network gave to the right digit.

// %% Forward, backward, loss, predict
//| id: network
//| role: setup
//| title: my_forward, my_backward, my_loss, my_predict
final class myDenseLayer {
    var wegt: Matrix   // (n_out, n_in)
    var bias: Vector   // (n_out)

    init(_ n_out: Int, _ n_in: Int) {
        wegt = zeros(n_out, n_in)
        bias = zeros(n_out)
    }
}

func sigmoid(_ z: Matrix) -> Matrix { 1.0 / (1.0 + exp(-z)) }

func softmax(_ z: Matrix) -> Matrix {
    let e = exp(z - z.max(axis: 1, keepdims: true))   // the largest becomes exp(0): no overflow
    return e / e.sum(axis: 1, keepdims: true)
}

func my_forward(_ layers: [myDenseLayer], _ X: Matrix) -> (Matrix, Matrix, Matrix) {
    let a_1 = sigmoid(X.matmul(layers[0].wegt.T) + layers[0].bias)
    let a_2 = sigmoid(a_1.matmul(layers[1].wegt.T) + layers[1].bias)
    let a_3 = softmax(a_2.matmul(layers[2].wegt.T) + layers[2].bias)
    return (a_1, a_2, a_3)
}

typealias Gradient = (dw: Matrix, db: Vector)

func my_backward(
    _ layers: [myDenseLayer], _ a_1: Matrix, _ a_2: Matrix, _ a_3: Matrix, _ X: Matrix, _ y: Matrix
) -> (Gradient, Gradient, Gradient) {
    let d_3 = a_3 - y
    let d_2 = d_3.matmul(layers[2].wegt) * a_2 * (1 - a_2)
    let d_1 = d_2.matmul(layers[1].wegt) * a_1 * (1 - a_1)
    return (
        (d_1.T.matmul(X), d_1.sum(axis: 0)), (d_2.T.matmul(a_1), d_2.sum(axis: 0)),
        (d_3.T.matmul(a_2), d_3.sum(axis: 0))
    )
}

func my_loss(_ layers: [myDenseLayer], _ X: Matrix, _ y: Matrix) -> Double {
    let (_, _, a_3) = my_forward(layers, X)
    return -log(a_3[y .> 0.5]).sum() / Double(X.shape[0])
}

func my_predict(_ layers: [myDenseLayer], _ X: Matrix) -> Labels {
    my_forward(layers, X).2.argmax(axis: 1)
}

func new_layers() -> [myDenseLayer] {
    let sizes = [n_inputs, hidden_1, hidden_2, n_classes]
    return (0..<3).map { k in
        let layer = myDenseLayer(sizes[k + 1], sizes[k])
        layer.wegt = Random.randn(sizes[k + 1], sizes[k])
        return layer
    }
}
