/// The worker's function that sends a message, once it has loaded this library; nil in a test or a plain script.
///
/// Private, so that no cell can name it: it is the way by which messages that the host believes leave the process.
nonisolated(unsafe) private var send: (@convention(c) (UInt8, UnsafeRawPointer?, Int) -> Void)?

/// Whether there is a worker, and behind it a host.
var hasWorker: Bool { send != nil }

/// The worker's functions for tasks.
///
/// The fields are those of `cell_hooks` in `cell_hooks.h`. They are read by offset rather than through the header's module:
/// whoever imports CellKit would need that module too, and cells should need nothing but CellKit.
struct TaskHooks {
    let cellFinished: @convention(c) () -> Void
    let enqueue: @convention(c) (UnsafeMutableRawPointer, Bool, UInt64) -> Void
    let isMainThread: @convention(c) () -> Bool
    let cellBegan: @convention(c) () -> Void

    init(table: UnsafeRawPointer) {
        cellFinished = hook(1, of: table, as: (@convention(c) () -> Void).self)
        enqueue = hook(2, of: table, as: (@convention(c) (UnsafeMutableRawPointer, Bool, UInt64) -> Void).self)
        isMainThread = hook(3, of: table, as: (@convention(c) () -> Bool).self)
        cellBegan = hook(4, of: table, as: (@convention(c) () -> Void).self)
    }
}

private func hook<Function>(_ index: Int, of table: UnsafeRawPointer, as type: Function.Type) -> Function {
    table.load(fromByteOffset: index * MemoryLayout<UnsafeRawPointer>.stride, as: type)
}

nonisolated(unsafe) var tasks: TaskHooks?

/// The messages that CellKit itself sends, by the letters of `cell_frame`.
enum Frame: Character {
    case result = "R"
    case display = "D"
    case value = "V"
    case progress = "P"

    /// Sends one message to the host, or does nothing where there is none.
    func send(_ text: String) {
        guard let send = CellKit.send, let letter = rawValue.asciiValue else { return }
        var text = text
        text.withUTF8 { send(letter, $0.baseAddress, $0.count) }
    }
}

/// What stands in place of `print` in cells of a lab's own when submissions are graded: the same text goes to standard output and,
/// apart from all that others print, to the host.
public func _cellPrint(_ items: [Any], _ separator: String, _ terminator: String) {
    let text = _cellText(items, separator, terminator)
    print(text, terminator: "")
    guard let send else { return }
    var told = text
    told.withUTF8 { send(UInt8(ascii: "W"), $0.baseAddress, $0.count) }
}

/// What `print` would write.
public func _cellText(_ items: [Any], _ separator: String, _ terminator: String) -> String {
    var text = ""
    for (index, item) in items.enumerated() {
        print(item, terminator: index + 1 < items.count ? separator : "", to: &text)
    }
    return text + terminator
}

/// Called by the worker right after it has loaded this library, with its `cell_hooks` and the `cell_kit` to fill in.
@_cdecl("cellkit_start")
public func cellkitStart(_ hooks: UnsafeRawPointer, _ kit: UnsafeMutableRawPointer) {
    send = hook(0, of: hooks, as: (@convention(c) (UInt8, UnsafeRawPointer?, Int) -> Void).self)
    tasks = TaskHooks(table: hooks)
    Variation.read()
    CellExecutors.install()
    kit.storeBytes(of: CellMainExecutor.shared.asUnownedSerialExecutor(), as: UnownedSerialExecutor.self)
    let describe: ErrorDescriber = describeError
    kit.storeBytes(of: describe, toByteOffset: 2 * MemoryLayout<UInt>.stride, as: ErrorDescriber.self)
}

private typealias CString = UnsafeMutablePointer<CChar>
private typealias ErrorDescriber =
    @convention(c) (
        UnsafeMutableRawPointer, UnsafeMutablePointer<CString?>, UnsafeMutablePointer<CString?>
    ) -> Void

/// The type and the text of an uncaught error, for `cell_kit.describe_error`.
private func describeError(
    _ pointer: UnsafeMutableRawPointer, _ type: UnsafeMutablePointer<CString?>, _ text: UnsafeMutablePointer<CString?>
) {
    // An error is one pointer to its box, which the caller goes on owning.
    let error = unsafeBitCast(pointer, to: Unmanaged<AnyObject>.self).retain()
    let value = unsafeBitCast(error, to: (any Error).self)
    type.pointee = copied(TypeName.readable(Swift.type(of: value)))
    text.pointee = copied(String(describing: value))
}

private func copied(_ text: String) -> CString {
    let bytes = text.utf8CString
    let copy = CString.allocate(capacity: bytes.count)
    for (index, byte) in bytes.enumerated() { copy[index] = byte }
    return copy
}
