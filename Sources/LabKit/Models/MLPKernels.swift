/// The loops of `network.c`, declared here rather than imported (see `Arrays/Kernels.swift`).

typealias MLPNumbers = UnsafeMutablePointer<Double>

@_extern(c) func lab_momentum(
    _ w: MLPNumbers, _ v: MLPNumbers, _ g: MLPNumbers, _ n: Int, _ momentum: Double, _ rate: Double)
@_extern(c) func lab_nesterov(
    _ w: MLPNumbers, _ v: MLPNumbers, _ g: MLPNumbers, _ n: Int, _ momentum: Double, _ rate: Double)
@_extern(c) func lab_adam(
    _ w: MLPNumbers, _ m: MLPNumbers, _ v: MLPNumbers, _ g: MLPNumbers, _ n: Int, _ beta1: Double, _ beta2: Double,
    _ rate: Double, _ epsilon: Double)
@_extern(c) func lab_penalised_mean(_ g: MLPNumbers, _ w: MLPNumbers, _ n: Int, _ alpha: Double, _ count: Double)
@_extern(c) func lab_logistic(_ z: MLPNumbers, _ n: Int)
@_extern(c) func lab_relu(_ z: MLPNumbers, _ n: Int)
@_extern(c) func lab_logistic_slope(_ d: MLPNumbers, _ a: MLPNumbers, _ n: Int)
@_extern(c) func lab_tanh_slope(_ d: MLPNumbers, _ a: MLPNumbers, _ n: Int)
@_extern(c) func lab_relu_slope(_ d: MLPNumbers, _ a: MLPNumbers, _ n: Int)
