import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { makePrintedRoot, type PrintedRoot, type Published } from '../../publish/printed-root.ts';
import { type Received, startHost, type StubHost } from '../../publish/stub-host.ts';

// What a MediaWiki answers where the real one, which npm run verify:wikis asks, does as it should. It is a stand-in.

const TITLE = 'Briefs/Ferries of the harbour town';
let root: PrintedRoot;
let host: StubHost;

beforeAll(async () => {
  root = await makePrintedRoot(['mediawiki']);
});
afterAll(() => root.remove());
afterEach(() => host.close());

interface Wiki {
  readonly uploads?: boolean;
  /** Texts of its pages, by title. */
  readonly pages?: Readonly<Record<string, string>>;
  /** What it says to a file. */
  readonly refusal?: string;
}

function wiki({ uploads = true, pages = {}, refusal }: Wiki): Promise<StubHost> {
  const revision = (content: string): object => ({ revid: 1, timestamp: 't', slots: { main: { content } } });
  return startHost((request) => {
    const asked = new URL(request.url, 'http://wiki').searchParams;
    const action = sent(request).get('action') ?? asked.get('action');
    if (action === 'login') return { body: { login: { result: 'Success' } } };
    if (action === 'upload')
      return { body: refusal === undefined ? done('upload') : { errors: [{ code: 'x', text: refusal }] } };
    if (action === 'edit' || action === 'delete') return { body: done(action) };
    if (asked.get('meta') === 'tokens') return { body: { query: { tokens: { logintoken: 'a', csrftoken: 'b' } } } };
    if (asked.get('meta') === 'siteinfo')
      return { body: { query: { general: { uploadsenabled: uploads }, fileextensions: [{ ext: 'png' }] } } };
    if (asked.get('list') === 'allpages')
      return { body: { query: { allpages: Object.keys(pages).map((title) => ({ title })) } } };
    const titles = (asked.get('titles') ?? '').split('|');
    const found = titles.flatMap((title) =>
      pages[title] === undefined ? [] : { title, revisions: [revision(pages[title])] },
    );
    return { body: { query: { pages: found } } };
  });
}

const done = (action: string): object => ({ [action]: { result: 'Success' } });

/** The fields of a form, in either of the forms in which they are sent; not its file. */
function sent({ body, headers }: Received): URLSearchParams {
  if (headers['content-type']?.startsWith('application/x-www-form-urlencoded'))
    return new URLSearchParams(body.toString());
  const fields = body.toString('latin1').matchAll(/name="(\w+)"\r\n\r\n([^\r]*)\r\n/g);
  return new URLSearchParams(Object.fromEntries(Array.from(fields, ([, name = '', value = '']) => [name, value])));
}

function published(options: { prune?: boolean; owner?: string } = {}): Promise<Published> {
  const yaml = `wiki: { mediawiki: '${host.base}api.php', user: A@b, token: SOME_TOKEN, below: Briefs }`;
  return root.publish(yaml, { environment: { ...process.env, SOME_TOKEN: 'secret-4711' }, ...options });
}

/** What was asked of the wiki besides reading: `delete Briefs/Gone`. */
function deeds(): string[] {
  return host.received.flatMap((request) => {
    const fields = sent(request);
    const action = fields.get('action');
    return action === null || action === 'login' ? [] : `${action} ${fields.get('title') ?? fields.get('filename')}`;
  });
}

test.each<[Wiki, string, string[]]>([
  [{ uploads: false }, 'this wiki takes no pictures, and the page has charts', []],
  [
    { refusal: 'too large' },
    'Harbour-ferries-2025-q4-en-routes.png cannot be uploaded: too large',
    ['upload Harbour-ferries-2025-q4-en-routes.png'],
  ],
])('a page whose picture a MediaWiki does not take is not written: %j', async (answers, reason, expected) => {
  host = await wiki(answers);
  const { result, pages } = await published();
  expect(pages).toEqual([`refused ${TITLE}`]);
  expect(result?.targets[0]?.pages[0]?.reason).toContain(reason);
  expect(deeds()).toEqual(expected);
});

test('a MediaWiki loses pages of briefs that are gone, but none of other folders or with words of people', async () => {
  const region = (brief: string, owner: string): string =>
    `<!-- assay brief=${brief} edition=latest locale=en target=wiki owner=${owner} -->\nOld.\n<!-- /assay -->\n`;
  host = await wiki({
    pages: {
      'Briefs/Gone': region('gone', 'harbour'),
      'Briefs/Shared': `${region('gone', 'harbour')}Mine.\n`,
      'Briefs/Theirs': region('metals', 'mines'),
      'Briefs/Mine': 'Mine.\n',
    },
  });
  const { pages } = await published({ prune: true, owner: 'harbour' });
  expect(pages).toEqual([`created ${TITLE}`, 'deleted Briefs/Gone', 'orphaned Briefs/Shared']);
  expect(deeds()).toEqual(['upload Harbour-ferries-2025-q4-en-routes.png', `edit ${TITLE}`, 'delete Briefs/Gone']);
});
