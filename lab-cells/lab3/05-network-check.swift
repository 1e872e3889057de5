// %% [markdown]
// The network starts from seed 0 and meets its first mini-batch. These are the gradients of that one batch as NumPy computes them, to
// nine digits: if they agree, forward and backward are right.

// %% The first gradients
//| id: network-check
//| role: check
//| points: 10
//| timeout: 20s
//| hints:
//|   - All gradients 64 times too small? They are sums over the mini-batch, not means.
//|   - If only the first layer is off, follow the error back once more: d_1 needs the weights of layer 2 and the slope of a_1.
//| expect:
//|   values:
//|     weight_sums: { value: [-88.26895671087078, -65.46501106616331, -16.249548543318525], rtol: 1e-9 }
//|     first_labels: [9, 2, 0, 5, 0, 5, 6, 0, 0, 8, 7, 3]
//|     first_db_3: { value: [25.364844578788684, 19.780835186111144, -5.97220514335238, -3.352164238594756, -1.9940388559392799, -5.893040346268345, -4.208592287865177, -5.999521283221085, -12.999993986562746, -4.7261236230960595], rtol: 1e-9 }
//|     first_dw_2: { value: [3.757785124933779, 5.7036277942191695, 3.712896285750187, 2.461152064993583, 4.161088396504067, 2.0512642443628653], rtol: 1e-9 }
//|     first_dw_1: { value: [0.22448989574280506, 0.8408898061168015, 0.5518849711610916, -0.3859890470704807, 1.0324829289576163, 1.0321277938417466], rtol: 1e-9 }
Random.seed(0)
let first_layers = new_layers()
let weight_sums = first_layers.map { $0.wegt.sum() }
let (first_X, first_y) = create_mini_batches(X_train, y_train, batch_size: batch_size)[0]
let first_labels = first_y.argmax(axis: 1)[0..<12]
let (fa_1, fa_2, fa_3) = my_forward(first_layers, first_X)
let (first_d_1, first_d_2, first_d_3) = my_backward(first_layers, fa_1, fa_2, fa_3, first_X, first_y)
let first_db_3 = first_d_3.db
let first_dw_2 = first_d_2.dw[0][0..<6]
let first_dw_1 = first_d_1.dw[0][1..<7]
