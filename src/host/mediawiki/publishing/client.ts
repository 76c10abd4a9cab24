import { createHash } from 'node:crypto';
import { wait } from '../../../core/machine/machine.ts';
import { ask, type HostAddress, jsonOf, noAnswer } from '../../../publish/http.ts';
import type { Secret } from '../../../publish/secrets.ts';

/** What a wiki accepts. */
export interface WikiAbilities {
  readonly uploads: boolean;
  /** Endings of the names of files that it takes. */
  readonly fileTypes: ReadonlySet<string>;
}

/** A page of a wiki as it was read. */
export interface WikiPage {
  readonly text: string;
  /** When it was last changed, in the wiki's own form, and by which revision. */
  readonly changed: string;
  readonly revision: string;
}

/** A change of a page. Without `base` the page must not exist. */
export interface WikiEdit {
  readonly title: string;
  readonly text: string;
  readonly summary: string;
  readonly base: WikiPage | undefined;
}

/** How a change went: `conflict` when somebody else was faster; else why the wiki refuses it. */
export type WikiAnswer = 'done' | 'conflict' | { readonly refused: string };

interface ApiError {
  readonly code: string;
  readonly text: string;
}

interface ApiAnswer {
  readonly errors?: readonly ApiError[];
  readonly [part: string]: unknown;
}

type Parameters = Readonly<Record<string, string | undefined>>;

/** Seconds that a copy of the wiki's database may lag behind, above which the wiki asks to wait. */
const LAG = '5';

/** Requests in place of one that the wiki was too busy for. */
const REPEATS = 5;

/** Milliseconds to wait for a wiki that does not say how long. */
const USUAL_PAUSE = 5_000;

/** Titles that one request may name. */
const TITLES_AT_ONCE = 50;

const BUSY = new Set(['maxlag', 'ratelimited', 'readonly']);
const CONFLICT = new Set(['editconflict', 'articleexists', 'pagedeleted', 'missingtitle']);

/** Talks to a MediaWiki through its `api.php`, logged in with a bot password. */
export class MediawikiClient {
  readonly #host: HostAddress;
  readonly #cookies = new Map<string, string>();
  #token = '';

  /** `host.base` is the address of `api.php`. */
  constructor(host: HostAddress) {
    this.#host = host;
  }

  /** Logs in. Throws an EnvironmentError when the wiki refuses the name or the password. */
  async logIn(user: string, password: Secret): Promise<void> {
    const { query } = await this.#get({ action: 'query', meta: 'tokens', type: 'login' });
    const token = (query as { tokens?: { logintoken?: string } } | undefined)?.tokens?.logintoken ?? '';
    const answer = await this.#post({ action: 'login', lgname: user, lgpassword: password.reveal(), lgtoken: token });
    const login = answer['login'] as { result?: string; reason?: { text?: string } | string } | undefined;
    if (login?.result !== 'Success') {
      const reason = typeof login?.reason === 'string' ? login.reason : (login?.reason?.text ?? errorText(answer));
      throw noAnswer(this.#host, `it does not let ${user} in: ${reason}`, [
        'make a bot password on Special:BotPasswords, with the rights to edit and create pages and to upload files',
      ]);
    }
    await this.#fetchToken();
  }

  async #fetchToken(): Promise<void> {
    const { query } = await this.#get({ action: 'query', meta: 'tokens', type: 'csrf' });
    this.#token = (query as { tokens?: { csrftoken?: string } } | undefined)?.tokens?.csrftoken ?? '';
  }

  async abilities(): Promise<WikiAbilities> {
    const { query } = await this.#get({ action: 'query', meta: 'siteinfo', siprop: 'general|fileextensions' });
    const { general, fileextensions } = query as {
      general: { uploadsenabled?: boolean };
      fileextensions: readonly { ext: string }[];
    };
    return { uploads: general.uploadsenabled === true, fileTypes: new Set(fileextensions.map(({ ext }) => ext)) };
  }

  /** The pages that exist, by the titles that were asked for. */
  async pages(titles: readonly string[]): Promise<Map<string, WikiPage>> {
    const found = new Map<string, WikiPage>();
    for (const some of batches(titles)) {
      const answer = await this.#get({
        action: 'query',
        prop: 'revisions',
        rvprop: 'content|timestamp|ids',
        rvslots: 'main',
        titles: some.join('|'),
      });
      const { pages = [], normalized = [] } = answer['query'] as {
        pages?: readonly { title: string; revisions?: readonly Revision[] }[];
        normalized?: readonly { from: string; to: string }[];
      };
      const asked = new Map(normalized.map(({ from, to }) => [to, from]));
      for (const { title, revisions } of pages) {
        const [last] = revisions ?? [];
        const text = last?.slots?.main?.content;
        if (!last || text === undefined) continue;
        const page = { text, changed: last.timestamp, revision: String(last.revid) };
        found.set(asked.get(title) ?? title, page);
      }
    }
    return found;
  }

  /** Titles of all pages that begin with a text, in the main namespace. */
  async titlesFrom(prefix: string): Promise<string[]> {
    const answer = await this.#get({ action: 'query', list: 'allpages', apprefix: prefix, aplimit: 'max' });
    const { allpages = [] } = answer['query'] as { allpages?: readonly { title: string }[] };
    return allpages.map(({ title }) => title);
  }

  async edit({ title, text, summary, base }: WikiEdit): Promise<WikiAnswer> {
    // The wiki composes letters and their accents before it compares the hash.
    const sent = text.normalize('NFC');
    const answer = await this.#write({
      action: 'edit',
      title,
      text: sent,
      md5: createHash('md5').update(sent).digest('hex'),
      summary,
      bot: '1',
      ...(base ? { basetimestamp: base.changed, baserevid: base.revision, nocreate: '1' } : { createonly: '1' }),
    });
    const edit = answer['edit'] as { result?: string } | undefined;
    if (edit?.result === 'Success') return 'done';
    if (answer.errors?.some(({ code }) => CONFLICT.has(code))) return 'conflict';
    return { refused: edit ? 'it asks for proof that a person edits (captcha)' : errorText(answer) };
  }

  /** SHA-1 of files that the wiki has, by name. */
  async fileHashes(names: readonly string[]): Promise<Map<string, string>> {
    const found = new Map<string, string>();
    for (const some of batches(names)) {
      const titles = some.map((name) => `File:${name}`).join('|');
      const answer = await this.#get({ action: 'query', prop: 'imageinfo', iiprop: 'sha1', titles });
      const { pages = [], normalized = [] } = answer['query'] as {
        pages?: readonly { title: string; imageinfo?: readonly { sha1: string }[] }[];
        normalized?: readonly { from: string; to: string }[];
      };
      const asked = new Map(normalized.map(({ from, to }) => [to, from]));
      for (const { title, imageinfo } of pages) {
        const [last] = imageinfo ?? [];
        if (last) found.set((asked.get(title) ?? title).replace(/^[^:]*:/, ''), last.sha1);
      }
    }
    return found;
  }

  /** Uploads a file, over another version of it if there is one. `text` describes a file that is new. */
  async upload(name: string, content: Uint8Array, comment: string, text: string): Promise<WikiAnswer> {
    const answer = await this.#write({ action: 'upload', filename: name, comment, text, ignorewarnings: '1' }, content);
    const upload = answer['upload'] as { result?: string } | undefined;
    return upload?.result === 'Success' ? 'done' : { refused: errorText(answer) };
  }

  async remove(title: string, reason: string): Promise<WikiAnswer> {
    const answer = await this.#write({ action: 'delete', title, reason });
    return answer['delete'] ? 'done' : { refused: errorText(answer) };
  }

  /** Sends a change; again with a new token if the wiki has forgotten ours. */
  async #write(parameters: Parameters, file?: Uint8Array): Promise<ApiAnswer> {
    const send = (): Promise<ApiAnswer> =>
      this.#post({ ...parameters, assert: 'user', maxlag: LAG, token: this.#token }, file);
    const answer = await send();
    if (!answer.errors?.some(({ code }) => code === 'badtoken')) return answer;
    await this.#fetchToken();
    return send();
  }

  #get(parameters: Parameters): Promise<ApiAnswer> {
    return this.#repeated(() =>
      ask(this.#host, { method: 'GET', path: '', query: { ...COMMON, ...parameters }, headers: this.#headers() }),
    );
  }

  #post(parameters: Parameters, file?: Uint8Array): Promise<ApiAnswer> {
    const fields = Object.entries({ ...COMMON, ...parameters }).filter(([, value]) => value !== undefined);
    let body: URLSearchParams | FormData = new URLSearchParams(fields);
    if (file) {
      body = new FormData();
      for (const [name, value] of fields) body.set(name, value);
      body.set('file', new Blob([new Uint8Array(file)]), parameters['filename']);
    }
    return this.#repeated(() => ask(this.#host, { method: 'POST', path: '', headers: this.#headers(), body }));
  }

  /** Asks again while the wiki says that it was too busy to do anything. */
  async #repeated(send: () => ReturnType<typeof ask>): Promise<ApiAnswer> {
    for (let repeat = 0; ; repeat += 1) {
      const answer = await send();
      for (const cookie of answer.headers.getSetCookie()) {
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
        this.#cookies.set(name, value);
      }
      const parsed = jsonOf(answer) as ApiAnswer | undefined;
      if (!parsed) throw noAnswer(this.#host, `its answer is not JSON (status ${answer.status})`, [ADDRESS_HINT]);
      const busy = parsed.errors?.find(({ code }) => BUSY.has(code));
      if (!busy) return parsed;
      if (repeat === REPEATS) throw noAnswer(this.#host, busy.text);
      const seconds = Number(answer.headers.get('retry-after') ?? '');
      await (this.#host.pause ?? wait)(seconds > 0 ? seconds * 1000 : USUAL_PAUSE);
    }
  }

  #headers(): Record<string, string> {
    const cookies = [...this.#cookies].map(([name, value]) => `${name}=${value}`);
    return cookies.length > 0 ? { Cookie: cookies.join('; ') } : {};
  }
}

interface Revision {
  readonly revid: number;
  readonly timestamp: string;
  readonly slots?: { readonly main?: { readonly content?: string } };
}

const COMMON = { format: 'json', formatversion: '2', errorformat: 'plaintext', errorlang: 'en' };

const ADDRESS_HINT = 'the address ends in api.php; Special:Version of the wiki names it';

function errorText({ errors = [] }: ApiAnswer): string {
  return errors.map(({ text }) => text).join('; ') || 'it does not say why';
}

function batches(names: readonly string[]): string[][] {
  const found: string[][] = [];
  for (let start = 0; start < names.length; start += TITLES_AT_ONCE)
    found.push(names.slice(start, start + TITLES_AT_ONCE));
  return found;
}
