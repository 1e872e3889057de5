// Printed text and displays reach the host in the order in which the cell made them, though they come over two channels: a
// display is sent when the host has read all text before it, and the cell goes on when the host has read the display.
#include <stdbool.h>
#include <stdint.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <linux/sockios.h>

#include "worker.h"

// A host that was stopped must not hold the cell for good, nor a program that prints without end what its cell displays.
enum { PATIENCE_MS = 1000 };

static struct stat pipes[2];

static bool is_a_pipe(int fd, struct stat *status) { return fstat(fd, status) == 0 && S_ISFIFO(status->st_mode); }

void order_install(void) {
    for (int i = 0; i < 2; i++) {
        if (!is_a_pipe(STDOUT_FILENO + i, &pipes[i])) pipes[i] = (struct stat){0};
    }
}

/// Whether text waits in one of the two pipes to the host; a cell may have put something else in a pipe's place.
static bool text_waits(void) {
    for (int i = 0; i < 2; i++) {
        struct stat now;
        int count = 0;
        if (!is_a_pipe(STDOUT_FILENO + i, &now) || now.st_ino != pipes[i].st_ino || now.st_dev != pipes[i].st_dev) continue;
        if (ioctl(STDOUT_FILENO + i, FIONREAD, &count) == 0 && count > 0) return true;
    }
    return false;
}

static bool display_waits(void) {
    int count = 0;
    return ioctl(frames_fd(), SIOCOUTQ, &count) == 0 && count > 0;
}

static int64_t now_ms(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void wait_while(bool waits(void)) {
    int64_t end = now_ms() + PATIENCE_MS;
    for (long pause = 20000; waits() && now_ms() < end; pause = pause < 1000000 ? pause * 2 : pause)
        nanosleep(&(struct timespec){0, pause}, NULL);
}

void display_send(const void *bytes, size_t count) {
    if (frames_are_ours()) wait_while(text_waits);
    frame_send(CELL_FRAME_DISPLAY, bytes, count);
    if (frames_are_ours()) wait_while(display_waits);
}
