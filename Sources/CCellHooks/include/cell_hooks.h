// What the worker process and CellKit know of each other. The worker loads CellKit's library and hands it this table;
// neither links the other, so a test or a script can use CellKit with no worker behind it.
#ifndef CELL_HOOKS_H
#define CELL_HOOKS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// Kinds of message from the worker to the host. `CellFrame` in the engine names the same letters.
enum cell_frame {
    CELL_FRAME_READY = 'H',      // the session's process is ready: pid, how it came to be
    CELL_FRAME_SNAPSHOT = 'S',  // a snapshot was taken: its pid or minus an errno, the other threads alive, its cell
    CELL_FRAME_COMMITTED = 'C',  // the cell ended well
    CELL_FRAME_LOAD_ERROR = 'O', // the cell's library did not load: text
    CELL_FRAME_THROWN = 'T',     // uncaught error: type, text, return addresses
    CELL_FRAME_CRASH = 'X',      // signal or interrupt: number, whether the stack was full, whose task, return addresses
    CELL_FRAME_EXIT = 'Q',       // exit was called: code, whose task, return addresses
    CELL_FRAME_RESULT = 'R',     // value of the last expression: JSON
    CELL_FRAME_DISPLAY = 'D',    // a rich display: JSON
    CELL_FRAME_VALUE = 'V',      // a named value: JSON
    CELL_FRAME_PRINTED = 'W',    // what a cell whose prints are told apart has printed: text
    CELL_FRAME_PROGRESS = 'P',   // a progress bar's state: JSON
    CELL_FRAME_LATE = 'L',       // output of a task that an earlier cell started: stream, cell, bytes
};

/// What the worker offers to CellKit.
typedef struct cell_hooks {
    /// Sends one message to the host; whole, whatever its size, from any thread.
    void (*_Nonnull send)(uint8_t frame, const void *_Nullable bytes, size_t count);
    /// The running asynchronous cell came to its end.
    void (*_Nonnull cell_finished)(void);
    /// Runs a job of Swift concurrency after a delay: the main actor's on the main thread, others on the pool.
    void (*_Nonnull enqueue)(void *_Nonnull job, bool is_main, uint64_t nanoseconds);
    bool (*_Nonnull is_main_thread)(void);
    /// The running asynchronous cell begins: the calling task is its own.
    void (*_Nonnull cell_began)(void);
} cell_hooks;

/// What CellKit offers to the worker.
typedef struct cell_kit {
    /// The main actor's executor, in the two words of a serial executor reference.
    uintptr_t main_executor[2];
    /// The type name and text of an error, each a malloc'ed C string that the caller frees.
    void (*_Nonnull describe_error)(
        void *_Nonnull error, char *_Nullable *_Nonnull type, char *_Nullable *_Nonnull text);
} cell_kit;

#endif
