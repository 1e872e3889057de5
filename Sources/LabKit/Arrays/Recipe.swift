/// An element-wise operation that has not been done yet. A chain of them, such as the step of an optimizer, is done in one
/// pass over its operands, block by block, so that values in between never leave the first cache.
///
/// Each element is rounded after each operation, as if the operations had been done one by one. The operands are held, so
/// whoever writes into one of them meanwhile gets a copy: what the result will be is settled when its recipe is made.
struct Recipe {
    enum Operation {
        case unary(UnaryKernel)
        case binary(BinaryKernel)
    }

    /// How an operand is read.
    enum Form {
        /// As many elements as the result has.
        case elements
        /// One row, for all rows of the result.
        case row
        /// One element for each row of the result.
        case column
        /// ``Recipe/number``.
        case number
    }

    /// An operand: its elements from `offset` on.
    struct Operand {
        let storage: Storage?
        let form: Form
        let offset: Int

        static let number = Operand(storage: nil, form: .number, offset: 0)
        static func elements(_ array: NDArray) -> Operand {
            Operand(storage: array.storage, form: .elements, offset: array.offset)
        }
    }

    let operation: Operation
    let leftForm, rightForm: Form
    let leftOffset, rightOffset: Int
    /// The operand that is a number.
    let number: Double
    /// The number of elements.
    let count: Int
    /// The length of the rows for the chain's operands that are rows or columns; 0 if there are none.
    let columns: Int
    /// The operations of the chain that ends here.
    let length: Int
    /// The lock of the thread that made the chain.
    let lock: Int32
}

/// Shorter arrays are worked out at once: a few hundred numbers take less time than the bookkeeping.
private let fewestElements = 192
/// Longer ones too: a recipe holds its operands, and what waits should not fill the memory.
private let mostElements = 1 << 17
/// So many operations at most make a chain, which may hold as many operands.
let longestChain = 24
/// Longer rows do not fit into a block of an evaluation.
let longestRow = 1024

extension Recipe {
    /// Whether results of that many elements are put off.
    static func suits(_ count: Int) -> Bool { fewestElements...mostElements ~= count }

    /// A result to be worked out later.
    static func array(
        _ operation: Operation, _ left: Operand, _ right: Operand, number: Double = 0, dimensions: ArrayShape,
        count: Int,
        rowLength: Int = 0, isTransposed: Bool = false
    ) -> NDArray {
        let lock = lab_lock_of_thread()
        var (length, columns) = (1, rowLength)
        for operand in [left, right] {
            guard let storage = operand.storage, storage.place == nil, let recipe = storage.recipe else { continue }
            // A chain stays within one thread, one count and one length of rows.
            let fits =
                recipe.lock == lock && operand.form == .elements && recipe.count == count
                && (columns == 0 || recipe.columns == 0 || columns == recipe.columns)
                && length + recipe.length <= longestChain
            if fits {
                length += recipe.length
                columns = max(columns, recipe.columns)
            } else {
                _ = storage.base
            }
        }
        let recipe = Recipe(
            operation: operation, leftForm: left.form, rightForm: right.form, leftOffset: left.offset,
            rightOffset: right.offset, number: number, count: count, columns: columns, length: length, lock: lock)
        return NDArray(
            storage: Storage(recipe, left.storage, right.storage), dimensions: dimensions, isTransposed: isTransposed)
    }
}
