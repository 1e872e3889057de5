// %% [markdown]
// ## Step 2: mini-batches (미니배치)
//
// One step for all 1437 images is exact but slow to start; one step for each image is quick but jumpy. A mini-batch of 64 lies between:
// its gradient points roughly the right way, and 23 steps fit into one **epoch** (에포크), one walk over the whole training set.
//
// Images and labels have to be shuffled *together*, or the labels no longer belong to their images. The trick: put both side
// by side in one matrix (`hstack`), shuffle its rows, cut the rows into batches, and part the columns again. 1437 is no multiple of 64;
// what is left over, 29 images, makes a last, shorter batch.
//
// Shuffling matters as well: each epoch meets the images in other company, and no order is learned by accident.

// %% create_mini_batches
//| id: create_mini_batches
//| role: solution
//| title: create_mini_batches
//| hints:
//|   - Put X and y next to each other with hstack before you shuffle, so that rows stay together.
//|   - Random.shuffle(&data) shuffles the rows of data in place, as np.random.shuffle does.
//|   - The rows of batch i are data[i * batch_size..<(i + 1) * batch_size]. After the loop, look whether rows are left over.
func create_mini_batches(_ X: Matrix, _ y: Matrix, batch_size: Int = 64) -> [(X: Matrix, y: Matrix)] {
    var mini_batches: [(X: Matrix, y: Matrix)] = []
    let n_minibatches = X.shape[0] / batch_size
    let n_variables = X.shape[1]
    // ### START CODE HERE ###
    var data = hstack([X, y])   // concatenate X and y
    Random.shuffle(&data)       // then shuffle the rows
    for i in 0..<n_minibatches {
        let mini_batch = data[i * batch_size..<(i + 1) * batch_size]      // get a slice of mini-batch
        let parts = split(mini_batch, [n_variables], axis: 1)             // split it into X & y
        mini_batches.append((parts[0], parts[1]))
    }
    if data.shape[0] % batch_size != 0 {
        let mini_batch = data[(n_minibatches * batch_size)...]            // process the remaining data
        let parts = split(mini_batch, [n_variables], axis: 1)
        mini_batches.append((parts[0], parts[1]))
    }
    // ### END CODE HERE ###
    return mini_batches
}
