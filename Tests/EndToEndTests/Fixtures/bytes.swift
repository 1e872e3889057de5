// %% Every byte there is, and no line end
import Foundation

FileHandle.standardOutput.write(Data(0...255))
FileHandle.standardError.write(Data((0...255).reversed()))

// %% A lot of them
var data = Data(count: 3_000_000)
for index in data.indices { data[index] = UInt8(truncatingIfNeeded: index &* 7 &+ index >> 8) }
FileHandle.standardOutput.write(data)
