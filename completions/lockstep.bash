# bash completion for lockstep: the program itself says what fits.

_lockstep()
{
    local line=${COMP_LINE:0:COMP_POINT} current=${COMP_WORDS[COMP_CWORD]} before value
    local -a words files
    IFS=$' \t\n' read -ra words <<<"$line"
    [[ $line == *[[:space:]] ]] && words+=("")
    # Readline replaces what stands behind the last of its word breaks, which "=" and ":" are, too; and an "@" that
    # begins a word, though what it says is the current word has lost it.
    [[ $current == [=:] ]] && current=
    before=${words[-1]%"$current"}
    [[ $before == @ ]] && before=
    COMPREPLY=()
    while IFS=$'\t' read -r value _; do
        if [[ $value == :files ]]; then
            compopt -o filenames 2>/dev/null
            mapfile -t files < <(compgen -f -- "$current")
            COMPREPLY+=("${files[@]}")
            continue
        fi
        value=${value#"$before"}
        [[ $value == *[[:space:]]* ]] && printf -v value %q "$value"
        COMPREPLY+=("$value")
    done < <("$1" complete -- "${words[@]:1}" 2>/dev/null)
    [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == *= ]] && compopt -o nospace 2>/dev/null
    return 0
}

complete -F _lockstep lockstep
