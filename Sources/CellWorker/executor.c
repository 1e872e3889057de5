// Swift concurrency on threads of our own.
//
// As delivered, Swift's tasks run on Dispatch's threads, and those do not survive a fork: a snapshot of a session that ever
// ran a task would hang at its next one. So CellKit gives the runtime executors whose jobs come here: global ones run on a
// small pool that can be put away before a fork and comes back by itself, main-actor ones run on the main thread, and all
// queues are plain memory, which a fork copies.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

#include "worker.h"

enum { MOST_THREADS = 16 };

struct job {
    void *swift_job;
    uint32_t owner;    // the cell whose code enqueued it
    bool is_main;      // the main actor's
    uint64_t due;      // nanoseconds on the monotonic clock; 0: at once
};

struct queue {
    struct job *jobs;
    size_t head, count, capacity;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t wake;  // on the monotonic clock
static struct queue global, main_jobs;
static struct job *timers;  // a heap, soonest first
static size_t timer_count, timer_capacity;
static pthread_t threads[MOST_THREADS];
static bool alive[MOST_THREADS];
static int thread_limit = 2, thread_count = 0, idle_count = 0;
static bool stopping = false;
static bool cell_finished = false;
static bool ran_since_snapshot = false;
static int main_wake = -1;
static pthread_t main_thread;
static uintptr_t main_executor[2];
static _Thread_local uint32_t owner = 0;
static void *cell_task;  // the running asynchronous cell's own

// Which cell a task belongs to: the one that made it, whoever enqueues it later (a task that ends enqueues those who waited for
// it). By the task's number, in a table that forgets a task when this many newer ones have come.
enum { REMEMBERED_TASKS = 1 << 14 };
static struct {
    uint32_t task;
    uint32_t owner;
} task_owners[REMEMBERED_TASKS];

// Swift's runtime, found when it is loaded: the worker itself links none of it.
typedef void (*run_function)(void *job, uintptr_t identity, uintptr_t implementation) __attribute__((swiftcall));
static run_function job_run;
typedef void *(*current_task_function)(void) __attribute__((swiftcall));
static current_task_function current_task;
typedef uint64_t (*task_number_function)(void *job) __attribute__((swiftcall));
static task_number_function task_number;
static bool (*dispatch_has_started)(void);
static int (*dispatch_main_handle)(void);
static void (*dispatch_main_callback)(void *);

static uint64_t now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (uint64_t)time.tv_sec * 1000000000u + (uint64_t)time.tv_nsec;
}

static void queue_push(struct queue *queue, struct job job) {
    if (queue->count == queue->capacity) {
        size_t capacity = queue->capacity ? queue->capacity * 2 : 64;
        struct job *jobs = malloc(capacity * sizeof *jobs);
        if (!jobs) abort();
        for (size_t i = 0; i < queue->count; i++) jobs[i] = queue->jobs[(queue->head + i) % queue->capacity];
        free(queue->jobs);
        *queue = (struct queue){jobs, 0, queue->count, capacity};
    }
    queue->jobs[(queue->head + queue->count++) % queue->capacity] = job;
}

static bool queue_pop(struct queue *queue, struct job *job) {
    if (queue->count == 0) return false;
    *job = queue->jobs[queue->head];
    queue->head = (queue->head + 1) % queue->capacity;
    queue->count--;
    return true;
}

static void timer_push(struct job job) {
    if (timer_count == timer_capacity) {
        timer_capacity = timer_capacity ? timer_capacity * 2 : 64;
        timers = realloc(timers, timer_capacity * sizeof *timers);
        if (!timers) abort();
    }
    size_t i = timer_count++;
    for (; i > 0 && timers[(i - 1) / 2].due > job.due; i = (i - 1) / 2) timers[i] = timers[(i - 1) / 2];
    timers[i] = job;
}

static struct job timer_pop(void) {
    struct job first = timers[0], last = timers[--timer_count];
    size_t i = 0;
    for (size_t child; (child = 2 * i + 1) < timer_count; i = child) {
        if (child + 1 < timer_count && timers[child + 1].due < timers[child].due) child++;
        if (timers[child].due >= last.due) break;
        timers[i] = timers[child];
    }
    timers[i] = last;
    return first;
}

static bool uses_dispatch(void);

static void wake_main(void) {
    uint64_t one = 1;
    while (write(main_wake, &one, sizeof one) < 0 && errno == EINTR) {}
}

/// Runs one job outside the lock, as the work of the cell that it belongs to.
static void run(struct job job, uintptr_t identity, uintptr_t implementation) {
    uint32_t before = owner;
    owner = job.owner;
    ran_since_snapshot = true;
    pthread_mutex_unlock(&lock);
    bool used_dispatch = uses_dispatch();
    job_run(job.swift_job, identity, implementation);
    if (!used_dispatch && uses_dispatch()) wake_main();  // which has to look at its queue from now on
    pthread_mutex_lock(&lock);
    owner = before;
}

static void *pool_thread(void *argument) {
    size_t slot = (size_t)argument;
    pthread_mutex_lock(&lock);
    while (!stopping) {
        struct job job;
        if (timer_count > 0 && timers[0].due <= now()) {
            job = timer_pop();
            if (job.is_main) {
                queue_push(&main_jobs, job);
                wake_main();
            } else {
                run(job, 0, 0);
            }
        } else if (queue_pop(&global, &job)) {
            run(job, 0, 0);
        } else {
            idle_count++;
            if (timer_count > 0) {
                struct timespec until = {timers[0].due / 1000000000u, timers[0].due % 1000000000u};
                pthread_cond_timedwait(&wake, &lock, &until);
            } else {
                pthread_cond_wait(&wake, &lock);
            }
            idle_count--;
        }
    }
    alive[slot] = false;
    thread_count--;
    pthread_mutex_unlock(&lock);
    return NULL;
}

/// With the lock held: someone should take what was just queued.
static void summon(void) {
    if (stopping) return;
    if (idle_count > 0 || thread_count >= thread_limit) {
        pthread_cond_signal(&wake);
        return;
    }
    for (size_t slot = 0; slot < MOST_THREADS; slot++) {
        if (alive[slot]) continue;
        if (threads[slot]) pthread_join(threads[slot], NULL);
        if (pthread_create(&threads[slot], NULL, pool_thread, (void *)slot) == 0) {
            alive[slot] = true;
            thread_count++;
        } else {
            threads[slot] = 0;
        }
        return;
    }
}

/// Whose work a job is: with the lock held.
static uint32_t owner_of(void *job) {
    uint32_t number = (uint32_t)task_number(job), slot = number % REMEMBERED_TASKS;
    if (task_owners[slot].task != number) {
        task_owners[slot].owner = executor_current_owner();
        task_owners[slot].task = number;
    }
    return task_owners[slot].owner;
}

void executor_cell_began(void) {
    cell_task = current_task();
    pthread_mutex_lock(&lock);
    owner_of(cell_task);
    pthread_mutex_unlock(&lock);
}

void executor_enqueue(void *swift_job, bool is_main, uint64_t nanoseconds) {
    struct job job = {swift_job, 0, is_main, nanoseconds ? now() + nanoseconds : 0};
    pthread_mutex_lock(&lock);
    job.owner = owner_of(swift_job);
    if (job.due) {
        timer_push(job);
        summon();
    } else if (is_main) {
        queue_push(&main_jobs, job);
        wake_main();
    } else {
        queue_push(&global, job);
        summon();
    }
    pthread_mutex_unlock(&lock);
}

void executor_install(const cell_kit *kit) {
    main_thread = pthread_self();
    main_executor[0] = kit->main_executor[0];
    main_executor[1] = kit->main_executor[1];
    pthread_condattr_t attributes;
    pthread_condattr_init(&attributes);
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
    pthread_cond_init(&wake, &attributes);
    main_wake = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    thread_limit = cores < 2 ? 2 : cores > MOST_THREADS ? MOST_THREADS : (int)cores;
    current_task = (current_task_function)dlsym(RTLD_DEFAULT, "swift_task_getCurrent");
    task_number = (task_number_function)dlsym(RTLD_DEFAULT, "swift_task_getJobTaskId");
    job_run = (run_function)dlsym(RTLD_DEFAULT, "swift_job_run");
    dispatch_has_started = (bool (*)(void))dlsym(RTLD_DEFAULT, "_dispatch_is_multithreaded");
    dispatch_main_handle = (int (*)(void))dlsym(RTLD_DEFAULT, "_dispatch_get_main_queue_handle_4CF");
    dispatch_main_callback = (void (*)(void *))dlsym(RTLD_DEFAULT, "_dispatch_main_queue_callback_4CF");
}

bool executor_is_main_thread(void) { return pthread_equal(pthread_self(), main_thread); }
/// An actor's job runs many tasks, so the task is asked first.
uint32_t executor_current_owner(void) {
    void *task = current_task ? current_task() : NULL;
    if (!task) return owner;
    uint32_t number = (uint32_t)task_number(task), slot = number % REMEMBERED_TASKS;
    return task_owners[slot].task == number ? task_owners[slot].owner : owner;
}
void executor_set_owner(uint32_t cell) { owner = cell; }
void executor_cell_finished(void) {
    __atomic_store_n(&cell_finished, true, __ATOMIC_SEQ_CST);
    wake_main();
}

/// Runs the main actor's jobs that are there now.
static void run_main_jobs(void) {
    uint64_t ignored;
    while (read(main_wake, &ignored, sizeof ignored) > 0) {}
    pthread_mutex_lock(&lock);
    struct job job;
    for (size_t present = main_jobs.count; present > 0 && queue_pop(&main_jobs, &job); present--) {
        run(job, main_executor[0], main_executor[1]);
    }
    bool more = main_jobs.count > 0;
    pthread_mutex_unlock(&lock);
    if (more) wake_main();
}

/// A link for each thread, besides the folder's own two: needs no descriptor, of which a cell may have left none.
static int live_threads(void) {
    struct stat tasks;
    if (stat("/proc/self/task", &tasks) < 0 || tasks.st_nlink < 3) return 1;
    return (int)tasks.st_nlink - 2;
}

/// Whether Dispatch serves this process. Once it does, it refuses to work in a copy: so it is not even asked for the handle
/// of its main queue before a cell has used it.
static bool uses_dispatch(void) { return dispatch_has_started && dispatch_main_handle && dispatch_has_started(); }

/// One turn of the main thread's loop; true when `fd` can be read.
static bool turn(int fd) {
    bool serves_dispatch = uses_dispatch();
    struct pollfd polled[3] = {
        {.fd = main_wake, .events = POLLIN},
        {.fd = fd, .events = POLLIN},
        {.fd = serves_dispatch ? dispatch_main_handle() : -1, .events = POLLIN},
    };
    // A thread of the user's may be the first to put something on the main queue, and would wake nobody.
    bool may_start = !serves_dispatch && live_threads() > 1 + thread_count;
    if (poll(polled, 3, may_start ? 20 : -1) < 0) return false;
    if (polled[0].revents) run_main_jobs();
    if (polled[2].revents) {
        uint64_t ignored;
        ssize_t got = read(polled[2].fd, &ignored, sizeof ignored);
        (void)got;
        ran_since_snapshot = true;
        dispatch_main_callback(NULL);
    }
    return polled[1].revents != 0;
}

void executor_drain_until_finished(void) {
    while (!__atomic_load_n(&cell_finished, __ATOMIC_SEQ_CST)) turn(-1);
    cell_finished = false;
    cell_task = NULL;
}

// What the runtime keeps of a task that waits, and of each of its calls: where it goes on, and who called.
// Swift's ABI, include/swift/ABI/Task.h: `Job` is eight words, of which the last is `ResumeTask`; then comes `ResumeContext`.
struct waiting_task {
    uintptr_t words[7];
    uintptr_t resume;
    uintptr_t context;
};
struct async_call {
    uintptr_t parent;
    uintptr_t resume_parent;
};

/// Memory that may be gone: a task that runs at the moment has left these places behind.
static bool read_memory(uintptr_t address, void *bytes, size_t count) {
    struct iovec here = {bytes, count}, there = {(void *)address, count};
    return address != 0 && process_vm_readv(getpid(), &here, 1, &there, 1, 0) == (ssize_t)count;
}

size_t executor_waiting_frames(uintptr_t *pcs, size_t capacity) {
    struct waiting_task task;
    if (!read_memory((uintptr_t)cell_task, &task, sizeof task)) return 0;
    size_t count = 0;
    struct async_call call = {task.context, task.resume};
    do {
        // The innermost stands in the task and in its call, where it waits for a continuation.
        if (count == 0 || pcs[count - 1] != call.resume_parent) pcs[count++] = call.resume_parent;
    } while (count < capacity && read_memory(call.parent, &call, sizeof call) && call.resume_parent);
    return count;
}

void executor_wait(int fd) {
    while (!turn(fd)) {}
}

bool executor_ran_since_snapshot(void) { return __atomic_load_n(&ran_since_snapshot, __ATOMIC_SEQ_CST); }

int executor_quiesce(void) {
    // A job that is under way ends or suspends within microseconds as a rule; one that computes for long keeps its thread,
    // and the snapshot is then told to be unsound.
    uint64_t patience = now() + 20000000u;
    pthread_mutex_lock(&lock);
    stopping = true;
    pthread_cond_broadcast(&wake);
    while (thread_count > 0 && now() < patience) {
        pthread_mutex_unlock(&lock);
        usleep(50);
        pthread_mutex_lock(&lock);
    }
    bool joined = false;
    for (size_t slot = 0; slot < MOST_THREADS; slot++) {
        if (!threads[slot] || alive[slot]) continue;
        pthread_join(threads[slot], NULL);
        threads[slot] = 0;
        joined = true;
    }
    ran_since_snapshot = false;
    int others = live_threads() - 1;
    // The kernel tells pthread_join before it has taken the thread off its list.
    while (joined && others > 0 && now() < patience) {
        usleep(50);
        others = live_threads() - 1;
    }
    // The lock stays held over the fork, so that it is whole in the copy.
    return others > 0 ? others : uses_dispatch();
}

static void queue_drop(struct queue *queue, uint32_t cell) {
    struct job job;
    for (size_t present = queue->count; present > 0 && queue_pop(queue, &job); present--)
        if (job.owner != cell) queue_push(queue, job);
}

void executor_drop_tasks(uint32_t cell) {
    if (cell == 0) return;
    queue_drop(&global, cell);
    queue_drop(&main_jobs, cell);
    size_t present = timer_count;
    timer_count = 0;
    for (size_t i = 0; i < present; i++)
        if (timers[i].owner != cell) timer_push(timers[i]);
}

void executor_resume(void) {
    stopping = false;
    if (live_threads() == 1) {
        // In a copy, or with all put away: nothing that was counted is there any more.
        memset(threads, 0, sizeof threads);
        memset(alive, 0, sizeof alive);
        thread_count = idle_count = 0;
    }
    for (size_t i = 0; i < global.count && i < (size_t)thread_limit; i++) summon();
    if (timer_count > 0) summon();
    pthread_mutex_unlock(&lock);
}
