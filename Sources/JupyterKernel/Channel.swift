/// Jupyter's channels between a front end and a kernel.
enum Channel: String, CaseIterable {
    /// Requests, one after another.
    case shell
    /// Requests that do not wait for a running cell.
    case control
    /// What the kernel asks the user: nothing, since cells have an empty standard input.
    case stdin
    /// Outputs and states, for all who listen.
    case iopub
    /// Says again what it is told.
    case heartbeat
}
