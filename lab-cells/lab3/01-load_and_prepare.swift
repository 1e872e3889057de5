// %% [markdown]
// # Lab 3: optimizers for deep neural networks
//
// In Lab 2 you built a fully connected network by hand and trained it on images of digits, all images at once and with
// plain gradient descent. This lab changes two things and keeps the rest:
//
// 1. the training set is cut into **mini-batches** (미니배치), and the weights move after each of them;
// 2. the step that moves them is an **optimizer** (최적화 기법) that you write yourself: sgd, momentum, adagrad, rmsprop, adam.
//
// At the end five networks that differ in nothing but the optimizer stand side by side, and a classifier of
// scikit-learn's kind next to them.
//
// You write two functions, `create_mini_batches` and `my_optimizer`, between `### START CODE HERE ###` and
// `### END CODE HERE ###`. A check follows each of them. A cell that fails leaves no trace: change it and run it again.
//
// ## Parameters
//
// Everything that may change from run to run stands in the next cell. With `mnist_folder` empty the notebook uses
// the 1797 digits of 8x8 pixels that come with LabKit. Name a folder that holds the four files of the real MNIST
// (IDX, 28x28 pixels, plain or gzip), and the same notebook runs on them; then lower `n_epochs` first, and read the printed
// numbers on your own, since the expected ones belong to the small digits.

// %% Parameters
//| id: parameters
//| role: setup
//| parameters: true
let mnist_folder = ""      // "" for the 8x8 digits
let hidden_1 = 80          // units of the first hidden layer
let hidden_2 = 70          // and of the second
let n_epochs = 1000
let learning_rate = 0.01   // alpha in the lecture
let batch_size = 64
let split_seed = 42        // which images are held back for the test
let seed = 0               // where weights and shuffles start

// %% [markdown]
// ## Step 1: load and prepare
//
// A fifth of the images is kept away from training (`X_test`, 평가 데이터). The pixels are then **standardised** (표준화): each
// column loses its mean and is divided by its standard deviation. Both numbers come from the *training* images only: whatever
// is learned from test images, even a mean, would flatter the result. A pixel that is the same in all training images, such as
// the corners, has a deviation of 0; it is divided by 1 instead.
//
// Labels become **one-hot** rows: 3 is written as `[0 0 0 1 0 0 0 0 0 0]`, so that the network's ten outputs can be compared with it.

// %% Load and prepare
//| id: load-and-prepare
//| role: setup
//| timeout: 60s
//| expect:
//|   stdout: |
//|     train [1437, 64] [1437, 10]
//|     test  [360, 64] 360
//|   values:
//|     mean_of_columns: { range: [-1e-12, 1e-12] }
//|     n_blank: 3
import Foundation
import LabKit

let digits = mnist_folder.isEmpty ? loadDigits() : try loadMNIST(mnist_folder)
let (X_train_raw, X_test_raw, y_train_num, y_test) = trainTestSplit(
    digits.data, digits.target, test_size: 0.2, random_state: split_seed)

let X_mean = X_train_raw.mean(axis: 0)
let X_std = X_train_raw.std(axis: 0)
let X_scale = `where`(X_std .== 0, 1.0, X_std)
let X_train = (X_train_raw - X_mean) / X_scale
let X_test = (X_test_raw - X_mean) / X_scale

let n_inputs = X_train.shape[1]   // 64 pixels, or 784
let n_classes = 10
let y_train = eye(n_classes)[y_train_num]

print("train", X_train.shape, y_train.shape)
print("test ", X_test.shape, y_test.count)
let mean_of_columns = X_train.mean(axis: 0)
let n_blank = (X_std .== 0).sum()
