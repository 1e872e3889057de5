/// The loops of `lab_kernels.h` and the routines of CBLAS, declared here rather than imported: whoever imports LabKit
/// would need their C modules too, and cells should need nothing but LabKit.

@_extern(c) func lab_binary(
    _ op: Int32, _ a: UnsafePointer<Double>, _ aStep: Int, _ b: UnsafePointer<Double>, _ bStep: Int,
    _ r: UnsafeMutablePointer<Double>, _ n: Int)
@_extern(c) func lab_binary_rows(
    _ op: Int32, _ a: UnsafePointer<Double>, _ aRow: Int, _ aStep: Int, _ b: UnsafePointer<Double>, _ bRow: Int,
    _ bStep: Int, _ r: UnsafeMutablePointer<Double>, _ rows: Int, _ n: Int)
@_extern(c) func lab_compare(
    _ op: Int32, _ a: UnsafePointer<Double>, _ aStep: Int, _ b: UnsafePointer<Double>, _ bStep: Int,
    _ r: UnsafeMutablePointer<Bool>, _ n: Int)
@_extern(c) func lab_unary(
    _ op: Int32, _ a: UnsafePointer<Double>, _ r: UnsafeMutablePointer<Double>, _ n: Int)
@_extern(c) func lab_fused(
    _ op: Int32, _ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>, _ c: UnsafePointer<Double>, _ p: Double,
    _ q: Double, _ r: UnsafeMutablePointer<Double>, _ n: Int)
@_extern(c) func lab_clip(
    _ a: UnsafePointer<Double>, _ low: Double, _ high: Double, _ r: UnsafeMutablePointer<Double>, _ n: Int)
@_extern(c) func lab_sum(_ a: UnsafePointer<Double>, _ n: Int) -> Double
@_extern(c) func lab_sum_rows(
    _ a: UnsafePointer<Double>, _ rows: Int, _ n: Int, _ r: UnsafeMutablePointer<Double>)
@_extern(c) func lab_largest(_ a: UnsafePointer<Double>, _ n: Int) -> Double
@_extern(c) func lab_smallest(_ a: UnsafePointer<Double>, _ n: Int) -> Double
@_extern(c) func lab_transpose(
    _ a: UnsafePointer<Double>, _ rows: Int, _ columns: Int, _ r: UnsafeMutablePointer<Double>)

/// Memory of undefined contents from `memory.c`, and back to it.
@_extern(c) func lab_take(_ bytes: Int) -> UnsafeMutableRawPointer?
@_extern(c) func lab_give(_ memory: UnsafeMutableRawPointer, _ bytes: Int)
@_extern(c) func lab_publish(_ place: UnsafeMutablePointer<UnsafeMutableRawPointer?>, _ memory: UnsafeMutableRawPointer)
@_extern(c) func lab_lock_of_thread() -> Int32
@_extern(c) func lab_lock(_ lock: Int32)
@_extern(c) func lab_unlock(_ lock: Int32)

@_extern(c) private func cblas_dgemm(
    _ order: Int32, _ transA: Int32, _ transB: Int32, _ m: Int32, _ n: Int32, _ k: Int32, _ alpha: Double,
    _ a: UnsafePointer<Double>, _ lda: Int32, _ b: UnsafePointer<Double>, _ ldb: Int32, _ beta: Double,
    _ c: UnsafeMutablePointer<Double>, _ ldc: Int32)

/// c = alpha a b + beta c for row-major matrices, a (m, k) and b (k, n) after their transposition.
func gemm(
    transposeA: Bool = false, transposeB: Bool = false, m: Int, n: Int, k: Int, alpha: Double = 1,
    a: UnsafePointer<Double>, lda: Int, b: UnsafePointer<Double>, ldb: Int, beta: Double = 0,
    c: UnsafeMutablePointer<Double>, ldc: Int
) {
    let (rowMajor, plain, transposed): (Int32, Int32, Int32) = (101, 111, 112)  // from cblas.h
    cblas_dgemm(
        rowMajor, transposeA ? transposed : plain, transposeB ? transposed : plain, Int32(m), Int32(n), Int32(k), alpha,
        a, Int32(lda), b, Int32(ldb), beta, c, Int32(ldc))
}

/// exp of each number; `output` may be `input`.
func vectorExp(_ input: UnsafePointer<Double>, _ output: UnsafeMutablePointer<Double>, _ count: Int) {
    lab_unary(UnaryKernel.exp.rawValue, input, output, count)
}

/// The loops that `lab_binary` has, by its numbers.
enum BinaryKernel: Int32 {
    case add, subtract, multiply, divide, maximum, minimum

    /// As an operand's name in an error.
    var symbol: String { ["+", "-", "*", "/", "maximum", "minimum"][Int(rawValue)] }
}

/// The loops that `lab_compare` has, by its numbers.
enum ComparisonKernel: Int32 {
    case equal, notEqual, less, lessEqual, greater, greaterEqual

    var symbol: String { [".==", ".!=", ".<", ".<=", ".>", ".>="][Int(rawValue)] }

    func holds<Value: Comparable>(_ a: Value, _ b: Value) -> Bool {
        switch self {
        case .equal: a == b
        case .notEqual: a != b
        case .less: a < b
        case .lessEqual: a <= b
        case .greater: a > b
        case .greaterEqual: a >= b
        }
    }
}

/// The loops that `lab_unary` has, by its numbers.
enum UnaryKernel: Int32 {
    case negate, absolute, square, squareRoot, exp, log, tanh
}

/// The loops that `lab_fused` has, by its numbers: formulas of x, y, z and the numbers p, q.
enum FusedKernel: Int32 {
    /// q / (p + exp(-x))
    case logistic
    /// q / sqrt(x + p), alone, times y, and the product off z
    case rootInside, rootInsideTimes, rootInsideOff
    /// q / (sqrt(x) + p)
    case rootOutside
    /// p x + q y, p x + q (y z)
    case blend, blendProduct
    /// x + p y, x - p y
    case addScaled, subtractScaled
    /// x + y z, x - y z
    case addProduct, subtractProduct
    /// x y (p - z)
    case slope
}
