import { listBriefs } from '../brief/brief-folder.ts';
import { selectEditions } from '../pipeline/edition-selection.ts';
import { requireIdle } from '../pipeline/publication.ts';
import { type Diagnostics, didYouMean } from '../core/diagnostics/diagnostic.ts';
import { EnvironmentError } from '../core/diagnostics/environment-error.ts';
import type { Place } from '../core/diagnostics/source-file.ts';
import { Snapshot } from '../core/machine/snapshot.ts';
import type { Workspace } from '../core/machine/workspace.ts';
import { type AssaySettings, loadAssayFile } from '../embedding/assay-file.ts';
import { type TargetInput, VARIABLE } from '../embedding/target-schema.ts';
import { openConfirmation, openPrints } from './confirmation.ts';
import { authorOf } from './file-target.ts';
import type { OpenHost } from './host.ts';
import type { PublishOptions, TargetOutcome } from './page-outcome.ts';
import { planPages } from './page-planning.ts';
import { Secret } from './secrets.ts';
import type { Target, TargetKey } from './target.ts';
import { TARGET_KINDS } from './target-kinds.ts';

/** A target that could not be used: the others are published all the same. */
export interface TargetFailure {
  readonly target: string;
  readonly error: EnvironmentError;
}

export interface PublishResult {
  readonly targets: readonly TargetOutcome[];
  readonly failures: readonly TargetFailure[];
}

/**
 * Publishes what the last build printed to the targets of `assay.yaml` (all, or those named), once it is confirmed. With any
 * mistake in them, in data or in templates nothing is published and the result is undefined. Throws an EnvironmentError
 * while a build is writing there.
 */
export async function publishTargets(
  workspace: Workspace,
  names: readonly string[],
  given: Omit<PublishOptions, 'briefs'>,
  diagnostics: Diagnostics,
): Promise<PublishResult | undefined> {
  const settings = await loadAssayFile(workspace, diagnostics);
  const targets = settings && readTargets(settings, names, diagnostics);
  if (!targets) return undefined;
  if (given.prune && targets.some(({ owner }) => owner === undefined)) {
    const hint =
      'write owner: and a name that no other folder has in assay.yaml, publish, and prune when briefs are gone';
    return diagnostics.error('publish/no-owner', NO_OWNER, 'assay.yaml', hint);
  }
  await requireIdle(workspace, 'out');
  const options = { ...given, briefs: await listBriefs(workspace) };
  const wanted = targets.some(({ briefs }) => !briefs)
    ? []
    : [...new Set(targets.flatMap(({ briefs }) => briefs ?? []))];
  const sources = await selectEditions(new Snapshot(workspace.root), wanted, diagnostics);
  if (diagnostics.failed) return undefined;
  const failures: TargetFailure[] = [];
  const failing = async <T>({ name }: Target, work: () => Promise<T>): Promise<T | undefined> => {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof EnvironmentError)) throw error;
      failures.push({ target: name, error });
      return undefined;
    }
  };
  const prints = options.prints ?? openPrints(workspace, options);
  const confirmation = openConfirmation(prints);
  const jobs: { target: Target; host: OpenHost; pages: Awaited<ReturnType<typeof planPages>> }[] = [];
  try {
    for (const target of targets) {
      const host = await failing(target, async () =>
        target.open(workspace, tokenOf(target, given.environment), options),
      );
      const planning = { accepts: host?.accepts ?? (() => false), confirmation };
      if (host) jobs.push({ target, host, pages: await planPages(workspace, target, sources, planning, diagnostics) });
    }
  } finally {
    await confirmation.close();
  }
  if (diagnostics.failed) return undefined;
  const outcomes: TargetOutcome[] = [];
  for (const { target, host, pages } of jobs) {
    const outcome = pages && (await failing(target, () => host.publish(pages)));
    if (outcome) outcomes.push(outcome);
  }
  return { targets: outcomes, failures };
}

const NO_OWNER = '--prune cannot tell the pages of this folder from those that other folders publish';

/** The token of a target, if it needs one. Throws an EnvironmentError if the variable that should hold it is empty. */
function tokenOf(target: Target, environment: NodeJS.ProcessEnv): Secret | undefined {
  if (target.token === undefined) return undefined;
  const value = environment[target.token];
  if (value) return new Secret(value);
  const message = `the token of ${target.name} is not in the environment: ${target.token} is empty`;
  throw new EnvironmentError(message, [`export ${target.token}=…`]);
}

/** Keys that every target may have. */
const COMMON: readonly TargetKey[] = ['below', 'pages', 'briefs', 'locales', 'attach'];

/**
 * The targets of `assay.yaml` (all, or those named). What is wrong with one is reported at its place: undefined then, and
 * where there are none.
 */
export function readTargets(
  settings: AssaySettings,
  names: readonly string[],
  diagnostics: Diagnostics,
): readonly Target[] | undefined {
  const { source } = settings;
  const { targets = {}, owner } = source?.input ?? {};
  const known = Object.keys(targets);
  if (!source || known.length === 0) {
    const message = source ? 'assay.yaml names no target' : 'there is no assay.yaml, which names where to publish';
    const hint = source ? 'describe one below targets:' : 'write one, with a target below targets:';
    return diagnostics.error('publish/none', message, 'assay.yaml', hint);
  }
  const unknown = names.filter((name) => !known.includes(name));
  for (const name of unknown)
    diagnostics.error('publish/unknown-target', `there is no target ${name}`, 'assay.yaml', didYouMean(name, known));
  const wanted = Object.entries(targets).filter(([name]) => names.length === 0 || names.includes(name));
  const read = wanted.map(([name, input]) => {
    const place = source.data.placeOf(targets, name, 'key');
    return readTarget(
      { name, owner, input, place, placeOf: (key, part) => source.data.placeOf(input, key, part) },
      diagnostics,
    );
  });
  const found = read.filter((target) => target !== undefined);
  return unknown.length === 0 && found.length === wanted.length ? found : undefined;
}

interface Entry {
  readonly name: string;
  readonly owner: string | undefined;
  readonly input: TargetInput;
  readonly place: Place;
  readonly placeOf: (key: TargetKey, part?: 'key') => Place;
}

function readTarget(entry: Entry, diagnostics: Diagnostics): Target | undefined {
  const { name, owner, input, place, placeOf } = entry;
  const secrets = secretsIn(input);
  let isSound = true;
  const report = (message: string, where: Place, hint: string): void => {
    isSound = false;
    diagnostics.error('publish/bad-target', message, secrets.reduce(hiding, where), hint);
  };
  const kinds = TARGET_KINDS.filter(({ key }) => input[key] !== undefined);
  const [kind] = kinds;
  if (!kind || kinds.length > 1) {
    report(
      `the target ${name} names ${kind ? 'several hosts' : 'no host'}`,
      place,
      `write one of ${TARGET_KINDS.map(({ key }) => key).join(', ')}`,
    );
    return undefined;
  }
  const hints = { token: TOKEN_HINT, ...kind.hints };
  for (const key of kind.needed) {
    if (input[key] === undefined)
      report(`a target with ${kind.key}: needs ${key}:`, place, hints[key] ?? `write ${key}: …`);
  }
  for (const key of Object.keys(input) as TargetKey[]) {
    if ([...COMMON, ...kind.own].includes(key)) continue;
    report(`${key}: means nothing together with ${kind.key}:`, placeOf(key, 'key'), 'remove it');
  }
  if (input.token !== undefined && !VARIABLE.test(input.token))
    report('token: names no variable of the environment', placeOf('token'), TOKEN_HINT);
  const address = input[kind.key] ?? '';
  const fault = kind.addressFault(address);
  if (fault !== undefined) {
    const shown = secrets.reduce((text, secret) => text.replaceAll(secret, '***'), address);
    report(`${shown} is not an address that can be used: ${fault}`, placeOf(kind.key), hints[kind.key] ?? '');
  }
  if (!authorOf(input.author))
    report(`${input.author} names no author`, placeOf('author'), 'write Name <name@example.org>');
  if (input.below !== undefined) {
    const why = kind.belowFault(input.below, input.flavour);
    if (why !== undefined)
      report(`${input.below} is not a place for pages: ${why}`, placeOf('below'), 'correct or remove it');
  }
  const { below, pages = 'newest', briefs, locales, attach = [] } = input;
  return isSound ? kind.target({ name, owner, place, below, pages, briefs, locales, attach }, input) : undefined;
}

/** What somebody typed into a target that no message may show: names and passwords in addresses, and a token. */
function secretsIn(input: TargetInput): string[] {
  // to the last @: names of bots have one, too
  const inAddresses = TARGET_KINDS.map(({ key }) => /^[a-z][a-z\d+.-]*:\/\/(.*)@/i.exec(input[key] ?? '')?.[1] ?? '');
  const token = input.token === undefined || VARIABLE.test(input.token) ? '' : input.token;
  return [...inAddresses, token].filter((secret) => secret !== '');
}

/** A place in a file whose text shows stars for a secret that somebody typed there. */
function hiding(place: Place, secret: string): Place {
  return { ...place, file: { ...place.file, text: place.file.text.replaceAll(secret, '*'.repeat(secret.length)) } };
}

const TOKEN_HINT = 'name the variable of the environment that holds it: token: WIKI_TOKEN';
