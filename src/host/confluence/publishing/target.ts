import type { RegionRequest } from '../../../embedding/region-words.ts';
import { storageLines } from '../storage-words.ts';
import { changedFigures } from '../../../publish/changed-figures.ts';
import { figureLines } from '../../../publish/commit-message.ts';
import {
  complaintOf,
  type ConfluenceApi,
  ConfluenceHost,
  type ConfluencePage,
  type PageRecord,
  PROPERTY,
} from './api.ts';
import { openDataCenter } from './data-center.ts';
import type { OpenHost } from '../../../publish/host.ts';
import { jsonOf } from '../../../publish/http.ts';
import { orphanOf, publishedOn } from '../../../publish/orphan.ts';
import type { PageOutcome, PublishOptions, TargetOutcome } from '../../../publish/page-outcome.ts';
import { writePage } from '../../../publish/page-writing.ts';
import type { PlannedPage } from '../../../publish/planned-page.ts';
import type { PageFile } from '../../../publish/printed-edition.ts';
import { base64, Secret } from '../../../publish/secrets.ts';
import { addressFault, type TargetKind, type TargetSettings } from '../../../publish/target.ts';

/** Times that a page is read and written again because somebody else wrote in between. */
const TRIES = 5;

/** Longest message of a version. */
const MESSAGE = 500;

interface ConfluenceTarget extends TargetSettings {
  /** Without a slash at its end. */
  readonly url: string;
  readonly hosting: 'cloud' | 'data-center';
  /** With a user the token is a password of theirs, without one it bears all by itself. */
  readonly user: string | undefined;
  readonly token: string;
  /** Id of the page above. */
  readonly below: string;
  readonly labels: readonly string[];
}

/** A Confluence. */
export const CONFLUENCE: TargetKind = {
  key: 'confluence',
  own: ['confluence', 'hosting', 'user', 'token', 'labels'],
  needed: ['below', 'token'],
  hints: {
    below: 'write the id of the page above, which is in its address',
    confluence: 'write https://…; a token comes from the environment',
  },
  addressFault: (address) => addressFault(address),
  belowFault: (below) => (/^\d+$/.test(below) ? undefined : 'the id of a page is a number'),
  target: (settings, { confluence = '', below = '', hosting, user, token = '', labels = [] }) => {
    const url = confluence.replace(/\/+$/, '');
    const usual = /\.atlassian\.net(?:\/|$)/.test(url) ? 'cloud' : 'data-center';
    const own = { url, hosting: hosting ?? usual, user, token, below, labels } as const;
    const target = { ...settings, flavour: 'confluence', ...own } as const;
    return { ...target, open: (_, secret, options) => openConfluence(target, secret, options) };
  },
};

/** Opens a Confluence. */
async function openConfluence(
  target: ConfluenceTarget,
  token: Secret | undefined,
  options: PublishOptions,
): Promise<OpenHost> {
  const secret = token ?? new Secret('');
  const { user, url, hosting, below } = target;
  const authorization = secret.derive((value) =>
    user === undefined ? `Bearer ${value}` : `Basic ${base64(`${user}:${value}`)}`,
  );
  const { signal, pause } = options;
  const host = new ConfluenceHost({ base: `${url}/`, authorization, secrets: [secret, authorization], signal, pause });
  const api = await (hosting === 'cloud' ? openCloud(host, below) : openDataCenter(host, below));
  return { accepts: () => true, publish: (pages) => publishPages({ target, api, options }, pages) };
}

interface Job {
  readonly target: ConfluenceTarget;
  readonly api: ConfluenceApi;
  readonly options: PublishOptions;
}

async function publishPages(job: Job, pages: readonly PlannedPage[]): Promise<TargetOutcome> {
  const { target, api } = job;
  const outcomes: PageOutcome[] = [];
  /** The pages below a page, and the ids of ours. */
  const below = new Map<string, ReadonlyMap<string, string>>([[target.below, await api.children(target.below)]]);
  const ids = new Map<PlannedPage, string>();
  for (const page of pages) {
    const parent = page.above ? ids.get(page.above) : target.below;
    if (parent !== undefined && !below.has(parent)) below.set(parent, await api.children(parent));
    const known = parent === undefined ? undefined : below.get(parent)?.get(page.title);
    const id = known ?? (await api.find(page.title));
    if (id !== undefined) {
      ids.set(page, id);
      outcomes.push(await updatePage(job, page, await api.read(id)));
    } else {
      const { outcome, created } = await createPage(job, page, parent);
      outcomes.push(outcome);
      if (created !== undefined) ids.set(page, created);
    }
  }
  outcomes.push(...(await orphans(job, pages, [...below.values()])));
  return { target: target.name, pages: outcomes, notes: [] };
}

async function createPage(
  { target, api, options }: Job,
  page: PlannedPage,
  parent: string | undefined,
): Promise<{ readonly outcome: PageOutcome; readonly created?: string }> {
  const { title, files } = page;
  const written = writePage(undefined, page, 'confluence', options);
  if (written.action !== 'created') return { outcome: { page: title, at: title, action: 'refused' } };
  if (options.isDry) return { outcome: { page: title, at: title, action: 'created' } };
  const above = 'the page above it could not be made';
  const answer = parent === undefined ? { refused: above } : await api.create(title, written.text, parent);
  if ('refused' in answer) return { outcome: { page: title, at: title, action: 'refused', reason: answer.refused } };
  const { id } = answer;
  const failed = await attachAll(api, id, files);
  if (failed !== undefined) return { outcome: { page: title, at: title, action: 'refused', reason: failed } };
  await api.keep({ id, property: undefined }, recordOf(page));
  if (target.labels.length > 0) await api.label(id, target.labels);
  return { outcome: { page: title, at: id, action: 'created' }, created: id };
}

/**
 * Attaches the files of a new page. A page that would show a picture that is not there goes again: answers why, if the
 * host refuses a file.
 */
async function attachAll(api: ConfluenceApi, page: string, files: readonly PageFile[]): Promise<string | undefined> {
  let failed: string | undefined;
  try {
    failed = await attachChanged(api, page, undefined, files);
  } catch (error) {
    await api.remove(page).catch(() => undefined);
    throw error;
  }
  if (failed !== undefined) await api.remove(page);
  return failed;
}

async function updatePage(job: Job, page: PlannedPage, found: ConfluencePage): Promise<PageOutcome> {
  const { target, api, options } = job;
  const { title, inputs } = page;
  let base = found;
  for (let attempt = 1; ; attempt += 1) {
    const written = writePage(base.body, page, 'confluence', options);
    if (written.action === 'refused') return { page: title, at: base.id, ...written };
    const isKept = base.record?.inputs === inputs && base.record.owner === page.mark.owner;
    if (written.action === 'unchanged' && isKept && !options.force)
      return { page: title, at: base.id, action: 'unchanged' };
    const changes = written.action === 'updated' ? changedFigures(wordsOf(base.body), wordsOf(written.text), page) : [];
    const lost = written.action === 'updated' ? commentsIn(base.body) - commentsIn(written.text) : 0;
    const reason = lost > 0 ? `comments of readers on text that changed: ${lost}` : undefined;
    const action = written.action === 'unchanged' ? 'unchanged' : 'updated';
    const outcome: PageOutcome = { page: title, at: base.id, action, reason, figures: changes };
    if (options.isDry) return outcome;
    const failed = await attachChanged(api, base.id, base.record, page.files);
    if (failed !== undefined) return { ...outcome, action: 'refused', reason: failed };
    const said = figureLines(changes).join(' ').slice(0, MESSAGE) || 'Published by Assay';
    const answer = written.action === 'updated' ? await api.update(base, written.text, said) : 'done';
    if (answer === 'done') {
      await api.keep(base, recordOf(page));
      if (target.labels.length > 0) await api.label(base.id, target.labels);
      return outcome;
    }
    if (answer !== 'conflict') return { ...outcome, action: 'refused', reason: answer.refused };
    if (attempt === TRIES) return { ...outcome, action: 'refused', reason: 'others change it all the time' };
    base = await api.read(base.id);
  }
}

/** Attaches the files whose hash is not the one that was attached last; answers why, if the host refuses one. */
async function attachChanged(
  api: ConfluenceApi,
  page: string,
  record: PageRecord | undefined,
  files: readonly PageFile[],
): Promise<string | undefined> {
  for (const file of files) {
    const failed = record?.files[file.name] === file.sha256 ? undefined : await api.attach(page, file);
    if (failed !== undefined) return failed;
  }
  return undefined;
}

function recordOf({ request, mark: { owner }, inputs, files }: PlannedPage): PageRecord {
  const { brief, edition, locale = '', member } = request;
  const hashes = Object.fromEntries(files.map(({ name, sha256 }) => [name, sha256]));
  const named = { ...(member !== undefined && { member }), ...(owner !== undefined && { owner }) };
  return { brief, edition, locale, ...named, inputs, files: hashes };
}

function requestOf({ brief, edition, locale, member }: PageRecord): RegionRequest {
  return { brief, edition, locale: locale || undefined, member, part: undefined };
}

/** Storage format is written again at every save, so only its words can be compared. */
function wordsOf(body: string): string {
  return storageLines(body).join('\n');
}

/** Places that readers have marked with comments. */
function commentsIn(body: string): number {
  return body.split('<ac:inline-comment-marker').length - 1;
}

/** Pages of ours whose brief is gone. */
async function orphans(
  { target, api, options }: Job,
  pages: readonly PlannedPage[],
  below: readonly ReadonlyMap<string, string>[],
): Promise<PageOutcome[]> {
  const planned = new Set(pages.map(({ title }) => title));
  const own = { owner: target.owner, pages, briefs: options.briefs };
  const outcomes: PageOutcome[] = [];
  for (const [title, id] of below.flatMap((children) => [...children])) {
    if (planned.has(title)) continue;
    const { record, body } = await api.read(id);
    const [published] = publishedOn(title, body, 'confluence');
    if (!record) continue;
    // A page from which somebody took our markers is theirs.
    const { target: name, isShared } = published ?? { target: undefined, isShared: true };
    const found = orphanOf({ request: requestOf(record), target: name, owner: record.owner, isShared }, own);
    if (!found) continue;
    const isDeleted = options.prune && found.isOurs;
    if (isDeleted && !options.isDry) await api.remove(id);
    if (isDeleted) outcomes.push({ page: title, at: id, action: 'deleted' });
    else outcomes.push({ page: title, at: id, action: 'orphaned', reason: found.reason });
  }
  return outcomes;
}

/** A page as version 2 of the API answers it. */
interface CloudPage {
  readonly id: string;
  readonly title: string;
  readonly spaceId?: string;
  readonly version?: { readonly number: number };
  readonly body?: { readonly storage?: { readonly value: string } };
  readonly properties?: {
    readonly results?: readonly {
      readonly id: string;
      readonly key: string;
      readonly value?: PageRecord;
      readonly version?: { readonly number: number };
    }[];
  };
}

interface Listing {
  readonly results?: readonly CloudPage[];
  readonly _links?: { readonly next?: string };
}

const PAGES = 'api/v2/pages';
const MOST = '250';

/** Confluence Cloud: version 2 of the API, and version 1 for attachments and labels. `top` is the page above all. */
async function openCloud(host: ConfluenceHost, top: string): Promise<ConfluenceApi> {
  const { spaceId = '' } = (await host.must({ method: 'GET', path: `${PAGES}/${top}` })) as CloudPage;
  return {
    async children(parent) {
      const found = new Map<string, string>();
      let cursor: string | undefined;
      do {
        const query = { limit: MOST, cursor };
        const listing = (await host.must({ method: 'GET', path: `${PAGES}/${parent}/children`, query })) as Listing;
        for (const { title, id } of listing.results ?? []) found.set(title, id);
        const { next } = listing._links ?? {};
        cursor =
          next === undefined ? undefined : (new URL(next, host.address.base).searchParams.get('cursor') ?? undefined);
      } while (cursor !== undefined);
      return found;
    },
    async find(title) {
      const query = { 'space-id': spaceId, title, status: 'current' };
      const { results = [] } = (await host.must({ method: 'GET', path: PAGES, query })) as Listing;
      return results[0]?.id;
    },
    async read(id) {
      const query = { 'body-format': 'storage', 'include-properties': 'true' };
      const page = (await host.must({ method: 'GET', path: `${PAGES}/${id}`, query })) as CloudPage;
      const property = page.properties?.results?.find(({ key }) => key === PROPERTY);
      return {
        id,
        title: page.title,
        version: page.version?.number ?? 1,
        body: page.body?.storage?.value ?? '',
        record: property?.value,
        property: property && { id: property.id, version: property.version?.number ?? 1 },
      };
    },
    async create(title, value, parentId) {
      const body = { spaceId, status: 'current', title, parentId, body: { representation: 'storage', value } };
      const answer = await host.send({ method: 'POST', path: PAGES, body });
      const created = answer.status < 300 ? (jsonOf(answer) as CloudPage | undefined) : undefined;
      return created ? { id: created.id } : { refused: complaintOf(answer) };
    },
    async update({ id, title, version }, value, message) {
      const next = { number: version + 1, message, minorEdit: true };
      const body = { id, status: 'current', title, body: { representation: 'storage', value }, version: next };
      return host.answerOf(await host.send({ method: 'PUT', path: `${PAGES}/${id}`, body }));
    },
    async keep({ id, property }, value) {
      const at = `${PAGES}/${id}/properties`;
      if (!property) await host.must({ method: 'POST', path: at, body: { key: PROPERTY, value } });
      else {
        const body = { key: PROPERTY, value, version: { number: property.version + 1 } };
        await host.must({ method: 'PUT', path: `${at}/${property.id}`, body });
      }
    },
    attach: (page, file) => host.sendFile('PUT', `rest/api/content/${page}/child/attachment`, file),
    async label(page, labels) {
      const body = labels.map((name) => ({ prefix: 'global', name }));
      await host.must({ method: 'POST', path: `rest/api/content/${page}/label`, body });
    },
    async remove(page) {
      await host.must({ method: 'DELETE', path: `${PAGES}/${page}` });
    },
  };
}
