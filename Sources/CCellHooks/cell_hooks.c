// The target has a header only; SwiftPM wants a source file.
