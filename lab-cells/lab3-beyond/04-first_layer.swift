// %% [markdown]
// ## Study 3: what the first layer learns
//
// A unit of the first layer has one weight for each pixel, so its weights *are* an image. But they start as draws from N(0, 1), and that noise stays
// visible for ever: training moves the weights, it does not wipe them. What was *learned* is the difference from the start. The pictures show it for the four
// units that changed most, one row of pictures for each of five epochs: `#` and `+` (black) where ink speaks for the unit, `=` and `-` (white) where it
// speaks against it. Each picture has its own scale; how large the changes are stands in the table.
//
// To measure what the eye sees: **neighbour correlation**, the correlation between the weights of pixels next to each other. Noise has 0, strokes and
// blobs have more. The yardstick is random noise of the same size, 200 times over.

// %% Study 3: the first layer over epochs
//| id: first-layer
//| role: setup
//| timeout: 2m
//| expect:
//|   regex:
//|     - '^Conclusion: '
//|   values:
//|     start_correlation: { range: [-0.05, 0.05] }
//|     learned_correlation: { range: [0.15, 0.5] }
let side = Int(Double(n_inputs).squareRoot())

/// Correlation between horizontal and vertical neighbours, averaged over units; pixels on the rim are left out, as they are
/// blank in most images.
func neighbour_correlation(_ W: Matrix) -> Double {
    let units = (0..<W.shape[0]).map { u -> Double in
        let image = W[u].reshape(side, side)[0..., 1..<(side - 1)]
        let c = image - image.mean()
        let across = c[0..., 1...] * c[0..., ..<(side - 3)]
        let down = c[1...] * c[..<(side - 1)]
        return (across.mean() + down.mean()) / 2 / (c * c).mean()
    }
    return mean_se(units).mean
}

let network_3 = Network(Setting(solver: "adam"), seed: 0)
let start_weights = network_3.layers[0].wegt
let moments = [1, 5, 20, 100, 300]
let learned = moments.map { epoch -> Matrix in
    network_3.train(whole[0], t_train, epochs: epoch - network_3.epoch)
    return network_3.layers[0].wegt - start_weights
}
let change = (learned.last! * learned.last!).sum(axis: 1)
let busiest = Array((0..<80).sorted { change[$0] > change[$1] }.prefix(4))
display(
    showWeights(
        vstack(learned.map { $0[busiest] }),
        titles: moments.flatMap { epoch in busiest.map { "unit \($0), epoch \(epoch)" } },
        title: "What the first layer has added to its start", sharedScale: false, perRow: busiest.count))

let noise_random = RandomState(1)
let noise = (0..<200).map { _ in neighbour_correlation(noise_random.randn(80, n_inputs)) }.sorted()
let start_correlation = neighbour_correlation(start_weights)
let end_correlation = neighbour_correlation(network_3.layers[0].wegt)
let learned_correlation = neighbour_correlation(learned.last!)
print(
    Table(
        ["epoch", "size of the change", "neighbour correlation of the change", "of the weights"],
        moments.indices.map { k in
            let size = ((learned[k] * learned[k]).mean()).squareRoot()
            let weights = neighbour_correlation(start_weights + learned[k])
            return ["\(moments[k])", text(size), text(neighbour_correlation(learned[k])), text(weights)]
        }))
let (noise_low, noise_high) = (noise[4], noise[195])   // 2.5 % of the noise on either side
func beyond(_ r: Double) -> Bool { r < noise_low || r > noise_high }
print("Noise has a neighbour correlation between \(text(noise_low)) and \(text(noise_high)) in 95 of 100 cases.")
print("Conclusion: the start, \(text(start_correlation)), is \(beyond(start_correlation) ? "not like noise, which should not be" : "noise, as it should be").")
print("  What was learned, \(text(learned_correlation)), is \(learned_correlation > noise_high ? "no noise: neighbouring pixels are learned together, as strokes" : "not to be told from noise").")
print("  The weights as a whole, \(text(end_correlation)), \(end_correlation > learned_correlation / 2 ? "show it" : "hide it: the start's noise covers what was learned").")
