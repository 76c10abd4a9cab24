import { type Received, type Reply, startHost, type StubHost } from '../../publish/stub-host.ts';

// A Confluence of the tests, for both of its APIs: pages with versions and conflicts, content properties, attachments,
// labels, a limit of requests, and the rewriting of storage format on save. It stands in for a real one, which cannot be
// had; what it does was taken from the hosts' documents.

/** A page as this server keeps it. */
export interface KeptPage {
  readonly id: string;
  title: string;
  parent: string;
  version: number;
  body: string;
  properties: Map<string, { id: string; value: unknown; version: number }>;
  attachments: Map<string, { id: string; content: string; versions: number }>;
  labels: Set<string>;
  minorEdits: number;
}

export interface ConfluenceServer extends StubHost {
  /** The address for `assay.yaml`. */
  readonly url: string;
  readonly pages: Map<string, KeptPage>;
  page(title: string): KeptPage;
  /** A person writes a page again in the editor. */
  edit(title: string, change: (body: string) => string): void;
  add(title: string, parent: string, body: string): KeptPage;
  /** Names of files that it does not take. */
  readonly refused: Set<string>;
  /** What it does with the next requests, in order, before it answers them as usual: a status, or a deed. */
  readonly interruptions: (Reply | ((request: Received) => Reply | undefined))[];
}

export const TOKEN = 'confluence-token-98765';

export async function startConfluence(hosting: 'cloud' | 'data-center'): Promise<ConfluenceServer> {
  const pages = new Map<string, KeptPage>();
  const interruptions: ConfluenceServer['interruptions'] = [];
  const refused = new Set<string>();
  let ids = 100;
  const add = (title: string, parent: string, body: string): KeptPage => {
    const id = String((ids += 1));
    const page: KeptPage = {
      id,
      title,
      parent,
      version: 1,
      body: rewritten(body),
      properties: new Map(),
      attachments: new Map(),
      labels: new Set(),
      minorEdits: 0,
    };
    pages.set(id, page);
    return page;
  };
  pages.set('1', { ...add('Home', '', '<p>Home</p>'), id: '1' });
  pages.delete('101');
  const prefix = hosting === 'cloud' ? '/wiki' : '';
  const authorization =
    hosting === 'cloud' ? `Basic ${Buffer.from(`a@b.c:${TOKEN}`).toString('base64')}` : `Bearer ${TOKEN}`;
  const host = await startHost((request) => {
    const interruption = interruptions.shift();
    const interrupted = typeof interruption === 'function' ? interruption(request) : interruption;
    if (interrupted) return interrupted;
    if (request.headers.authorization !== authorization) return { status: 401, body: {} };
    const url = new URL(request.url, 'http://host');
    const path = url.pathname.slice(prefix.length);
    if (!url.pathname.startsWith(`${prefix}/`)) return { status: 404, body: {} };
    const state = { pages, refused, add, query: url.searchParams };
    const shared = common(state, request, path);
    if (shared) return shared;
    return hosting === 'cloud' ? cloud(state, request, path) : dataCenter(state, request, path);
  });
  const page = (title: string): KeptPage => {
    const found = [...pages.values()].find((other) => other.title === title);
    if (!found) throw new Error(`there is no page ${title}`);
    return found;
  };
  return {
    ...host,
    url: `${host.base.slice(0, -1)}${prefix}`,
    pages,
    refused,
    interruptions,
    page,
    add,
    edit(title, change) {
      const found = page(title);
      found.body = rewritten(change(found.body));
      found.version += 1;
    },
  };
}

interface State {
  readonly pages: Map<string, KeptPage>;
  readonly refused: ReadonlySet<string>;
  readonly add: (title: string, parent: string, body: string) => KeptPage;
  readonly query: URLSearchParams;
}

/** Characters for which Confluence writes named entities. */
const NAMES: Readonly<Record<string, string>> = {
  '’': 'rsquo',
  '–': 'ndash',
  '\u00A0': 'nbsp',
  '→': 'rarr',
  é: 'eacute',
};

/** Storage format as Confluence writes it when a page is saved. */
function rewritten(body: string): string {
  let ids = 0;
  return body
    .replaceAll(/[’–\u00A0→é]/g, (character) => `&${NAMES[character]};`)
    .replaceAll(/>\s*\n\s*</g, '><')
    .replaceAll(
      /<ac:structured-macro(?![^>]*ac:macro-id)/g,
      () => `<ac:structured-macro ac:schema-version="1" ac:macro-id="${(ids += 1)}"`,
    )
    .replaceAll(/<(p|h[1-6]|td|th)(?![^>]*local-id)(?=[\s>])/g, (open) => `${open} local-id="${(ids += 1)}"`)
    .replaceAll(/<(br|hr)\/>/g, '<$1 />');
}

const json = (request: Received): Record<string, unknown> =>
  JSON.parse(request.body.toString()) as Record<string, unknown>;
const missing: Reply = { status: 404, body: { message: 'not found' } };

/** What both APIs have: attachments and labels of version 1. */
function common({ pages, refused, query }: State, request: Received, path: string): Reply | undefined {
  const [, id = '', rest = ''] = /^\/rest\/api\/content\/(\d+)\/(child\/attachment.*|label)$/.exec(path) ?? [];
  const page = pages.get(id);
  if (rest === '' || !page) return undefined;
  if (rest === 'label') {
    for (const { name } of JSON.parse(request.body.toString()) as { name: string }[]) page.labels.add(name);
    return { body: { results: [] } };
  }
  if (request.method === 'GET') {
    const found = page.attachments.get(query.get('filename') ?? '');
    return { body: { results: found ? [{ id: found.id, title: query.get('filename') }] : [] } };
  }
  if (request.headers['x-atlassian-token'] !== 'nocheck')
    return { status: 403, body: { message: 'XSRF check failed' } };
  const form = request.body.toString('latin1');
  const name = /filename="([^"]+)"/.exec(form)?.[1] ?? '';
  if (refused.has(name)) return { status: 413, body: { message: 'too large' } };
  const content = /\r\n\r\n([^]*?)\r\n--/.exec(form.slice(form.indexOf('filename=')))?.[1] ?? '';
  const before = page.attachments.get(name);
  const isData = rest.endsWith('/data');
  // POST makes a new attachment and refuses a name that is taken; PUT does either.
  if (request.method === 'POST' && before && !isData)
    return { status: 400, body: { message: 'same file name as an existing attachment' } };
  page.attachments.set(name, {
    id: before?.id ?? `att${page.attachments.size}`,
    content,
    versions: (before?.versions ?? 0) + 1,
  });
  return { body: {} };
}

function titleTaken(pages: State['pages'], title: unknown): Reply | undefined {
  const isTaken = [...pages.values()].some((page) => page.title === title);
  return isTaken ? { status: 400, body: { message: 'A page with this title already exists' } } : undefined;
}

/** Storage format that is not a XML is refused as a whole. */
function badBody(value: string): Reply | undefined {
  const text = value.replaceAll(/&(?:rsquo|ndash|nbsp|rarr|eacute);/g, '');
  const open: string[] = [];
  for (const [, close, name = '', self] of text.matchAll(/<(\/?)([\w:-]+)[^<>]*?(\/?)>/g)) {
    if (close) {
      if (open.pop() !== name) return { status: 400, body: { message: `Error parsing xhtml: </${name}>` } };
    } else if (!self) open.push(name);
  }
  return open.length > 0 ? { status: 400, body: { message: 'Error parsing xhtml' } } : undefined;
}

function written(
  page: KeptPage,
  value: string,
  { number, minorEdit }: { number: number; minorEdit?: boolean },
): Reply | undefined {
  if (number !== page.version + 1) return { status: 409, body: { message: 'Version must be incremented' } };
  const bad = badBody(value);
  if (bad) return bad;
  page.body = rewritten(value);
  page.version = number;
  if (minorEdit) page.minorEdits += 1;
  return undefined;
}

function cloud({ pages, add, query }: State, request: Received, path: string): Reply {
  const [, id, rest = ''] = /^\/api\/v2\/pages(?:\/(\d+)(?:\/(.*))?)?$/.exec(path) ?? [];
  const page = id === undefined ? undefined : pages.get(id);
  const shown = (one: KeptPage): object => ({
    id: one.id,
    title: one.title,
    spaceId: '7',
    version: { number: one.version },
    ...(query.get('body-format') === 'storage' && { body: { storage: { value: one.body } } }),
    ...(query.get('include-properties') === 'true' && {
      properties: {
        results: [...one.properties].map(([key, { id: own, value, version }]) => ({
          id: own,
          key,
          value,
          version: { number: version },
        })),
      },
    }),
  });
  if (!path.startsWith('/api/v2/pages')) return missing;
  if (id === undefined && request.method === 'GET') {
    return { body: { results: [...pages.values()].filter(({ title }) => title === query.get('title')).map(shown) } };
  }
  if (id === undefined && request.method === 'POST') {
    const { spaceId, title, parentId, body } = json(request) as {
      spaceId: string;
      title: string;
      parentId: string;
      body: { value: string };
    };
    if (spaceId !== '7' || !pages.has(parentId))
      return { status: 400, body: { errors: [{ title: 'bad space or parent' }] } };
    return titleTaken(pages, title) ?? badBody(body.value) ?? { body: shown(add(title, parentId, body.value)) };
  }
  if (!page) return missing;
  if (rest === 'children') {
    // Pages of the listing hold two entries, so that a reader must follow.
    const all = [...pages.values()].filter(({ parent }) => parent === page.id);
    const start = Number(query.get('cursor') ?? 0);
    const next = start + 2 < all.length ? { next: `/wiki${path}?cursor=${start + 2}` } : {};
    return { body: { results: all.slice(start, start + 2).map(shown), _links: next } };
  }
  if (rest.startsWith('properties')) return property(page, request, rest.split('/')[1]);
  if (request.method === 'GET') return { body: shown(page) };
  if (request.method === 'DELETE') return pages.delete(page.id) ? { status: 204 } : missing;
  const { body, version } = json(request) as {
    body: { value: string };
    version: { number: number; minorEdit?: boolean };
  };
  return written(page, body.value, version) ?? { body: shown(page) };
}

function property(page: KeptPage, request: Received, id: string | undefined): Reply {
  const { key, value, version } = json(request) as { key: string; value: unknown; version?: { number: number } };
  const before = page.properties.get(key);
  if (request.method === 'POST' && before) return { status: 409, body: { message: 'exists' } };
  if (
    request.method === 'PUT' &&
    (!before || (id !== before.id && id !== key) || version?.number !== before.version + 1)
  ) {
    return { status: 409, body: { message: 'version' } };
  }
  page.properties.set(key, { id: before?.id ?? '900', value, version: (before?.version ?? 0) + 1 });
  return { body: {} };
}

function dataCenter({ pages, add, query }: State, request: Received, path: string): Reply {
  const [, id, rest = ''] = /^\/rest\/api\/content(?:\/(\d+)(?:\/(.*))?)?$/.exec(path) ?? [];
  const page = id === undefined ? undefined : pages.get(id);
  const expand = (query.get('expand') ?? '').split(',');
  const shown = (one: KeptPage): object => {
    const own = one.properties.get('assay');
    return {
      id: one.id,
      title: one.title,
      ...(expand.includes('space') && { space: { key: 'DOC' } }),
      ...(expand.includes('version') && { version: { number: one.version } }),
      ...(expand.includes('body.storage') && { body: { storage: { value: one.body } } }),
      ...(expand.includes('metadata.properties.assay') &&
        own && {
          metadata: { properties: { assay: { key: 'assay', value: own.value, version: { number: own.version } } } },
        }),
    };
  };
  if (!path.startsWith('/rest/api/content')) return missing;
  if (id === undefined && request.method === 'GET') {
    const found = [...pages.values()].filter(
      ({ title }) => title === query.get('title') && query.get('spaceKey') === 'DOC',
    );
    return { body: { results: found.map(shown) } };
  }
  if (id === undefined && request.method === 'POST') {
    const { title, ancestors, space, body } = json(request) as {
      title: string;
      ancestors: { id: string }[];
      space: { key: string };
      body: { storage: { value: string } };
    };
    if (space.key !== 'DOC') return { status: 400, body: { message: 'no space' } };
    return (
      titleTaken(pages, title) ??
      badBody(body.storage.value) ?? { body: shown(add(title, ancestors[0]?.id ?? '', body.storage.value)) }
    );
  }
  if (!page) return missing;
  if (rest === 'child/page') {
    const all = [...pages.values()].filter(({ parent }) => parent === page.id);
    const start = Number(query.get('start') ?? 0);
    return { body: { results: all.slice(start, start + Number(query.get('limit'))).map(shown) } };
  }
  if (rest.startsWith('property')) return property(page, request, rest.split('/')[1]);
  if (request.method === 'GET') return { body: shown(page) };
  if (request.method === 'DELETE') return pages.delete(page.id) ? { status: 204 } : missing;
  const { body, version } = json(request) as {
    body: { storage: { value: string } };
    version: { number: number; minorEdit?: boolean };
  };
  return written(page, body.storage.value, version) ?? { body: shown(page) };
}
