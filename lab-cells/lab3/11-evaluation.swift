// %% [markdown]
// ## Step 6: evaluation (평가)
//
// Now the 360 images that no network has seen. `accuracy_score` is the part of them that were named rightly.
//
// How good is good? One run proves little: another seed gives other weights, and the accuracy of the *same* solver moves by one or two images in a
// hundred. So the check does not ask for a digit but for a range. NumPy trained each solver from 16 seeds (0 to 15, the same split); the range is
// the mean ± 4 standard deviations of those runs:
//
// | solver | loss at 1000, mean ± sd | accuracy, mean ± sd |
// |---|---|---|
// | sgd | 3.59e-4 ± 0.18e-4 | .9559 ± .0092 |
// | momentum | 2.99e-5 ± 0.28e-5 | .9646 ± .0078 |
// | adagrad | 6.72e-3 ± 1.21e-3 | .9434 ± .0096 |
// | rmsprop | 1.899e-8 ± 0.065e-8 | .9682 ± .0074 |
// | adam | 1.565e-12 ± 0.059e-12 | .9738 ± .0061 |
//
// The one run that the handout shows for each lies inside.

// %% Accuracy on the test set
//| id: evaluation
//| role: check
//| points: 20
//| timeout: 30s
//| hints:
//|   - A loss far above its range means that the steps are too small or point the wrong way; compare the five-epoch check.
//|   - A small loss with a low accuracy means that the test images were prepared in another way than the training images.
//| expect:
//|   values:
//|     loss_sgd: { range: [2.880e-4, 4.302e-4] }
//|     loss_momentum: { range: [1.873e-5, 4.104e-5] }
//|     loss_adagrad: { range: [1.879e-3, 1.156e-2] }
//|     loss_rmsprop: { range: [1.640e-8, 2.159e-8] }
//|     loss_adam: { range: [1.327e-12, 1.803e-12] }
//|     accuracy_sgd: { range: [0.9192, 0.9926] }
//|     accuracy_momentum: { range: [0.9333, 0.9959] }
//|     accuracy_adagrad: { range: [0.9052, 0.9817] }
//|     accuracy_rmsprop: { range: [0.9387, 0.9978] }
//|     accuracy_adam: { range: [0.9495, 0.9981] }
func last_loss(_ solver: String) -> Double { my_loss(runs[solver]!.layers, X_train, y_train) }
let loss_sgd = last_loss("sgd")
let loss_momentum = last_loss("momentum")
let loss_adagrad = last_loss("adagrad")
let loss_rmsprop = last_loss("rmsprop")
let loss_adam = last_loss("adam")

func accuracy(_ solver: String) -> Double { accuracyScore(y_test, my_predict(runs[solver]!.layers, X_test)) }
let accuracy_sgd = accuracy("sgd")
let accuracy_momentum = accuracy("momentum")
let accuracy_adagrad = accuracy("adagrad")
let accuracy_rmsprop = accuracy("rmsprop")
let accuracy_adam = accuracy("adam")

for solver in opts { print(solver, accuracy(solver)) }
