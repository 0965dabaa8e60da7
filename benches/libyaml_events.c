/* The floor that `compare.sh` measures against: libyaml reads the files that a list names, on one
 * thread, and every event is thrown away. No tree, no checks, no output but the count. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yaml.h>

static long count_events(const char *path)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        perror(path);
        exit(2);
    }
    yaml_parser_t parser;
    if (!yaml_parser_initialize(&parser))
        exit(2);
    yaml_parser_set_input_file(&parser, file);
    long events = 0;
    for (int at_end = 0; !at_end; events++) {
        yaml_event_t event;
        if (!yaml_parser_parse(&parser, &event)) {
            fprintf(stderr, "%s: %s\n", path, parser.problem);
            exit(2);
        }
        at_end = event.type == YAML_STREAM_END_EVENT;
        yaml_event_delete(&event);
    }
    yaml_parser_delete(&parser);
    fclose(file);
    return events;
}

int main(int count, char **arguments)
{
    FILE *list = count == 2 ? fopen(arguments[1], "r") : NULL;
    if (list == NULL) {
        fputs("usage: libyaml_events LIST\n", stderr);
        return 2;
    }
    char path[4096];
    long events = 0;
    while (fgets(path, sizeof path, list) != NULL) {
        path[strcspn(path, "\n")] = '\0';
        events += count_events(path);
    }
    printf("%ld\n", events);
    return 0;
}
