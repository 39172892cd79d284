// What a shell reads once, to complete by Tab. What can be completed, and how, is known by the program alone.
import type { Shell } from "../command-line/command-line.ts";

/** bash takes a word apart at = and :, and has its last part replaced only. Works from bash 3.2 on, that of macOS. */
const BASH = `
# Completion of xmpp-repl in bash. To install, put this into ~/.bashrc:  source <(xmpp-repl completion bash)
_xmpp_repl() {
  local line="\${COMP_LINE:0:COMP_POINT}" part="\${COMP_WORDS[COMP_CWORD]}" words word meaning
  read -ra words <<< "$line"
  [[ $line == *[[:space:]] ]] && words+=("")
  local typed="\${words[\${#words[@]}-1]}"
  [[ $part == [=:]* ]] && part=""
  local kept="\${typed%"$part"}"
  COMPREPLY=()
  while IFS=$'\\t' read -r word meaning; do
    case $word in
      :files) compopt -o filenames 2> /dev/null; while read -r word; do COMPREPLY+=("$word"); done < <(compgen -f -- "$part") ;;
      :folders) compopt -o filenames 2> /dev/null; while read -r word; do COMPREPLY+=("$word"); done < <(compgen -d -- "$part") ;;
      *) COMPREPLY+=("\${word#"$kept"}") ;;
    esac
  done < <(xmpp-repl completion --words "\${words[@]:1}" 2> /dev/null)
}
complete -F _xmpp_repl xmpp-repl
`;

const ZSH = `
#compdef xmpp-repl
# Completion of xmpp-repl in zsh. To install, put this into ~/.zshrc, behind compinit:  source <(xmpp-repl completion zsh)
_xmpp_repl() {
  local -a found
  local line word
  for line in "\${(@f)$(xmpp-repl completion --words "\${(@Q)words[2,CURRENT]}" 2> /dev/null)}"; do
    word="\${line%%$'\\t'*}"
    case $word in
      '') ;;
      :files) compset -P '*='; _files; return ;;
      :folders) compset -P '*='; _files -/; return ;;
      *) found+=("\${word//:/\\\\:}\${\${line#*$'\\t'}:+:\${line#*$'\\t'}}") ;;
    esac
  done
  _describe -V xmpp-repl found
}
if [[ $zsh_eval_context[-1] == loadautofunc ]]; then _xmpp_repl "$@"; else compdef _xmpp_repl xmpp-repl; fi
`;

const FISH = `
# Completion of xmpp-repl in fish. To install:  xmpp-repl completion fish > ~/.config/fish/completions/xmpp-repl.fish
function __xmpp_repl_complete
    set -l typed (commandline -ct)
    set -l words (commandline -opc)
    set -l found (xmpp-repl completion --words $words[2..-1] "$typed" 2> /dev/null)
    switch "$found[1]"
        case :files :folders
            set -l kept (string match -r '^.*=' -- "$typed")
            set -l rest (string replace -r '^.*=' '' -- "$typed")
            if test "$found[1]" = :files
                set found (__fish_complete_path "$rest")
            else
                set found (__fish_complete_directories "$rest")
            end
            for one in $found
                echo "$kept$one"
            end
        case '*'
            printf '%s\\n' $found
    end
end
complete -c xmpp-repl -f -k -a '(__xmpp_repl_complete)'
`;

export const COMPLETION_SCRIPTS: Readonly<Record<Shell, string>> = { bash: BASH, zsh: ZSH, fish: FISH };
