import type { Command } from 'commander';
import type * as z from 'zod';
import { relationsSchema } from '../assay/relations/relations-schema.ts';
import { briefSchema } from '../brief/brief-schema.ts';
import { styleSchema } from '../brief/style-schema.ts';
import { EXIT, EXIT_MEANINGS } from '../cli/exit-status.ts';
import { describedProgram } from '../cli/program.ts';
import { type RuleId, RULES } from '../core/diagnostics/rules.ts';
import { groupBy } from '../core/diagnostics/text-order.ts';
import { jsonSchema } from '../core/files/json-schema.ts';
import { datasetSchema, eventsSchema } from '../dataset/dataset-schema.ts';
import { releaseSchema } from '../dataset/release-schema.ts';
import { sourceRecordSchema } from '../source-document/source-record.ts';
import { assaySchema } from '../embedding/assay-schema.ts';
import { mappingSchema } from '../tables/importing/mapping-schema.ts';
import { BLOCKS, callOf } from '../template/helper.ts';
import { HELPERS } from '../template/helpers/helper-table.ts';
import { flavoursPage } from './flavours-page.ts';
import { chartLinesPage } from './chart-lines-page.ts';
import { limitsPage } from './limits-page.ts';
import { tableOf } from './markdown-table.ts';
import { slipsPage } from './slips-page.ts';

/** The pages of the documentation that are written from what the program uses, by their paths. */
export function referencePages(): ReadonlyMap<string, string> {
  return new Map([
    ['docs/reference/commands.md', commandsPage()],
    ['docs/reference/flavours.md', flavoursPage()],
    ['docs/reference/helpers.md', helpersPage()],
    ['docs/reference/keys.md', keysPage()],
    ['docs/reference/limits.md', limitsPage()],
    ['docs/reference/chart-lines.md', chartLinesPage()],
    ['docs/reference/slips.md', slipsPage()],
    ['docs/rules/README.md', rulesPage()],
  ]);
}

/** The page of every command, option and exit status. */
function commandsPage(): string {
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
    'Every command runs in the folder with `data/` and `templates/`, or below it. Options come before or after arguments.',
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

/** The page of every helper, with its arguments. */
function helpersPage(): string {
  const rows = [...HELPERS].map(([name, helper]) => {
    const options = Object.entries(helper.options).map(([key, kind]) => `\`${key}=\` ${kind.name}`);
    return [`\`${name}\``, `\`${callOf(name, helper)}\``, options.join('; ')];
  });
  return `${[
    '# Helpers',
    'How each helper is called. [Templates](templates.md) explains what each one prints, with examples. Inside another call, write\nparentheses instead of braces: `{{label (largest "rides.*")}}`.',
    tableOf(['helper', 'call', 'options'], rows),
    `Blocks take one argument and contain text: ${BLOCKS.map((name) => `\`#${name}\``).join(', ')}.`,
  ].join('\n\n')}\n`;
}

/** The files, their schemas, and the page that explains each. */
const FILES: readonly (readonly [title: string, schema: z.ZodType, page: string])[] = [
  ['data/NAME/dataset.yaml', datasetSchema, 'dataset.md'],
  ['data/NAME/releases/*.yaml', releaseSchema, 'releases.md'],
  ['sources/ID.yaml', sourceRecordSchema, 'sources.md'],
  ['data/NAME/events.yaml', eventsSchema, 'events.md'],
  ['data/NAME/relations.yaml', relationsSchema, 'relations.md'],
  ['data/NAME/imports/*.yaml', mappingSchema, 'mapping.md'],
  ['templates/NAME/brief.yaml', briefSchema, 'brief.md'],
  ['style.yaml', styleSchema, 'house-style.md'],
  ['assay.yaml', assaySchema, 'wikis.md'],
];

/** What is used here of a JSON Schema. */
interface Schema {
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly enum?: readonly unknown[];
}

/** The page of every key of every file, from the schemas by which the program checks them. */
function keysPage(): string {
  const chapters = FILES.map(([title, schema, page]) => {
    const rows = rowsOf(jsonSchema(schema), '');
    return [`## ${title}`, `[${page}](${page}) explains these keys.`, tableOf(['key', '', 'content'], rows)].join(
      '\n\n',
    );
  });
  const head =
    '# Keys\n\nEvery key of every file, from the schemas in `data/schema/`, `templates/schema/` and `schema/`. `*` stands for a name or id\nthat you choose, and `[]` for each entry of a list.';
  return `${[head, ...chapters].join('\n\n')}\n`;
}

/** A row for each key below a schema, in its order. */
function rowsOf(schema: Schema, path: string): string[][] {
  const rows: string[][] = [];
  for (const [key, inner] of Object.entries(schema.properties ?? {})) {
    const name = path === '' ? key : `${path}.${key}`;
    const isRequired = schema.required?.includes(key) ?? false;
    rows.push([`\`${name}\``, isRequired ? 'required' : '', contentOf(inner)], ...rowsOf(inner, name));
  }
  const { additionalProperties: named, items, anyOf } = schema;
  if (typeof named === 'object') rows.push(...rowsOf(named, `${path}.*`));
  if (items) rows.push(...rowsOf(items, `${path}[]`));
  for (const one of anyOf ?? []) rows.push(...rowsOf(one, path));
  return rows;
}

function contentOf({ description = '', enum: words, items, additionalProperties }: Schema): string {
  const within = words ?? items?.enum;
  const listed = (within ?? []).filter((word) => typeof word === 'string').map((word) => `\`${word}\``);
  const says =
    description || (typeof additionalProperties === 'object' ? (additionalProperties.description ?? '') : '');
  const choice = listed.length > 0 && listed.length <= 12 ? listed.join(', ') : '';
  return [says, choice]
    .filter((part) => part !== '')
    .join(': ')
    .replaceAll('<', '&lt;');
}

/** What each folder of rules is about, in the order of the page. */
const FOLDERS: Readonly<Record<string, string>> = {
  file: 'Reading files',
  yaml: 'YAML',
  schema: 'Keys and values in YAML',
  csv: 'CSV',
  table: 'Tables in releases',
  dataset: 'The dataset',
  witness: 'The witness',
  assay: 'Relations and figures',
  brief: 'Briefs',
  edition: 'New editions',
  rename: 'New names',
  style: 'House style',
  template: 'Templates',
  document: 'The document',
  chart: 'Charts',
  output: 'Outputs',
  embed: 'Regions in pages',
  publish: 'Publishing',
  import: 'Imports',
  export: 'Exports',
  shard: 'Builds in shards',
  diff: 'Comparing states',
  start: 'New projects',
};

const RULES_HEAD = `# Rules

Every message from Assay ends with the id of a rule, such as \`[dataset/unknown-unit]\`. The page of a rule says what the rule
means and why it exists, shows an example that fails, and says what to do. \`assay explain dataset/unknown-unit\` prints the
same in a terminal. Ids never change.

You can try the examples in the project that \`assay init my-briefs --yes\` writes. \`assay check\` reports mistakes in
\`data/\`, and \`assay build\` reports the others, unless the example names a command.`;

/** The list of all rules, with what each says. */
function rulesPage(): string {
  const all = Object.keys(RULES) as RuleId[];
  const chapters = [...groupBy(all, (rule) => rule.replace(/\/.*/, ''))].map(([folder, own]) => {
    const rows = own.map((rule) => [`[${rule}](${rule}.md)`, RULES[rule]]);
    return `## ${FOLDERS[folder] ?? folder}\n\n${tableOf(['rule', 'says'], rows)}`;
  });
  return `${[RULES_HEAD, ...chapters].join('\n\n')}\n`;
}
