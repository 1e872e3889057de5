/// Images with what they show: one row of `data` an image, one number of `target` its class.
public struct Dataset: Sendable {
    /// The pixels, shape (n images, n pixels), float64.
    public let data: Matrix
    /// The class of each image, shape (n images), int64.
    public let target: Labels
    /// The same pixels as pictures, shape (n images, rows, columns).
    public let images: NDArray
    /// The classes' names, in the order of their numbers.
    public let target_names: [String]

    /// - Parameter side: rows and columns of an image.
    init(pixels: NDArray, target: Labels, side: (rows: Int, columns: Int)) {
        data = pixels
        self.target = target
        images = pixels.reshape(target.count, side.rows, side.columns)
        target_names = (0..<10).map(String.init)
    }
}
