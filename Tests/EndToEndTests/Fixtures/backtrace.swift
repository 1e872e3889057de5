// %% What calls what
struct Layer {
    let weights: [Double]
    func weight(_ index: Int) -> Double { weights[index] }
}
func total(_ layer: Layer, count: Int) -> Double {
    var sum = 0.0
    for index in 0..<count {
        sum += layer.weight(index)
    }
    return sum
}

// %% One too many
let layer = Layer(weights: [1, 2, 3])
print("three:", total(layer, count: 3))
print("four:", total(layer, count: 4))
