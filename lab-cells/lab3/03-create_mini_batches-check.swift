// %% [markdown]
// Ten rows, four to a batch: two full batches and one of two rows. The numbers are made so that you can see whether a row
// kept its label: the row that starts with `2k` belongs to `-(10 + k)`. With the same seed NumPy shuffles in the same way, so
// these are the handout's very numbers.

// %% create_mini_batches: ten rows in batches of four
//| id: create_mini_batches-check
//| role: check
//| points: 10
//| timeout: 10s
//| hints:
//|   - Three batches are printed. If the last one is missing, the rows that are left over were dropped.
//|   - If the rows are right but in another order, something else drew from the random stream before the shuffle.
//| expect:
//|   stdout: |
//|     [[ 4  5]
//|      [18 19]
//|      [12 13]
//|      [ 8  9]]
//|     [[-12]
//|      [-19]
//|      [-16]
//|      [-14]]
//|
//|     [[ 0  1]
//|      [ 6  7]
//|      [ 2  3]
//|      [14 15]]
//|     [[-10]
//|      [-13]
//|      [-11]
//|      [-17]]
//|
//|     [[16 17]
//|      [10 11]]
//|     [[-18]
//|      [-15]]
Random.seed(1)
let a = arange(20).reshape(10, 2)
let b = -arange(10, 20).reshape(10, 1)
let c = create_mini_batches(a, b, batch_size: 4)
for (mini_X, mini_y) in c {
    print(mini_X)
    print(mini_y, "\n")
}
