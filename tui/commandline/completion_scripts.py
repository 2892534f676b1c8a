"""Generates completion scripts for bash, zsh and fish.

Commands, options and the values of options come from the table of commands. For any other argument,
the shell completes file names.
"""

from collections.abc import Callable, Sequence

from torchquiz.tui.commandline.completion_words import Completable, CompletionOption

GLOBAL_OPTIONS = ("--bank", "--plain", "--version", "--help")
BASH = """\
_torchquiz() {{
    local current="${{COMP_WORDS[COMP_CWORD]}}" previous="${{COMP_WORDS[COMP_CWORD-1]}}"
    local command="" word="" words=""
    for word in "${{COMP_WORDS[@]:1:COMP_CWORD-1}}"; do
        case "$word" in
            {names}) command="$word"; break ;;
        esac
    done
    case "$command $previous" in
{values}
        *)
            case "$command" in
                "") words="{top}" ;;
{commands}
            esac ;;
    esac
    # Options come last among the words. They are offered after a dash only, so that an empty word
    # is completed with the names of files.
    [[ "$current" == -* ]] || words="${{words%%--*}}"
    COMPREPLY=($(compgen -W "$words" -- "$current"))
}}
complete -o default -F _torchquiz torchquiz
"""
ZSH = """\
#compdef torchquiz
_torchquiz() {{
    local -a commands=(
{descriptions}
    )
    if (( CURRENT == 2 )); then
        _describe 'command' commands
        _arguments {options}
        return
    fi
    local command=$words[2]
    (( CURRENT-- )); shift words
    case $command in
{commands}
        *) _files ;;
    esac
}}
compdef _torchquiz torchquiz
"""


def bash_script(commands: Sequence[Completable]) -> str:
    """Return the completion script for bash."""
    values = [
        f'        "{command.name} {option.name}") words="{" ".join(option.values)}" ;;'
        for command in commands
        for option in command.options
        if option.takes_value
    ]
    words = [
        f'                {command.name}) words="{" ".join(_all_words(command))}" ;;'
        for command in commands
    ]
    names = [command.name for command in commands]
    return BASH.format(
        names="|".join(names),
        values="\n".join(values),
        top=" ".join([*names, *GLOBAL_OPTIONS]),
        commands="\n".join(words),
    )


def zsh_script(commands: Sequence[Completable]) -> str:
    """Return the completion script for zsh."""
    descriptions = [f"        {_zsh_quoted(f'{item.name}:{item.help}')}" for item in commands]
    cases = []
    for command in commands:
        arguments = [_zsh_quoted(_zsh_option(option)) for option in command.options]
        if command.words:
            arguments.append(_zsh_quoted(f"1:value:({' '.join(command.words)})"))
        if command.lessons:
            either = f'"ids:lesson:({" ".join(command.lessons)})" "files:file:_files"'
            arguments.append(_zsh_quoted(f"1:lesson:{{_alternative {either}}}"))
        arguments.append(_zsh_quoted("*:file:_files"))
        cases.append(f"        {command.name}) _arguments {' '.join(arguments)} ;;")
    return ZSH.format(
        descriptions="\n".join(descriptions),
        options=" ".join(map(_zsh_quoted, GLOBAL_OPTIONS)),
        commands="\n".join(cases),
    )


def fish_script(commands: Sequence[Completable]) -> str:
    """Return the completion script for fish."""
    lines = []
    for command in commands:
        lines.append(
            f"complete -c torchquiz -f -n __fish_use_subcommand -a {command.name}"
            f" -d {_fish_quoted(command.help)}"
        )
        seen = f"complete -c torchquiz -n '__fish_seen_subcommand_from {command.name}'"
        if words := (*command.words, *command.lessons):
            lines.append(f"{seen} -a {_fish_quoted(' '.join(words))}")
        lines += [f"{seen} {_fish_option(option)}" for option in command.options]
    lines += [
        f"complete -c torchquiz -n __fish_use_subcommand -l {name.removeprefix('--')}"
        for name in GLOBAL_OPTIONS
    ]
    return "\n".join(lines) + "\n"


WRITERS: dict[str, Callable[[Sequence[Completable]], str]] = {
    "bash": bash_script,
    "zsh": zsh_script,
    "fish": fish_script,
}


def _all_words(command: Completable) -> list[str]:
    return [*command.words, *command.lessons, *(option.name for option in command.options)]


def _zsh_option(option: CompletionOption) -> str:
    """Format an option for zsh's `_arguments`, such as `--way[how to study]:value:(learn try)`."""
    text = option.help.replace("[", "(").replace("]", ")").replace(":", " -")
    head = f"{option.name}[{text}]"
    if not option.takes_value:
        return head
    return f"{head}:value:({' '.join(option.values)})" if option.values else f"{head}:file:_files"


def _fish_option(option: CompletionOption) -> str:
    flags = f"-l {option.name.removeprefix('--')} -d {_fish_quoted(option.help)}"
    if not option.takes_value:
        return flags
    return (
        f"{flags} -x -a {_fish_quoted(' '.join(option.values))}" if option.values else f"{flags} -r"
    )


def _zsh_quoted(text: str) -> str:
    """Return the text in single quotes, within which zsh expands nothing."""
    return "'" + text.replace("\\", "").replace("'", "'\\''") + "'"


def _fish_quoted(text: str) -> str:
    """Return the text in single quotes, within which fish expands nothing."""
    return "'" + text.replace("\\", "").replace("'", "\\'") + "'"
