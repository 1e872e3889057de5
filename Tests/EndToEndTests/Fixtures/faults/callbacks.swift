// %% A trap in qsort's comparison
//| expect: { error: "Fatal error: not comparable" }
spoil()
var items: [Int32] = [3, 1, 2]
qsort(&items, 3, 4) { _, _ in fatalError("not comparable") }  // <-

// %% A trap in bsearch's comparison
//| expect: { error: "Fatal error: Index out of range" }
spoil()
let sorted: [Int32] = [1, 2, 3]
var wanted: Int32 = 2
_ = bsearch(&wanted, sorted, 3, 4) { _, _ in Int32(numbers[0]) }  // <-

// %% A trap before a fork
//| expect: { error: "Fatal error: no children" }
spoil()
pthread_atfork({ fatalError("no children") }, nil, nil)  // <-
_ = fork()

// %% A trap for each loaded library
//| expect: { error: "Fatal error: a library" }
spoil()
typealias Visit = @convention(c) (UnsafeRawPointer?, Int, UnsafeMutableRawPointer?) -> Int32
typealias Visitor = @convention(c) (Visit, UnsafeMutableRawPointer?) -> Int32
let visitAll = unsafeBitCast(dlsym(nil, "dl_iterate_phdr"), to: Visitor.self)
_ = visitAll({ _, _, _ in fatalError("a library") }, nil)  // <-

// %% A loop for each loaded library, which holds the loader's lock
//| timeout: 200ms
spoil()
typealias Visit = @convention(c) (UnsafeRawPointer?, Int, UnsafeMutableRawPointer?) -> Int32
typealias Visitor = @convention(c) (Visit, UnsafeMutableRawPointer?) -> Int32
let visitAll = unsafeBitCast(dlsym(nil, "dl_iterate_phdr"), to: Visitor.self)
_ = visitAll({ _, _, _ in while true { pause() } }, nil)

// %% A trap in a filter of files
//| expect: { error: "Fatal error: a file" }
spoil()
var entries: UnsafeMutablePointer<UnsafeMutablePointer<dirent>?>?
scandir("/", &entries, { _ in fatalError("a file") }, nil)  // <-

// %% A trap in the key of a thread
//| expect: { error: "Fatal error: at the thread's end" }
spoil()
var key = pthread_key_t()
pthread_key_create(&key) { _ in fatalError("at the thread's end") }  // <-
Thread { pthread_setspecific(key, UnsafeRawPointer(bitPattern: 1)) }.start()
while true { pause() }

// %% A trap in an iterator
//| expect: { error: "Fatal error: no next" }
spoil()
let steps = sequence(first: 1) { (number: Int) -> Int? in
    if number < 5 { return number + 1 }
    fatalError("no next")  // <-
}
print(Array(steps))

// %% A trap in an ordering
//| expect: { error: "Fatal error: no order" }
spoil()
print([3, 1, 2].sorted { _, _ in preconditionFailure("no order") })  // <-

// %% A trap in a hash
//| expect: { error: "Fatal error: no hash" }
spoil()
struct Key: Hashable {
    func hash(into hasher: inout Hasher) { fatalError("no hash") }
}
print(Set([Key()]).count)

// %% A trap in a decoder
//| expect: { error: "Fatal error: not today" }
spoil()
struct Message: Decodable {
    init(from decoder: any Decoder) throws { fatalError("not today") }  // <-
}
print(try JSONDecoder().decode(Message.self, from: Data("{}".utf8)))

// %% A trap in the middle of a line
//| expect: { error: "Fatal error: mid-line", stdout: "half a line" }
spoil()
struct Shown: CustomStringConvertible {
    var description: String { fatalError("mid-line") }  // <-
}
print("half a line", terminator: "")
print(Shown())

// %% A display that traps
//| expect: { error: "Fatal error: no picture" }
spoil()
struct Picture: CustomReflectable {
    var customMirror: Swift.Mirror { fatalError("no picture") }  // <-
}
Picture()
