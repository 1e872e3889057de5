// %% [markdown]
// ## Step 5: the training loop (학습)
//
// For each epoch: shuffle and cut, then for each mini-batch go forward, go backward, and let the optimizer move each of the three
// layers. `iter` is the epoch, counted from 1, not the step. Every layer has its own memory `opt`, which lives as long as
// the training does.
//
// The loss over the whole training set is printed every 100 epochs, in the handout's form, and kept every 10 epochs for
// the picture at the end.

// %% The training loop
//| id: training-loop
//| role: setup
//| title: my_train
struct my_run {
    var layers: [myDenseLayer]
    var losses: [Double]   // over the training set
    var epochs: [Double]   // when they were taken
}

func my_train(
    _ optimizer: String, epochs: Int, seed: Int, print_each: Int = 100, record_each: Int = 10
) -> my_run {
    Random.seed(seed)
    let layers = new_layers()
    let memory = layers.map { myOptParam($0.wegt.shape[0], $0.wegt.shape[1]) }
    var run = my_run(layers: layers, losses: [], epochs: [])
    for epoch in 0..<epochs {
        for (X_mini, y_mini) in create_mini_batches(X_train, y_train, batch_size: batch_size) {
            // Forward Path
            let (a_1, a_2, a_3) = my_forward(layers, X_mini)
            // Backward Path
            let (d_1, d_2, d_3) = my_backward(layers, a_1, a_2, a_3, X_mini, y_mini)
            // Update weights and biases
            for (k, d) in [d_1, d_2, d_3].enumerated() {
                my_optimizer(
                    layers[k], memory[k], d.dw, d.db, solver: optimizer, learning_rate: learning_rate, iter: epoch + 1)
            }
        }
        let prints = print_each > 0 && (epoch + 1) % print_each == 0
        if prints || (epoch + 1) % record_each == 0 {
            let loss_J = my_loss(layers, X_train, y_train)
            run.losses.append(loss_J)
            run.epochs.append(Double(epoch + 1))
            if prints { print(String(format: "Epoch: %4d, loss: %10.8f", epoch + 1, loss_J)) }
        }
    }
    return run
}
