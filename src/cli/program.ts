import { Argument, Command, CommanderError, Option, InvalidArgumentError } from 'commander';
import type { EarlyBrowser } from '../browser/early-browser.ts';
import { VERSION } from '../pipeline/version.ts';
import { LOCALE_IDS } from '../language/locales.ts';
import { requireUsableUmask } from '../core/machine/machine.ts';
import { EnvironmentError } from '../core/diagnostics/environment-error.ts';
import { EXIT, EXIT_MEANINGS, INTERRUPTIONS } from './exit-status.ts';
import { Reporter, type ReportOptions, type ReportStream } from './reporter.ts';
import { REPORT_FORMATS } from './reports/reports.ts';
import { SHELLS } from './completion.ts';
import { folderWithin, openRoot } from './root-folder.ts';
import type { Verb, VerbCall } from './verb.ts';
import { FLAVOUR_NAMES } from '../brief/flavour-names.ts';
import { parseShard, type Shard } from '../pipeline/shard.ts';
import { parsePart, PART_KINDS, type PartName } from '../document/part-name.ts';
import { isCalendarDay } from '../dataset/calendar.ts';
import type { Day } from '../dataset/brands.ts';

/**
 * The value of `--shard`: `auto`, or a share such as 2/5.
 * @throws {InvalidArgumentError} for anything else.
 */
function oneShard(text: string): Shard | 'auto' {
  if (text === 'auto') return text;
  const shard = parseShard(text);
  if (shard) return shard;
  throw new InvalidArgumentError(`It is auto, or a number of 1 to n and n, such as 2/5.`);
}

/**
 * The value of `--port`: a number of 0 to 65535.
 * @throws {InvalidArgumentError} for anything else.
 */
function onePort(text: string): string {
  if (/^\d{1,5}$/.test(text) && Number(text) < 65_536) return text;
  throw new InvalidArgumentError('It is a number of 0 to 65535.');
}

/**
 * A date as YYYY-MM-DD.
 * @throws {InvalidArgumentError} for what is not a day of the calendar.
 */
function calendarDay(text: string): Day {
  if (isCalendarDay(text)) return text;
  throw new InvalidArgumentError('It is a day of the calendar, such as 2026-08-03.');
}

/**
 * A flavour by its name.
 * @throws {InvalidArgumentError} for an unknown one.
 */
function oneFlavour(name: string): string {
  return eachFlavour(name)[0] ?? name;
}

/** Collects the flavours of an option that may stand several times. */
function eachFlavour(name: string, before: readonly string[] = []): readonly string[] {
  if ((FLAVOUR_NAMES as readonly string[]).includes(name)) return [...new Set([...before, name])];
  throw new InvalidArgumentError(`It is one of ${FLAVOUR_NAMES.join(', ')}.`);
}

/** Collects names of an option that may stand several times. */
function eachName(name: string, before: readonly string[] = []): readonly string[] {
  return [...new Set([...before, name])];
}

/** Collects files of an option that may stand several times, and whose endings tell what is written. */
function eachView(file: string, before: readonly string[] = []): readonly string[] {
  if (/\.(?:md|html|json)$/.test(file)) return eachName(file, before);
  throw new InvalidArgumentError('Its name ends with .md, .html or .json.');
}

/** Collects the parts of an option that may stand several times. */
function eachPart(text: string, before: readonly PartName[] = []): readonly PartName[] {
  const part = parsePart(text);
  if (part) return [...before, part];
  throw new InvalidArgumentError(`It is one of ${PART_KINDS.map((kind) => `${kind}:…`).join(', ')}.`);
}

interface GlobalOptions extends ReportOptions {
  readonly root?: string;
}

/** Adds a verb. Its code is loaded only when it is called. */
type AddVerb = (name: string, description: string, load: (options: VerbCall['options']) => Promise<Verb>) => Command;

/** Where a program prints. */
export type Streams = Readonly<Record<'stdout' | 'stderr', ReportStream>>;

/**
 * Runs the verb that arguments name, those of the process by default; returns the exit status. `early` is a browser that
 * has been started for a build.
 */
export async function runProgram(
  words = process.argv.slice(2),
  streams: Streams = process,
  early?: EarlyBrowser,
): Promise<number> {
  if (words.length === 0) {
    streams.stdout.write(await (await import('./next-steps.ts')).nextSteps());
    return EXIT.fine;
  }
  let status: number = EXIT.fine;
  const program: Command = newProgram().configureOutput({
    writeOut: (text) => void streams.stdout.write(text),
    writeErr: (text) => void streams.stderr.write(text),
  });
  addVerbs((name, description, load) =>
    program
      .command(name)
      .description(description)
      .action(async (...given: unknown[]) => {
        // Commander passes the arguments, then the options, then the command.
        const names = given.slice(0, -2).flat() as string[];
        const options = given.at(-2) as VerbCall['options'];
        const { root, ...reported } = program.opts<GlobalOptions>();
        const workspace = await openRoot(root);
        if (typeof workspace === 'string') program.error(`error: ${workspace}`);
        const reporter = new Reporter({ ...reported, folder: folderWithin(workspace) }, streams);
        status = await runVerb(await load(options), { workspace, names, options, reporter, early });
      }),
  );
  try {
    refuseEmpty(program, words);
    await program.parseAsync(words, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? EXIT.fine : EXIT.usage;
  }
  return status;
}

/** An empty word is a variable of a script that was not set, and would be read as "all" or as the folder it runs in. */
function refuseEmpty(program: Command, words: readonly string[]): void {
  const at = words.findIndex((word) => word.trim() === '' || /^--[\w-]+=\s*$/u.test(word));
  if (at < 0) return;
  const before = words[at]?.trim() || (words[at - 1] ?? 'assay');
  program.error(`error: what follows ${before.replace(/=$/u, '')} is empty: leave it out, or give it a value`);
}

function newProgram(): Command {
  return new Command('assay')
    .description('Briefs whose every printed number has been tested.')
    .version(VERSION)
    .exitOverride()
    .showSuggestionAfterError()
    .configureHelp({ showGlobalOptions: true })
    .option('--root <folder>', 'folder that holds data/, templates/ and out/ (default: this one or the nearest above)')
    .option('--json', 'print the result as JSON')
    .addOption(new Option('--reporter <format>', 'print what is wrong in the format of a host').choices(REPORT_FORMATS))
    .option('--quiet', 'print only what is wrong')
    .option('--no-color', 'print without colours')
    .addHelpText('after', `\nExit status:\n${exitStatusLines().join('\n')}`);
}

function exitStatusLines(): readonly string[] {
  const statuses = Object.entries(EXIT) as [keyof typeof EXIT, number][];
  return statuses.map(([name, status]) => `  ${String(status).padEnd(4)} ${EXIT_MEANINGS[name]}`);
}

/** The command line with all its verbs, arguments and options, to be described. */
export function describedProgram(): Command {
  const program = newProgram();
  addVerbs((name, description) => program.command(name).description(description));
  return program;
}

function addVerbs(addVerb: AddVerb): void {
  addVerb('check', 'test the figures of all datasets, or of some', async () => (await import('./check-verb.ts')).check)
    .argument('[dataset...]', 'folders in data/ (default: all)')
    .option('--as-printed', 'ignore the corrections')
    .option('--alone <release>', 'test the figures of one release only')
    .option('--all', 'print every figure, repair and exception')
    .option('--sources <folder>', 'folder with copies of sources that are not kept in sources/')
    .option('--today <day>', 'warn about what is overdue on this day: "$(date -u +%F)"', calendarDay)
    .option('--fail-overdue', 'with --today: what is overdue is an error')
    .hook('preAction', (command) => {
      const { failOverdue, today } = command.opts();
      if (failOverdue && today === undefined) command.error("error: option '--fail-overdue' needs '--today <day>'");
    });
  addVerb(
    'relations',
    'find relations that figures follow, and accept or reject them',
    async () => (await import('./relations-verb.ts')).relations,
  )
    .argument('[name...]', 'folders in data/ (default: all), or accept or reject and the ids of proposed relations')
    .option('--dataset <name>', 'with accept or reject: only in this folder of data/')
    .option('--dry-run', 'print what would be written');
  addVerb(
    'source',
    'store the text that a release was typed from, or show what is read in it',
    async () => (await import('./source-verb.ts')).source,
  )
    .argument('<action>', 'add or show')
    .argument('[what...]', 'add: a file or an address; show: the id of a release, and a place in its source')
    .option('--release <id>', 'with add: the release that was typed from it')
    .addOption(
      new Option('--keep <what>', 'with add: what the repository keeps of it').choices(['text', 'excerpts', 'hash']),
    )
    .option('--licence <name>', 'with add: the licence of the text')
    .option('--url <address>', 'with add: where the file was retrieved')
    .option('--retrieved <day>', 'with add: the day on which it was retrieved (default: today)', calendarDay)
    .option('--sources <folder>', 'with show: folder with copies of sources that are not kept in sources/')
    .option('--locate', 'with show: print a place for each statement that has none');
  addVerb(
    'explain',
    'show everything about one figure or those of a line, or what a rule means',
    async () => (await import('./explain-verb.ts')).explain,
  )
    .argument(
      '<address>',
      'indicator[:measure[base]][@period], as check prints it (default: the newest period), the id of a rule, or FILE:LINE, as messages print them',
    )
    .option('--dataset <name>', 'load only one folder of data/')
    .option('--as-printed', 'ignore the corrections');
  addVerb('build', 'print all briefs, or some, into out/', async ({ watch, frozen }) => {
    if (frozen) return (await import('./frozen-verb.ts')).frozen;
    return watch ? (await import('./watch-verb.ts')).watch : (await import('./build-verb.ts')).build;
  })
    .argument('[brief...]', 'folders in templates/ (default: all)')
    .option('--flavour <name>', 'print it for this wiki or host, in place of those that brief.yaml names', eachFlavour)
    .option('--part <part>', 'print section:id, exhibit:id, box:id or value:address alone, too', eachPart)
    .addOption(
      new Option('--shard <i/n>', 'print only the editions of one of n builds; auto: of the one that this job is')
        .argParser(oneShard)
        .conflicts(['watch', 'frozen']),
    )
    .addOption(
      new Option('--draft', 'print into draft/, although figures are contradicted, and mark them').conflicts([
        'watch',
        'frozen',
        'shard',
        'part',
      ]),
    )
    .option('--watch', 'keep running, and print again whenever data or templates change')
    .addOption(
      new Option(
        '--frozen',
        'write nothing, and fail if a build would change anything in out/, or if anything else is there',
      ).conflicts('watch'),
    )
    .option('--print', 'with --frozen: print, and compare PDFs and pictures too')
    .option('--no-cache', 'print everything again, and keep no results for later')
    .hook('preAction', (command) => {
      const { print, frozen } = command.opts();
      if (print && !frozen) command.error("error: option '--print' needs '--frozen'");
    })
    .option('--explain', 'say for each edition why it is printed, and which figures changed');
  addVerb(
    'dev',
    'show briefs in a browser, and each change as it is saved',
    async () => (await import('./dev-verb.ts')).dev,
  )
    .argument('[brief...]', 'folders in templates/ (default: all)')
    .option('--port <number>', 'port on this machine (default: any that is free)', onePort)
    .option('--sources <folder>', 'folder with copies of sources that are not kept in sources/');
  addVerb(
    'list',
    'show datasets, briefs and editions, and what is stale',
    async () => (await import('./list-verb.ts')).list,
  );
  addVerb(
    'cache',
    'show what is kept of earlier builds, or remove it',
    async () => (await import('./cache-verb.ts')).cache,
  )
    .option('--prune', 'remove what was not used for 30 days')
    .option('--clear', 'remove everything');
  addVerb(
    'merge',
    'join what builds with --shard printed into out/',
    async () => (await import('./merge-verb.ts')).merge,
  ).argument('<folder...>', 'folders that contain the out/ of a shard, or are one themselves');
  addVerb('edition', 'add an edition and the skeleton of its release', async () => {
    return (await import('./edition-verb.ts')).edition;
  })
    .argument('<new>', 'id of the new edition')
    .option(
      '--from <old>',
      'edition that it is modelled on; without it: list what <new> asks for and no release states',
    )
    .option('--brief <name>', 'only this brief (default: every brief that has <old>)')
    .option('--period <period>', 'period of the release (default: the one that <new> names, or the next one)')
    .option('--release <id>', 'id of the release (default: made from that of <old>)')
    .option('--dry-run', 'print what would be written');
  addVerb('rename', 'give an indicator, source, release, member or exhibit another name everywhere', async () => {
    return (await import('./rename-verb.ts')).rename;
  })
    .argument(
      '<old>',
      'its name, with its kind if several have it: source:office, member:route.river; a.* for a whole group',
    )
    .argument('<new>', 'the name that it gets')
    .option('--dataset <name>', 'only in this folder of data/')
    .option('--brief <name>', 'the exhibit of this folder of templates/')
    .option('--dry-run', 'print what would change, and write nothing');
  addVerb('init', 'begin a project, with an example or with a table of your own', async () => {
    return (await import('./init-verb.ts')).init;
  })
    .argument('[folder]', 'folder of the project (default: the current one)')
    .option('--from <file>', 'XLSX, ODS or CSV file with tables to start from, in place of the example')
    .option('--sheet <name>', 'sheet of that file (default: the first with a table)')
    .addOption(new Option('--language <tag>', 'language of the brief (default: en)').choices(LOCALE_IDS))
    .addOption(new Option('--ci <host>', 'add the checks for a host').choices(['github', 'gitlab', 'none']))
    .option('--yes', 'ask nothing');
  addVerb('import', 'read the tables of a spreadsheet into a release', async () => {
    return (await import('./import-verb.ts')).importFile;
  })
    .argument('<file>', 'XLSX, ODS or CSV file, or the mapping that reads one: data/NAME/imports/table.yaml')
    .option('--mapping <file>', 'mapping that reads it (default: the one that names it)')
    .option(
      '--next',
      'import the next release: its period is the newest in the file; its id and editions follow from the last one',
    )
    .option('--release <id>', 'id of the release (default: that of the mapping)')
    .option('--published <date>', 'date of publication (default: that of the mapping)')
    .option('--period <period>', 'period of the release (default: that of the mapping)')
    .option('--title <title>', 'title of the release (default: that of the mapping, for its own release)')
    .option('--url <url>', 'web address of the release (default: that of the mapping, for its own release)')
    .option('--dry-run', 'print what would change, and write nothing')
    .option('--yes', 'write changes of a release that was imported before, without asking');
  addVerb('export', 'write the figures of a dataset, or those that a brief prints, as tables', async () => {
    return (await import('./export-verb.ts')).exportFigures;
  })
    .argument('<name>', 'folder in data/; with --edition, or if there is none of that name, in templates/')
    .addOption(
      new Option('--format <format>', 'xlsx: tables; csv, json: statement by statement')
        .choices(['xlsx', 'csv', 'json'])
        .default('xlsx'),
    )
    .addOption(
      new Option('--edition <id>', 'the figures that this edition of a brief prints (default: its newest)').conflicts([
        'release',
        'asOf',
      ]),
    )
    .option('--release <id>', 'state after this release (default: the newest of the source with the highest rank)')
    .option('--as-of <date>', 'with what was published up to this date (default: everything)')
    .addOption(new Option('--locale <tag>', 'language (default: the first)').choices(LOCALE_IDS))
    .option('-o, --output <file>', 'the file that is written (default: NAME.xlsx in the current folder)');
  addVerb('embed', 'fill the regions of pages that people write', async () => (await import('./embed-verb.ts')).embed)
    .argument('[page...]', 'files, folders and globs (default: those that assay.yaml names)')
    .option(
      '--flavour <name>',
      'the wiki or host of the pages (default: from assay.yaml or from their folder)',
      oneFlavour,
    )
    .option('--check', 'write nothing, and say which regions are out of date or were edited')
    .option('--force', 'fill regions that were edited by hand, too');
  addVerb('publish', 'write what the last build printed into wikis', async () => {
    return (await import('./publish-verb.ts')).publish;
  })
    .argument('[target...]', 'names below targets: in assay.yaml (default: all)')
    .option('--dry-run', 'say what would happen, and write nothing')
    .option('--force', 'overwrite what people wrote inside the regions of Assay')
    .option('--prune', 'delete pages of this folder whose briefs are gone')
    .option('--if-any', 'succeed even if assay.yaml names no target, and say so');
  addVerb('diff', 'show what differs between two states, for the data and for the reader', async () => {
    return (await import('./diff-verb.ts')).diff;
  })
    .argument('<base>', 'a revision of Git (main, HEAD~1, main...), a folder (./other), or an edition (edition:2025)')
    .argument('[head]', 'the same (default: the root folder as it is)')
    .option('--brief <name>', 'only this brief; may occur several times', eachName)
    .option('--write <file>', 'write it to a .md, .html or .json file, too; may occur several times', eachView)
    .option('--summary <file>', 'add it to the summary of a step: $GITHUB_STEP_SUMMARY')
    .option('--more <address>', 'address of the whole comparison, for a host that shows only a part of it')
    .option('--head-name <text>', 'what the later state is called, such as the commit of a pull request')
    .option('--pages', 'print what differs, and say what moves to another page')
    .option('--exit-code', 'end with status 1 if anything differs')
    .option('--no-cache', 'compose everything again, and keep no results for later');
  addVerb('notice', 'write what must be reported about published figures that were wrong', async () => {
    return (await import('./notice-verb.ts')).notice;
  })
    .argument(
      '[base]',
      'the earlier state, as for diff (default: the print before of each edition that is printed again)',
    )
    .argument('[head]', 'the later state (default: the root folder as it is)')
    .option('--brief <name>', 'only this brief; may occur several times', eachName)
    .option('--locale <name>', 'only for editions in this language (default: the first of each brief)')
    .option('--no-cache', 'compose everything again, and keep no results for later');
  addVerb('chart', 'print the Vega-Lite specification of a chart that is written in one line', async () => {
    return (await import('./chart-verb.ts')).chart;
  })
    .argument('<id>', 'the id of its exhibit')
    .option('--vega', 'write it into the folder charts of its brief, to be changed there');
  addVerb(
    'migrate',
    'rewrite files of an older format, with their comments',
    async () => (await import('./migrate-verb.ts')).migrate,
  ).option('--dry-run', 'print what would change, and write nothing');
  addVerb(
    'completion',
    'print the script that completes the command line in a shell',
    async () => (await import('./completion-verb.ts')).completion,
  ).addArgument(new Argument('<shell>', 'the shell that reads it').choices(SHELLS));
  addVerb('doctor', 'say whether this machine can print, and how to repair it', async () => {
    return (await import('./doctor-verb.ts')).doctor;
  }).option('--save <file>', 'save the page that is printed as a test');
}

async function runVerb(verb: Verb, call: Omit<VerbCall, 'interruption'>): Promise<number> {
  const interrupted = new AbortController();
  const abort = (signal: NodeJS.Signals): void => interrupted.abort(signal);
  function interruption(): AbortSignal {
    for (const signal of INTERRUPTIONS) process.once(signal, abort);
    return interrupted.signal;
  }
  try {
    requireUsableUmask();
    const outcome = await verb({ ...call, interruption });
    if (outcome === 'environment') return EXIT.environment;
    return outcome ? EXIT.fine : EXIT.mistakes;
  } catch (error) {
    if (interrupted.signal.aborted) {
      call.reporter.note('interrupted: no file is half-written');
      return EXIT.interrupted;
    }
    if (!(error instanceof EnvironmentError)) throw error;
    call.reporter.environment(error);
    return EXIT.environment;
  } finally {
    for (const signal of INTERRUPTIONS) process.off(signal, abort);
    // Everything is cleaned up. Node aborts at its own exit if it cannot reset the terminal, so the signal ends it.
    if (interrupted.signal.reason === 'SIGHUP') process.kill(process.pid, 'SIGHUP');
  }
}
