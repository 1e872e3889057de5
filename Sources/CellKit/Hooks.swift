internal import CCellHooks

/// The worker's table, once it has loaded this library; nil in a test or a plain script.
nonisolated(unsafe) var worker: cell_hooks?

/// The messages that CellKit itself sends.
enum Frame {
    case result, display, value, progress

    /// Sends one message to the host, or does nothing where there is none.
    func send(_ text: String) {
        guard let worker else { return }
        var text = text
        text.withUTF8 { worker.send(UInt8(kind.rawValue), $0.baseAddress, $0.count) }
    }

    private var kind: cell_frame {
        switch self {
        case .result: CELL_FRAME_RESULT
        case .display: CELL_FRAME_DISPLAY
        case .value: CELL_FRAME_VALUE
        case .progress: CELL_FRAME_PROGRESS
        }
    }
}

/// Called by the worker right after it has loaded this library.
@_cdecl("cellkit_start")
public func cellkitStart(_ hooks: UnsafeRawPointer, _ kit: UnsafeMutableRawPointer) {
    worker = hooks.load(as: cell_hooks.self)
    let kit = kit.assumingMemoryBound(to: cell_kit.self)
    let executor = CellMainExecutor.shared.asUnownedSerialExecutor()
    kit.pointee.main_executor = unsafeBitCast(executor, to: (UInt, UInt).self)
    kit.pointee.describe_error = { error, type, text in
        let error = unsafeBitCast(error, to: (any Error).self)
        _ = Unmanaged.passRetained(error as AnyObject)
        type.pointee = copyCString(TypeName.readable(Swift.type(of: error)))
        text.pointee = copyCString(String(describing: error))
    }
}

private func copyCString(_ text: String) -> UnsafeMutablePointer<CChar> {
    let bytes = text.utf8CString
    let copy = UnsafeMutablePointer<CChar>.allocate(capacity: bytes.count)
    for (index, byte) in bytes.enumerated() { copy[index] = byte }
    return copy
}
