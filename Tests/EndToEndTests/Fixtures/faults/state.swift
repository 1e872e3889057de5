// %% What there is before each fault
import Foundation

var checks = 0
var numbers = [1, 2, 3]
var table = ["one": 1, "two": 2]
var text = "kept 값"
final class Account {
    var balance = 100
    lazy var owner = "nobody"
}
let account = Account()
struct Broke: Error {}
func makeCounter() -> (step: () -> Void, seen: () -> Int) {
    var count = 7
    return ({ count += 1 }, { count })
}
let counter = makeCounter()
actor Vault {
    var gold = 10
    func put(_ amount: Int) { gold += amount }
}
let vault = Vault()
let (coins, mint) = AsyncStream.makeStream(of: Int.self)
let collector = Task { for await coin in coins { await vault.put(coin) } }
var signals = 0
signal(SIGUSR1) { _ in signals += 1 }
let null = open("/dev/null", O_RDONLY)
chdir("/usr")
setenv("CELLIST_FAULT", "kept", 1)
umask(0o027)

/// Changes all of it.
func spoil() {
    checks = -1
    numbers.removeAll()
    table = [:]
    text += "spoilt"
    account.balance = 0
    account.owner = "somebody"
    counter.step()
    mint.finish()
    collector.cancel()
    signal(SIGUSR1, SIG_DFL)
    close(null)
    chdir("/")
    setenv("CELLIST_FAULT", "spoilt", 1)
    umask(0o777)
}

/// What it is now, in a line. The task of the first cell has to take a coin each time.
func inventory() async -> String {
    checks += 1
    mint.yield(1)
    while await vault.gold < 10 + checks { await Task.yield() }
    raise(SIGUSR1)
    let mask = umask(0o027)
    let isOpen = fcntl(null, F_GETFD) >= 0
    let pairs = table.sorted { $0.value < $1.value }.map { "\($0)=\($1)" }.joined(separator: ",")
    let folder = FileManager.default.currentDirectoryPath
    let variable = getenv("CELLIST_FAULT").map { String(cString: $0) } ?? "none"
    return [
        "\(checks)", "\(numbers)", pairs, text, "\(account.balance)", account.owner, "\(counter.seen())",
        "\(await vault.gold)", "\(signals)", folder, variable, String(mask, radix: 8), "\(isOpen)",
    ].joined(separator: " ")
}

/// The session's own sleeping copies.
func snapshots() -> [pid_t] {
    let processes = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    return processes.compactMap { pid_t($0) }.filter { process in
        let status = (try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8)) ?? ""
        return status.contains("(cellist-snap)") && status.contains(" \(getppid()) ")
    }
}
