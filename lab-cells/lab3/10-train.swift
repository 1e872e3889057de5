// %% [markdown]
// ## Step 5, played: a thousand epochs with each solver
//
// Every solver starts from the same seed, so they differ in nothing but their steps. This is the longest cell of the notebook:
// 115 000 steps, 23 an epoch, five times 1000 epochs.

// %% Train with all five
//| id: train
//| role: setup
//| timeout: 10m
//| expect:
//|   stdout: |
//|     For sgd:
//|     Epoch:  100, loss: 0.00517806
//|     Epoch:  200, loss: 0.00232180
//|     Epoch:  300, loss: 0.00146099
//|     Epoch:  400, loss: 0.00105429
//|     Epoch:  500, loss: 0.00081966
//|     Epoch:  600, loss: 0.00066783
//|     Epoch:  700, loss: 0.00056195
//|     Epoch:  800, loss: 0.00048413
//|     Epoch:  900, loss: 0.00042464
//|     Epoch: 1000, loss: 0.00037775
//|     For momentum:
//|     Epoch:  100, loss: 0.00033651
//|     Epoch:  200, loss: 0.00016457
//|     Epoch:  300, loss: 0.00010695
//|     Epoch:  400, loss: 0.00007876
//|     Epoch:  500, loss: 0.00006215
//|     Epoch:  600, loss: 0.00005123
//|     Epoch:  700, loss: 0.00004350
//|     Epoch:  800, loss: 0.00003776
//|     Epoch:  900, loss: 0.00003332
//|     Epoch: 1000, loss: 0.00002979
//|     For adagrad:
//|     Epoch:  100, loss: 0.10061888
//|     Epoch:  200, loss: 0.04472976
//|     Epoch:  300, loss: 0.02770343
//|     Epoch:  400, loss: 0.01998793
//|     Epoch:  500, loss: 0.01560593
//|     Epoch:  600, loss: 0.01277710
//|     Epoch:  700, loss: 0.01079618
//|     Epoch:  800, loss: 0.00933570
//|     Epoch:  900, loss: 0.00821540
//|     Epoch: 1000, loss: 0.00732860
//|     For rmsprop:
//|     Epoch:  100, loss: 0.00000025
//|     Epoch:  200, loss: 0.00000011
//|     Epoch:  300, loss: 0.00000007
//|     Epoch:  400, loss: 0.00000005
//|     Epoch:  500, loss: 0.00000004
//|     Epoch:  600, loss: 0.00000003
//|     Epoch:  700, loss: 0.00000003
//|     Epoch:  800, loss: 0.00000003
//|     Epoch:  900, loss: 0.00000002
//|     Epoch: 1000, loss: 0.00000002
//|     For adam:
//|     Epoch:  100, loss: 0.00000032
//|     Epoch:  200, loss: 0.00000000
//|     Epoch:  300, loss: 0.00000000
//|     Epoch:  400, loss: 0.00000000
//|     Epoch:  500, loss: 0.00000000
//|     Epoch:  600, loss: 0.00000000
//|     Epoch:  700, loss: 0.00000000
//|     Epoch:  800, loss: 0.00000000
//|     Epoch:  900, loss: 0.00000000
//|     Epoch: 1000, loss: 0.00000000
//|   tolerance: { rtol: 1e-4, atol: 2e-8 }
var runs: [String: my_run] = [:]
for solver in opts {
    print("For \(solver):")
    runs[solver] = my_train(solver, epochs: n_epochs, seed: seed, print_each: 100)
}
