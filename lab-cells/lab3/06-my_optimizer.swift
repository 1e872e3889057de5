// %% [markdown]
// ## Step 4: the optimizers (최적화 기법)
//
// All five take the gradient *g* of one layer and work out how far its weights move, `W_dlt` and `B_dlt`. They differ in what they
// remember. *α* and *η* both stand for the learning rate (학습률), *ε* = 1e-8 keeps a division from meeting 0.
//
// | solver | remembers | the step |
// |---|---|---|
// | sgd | nothing | α g |
// | momentum (관성) | the last step *dt* | γ dt + α g, with γ = 0.9 |
// | adagrad | the sum of all g², *vt* | η g / √(vt + ε) |
// | rmsprop | a fading mean of g², *vt* | η g / √(vt + ε), where vt = 0.9 vt + 0.1 g² |
// | adam | fading means of g and of g², *mt* and *vt* | η mc / (√vc + ε) |
//
// - *Momentum* keeps rolling: where gradients agree the step grows up to tenfold, where they zigzag it averages them away.
// - *Adagrad* gives each weight a rate of its own, small where gradients have been large. Its sum only grows, so it gets
//   slower and slower.
// - *RMSProp* forgets old gradients, so that it does not.
// - *Adam* joins both ideas. Its means start at 0 and would be too small at first; dividing by 1 - β^iter
//   corrects that (편향 보정). Here β1 = 0.9 and β2 = 0.99, and `iter` is the epoch, counted from 1.
//
// In `opt` you find the memory of one layer: `W_dt`, `W_mt`, `W_vt` have the shape of the weights, `B_dt`, `B_mt`, `B_vt` that of the bias.

// %% my_optimizer
//| id: my_optimizer
//| role: solution
//| title: my_optimizer
//| hints:
//|   - Each solver sets W_dlt and B_dlt, and first brings its memory in opt up to date. The bias goes like the weights.
//|   - Matrices multiply element by element with *, so W_grad * W_grad is the square of each gradient.
//|   - adam divides by 1 - pow(beta1, iter) and 1 - pow(beta2, iter). Its epsilon stands outside the root, that of adagrad and rmsprop inside.
final class myOptParam {
    var W_dt, W_mt, W_vt: Matrix   // (n_out, n_in)
    var B_dt, B_mt, B_vt: Vector   // (n_out)

    init(_ n_out: Int, _ n_in: Int) {
        W_dt = zeros(n_out, n_in)
        W_mt = zeros(n_out, n_in)
        W_vt = zeros(n_out, n_in)
        B_dt = zeros(n_out)
        B_mt = zeros(n_out)
        B_vt = zeros(n_out)
    }
}

func my_optimizer(
    _ lyr: myDenseLayer, _ opt: myOptParam, _ W_grad: Matrix, _ B_grad: Vector,
    solver: String = "sgd", learning_rate: Double = 0.01, iter: Int = 1
) {
    let alpha = learning_rate
    let eta = learning_rate
    let epsilon = 1e-8
    var W_dlt = W_grad
    var B_dlt = B_grad

    if solver == "sgd" {
        W_dlt = alpha * W_grad
        B_dlt = alpha * B_grad
    } else if solver == "momentum" {
        let gamma = 0.9   // default setting
        // ### START CODE HERE ###
        W_dlt = gamma * opt.W_dt + alpha * W_grad   // momentum for previous delta
        B_dlt = gamma * opt.B_dt + alpha * B_grad   // same goes for bias
        opt.W_dt = W_dlt                            // keep data for later use
        opt.B_dt = B_dlt                            // for bias, too
        // ### END CODE HERE ###
    } else if solver == "adagrad" {
        // ### START CODE HERE ###
        opt.W_vt = opt.W_vt + W_grad * W_grad       // accumulate squares (2nd moment)
        opt.B_vt = opt.B_vt + B_grad * B_grad
        W_dlt = eta / sqrt(opt.W_vt + epsilon) * W_grad
        B_dlt = eta / sqrt(opt.B_vt + epsilon) * B_grad
        // ### END CODE HERE ###
    } else if solver == "rmsprop" {
        let gamma = 0.9   // default setting
        // ### START CODE HERE ###
        opt.W_vt = gamma * opt.W_vt + (1 - gamma) * (W_grad * W_grad)
        opt.B_vt = gamma * opt.B_vt + (1 - gamma) * (B_grad * B_grad)
        W_dlt = eta / sqrt(opt.W_vt + epsilon) * W_grad
        B_dlt = eta / sqrt(opt.B_vt + epsilon) * B_grad
        // ### END CODE HERE ###
    } else if solver == "adam" {
        let beta1 = 0.9, beta2 = 0.99   // default setting
        // ### START CODE HERE ###
        opt.W_mt = beta1 * opt.W_mt + (1 - beta1) * W_grad              // blend first moment
        opt.B_mt = beta1 * opt.B_mt + (1 - beta1) * B_grad
        opt.W_vt = beta2 * opt.W_vt + (1 - beta2) * (W_grad * W_grad)   // blend second moment
        opt.B_vt = beta2 * opt.B_vt + (1 - beta2) * (B_grad * B_grad)
        let W_mc = opt.W_mt / (1 - pow(beta1, Double(iter)))            // bias correction
        let B_mc = opt.B_mt / (1 - pow(beta1, Double(iter)))
        let W_vc = opt.W_vt / (1 - pow(beta2, Double(iter)))
        let B_vc = opt.B_vt / (1 - pow(beta2, Double(iter)))
        W_dlt = eta / (sqrt(W_vc) + epsilon) * W_mc
        B_dlt = eta / (sqrt(B_vc) + epsilon) * B_mc
        // ### END CODE HERE ###
    }
    lyr.wegt = lyr.wegt - W_dlt
    lyr.bias = lyr.bias - B_dlt
}
