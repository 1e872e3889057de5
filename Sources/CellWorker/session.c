// The session: waits for commands and runs cells in this process.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "worker.h"

static jmp_buf end_of_cell;

// A command of the host: a letter, the process that it is for, a cell's number, the ticket for its values, then for a run the
// library's path and the entry's name, each ended by 0. One that was for a process which died before it read it is none of its successor's business.
struct command {
    uint32_t kind;
    int32_t pid;
    uint32_t cell;
    char ticket[FRAME_TICKET];
    char text[8192];
};
enum { COMMAND_HEAD = offsetof(struct command, text) };
enum {
    COMMAND_RUN = 'R',
    COMMAND_ASK = 'A',       // run what only looks: no snapshot afterwards, and the session stands where it stood
    COMMAND_SNAPSHOT = 'S',  // take one now: the last one was lost
};

struct ready {
    int32_t pid;
    uint32_t woken;
    uint32_t cell;
};

static void send_text(uint8_t frame, const char *text) { frame_send(frame, text, strlen(text)); }

/// Where the caller's caller stands, as the host wants it.
static size_t where(char *text, size_t capacity) {
    uintptr_t pcs[64];
    return crash_format(pcs, crash_backtrace(pcs, 64), text, capacity);
}

// The names below are what a cell's library calls in place of the runtime's: it is linked with --wrap.

void session_tell_exit(int code) {
    static char text[32768];
    if (!frames_are_ours()) return;
    int32_t head[2] = {code, (int32_t)executor_current_owner()};
    size_t length = where(text, sizeof text);
    output_flush();
    frame_send_parts(CELL_FRAME_EXIT, head, sizeof head, text, length);
    _exit(code);
}

OFFERED __attribute__((noreturn)) void __wrap_exit(int code) {
    session_tell_exit(code);
    exit(code);
}

OFFERED __attribute__((noreturn)) void __wrap__exit(int code) {
    session_tell_exit(code);
    _exit(code);
}

OFFERED __attribute__((noreturn)) void __wrap__Exit(int code) { __wrap__exit(code); }

OFFERED __attribute__((noreturn)) void __wrap_quick_exit(int code) {
    session_tell_exit(code);
    quick_exit(code);
}

static pid_t host_group;

/// The session's group is that of `cellist` and perhaps of the shell script that called it, and "all processes" are the user's
/// others: a cell that signals these gets the signal itself.
OFFERED int __wrap_kill(pid_t pid, int number) {
    bool means_host = pid == -1 || pid == -host_group || (pid == 0 && getpgrp() == host_group);
    return kill(means_host ? getpid() : pid, number);
}

OFFERED int __wrap_killpg(pid_t group, int number) { return group < 0 ? killpg(group, number) : __wrap_kill(-group, number); }

// In the C library's static part, which cells' libraries do not link: those that call it find it here.
extern int __cxa_atexit(void (*function)(void *), void *argument, void *library);
extern int __cxa_at_quick_exit(void (*function)(void *), void *library);
OFFERED int atexit(void (*function)(void)) { return __cxa_atexit((void (*)(void *))function, NULL, NULL); }
OFFERED int at_quick_exit(void (*function)(void)) { return __cxa_at_quick_exit((void (*)(void *))function, NULL); }

static cell_kit kit;

OFFERED __attribute__((noreturn, swiftcall)) void __wrap_swift_errorInMain(void *error) {
    static char text[65536];
    char *type = NULL, *message = NULL;
    kit.describe_error(error, &type, &message);
    int length = snprintf(text, 32768, "%s", type ? type : "Error");
    size_t used = (size_t)(length < 32767 ? length : 32767) + 1;
    length = snprintf(text + used, 16384, "%s", message ? message : "");
    used += (size_t)(length < 16383 ? length : 16383) + 1;
    uintptr_t pcs[64];
    size_t frames = crash_throw_frames(error, pcs, 64);
    used += crash_format(pcs, frames, text + used, sizeof text - used);
    // A whole trace ends in the cell's main, where we are now.
    if (frames <= 1) used += where(text + used, sizeof text - used);
    output_flush();
    if (!frames_are_ours()) fprintf(stderr, "Fatal error: Error raised at top level: %s\n", message ? message : "");
    frame_send(CELL_FRAME_THROWN, text, used);
    _exit(1);
}

OFFERED __attribute__((noreturn, swiftcall)) void __wrap_swift_task_asyncMainDrainQueue(void) {
    executor_drain_until_finished();
    longjmp(end_of_cell, 1);
}

static bool run_cell(const struct command *command) {
    const char *path = command->text, *entry_name = path + strlen(path) + 1;
    void *library = dlopen(path, RTLD_NOW | RTLD_GLOBAL);
    int (*entry)(int, char **) = library ? (int (*)(int, char **))dlsym(library, entry_name) : NULL;
    if (!entry) {
        const char *why = dlerror();
        send_text(CELL_FRAME_LOAD_ERROR, why ? why : "the library has no entry");
        return false;
    }
    static char name[] = "cell";
    char *arguments[] = {name, NULL};
    output_set_cell(command->cell);
    executor_set_owner(command->cell);
    crash_begin_cell();
    if (setjmp(end_of_cell) == 0) entry(1, arguments);
    output_flush();
    // A child that the cell forked came to the cell's end, too. It is not the session.
    if (!frames_are_ours()) _exit(0);
    frame_send(CELL_FRAME_COMMITTED, &command->cell, sizeof command->cell);
    return true;
}

static void send_from_cell(uint8_t frame, const void *bytes, size_t count) {
    if (frame == CELL_FRAME_DISPLAY) display_send(bytes, count);
    else frame_send(frame, bytes, count);
}

static void start_runtime(const char *library) {
    void *runtime = dlopen(library, RTLD_NOW | RTLD_GLOBAL);
    void (*start)(const cell_hooks *, cell_kit *) = runtime ? (void (*)(const cell_hooks *, cell_kit *))dlsym(runtime, "cellkit_start") : NULL;
    if (!start) {
        const char *why = dlerror();
        send_text(CELL_FRAME_LOAD_ERROR, why ? why : "no cellkit_start");
        _exit(69);
    }
    static const cell_hooks hooks = {
        .send = send_from_cell,
        .cell_finished = executor_cell_finished,
        .enqueue = executor_enqueue,
        .is_main_thread = executor_is_main_thread,
        .cell_began = executor_cell_began,
    };
    unsetenv("SWIFT_BACKTRACE");  // it was for the runtime's start, and is not for programs that cells start
    start(&hooks, &kit);
    executor_install(&kit);
}

static uint32_t committed = 0;

static void tell_ready(bool woken) {
    struct ready ready = {getpid(), woken, committed};
    frame_send(CELL_FRAME_READY, &ready, sizeof ready);
}

/// Leaves behind a snapshot of what is now. The snapshot itself comes by here, too, when it becomes the session.
static void take_snapshot(void) {
    while (snapshot_take(committed) == SNAPSHOT_WOKEN) tell_ready(true);
}

void session_run(const char *runtime_library) {
    threads_after_fork(warden_pid());
    frames_after_fork();
    host_group = getpgrp();
    output_install();
    order_install();
    start_runtime(runtime_library);
    crash_prepare_thread();
    crash_install();
    tell_ready(false);
    take_snapshot();
    for (;;) {
        executor_wait(frames_fd());
        struct command command;
        ssize_t got = frame_read(&command, sizeof command - 2);
        if (got < COMMAND_HEAD) _exit(0);  // the host is gone; the warden ends the rest
        if (command.pid != getpid()) continue;
        frames_set_ticket(command.ticket);
        memset((char *)&command + got, 0, 2);
        // Tasks that ran on while the session waited are part of what the cell must not lose. A snapshot that wakes here has
        // the command of the cell that failed still before it.
        if (command.kind != COMMAND_SNAPSHOT && executor_ran_since_snapshot()) {
            if (snapshot_take(committed) == SNAPSHOT_WOKEN) {
                tell_ready(true);
                command.kind = COMMAND_SNAPSHOT;
            }
        }
        switch (command.kind) {
        case COMMAND_RUN:
            if (!run_cell(&command)) break;
            committed = command.cell;
            take_snapshot();
            break;
        case COMMAND_ASK: run_cell(&command); break;
        case COMMAND_SNAPSHOT: take_snapshot(); break;
        }
    }
}
