/* measure ROUNDS NAME COMMAND [ARGUMENT...] [-- NAME COMMAND [ARGUMENT...]]...
 *
 * Runs the commands in turn, ROUNDS times, without a shell between, so that what else the machine does
 * falls on all of them alike. Prints a line for each: its name, the least and the median wall time in
 * milliseconds, the most memory (resident set) in KiB, and the exit code, with tabs between. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { MOST_COMMANDS = 16, MOST_ROUNDS = 1000 };

struct measured {
    char **words;
    double times[MOST_ROUNDS];
    long memory;
    int code;
};

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1e3 + time.tv_nsec / 1e6;
}

static void run(struct measured *command, int round)
{
    double start = now();
    pid_t child = fork();
    if (child == 0) {
        int nowhere = open("/dev/null", O_RDWR);
        dup2(nowhere, 0);
        dup2(nowhere, 1);
        dup2(nowhere, 2);
        execvp(command->words[1], command->words + 1);
        _exit(127);
    }
    int status = 0;
    struct rusage usage;
    if (child < 0 || wait4(child, &status, 0, &usage) < 0) {
        perror("measure");
        exit(2);
    }
    command->times[round] = now() - start;
    command->code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    if (usage.ru_maxrss > command->memory)
        command->memory = usage.ru_maxrss;
}

static int by_size(const void *left, const void *right)
{
    double a = *(const double *)left, b = *(const double *)right;
    return (a > b) - (a < b);
}

int main(int count, char **arguments)
{
    static struct measured commands[MOST_COMMANDS];
    int rounds = count > 3 ? atoi(arguments[1]) : 0, used = 0;
    if (rounds < 1 || rounds > MOST_ROUNDS) {
        fputs("usage: measure ROUNDS NAME COMMAND... [-- NAME COMMAND...]...\n", stderr);
        return 2;
    }
    commands[used++].words = arguments + 2;
    for (int at = 2; at < count; at++) {
        if (strcmp(arguments[at], "--") == 0 && used < MOST_COMMANDS) {
            arguments[at] = NULL;
            commands[used++].words = arguments + at + 1;
        }
    }
    for (int round = 0; round < rounds; round++)
        for (int at = 0; at < used; at++)
            run(&commands[at], round);
    for (int at = 0; at < used; at++) {
        struct measured *one = &commands[at];
        qsort(one->times, rounds, sizeof *one->times, by_size);
        printf("%s\t%.2f\t%.2f\t%ld\t%d\n", one->words[0], one->times[0],
               one->times[rounds / 2], one->memory, one->code);
    }
    return 0;
}
