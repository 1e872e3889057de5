// GNU readline's variables behind functions: Swift does not let shared variables of C be touched, and the shell uses a dozen
// of readline's two hundred.
#ifndef READLINE_CALLS_H
#define READLINE_CALLS_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>

#include <readline/readline.h>
#include <readline/history.h>

typedef int (*readline_command)(int count, int key);

/// Where readline itself writes; what the shell draws goes past it.
static inline void readline_set_output(FILE *out) {
    rl_instream = stdin;
    rl_outstream = out ? out : stdout;
}

static inline void readline_set_redisplay(void (*draw)(void)) { rl_redisplay_function = draw; }
static inline void readline_use_own_redisplay(void) { rl_redisplay_function = rl_redisplay; }
static inline const char *readline_buffer(void) { return rl_line_buffer; }
static inline int readline_length(void) { return rl_end; }
static inline int readline_point(void) { return rl_point; }
static inline void readline_set_point(int point) { rl_point = point; }
static inline const char *readline_prompt(void) { return rl_display_prompt ? rl_display_prompt : ""; }
static inline void readline_finish(void) { rl_done = 1; }
/// For `$if` in the user's inputrc, which readline reads later: it keeps the pointer.
static inline void readline_set_name(const char *name) { rl_readline_name = strdup(name); }

/// Ctrl-C is a key like others while a line is read: no signal can arrive between two of readline's own steps.
static inline void readline_prepare_terminal(int meta) {
    rl_prep_terminal(meta);
    struct termios settings;
    if (tcgetattr(0, &settings) == 0) {
        settings.c_cc[VINTR] = 0;
        tcsetattr(0, TCSADRAIN, &settings);
    }
}

/// Whether a key is being waited for.
static inline int readline_is_reading(void) { return RL_ISSTATE(RL_STATE_READCMD) != 0; }

static inline void readline_set_up(rl_vintfunc_t *prepare_terminal, rl_hook_func_t *before_input,
                                   rl_completion_func_t *complete, rl_compdisp_func_t *list, const char *word_breaks) {
    rl_prep_term_function = prepare_terminal;
    rl_change_environment = 0;
    rl_pre_input_hook = before_input;
    rl_attempted_completion_function = complete;
    rl_completion_display_matches_hook = list;
    rl_completer_word_break_characters = (char *)word_breaks;
    rl_completer_quote_characters = "";
    // The quote before a file name is the user's to close: readline would add one, and not see that of the user.
    rl_basic_quote_characters = "";
    rl_initialize();
}

/// What follows a completed word: nothing, since a Swift name may go on with a dot or a parenthesis.
static inline void readline_completed_by_us(void) {
    rl_attempted_completion_over = 1;
    rl_completion_append_character = '\0';
    rl_completion_suppress_append = 1;
}

static inline void readline_list_completions(void) { rl_complete_internal('!'); }

/// Binds a key sequence in the keymaps for insertion, unless ~/.inputrc gave it another meaning than `standard`.
static inline void readline_bind(const char *keys, readline_command command, readline_command standard) {
    Keymap maps[] = {emacs_standard_keymap, vi_insertion_keymap};
    for (size_t i = 0; i < sizeof maps / sizeof *maps; i++) {
        rl_command_func_t *now = rl_function_of_keyseq(keys, maps[i], NULL);
        if (!standard || !now || now == standard || now == rl_insert || now == rl_newline)
            rl_bind_keyseq_in_map(keys, command, maps[i]);
    }
}

static inline void readline_bind_vi_command(const char *keys, readline_command command) {
    rl_bind_keyseq_in_map(keys, command, vi_movement_keymap);
}

static inline readline_command readline_up(void) { return rl_get_previous_history; }
static inline readline_command readline_down(void) { return rl_get_next_history; }
static inline readline_command readline_complete(void) { return rl_complete; }

#endif
