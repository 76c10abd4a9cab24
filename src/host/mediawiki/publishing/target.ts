import { createHash } from 'node:crypto';
import { changedFigures } from '../../../publish/changed-figures.ts';
import { figureLines } from '../../../publish/commit-message.ts';
import type { HostAddress } from '../../../publish/http.ts';
import { MediawikiClient, type WikiAbilities, type WikiPage } from './client.ts';
import type { OpenHost } from '../../../publish/host.ts';
import type { PageOutcome, PublishOptions, TargetOutcome } from '../../../publish/page-outcome.ts';
import { orphanOf, publishedOn } from '../../../publish/orphan.ts';
import { writePage } from '../../../publish/page-writing.ts';
import type { PlannedPage } from '../../../publish/planned-page.ts';
import type { PageFile } from '../../../publish/printed-edition.ts';
import { Secret } from '../../../publish/secrets.ts';
import { addressFault, type TargetKind, type TargetSettings } from '../../../publish/target.ts';

/** Times that a page is read and written again because somebody else wrote in between. */
const TRIES = 5;

/** Longest summary of an edit that the wiki keeps. */
const SUMMARY = 480;

interface MediawikiTarget extends TargetSettings {
  readonly url: string;
  readonly user: string;
  readonly token: string;
}

/** A MediaWiki. */
export const MEDIAWIKI: TargetKind = {
  key: 'mediawiki',
  own: ['mediawiki', 'user', 'token'],
  needed: ['user', 'token'],
  hints: {
    user: 'name the user of the bot password: user: Someone@assay',
    mediawiki: 'write https://…/api.php; a password comes from the environment',
  },
  addressFault: (address) => addressFault(address),
  belowFault: (below) => (/[[\]{}|#<>]/.test(below) ? 'a title has none of [ ] { } | # < >' : undefined),
  target: (settings, { mediawiki: url = '', user = '', token = '' }) => {
    const target = { ...settings, flavour: 'mediawiki', url, user, token } as const;
    return { ...target, open: (_, secret, options) => openMediawiki(target, secret, options) };
  },
};

/** Logs into a MediaWiki. */
async function openMediawiki(
  target: MediawikiTarget,
  token: Secret | undefined,
  options: PublishOptions,
): Promise<OpenHost> {
  const password = token ?? new Secret('');
  const host: HostAddress = { base: target.url, secrets: [password], signal: options.signal, pause: options.pause };
  const client = new MediawikiClient(host);
  await client.logIn(target.user, password);
  const abilities = await client.abilities();
  return {
    accepts: (ending) => abilities.uploads && abilities.fileTypes.has(ending.slice(1)),
    publish: (pages) => publishPages({ target, client, abilities, options }, pages),
  };
}

interface Job {
  readonly target: MediawikiTarget;
  readonly client: MediawikiClient;
  readonly abilities: WikiAbilities;
  readonly options: PublishOptions;
}

async function publishPages(job: Job, pages: readonly PlannedPage[]): Promise<TargetOutcome> {
  const { target, client, abilities } = job;
  const existing = await client.pages(pages.map(({ title }) => title));
  const outcomes: PageOutcome[] = [];
  for (const page of pages) outcomes.push(await publishPage(job, page, existing.get(page.title)));
  outcomes.push(...(await orphans(job, pages)));
  const refused = target.attach.filter((ending) => !abilities.uploads || !abilities.fileTypes.has(ending));
  const notes = refused.map((ending) => `this wiki takes no files of the kind .${ending}: they are not attached`);
  return { target: target.name, pages: outcomes, notes };
}

async function publishPage(job: Job, page: PlannedPage, found: WikiPage | undefined): Promise<PageOutcome> {
  const { client, options } = job;
  const { title } = page;
  let base = found;
  for (let attempt = 1; ; attempt += 1) {
    const written = writePage(base?.text, page, 'mediawiki', options);
    if (written.action === 'refused') return { page: title, at: title, ...written };
    if (written.action === 'unchanged') return { page: title, at: title, action: 'unchanged' };
    if (!takesPictures(job, page)) return { page: title, at: title, action: 'refused', reason: NO_PICTURES };
    const changes = base && changedFigures(base.text, written.text, page);
    const outcome = { page: title, at: title, action: written.action, figures: changes };
    if (options.isDry) return outcome;
    // A page never shows a picture that is not there yet.
    const failed = await uploadFiles(job, page.files);
    if (failed !== undefined) return { ...outcome, action: 'refused', reason: failed };
    const said = figureLines(changes ?? [])
      .join(' ')
      .slice(0, SUMMARY);
    const answer = await client.edit({ title, text: written.text, summary: said || 'Published by Assay', base });
    if (answer === 'done') return outcome;
    if (answer !== 'conflict') return { ...outcome, action: 'refused', reason: answer.refused };
    if (attempt === TRIES) return { ...outcome, action: 'refused', reason: 'others change it all the time' };
    base = (await client.pages([title])).get(title);
  }
}

/** A page whose charts could not be shown is not written. */
function takesPictures({ abilities }: Job, { files }: PlannedPage): boolean {
  const hasPictures = files.some(({ name }) => name.endsWith('.png'));
  return !hasPictures || (abilities.uploads && abilities.fileTypes.has('png'));
}

const NO_PICTURES =
  'this wiki takes no pictures, and the page has charts: let it take PNG files ($wgEnableUploads, $wgFileExtensions)';

/** Uploads the files that the wiki does not have as they are; answers why, if it refuses one. */
async function uploadFiles({ client }: Job, files: readonly PageFile[]): Promise<string | undefined> {
  const hashes = await client.fileHashes(files.map(({ name }) => name));
  for (const { name, content } of files) {
    if (hashes.get(name) === createHash('sha1').update(content).digest('hex')) continue;
    const answer = await client.upload(name, content, 'Published by Assay', 'Published by Assay.');
    if (answer !== 'done') return `${name} cannot be uploaded: ${typeof answer === 'object' ? answer.refused : answer}`;
  }
  return undefined;
}

/** Pages below ours whose brief is gone. Without a page above them they could be anywhere in the wiki. */
async function orphans({ target, client, options }: Job, pages: readonly PlannedPage[]): Promise<PageOutcome[]> {
  if (target.below === undefined) return [];
  const planned = new Set(pages.map(({ title }) => title));
  const titles = (await client.titlesFrom(`${target.below}/`)).filter((title) => !planned.has(title));
  const own = { owner: target.owner, pages, briefs: options.briefs };
  const outcomes: PageOutcome[] = [];
  for (const [title, { text }] of await client.pages(titles)) {
    const published = publishedOn(title, text, 'mediawiki');
    const [orphan] = published.flatMap((one) => orphanOf(one, own) ?? []);
    if (!orphan) continue;
    const page = { page: title, at: title };
    if (!options.prune || !orphan.isOurs) outcomes.push({ ...page, action: 'orphaned', reason: orphan.reason });
    else if (options.isDry) outcomes.push({ ...page, action: 'deleted' });
    else {
      const answer = await client.remove(title, orphan.gone);
      const why = typeof answer === 'object' ? answer.refused : undefined;
      outcomes.push({ ...page, action: why === undefined ? 'deleted' : 'refused', reason: why });
    }
  }
  return outcomes;
}
