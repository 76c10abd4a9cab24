import type { Argument, Command, Option } from 'commander';

/** The shells that completion is written for. */
export const SHELLS = ['bash', 'zsh', 'fish', 'powershell'] as const;
export type Shell = (typeof SHELLS)[number];

/** What can be typed after a verb, from the table of verbs and options. */
interface CompletedVerb {
  readonly name: string;
  readonly description: string;
  readonly options: readonly CompletedOption[];
  /** Which names of the project its arguments are: folders of `data/`, of `templates/`, or files. */
  readonly names: NameKind;
}

type NameKind = 'datasets' | 'briefs' | 'files';

interface CompletedOption {
  /** As it is typed: `--dataset`, `-o`. */
  readonly flags: readonly string[];
  readonly description: string;
  readonly takesValue: boolean;
  readonly choices: readonly string[];
  readonly names: NameKind | undefined;
}

/** The script that completes the command line in a shell; generated from its verbs, so that it has those of this version. */
export function completionScript(shell: Shell, program: Command): string {
  const verbs = program.commands.map(verbOf);
  const globals = program.options.map(optionOf);
  switch (shell) {
    case 'bash':
      return bashScript(verbs, globals);
    case 'zsh':
      // zsh runs the functions of bash
      return `autoload -U +X compinit && compinit\nautoload -U +X bashcompinit && bashcompinit\n${bashScript(verbs, globals)}`;
    case 'fish':
      return fishScript(verbs, globals);
    case 'powershell':
      return powershellScript(verbs, globals);
  }
}

function verbOf(command: Command): CompletedVerb {
  return {
    name: command.name(),
    description: command.description(),
    options: command.options.map(optionOf),
    names: namesOf(command.registeredArguments[0]),
  };
}

function optionOf(option: Option): CompletedOption {
  return {
    flags: [option.short, option.long].filter((flag) => flag !== undefined && flag !== null),
    description: option.description,
    takesValue: option.required || option.optional,
    choices: option.argChoices ?? [],
    names: OPTION_NAMES[option.long ?? ''],
  };
}

const OPTION_NAMES: Readonly<Record<string, NameKind>> = { '--dataset': 'datasets', '--brief': 'briefs' };

function namesOf(argument: Argument | undefined): NameKind {
  const name = argument?.name();
  return name === 'dataset' ? 'datasets' : name === 'brief' ? 'briefs' : 'files';
}

/** The folder of a project whose folders are these names. */
const FOLDERS: Readonly<Record<NameKind, string>> = { datasets: 'data', briefs: 'templates', files: '' };

function words(options: readonly CompletedOption[]): string {
  return options.flatMap(({ flags }) => flags).join(' ');
}

function bashScript(verbs: readonly CompletedVerb[], globals: readonly CompletedOption[]): string {
  const list = (kind: NameKind): string =>
    kind === 'files' ? 'compgen -f -- "$word"' : `_assay_folders ${FOLDERS[kind]} "$word"`;
  const withValue = (options: readonly CompletedOption[]): string[] =>
    options
      .filter(({ takesValue }) => takesValue)
      .map(({ flags, choices, names }) => {
        const found = choices.length > 0 ? `_assay_match "$word" ${choices.join(' ')}` : list(names ?? 'files');
        return `    ${flags.join('|')}) ${found}; return ;;`;
      });
  const own = verbs.map(({ name, options, names }) =>
    [
      `  ${name})`,
      `  case "$before" in`,
      ...withValue([...options, ...globals]),
      `  esac`,
      `  case "$word" in -*) _assay_match "$word" ${words([...options, ...globals])} ;; *) ${list(names)} ;; esac ;;`,
    ].join('\n'),
  );
  return `# completion of assay: put 'eval "$(assay completion bash)"' into ~/.bashrc, or the same with zsh into ~/.zshrc
_assay_folders() {
  local folder
  for folder in "$1"/*/; do
    folder="\${folder%/}"
    folder="\${folder##*/}"
    case "$folder" in '*' | schema | partials) continue ;; esac
    case "$folder" in "$2"*) printf '%s\\n' "$folder" ;; esac
  done
}
_assay_match() {
  local word="$1" one
  shift
  for one in "$@"; do
    case "$one" in "$word"*) printf '%s\\n' "$one" ;; esac
  done
}
_assay_words() {
  local verb="$1" before="$2" word="$3"
  case "$verb" in
${own.join('\n')}
  *) _assay_match "$word" ${verbs.map(({ name }) => name).join(' ')} ${words(globals)} ;;
  esac
}
_assay() {
  local at verb=''
  for ((at = 1; at < COMP_CWORD; at++)); do
    case "\${COMP_WORDS[at]}" in
    --root) at=$((at + 1)) ;;
    -*) ;;
    *) verb="\${COMP_WORDS[at]}"; break ;;
    esac
  done
  local IFS=$'\\n'
  COMPREPLY=($(IFS=' '; _assay_words "$verb" "\${COMP_WORDS[COMP_CWORD - 1]}" "\${COMP_WORDS[COMP_CWORD]}"))
}
complete -F _assay assay
`;
}

function fishScript(verbs: readonly CompletedVerb[], globals: readonly CompletedOption[]): string {
  const quoted = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", String.raw`\'`)}'`;
  const folders = (kind: NameKind): string => `(__assay_folders ${FOLDERS[kind]})`;
  const optionLine = (
    condition: string,
    { flags, description, takesValue, choices, names }: CompletedOption,
  ): string => {
    const forms = flags.map((flag) => (flag.startsWith('--') ? `-l ${flag.slice(2)}` : `-s ${flag.slice(1)}`));
    const found = choices.length > 0 ? quoted(choices.join(' ')) : names ? quoted(folders(names)) : '';
    const value = takesValue ? (found === '' ? ' -r' : ` -x -a ${found}`) : '';
    return `complete -c assay ${condition}${forms.join(' ')}${value} -d ${quoted(description)}`;
  };
  const known = verbs.map(({ name }) => name).join(' ');
  const lines = verbs.flatMap(({ name, description, options, names }) => {
    const inVerb = `-n '__fish_seen_subcommand_from ${name}' `;
    const arguments_ = names === 'files' ? [] : [`complete -c assay -f ${inVerb}-a ${quoted(folders(names))}`];
    return [
      `complete -c assay -f -n 'not __fish_seen_subcommand_from ${known}' -a ${name} -d ${quoted(description)}`,
      ...arguments_,
      ...options.map((option) => optionLine(inVerb, option)),
    ];
  });
  return `# completion of assay: assay completion fish > ~/.config/fish/completions/assay.fish
function __assay_folders
  for folder in $argv[1]/*/
    set -l name (basename $folder)
    contains $name schema partials; or echo $name
  end
end
${[...lines, ...globals.map((option) => optionLine('', option))].join('\n')}
`;
}

function powershellScript(verbs: readonly CompletedVerb[], globals: readonly CompletedOption[]): string {
  const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;
  const table = verbs.map(({ name, options, names }) => {
    const flags = [...options, ...globals].flatMap((option) => option.flags).map(quoted);
    const folder = FOLDERS[names] === '' ? '$null' : quoted(FOLDERS[names]);
    return `  ${quoted(name)} = @{ options = @(${flags.join(', ')}); folder = ${folder} }`;
  });
  return `# completion of assay: put 'assay completion powershell | Out-String | Invoke-Expression' into $PROFILE
$assayVerbs = @{
${table.join('\n')}
}
Register-ArgumentCompleter -Native -CommandName assay -ScriptBlock {
  param($word, $ast, $cursor)
  $typed = @($ast.CommandElements | Select-Object -Skip 1 | ForEach-Object { $_.ToString() })
  $verb = $typed | Where-Object { $assayVerbs.ContainsKey($_) } | Select-Object -First 1
  if ($null -eq $verb) { $found = @($assayVerbs.Keys) + @(${globals
    .flatMap(({ flags }) => flags)
    .map(quoted)
    .join(', ')}) }
  elseif ($word.StartsWith('-')) { $found = $assayVerbs[$verb].options }
  elseif ($assayVerbs[$verb].folder) {
    $found = @(Get-ChildItem -Directory $assayVerbs[$verb].folder -ErrorAction SilentlyContinue | ForEach-Object Name)
  }
  else { $found = @() }
  $found | Sort-Object | Where-Object { $_.StartsWith($word) } | ForEach-Object {
    [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
  }
}
`;
}
