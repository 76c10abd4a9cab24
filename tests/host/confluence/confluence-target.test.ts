import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { PublishOptions } from '../../../src/publish/page-outcome.ts';
import { type ConfluenceServer, startConfluence, TOKEN } from './confluence-server.ts';
import { makePrintedRoot, type PrintedRoot, type Published } from '../../publish/printed-root.ts';
import type { Reply } from '../../publish/stub-host.ts';

const TITLE = 'Ferries of the harbour town';
let root: PrintedRoot;
let server: ConfluenceServer;

beforeAll(async () => {
  root = await makePrintedRoot(['confluence']);
});
afterAll(() => root.remove());
afterEach(() => server.close());

describe.each(['cloud', 'data-center'] as const)('Confluence (%s, the server of the tests)', (hosting) => {
  beforeEach(async () => {
    server = await startConfluence(hosting);
  });

  const published = (more = '', options: Partial<PublishOptions> & { owner?: string } = {}): Promise<Published> => {
    const user = hosting === 'cloud' ? ', user: a@b.c' : '';
    const yaml = `wiki: { confluence: ${server.url}, hosting: ${hosting}, token: SOME_TOKEN${user}, below: 1${more} }`;
    return root.publish(yaml, { environment: { ...process.env, SOME_TOKEN: TOKEN }, ...options });
  };
  const writes = (): string[] =>
    server.received.filter(({ method }) => method !== 'GET').map(({ method, url }) => `${method} ${url}`);

  test('gets a page with its files, labels and property, and nothing more while nothing changes', async () => {
    const first = await published(', attach: [pdf, csv], labels: [statistics]');
    expect([first.pages, first.mistakes, first.result?.failures]).toEqual([[`created ${TITLE}`], [], []]);
    const page = server.page(TITLE);
    expect(page.parent).toBe('1');
    expect(page.body).toMatch(/ac:macro-id/);
    expect(page.body).toContain('<strong>1,108,000</strong>');
    expect([...page.attachments.keys()].sort()).toEqual([
      'harbour-ferries-2025-q4-en.csv',
      'harbour-ferries-2025-q4-en.pdf',
      'routes.png',
    ]);
    expect(page.attachments.get('harbour-ferries-2025-q4-en.pdf')?.content).toBe('%PDF 2025-q4');
    expect(page.body).toContain('<ri:attachment ri:filename="harbour-ferries-2025-q4-en.pdf"/>');
    expect([...page.labels]).toEqual(['statistics']);
    expect(page.properties.get('assay')?.value).toMatchObject({
      brief: 'harbour-ferries',
      edition: 'latest',
      locale: 'en',
    });
    server.received.length = 0;
    const second = await published(', attach: [pdf, csv], labels: [statistics]');
    expect(second.pages).toEqual([`unchanged ${TITLE}`]);
    // the page above, the list of pages below it, and one request for each page
    expect(server.received.map(({ method }) => method)).toEqual(['GET', 'GET', 'GET']);
  });

  test('keeps what people and readers did around the brief, and writes on the newest version', async () => {
    await published();
    server.edit(
      TITLE,
      (body) => `<p>Ask <ac:inline-comment-marker ac:ref="c1">Ann</ac:inline-comment-marker>.</p>${body}<p>End.</p>`,
    );
    const attached = server.page(TITLE).attachments.get('routes.png')?.versions;
    const changed = await root.withOtherFigure(async () => {
      // Somebody saves the page between our reading and our writing, twice.
      server.interruptions.push(...lateSaves(2));
      return published();
    });
    expect(changed.pages).toEqual([`updated ${TITLE}`]);
    expect(changed.result?.targets[0]?.pages[0]?.figures).toEqual([
      { address: 'passengers.river@2025-Q4', before: '377,000', after: '379,000' },
    ]);
    const { body, version, minorEdits, attachments } = server.page(TITLE);
    expect(body).toMatch(
      /^<p local-id="\d+">Ask <ac:inline-comment-marker ac:ref="c1">Ann<\/ac:inline-comment-marker>\.<\/p>/,
    );
    expect(body).toMatch(/<p local-id="\d+">End\.<\/p><p local-id="\d+">Late 1\.<\/p><p local-id="\d+">Late 2\.<\/p>$/);
    expect(body).toContain('379,000');
    expect(body).not.toContain('377,000');
    expect([version, minorEdits, attachments.get('routes.png')?.versions]).toEqual([5, 1, attached]);
    expect((await published()).pages).toEqual([`updated ${TITLE}`]);
  });

  test('keeps a page of somebody else, and what somebody wrote in ours', async () => {
    server.add(TITLE, '1', '<p>Mine.</p>');
    expect((await published('', { force: true })).pages).toEqual([`refused ${TITLE}`]);
    expect(server.page(TITLE)).toMatchObject({ version: 1, body: '<p local-id="1">Mine.</p>' });
    server.pages.delete(server.page(TITLE).id);
    await published();
    server.edit(TITLE, (body) => body.replace('carries most', 'carries the most'));
    const kept = await root.withOtherFigure(() => published());
    expect(kept.result?.targets[0]?.pages).toEqual([
      expect.objectContaining({ action: 'refused', reason: expect.stringMatching(/somebody edited it/) }),
    ]);
    expect((await published('', { force: true })).pages).toEqual([`updated ${TITLE}`]);
    expect(server.page(TITLE).body).toContain('carries most');
  });

  test('has each edition below a list, and loses what is gone when that is asked for', async () => {
    const { pages } = await published(', pages: editions');
    expect(pages).toEqual([`created ${TITLE}`, `created ${TITLE}, 2025-q4`, `created ${TITLE}, 2025-q3`]);
    const list = server.page(TITLE);
    expect(list.body).toContain(`<ac:link><ri:page ri:content-title="${TITLE}, 2025-q4"/>`);
    expect(server.page(`${TITLE}, 2025-q3`).parent).toBe(list.id);
    const region = (brief: string): string =>
      ['assay brief=x edition=latest locale=en target=wiki', '/assay']
        .map((words) => words.replace('=x ', `=${brief} `))
        .map(
          (words) =>
            `<p><ac:structured-macro ac:name="anchor"><ac:parameter ac:name="">${words}</ac:parameter></ac:structured-macro></p>`,
        )
        .join('<p>Old.</p>');
    const add = (title: string, body: string, value: object): void => {
      server.add(title, '1', body).properties.set('assay', { id: '9', value, version: 1 });
    };
    add('Gone', region('gone'), { brief: 'gone', owner: 'harbour' });
    add('Shared', `${region('gone')}<p>Mine.</p>`, { brief: 'gone', owner: 'harbour' });
    add('Theirs', region('metals'), { brief: 'metals', owner: 'mines' });
    add('Nobody', region('metals'), { brief: 'metals' });
    server.add('Other', '1', '<p>Other</p>');
    const ours = { owner: 'harbour' };
    expect((await published(', pages: editions', ours)).pages.slice(3)).toEqual([
      'orphaned Gone',
      'orphaned Shared',
      'orphaned Nobody',
    ]);
    expect((await published(', pages: editions', { ...ours, prune: true })).pages.slice(3)).toEqual([
      'deleted Gone',
      'orphaned Shared',
      'orphaned Nobody',
    ]);
    const left = [...server.pages.values()].map(({ title }) => title);
    expect(left).toEqual(expect.arrayContaining(['Shared', 'Theirs', 'Nobody', 'Other']));
    expect(left).not.toContain('Gone');
    expect((await published(', pages: editions', { owner: 'mines' })).pages.slice(0, 3)).toEqual([
      `refused ${TITLE}`,
      `refused ${TITLE}, 2025-q4`,
      `refused ${TITLE}, 2025-q3`,
    ]);
  });

  test('has no page that shows a picture which is not there', async () => {
    server.refused.add('routes.png');
    const first = await published();
    expect(first.result?.targets[0]?.pages).toEqual([
      expect.objectContaining({ action: 'refused', reason: 'routes.png cannot be attached: too large (413)' }),
    ]);
    expect([...server.pages.values()].map(({ title }) => title)).toEqual(['Home']);
    server.refused.clear();
    await published();
    const { version } = server.page(TITLE);
    server.refused.add('harbour-ferries-2025-q4-en.pdf');
    expect((await published(', attach: [pdf]')).pages).toEqual([`refused ${TITLE}`]);
    expect(server.page(TITLE).version).toBe(version);
  });

  test('is only read by a dry run', async () => {
    expect((await published('', { isDry: true })).pages).toEqual([`created ${TITLE}`]);
    expect(writes()).toEqual([]);
  });

  test('is asked again when it is busy, and for reading when it has a fault; writing is not repeated', async () => {
    server.interruptions.push({ status: 503 }, { status: 429, headers: { 'Retry-After': '1' } });
    const first = await published();
    expect(first.pages).toEqual([`created ${TITLE}`]);
    const changed = await root.withOtherFigure(() => {
      server.interruptions.push(...atFirst('PUT', { status: 502, body: `no ${TOKEN}` }));
      return published();
    });
    expect(changed.result?.failures.map(({ error }) => error.message)).toEqual([
      expect.stringMatching(/cannot be used: it has a fault \(502\)/),
    ]);
    expect(server.page(TITLE).version).toBe(1);
  });

  test('that does not know the token says so, and the token stands nowhere', async () => {
    const environment = { SOME_TOKEN: 'a-wrong-token-4711' };
    const { result, mistakes, pages } = await published('', { environment });
    expect(result?.failures[0]?.error.message).toMatch(/does not accept the token/);
    const said = JSON.stringify([
      result,
      mistakes,
      pages,
      result?.failures.map(({ error }) => [error.message, error.stack, error.remedies]),
    ]);
    const sent = server.received.map(({ url, body }) => url + body.toString()).join('\n');
    for (const form of ['a-wrong-token-4711', Buffer.from('a@b.c:a-wrong-token-4711').toString('base64')])
      expect(said + sent).not.toContain(form);
  });
});

/** A reply in place of that to the first request with a method. */
function atFirst(method: string, reply: Reply): ConfluenceServer['interruptions'] {
  let isDone = false;
  return Array.from({ length: 40 }, () => (request) => {
    if (isDone || request.method !== method) return undefined;
    isDone = true;
    return reply;
  });
}

/** Interruptions in which a person saves the page each time when we are about to write it. */
function lateSaves(count: number): ConfluenceServer['interruptions'] {
  let saves = 0;
  return Array.from({ length: 40 }, () => ({ method, url }) => {
    if (method === 'PUT' && saves < count && /\/(?:pages|content)\/\d+$/.test(url)) {
      saves += 1;
      server.edit(TITLE, (body) => `${body}<p>Late ${saves}.</p>`);
    }
    return undefined;
  });
}
