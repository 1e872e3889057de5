// %% [markdown]
// The table of the handout: one layer of two units with three inputs, filled with random numbers of seed 101, goes through all
// five solvers one after another, each starting from where the one before left it. Shown are the weights of unit 0 and its
// bias.

// %% my_optimizer: five solvers against the table
//| id: my_optimizer-table
//| role: check
//| points: 20
//| timeout: 10s
//| hints:
//|   - The solvers run one after another on the same layer. Mend the first row that is wrong; those below may follow.
//|   - If only adam is wrong, look at beta2 = 0.99, at the two bias corrections, and at epsilon outside the root.
//| expect:
//|   stdout: |
//|     For sgd:
//|     [ 7.67789007  8.16882972 10.34203348 -3.22934657]
//|     For momentum:
//|     [14.46528172 15.04341688 19.30016537 -4.77070266]
//|     For adagrad:
//|     [22.50872929 22.74302212 28.47667875 -7.62607443]
//|     For rmsprop:
//|     [ 30.69802889  30.60433129  37.72651766 -10.62235939]
//|     For adam:
//|     [29.41774022 19.27573813 23.68071186  1.52919472]
//|     test passed.
//|   tolerance: { rtol: 1e-9, atol: 1e-8 }
Random.seed(101)
let lyr = myDenseLayer(2, 3)
let opt = myOptParam(2, 3)
lyr.wegt = Random.randn(2, 3)
lyr.bias = Random.randn(2)
opt.W_dt = Random.randn(2, 3)
opt.B_dt = Random.randn(2)
opt.W_mt = Random.randn(2, 3)
opt.B_mt = Random.randn(2)
opt.W_vt = abs(Random.randn(2, 3))
opt.B_vt = abs(Random.randn(2))
let W_grad = Random.randn(2, 3)
let B_grad = Random.randn(2)

let opts = ["sgd", "momentum", "adagrad", "rmsprop", "adam"]
let expt: [Vector] = [
    [7.67789007, 8.16882972, 10.34203348, -3.22934657], [14.46528172, 15.04341688, 19.30016537, -4.77070266],
    [22.50872929, 22.74302212, 28.47667875, -7.62607443], [30.69802889, 30.60433129, 37.72651766, -10.62235939],
    [29.41774022, 19.27573813, 23.68071186, 1.52919472],
]
var test_passed = true
for (i, sol) in opts.enumerated() {
    my_optimizer(lyr, opt, W_grad, B_grad, solver: sol, learning_rate: 10, iter: 3)
    print("For \(sol):")
    let res = concatenate([lyr.wegt[0], lyr.bias[0..<1]])
    print(res)
    if !allclose(res, expt[i]) {
        print("\(sol) failed.")
        test_passed = false
    }
}
print(test_passed ? "test passed." : "test failed.")
