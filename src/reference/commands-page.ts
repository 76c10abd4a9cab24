import type { Command } from 'commander';
import { EXIT, EXIT_MEANINGS } from '../cli/exit-status.ts';
import { describedProgram } from '../cli/program.ts';
import { tableOf } from './markdown-table.ts';

/** The page of every command, option and exit status. */
export function commandsPage(): string {
  const program = describedProgram();
  const statuses = (Object.keys(EXIT) as (keyof typeof EXIT)[]).map((name) => [
    String(EXIT[name]),
    EXIT_MEANINGS[name],
  ]);
  const chapters = program.commands.map((command) =>
    [
      `## assay ${[command.name(), ...usageOf(command)].join(' ')}`,
      sentence(command.description()),
      argumentsOf(command),
    ]
      .filter((part) => part !== '')
      .join('\n\n'),
  );
  return `${[
    '# Commands',
    'Every command runs in the folder with `data/` and `templates/`, or below it. Options stand before or after arguments.',
    tableOf(['every command takes', ''], optionsOf(program)),
    '## Exit status',
    tableOf(['status', 'means'], statuses),
    '`assay diff --exit-code` ends with 1 if anything differs, `assay build --frozen` if a build would change anything or something else is in `out/`, and\n`assay embed --check` if a region is out of date. `assay check --as-printed` ends with 0 if the corrections in the data are\nthe repair.',
    ...chapters,
  ].join('\n\n')}\n`;
}

function usageOf(command: Command): string[] {
  return command.registeredArguments.map((argument) => {
    const shown = `${argument.name()}${argument.variadic ? '…' : ''}`;
    return argument.required ? `‹${shown}›` : `[${shown}]`;
  });
}

function argumentsOf(command: Command): string {
  const own = command.registeredArguments.map((argument) => [`\`${argument.name()}\``, argument.description]);
  const rows = [...own, ...optionsOf(command)];
  return rows.length > 0 ? tableOf(['argument or option', ''], rows) : '';
}

function optionsOf(command: Command): string[][] {
  return command.options.map(({ flags, description, argChoices }) => {
    const choices = argChoices ? `: ${argChoices.map((choice) => `\`${choice}\``).join(', ')}` : '';
    return [`\`${flags}\``, description + choices];
  });
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
