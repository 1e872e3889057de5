/// Training and test rows that hold each class in the same part, as `StratifiedShuffleSplit` of scikit-learn draws them.
func stratifiedSplit(
    _ labels: ClassCodes, _ sizes: SplitSizes, _ state: RandomState, _ call: String
) throws(LabError) -> (train: [Int], test: [Int]) {
    let counts = labels.counts
    if let rare = counts.firstIndex(where: { $0 < 2 }) {
        throw LabError(call, "stratify", "has class \(labels.classes[rare]) only once; every class needs two rows")
    }
    for (name, size) in [("train_size", sizes.train), ("test_size", sizes.test)] where size < counts.count {
        throw LabError(
            call, name, "gives \(size) rows; 'stratify' has \(counts.count) classes, each of which needs one")
    }
    return state.draw { stream in
        let trainCounts = likelyCounts(counts, draws: sizes.train, &stream)
        let testCounts = likelyCounts(zip(counts, trainCounts).map { $0 - $1 }, draws: sizes.test, &stream)
        var (train, test): ([Int], [Int]) = ([], [])
        for (k, members) in labels.members.enumerated() {
            let order = stream.permutation(members.count).map { members[$0] }
            train += order[..<trainCounts[k]]
            test += order[trainCounts[k]..<trainCounts[k] + testCounts[k]]
        }
        stream.shuffle(&train)
        stream.shuffle(&test)
        return (train, test)
    }
}

/// About the likeliest numbers of each class among `draws` drawn from the given ones: rounded down, then one more for the
/// largest remainders; chance decides between equal ones (`_approximate_mode` of scikit-learn).
private func likelyCounts(_ counts: [Int], draws: Int, _ stream: inout RandomStream) -> [Int] {
    let total = Double(counts.reduce(0, +))
    let exact = counts.map { Double($0) / total * Double(draws) }
    var whole = exact.map { Int($0.rounded(.down)) }
    let remainders = exact.map { $0 - $0.rounded(.down) }
    var missing = draws - whole.reduce(0, +)
    for remainder in Set(remainders).sorted(by: >) where missing > 0 {
        let equal = remainders.indices.filter { remainders[$0] == remainder }
        let order = stream.permutation(equal.count)
        for i in order.prefix(missing) { whole[equal[i]] += 1 }
        missing -= min(missing, equal.count)
    }
    return whole
}
