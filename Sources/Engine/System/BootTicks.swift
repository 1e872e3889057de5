import Foundation

/// An instant in clock ticks since the machine's start: the unit in which the kernel tells when a process began (proc(5)).
struct BootTicks: Sendable, Hashable {
    var count: UInt64

    static var now: BootTicks {
        var time = timespec()
        clock_gettime(CLOCK_BOOTTIME, &time)
        let perSecond = Double(sysconf(Int32(_SC_CLK_TCK)))
        return BootTicks(count: UInt64((Double(time.tv_sec) + Double(time.tv_nsec) / 1e9) * perSecond))
    }
}
