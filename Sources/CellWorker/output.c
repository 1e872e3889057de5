// The cell's standard output and error.
//
// Both are unbuffered, so that unterminated text shows at once, order with direct writes to the descriptor is kept, and a
// process that is killed has lost nothing. What a task of an *earlier* cell prints goes to the host as a message with that
// cell's number instead, so that it is never mistaken for the running cell's output.
#define _GNU_SOURCE
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "worker.h"

static uint32_t current_cell = 0;

static void write_all(int fd, const char *bytes, size_t count) {
    while (count > 0) {
        ssize_t wrote = write(fd, bytes, count);
        if (wrote < 0 && errno == EINTR) continue;
        if (wrote < 0) return;
        bytes += wrote;
        count -= (size_t)wrote;
    }
}

static ssize_t stream_write(void *cookie, const char *bytes, size_t count) {
    int fd = (int)(intptr_t)cookie;
    uint32_t owner = executor_current_owner();
    if (owner == 0 || owner == current_cell) {
        write_all(fd, bytes, count);
    } else {
        uint32_t head[2] = {(uint32_t)fd, owner};
        frame_send_parts(CELL_FRAME_LATE, head, sizeof head, bytes, count);
    }
    return (ssize_t)count;
}

static FILE *stream_open(int fd) {
    cookie_io_functions_t functions = {.write = stream_write};
    FILE *stream = fopencookie((void *)(intptr_t)fd, "w", functions);
    if (!stream) return NULL;
    setvbuf(stream, NULL, _IONBF, 0);
    stream->_fileno = fd;  // so that fileno(stdout) and isatty(fileno(stdout)) answer as ever
    return stream;
}

void output_install(void) {
    FILE *out = stream_open(STDOUT_FILENO), *err = stream_open(STDERR_FILENO);
    if (out) stdout = out;
    if (err) stderr = err;
}

void output_set_cell(uint32_t cell) { current_cell = cell; }

void output_flush(void) { fflush(NULL); }
