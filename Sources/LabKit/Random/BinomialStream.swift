import Glibc

extension RandomStream {
    /// The number of successes in `n` trials that succeed with probability `p`.
    mutating func binomial(_ n: Int, _ p: Double) -> Int {
        let rare = p <= 0.5 ? p : 1 - p
        let count = rare * Double(n) <= 30 ? binomialByInversion(n, rare) : binomialByRejection(n, rare)
        return p <= 0.5 ? count : n - count
    }

    /// Walks up the distribution function until it passes a uniform draw.
    private mutating func binomialByInversion(_ n: Int, _ p: Double) -> Int {
        let q = 1 - p
        let none = exp(Double(n) * log(q))
        let mean = Double(n) * p
        let bound = Int(min(Double(n), mean + 10 * (mean * q + 1).squareRoot()))
        var (count, chance, u) = (0, none, double())
        while u > chance {
            count += 1
            if count > bound {
                (count, chance, u) = (0, none, double())
            } else {
                u -= chance
                chance = (Double(n - count + 1) * p * chance) / (Double(count) * q)
            }
        }
        return count
    }

    /// The algorithm BTPE of Kachitvichyanukul and Schmeiser (CACM 31, 1988), for `n * p > 30`; `p` is 0.5 or less.
    private mutating func binomialByRejection(_ n: Int, _ p: Double) -> Int {
        let hull = BinomialHull(n, p)
        while true {
            let u = double() * hull.area4
            let v = double()
            if let count = hull.count(u, v) { return count }
        }
    }
}

/// The four-piece hull over a binomial distribution: a triangle, two parallelograms and two exponential tails.
private struct BinomialHull {
    let n, mode: Int
    let r, q, spread: Double
    let half, middle, left, right, height: Double
    let leftRate, rightRate: Double
    let area2, area3, area4: Double

    init(_ n: Int, _ p: Double) {
        self.n = n
        r = min(p, 1 - p)
        q = 1 - r
        spread = Double(n) * r * q
        let peak = Double(n) * r + r
        mode = Int(peak.rounded(.down))
        half = (2.195 * (Double(n) * r * q).squareRoot() - 4.6 * q).rounded(.down) + 0.5
        middle = Double(mode) + 0.5
        left = middle - half
        right = middle + half
        height = 0.134 + 20.5 / (15.3 + Double(mode))
        let a = (peak - left) / (peak - left * r)
        leftRate = a * (1 + a / 2)
        let b = (right - peak) / (right * q)
        rightRate = b * (1 + b / 2)
        area2 = half * (1 + 2 * height)
        area3 = area2 + height / leftRate
        area4 = area3 + height / rightRate
    }

    /// The count for one pair of draws, `u` in [0, area4) and `v` in [0, 1); nil if it is rejected.
    func count(_ u: Double, _ v: Double) -> Int? {
        if u <= half { return Int((middle - half * v + u).rounded(.down)) }
        if u <= area2 {
            let x = left + (u - half) / height
            let scaled = v * height + 1 - abs(Double(mode) - x + 0.5) / half
            return scaled > 1 ? nil : accepted(Int(x.rounded(.down)), scaled)
        }
        if v == 0 { return nil }
        if u <= area3 {
            let count = Int((left + log(v) / leftRate).rounded(.down))
            return count < 0 ? nil : accepted(count, v * (u - area2) * leftRate)
        }
        let count = Int((right - log(v) / rightRate).rounded(.down))
        return count > n ? nil : accepted(count, v * (u - area3) * rightRate)
    }

    private func accepted(_ y: Int, _ v: Double) -> Int? {
        let k = Double(abs(y - mode))
        if k <= 20 || k >= spread / 2 - 1 { return v > exactRatio(y) ? nil : y }
        let rho = (k / spread) * ((k * (k / 3 + 0.625) + 0.16666666666666666) / spread + 0.5)
        let t = -k * k / (2 * spread)
        let logV = log(v)
        if logV < t - rho { return y }
        if logV > t + rho { return nil }
        return logV > logRatio(y) ? nil : y
    }

    /// P(y) / P(mode), factor by factor.
    private func exactRatio(_ y: Int) -> Double {
        let s = r / q
        let a = s * Double(n + 1)
        var ratio = 1.0
        if mode < y {
            for i in (mode + 1)...y { ratio *= a / Double(i) - s }
        } else if mode > y {
            for i in (y + 1)...mode { ratio /= a / Double(i) - s }
        }
        return ratio
    }

    /// log(P(y) / P(mode)) by Stirling's series.
    private func logRatio(_ y: Int) -> Double {
        let (x, f) = (Double(y + 1), Double(mode + 1))
        let (z, w) = (Double(n + 1 - mode), Double(n - y + 1))
        func rest(_ t: Double) -> Double {
            let s = t * t
            return (13680 - (462 - (132 - (99 - 140 / s) / s) / s) / s) / t / 166320
        }
        let main =
            middle * log(f / x) + (Double(n - mode) + 0.5) * log(z / w) + Double(y - mode) * log(w * r / (x * q))
        return main + rest(f) + rest(z) + rest(x) + rest(w)
    }
}
