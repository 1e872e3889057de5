extension MLPClassifier {
    /// What a hidden unit makes of its weighted sum.
    public enum Activation: String, Sendable, CaseIterable {
        /// The sum as it is.
        case identity
        /// 1 / (1 + exp(-z)), between 0 and 1.
        case logistic
        /// The hyperbolic tangent, between -1 and 1.
        case tanh
        /// The sum where it is positive, else 0.
        case relu
    }
}

extension MLPClassifier.Activation {
    /// Replaces each sum by the unit's value.
    func apply(_ z: UnsafeMutablePointer<Double>, _ count: Int) {
        switch self {
        case .identity: break
        case .logistic: lab_logistic(z, count)
        case .tanh: lab_unary(UnaryKernel.tanh.rawValue, z, z, count)
        case .relu: lab_relu(z, count)
        }
    }

    /// Multiplies each error by the slope at the unit's value `a`.
    func multiplyBySlope(
        _ delta: UnsafeMutablePointer<Double>, _ a: UnsafeMutablePointer<Double>, _ count: Int
    ) {
        switch self {
        case .identity: break
        case .logistic: lab_logistic_slope(delta, a, count)
        case .tanh: lab_tanh_slope(delta, a, count)
        case .relu: lab_relu_slope(delta, a, count)
        }
    }

    /// The numerator of Glorot's bound for first weights, as scikit-learn takes it.
    var glorotFactor: Double { self == .logistic ? 2 : 6 }
}
