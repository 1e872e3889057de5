// System calls that Swift's Glibc module does not show, since they are GNU's or Linux's own.
#ifndef LINUX_CALLS_H
#define LINUX_CALLS_H

#include <spawn.h>

/// A pipe whose ends are closed on exec: 0, or -1 with errno set.
int linux_pipe(int ends[_Nonnull 2]);
/// An event counter that never blocks and is closed on exec.
int linux_eventfd(void);
/// Asks for a pipe of this many bytes.
void linux_set_pipe_size(int descriptor, int bytes);
int linux_spawn_add_chdir(posix_spawn_file_actions_t *_Nonnull actions, const char *_Nonnull path);
/// Starts a program as the leader of a terminal of its own: its pid, or -1 with errno set.
pid_t linux_spawn_at_terminal(
    int *_Nonnull master, char *_Nullable const *_Nonnull arguments, char *_Nullable const *_Nonnull environment,
    const char *_Nonnull folder, int columns, int rows);
void linux_set_terminal_size(int descriptor, int columns, int rows);
/// The calling thread's own number.
pid_t linux_thread(void);
/// Has a thread run only where no other wants to.
void linux_put_last(pid_t thread);
/// Bytes that a file system in memory takes, inodes included; -1 where `path` lies on no such.
long linux_files_in_memory(const char *_Nonnull path);

#endif
