// %% Little
var bytes = [UInt8](repeating: 1, count: 10_000_000)

// %% Too much
//| id: much
//| expect: { error: true }
bytes = []
bytes = [UInt8](repeating: 1, count: 4_000_000_000)
print(bytes.count)

// %% Little by little
//| id: more
//| expect: { error: true }
var pieces: [[UInt8]] = []
while pieces.count < 4000 { pieces.append([UInt8](repeating: 1, count: 1_000_000)) }
print(pieces.count)

// %% What there was
//| id: after
//| expect: { result: "Int = 10000000" }
bytes.count
