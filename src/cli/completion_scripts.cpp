// Each script hands the words up to the cursor to `concbench complete`, ended by zero bytes, and does what
// its first line says. What may come next is decided there alone, and so is the same in every shell.
#include "cli/completion_scripts.hpp"

namespace concbench::cli {

const std::string_view bash_completion =
    R"(# Completion of concbench for bash: source <(concbench completion bash)
_concbench() {
  local rest=${COMP_LINE:0:COMP_POINT} words=() i part after_space
  # Bash also splits words at '=' and ':'. What no space separates is put together again.
  for ((i = 0; i <= COMP_CWORD; i++)); do
    part=${COMP_WORDS[i]}
    after_space=${rest#"${rest%%[![:space:]]*}"}
    ((i < COMP_CWORD)) || part=$after_space
    if ((i == 0)) || [ "$after_space" != "$rest" ]; then words+=("$part"); else words[-1]+=$part; fi
    rest=${after_space:${#part}}
  done

  local last=${words[-1]}
  COMPREPLY=()
  if [[ $last == *[\<\>]* || ${words[-2]} == *[\<\>] ]]; then  # a redirection
    compopt -o default
    return
  fi

  local reply untouched line word
  mapfile -t reply < <(printf '%s\0' "${words[@]:1}" | "${words[0]/#\~/$HOME}" complete 2>/dev/null)
  case ${reply[0]} in
    files) compopt -o default ;;
    folders) compopt -o dirnames ;;
    words | parts)
      untouched=${last%"${last##*["$COMP_WORDBREAKS"]}"}  # Bash replaces only what follows
      for line in "${reply[@]:2}"; do
        word=${reply[1]}${line%%$'\t'*}
        [[ $word != "$last"* ]] || COMPREPLY+=("${word#"$untouched"}")
      done
      [ "${reply[0]}" = words ] || compopt -o nospace
      ;;
  esac
}
complete -o nosort -F _concbench concbench
)";

const std::string_view zsh_completion = R"(#compdef concbench
# Completion of concbench for zsh: source <(concbench completion zsh)
_concbench() {
  local line word about
  local -a reply candidates
  reply=("${(@f)$(printf '%s\0' "${(@Q)words[2,CURRENT-1]}" "${(Q)PREFIX}" | ${~words[1]} complete 2>/dev/null)}")
  compset -p ${#reply[2]}
  case $reply[1] in
    files) _files ;;
    folders) _files -/ ;;
    words | parts)
      for line in $reply[3,-1]; do
        word=${line%%$'\t'*} about=${line#*$'\t'}
        candidates+=("${word//:/\\:}${about:+:$about}")
      done
      if [[ $reply[1] == parts ]]; then
        _describe -V value candidates -S ''
      else
        _describe -V value candidates
      fi
      ;;
  esac
}
if [[ $funcstack[1] == _concbench ]]; then
  _concbench "$@"
else
  compdef _concbench concbench
fi
)";

const std::string_view fish_completion =
    R"(# Completion of concbench for fish: concbench completion fish | source
function __concbench_complete
    set -l words (commandline -opc)
    set -l last (commandline -ct)
    set -l program (string replace -r '^~' $HOME -- $words[1])
    set -e words[1]
    set -l reply (printf '%s\0' $words "$last" | $program complete 2>/dev/null)
    set -l typed (string sub -s (math (string length -- "$reply[2]") + 1) -- "$last")
    switch "$reply[1]"
        case files
            for each in (__fish_complete_path $typed)
                echo -- $reply[2]$each
            end
        case folders
            for each in (__fish_complete_directories $typed '')
                echo -- $reply[2]$each
            end
        case words parts
            for each in $reply[3..]
                echo -- $reply[2]$each
            end
    end
end
complete -c concbench -f -k -a '(__concbench_complete)'
)";

}  // namespace concbench::cli
