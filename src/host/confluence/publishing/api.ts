import { ask, type HostAddress, type HttpAnswer, type HttpRequest, jsonOf, noAnswer } from '../../../publish/http.ts';
import type { PageFile } from '../../../publish/printed-edition.ts';

/** What Assay keeps with a page, in a content property. */
export interface PageRecord {
  readonly brief: string;
  readonly edition: string;
  readonly locale: string;
  readonly member?: string | undefined;
  /** Name of the folder that publishes it. */
  readonly owner?: string | undefined;
  /** Hash over the text and files that were written last. */
  readonly inputs: string;
  /** SHA-256 of the attachments, by name. */
  readonly files: Readonly<Record<string, string>>;
}

/** The key of the property. */
export const PROPERTY = 'assay';

export interface ConfluencePage {
  readonly id: string;
  readonly title: string;
  readonly version: number;
  /** In storage format. */
  readonly body: string;
  readonly record: PageRecord | undefined;
  /** Of the property; its id is needed on Cloud. */
  readonly property: { readonly id: string; readonly version: number } | undefined;
}

/** `conflict`: somebody else changed the page since it was read. */
export type ConfluenceAnswer = 'done' | 'conflict' | { readonly refused: string };

/** What publishing needs of a Confluence; Cloud and Data Center have it at different addresses. */
export interface ConfluenceApi {
  /** Ids of the pages directly below a page, by title. */
  children(parent: string): Promise<ReadonlyMap<string, string>>;
  /** Id of a page anywhere in the space. */
  find(title: string): Promise<string | undefined>;
  /** A page with its body and our property, in one request. */
  read(id: string): Promise<ConfluencePage>;
  create(title: string, body: string, parent: string): Promise<{ readonly id: string } | { readonly refused: string }>;
  /** Writes the next version, as a minor edit. */
  update(page: ConfluencePage, body: string, message: string): Promise<ConfluenceAnswer>;
  keep(page: Pick<ConfluencePage, 'id' | 'property'>, record: PageRecord): Promise<void>;
  /** Attaches a file, over another version of it if there is one; answers why, if the host refuses it. */
  attach(page: string, file: PageFile): Promise<string | undefined>;
  label(page: string, labels: readonly string[]): Promise<void>;
  remove(page: string): Promise<void>;
}

/** Requests to one Confluence. */
export class ConfluenceHost {
  readonly address: HostAddress;

  constructor(address: HostAddress) {
    this.address = address;
  }

  /** An answer whatever its status, but for those that concern the whole host. */
  async send(request: HttpRequest): Promise<HttpAnswer> {
    const answer = await ask(this.address, request);
    if (answer.status === 401) throw noAnswer(this.address, 'it does not accept the token (401)', [TOKEN_HINT]);
    if (answer.status >= 500) throw noAnswer(this.address, `it has a fault (${answer.status})`, ['try again later']);
    return answer;
  }

  /** The JSON of a request that must succeed. */
  async must(request: HttpRequest): Promise<unknown> {
    const answer = await this.send(request);
    if (answer.status >= 200 && answer.status < 300) return answer.text === '' ? {} : jsonOf(answer);
    throw noAnswer(this.address, `${request.method} ${request.path}: ${complaintOf(answer)}`);
  }

  /** Sends a file as a form; answers why, if the host refuses it. */
  async sendFile(
    method: 'POST' | 'PUT',
    path: string,
    { name, content, sha256 }: PageFile,
  ): Promise<string | undefined> {
    const body = new FormData();
    body.set('file', new Blob([new Uint8Array(content)]), name);
    body.set('minorEdit', 'true');
    body.set('comment', `sha256 ${sha256}`);
    // Without this header a form is refused as a forgery.
    const answer = await this.send({ method, path, body, headers: { 'X-Atlassian-Token': 'nocheck' } });
    return answer.status < 300 ? undefined : `${name} cannot be attached: ${complaintOf(answer)}`;
  }

  /** What a change led to. */
  answerOf(answer: HttpAnswer): ConfluenceAnswer {
    if (answer.status === 409) return 'conflict';
    return answer.status >= 200 && answer.status < 300 ? 'done' : { refused: complaintOf(answer) };
  }
}

const TOKEN_HINT =
  'Cloud wants user: with the address of an account and a token of it; Data Center a personal access token';

/** What a host says about a request that it does not carry out. */
export function complaintOf(answer: HttpAnswer): string {
  const said = jsonOf(answer) as
    { message?: string; errors?: readonly { title?: string; detail?: string }[] } | undefined;
  const [first] = said?.errors ?? [];
  const detail = [first?.title, first?.detail].filter(Boolean).join(': ');
  return `${said?.message ?? (detail || 'it does not say why')} (${answer.status})`;
}
