// %% [markdown]
// Five epochs with each solver, all from seed 0: same weights, same shuffles. The losses are compared with NumPy's to nine decimals, so a
// missing batch, a mean in place of a sum or another decay rate shows at once, and at the place where it happens.

// %% Five epochs, to nine decimals
//| id: five-epochs-check
//| role: check
//| points: 20
//| timeout: 60s
//| hints:
//|   - If all five are off, the fault lies before the optimizer, in the batches or the network.
//|   - If the first epoch is right and later ones are not, look at what a solver keeps from one step to the next.
//| expect:
//|   values:
//|     five_sgd: [0.9679647888395493, 0.5510047686599864, 0.35947924346158916, 0.2726577294137079, 0.21643740684687998]
//|     five_momentum: [0.6197132437426779, 0.1028074478391475, 0.041471587160452586, 0.019337058172079574, 0.010322671969523344]
//|     five_adagrad: [3.495887289764721, 2.162434057229493, 1.6670452022006286, 1.399648212700439, 1.2189446328704587]
//|     five_rmsprop: [0.7276596549573784, 0.3110900746483373, 0.14332138542937523, 0.07773422341516935, 0.03757557977920917]
//|     five_adam: [0.8337969605035174, 0.3362221168185546, 0.17948690395556388, 0.13063816020758356, 0.10272370926352818]
//|     five_accuracies: [0.8722222222222222, 0.9583333333333334, 0.6416666666666667, 0.9305555555555556, 0.9194444444444444]
//|   tolerance: { rtol: 0, atol: 1e-9 }
var five_epochs: [String: my_run] = [:]
for solver in opts {
    five_epochs[solver] = my_train(solver, epochs: 5, seed: 0, print_each: 0, record_each: 1)
}
let five_sgd = five_epochs["sgd"]!.losses
let five_momentum = five_epochs["momentum"]!.losses
let five_adagrad = five_epochs["adagrad"]!.losses
let five_rmsprop = five_epochs["rmsprop"]!.losses
let five_adam = five_epochs["adam"]!.losses
let five_accuracies = opts.map { accuracyScore(y_test, my_predict(five_epochs[$0]!.layers, X_test)) }
