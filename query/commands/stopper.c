#include "query/commands/stopper.h"

#include <string.h>
#include <sys/time.h>

static volatile sig_atomic_t stopped;

static void stop(int signal_number)
{
    (void)signal_number;
    stopped = 1;
}

/* `flags` 0: who waits for a key is woken. */
static void on(int signal_number, int flags)
{
    struct sigaction action;

    memset(&action, 0, sizeof(action));
    action.sa_handler = stop;
    action.sa_flags = flags;
    sigemptyset(&action.sa_mask);
    sigaction(signal_number, &action, NULL);
}

stop_flag stopper_after(int64_t ms)
{
    const struct itimerval timer = {
        .it_value = {.tv_sec = ms / 1000, .tv_usec = ms % 1000 * 1000}};

    stopped = 0;
    on(SIGALRM, SA_RESTART);
    if (setitimer(ITIMER_REAL, &timer, NULL) != 0)
        stopped = 1;
    return &stopped;
}

stop_flag stopper_on_interrupt(void)
{
    on(SIGINT, 0);
    return &stopped;
}

void stopper_clear(void)
{
    stopped = 0;
}
