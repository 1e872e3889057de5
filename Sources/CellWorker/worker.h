// The worker process: loads cells into itself and runs them, one at a time, each after a fork that can take its place.
//
//   main.c      arguments, set-up, the order of processes
//   warden.c    the parent of all: reaps, kills, and takes everything down with the host
//   session.c   waits for commands, runs cells
//   snapshot.c  fork after a cell; sleep; take over
//   executor.c  Swift concurrency on threads of our own, which can be put away before a fork
//   crash.c     signals, return addresses
//   threads.c   what every thread of the process gets at its start; the main thread's number after a fork
//   output.c    the cell's stdout and stderr
//   frames.c    messages to the host
//   sourcekit.c the program's other use: SourceKit behind a pipe
//   confine.c   the last step into a sandbox; syscalls.c: what may not be called there
#ifndef WORKER_H
#define WORKER_H

#include <stdbool.h>
#include <pthread.h>
#include <signal.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "cell_hooks.h"

/// Cells' libraries find this name. They find no other of the worker's: it is built with hidden visibility.
#define OFFERED __attribute__((visibility("default")))

// sourcekit.c
/// Answers requests until standard input ends; 69 where the library cannot be used.
int sourcekit_serve(const char *library);

// frames.c. The control channel is a SOCK_SEQPACKET: a command is read whole or not at all, so that a process that dies
// between two of them leaves its successor a clean channel.
/// How long the seal of all messages is, and the ticket of values.
enum { FRAME_SEAL = 16, FRAME_TICKET = 16 };
/// Waits for the host's first packet, the seal.
void frames_open(int fd);
/// From now on values go with this ticket, which the host made up for one command alone.
void frames_set_ticket(const char *ticket);
int frames_fd(void);
void frame_send(uint8_t frame, const void *bytes, size_t count);
/// Sends the parts joined: for a header before bytes that should not be copied.
void frame_send_parts(uint8_t frame, const void *head, size_t head_count, const void *bytes, size_t count);
/// The same, but leaves it to the caller what a broken channel means: false.
bool frame_offer_parts(uint8_t frame, const void *head, size_t head_count, const void *bytes, size_t count);
/// Ends a session whose channel a cell has closed.
#define FRAMES_DISCONNECTED (SIGRTMIN + 8)
/// Reads one command into `buffer`; 0 when the host is gone.
ssize_t frame_read(void *buffer, size_t capacity);
/// In a copy that takes over: from now on this process speaks, and the lock may have been held by a thread that is gone.
void frames_after_fork(void);
/// Whether this process is the session. A cell may fork; its children say nothing to the host.
bool frames_are_ours(void);

// warden.c
/// Becomes the warden; returns only in its child, which is the session. `scratch` is removed at the very end.
void warden_start(int warden_fd, const char *scratch);
pid_t warden_pid(void);

// snapshot.c
/// Tells a snapshot that it is the session now.
#define SNAPSHOT_WAKE (SIGRTMIN + 7)
/// What a snapshot is called in the list of processes.
#define SNAPSHOT_NAME "cellist-snap"
enum snapshot_role { SNAPSHOT_TAKEN, SNAPSHOT_WOKEN };
/// Forks, and tells the host; `cell` is the last one that committed.
/// Returns TAKEN in the process that goes on, WOKEN in the snapshot once it has become the session.
enum snapshot_role snapshot_take(uint32_t cell);

// executor.c
void executor_install(const cell_kit *kit);
void executor_enqueue(void *job, bool is_main, uint64_t nanoseconds);
/// The calling task is the asynchronous cell's own: nobody enqueues it before it first waits.
void executor_cell_began(void);
void executor_cell_finished(void);
/// Where the running asynchronous cell goes on when what it waits for has come, and its callers: addresses of the first
/// instruction, innermost first. None where it does not wait.
size_t executor_waiting_frames(uintptr_t *pcs, size_t capacity);
bool executor_is_main_thread(void);
/// Runs main-actor jobs until the asynchronous cell reports its end.
void executor_drain_until_finished(void);
/// Runs main-actor jobs and the main dispatch queue until `fd` can be read.
void executor_wait(int fd);
/// Puts the threads away and holds the queues' lock; returns how many threads other than the caller are still alive.
int executor_quiesce(void);
void executor_resume(void);
/// Forgets what waits of a cell's tasks: in a copy, before it resumes.
void executor_drop_tasks(uint32_t cell);
/// Whether any task has run since the last snapshot, so that the snapshot is out of date.
bool executor_ran_since_snapshot(void);
/// Which cell's work this thread does: 0 on threads that are not ours.
uint32_t executor_current_owner(void);
void executor_set_owner(uint32_t cell);

// output.c
void output_install(void);
void output_set_cell(uint32_t cell);
void output_flush(void);

// order.c
void order_install(void);
void display_send(const void *bytes, size_t count);

// crash.c
/// Tells a session to say where it is and end.
#define CRASH_INTERRUPT (SIGRTMIN + 6)
void crash_install(void);
/// Gives the calling thread a stack for signal handlers; NULL where there is no memory for one.
void *crash_prepare_thread(void);
/// Takes it away again, at the thread's end.
void crash_release_thread(void *stack);
/// Return addresses of the caller's frames, innermost first.
size_t crash_backtrace(uintptr_t *pcs, size_t capacity);
/// The return addresses of where an error was thrown, innermost first, if that is still known.
size_t crash_throw_frames(const void *error, uintptr_t *pcs, size_t capacity);
/// Forgets how many throws have been traced: a new cell begins.
void crash_begin_cell(void);
/// Appends one frame text "library\toffset\n" for each address.
size_t crash_format(const uintptr_t *pcs, size_t count, char *text, size_t capacity);

// threads.c
/// To be called by the main thread of a forked copy.
///
/// @param before the number of the thread that forked.
void threads_after_fork(pid_t before);

// confine.c
/// The channels' numbers as the host gives them.
enum { CONTROL_FD = 10, WARDEN_FD = 11 };
/// Gives up what the program that follows should not have, and becomes that program.
void confine_run(int count, char **arguments) __attribute__((noreturn));

// syscalls.c
void syscalls_restrict(void);

// session.c
/// Tells the host that the cell ends the process, and ends it; comes back in a child that a cell forked, which may exit as it
/// pleases.
void session_tell_exit(int code);
void session_run(const char *runtime_library) __attribute__((noreturn));

#endif
